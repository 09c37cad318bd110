"""Which cell styles show a number as a date."""

import re

from services.intake.files.xlsx.package import Package, all_of

PART = "xl/styles.xml"
BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""ECMA-376 18.8.30: dates and times, with those of the Chinese locales (27-36, 50-58)."""
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DATE_LETTER = re.compile(r"[ymdhs年月日]", re.IGNORECASE)


def date_styles(package: Package) -> frozenset[str]:
    """The indexes of cell formats (the `s` of a cell) that are dates."""
    if not package.has(PART):
        return frozenset()
    root = package.small(PART)
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in all_of(root, "numFmt")}
    formats = next(all_of(root, "cellXfs"), ())
    return frozenset(str(at) for at, one in enumerate(formats) if is_date(one.get("numFmtId", "0"), own))


def is_date(number: str, own: dict[str | None, str]) -> bool:
    if number in own:
        shown = LITERAL.sub("", own[number].split(";")[0])
        return shown.casefold() != "general" and DATE_LETTER.search(shown) is not None
    return number.isdigit() and int(number) in BUILT_IN
