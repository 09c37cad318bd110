"""Checkpoints and cosignatures, on the example that C2SP tlog-cosignature prints."""

from base64 import b64decode

import pytest

from shared.proof.checkpoint import Checkpoint, open_checkpoint, read_checkpoint
from shared.proof.cosignature import cosigned_message, read_cosignature
from shared.proof.keys import COSIGNS, SIGNS
from shared.proof.note import read_signature
from shared.proof.signing import SecretKey, sign_note
from shared.proof.tree import EMPTY_ROOT, LARGEST_SIZE
from shared.proof.unproven import Unproven

TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ROOT = b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
COSIGNED = (
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0"
    "xUe+mbIUBkBIfZ+qnA=="
)
LOG = SecretKey("example.com/behind-the-sofa", SIGNS, b"l" * 32)
WITNESS = SecretKey("witness.example.com/w1", COSIGNS, b"w" * 32)


def test_a_checkpoint_is_read_and_written_as_it_stands() -> None:
    checkpoint = read_checkpoint(TEXT)
    assert checkpoint == Checkpoint("example.com/behind-the-sofa", 20852163, ROOT)
    assert checkpoint.text() == TEXT
    extended = read_checkpoint(TEXT + "one\ntwo\n")
    assert extended.extensions == ("one", "two")
    assert extended.text() == TEXT + "one\ntwo\n"


@pytest.mark.parametrize("size", [0, 1, LARGEST_SIZE])
def test_every_size_there_can_be_is_read(size: int) -> None:
    checkpoint = Checkpoint("log", size, EMPTY_ROOT)
    assert read_checkpoint(checkpoint.text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n",
        "log\n1\n",
        TEXT[:-1],
        "\n" + TEXT,
        TEXT + "\n",
        TEXT + "\nx\n",
        *(
            TEXT.replace("20852163", size)
            for size in ("", "-1", "+1", "01", "1 ", "0x1", "1_0", "\u0661", "18446744073709551616", "9" * 5000)
        ),
        TEXT.replace("CsUY", "CsU"),
        TEXT.replace("q2I=", "q2J="),
        TEXT.replace("q2I=", "q2I"),
        "log\n1\nCsUY\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(Unproven) as refused:
        read_checkpoint(text)
    assert refused.value.code == "checkpoint.malformed"


def test_the_empty_tree_has_one_root() -> None:
    with pytest.raises(Unproven) as refused:
        read_checkpoint(TEXT.replace("20852163", "0"))
    assert refused.value.code == "checkpoint.empty_root"


def test_a_checkpoint_opens_with_its_log_and_its_witness() -> None:
    message = sign_note(TEXT, [LOG, WITNESS.cosigning(1679315147)])
    checkpoint, note = open_checkpoint(message, [LOG.public, WITNESS.public])
    assert checkpoint.size == 20852163
    assert [signature.name for signature in note.verified] == [LOG.name, WITNESS.name]
    assert open_checkpoint(message, [LOG.public])[1].unverified[0].name == WITNESS.name


def test_a_checkpoint_signed_by_a_witness_or_another_log_alone_is_refused() -> None:
    other = SecretKey("example.com/other", SIGNS, b"o" * 32)
    for signer, key in ((WITNESS.cosigning(1), WITNESS.public), (other, other.public)):
        with pytest.raises(Unproven) as refused:
            open_checkpoint(sign_note(TEXT, [signer]), [LOG.public, key])
        assert refused.value.code == "checkpoint.not_the_logs"


def test_while_keys_change_either_of_a_logs_two_keys_will_do() -> None:
    new = SecretKey(LOG.name, SIGNS, b"n" * 32)
    message = sign_note(TEXT, [LOG, new])
    for keys in ([LOG.public], [new.public], [LOG.public, new.public]):
        assert open_checkpoint(message, keys)[0].size == 20852163


def test_the_cosigned_message_is_that_of_the_specification() -> None:
    assert cosigned_message(1679315147, TEXT.encode()).decode() == "cosignature/v1\ntime 1679315147\n" + TEXT


def test_the_specifications_cosignature_has_its_time() -> None:
    signature = read_signature(COSIGNED)
    assert (signature.name, signature.key_id) == ("witness.example.com/w1", 0x8D66CF3F)
    assert read_cosignature(signature.body).time == 1679315147
    assert signature.line() == COSIGNED + "\n"


def test_a_cosignature_counts_for_its_own_time_and_text_alone() -> None:
    body = WITNESS.cosigning(1679315147).sign(TEXT.encode())
    assert WITNESS.public.verifies(TEXT.encode(), body)
    assert not WITNESS.public.verifies(TEXT.encode() + b"x\n", body)
    assert not WITNESS.public.verifies(TEXT.encode(), (1679315148).to_bytes(8, "big") + body[8:])


@pytest.mark.parametrize("body", [b"", bytes(71), bytes(73), b"\x80" + bytes(71)])
def test_what_is_no_cosignature_does_not_verify(body: bytes) -> None:
    with pytest.raises(Unproven):
        read_cosignature(body)
    assert not WITNESS.public.verifies(TEXT.encode(), body)
