"""From what was gathered and disclosed to a bundle that its own verifier calls signed; and the entry that says so."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select

from services.ledger.domain.export import Export
from services.ledger.domain.signing_key import KeyAdopted
from services.ledger.evidence.gathering import Gathered
from services.ledger.evidence.history import Extraction, history
from services.ledger.evidence.rules import rules_of
from shared.eventlog.codec import decode
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.stored import stored_name
from shared.kernel.text import Private
from shared.proof.bundle.documents import MANIFEST, OpenedField, OpenedFile
from shared.proof.bundle.verdict import SIGNED, Given, verdict_of
from shared.proof.bundle.zipped import zipped
from shared.proof.keys import VerifierKey, read_verifier_key
from shared.proof.packing import Contents, packed
from shared.proof.single import verifier


class NotProven(Exception):
    """The bundle does not hold: the record was changed, or the checkpoint to begin from is of another tree."""


class Disclosed(NamedTuple):
    """What the reader may see: nothing, as far as the ledger goes, which opens no field."""

    opened: Sequence[OpenedField] = ()
    attachments: Sequence[tuple[OpenedFile, bytes]] = ()
    reason: Private | None = None


NOTHING = Disclosed()


class Bundle(NamedTuple):
    """The ZIP, and the SHA-256 (hex) of its manifest."""

    content: bytes
    manifest: str


def bundle_of(house: House, case: Gathered, disclosed: Disclosed, extraction: Extraction) -> Bundle:
    """The bundle; NotProven, with what is wrong, rather than one that is not good."""
    with house.log.reading() as connection:
        rules = rules_of(connection, case.facts)
    given = Given(tuple(public_keys(house)))
    made: Bundle = house.world.offload(lambda: _bundle(case, disclosed, extraction, rules, given))
    return made


def _bundle(
    case: Gathered, disclosed: Disclosed, extraction: Extraction, rules: dict[str, bytes], given: Given
) -> Bundle:
    contents = Contents(
        subject=case.case_no,
        origin=case.origin,
        made_at=_recorded(case.seal.body),
        checkpoint=case.checkpoint,
        entries=case.entries,
        seal=case.seal,
        value=case.value,
        siblings=case.siblings,
        earlier=case.earlier,
        opened=disclosed.opened,
        attachments=disclosed.attachments,
        rules=rules,
        history=history(case, disclosed.opened, extraction),
        verifier=verifier(),
    )
    files = packed(contents)
    content = zipped(files)
    verdict = verdict_of(content, given)
    if verdict.kind != SIGNED:
        why = "; ".join(f"{one.english} ({one.code})" for one in verdict.reasons)
        raise NotProven(f"{case.case_no} is not proven: {why}; keep a copy of the data, then: huying log verify")
    return Bundle(content, sha256(files[MANIFEST]).hexdigest())


def _recorded(body: bytes) -> str:
    recorded: str = decode(body)["recordedtime"]
    return recorded


def public_keys(house: House) -> list[VerifierKey]:
    """The keys that sign checkpoints now, as the ledger's log says."""
    in_use: dict[str, None] = {}
    statement = select(entries.c.body).where(entries.c.type == stored_name(KeyAdopted)).order_by(entries.c.position)
    with house.log.reading() as connection:
        for body in connection.scalars(statement):
            data = fact_of(bytes(body)).data
            in_use[data["verifier"]] = None
            for line in data["retired"]:
                in_use.pop(line, None)
    return [read_verifier_key(line) for line in in_use]


def say_exported(
    house: House, case: Gathered, bundle: Bundle, disclosed: Disclosed, by: Actor, purpose: str, once: str
) -> None:
    """The entry: who took which bundle."""
    counts = len(case.entries), len(disclosed.opened), len(disclosed.attachments)
    house.execute(
        Export(case.case_no, once, bundle.manifest, case.size, *counts, purpose, disclosed.reason, house.moment(by))
    )
