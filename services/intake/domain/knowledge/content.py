"""What an article says, and the policy it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """`keywords` are what askers say; the source is a policy's name, document number and address (may be empty)."""

    title: str
    text: str
    keywords: tuple[str, ...] = ()
    source_name: str = ""
    source_number: str = ""
    source_url: str = ""
