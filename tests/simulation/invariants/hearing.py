"""Every entry is handled exactly once by everyone who hears it, in order for each case; and nothing fails by itself."""

from collections import Counter
from collections.abc import Iterator

from shared.testing.simulation.node import Node
from tests.simulation.invariants.record import Record

PUT_THERE = {"Broken", "KilledTheProcess", "behind"}
"""Why a message may be parked: a fault that was put into its handling, or that it stood behind such a one."""


def everything_is_heard_once_and_in_order(record: Record) -> Iterator[str]:
    """By what an observer saw at each commit, whatever the inbox says."""
    town = record.town
    if not town.quiet():
        yield "something is still under way"
    for name, node in town.nodes.items():
        yield from _once(name, node, record)
        yield from _in_order(name, node)
        for parked in record.about(name, "message.parked"):
            if parked.data["code"] not in PUT_THERE:
                yield f"{name} could not handle {parked.data['type']} of {parked.subject}: {parked.data['code']}"


def _once(name: str, node: Node, record: Record) -> Iterator[str]:
    hears = node.subscription.hears
    wanted = {
        (source, entry.position)
        for source, other in record.town.nodes.items()
        for entry in other.log.entries
        if hears is None or (source, entry.type) in hears
    }
    handled = Counter((deed.source, deed.position) for deed in node.log.deeds)
    for key in sorted(wanted - handled.keys()):
        yield f"{name} never handled {key}"
    for key in sorted(handled.keys() - wanted):
        yield f"{name} handled {key}, which is not for it"
    for key, times in sorted(handled.items()):
        if times > 1:
            yield f"{name} handled {key} {times} times"
    for key in sorted(wanted - node.log.inbox.keys()):
        yield f"{name} has not kept {key}"


def _in_order(name: str, node: Node) -> Iterator[str]:
    last: dict[tuple[str, str], int] = {}
    for deed in node.log.deeds:
        key = deed.source, deed.subject
        if last.get(key, 0) > deed.position:
            yield f"{name} handled {deed.source} {deed.position} of {deed.subject} after {last[key]}"
        last[key] = max(last.get(key, 0), deed.position)
