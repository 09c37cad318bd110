"""What must hold at the end of every history, when everything was delivered and every timer has run.

Each check reads what is stored, says faults in sentences, and knows the rules of the domain, not the code that keeps them.
"""

from collections.abc import Callable, Iterator, Sequence

from tests.simulation.invariants.acts import acts_on_lapses_are_called_for
from tests.simulation.invariants.asks import every_ask_is_answered_once
from tests.simulation.invariants.cases import every_case_stands_somewhere
from tests.simulation.invariants.closing import closed_means_answered_and_contacted
from tests.simulation.invariants.duties import every_duty_is_met_or_lapsed
from tests.simulation.invariants.gathered import everybody_who_was_gathered_is_answered_and_called_back
from tests.simulation.invariants.hearing import everything_is_heard_once_and_in_order
from tests.simulation.invariants.logs import logs_are_whole_and_copied
from tests.simulation.invariants.owners import no_case_without_an_owner
from tests.simulation.invariants.rates import rates_agree_with_the_logs
from tests.simulation.invariants.record import Record
from tests.simulation.invariants.several import whatever_several_owe_is_met_or_lapsed
from tests.simulation.invariants.telling import everybody_is_told_once
from tests.simulation.town import Town

Check = Callable[[Record], Iterator[str]]
CHECKS: Sequence[Check] = (
    logs_are_whole_and_copied,
    everything_is_heard_once_and_in_order,
    every_duty_is_met_or_lapsed,
    whatever_several_owe_is_met_or_lapsed,
    every_ask_is_answered_once,
    closed_means_answered_and_contacted,
    every_case_stands_somewhere,
    no_case_without_an_owner,
    everybody_is_told_once,
    everybody_who_was_gathered_is_answered_and_called_back,
    acts_on_lapses_are_called_for,
    rates_agree_with_the_logs,
)


def faults(town: Town) -> list[str]:
    """Everything that does not hold."""
    record = Record(town)
    return [*town.met, *(fault for check in CHECKS for fault in check(record))]
