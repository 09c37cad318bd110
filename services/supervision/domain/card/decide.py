"""The decider of cards. An explanation after its due time first says the lapse."""

from collections.abc import Sequence
from functools import reduce
from typing import assert_never

from services.supervision.domain.card import calling
from services.supervision.domain.card.commands import (
    COMMANDS,
    Accept,
    Command,
    Explain,
    IssueCard,
    LapseCards,
    NoteDissatisfied,
    NoteExtended,
    NoteLapse,
    Withdraw,
)
from services.supervision.domain.card.events import EVENTS, Accepted, Event, Explained, Issued, Lapsed, Withdrawn
from services.supervision.domain.card.state import Card, Cards, Phase, evolve
from services.supervision.domain.matter import matter_key, words
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment


def decide(command: Command, cards: Cards) -> list[Event]:
    overdue: list[Event] = [*lapses(cards, command.moment)]
    if isinstance(command, LapseCards):
        return overdue
    said = act(command, reduce(evolve, overdue, cards))
    return [*overdue, *said] if said else []


def lapses(cards: Cards, moment: Moment) -> list[Lapsed]:
    """The oldest first."""
    late = [
        Lapsed(card.called.round, duty.duty, duty.unit, duty.due_at, ground)
        for ground, card in cards.cards.items()
        for duty in card.duties
        if duty.due_at < moment.at
    ]
    return sorted(late, key=lambda lapsed: lapsed.due_at)


def act(command: Command, cards: Cards) -> Sequence[Event]:
    match command:
        case NoteLapse():
            return calling.lapse(cards, command)
        case NoteExtended():
            return calling.extended(cards, command)
        case NoteDissatisfied():
            return calling.dissatisfied(cards, command)
        case IssueCard():
            return issue(command, the_card(command, cards))
        case Explain():
            return explain(command, the_card(command, cards))
        case Accept():
            return accept(command, the_card(command, cards))
        case Withdraw():
            return withdraw(command, the_card(command, cards))
        case LapseCards():
            return []
        case _:
            assert_never(command)


def the_card(command: IssueCard | Explain | Accept | Withdraw, cards: Cards) -> Card:
    if command.ground not in cards.cards:
        raise Rejected("card.unknown")
    return cards.cards[command.ground]


def issue(command: IssueCard, card: Card) -> list[Event]:
    """Once; what was withdrawn meanwhile stays so. Where the rule wants a letter, there is none without.

    Said again with a letter it is refused: the letter and its number are the same unit of work, and must not stand alone.
    """
    if card.phase is not Phase.CALLED_FOR:
        if command.letter:
            raise Rejected(f"card.{card.phase}")
        return []
    if card.called.letter and not command.letter:
        raise Rejected("card.needs_letter")
    called, rules = card.called, command.moment.rules
    asked = called.explain in rules.limits
    duties = (rules.duty("explain", called.unit, command.moment.at, called.explain),) if asked else ()
    how = {"colour": called.colour, "ground": called.ground, "duty": called.duty, "letter": command.letter}
    return [Issued(round=called.round, unit=called.unit, due_at=called.due_at, duties=duties, **how)]


def explain(command: Explain, card: Card) -> list[Event]:
    """By the unit itself, once."""
    if command.moment.by.unit != command.unit:
        raise Rejected("card.other_unit")
    if card.phase is not Phase.ISSUED:
        raise Rejected(f"card.{card.phase}")
    if not command.explanation.value.strip():
        raise Rejected("card.no_explanation")
    explanation = command.explanation.under(matter_key(command.case_no))
    return [Explained(card.called.round, command.unit, command.ground, explanation)]


def accept(command: Accept, card: Card) -> list[Event]:
    if card.phase is Phase.ACCEPTED:
        return []
    if card.phase is not Phase.EXPLAINED:
        raise Rejected(f"card.{card.phase}")
    return [Accepted(card.called.round, command.unit, command.ground, words(command.remark, command.case_no))]


def withdraw(command: Withdraw, card: Card) -> list[Event]:
    """Never by a timer, never without a reason."""
    if card.phase is Phase.WITHDRAWN:
        return []
    if command.moment.by.account.startswith("system:"):
        raise Rejected("card.by_a_person")
    if not command.reason.value.strip():
        raise Rejected("card.no_reason")
    reason = command.reason.under(matter_key(command.case_no))
    return [Withdrawn(card.called.round, command.unit, command.ground, card.called.colour, reason)]


def card_stream(case_no: str, unit: str) -> str:
    """Where the cards of this unit in this case stand."""
    return stream_id("card", case_no, unit)


def address(command: Command) -> Address:
    return Address(card_stream(command.case_no, command.unit), command.case_no)


card: Decider[Command, Cards, Event] = Decider(
    name="card",
    commands=COMMANDS,
    events=EVENTS,
    initial=Cards(),
    decide=decide,
    evolve=evolve,
    address=address,
)
