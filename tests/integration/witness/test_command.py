"""`huying witness` as a department runs it: a key, a process, its status; and killed at its worst moments."""

import json
import signal
from pathlib import Path

import pytest

from services.cli.witnessing.state import State
from shared.proof.keys import COSIGNS, SIGNS
from shared.proof.note import Signature
from shared.proof.policy import read_policy
from shared.proof.signing import SecretKey
from shared.telemetry.crashpoints import WITNESSING
from shared.testing.process import HOST
from shared.witness.asking import Refused, cosigned, submit
from tests.integration.witness.department import Department, huying
from tests.unit.witness.grown import KEY, Grown


@pytest.fixture
def department(tmp_path: Path) -> Department:
    return Department(tmp_path)


def test_a_key_is_made_once_for_its_user_alone(department: Department) -> None:
    assert department.key.stat().st_mode & 0o777 == 0o600
    secret = department.key.read_text()
    assert secret.startswith("PRIVATE+KEY+witness.invalid/discipline+")
    assert secret.strip() not in json.dumps(department.made)
    assert department.party.key.kind == COSIGNS
    assert (
        read_policy(f"{department.made['policy']}\nquorum discipline\n".encode()).witnesses[0].key
        == department.party.key
    )
    again = huying("keygen", "--key", department.key, "--name", "other")
    assert (again.exit_code, department.key.read_text()) == (2, secret)
    assert "never written over" in again.stderr


def test_a_witness_runs_cosigns_tells_its_status_and_stops(department: Department) -> None:
    log = Grown().grow(5)
    with department.running("--every", "0.2") as process:
        assert isinstance(submit(log.note(), 0, [], department.party), Signature)
        code, found = department.status()
        assert (code, found["ok"], found["runs"], found["alarms"]) == (0, True, True, [])
        assert found["logs"][0]["cosigned"]["size"] == 5
        assert isinstance(submit(Grown("other").grow(5).note(), 5, [], department.party), Refused)
        code, found = department.status()
        assert (code, found["ok"], [alarm["code"] for alarm in found["alarms"]]) == (1, False, ["fork"])
        second = huying(
            "run", "--key", department.key, "--log", KEY.public.text(), "--state", department.state,
            "--listen", f"{HOST}:{department.port}",
        )  # fmt: skip
        assert (second.exit_code, "is a witness running already?" in second.stderr) == (1, True), second.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    lines = (department.folder / "witness.log").read_text().splitlines()
    assert all(json.loads(line)["component"] == "witness" for line in lines), lines
    told = huying("status", "--state", department.state)
    assert (told.exit_code, "ALARM fork" in told.stdout) == (1, True)
    successor = SecretKey("hailar.huying.invalid/ledger2", SIGNS, bytes(32))
    with department.running(logs=[successor.public]):
        assert department.status()[0] == 0, "the old log is no longer witnessed"
        told = huying("status", "--state", department.state, "--all")
        assert (told.exit_code, "ALARM fork" in told.stdout) == (0, True)


@pytest.mark.parametrize("point", WITNESSING)
def test_a_witness_killed_at_its_worst_moment_never_cosigns_two_trees_of_one_size(
    department: Department, point: str
) -> None:
    ours, theirs = Grown().grow(5), Grown().grow(5)
    with department.running(HUYING_CRASH_AT=f"{point}:2") as process:
        assert isinstance(submit(ours.note(), 0, [], department.party), Signature)
        ours.grow(3, "a story")
        theirs.grow(3, "another story")
        answer = submit(ours.note(), 5, ours.path(5), department.party)
        assert isinstance(answer, Refused)
        assert (answer.code, process.wait(30)) == ("no_answer", -signal.SIGKILL)
    # On record before it is given out; what is not on record was given to nobody.
    kept = department.cosigned()
    assert kept is not None
    assert kept.size == {"witness.signed": 5, "witness.kept": 8}[point]
    with department.running():
        answers = [cosigned(log.note(), 5, log.path, department.party) for log in (theirs, ours, theirs)]
    # The first after the restart is cosigned only if ours is not on record; the second tree is a fork either way.
    given = [isinstance(answer, Signature) for answer in answers]
    assert given == [point == "witness.signed", False, False]
    assert [alarm.code for alarm in State(department.state).alarms()][:1] == ["fork"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--log", "nonsense"), "this is no key"),
        (("--listen", "8730"), "say HOST:PORT"),
        (("--listen", "localhost:99999"), "say HOST:PORT"),
        (("--state", "none/witness.sqlite"), "make it, readable by the witness alone"),
        (("--key", "none.key"), "none.key"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(department: Department, words: tuple[str, str], says: str) -> None:
    usual: dict[str, str | Path] = {"--key": department.key, "--log": KEY.public.text(), "--state": department.state}
    options = [word for pair in {**usual, words[0]: words[1]}.items() for word in pair]
    ran = huying("run", *options)
    assert ran.exit_code == 2, ran.stderr
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_key_that_others_can_read_is_not_used(department: Department) -> None:
    department.key.chmod(0o644)
    ran = huying("run", "--key", department.key, "--log", KEY.public.text(), "--state", department.state)
    assert (ran.exit_code, "chmod 600" in ran.stderr) == (2, True)


def test_the_status_of_a_witness_that_never_ran_is_no(department: Department) -> None:
    assert huying("status", "--state", department.state).exit_code == 2
    State(department.state)
    assert department.status()[0] == 1
