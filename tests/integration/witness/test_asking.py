"""The log asks a witness over HTTP: cosignatures that hold, refusals that say what to do."""

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import pytest
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Request, Response

from shared.eventlog.clock import monotonic
from shared.proof.checkpoint import open_checkpoint
from shared.proof.cosignature import read_cosignature
from shared.proof.keys import COSIGNS, SIGNS
from shared.proof.note import Signature, write_note
from shared.proof.policy import Party
from shared.proof.signing import SecretKey
from shared.proof.unproven import Unproven
from shared.witness.asking import Refused, cosigned, submit
from shared.witness.calling import NoAnswer, call
from tests.integration.witness.conftest import LOCAL, WITNESS, Clock
from tests.unit.witness.grown import KEY, Grown


def given(answer: Signature | Refused) -> Signature:
    assert isinstance(answer, Signature), answer
    return answer


def refused(answer: Signature | Refused) -> Refused:
    assert isinstance(answer, Refused), answer
    return answer


def test_a_growing_log_is_cosigned_step_by_step(witness: Party, clock: Clock) -> None:
    log, old = Grown(), 0
    for count in (1, 4, 300, 0, 77):
        log.grow(count)
        signature = given(submit(log.note(), old, log.path(old), witness))
        assert read_cosignature(signature.body).time == int(clock().timestamp())
        note = write_note(log.checkpoint().text(), [*_logs_own(log), signature])
        assert open_checkpoint(note, [KEY.public, witness.key])[1].is_signed_by(witness.key)
        old = log.size
        clock.pass_(seconds=1)


def _logs_own(log: Grown) -> Sequence[Signature]:
    return open_checkpoint(log.note(), [KEY.public])[1].verified


def test_who_does_not_know_the_last_size_is_told_and_asks_again(witness: Party) -> None:
    log = Grown().grow(5)
    given(submit(log.note(), 0, [], witness))
    log.grow(4)
    assert refused(submit(log.note(), 0, [], witness)) == Refused(
        "conflict", "the witness cosigned another size last", 5
    )
    assert given(cosigned(log.note(), 0, log.path, witness)).name == witness.key.name


def test_a_witness_that_is_ahead_of_the_log_is_said_to_be(witness: Party) -> None:
    log = Grown().grow(9)
    given(submit(log.note(), 0, [], witness))
    answer = refused(cosigned(log.note(5), 3, lambda old: log.path(old, 5), witness))
    assert answer.code == "ahead"
    assert "9 leaves" in answer.sentence


def test_what_does_not_continue_is_refused_as_inconsistent(witness: Party) -> None:
    given(submit(Grown().grow(5).note(), 0, [], witness))
    other = Grown("other").grow(9)
    assert refused(cosigned(other.note(), 5, other.path, witness)).code == "inconsistent"


def test_a_log_with_an_unknown_key_or_name_is_refused(witness: Party) -> None:
    stranger = Grown(key=SecretKey(KEY.name, SIGNS, bytes(32))).grow(1)
    assert refused(submit(stranger.note(), 0, [], witness)).code == "not_trusted"
    unknown = Grown(key=SecretKey("other.invalid", SIGNS, bytes(32))).grow(1)
    assert refused(submit(unknown.note(), 0, [], witness)).code == "unknown_log"


def test_a_witness_with_another_key_than_the_policy_says_gives_nothing(witness: Party) -> None:
    other = witness._replace(key=SecretKey(WITNESS.name, COSIGNS, bytes(32)).public)
    assert refused(submit(Grown().grow(1).note(), 0, [], other)).code == "bad_answer"


def test_a_witness_that_is_away_is_no_answer() -> None:
    for url in (f"http://{LOCAL}:1", "ftp://witness", "http://", f"http://{LOCAL}:port", "nonsense"):
        answer = refused(submit(Grown().grow(1).note(), 0, [], Party("away", WITNESS.public, url), seconds=1))
        assert answer.code == "no_answer"


def test_whatever_a_witness_answers_it_is_a_refusal_or_its_cosignature(
    serve: Callable[[BaseWSGIServer], str],
) -> None:
    answers: list[tuple[Any, int, str]] = [
        ("", 200, "text/plain"),
        ("\u2014 other.invalid AAAAAAA=\n", 200, "text/plain"),
        ("x" * 100_000, 200, "text/plain"),
        (b"\xff\n", 200, "text/plain"),
        ("\u2014 witness.invalid/discipline AAAA\n", 200, "text/plain"),
        ("many\n", 409, "text/x.tlog.size"),
        (b"\xff\n", 409, "text/x.tlog.size"),
        ("5\n", 409, "text/plain"),
        ("moved\n", 302, "text/plain"),
        ("broken\n", 500, "text/plain"),
    ]
    left = iter(answers)

    def strange(environ: Any, start_response: Any) -> Any:
        Request(environ).get_data()
        body, status, kind = next(left)
        return Response(body, status, content_type=kind, headers={"Location": "/elsewhere"})(environ, start_response)

    url = serve(make_server(LOCAL, 0, strange))
    codes = [
        refused(submit(Grown().grow(1).note(), 0, [], Party("strange", WITNESS.public, url))).code for _ in answers
    ]
    assert codes == [*["bad_answer"] * 2, "no_answer", *["bad_answer"] * 4, "conflict", "bad_answer", "bad_answer"]


def test_a_witness_that_answers_drop_by_drop_is_left_in_time(serve: Callable[[BaseWSGIServer], str]) -> None:
    never = Event()

    def slow(environ: Any, start_response: Any) -> Any:
        Request(environ).get_data()
        start_response("200 OK", [("Content-Type", "text/plain")])
        for _ in range(20):
            never.wait(0.1)
            yield b"x"

    url = serve(make_server(LOCAL, 0, slow, threaded=True))
    answer = refused(submit(Grown().grow(1).note(), 0, [], Party("slow", WITNESS.public, url), seconds=0.5))
    assert answer.code == "no_answer"
    assert "too long" in answer.sentence


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"."),
        (b"", b"H"),
    ],
    ids=["headers", "a chunk's size", "body", "status"],
)
def test_whatever_comes_drop_by_drop_is_left_in_time(first: bytes, drop: bytes) -> None:
    stopped = Event()

    def slow(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            connection.sendall(first)
            while not stopped.wait(0.05):
                connection.sendall(drop)

    with socket.create_server((LOCAL, 0)) as listening:
        thread = Thread(target=slow, args=(listening,))
        thread.start()
        began = monotonic()
        with pytest.raises(NoAnswer):
            call("GET", f"http://{LOCAL}:{listening.getsockname()[1]}/checkpoint", seconds=0.5)
        took = monotonic() - began
        stopped.set()
        thread.join()
    assert took < 3


def test_a_proof_that_cannot_be_made_is_no_error(witness: Party) -> None:
    log = Grown().grow(5)
    given(submit(log.note(), 0, [], witness))

    def none(old: int) -> Sequence[bytes]:
        raise Unproven("none", f"no way from {old}")

    assert refused(cosigned(log.note(), 0, none, witness)).code == "ahead"
