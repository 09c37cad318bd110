"""The controls of a page's form, made from its schema: label, help, value as typed, the sentences of its faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, validate

from shared.web.ask import Ask

Choices = Sequence[tuple[str, str]]
YES_NO: Choices = (("true", "是"), ("false", "否"))
KINDS: Sequence[tuple[type[fields.Field[Any]], str]] = (
    (fields.Boolean, "radio"),
    (fields.DateTime, "datetime-local"),
    (fields.Date, "date"),
    (fields.Number, "number"),
    (fields.Email, "email"),
)


@dataclass(frozen=True, slots=True)
class Input:
    """One control. `kind` is `textarea`, `select`, `radio`, `checks` or a type of HTML's input."""

    name: str
    label: str
    kind: str
    values: tuple[str, ...] = ()
    help: str = ""
    errors: tuple[str, ...] = ()
    required: bool = False
    choices: Choices = ()
    longest: int | None = None
    autocomplete: str = ""
    rows: int = 5

    @property
    def value(self) -> str:
        """The single value."""
        return self.values[0] if self.values else ""


def inputs(
    schema: type[Schema],
    ask: Ask,
    *,
    values: Mapping[str, str] | None = None,
    choices: Mapping[str, Choices] | None = None,
) -> tuple[Input, ...]:
    """The controls of a form in the schema's order. What was typed wins over `values` (what stood there before)."""
    made = schema()
    return tuple(
        _input(name, field, ask, (values or {}).get(name, ""), (choices or {}).get(name, ()))
        for name, field in made.load_fields.items()
    )


def _input(name: str, field: fields.Field[Any], ask: Ask, value: str, choices: Choices) -> Input:
    notes = field.metadata
    options = choices or _choices(field)
    typed = tuple(ask.typed.getlist(name)) if ask.typed else ()
    return Input(
        name=name,
        label=notes.get("label", name),
        kind=notes.get("input") or _kind(field, options),
        values=typed or ((value,) if value else ()),
        help=notes.get("help", ""),
        errors=tuple(ask.errors.get(name, ())),
        required=field.required,
        choices=options,
        longest=_longest(field),
        autocomplete=notes.get("autocomplete", ""),
        rows=notes.get("rows", 5),
    )


def _kind(field: fields.Field[Any], options: Choices) -> str:
    if isinstance(field, fields.List):
        return "checks"
    plain = next((kind for cls, kind in KINDS if isinstance(field, cls)), "text")
    if plain == "text" and options:
        return "select"
    return "textarea" if plain == "text" and (_longest(field) or 0) > 200 else plain


def _choices(field: fields.Field[Any]) -> Choices:
    if isinstance(field, fields.Boolean):
        return YES_NO
    inner = field.inner if isinstance(field, fields.List) else field
    for rule in inner.validators:
        if isinstance(rule, validate.OneOf):
            return tuple(zip(map(str, rule.choices), map(str, rule.labels or rule.choices), strict=True))
    return ()


def _longest(field: fields.Field[Any]) -> int | None:
    return next((rule.max for rule in field.validators if isinstance(rule, validate.Length)), None)
