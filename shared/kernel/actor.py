"""Who acts: the account, and its unit and post at that time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """`account` is an account's name, `feed:<source>`, `asker`, or `system:<service>` for timers and reactions."""

    account: str
    unit: str = ""
    post: str = ""
    on_behalf_of: str = ""
