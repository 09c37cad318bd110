"""Who may act in an aggregate beside the work order: the unit it is about, or a desk. Roles are checked before."""

from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment


def is_system(by: Actor) -> bool:
    """Timers, reactions and imports act for everybody."""
    return by.account.startswith("system:")


def by_unit(unit: str, moment: Moment, aggregate: str) -> None:
    """Rejected `<aggregate>.not_yours` unless this unit acts."""
    if moment.by.unit != unit and not is_system(moment.by):
        raise Rejected(f"{aggregate}.not_yours")


def by_desk(moment: Moment, aggregate: str, *desks: str) -> None:
    """Rejected `<aggregate>.not_the_desk` unless the unit of one of these desks acts."""
    if not is_system(moment.by) and moment.by.unit not in {moment.rules.desks[desk] for desk in desks}:
        raise Rejected(f"{aggregate}.not_the_desk")
