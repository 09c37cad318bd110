"""Forms in marshmallow: Chinese sentences for every fault, one reading for pages, queries and JSON.

A field's `metadata`: `label` and `help` for people, `input` to choose the control (`textarea`, `radio`, `tel`,
`password`, `date`, `hidden`, …), `autocomplete` and `rows` for it. See `shared.web.inputs`.
"""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from shared.kernel.times import unstamp
from shared.web.failures import FieldFault

CSRF, ONCE = "csrf", "once"

ANY = {"required": "请填写这一项", "null": "这一项不能为空", "validator_failed": "内容不符合要求"}
INVALID: Mapping[type[fields.Field[Any]], dict[str, str]] = {
    fields.String: {"invalid": "应为文字", "invalid_utf8": "不是有效的 UTF-8 文字"},
    fields.Number: {"invalid": "应为数字", "too_large": "数字太大"},
    fields.Boolean: {"invalid": "应为是或否"},
    fields.DateTime: {"invalid": "日期时间看不懂，例如 2026-11-24 09:30", "format": "日期时间看不懂"},
    fields.Date: {"invalid": "日期看不懂，例如 2026-11-24", "format": "日期看不懂"},
    fields.List: {"invalid": "应为列表"},
    fields.Nested: {"type": "应为 JSON 对象"},
    fields.Mapping: {"invalid": "应为 JSON 对象"},
    fields.Email: {"invalid": "电子邮箱格式不对"},
    fields.UUID: {"invalid_uuid": "标识格式不对"},
}


class Form(Schema):
    """The base of every form: unknown fields are refused, faults are told in Chinese."""

    error_messages = {"unknown": "没有这个字段", "type": "应为 JSON 对象"}  # noqa: RUF012 (marshmallow's own name)

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Gives the field its Chinese messages; those a field brings itself win."""
        del field_name
        general = {key: text for kind in reversed(type(field_obj).__mro__) for key, text in _of(kind).items()}
        defaults = {key: text for kind in reversed(type(field_obj).__mro__) for key, text in _english(kind).items()}
        own = {key: text for key, text in field_obj.error_messages.items() if text != defaults.get(key)}
        field_obj.error_messages = {**field_obj.error_messages, **ANY, **general, **own}


def _of(kind: type) -> dict[str, str]:
    return INVALID.get(kind, {})


def _english(kind: type) -> dict[str, str]:
    return getattr(kind, "default_error_messages", {})


class Time(fields.DateTime):
    """A time: RFC 3339; without a zone it is Asia/Shanghai. Loaded in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        del attr, data, kwargs
        try:
            return unstamp(value)
        except (TypeError, ValueError, OverflowError):
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from None


def length(most: int, least: int = 1) -> validate.Length:
    """Between `least` and `most` characters."""
    span = f"应为 {least} 至 {most} 个字" if least > 1 else f"不能为空，最多 {most} 个字"
    return validate.Length(min=least, max=most, error=span)


def within(least: int, most: int) -> validate.Range:
    """A number between `least` and `most`."""
    return validate.Range(min=least, max=most, error=f"应在 {least} 与 {most} 之间")


def one_of(choices: Mapping[str, str]) -> validate.OneOf:
    """One of these codes; the values are what people read."""
    return validate.OneOf(tuple(choices), labels=tuple(choices.values()), error="请从列出的选项中选择")


def load(schema: Schema, document: Any) -> tuple[dict[str, Any], tuple[FieldFault, ...]]:
    """The form's values and no faults, or nothing and the faults. For a JSON document (or one item of an array)."""
    try:
        return dict(schema.load(composed(document))), ()
    except ValidationError as error:
        return {}, faults(error.messages)


def load_typed(schema: Schema, typed: MultiDict[str, str], *, strict: bool) -> tuple[dict[str, Any], Any]:
    """As `load`, for a page's form or a query: blank means not given, lists may be given several times.

    `strict` refuses unknown fields; our own hidden fields are never seen by the form.
    """
    document: dict[str, Any] = {}
    for name in typed:
        values = [value for value in typed.getlist(name) if value.strip()]
        if values and name not in (CSRF, ONCE):
            many = isinstance(schema.fields.get(name), fields.List)
            document[name] = values if many else _lines(values[0])
    try:
        return dict(schema.load(composed(document), unknown=RAISE if strict else EXCLUDE)), ()
    except ValidationError as error:
        return {}, faults(error.messages)


def composed(document: Any) -> Any:
    """The same document with every text in Unicode NFC, so equal words are equal bytes wherever they were typed."""
    if isinstance(document, str):
        return unicodedata.normalize("NFC", document)
    if isinstance(document, Mapping):
        return {name: composed(value) for name, value in document.items()}
    if isinstance(document, list):
        return [composed(value) for value in document]
    return document


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def faults(messages: Any, path: str = "") -> tuple[FieldFault, ...]:
    """marshmallow's nested messages, flat."""
    if isinstance(messages, Mapping):
        return tuple(fault for name, inner in messages.items() for fault in faults(inner, _below(path, name)))
    if isinstance(messages, list):
        return tuple(FieldFault(path, str(message)) for message in messages)
    return (FieldFault(path, str(messages)),)


def _below(path: str, name: object) -> str:
    if name == "_schema":
        return path
    return f"{path}.{name}" if path else str(name)
