"""Jinja2 for pages: always escaping, strict about names, with our filters."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from shared.web import display
from shared.web.look import Look
from shared.web.words import word

SHARED = Path(__file__).parent / "templates"


class Compiled(BytecodeCache):
    """Templates are compiled once in a process: its services share the page around their own."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled from the same text, if there is any."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._known[bucket.key] = bucket.checksum, bucket.code


COMPILED = Compiled()


def environment(templates: Sequence[Path], look: Look, static: Callable[[str], str], service: str) -> Environment:
    """Templates of the service first, then the shared ones."""
    loaders = [FileSystemLoader(folder) for folder in (*templates, SHARED)]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
        bytecode_cache=COMPILED,
    )
    made.filters.update(
        word=word,
        when=_time(display.when),
        day=_time(display.day),
        unit=look.unit_name,
        lines=_lines,
        query=_query,
        account=display.account,
    )
    made.globals.update(look=look, static=static, service=service, due_in=_due_in(look))
    return made


def _time(write: Callable[[datetime | None], str]) -> Callable[[datetime | None], str]:
    def element(moment: datetime | None) -> str:
        if moment is None:
            return write(None)
        return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), write(moment))

    return element


def _due_in(look: Look) -> Callable[[datetime, datetime], display.Due]:
    def due(due_at: datetime, now: datetime) -> display.Due:
        return display.due(due_at, now, look.is_working_day)

    return due


def _lines(text: str | None) -> Markup:
    """Text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in (text or "").split("\n"))


def _query(values: dict[str, Any], **more: Any) -> str:
    """`?a=1&b=2` of what is not empty."""
    kept = {name: value for name, value in {**values, **more}.items() if value not in ("", None)}
    return "?" + urlencode(kept) if kept else ""
