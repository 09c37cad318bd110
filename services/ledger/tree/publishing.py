"""The public halves of the signing keys in a file of their own: for who checks what the ledger signs, and must not sign."""

from pathlib import Path

from services.ledger.tree.keys import read
from shared.house.replacing import replace
from shared.proof.keys import VerifierKey, read_verifier_key
from shared.proof.unproven import Unproven


def public_of(path: Path) -> Path:
    """Where they are: beside the key file."""
    return path.with_suffix(".pub")


def publish(path: Path) -> bool:
    """Make the file say what the key file says; whether it did not. ValueError for the key file, OSError.

    One that is there keeps its owner and its readers; a new one is for everybody.
    """
    public, lines = public_of(path), "".join(f"{key.text()}\n" for key in read(path).verifiers)
    if public.exists() and public.read_text(encoding="utf-8") == lines:
        return False
    draft = public.with_name(f".{public.name}.new")
    draft.write_text(lines, encoding="utf-8")
    if public.exists():
        replace(draft, public)
    else:
        draft.chmod(0o644)
        draft.replace(public)
    return True


def follow(path: Path) -> None:
    """After the key file was changed: the same, where the public halves were put into a file."""
    if public_of(path).exists():
        publish(path)


def read_public(path: Path) -> tuple[VerifierKey, ...]:
    """The verifier lines of a file. ValueError that says what to do."""
    try:
        lines = path.read_text(encoding="utf-8").split()
        found = tuple(read_verifier_key(line) for line in lines)
    except OSError as unreadable:
        raise ValueError(f"{unreadable}; huying secrets (make secrets) makes it") from None
    except (Unproven, UnicodeDecodeError) as broken:
        raise ValueError(f"{path} holds no public keys ({broken}); huying ledger key prints them") from None
    if not found:
        raise ValueError(f"{path} is empty; huying ledger key prints what belongs there")
    return found
