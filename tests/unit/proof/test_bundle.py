"""Good bundles are good; whatever an attacker makes of one is found, by name."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shared.proof
from shared.proof.bundle.documents import canonical_json
from shared.proof.bundle.sentences import BELOW, REASONS
from shared.proof.bundle.verdict import DIVERGED, INVALID, SIGNED, WITNESSED, Given, Verdict, verdict_of
from shared.proof.bundle.zipped import zipped
from shared.proof.packing import Contents
from shared.proof.policy import read_policy
from tests.unit.proof.bundles import (
    GIVEN,
    KEY,
    OTHER,
    POLICY,
    STRANGER,
    WITNESSES,
    Ledger,
    bundle,
    files_of,
    played,
    relisted,
)

Files = dict[str, bytes]
LEDGER = played(WITNESSES)
CONTENTS = LEDGER.contents()
FILES = files_of(CONTENTS)
GOOD = zipped(FILES)
FIRST, LAST = "entries/000000000000.json", "entries/000000000005.json"


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def test_a_good_bundle_is_signed() -> None:
    verdict = verdict_of(GOOD, GIVEN)
    assert (verdict.kind, codes(verdict)) == (SIGNED, {"bundle.signed"})
    assert verdict.is_good(GIVEN)


def test_the_same_contents_are_the_same_bytes() -> None:
    assert bundle(played(WITNESSES).contents()) == GOOD


def test_with_enough_witnesses_it_is_witnessed() -> None:
    given_ = GIVEN._replace(policy=POLICY)
    verdict = verdict_of(GOOD, given_)
    assert (verdict.kind, verdict.is_good(given_)) == (WITNESSED, True)
    fewer = verdict_of(bundle(played(WITNESSES[:1]).contents()), given_)
    assert (fewer.kind, fewer.is_good(given_)) == (SIGNED, False)
    assert "witness.too_few" in codes(fewer)


def test_a_policy_without_the_log_key_does_not_replace_the_key() -> None:
    assert verdict_of(GOOD, Given((STRANGER.public,), POLICY)).kind == INVALID
    assert verdict_of(GOOD, Given((), read_policy(b"quorum none\n"))).kind == INVALID


def test_the_key_of_somebody_else_makes_it_invalid() -> None:
    assert codes(verdict_of(GOOD, Given((STRANGER.public,)))) == {"note.unverified"}


def test_the_checkpoint_from_outside_may_be_the_same_or_the_earlier_one() -> None:
    for known in LEDGER.checkpoints:
        assert verdict_of(GOOD, GIVEN._replace(checkpoint=known)).kind == SIGNED


def test_another_tree_signed_with_the_same_key_has_diverged() -> None:
    other = Ledger()
    for _ in range(2):
        other.say("/hailar/intake", "appeal.received", OTHER, {})
    other.tick()
    verdict = verdict_of(GOOD, GIVEN._replace(checkpoint=other.checkpoints[0]))
    assert (verdict.kind, codes(verdict)) == (DIVERGED, {"outside.differs"})
    other.say("/hailar/intake", "appeal.accepted", OTHER, {})
    other.tick()
    verdict = verdict_of(GOOD, GIVEN._replace(checkpoint=other.checkpoints[1]))
    assert (verdict.kind, codes(verdict)) == (DIVERGED, {"outside.not_shown"})


def test_a_checkpoint_from_outside_that_is_not_signed_proves_nothing() -> None:
    ledger = played()
    ledger.tick(signer=STRANGER)
    assert codes(verdict_of(GOOD, GIVEN._replace(checkpoint=ledger.checkpoints[-1]))) == {"outside.unsigned"}


def renamed(name: str, change: Callable[[Any], Any]) -> Callable[[Files], None]:
    def changed(files: Files) -> None:
        files[name] = canonical_json(change(json.loads(files[name])))

    return changed


def put(name: str, body: bytes) -> Callable[[Files], None]:
    return lambda files: files.update({name: body})


def without(name: str) -> Callable[[Files], None]:
    return lambda files: (files.pop(name), None)[1]


def with_(**changes: Any) -> Callable[[Any], Any]:
    return lambda document: {**document, **changes}


def of_map(**changes: Any) -> Callable[[Any], Any]:
    return lambda document: {**document, "map": {**document["map"], **changes}}


def first_of_list(**changes: Any) -> Callable[[Any], Any]:
    return lambda document: [{**document[0], **changes}, *document[1:]]


ATTACKS: dict[str, tuple[Callable[[Files], None], str]] = {
    "an entry changed": (renamed(FIRST, with_(actor="other")), "inclusion.root_mismatch"),
    "an entry in another spelling": (put(FIRST, FILES[FIRST] + b" "), "inclusion.root_mismatch"),
    "an entry left out": (without(LAST), "file.missing"),
    "an entry added": (put("entries/000000000009.json", FILES[FIRST]), "file.unexpected"),
    "a value changed": (renamed("opened.json", first_of_list(value="路灯好了")), "opened.digest"),
    "a salt changed": (renamed("opened.json", first_of_list(salt="00" * 32)), "opened.digest"),
    "a short salt": (renamed("opened.json", first_of_list(salt="")), "opened.digest"),
    "a field of no entry": (renamed("opened.json", first_of_list(entry="id-9")), "opened.entry"),
    "no closed field": (renamed("opened.json", first_of_list(field="attachments.0")), "opened.field"),
    "a field twice": (renamed("opened.json", lambda fields: fields * 2), "opened.repeated"),
    "an attachment swapped": (put(f"attachments/{'ab' * 32}.pdf", b"other"), "attachment.digest"),
    "an attachment beside": (put(f"attachments/{'cd' * 32}.pdf", b"other"), "attachment.entry"),
    "an attachment's type": (
        renamed("attachments.json", first_of_list(media_type="text/html")),
        "attachment.described",
    ),
    "other rules": (put(f"rules/limits-{'0' * 64}.json", b"{}"), "rules.hash"),
    "rules not named": (put(f"rules/units-{sha256(b'{}').hexdigest()}.json", b"{}"), "rules.not_named"),
    "a file beside": (put("notes.txt", b"believe me"), "file.unexpected"),
    "the map's value": (renamed("proofs.json", of_map(value={"chain": "0" * 64, "count": 1, "last": 0})), "map.proof"),
    "no value": (renamed("proofs.json", of_map(value={})), "map.proof"),
    "siblings": (renamed("proofs.json", of_map(siblings=[])), "map.proof"),
    "another log": (renamed("proofs.json", of_map(log="/hailar/intake")), "entry.place"),
    "another subject": (renamed("manifest.json", with_(subject=OTHER)), "entry.subject"),
    "another origin": (renamed("manifest.json", with_(origin="x")), "manifest.origin"),
    "another time": (renamed("manifest.json", with_(made_at="2020-01-01T00:00:00.000000Z")), "manifest.made_at"),
    "another format": (renamed("manifest.json", with_(format="huying-evidence/2")), "manifest.format"),
    "other algorithms": (renamed("manifest.json", with_(algorithms={"entry": "md5"})), "manifest.algorithms"),
    "a field more": (renamed("manifest.json", with_(key="hailar+0+AQ")), "json.malformed"),
    "blanks": (put("proofs.json", FILES["proofs.json"] + b"\n"), "json.malformed"),
    "deep nonsense": (put("proofs.json", b"[" * 100_000), "json.malformed"),
    "a long number": (put("opened.json", b"9" * 100_000), "json.malformed"),
    "the earlier one alone": (renamed("proofs.json", with_(consistency=None)), "earlier.without_proof"),
    "no consistency": (renamed("proofs.json", with_(consistency=[])), "consistency.path_length"),
    "no checkpoint": (without("checkpoint"), "file.missing"),
    "the earlier as the checkpoint": (put("checkpoint", FILES["earlier-checkpoint"]), "map.not_last"),
    "an own signature": (
        put("checkpoint", played().checkpoints[0].replace(b"\n6\n", b"\n7\n")),
        "inclusion.path_length",
    ),
    "a seal of no map": (put("map-entry.json", FILES[FIRST]), "entry.place"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_with_a_new_manifest_is_found(attack: str) -> None:
    change, code = ATTACKS[attack]
    verdict = verdict_of(relisted(FILES, change), GIVEN)
    assert verdict.kind == INVALID
    assert code in codes(verdict), codes(verdict)


def test_the_last_events_cannot_be_left_out() -> None:
    short = CONTENTS._replace(entries=CONTENTS.entries[:-1])
    assert codes(verdict_of(bundle(short), GIVEN)) == {"map.count"}
    assert codes(verdict_of(bundle(CONTENTS._replace(entries=[])), GIVEN)) == {
        "map.count", "opened.entry", "attachment.entry", "rules.not_named",
    }  # fmt: skip


def test_an_older_seal_cannot_hide_later_events() -> None:
    first, entries = played(), CONTENTS.entries
    older = CONTENTS._replace(seal=LEDGER.leaf(2), made_at=first.said[2].recorded, entries=entries[:1])
    assert "map.not_last" in codes(verdict_of(bundle(older), GIVEN))


def test_entries_cannot_be_reordered_or_repeated() -> None:
    entries = CONTENTS.entries
    reordered = CONTENTS._replace(entries=[*entries[1:], entries[0]])
    assert codes(verdict_of(bundle(reordered), GIVEN)) == {"entry.order", "map.chain", "map.last"}
    repeated = CONTENTS._replace(entries=[*entries, entries[-1]])
    assert codes(verdict_of(bundle(repeated), GIVEN)) == {"entry.order", "entry.repeated", "map.count"}


def test_the_entries_of_another_case_do_not_pass_for_these() -> None:
    swapped = LEDGER.contents(OTHER)._replace(subject=CONTENTS.subject)
    assert "entry.subject" in codes(verdict_of(bundle(swapped), GIVEN))


def test_a_break_in_a_log_is_found_although_the_tree_holds_it() -> None:
    ledger = played()
    body = json.loads(ledger.bodies[5])
    changed = canonical_json({**body, "prevhash": "1" * 64})
    ledger.bodies[5], ledger.said[5] = (
        changed,
        ledger.said[5]._replace(previous="1" * 64, hash=sha256(changed).hexdigest()),
    )
    ledger.said, ledger.bodies = ledger.said[:7], ledger.bodies[:7]
    ledger.covered, ledger.values, ledger.nodes = 0, {}, type(ledger.nodes)()
    ledger.tick()
    verdict = verdict_of(bundle(ledger.contents()._replace(earlier=None)), GIVEN)
    assert codes(verdict) == {"entry.chain"}


def test_a_repacked_zip_says_so() -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in FILES.items():
            archive.writestr(name, body)
    assert codes(verdict_of(stream.getvalue(), GIVEN)) == {"zip.rewritten"}


def test_a_plain_unpacker_reads_our_zip() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04", b"no zip at all", GOOD[:-1], GOOD + b"\0", GOOD[1:]])
def test_what_is_no_bundle_is_invalid(content: bytes) -> None:
    verdict = verdict_of(content, GIVEN)
    assert verdict.kind == INVALID
    assert all(code.startswith("zip.") for code in codes(verdict))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_any_byte_changed_is_found(place: int, mask: int) -> None:
    changed = bytearray(GOOD)
    changed[place] ^= mask
    check_found(verdict_of(bytes(changed), GIVEN))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_byte_changed_in_a_file_is_found_although_the_zip_was_made_anew(name: str, data: st.DataObject) -> None:
    body = bytearray(FILES[name])
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    check_found(verdict_of(zipped({**FILES, name: bytes(body)}), GIVEN))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(set(FILES) - {"history.pdf", "verify.py"})), st.data())
def test_no_change_of_what_is_checked_passes_with_a_new_manifest(name: str, data: st.DataObject) -> None:
    def change(files: Files) -> None:
        body = bytearray(files[name])
        body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
        files[name] = bytes(body)

    try:
        changed = relisted(FILES, change)
    except ValueError:
        return  # a manifest that cannot be listed anew
    if changed == GOOD:
        return
    given_ = GIVEN._replace(policy=POLICY)
    verdict = verdict_of(changed, given_)
    if verdict.kind == SIGNED:  # a cosignature spoiled so that it is no longer anybody's: the witness is missing
        assert (name, verdict.is_good(given_)) == ("checkpoint", False)
        assert "witness.too_few" in codes(verdict)
    else:
        check_found(verdict)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(["", "entries/000000000009.json", "a", "rules/x.json"]))
def test_any_file_taken_out_or_put_in_is_found(gone: str, new: str) -> None:
    files = {**FILES, new: FILES[gone]} if new else {name: body for name, body in FILES.items() if name != gone}
    check_found(verdict_of(zipped(files), GIVEN))


def check_found(verdict: Verdict) -> None:
    assert verdict.kind == INVALID
    assert verdict.reasons
    assert "bundle.unreadable" not in codes(verdict), verdict


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    raised = {
        code
        for path in Path(shared.proof.__file__).parent.rglob("*.py")
        if path.name != "tiles.py"  # no bundle has tiles
        for code in re.findall(
            r'(?:Unproven|Wrong|add|reason)\(\s*f?"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8")
        )
    }
    assert raised <= {*REASONS, *BELOW}, raised - {*REASONS, *BELOW}
    assert set(REASONS) <= raised, set(REASONS) - raised
    for english, chinese in REASONS.values():
        assert english.isascii()
        assert re.search("[一-鿿]", chinese)


def test_reasons_do_not_grow_without_end() -> None:
    many = Contents(**{**CONTENTS._asdict(), "entries": list(CONTENTS.entries) * 200})
    assert len(verdict_of(bundle(many), GIVEN).reasons) <= 100


def test_the_key_of_a_signature_is_that_of_the_log() -> None:
    assert KEY.public in GIVEN.keys
