"""One action on a work order: what it asks for, who may, and the commands it becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.readmodels.work_orders.query import Order
from services.routing.web import forms
from services.routing.web.filled import Filled
from shared.rules.moment import Moment
from shared.web.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`name` stands in the address; `label` on the way to the form, `button` under it.

    `command` gives one command, or a tuple of commands of several aggregates for one deed; `deed` does the same where
    the commands need to know what the person saw of the order. `aside`: only for who looks for it, never the next step.
    `looks_back`: the deed needs to know when each duty began. `desk`: the dispatch desk does it; `danger` cannot be taken back lightly; `hint` says what it means.
    """

    name: str
    label: str
    button: str
    permission: str
    command: Callable[[str, Filled, Moment], Any] | None = None
    deed: Callable[[Order, Filled, Moment], Sequence[Any]] | None = None
    form: type[Form] = forms.Nothing
    hint: str = ""
    desk: bool = False
    danger: bool = False
    aside: bool = False
    looks_back: bool = False

    def commands(self, order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
        """What is executed as one unit: all of it, or nothing when one refuses."""
        if self.deed:
            return self.deed(order, filled, moment)
        assert self.command is not None
        said = self.command(order.case_no, filled, moment)
        return said if isinstance(said, tuple) else (said,)
