"""What a bundle discloses beside its entries: opened fields, attachments, rules; each held to what an entry says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from shared.proof.bundle.documents import ATTACHMENTS, OPENED, OpenedField, OpenedFile, read_attachments, read_opened
from shared.proof.bundle.reasons import Reasons, Wrong
from shared.proof.bundle.said import Said, digest_in, field_at

RULES = "rules/"
ATTACHED = "attachments/"
_SALT_BYTES = 32
_RULES_FILE = re.compile(r"rules/[a-z]{1,20}-([0-9a-f]{64})\.json", re.ASCII)
_NAMED = re.compile(r"([0-9a-f]{12})\+([0-9a-f]{12})", re.ASCII)
"""How entries name rules: twelve digits each of the hashes of limits and calendar, or of units and catalogue."""


def check_disclosed(files: Mapping[str, bytes], entries: Sequence[Said], reasons: Reasons) -> None:
    """Everything disclosed is what an entry commits to."""
    by_id = {one.id: one for one in entries}
    _check_opened(files, by_id, reasons)
    _check_attachments(files, by_id, reasons)
    named = {half for one in entries for text in _texts(one.data) for pair in _NAMED.findall(text) for half in pair}
    for about in sorted(files):
        if about.startswith(RULES):
            reasons.trying(about, lambda about=about: _check_rules(about, files[about], named))  # type: ignore[misc]


def _check_opened(files: Mapping[str, bytes], entries: Mapping[str, Said], reasons: Reasons) -> None:
    seen = set()
    for one in (reasons.trying(OPENED, lambda: read_opened(files[OPENED])) or []) if OPENED in files else []:
        if (one.entry, one.field) in seen:
            reasons.add("opened.repeated", one.about())
        seen.add((one.entry, one.field))
        reasons.trying(one.about(), lambda one=one: _check_field(one, entries))  # type: ignore[misc]


def _check_field(one: OpenedField, entries: Mapping[str, Said]) -> None:
    """Salt and value make the digest that the entry states at that path."""
    entry = entries.get(one.entry)
    if entry is None:
        raise Wrong("opened.entry", one.about())
    field = field_at(entry.data, one.field)
    digest = digest_in(field)
    if field is None or digest is None or "cipher" not in field:
        raise Wrong("opened.field", one.about())
    if len(one.salt) != _SALT_BYTES or sha256(one.salt + one.value.encode()).hexdigest() != digest:
        raise Wrong("opened.digest", one.about())


def _check_attachments(files: Mapping[str, bytes], entries: Mapping[str, Said], reasons: Reasons) -> None:
    described = set()
    listed = reasons.trying(ATTACHMENTS, lambda: read_attachments(files[ATTACHMENTS])) if ATTACHMENTS in files else []
    for one in listed or []:
        described.add(one.file)
        if one.file in files:
            reasons.trying(one.file, lambda one=one: _check_file(one, files[one.file], entries))  # type: ignore[misc]
        else:
            reasons.add("file.missing", ascii(one.file)[1:-1])
    for name in sorted(files):
        if name.startswith(ATTACHED) and name not in described:
            reasons.add("attachment.entry", name)


def _check_file(one: OpenedFile, content: bytes, entries: Mapping[str, Said]) -> None:
    """Salt and bytes make the digest that the entry states, beside the same type and the name of the encrypted bytes."""
    entry = entries.get(one.entry)
    found = field_at(entry.data, one.field) if entry else None
    if found is None:
        raise Wrong("attachment.entry", one.file)
    name = found.get("hash")
    is_its_name = type(name) is str and one.file.split(".")[0] == ATTACHED + name
    if not is_its_name or found.get("media_type") != one.media_type or digest_in(found) != one.digest:
        raise Wrong("attachment.described", one.file)
    if len(one.salt) != _SALT_BYTES or sha256(one.salt + content).hexdigest() != one.digest:
        raise Wrong("attachment.digest", one.file)


def _check_rules(about: str, content: bytes, named: set[str]) -> None:
    match = _RULES_FILE.fullmatch(about)
    if match is None or sha256(content).hexdigest() != match[1]:
        raise Wrong("rules.hash", about)
    if match[1][:12] not in named:
        raise Wrong("rules.not_named", about)


def _texts(value: Any) -> Iterator[str]:
    """Every text in an entry's data. Not recursive: nobody says how deep it goes."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is str:
            yield one
        elif type(one) is dict:
            waiting += one.values()
        elif type(one) is list:
            waiting += one
