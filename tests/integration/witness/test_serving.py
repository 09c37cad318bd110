"""The witness as an HTTP service: statuses and media types of tlog-witness, metrics, many at once."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from services.cli.witnessing.state import COSIGNED, State
from shared.proof.note import Signature
from shared.proof.policy import Party
from shared.witness.asking import Refused, submit
from shared.witness.message import LARGEST_MESSAGE, AddCheckpoint
from tests.unit.witness.grown import ORIGIN, Grown


class Got(NamedTuple):
    status: int
    kind: str
    body: str


def connected(witness: Party) -> HTTPConnection:
    return HTTPConnection(urlsplit(witness.url).netloc, timeout=10)


def ask(connection: HTTPConnection, method: str, path: str, body: bytes | None = None) -> Got:
    connection.request(method, path, body)
    response = connection.getresponse()
    return Got(response.status, response.getheader("Content-Type") or "", response.read().decode())


def test_each_answer_has_its_status_and_kind(witness: Party) -> None:
    log, connection = Grown().grow(9), connected(witness)

    def add(message: AddCheckpoint) -> Got:
        return ask(connection, "POST", "/add-checkpoint", message.body())

    first = add(AddCheckpoint(0, [], log.note(5)))
    assert (first.status, first.body[:2]) == (200, "\u2014 ")
    conflict = add(AddCheckpoint(0, [], log.note()))
    assert conflict == Got(409, "text/x.tlog.size", "5\n")
    assert add(AddCheckpoint(5, [], log.note())).status == 422
    assert add(AddCheckpoint(9, [], log.note(5))).status == 400
    assert ask(connection, "POST", "/add-checkpoint", b"nonsense").status == 400
    assert add(AddCheckpoint(5, log.path(5), log.note())).status == 200
    assert ask(connection, "GET", "/add-checkpoint").status == 405
    assert ask(connection, "GET", "/nothing").status == 404
    assert ask(connection, "GET", "/health") == Got(200, "text/plain; charset=utf-8", "ok\n")
    connection.close()


def test_a_body_beyond_any_request_is_not_taken(witness: Party) -> None:
    connection = connected(witness)
    assert ask(connection, "POST", "/add-checkpoint", b"x" * (LARGEST_MESSAGE + 1)).status == 413
    connection.close()


def test_metrics_tell_sizes_requests_and_alarms(witness: Party) -> None:
    log = Grown().grow(5)
    submit(log.note(), 0, [], witness)
    submit(log.note(), 1, log.path(1), witness)
    submit(Grown("other").grow(5).note(), 5, [], witness)
    connection = connected(witness)
    text = ask(connection, "GET", "/metrics").body
    connection.close()
    assert f'huying_witness_size_leaves{{log="{ORIGIN}",way="cosigned"}} 5.0' in text
    assert f'huying_witness_alarm{{code="fork",log="{ORIGIN}"}} 1.0' in text
    assert f'huying_witness_alarm{{code="silence",log="{ORIGIN}"}} 0.0' in text
    for status in (200, 409, 422):
        assert f'huying_witness_requests_total{{status="{status}"}} 1.0' in text


def test_of_two_trees_offered_at_once_one_is_cosigned(witness: Party, state: State) -> None:
    ours, theirs = Grown().grow(5), Grown().grow(5)
    assert isinstance(submit(ours.note(), 0, [], witness), Signature)
    ours.grow(4, "a story")
    theirs.grow(4, "another story")
    logs = [ours, theirs] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda log: submit(log.note(), 5, log.path(5), witness), logs))
    roots = {log.checkpoint().root for log, answer in zip(logs, answers, strict=True) if isinstance(answer, Signature)}
    assert len(roots) == 1, "never two trees of one size"
    kept = state.kept(ORIGIN, COSIGNED)
    assert kept is not None
    assert kept.checkpoint.root in roots
    assert sum(isinstance(answer, Refused) for answer in answers) >= 4


def test_after_a_fork_nothing_is_cosigned_any_more_and_both_notes_are_kept(witness: Party, state: State) -> None:
    ours, theirs = Grown().grow(5), Grown("other").grow(5)
    submit(ours.note(), 0, [], witness)
    refused = submit(theirs.note(), 5, [], witness)
    assert isinstance(refused, Refused)
    assert refused.code == "inconsistent"
    alarm = state.alarms()[0]
    assert alarm.code == "fork"
    folder = state.path.parent / alarm.evidence
    assert (folder / "cosigned.note").read_bytes() == ours.note()
    assert (folder / "offered.note").read_bytes() == theirs.note()
    ours.grow(1)
    again = submit(ours.note(), 5, ours.path(5), witness)
    assert isinstance(again, Refused)


def test_a_stranger_without_the_logs_key_raises_no_alarm(witness: Party, state: State) -> None:
    log = Grown().grow(5)
    submit(log.note(), 0, [], witness)
    submit(log.note(3), 0, [], witness)  # an old checkpoint sent again
    submit(log.note(), 5, [bytes(32)], witness)
    submit(log.note().replace(b"\n5\n", b"\n6\n"), 5, [], witness)
    assert state.alarms() == []
