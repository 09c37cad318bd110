"""What an act of supervision is about: a case, a commitment, a common need. The subject of the entries names it."""

from shared.kernel.text import Text, case_key


def matter_key(subject: str) -> str:
    """The key that officers' words about it are closed under: the case's, or one like it of what is no case."""
    return case_key(subject.rpartition("/")[2])


def words(text: Text | None, subject: str) -> Text | None:
    """An officer's words under the key of what they are about; None for nothing said."""
    return text.under(matter_key(subject)) if text and text.value.strip() else None
