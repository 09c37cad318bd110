"""A bundle on its way: what is swapped, left out or put in is found by `huying evidence verify`, offline."""

import json
from collections.abc import Callable

import pytest

from services.ledger.tree import keys
from shared.proof.checkpoint import Checkpoint, read_checkpoint
from shared.proof.note import split_note
from shared.proof.packing import packed
from shared.proof.signing import sign_note
from shared.proof.single import verifier_digest
from tests.attacks.bundles import contents, given, honest, judged, relisted
from tests.attacks.conftest import Told
from tests.attacks.world import WORDS, World
from tests.integration.ledger.office import ORIGIN

Swap = Callable[[list[dict[str, str]]], None]


def test_the_honest_bundle_is_signed(told: Told, world: World) -> None:
    files = honest(world)
    assert judged(files, given(world)) == ("SIGNED", {"bundle.signed"})
    assert judged(files, given(world)._replace(checkpoint=told.newest))[0] == "SIGNED"
    assert WORDS in files["opened.json"].decode()


def value(opened: list[dict[str, str]]) -> None:
    opened[0]["value"] = "办公楼供暖达标"


def salt(opened: list[dict[str, str]]) -> None:
    opened[0]["salt"] = "00" * 32


@pytest.mark.parametrize("swap", [value, salt])
def test_a_value_or_salt_swapped_in_a_bundle_is_not_what_the_entry_commits_to(world: World, swap: Swap) -> None:
    files = honest(world)
    opened = json.loads(files["opened.json"])
    swap(opened)
    swapped = json.dumps(opened, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert judged(relisted(files, opened_json=swapped), given(world)) == ("INVALID", {"opened.digest"})


def test_an_attachment_swapped_in_a_bundle_is_not_what_the_entry_commits_to(world: World) -> None:
    files = honest(world)
    [name] = [one for one in files if one.startswith("attachments/")]
    swapped = relisted({**files, name: b"%PDF-1.4 another photograph"})
    assert judged(swapped, given(world)) == ("INVALID", {"attachment.digest"})


def test_the_last_events_left_out_of_a_bundle_are_missed_by_the_map(world: World) -> None:
    made = contents(world.place)
    shorter = made._replace(entries=made.entries[:-1])
    kind, codes = judged(packed(shorter), given(world))
    assert (kind, {code.partition(".")[0] for code in codes}) == ("INVALID", {"map"})
    fewer = shorter._replace(value=made.value._replace(count=made.value.count - 1))
    kind, codes = judged(packed(fewer), given(world))
    assert (kind, {code.partition(".")[0] for code in codes}) == ("INVALID", {"map"})


def test_a_bundle_from_before_the_last_events_is_not_of_a_newer_kept_checkpoint(told: Told, world: World) -> None:
    world.put_back(told.backup)
    files, trusted = packed(contents(world.place)), given(world)
    assert judged(files, trusted)[0] == "SIGNED"  # it is true, as of then; its time is in the manifest
    assert judged(files, trusted._replace(checkpoint=told.newest)) == ("DIVERGED", {"outside.not_shown"})


def test_a_bundle_signed_with_a_key_of_the_attackers_is_not_signed_by_the_key_on_paper(world: World) -> None:
    files, mine = honest(world), keys.new_key(ORIGIN)
    said = read_checkpoint(split_note(files["checkpoint"])[0])
    note = sign_note(Checkpoint(ORIGIN, said.size, said.root).text(), [mine])
    kind, codes = judged(relisted(files, checkpoint=note), given(world))
    assert (kind, codes) == ("INVALID", {"note.unverified"})


def test_a_verifier_replaced_in_a_bundle_has_not_the_published_digest(world: World) -> None:
    from hashlib import sha256

    lying = relisted(honest(world), verify_py=b"print('SIGNED')\n")
    assert judged(lying, given(world))[0] == "SIGNED"  # ours is never run from the bundle, so it changes no verdict
    assert sha256(lying["verify.py"]).hexdigest() != verifier_digest()
    assert sha256(honest(world)["verify.py"]).hexdigest() == verifier_digest()
