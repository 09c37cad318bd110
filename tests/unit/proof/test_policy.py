"""Policies of C2SP tlog-policy: its example, and every way of writing one wrongly."""

from itertools import combinations

import pytest

from shared.proof.keys import COSIGNS, SIGNS
from shared.proof.note import Note, open_note
from shared.proof.policy import read_policy
from shared.proof.signing import SecretKey, sign_note
from shared.proof.unproven import Unproven

LOG = SecretKey("log.example", SIGNS, b"l" * 32)
NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
WITNESSES = {name: SecretKey(f"witness.example/{name}", COSIGNS, name.encode() * 16) for name in NAMES}
VKEY = {name: key.public.text() for name, key in WITNESSES.items()}
LINES = "".join(f"witness {name} {VKEY[name]}\n" for name in NAMES)
EXAMPLE = f"""\
log {LOG.public.text()} https://log.example/
# two houses
{LINES}
\tgroup\tX-witnesses  2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3 \n
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""
TEXT = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


ALL = open_note(
    sign_note(TEXT, [LOG, *(WITNESSES[name].cosigning(1) for name in NAMES)]), read_policy(EXAMPLE.encode()).keys()
)


def cosigned(*names: str) -> Note:
    """The log's note, opened, with the signatures of these witnesses."""
    kept = {LOG.name, *(WITNESSES[name].name for name in names)}
    return ALL._replace(verified=tuple(signature for signature in ALL.verified if signature.name in kept))


def test_the_example_is_read() -> None:
    policy = read_policy(EXAMPLE.encode())
    assert [log.url for log in policy.logs] == ["https://log.example/"]
    assert [witness.name for witness in policy.witnesses] == list(NAMES)
    assert policy.quorum == "X-and-Y"


@pytest.mark.parametrize("names", [names for count in range(7) for names in combinations(NAMES, count)])
def test_the_example_wants_two_of_x_and_one_of_y(names: tuple[str, ...]) -> None:
    enough = sum(name[0] == "X" for name in names) >= 2 and any(name[0] == "Y" for name in names)
    assert read_policy(EXAMPLE.encode()).satisfied(cosigned(*names)) is enough


def test_without_a_quorum_the_logs_signature_is_enough() -> None:
    policy = read_policy(f"log {LOG.public.text()}\nquorum none".encode())
    assert policy.satisfied(cosigned())
    assert read_policy(b"quorum none\n").satisfied(cosigned())


def test_a_log_that_the_policy_does_not_name_does_not_count() -> None:
    other = SecretKey("other.example", SIGNS, b"o" * 32)
    policy = read_policy(f"log {other.public.text()}\nquorum none\n".encode())
    assert not policy.satisfied(cosigned())
    assert policy.witnessed(cosigned())


def test_a_log_counts_for_checkpoints_of_its_own_alone() -> None:
    policy = read_policy(f"log {LOG.public.text()}\nquorum none\n".encode())
    note = open_note(sign_note(TEXT.replace("log.example", "other.example"), [LOG]), policy.keys())
    assert not policy.satisfied(note)


def test_one_witness_can_be_the_quorum() -> None:
    policy = read_policy(f"{LINES}quorum Y1\n".encode())
    assert policy.satisfied(cosigned("Y1"))
    assert not policy.satisfied(cosigned("X1", "X2", "X3", "Y2", "Y3"))


def test_names_are_octets_of_any_kind() -> None:
    line = b"witness \xe4\xba\x8c\xff " + VKEY["X1"].encode() + b"\nquorum "
    assert read_policy(line + b"\xe4\xba\x8c\xff\n").witnesses[0].key == WITNESSES["X1"].public
    with pytest.raises(Unproven):
        read_policy(line + b"\xe4\xba\x8c\xfe\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no line says the quorum"),
        (LINES, "no line says the quorum"),
        ("quorum none\nquorum none\n", "line 2: a second quorum"),
        ("quorum\n", "line 1: write `quorum"),
        (f"quorum X1\n{LINES}", "line 1: no witness or group 'X1'"),
        ("witnesses 3\n", "line 1: a line begins with"),
        ("quorum none\r\n", "line 1: it has a control character"),
        ("\x00\n", "line 1: it has a control character"),
        ("# \x7f\n", "line 1: it has a control character"),
        ("log\n", "line 1: write `log"),
        (f"log {VKEY['X1']}\n", "line 1: a log's key has an A"),
        (f"log {LOG.public.text()} url more\n", "line 1: write `log"),
        (f"log {LOG.public.text()[:-1]}\n", "line 1: this is no key"),
        (f"log {LOG.public.text()}\nlog {LOG.public.text()}\n", "line 2: the key of 'log.example' stands above"),
        ("witness X1\n", "line 1: write `witness"),
        (f"witness X1 {LOG.public.text()}\n", "line 1: a witness's key has a B"),
        (f"witness none {VKEY['X1']}\n", "line 1: the name 'none' is taken"),
        (f"{LINES}witness X1 {VKEY['X2']}\n", "line 7: the name 'X1' is taken"),
        (f"{LINES}witness X4 {VKEY['X2']}\n", "line 7: the key of 'X4' stands above"),
        ("group g all\n", "line 1: write `group"),
        ("group g all none\n", "line 1: no witness or group 'none'"),
        ("group g all g\n", "line 1: no witness or group 'g'"),
        (f"{LINES}group X1 all X2\n", "line 7: the name 'X1' is taken"),
        (f"{LINES}group g all X1 X1\n", "line 7: 'X1' is a member of a group already"),
        (f"{LINES}group g all X1\ngroup h all X1\n", "line 8: 'X1' is a member of a group already"),
        *(
            (f"{LINES}group g {k} X1 X2\n", f"line 7: '{k}' of 2 members")
            for k in ("0", "3", "01", "-1", "most", "\u0661")
        ),
        (f"{LINES}group g\u30002 X1 X2\n", "line 7: "),
    ],
)
def test_a_wrong_policy_names_the_line_and_what_to_do(text: str, says: str) -> None:
    with pytest.raises(Unproven) as refused:
        read_policy(text.encode())
    assert refused.value.code == "policy.malformed"
    assert says in refused.value.sentence


def test_two_keys_of_one_name_are_the_same_if_their_bytes_are() -> None:
    renamed = SecretKey("elsewhere", COSIGNS, b"X1" * 16).public.text()
    with pytest.raises(Unproven):
        read_policy(f"{LINES}witness X4 {renamed}\nquorum none\n".encode())


def test_groups_may_stand_in_groups_as_deep_as_one_likes() -> None:
    deep = "".join(f"group g{n} all {'X1' if n == 0 else f'g{n - 1}'}\n" for n in range(5000))
    assert read_policy(f"{LINES}{deep}quorum g4999\n".encode()).satisfied(cosigned("X1"))
