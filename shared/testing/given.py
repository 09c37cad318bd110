"""given / when / then over a decider: `given = scenario(work_order); given(Opened(...)).when(Sign(...)).then(Signed(...))`."""

from collections.abc import Callable
from typing import Any

from shared.kernel.decider import Decider
from shared.kernel.rejection import Rejected


class Outcome:
    """What a command led to: its events, or its refusal."""

    def __init__(self, events: list[Any], refusal: Rejected | None, state: Any) -> None:
        self.events, self.refusal, self.state = events, refusal, state

    def then(self, *events: Any) -> "Outcome":
        """Exactly these events; none means that nothing new was said."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.events == list(events), f"\nsaid     {self.events}\nexpected {list(events)}"
        return self

    def then_types(self, *types: type) -> "Outcome":
        """Events of exactly these classes, in this order."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [type(event) for event in self.events] == list(types)
        return self

    def rejected(self, code: str) -> "Outcome":
        """Refused with this code."""
        assert self.refusal is not None, f"said {self.events} instead of refusing with {code}"
        assert self.refusal.code == code
        return self


class Given:
    """A state reached by events."""

    def __init__(self, decider: Decider[Any, Any, Any], events: tuple[Any, ...]) -> None:
        self._decider = decider
        self._state = decider.fold(events)

    def when(self, command: Any) -> Outcome:
        """Decide one command on that state."""
        try:
            events = list(self._decider.decide(command, self._state))
        except Rejected as refusal:
            return Outcome([], refusal, self._state)
        return Outcome(events, None, self._decider.fold(events, self._state))


def scenario(decider: Decider[Any, Any, Any]) -> Callable[..., Given]:
    """The `given` for this decider."""
    return lambda *events: Given(decider, events)
