"""Stories of cases, and who took part in them."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from services.supervision.domain.patterns.story import Said, Story, story
from services.supervision.readmodels.dossier.tables import dossier, dossier_articles, dossier_cases

d, c = dossier.c, dossier_cases.c
MACHINES = ("system:", "feed:")
MOST_OF_AN_ASKER = 20


def stories(connection: Connection, case_nos: Collection[str]) -> list[Story]:
    """The stories of these cases, in the order of their numbers."""
    told: dict[str, list[Said]] = defaultdict(list)
    for row in connection.execute(select(dossier).where(d.case_no.in_(sorted(set(case_nos))))).mappings():
        place = row["service"], row["position"], row["id"], row["type"], row["at"], row["recorded_at"]
        told[row["case_no"]].append(Said(*place, row["account"], row["unit"], json.loads(row["said"])))
    return [story(case_no, told[case_no]) for case_no in sorted(told)]


def story_of(connection: Connection, case_no: str) -> Story:
    """One case; without entries if it is not known."""
    found = stories(connection, [case_no])
    return found[0] if found else story(case_no, ())


def of_asker(connection: Connection, asker: str, but: str) -> list[Story]:
    """Other cases of the same asker: the twenty latest."""
    if not asker:
        return []
    named = select(c.case_no).where(c.asker == asker, c.case_no != but)
    return stories(connection, connection.scalars(named.order_by(c.mark.desc()).limit(MOST_OF_AN_ASKER)).all())


def articles(connection: Connection) -> list[tuple[str, str]]:
    """Knowledge articles and their texts."""
    return [(row.article, row.text) for row in connection.execute(select(dossier_articles))]


def took_part(connection: Connection, case_nos: Collection[str]) -> dict[str, set[str]]:
    """The people who acted in these cases: account → the units they acted for."""
    found: dict[str, set[str]] = defaultdict(set)
    statement = select(d.account, d.unit).where(d.case_no.in_(sorted(set(case_nos)))).distinct()
    for account, unit in connection.execute(statement):
        if account != "asker" and not account.startswith(MACHINES):
            found[account].add(unit or "")
    return dict(found)


def units_of(found: Sequence[Story]) -> set[str]:
    """The units that had these cases."""
    return {one.by for one_story in found for one in one_story.entries if one.by}
