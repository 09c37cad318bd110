"""The one file that outsiders run says exactly what the command says."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared.proof.bundle.command import main, verdict_document
from shared.proof.bundle.verdict import Given, verdict_of
from shared.proof.single import verifier, verifier_digest
from tests.unit.proof.bundles import GIVEN, KEY, POLICY, WITNESSES, bundle, files_of, played, relisted

LEDGER = played(WITNESSES)
GOOD = bundle(LEDGER.contents())
BAD = relisted(files_of(LEDGER.contents()), lambda files: files.update({"entries/000000000000.json": b"{}"}))
POLICY_TEXT = f"witness w {WITNESSES[0].public.text()}\nquorum w\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "verify.py").write_bytes(verifier())
    (tmp_path / "good.zip").write_bytes(GOOD)
    (tmp_path / "bad.zip").write_bytes(BAD)
    (tmp_path / "policy").write_text(POLICY_TEXT)
    (tmp_path / "key").write_text(KEY.public.text() + "\n")
    (tmp_path / "checkpoint").write_bytes(LEDGER.checkpoints[0])
    return tmp_path


def alone(folder: Path, *arguments: str) -> tuple[int, Any]:
    """Isolated, without site packages: what a machine has that never saw Huying."""
    command = [sys.executable, "-I", "-S", "verify.py", *arguments, "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.stderr == b""
    return done.returncode, json.loads(done.stdout)


def test_it_says_what_the_modules_say(folder: Path) -> None:
    key = KEY.public.text()
    assert alone(folder, "good.zip", "--key", key) == (0, verdict_document(verdict_of(GOOD, GIVEN)))
    assert alone(folder, "bad.zip", "--key", "key") == (1, verdict_document(verdict_of(BAD, GIVEN)))


def test_it_takes_policy_and_checkpoint(folder: Path) -> None:
    code, told = alone(folder, "good.zip", "--key", "key", "--witness-policy", "policy", "--checkpoint", "checkpoint")
    assert (code, told["verdict"]) == (0, "WITNESSED")


def test_only_enough_witnesses_satisfy_who_gives_a_policy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "lone.zip").write_bytes(bundle(played().contents()))
    asked = [str(folder / "lone.zip"), "--key", str(folder / "key")]
    assert main(asked) == 0
    assert main([*asked, "--witness-policy", str(folder / "policy")]) == 1
    assert "witness.too_few" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--key", "a+b"], ["--key", "nowhere"], ["--key", "key", "--checkpoint", "nowhere"]])
def test_asked_wrongly_it_ends_with_two(folder: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([str(folder / "good.zip"), *wrong])
    assert end.value.code == 2


def test_the_same_code_is_the_same_file() -> None:
    assert verifier() == verifier()
    assert len(verifier_digest()) == 64
    assert b"shared.proof" not in b"".join(
        line for line in verifier().splitlines() if line.startswith((b"from", b"import"))
    )


def test_a_verifier_or_key_within_the_bundle_is_never_used() -> None:
    contents = LEDGER.contents()._replace(verifier=b"print('SIGNED')")
    assert verdict_of(bundle(contents), GIVEN).kind == "SIGNED"
    assert verdict_of(bundle(contents), Given((WITNESSES[0].public,), POLICY)).kind == "INVALID"
