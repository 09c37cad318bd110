"""A small log with its tree, map and seal, and bundles out of it: good ones, and what an attacker would make of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from shared.proof.bundle.documents import OpenedField, OpenedFile, Placed, canonical_json
from shared.proof.bundle.said import Said, read_entry
from shared.proof.bundle.verdict import Given
from shared.proof.bundle.zipped import zipped
from shared.proof.casemap import Value, decode, encode, extended, key_of
from shared.proof.checkpoint import Checkpoint
from shared.proof.keys import COSIGNS, SIGNS
from shared.proof.mapnodes import prove, update
from shared.proof.note import Signature
from shared.proof.packing import Contents, Earlier, Leaf, packed
from shared.proof.policy import read_policy
from shared.proof.signing import SecretKey, sign_note
from shared.proof.tree import consistency, inclusion, root

CASE, OTHER = "20261124-7K3QX0M2VBP", "20261124-0000000000A"
ORIGIN = "hailar.huying.invalid/ledger"
KEY, STRANGER = SecretKey(ORIGIN, SIGNS, b"k" * 32), SecretKey(ORIGIN, SIGNS, b"s" * 32)
WITNESSES = [SecretKey(f"{name}.witness.invalid", COSIGNS, name.encode()[:1] * 32) for name in ("audit", "court")]
POLICY = read_policy(
    "".join(
        [
            *(f"witness w{number} {one.public.text()}\n" for number, one in enumerate(WITNESSES)),
            "group both all w0 w1\nquorum both\n",
        ]
    ).encode()
)
GIVEN = Given((KEY.public,))
SALT = b"\x07" * 32
WORDS, FILE = "路灯坏了三天", b"%PDF-1.4 a photograph"
RULES = b'{"limits":{}}'
RULES_HASH = sha256(RULES).hexdigest()


class Nodes(dict[str, bytes]):
    def get(self, prefixes: Iterable[str]) -> Mapping[str, bytes]:  # type: ignore[override]
        return {prefix: self[prefix] for prefix in prefixes if prefix in self}

    def put(self, nodes: Mapping[str, bytes]) -> None:
        self.update(nodes)


def closed(content: bytes) -> dict[str, Any]:
    digest = sha256(SALT + content).hexdigest()
    return {"cipher": "AAAA", "nonce": "BBBB", "key": "asker/1", "version": 1, "digest": digest}


RECEIVED = {
    "text": closed(WORDS.encode()),
    "attachments": [
        {
            "name": closed(b"1.pdf"),
            "hash": "ab" * 32,
            "media_type": "application/pdf",
            "size": len(FILE),
            "digest": sha256(SALT + FILE).hexdigest(),
        }
    ],
}
DISPATCHED = {"unit": "housing", "duties": [{"duty": "sign", "rules": f"{RULES_HASH[:12]}+{'0' * 12}"}]}


@dataclass
class Ledger:
    """Entries in the order of their leaves; each tick ends with a seal and a checkpoint."""

    bodies: list[bytes] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    nodes: Nodes = field(default_factory=Nodes)
    values: dict[str, Value] = field(default_factory=dict)
    checkpoints: list[bytes] = field(default_factory=list)
    covered: int = 0

    def say(self, log: str, type_: str, subject: str, data: dict[str, Any]) -> None:
        own = [one for one in self.said if one.log == log]
        entry = {
            "id": f"id-{len(self.said)}",
            "source": log,
            "type": type_,
            "subject": subject,
            "recordedtime": f"2026-11-24T01:43:{len(self.said):02}.000000Z",
            "sequence": f"{len(own) + 1:020}",
            "prevhash": own[-1].hash if own else "0" * 64,
            "data": data,
        }
        body = canonical_json(entry)
        self.bodies.append(body)
        self.said.append(read_entry("entry", body, Placed(len(self.said), log, len(own) + 1, [])))

    def tick(self, signer: SecretKey = KEY, witnesses: Iterable[SecretKey] = ()) -> None:
        changes: dict[bytes, bytes] = {}
        for one in self.said[self.covered :]:
            self.values[one.subject] = extended(self.values.get(one.subject), one.number, one.leaf())
            changes[key_of(one.subject)] = encode(self.values[one.subject])
        self.covered = len(self.said)
        sealed = update(self.nodes, changes)
        self.say("/hailar/ledger", "ledger.map_sealed", "ledger/map", {"root": sealed.hex(), "size": self.covered})
        checkpoint = Checkpoint(ORIGIN, len(self.said), root(self.leaves))
        signers = [signer, *(one.cosigning(1700000000) for one in witnesses)]
        self.checkpoints.append(sign_note(checkpoint.text(), signers))

    @property
    def leaves(self) -> list[bytes]:
        return [one.leaf() for one in self.said]

    def node(self, level: int, index: int) -> bytes:
        return root(self.leaves[index << level : (index + 1) << level])

    def leaf(self, number: int) -> Leaf:
        one = self.said[number]
        path = inclusion(number, len(self.said), self.node)
        return Leaf(Placed(number, one.log, one.position, path), self.bodies[number])

    def contents(self, subject: str = CASE) -> Contents:
        value, siblings = prove(self.nodes, key_of(subject))
        assert value is not None
        entries = [self.leaf(one.number) for one in self.said if one.subject == subject]
        seal, received = len(self.said) - 1, next(one for one in self.said if one.subject == subject)
        about = OpenedFile(
            received.id, "attachments.0", f"attachments/{'ab' * 32}.pdf", "application/pdf", digest_of(FILE), SALT
        )
        return Contents(
            subject=subject,
            origin=ORIGIN,
            made_at=self.said[seal].recorded,
            checkpoint=self.checkpoints[-1],
            entries=entries,
            seal=self.leaf(seal),
            value=decode(value),
            siblings=siblings,
            earlier=self.earlier(),
            opened=[OpenedField(received.id, "text", WORDS, SALT)],
            attachments=[(about, FILE)],
            rules={f"rules/limits-{RULES_HASH}.json": RULES},
            history=b"%PDF history",
            verifier=b"# verifier",
        )

    def earlier(self) -> Earlier:
        size = int(self.checkpoints[0].split(b"\n")[1])
        return Earlier(self.checkpoints[0], consistency(size, len(self.said), self.node))


def digest_of(content: bytes) -> str:
    return sha256(SALT + content).hexdigest()


def played(witnesses: Iterable[SecretKey] = ()) -> Ledger:
    """Two cases, three logs, two ticks."""
    ledger = Ledger()
    ledger.say("/hailar/intake", "appeal.received", CASE, RECEIVED)
    ledger.say("/hailar/intake", "appeal.received", OTHER, RECEIVED)
    ledger.tick()
    ledger.say("/hailar/intake", "appeal.accepted", CASE, {})
    ledger.say("/hailar/routing", "work_order.dispatched", CASE, DISPATCHED)
    ledger.say("/hailar/routing", "work_order.signed", CASE, {})
    ledger.say("/hailar/routing", "work_order.signed", OTHER, {})
    ledger.tick(witnesses=witnesses)
    return ledger


def files_of(contents: Contents) -> dict[str, bytes]:
    return packed(contents)


def bundle(contents: Contents) -> bytes:
    return zipped(packed(contents))


def relisted(files: Mapping[str, bytes], change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The bundle after a change by somebody who knows how to write its manifest anew."""
    import json

    changed = dict(files)
    change(changed)
    manifest = json.loads(changed["manifest.json"])
    manifest["files"] = {name: sha256(body).hexdigest() for name, body in changed.items() if name != "manifest.json"}
    changed["manifest.json"] = canonical_json(manifest)
    return zipped(changed)


def cosigned(note: bytes, *lines: Signature) -> bytes:
    return note + "".join(line.line() for line in lines).encode()
