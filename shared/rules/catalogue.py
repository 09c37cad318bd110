"""The catalogue (分类目录): what appeals are about, who leads, and the words that tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.rules.entry import Entry

KINDS = ("咨询", "求助", "投诉", "举报", "建议", "意见", "表扬")
LEVELS = ("general", "complex", "key", "major")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A phrase that speaks for an item; `weight` 1 (hint) to 9 (all but certain)."""

    phrase: str
    weight: int


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """A leaf of the catalogue. `path` are the names above it, from the top.

    `lead` is the unit an order goes to by default. `outside` names a body with the power that is none of the units
    (empty: the lead has it): such an order is never dispatched by rule, a person decides on the transfer.
    `limit` replaces the answer limit of ordinary cases (empty: by kind and level). The number of a keyword,
    from 1, is part of the rule id.
    """

    code: str
    name: str
    path: tuple[str, ...]
    lead: str
    level: str = "general"
    outside: str = ""
    limit: str = ""
    kinds: tuple[str, ...] = ()
    keywords: tuple[Keyword, ...] = ()

    @property
    def title(self) -> str:
        """Name with the names above: `城乡建设 · 水电气热 · 供热`."""
        return " · ".join((*self.path, self.name))


class Catalogue(Mapping[str, CatalogueItem]):
    """The items by code. Compared by identity, so that an index over it can be kept at no cost.

    `hash` is the hash of the part it was read from; `confidence` and `lead` (percent points) are the thresholds from
    which a suggestion is sure.
    """

    __slots__ = ("_items", "confidence", "hash", "lead")

    def __init__(
        self, items: Mapping[str, CatalogueItem], content: str = "", confidence: int = 100, lead: int = 0
    ) -> None:
        self._items, self.hash, self.confidence, self.lead = dict(items), content, confidence, lead

    def __getitem__(self, code: str) -> CatalogueItem:
        return self._items[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    __eq__ = object.__eq__
    __hash__ = object.__hash__


def catalogue_from(part: Entry, content: str) -> Catalogue:
    """`{thresholds: {confidence, lead}, categories: {code: name}, items: {code: {name, lead, words: {weight: [phrase]},
    level?, outside?, limit?, kinds?}}}`; `content` is the part's hash."""
    part.only("thresholds", "categories", "items")
    categories = part.inner("categories")
    names = {code: categories.text(code) for code in categories.content}
    items = {code: _item(code, entry, names) for code, entry in part.entries("items")}
    _words_once(part, items)
    thresholds = part.inner("thresholds")
    thresholds.only("confidence", "lead")
    return Catalogue(items, content, thresholds.number("confidence"), thresholds.number("lead"))


def _item(code: str, entry: Entry, names: Mapping[str, str]) -> CatalogueItem:
    entry.only("name", "lead", "level", "outside", "limit", "kinds", "words")
    return CatalogueItem(
        code=code,
        name=entry.text("name"),
        path=_path(code, entry, names),
        lead=entry.text("lead"),
        level=entry.choice("level", LEVELS, "general"),
        outside=entry.text("outside", ""),
        limit=entry.text("limit", ""),
        kinds=_kinds(entry),
        keywords=_keywords(entry.inner("words"), entry),
    )


def _path(code: str, entry: Entry, names: Mapping[str, str]) -> tuple[str, ...]:
    above = code.split(".")[:-1]
    if not above or above[0] not in names:
        entry.fault(f"上级“{'.'.join(above)}”不在 categories 里，请补上它的名称")
    codes = (".".join(above[:depth]) for depth in range(1, len(above) + 1))
    return tuple(names[one] for one in codes if one in names)


def _kinds(entry: Entry) -> tuple[str, ...]:
    kinds = entry.texts("kinds")
    for kind in kinds:
        if kind not in KINDS:
            entry.fault(f"诉求类别“{kind}”应为 {'、'.join(KINDS)} 之一")
    return kinds


def _keywords(words: Entry, item: Entry) -> tuple[Keyword, ...]:
    found: list[Keyword] = []
    for weight in sorted(words.content, reverse=True):
        if weight not in "123456789" or len(weight) != 1:
            item.fault(f"词语的权重“{weight}”应为 1 到 9 的整数")
            continue
        found += [Keyword(_phrase(phrase, item), int(weight)) for phrase in words.texts(weight)]
    return tuple(found)


def _phrase(phrase: str, item: Entry) -> str:
    plain = "".join(phrase.split()).casefold()
    if len(plain) < 2:
        item.fault(f"词语“{phrase}”太短，至少两个字")
    return plain


def _words_once(part: Entry, items: Mapping[str, CatalogueItem]) -> None:
    owners: dict[str, list[str]] = {}
    for code, item in items.items():
        for keyword in item.keywords:
            owners.setdefault(keyword.phrase, []).append(code)
    for phrase, codes in owners.items():
        if len(codes) > 1:
            part.fault(f"词语“{phrase}”写了不止一次（{'、'.join(codes)}），请只留一处")
