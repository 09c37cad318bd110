"""Hints for the desk: likely duplicates, earlier cases of the same asker or enterprise, articles that fit.

Titles are opened to be compared in memory and shown; nothing derived from them is kept, and nothing is done by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services.intake.likeness import ALIKE, likeness, pairs, spoken
from services.intake.readmodels import appeals, enterprises, knowledge
from services.intake.readmodels.appeals import Row
from shared.house.house import House
from shared.house.reading import opened

MOST, MOST_ARTICLES = 20, 3
KEYWORD, TITLE = 3, 4
SAME_ASKER, SAME_ENTERPRISE, SAME_WORDS = "same_asker", "same_enterprise", "same_words"


@dataclass(frozen=True, slots=True)
class Kin:
    """Another appeal, and why it may be about the same: `same_asker`, `same_enterprise`, `same_words`."""

    case_no: str
    title: str
    state: str
    leading: str | None
    received_at: datetime
    reasons: tuple[str, ...]


def kin(house: House, connection: Connection, row: Row, title: str) -> list[Kin]:
    """Appeals of the same asker or enterprise: those with like words first, then the newest."""
    enterprise = enterprises.of_stream(connection, row["stream"])
    asked = appeals.of_asker(connection, row["asker"], MOST)
    theirs = enterprises.cases_of(connection, enterprise, MOST) if enterprise else ()
    why: dict[str, list[str]] = {}
    found: dict[str, Row] = {}
    for reason, rows in ((SAME_ASKER, asked), (SAME_ENTERPRISE, theirs)):
        for one in rows:
            if one["case_no"] != row["case_no"]:
                found[one["case_no"]] = one
                why.setdefault(one["case_no"], []).append(reason)
    known = [_kin(house, found[number], reasons, title) for number, reasons in why.items()]
    return sorted(known, key=lambda one: (SAME_WORDS not in one.reasons, -one.received_at.timestamp()))


def _kin(house: House, row: Row, reasons: Sequence[str], title: str) -> Kin:
    theirs = opened(house, row["title"], "page.hints")
    alike = (SAME_WORDS,) if likeness(title, theirs) >= ALIKE else ()
    return Kin(row["case_no"], theirs, row["state"], row["leading"], row["received_at"], (*reasons, *alike))


def fitting(connection: Connection, text: str) -> list[knowledge.Row]:
    """The articles in force that fit the words of an appeal best."""
    scored = [(_score(article, text), article) for article in knowledge.in_force(connection)]
    best = sorted((one for one in scored if one[0] >= KEYWORD), key=lambda one: -one[0])
    return [article for _, article in best[:MOST_ARTICLES]]


def _score(article: knowledge.Row, text: str) -> float:
    title = pairs(article["title"])
    covered = len(title & pairs(text)) / len(title) if title else 0.0
    return KEYWORD * spoken(article["keywords"], text) + TITLE * covered


def search(articles: Sequence[knowledge.Row], words: str) -> list[knowledge.Row]:
    """The articles that say every word asked for."""
    wanted = words.split()
    return [one for one in articles if spoken(wanted, " ".join(_words(one))) == len(wanted)]


def _words(article: knowledge.Row) -> list[str]:
    return [
        article["title"],
        article["text"],
        *article["keywords"],
        article["source_name"],
        article["source_number"],
    ]
