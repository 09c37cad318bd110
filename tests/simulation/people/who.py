"""The people, by the unit they act for."""

from shared.kernel.actor import Actor
from shared.rules.rules import Rules

ASKER = Actor("asker")
STRANGER = Actor("stranger.officer", "united_front", "经办人")
"""Of a unit that is never the lead unit here."""


def feed(source: str) -> Actor:
    """The machine of a source."""
    return Actor(f"feed:{source}")


def dispatcher(rules: Rules) -> Actor:
    """At the desk of dispatch."""
    return Actor("zhao", rules.desks["dispatch"], "分办岗")


def supervisor(rules: Rules) -> Actor:
    """At the desk of supervision."""
    return Actor("qian", rules.desks["supervision"], "督查岗")


def officer(unit: str) -> Actor:
    """Who handles orders in a unit."""
    return Actor(f"{unit}.officer", unit, "经办人")


def head(unit: str) -> Actor:
    """Who signs for a unit."""
    return Actor(f"{unit}.head", unit, "单位负责人")
