"""To whom a case can be transferred: another unit, a body outside that the rules name, or one named freely."""

from dataclasses import dataclass

from shared.kernel.rejection import Rejected
from shared.rules.rules import Rules


@dataclass(frozen=True, slots=True)
class Receiver:
    """`unit` is empty for one outside the district; `name` is what people read."""

    unit: str
    name: str

    @property
    def outside(self) -> bool:
        return not self.unit


def receiver(unit: str, body: str, name: str, rules: Rules) -> Receiver:
    """`unit` and `body` are codes of the rules. Rejected `transfer.no_receiver`, `transfer.unknown_receiver`."""
    if unit:
        known = rules.units.get(unit)
        if known is None:
            raise Rejected("transfer.unknown_receiver", name=unit)
        return Receiver(unit, known.short)
    if body:
        if body not in rules.outside:
            raise Rejected("transfer.unknown_receiver", name=body)
        return Receiver("", rules.outside[body].name)
    if not name.strip():
        raise Rejected("transfer.no_receiver")
    return Receiver("", name.strip())
