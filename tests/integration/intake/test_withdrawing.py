"""Taking back: at any time before the archiving; what is erased is taken back first."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.intake import erasing
from services.intake.domain.appeal.commands import appeal_stream
from services.intake.domain.erasure import ApproveShred
from services.intake.feeding import receive_many
from services.intake.main import SPEC
from services.intake.readmodels import appeals
from services.intake.submitting import Submitted, submit
from shared.eventlog.clock import uuid7
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.unit import Message
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.vault import Vault
from tests.integration.adopted import TUESDAY, adopt
from tests.integration.supervision.office import Clock, world

FORM = {"title": "供暖", "text": "三号楼不热", "phone": "13900000000"}
ASKS, APPROVES = Actor("sun"), Actor("zhou")


class Desk:
    """Intake's house alone, which hears what a test says."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.heard = Clock(TUESDAY), 0
        self.house = House(SPEC, world(folder, self.clock, "intake")[0])
        adopt(self.house)

    def submit(self, key: str = "k1") -> Submitted:
        return submit(self.house, FORM, key, Actor("anonymous"))

    def hear(self, type_: str, subject: str, **data: object) -> None:
        """One entry of routing."""
        self.heard += 1
        id_ = uuid7(self.clock.at)
        draft = Draft(id_, type_, self.clock.at, data, Actor("system:routing"))
        place = Place("/hailar/routing", subject, stream_id(subject), self.heard, self.heard, None, self.clock.at)
        self.house.handle(Message("routing", self.heard, id_, type_, subject, seal(draft, place).body))

    def withdraw(self, made: Submitted) -> Response:
        path = f"/intake/api/v1/appeals/{made.case_no}/withdrawal"
        environ = EnvironBuilder(
            path, method="POST", json={}, headers=Headers({"X-Receipt": made.receipt})
        ).get_environ()
        return self.house.site.respond(Request(environ))

    def state(self, made: Submitted) -> str:
        with self.house.engine.connect() as connection:
            row = appeals.of_case(connection, made.case_no)
        assert row is not None
        return str(row["state"])

    def said(self, type_: str) -> int:
        return sum(entry.type == type_ for entry in self.house.log.read())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.house.stop()


def test_what_is_archived_is_not_taken_back_any_more_and_says_so(desk: Desk) -> None:
    made = desk.submit()
    desk.hear("work_order.archived", made.case_no, round=1, end="satisfied", unit="housing")
    refused = desk.withdraw(made)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "appeal.archived")
    assert desk.state(made) == "archived"


def test_what_is_not_archived_is_taken_back(desk: Desk) -> None:
    made = desk.submit()
    assert desk.withdraw(made).status_code == 200
    assert desk.state(made) == "withdrawn"


def test_erasing_takes_back_what_is_open_and_leaves_what_ended(desk: Desk) -> None:
    ended, still_open = desk.submit("k1"), desk.submit("k2")
    desk.hear("work_order.archived", ended.case_no, round=1, end="satisfied", unit="housing")
    erasing.request(desk.house, ended.case_no, ASKS, "asker_request")
    erasing.approve(desk.house, ended.case_no, APPROVES)
    assert (desk.state(ended), desk.state(still_open)) == ("archived", "withdrawn")
    assert (desk.said("appeal.withdrawn"), desk.said("asker.shredded")) == (1, 1)
    assert erasing.finish_erasures(desk.house) == 0


def test_erasing_waits_while_something_is_held_and_says_to_nobody_why(desk: Desk) -> None:
    made = desk.submit("k1")
    discipline = desk.house.vault.under("supervision")
    erasing.request(desk.house, made.case_no, ASKS, "asker_request")
    discipline.hold({"review": [case_key(made.case_no)]})
    with pytest.raises(Rejected, match=r"erasure\.retained"):
        erasing.approve(desk.house, made.case_no, APPROVES)
    assert (desk.said("asker.shred_approved"), desk.said("asker.shredded")) == (0, 0)
    discipline.hold({})
    assert erasing.approve(desk.house, made.case_no, APPROVES) == 2


def test_what_was_approved_before_it_was_held_waits_too(desk: Desk) -> None:
    made = desk.submit("k1")
    erasing.request(desk.house, made.case_no, ASKS, "asker_request")
    with desk.house.engine.connect() as connection:
        row = appeals.of_case(connection, made.case_no)
    assert row is not None
    desk.house.execute(ApproveShred(row["asker"], (made.case_no,), desk.house.moment(APPROVES)))
    discipline = desk.house.vault.under("supervision")
    discipline.hold({"review": [case_key(made.case_no)]})
    assert erasing.finish_erasures(desk.house) == 0
    discipline.hold({})
    assert erasing.finish_erasures(desk.house) == 1


def test_a_hold_that_comes_after_the_look_is_met_by_the_deed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.submit("k1")
    erasing.request(desk.house, made.case_no, ASKS, "asker_request")
    discipline, look = desk.house.vault.under("supervision"), Vault.held

    def looked(vault: Vault, key_ids: Collection[str]) -> bool:
        found = look(vault, key_ids)
        discipline.hold({"review": [case_key(made.case_no)]})
        return found

    monkeypatch.setattr(Vault, "held", looked)
    assert erasing.approve(desk.house, made.case_no, APPROVES) == 0
    assert not desk.house.vault.shredded(case_key(made.case_no))
    monkeypatch.setattr(Vault, "held", look)
    discipline.hold({})
    assert erasing.finish_erasures(desk.house) == 1
    assert desk.house.vault.shredded(case_key(made.case_no))


def test_what_a_feed_sends_about_an_erased_case_stops_nothing_else(desk: Desk) -> None:
    def push(*orders: dict[str, str]) -> list[tuple[str, str]]:
        return [(one.result, one.code) for one in receive_many(desk.house, "12345", orders, "test")]

    order = {"source_no": "N1", "title": "供暖", "text": "三号楼不热", "phone": "13900000000"}
    unsaid = appeal_stream("12345", "N2")
    desk.house.vault.asker(phone="13900000000", source_user=None, stream=unsaid)  # it died before N2 was committed
    push(order)
    with desk.house.engine.connect() as connection:
        row = appeals.of_source(connection, "12345", "N1")
    assert row is not None
    erasing.request(desk.house, row["case_no"], ASKS, "asker_request")
    erasing.approve(desk.house, row["case_no"], APPROVES)
    assert push({**order, "source_no": "N2"}, {**order, "text": "还是不热"}, {**order, "source_no": "N3"}) == [
        ("quarantined", "feed.erased"),
        ("duplicate", ""),
        ("registered", ""),
    ]
