"""Which column is which: mappings are data (YAML or JSON), chosen by the header row."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from services.intake.files.text import INVISIBLE
from services.intake.files.values import Order, Unreadable

FIELDS = frozenset(field.name for field in fields(Order)) - {"row"}
SHIPPED = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar" / "mappings"
Plan = Mapping[str, tuple[str, ...]]
"""Field of `Order` → the headers of this file that may hold it, best first."""


@dataclass(frozen=True)
class ColumnMapping:
    """`columns`: field of `Order` → header names, best first; `required`: fields without which it does not fit
    (`text|message`: one of them); `values`: field → word of the source → our word, beside those of `readings.py`."""

    name: str
    required: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(folded(header) for header in headers) for name, headers in self.columns.items()}

    def plan(self, headers: Iterable[str]) -> Plan:
        """The fields found among these headers; a field that is not there is left out."""
        there = {folded(header): header for header in reversed(list(headers))}
        found = ((name, tuple(there[one] for one in names if one in there)) for name, names in self._folded.items())
        return {name: headers for name, headers in found if headers}

    def fits(self, plan: Plan) -> bool:
        return all(any(name in plan for name in either(one)) for one in self.required)


def either(required: str) -> list[str]:
    return required.split("|")


def folded(header: str) -> str:
    """A header as it is compared: full-width as half-width, no spaces, no `*`, no `（必填）`, no colon at its end."""
    plain = "".join(unicodedata.normalize("NFKC", header).split()).casefold()
    plain = plain.strip(INVISIBLE)
    return plain.replace("(必填)", "").replace("(选填)", "").strip("*:")


def read_mapping(path: Path) -> ColumnMapping:
    """The mapping in a YAML or JSON file. Unreadable with a sentence that says what is wrong with it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as cause:
        raise Unreadable(f"列对应文件 {path.name} 读不出来：请检查它是不是 UTF-8 的 YAML 或 JSON") from cause
    return mapping_from(content, path.stem)


def mapping_from(content: Any, name: str) -> ColumnMapping:
    """A mapping from its plain content `{name?, required, columns: {field: [header]}, values?}`. Unreadable if bad."""
    if not isinstance(content, dict) or not isinstance(content.get("columns"), dict):
        raise Unreadable(f"列对应 {name} 缺少 columns：应写成“字段: [表头, …]”")
    columns = {str(key): listed(headers) for key, headers in content["columns"].items()}
    required = listed(content.get("required", ("source_no", "text|message")))
    values = {str(key): pairs(table) for key, table in (content.get("values") or {}).items()}
    if unknown := sorted((set(columns) | set(values)) - FIELDS):
        raise Unreadable(f"列对应 {name} 里有不认识的字段 {'、'.join(unknown)}：可用的是 {'、'.join(sorted(FIELDS))}")
    if missing := [one for one in required if columns.keys().isdisjoint(either(one))]:
        raise Unreadable(f"列对应 {name} 要求 {'、'.join(missing)}，却没有写它对应的表头")
    return ColumnMapping(str(content.get("name", name)), required, columns, values)


def listed(headers: Any) -> tuple[str, ...]:
    return (headers,) if isinstance(headers, str) else tuple(str(header) for header in headers or ())


def pairs(table: Any) -> Mapping[str, str]:
    if not isinstance(table, dict):
        raise Unreadable("列对应里的 values 应写成“字段: {来源的写法: 我们的写法}”")
    return {folded(str(said)): str(meant) for said, meant in table.items()}


def shipped(folder: Path = SHIPPED) -> tuple[ColumnMapping, ...]:
    """The mappings of a jurisdiction, in the order of their file names."""
    return tuple(read_mapping(path) for path in sorted(folder.glob("*.yaml")))


Choice = tuple[ColumnMapping, Plan]


def choose(mappings: Sequence[ColumnMapping], headers: Sequence[str]) -> Choice | None:
    """The mapping that fits these headers and finds most fields; the first of equals; None if none fits."""
    plans = [(mapping, mapping.plan(headers)) for mapping in mappings]
    fitting = [choice for choice in plans if choice[0].fits(choice[1])]
    return max(fitting, key=lambda choice: len(choice[1]), default=None)


def no_fit(mappings: Sequence[ColumnMapping], found: Sequence[str]) -> Unreadable:
    """What to say of a file whose header row fits no mapping: the columns found and those needed."""
    needed = "；或 ".join(
        "、".join(
            "/".join(mapping.columns[name][0] for name in either(one) if name in mapping.columns)
            for one in mapping.required
        )
        for mapping in mappings
    )
    there = "、".join(header for header in found if header)[:300] or "（空）"
    return Unreadable(f"认不出表头。找到的列：{there}。需要的列：{needed}。请改表头，或用 --mapping 指定列对应文件")
