"""Where it is, and what else GeoReport says beside the words: lines at the end of the text, read back from there."""

import re
from collections.abc import Mapping
from typing import Any

LABELS: Mapping[str, str] = {
    "address": "地址",
    "address_id": "地址编号",
    "coordinates": "坐标（纬度, 经度）",
    "media_url": "图片",
    "email": "电子邮箱",
}
GAP = "\n\n"
LINE = re.compile(rf"({'|'.join(map(re.escape, LABELS.values()))})：(.+)")
NAMES = {label: name for name, label in LABELS.items()}
IDEOGRAPH = re.compile("[\u3400-\u9fff]")


def described(form: Mapping[str, Any]) -> str:
    """The text of an appeal: the description, then a line for each thing said beside it."""
    lat, long = form.get("lat"), form.get("long")
    beside = {
        "address": form.get("address_string"),
        "address_id": form.get("address_id"),
        "coordinates": f"{lat}, {long}" if lat is not None and long is not None else None,
        "media_url": form.get("media_url"),
        "email": form.get("email"),
    }
    lines = [f"{LABELS[name]}：{' '.join(str(value).split())}" for name, value in beside.items() if value]
    return GAP.join((form["description"].strip(), "\n".join(lines))) if lines else form["description"].strip()


def parts_of(text: str) -> dict[str, Any]:
    """`description`, and as far as they are there `address`, `address_id`, `lat` and `long` (degrees), `media_url`."""
    words, _, last = text.rpartition(GAP)
    lines = [LINE.fullmatch(line) for line in last.split("\n")]
    if not words or not all(lines):
        return {"description": text}
    said = {NAMES[line[1]]: line[2] for line in lines if line}
    said.pop("email", None)
    found: dict[str, Any] = {"description": words, **said}
    if coordinates := found.pop("coordinates", ""):
        lat, _, long = coordinates.partition(", ")
        found |= _degrees(lat, long)
    return found


def _degrees(lat: str, long: str) -> dict[str, float]:
    try:
        return {"lat": float(lat), "long": float(long)}
    except ValueError:
        return {}


def name_of(form: Mapping[str, Any]) -> str:
    """The name as it is written: a Chinese one begins with the family's."""
    first, last = str(form.get("first_name", "")).strip(), str(form.get("last_name", "")).strip()
    if IDEOGRAPH.search(first + last):
        return last + first
    return f"{first} {last}".strip()
