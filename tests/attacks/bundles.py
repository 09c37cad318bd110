"""Bundles of the case: the honest one, and those that an attacker makes with our own tools."""

import json
from collections.abc import Mapping
from hashlib import sha256

from services.ledger.evidence.exporting import public_keys
from services.ledger.evidence.gathering import gathered
from services.ledger.tree import keys
from shared.eventlog.fact import fact_of
from shared.kernel.text import Closed, Home
from shared.proof.bundle.documents import OpenedField, OpenedFile, canonical_json
from shared.proof.bundle.verdict import Given, verdict_of
from shared.proof.bundle.zipped import zipped
from shared.proof.packing import Contents, packed
from shared.proof.single import verifier
from shared.vault import Vault
from tests.attacks.place import Place
from tests.attacks.world import CASE, World
from tests.integration.ledger.office import Office

PURPOSE = "evidence.export"


def given(world: World) -> Given:
    """What an outsider trusts: the log's key, from a paper."""
    return Given(tuple(keys.read(world.place.folder / keys.NAME).verifiers))


def judged(files: Mapping[str, bytes], trusted: Given) -> tuple[str, set[str]]:
    """`huying evidence verify`: the verdict and the codes of its reasons."""
    verdict = verdict_of(zipped(files), trusted)
    return verdict.kind, {one.code for one in verdict.reasons}


def contents(place: Place, vault: Vault | None = None) -> Contents:
    """What the ledger at this place says of the case; opened where there is a vault."""
    office = Office(place.folder, url=place.urls.get("ledger", ""))
    case = gathered(office.house, CASE)
    assert public_keys(office.house)
    office.stop()
    fact = next(one for one in case.facts if one.type == "appeal.received")
    made = Contents(
        subject=CASE,
        origin=case.origin,
        made_at=str(json.loads(case.seal.body)["recordedtime"]),
        checkpoint=case.checkpoint,
        entries=case.entries,
        seal=case.seal,
        value=case.value,
        siblings=case.siblings,
        earlier=case.earlier,
        verifier=verifier(),
    )
    if vault is None:
        return made
    opened = vault.disclose(closed(fact.data["text"]), PURPOSE)
    file = fact.data["attachments"][0]
    salt, content = vault.hand_out(file["hash"], PURPOSE)
    name = f"attachments/{file['hash']}.pdf"
    about = OpenedFile(fact.id, "attachments.0", name, file["media_type"], file["digest"], salt)
    words = OpenedField(fact.id, "text", opened.value, opened.salt)
    return made._replace(opened=[words], attachments=[(about, content)])


def closed(said: Mapping[str, object]) -> Closed:
    """The closed field as an entry says it."""
    home = said["home"]
    assert isinstance(home, dict)
    return Closed(**{**said, "home": Home(**home)})  # type: ignore[arg-type]


def relisted(files: Mapping[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """The files after a change by somebody who writes the manifest anew; `opened_json` stands for `opened.json`."""
    there = dict(files) | {name.replace("_", "."): body for name, body in changed.items()}
    manifest = json.loads(there.pop("manifest.json"))
    manifest["files"] = {name: sha256(body).hexdigest() for name, body in there.items()}
    return {**there, "manifest.json": canonical_json(manifest)}


def honest(world: World) -> dict[str, bytes]:
    """The files of the honest bundle, everything opened."""
    vault = world.vault()
    files = packed(contents(world.place, vault))
    vault.engine.dispose()
    return files


def words_of(body: bytes) -> str:
    """Of which case an entry is."""
    return fact_of(body).subject
