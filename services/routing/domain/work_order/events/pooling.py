"""What a common need makes of an order."""

from dataclasses import dataclass

from shared.kernel.stored import stored


@stored("work_order.pooled")
@dataclass(frozen=True, slots=True)
class Pooled:
    """It is handled as part of the common need; `unit` had it until now, or "". Its own duties are gone."""

    round: int
    unit: str
    common_need: str


@stored("work_order.unpooled")
@dataclass(frozen=True, slots=True)
class Unpooled:
    """It is handled by itself again, and with it its `followers`: `held` comes next."""

    round: int
    unit: str
    common_need: str
    followers: tuple[str, ...] = ()
