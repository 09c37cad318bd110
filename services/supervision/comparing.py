"""Comparing public answers: each is opened once, signed under a key, and compared by signature alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from services.supervision.domain.patterns.copied_answer import CODE, Answer, copied_answer
from services.supervision.domain.patterns.finding import Finding
from services.supervision.domain.patterns.similarity import bands, letters, signature
from services.supervision.domain.patterns.story import Said, Story
from services.supervision.readmodels.dossier import answers, query
from shared.house.house import House
from shared.house.reading import DESTROYED, opened
from shared.kernel.text import discipline_key

KEY = discipline_key("signatures")
PURPOSE = "patterns.answers"
Signature = tuple[int, Sequence[int], Sequence[str]]
"""Letters, places, bands."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, and what is to be kept: (round, when, signature)."""

    found: Sequence[Finding] = ()
    signed: Sequence[tuple[int, datetime, Signature]] = field(default=())


def compared(house: House, story: Story) -> Comparison:
    """The answers of a case that were not compared yet."""
    if CODE not in house.rulebook.current.patterns:
        return Comparison()
    with house.engine.connect() as connection:
        known = answers.rounds_of(connection, story.case_no)
    closings = [one for one in story.of("work_order.closed") if one.round not in known and one.data.get("public")]
    texts = [(one, opened(house, json.dumps(one.data["public"]), PURPOSE)) for one in closings]
    signed = [(one, _signed(house, text)) for one, text in texts if text != DESTROYED]
    found = [each for one, made in signed if made[1] for each in _alike(house, story, one, made)]
    return Comparison(found, [(one.round, one.at, made) for one, made in signed])


def _signed(house: House, text: str) -> Signature:
    """Beside the committing greenthreads: it is work for the processor."""
    made: Signature = house.world.offload(partial(sign, secret(house), text))
    return made


def sign(key: bytes, text: str) -> Signature:
    """Pure."""
    places = signature(key, text)
    return len(letters(text)), places, bands(places) if places else ()


def secret(house: House) -> bytes:
    """Derived of a key that only the discipline room can use."""
    house.vault.keys([KEY])
    return bytes.fromhex(house.vault.same(KEY, "signatures of answers") or "00")


def _alike(house: House, story: Story, closed: Said, made: Signature) -> Sequence[Finding]:
    count, places, parts = made
    with house.engine.connect() as connection:
        near = answers.alike(connection, parts, closed.at, story.case_no)
        told = {one.case_no: one for one in query.stories(connection, [case_no for case_no, *_ in near])}
        articles = query.articles(connection) if near else []
    others = [_answer(told, *one) for one in near]
    shared = house.world.offload(partial(_signatures, secret(house), [text for _, text in articles]))
    ours = Answer(story, closed, places, count)
    return copied_answer(ours, [one for one in others if one], shared, house.rulebook.current)


def _signatures(key: bytes, texts: Sequence[str]) -> list[Sequence[int]]:
    return [signature(key, text) for text in texts]


def _answer(told: Mapping[str, Story], case_no: str, round_: int, count: int, places: Sequence[int]) -> Answer | None:
    closed = told[case_no].of("work_order.closed", round_=round_) if case_no in told else []
    return Answer(told[case_no], closed[-1], places, count) if closed else None
