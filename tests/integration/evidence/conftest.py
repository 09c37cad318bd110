"""An installation at work without HTTP, with one case that has a file, and the key that an outsider was given."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from services.cli.alone import drain, started
from services.cli.installation import Installation
from services.cli.operations import cases
from services.cli.settings import settings_of
from services.intake import feeding
from services.intake.domain.appeal.attachment import Attachment
from services.intake.domain.appeal.commands import Supplement
from services.ledger.evidence.exporting import public_keys
from services.ledger.readmodels.cases.story import story
from services.ledger.tree.sequencer import sequence_all
from shared.eventlog.fact import Fact
from shared.house.folder import lock
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.text import Home, Text, asker_key
from shared.proof.bundle.verdict import Given

WORDS = "办公楼供暖温度不达标，请住建部门检修供暖管网"
MORE = "补充：三楼最冷，附照片"
PHOTO = b"%PDF-1.4 a photograph"


class Town(NamedTuple):
    installation: Installation
    no: str
    folder: Path

    @property
    def given(self) -> Given:
        return Given(tuple(public_keys(self.installation.houses["ledger"])))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("var")
    with lock(folder), started(folder, settings_of(folder)) as there:
        order = {"source_no": "N1", "title": "供暖", "text": WORDS, "phone": "13900000000"}
        other = {"source_no": "N2", "title": "路灯", "text": "路灯不亮", "phone": "13900000001"}
        feeding.receive_many(there.houses["intake"], "12345", [order, other], "test")
        drain(there)
        sequence_all(there.houses["ledger"], lambda _: None)
        no = next(str(case["case_no"]) for case in cases.list_cases(there)["cases"] if case["source_no"] == "N1")
        supplement(there, no)
        drain(there)
        yield Town(there, no, tmp_path_factory.mktemp("out"))


def supplement(there: Installation, no: str) -> None:
    """A supplement with a file, as the portal makes it."""
    intake, ledger = there.houses["intake"], there.houses["ledger"]
    received = next(fact for fact in facts_of(ledger, no) if fact.type == "appeal.received")
    key = asker_key(received.data["asker"])
    name, digest = intake.vault.deposit(PHOTO, key, Home(no, "ref", "attachments.0"))
    file = Attachment(Text("1.pdf"), name, "application/pdf", len(PHOTO), digest)
    intake.execute(Supplement(received.stream, intake.moment(Actor("asker")), Text(MORE), "ref", (file,)))


def facts_of(ledger: House, no: str) -> list[Fact]:
    with ledger.log.reading() as connection:
        return story(connection, no)
