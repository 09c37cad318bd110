"""What a witness answers to each kind of request: a status of tlog-witness for each."""

import pytest

from services.cli.witnessing.judging import Refusal, judge, trusted
from shared.proof.checkpoint import Checkpoint
from shared.proof.keys import COSIGNS, SIGNS
from shared.proof.signing import SecretKey, sign_note
from shared.proof.tree import EMPTY_ROOT
from shared.witness.message import AddCheckpoint
from tests.unit.witness.grown import KEY, ORIGIN, Grown

LOG = Grown().grow(12)
LOGS = {ORIGIN: [KEY.public]}


def asked(old: int, size: int, log: Grown = LOG) -> AddCheckpoint:
    return AddCheckpoint(old, log.path(old, size), log.note(size))


def status_of(message: AddCheckpoint, latest: Checkpoint | None = None) -> tuple[int, str]:
    with pytest.raises(Refusal) as refused:
        judge(message, trusted(message, LOGS), latest)
    return refused.value.status, refused.value.code


def test_a_first_checkpoint_is_taken_without_proof() -> None:
    judge(asked(0, 5), trusted(asked(0, 5), LOGS), None)
    judge(asked(0, 0), trusted(asked(0, 0), LOGS), None)


def test_what_continues_is_taken() -> None:
    for old, new in ((5, 5), (5, 12), (8, 9), (1, 12)):
        judge(asked(old, new), trusted(asked(old, new), LOGS), LOG.checkpoint(old))


def test_after_an_empty_tree_any_tree_is_taken() -> None:
    judge(asked(0, 7), trusted(asked(0, 7), LOGS), LOG.checkpoint(0))


def test_an_unknown_log_is_404() -> None:
    other = Grown(key=SecretKey("other.invalid", SIGNS, bytes(32))).grow(1)
    assert status_of(asked(0, 1, other)) == (404, "unknown_log")


def test_another_key_under_the_logs_name_is_403() -> None:
    stranger = Grown(key=SecretKey(ORIGIN, SIGNS, bytes(32))).grow(1)
    assert status_of(asked(0, 1, stranger)) == (403, "note.unverified")


def test_a_spoiled_signature_is_403() -> None:
    genuine = LOG.note(5)
    spoiled = genuine.replace(b"\n5\n", b"\n6\n")
    assert status_of(AddCheckpoint(0, [], spoiled)) == (403, "note.bad_signature")


def test_a_witnesss_signature_is_not_the_logs() -> None:
    key = SecretKey(ORIGIN, COSIGNS, bytes(32))
    note = sign_note(LOG.checkpoint(5).text(), [key.cosigning(1)])
    assert status_of(AddCheckpoint(0, [], note)) == (403, "note.unverified")


def test_one_good_signature_among_unknown_ones_will_do() -> None:
    note = LOG.note(5, [SecretKey(ORIGIN, SIGNS, bytes(32)), KEY])
    assert trusted(AddCheckpoint(0, [], note), LOGS).size == 5


def test_an_old_size_beyond_the_checkpoint_is_400() -> None:
    assert status_of(AddCheckpoint(6, [], LOG.note(5)), LOG.checkpoint(5)) == (400, "old_size_larger")


@pytest.mark.parametrize("note", [b"", b"text\n", LOG.note(5)[:-1], LOG.note(5).replace(b"\n5\n", b"\n05\n")])
def test_what_is_no_checkpoint_is_refused(note: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        trusted(AddCheckpoint(0, [], note), LOGS)
    assert refused.value.status in (400, 403, 404)


def test_a_signed_text_that_is_no_checkpoint_is_400() -> None:
    note = sign_note(f"{ORIGIN}\nfive\n", [KEY])
    assert status_of(AddCheckpoint(0, [], note)) == (400, "checkpoint.malformed")


def test_an_empty_tree_with_another_root_is_422() -> None:
    note = sign_note(Checkpoint(ORIGIN, 0, EMPTY_ROOT[::-1]).text(), [KEY])
    assert status_of(AddCheckpoint(0, [], note)) == (422, "checkpoint.empty_root")


@pytest.mark.parametrize(("old", "latest"), [(0, 5), (4, 5), (6, 5), (3, 0)])
def test_another_size_than_the_last_is_409_with_the_size(old: int, latest: int) -> None:
    message = asked(old, 12)
    with pytest.raises(Refusal) as refused:
        judge(message, trusted(message, LOGS), LOG.checkpoint(latest))
    assert (refused.value.status, refused.value.size) == (409, latest)


def test_an_old_size_though_nothing_was_cosigned_is_409_with_zero() -> None:
    with pytest.raises(Refusal) as refused:
        judge(asked(5, 12), LOG.checkpoint(12), None)
    assert (refused.value.status, refused.value.size) == (409, 0)


def test_a_proof_from_nothing_is_422() -> None:
    message = AddCheckpoint(0, [EMPTY_ROOT], LOG.note(5))
    assert status_of(message) == (422, "proof_from_nothing")


def test_a_proof_that_does_not_hold_is_422() -> None:
    message = asked(5, 12)
    wrong = message._replace(path=message.path[::-1])
    assert status_of(wrong, LOG.checkpoint(5))[0] == 422
    assert status_of(message._replace(path=[]), LOG.checkpoint(5)) == (422, "consistency.path_length")


def test_another_tree_of_the_same_size_is_422() -> None:
    other = Grown("other").grow(5)
    assert status_of(asked(5, 5, other), LOG.checkpoint(5)) == (422, "consistency.new_root_mismatch")


def test_another_tree_that_is_larger_is_422() -> None:
    other = Grown("other").grow(12)
    assert status_of(asked(5, 12, other), LOG.checkpoint(5)) == (422, "consistency.old_root_mismatch")
