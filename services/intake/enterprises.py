"""Which enterprise an appeal is of: known by its credit code's blind tag, registered in the same unit of work."""

from stdnum.cn import uscc

from services.intake.domain.appeal.commands import Receive
from services.intake.domain.enterprise import NoteAppeal
from shared.house.house import House
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.rules.moment import Moment


def enterprise_id(house: House, credit_code: str) -> str:
    """The id of the enterprise with this code, however it is spelt."""
    return stream_id("enterprise", house.vault.tags("credit_code", credit_code))


def noted(house: House, command: Receive) -> tuple[NoteAppeal, ...]:
    """What goes with a new appeal that has a valid code."""
    if command.credit_code is None:
        return ()
    return note(house, command.stream, command.moment, command.asker, command.credit_code, command.enterprise)


def note(
    house: House, stream: str, moment: Moment, asker: str, credit_code: Text, name: Text | None
) -> tuple[NoteAppeal, ...]:
    """The appeal is one of the enterprise's; nothing for a code that is not valid."""
    if not uscc.is_valid(credit_code.value):
        return ()
    enterprise = enterprise_id(house, credit_code.value)
    return (NoteAppeal(enterprise, moment, stream, asker, credit_code, name),)
