"""Reasons of a verdict, gathered: each check says what it finds wrong and the next one goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Optional, TypeVar

from shared.proof.bundle.sentences import BELOW, REASONS
from shared.proof.unproven import Unproven

T = TypeVar("T")
MOST_REASONS = 100
"""A bundle that is wrong everywhere need not be told more."""


class Reason(NamedTuple):
    """`code` is stable; `about` the file or entry it is about; the sentences are for people."""

    code: str
    about: str
    english: str
    chinese: str


class Wrong(Unproven):
    """Something in a bundle does not hold; the sentences stand under the code in `REASONS`."""

    def __init__(self, code: str, about: str = "", detail: str = "") -> None:
        self.reason = reason(code, about, detail)
        super().__init__(code, self.reason.english)


def reason(code: str, about: str = "", detail: str = "") -> Reason:
    """The reason of this code."""
    english, chinese = REASONS[code]
    return Reason(code, about, english.format(about=about, detail=detail), chinese.format(about=about, detail=detail))


def reason_of(found: Unproven, about: str) -> Reason:
    """What was raised, as a reason about this file."""
    if isinstance(found, Wrong):
        return found.reason
    return Reason(found.code, about, f"{about}: {found.sentence}", f"{about}：{BELOW.get(found.code, found.sentence)}")


class Reasons:
    """What was found wrong so far."""

    def __init__(self) -> None:
        self.found: list[Reason] = []

    def add(self, code: str, about: str = "", detail: str = "") -> None:
        """One more."""
        self._keep(reason(code, about, detail))

    def trying(self, about: str, check: Callable[[], T]) -> Optional[T]:
        """What the check gives; None, and one reason more, if it raises `Unproven`."""
        try:
            return check()
        except Unproven as found:
            self.say(found, about)
            return None

    def say(self, found: Unproven, about: str) -> None:
        """What was raised by a check of this file."""
        self._keep(reason_of(found, about))

    def _keep(self, one: Reason) -> None:
        if len(self.found) < MOST_REASONS:
            self.found.append(one)
