"""What commands print: one JSON document with `--json`, otherwise lines for people; and how they end."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from services.cli.control import Refused, WrongUse
from services.cli.refusals import in_words
from shared.kernel.rejection import Rejected

Data = Annotated[Path, typer.Option("--data", help="Data folder of the embedded installation.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, logs on stderr.")]
As = Annotated[str, typer.Option("--as", help="Account in whose name personal content is shown.")]
Reason = Annotated[str, typer.Option("--reason", help="Why it is shown; it is recorded.")]


def document(value: Any) -> None:
    """One JSON document on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def answer(value: Any, *, as_json: bool, lines: Iterable[str]) -> None:
    """The JSON document, or lines for a person."""
    if as_json:
        document(value)
    else:
        for line in lines:
            say(line)


def say(text: str) -> None:
    """One line for a person, now: `up` says its address into a pipe long before it ends."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def end(code: int, why: str = "") -> NoReturn:
    """Leave with this exit code: 1 the answer is no, 2 wrong use."""
    if why:
        sys.stderr.write(f"huying: {why}\n")
    raise typer.Exit(code)


@contextmanager
def told() -> Iterator[None]:
    """Turns what a command may run into into one sentence and exit code 2 or 1."""
    try:
        yield
    except Rejected as refused:
        end(1, in_words(refused))
    except Refused as refused:
        end(1, str(refused))
    except (WrongUse, FileNotFoundError, IsADirectoryError, PermissionError, ValueError) as wrong:
        end(2, str(wrong))
    except Exception as error:
        if _is_of_the_master_key(error):
            end(2, str(error))
        why = _away(error)
        if not why:
            raise
        end(1, why)


def _is_of_the_master_key(error: Exception) -> bool:
    from shared.vault.errors import MasterKeyRefused  # noqa: PLC0415 - where it was raised it is loaded already

    return isinstance(error, MasterKeyRefused)


def _away(error: Exception) -> str:
    """The sentence for a database that does not answer; empty for any other error."""
    from shared.eventlog.engine import is_away  # noqa: PLC0415 - where it was raised it is loaded already
    from shared.eventlog.unit import Unavailable  # noqa: PLC0415 - as above

    if isinstance(error, Unavailable):
        return str(error)
    if not is_away(error):
        return ""
    why = str(getattr(error, "orig", error)).strip()
    return f"the database does not answer ({why}); what was said before is kept: say the command again when it is back"
