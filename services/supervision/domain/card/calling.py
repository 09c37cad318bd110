"""What calls for a card: lapses, extensions, an asker dissatisfied twice. Once for each ground, while it stands."""

from services.supervision.domain.card.commands import Note, NoteDissatisfied, NoteExtended, NoteLapse
from services.supervision.domain.card.events import CalledFor
from services.supervision.domain.card.state import Cards
from shared.rules.cards import CardRule, card_of, card_of_lapse


def lapse(cards: Cards, command: NoteLapse) -> list[CalledFor]:
    """The second lapse of the kind that `overdue` is shown for calls for `overdue_again`; later ones for nothing."""
    if (command.round, command.duty, command.due_at, command.which) in cards.lapses:
        return []
    rules = command.moment.rules.cards
    rule = card_of_lapse(rules, command.duty)
    if rule and rule.ground == "overdue" and cards.stands("overdue"):
        rule = card_of(rules, "overdue_again")
    return called(cards, rule, command)


def extended(cards: Cards, command: NoteExtended) -> list[CalledFor]:
    rule = card_of(command.moment.rules.cards, "extended")
    return called(cards, rule, command) if rule and command.number > rule.over else []


def dissatisfied(cards: Cards, command: NoteDissatisfied) -> list[CalledFor]:
    return called(cards, card_of(command.moment.rules.cards, "dissatisfied"), command)


def called(cards: Cards, rule: CardRule | None, command: Note) -> list[CalledFor]:
    """Nobody outside the district is shown a card: what was transferred there is only chased."""
    ours = command.unit in command.moment.rules.units
    if rule is None or rule.colour == "none" or cards.stands(rule.ground) or not ours:
        return []
    noted = ("", None, "")
    duty, due_at, which = (command.duty, command.due_at, command.which) if isinstance(command, NoteLapse) else noted
    return [
        CalledFor(
            round=command.round,
            unit=command.unit,
            ground=rule.ground,
            colour=rule.colour,
            duty=duty,
            due_at=due_at,
            letter=rule.letter,
            explain=rule.explain,
            which=which,
        )
    ]
