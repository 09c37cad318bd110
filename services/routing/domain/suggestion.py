"""Which item of the catalogue an appeal is about, by the catalogue's keywords; with confidence and reasons.

How it finds words: an index keyed by the first two characters of each phrase. The pairs of neighbouring characters of
the text are gathered once, and only phrases that begin with one of them are looked for. Overlapping and nested phrases
are all found, which one alternation regex would not do, and a text of 500 characters takes 100 to 200 µs. The index
is made once for each catalogue read and kept for the last eight.

How sure: every phrase found adds its weight, twice when it stands in the title. An item's confidence is
100 · own / (own + strongest other + DOUBT): one weak word alone is never sure, nor are two items that weigh the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from shared.rules.catalogue import Catalogue, CatalogueItem

DOUBT = 4
KIND_WEIGHT = 2
MOST = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`confidence` 0-100; `rules` are ids such as `kw:housing.heating:3` (its third keyword), never matched words."""

    catalogue: str
    unit: str
    confidence: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase and what it says: `rule` speaks for `item` with `weight`."""

    phrase: str
    item: str
    weight: int
    rule: str


def suggest(title: str, text: str, kind: str, catalogue: Catalogue) -> tuple[Suggestion, ...]:
    """At most MOST suggestions, the most confident first; none when no word was found. Never reads a clock or file."""
    title, text = plain(title), plain(text)
    scores: dict[str, int] = {}
    rules: dict[str, list[str]] = {}
    for clue in _found(title, text, _index(catalogue)):
        times = 2 if clue.phrase in title else 1
        scores[clue.item] = scores.get(clue.item, 0) + clue.weight * times
        rules.setdefault(clue.item, []).append(clue.rule)
    for code in scores:
        if kind and kind in catalogue[code].kinds:
            scores[code] += KIND_WEIGHT
            rules[code].append(f"kind:{code}")
    return _ranked(scores, rules, catalogue)


def sure(suggestions: Sequence[Suggestion], catalogue: Catalogue) -> Suggestion | None:
    """The first suggestion, if an order may be dispatched by it without a person; else None.

    It is confident enough and far enough before the second (the catalogue's thresholds), its item is still in the
    catalogue, and the power lies with one of our units.
    """
    if not suggestions:
        return None
    best, second = suggestions[0], suggestions[1].confidence if len(suggestions) > 1 else 0
    item: CatalogueItem | None = catalogue.get(best.catalogue)
    if item is None or item.outside or item.lead != best.unit:
        return None
    confident = best.confidence >= catalogue.confidence and best.confidence - second >= catalogue.lead
    return best if confident else None


def plain(text: str) -> str:
    """The text as words are looked for: without white space (lines are broken anywhere), case folded."""
    return "".join(text.split()).casefold()


@lru_cache(maxsize=8)
def _index(catalogue: Catalogue) -> Mapping[str, tuple[Clue, ...]]:
    clues: dict[str, list[Clue]] = {}
    for code, item in catalogue.items():
        for place, keyword in enumerate(item.keywords, 1):
            clue = Clue(keyword.phrase, code, keyword.weight, f"kw:{code}:{place}")
            clues.setdefault(keyword.phrase[:2], []).append(clue)
    return {pair: tuple(found) for pair, found in clues.items()}


def _found(title: str, text: str, index: Mapping[str, tuple[Clue, ...]]) -> list[Clue]:
    whole = f"{title}\n{text}"
    pairs = index.keys() & {first + second for first, second in pairwise(whole)}
    return [clue for pair in sorted(pairs) for clue in index[pair] if clue.phrase in whole]


def _ranked(
    scores: Mapping[str, int], rules: Mapping[str, Sequence[str]], catalogue: Catalogue
) -> tuple[Suggestion, ...]:
    order = sorted(scores, key=lambda code: (-scores[code], code))[: MOST + 1]
    ranked = []
    for code in order[:MOST]:
        other = max((scores[rival] for rival in order if rival != code), default=0)
        confidence = 100 * scores[code] // (scores[code] + other + DOUBT)
        ranked.append(Suggestion(code, catalogue[code].lead, confidence, tuple(rules[code])))
    return tuple(ranked)
