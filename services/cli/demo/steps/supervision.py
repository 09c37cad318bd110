"""Callbacks, what a person rules after them, and cards."""

from services.cli.demo.cast import Cast, Part
from services.cli.demo.steps.desk import message
from services.cli.demo.steps.step import Step
from services.supervision.domain.callback.commands import ApproveFinal, Attempt, Record, SettleDissatisfied
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.state import Callback, Phase
from services.supervision.domain.card.commands import Accept, Explain
from services.supervision.domain.card.decide import card, card_stream
from services.supervision.domain.card.state import Phase as CardPhase
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text


def state_of(cast: Cast, part: Part) -> Callback:
    state: Callback = cast.supervision.executor.state(callback, stream_id("callback", part.case_no))
    return state


def call(*, satisfied: bool) -> Step:
    """By the source where it calls back itself, else by us."""

    def called(cast: Cast, part: Part) -> None:
        said = "来人表示满意，感谢" if satisfied else "来人表示问题没有解决，答复与实际不符"
        feed = cast.rules.feeds.get(part.story.source)
        if feed and feed.callback_by == "source":
            result = {"contacted": True, "resolved": satisfied, "satisfied": satisfied, "remark": said}
            message(cast, part, "callback-result", **{**result, "source_ref": f"callback-{cast.order(part).round}"})
            return
        if state_of(cast, part).phase is Phase.PLANNED:  # not drawn in the sample: nobody is called
            record = Record(part.case_no, cast.supervisor(), True, satisfied, satisfied, Text(said))
            cast.supervision.execute(record)

    return called


def no_answer(cast: Cast, part: Part) -> None:
    attempt = state_of(cast, part).attempts + 1
    cast.supervision.execute(Attempt(part.case_no, cast.supervisor(), attempt, "no_answer"))


def propose_final(cast: Cast, part: Part) -> None:
    reason = Text("两次回访均不满意；经核实答复符合政策，已当面解释")
    cast.supervision.execute(SettleDissatisfied(part.case_no, cast.supervisor(), reason))


def approve_final(cast: Cast, part: Part) -> None:
    cast.supervision.execute(ApproveFinal(part.case_no, cast.leader(cast.supervision)))


def explain_cards(cast: Cast, part: Part) -> None:
    """The unit explains whatever card waits for it."""
    unit = cast.unit_of(part)
    moment = cast.supervision.moment(Actor(f"{unit}.head", unit, "单位负责人"))
    text = Text("因人手不足未能按时办理，已调整分工，今后由专人每日查看待办。")
    cards = cast.supervision.executor.state(card, card_stream(part.case_no, unit)).cards
    waiting = [ground for ground, one in cards.items() if one.phase is CardPhase.ISSUED and one.called.explain]
    cast.supervision.execute(*(Explain(part.case_no, moment, unit, ground, text) for ground in waiting))


def accept_explanations(cast: Cast, part: Part) -> None:
    unit = cast.unit_of(part)
    cards = cast.supervision.executor.state(card, card_stream(part.case_no, unit)).cards
    explained = [ground for ground, one in cards.items() if one.phase is CardPhase.EXPLAINED]
    moment = cast.supervisor()
    cast.supervision.execute(*(Accept(part.case_no, moment, unit, ground) for ground in explained))


STEPS = {
    "call_satisfied": call(satisfied=True),
    "call_dissatisfied": call(satisfied=False),
    "source_callback": call(satisfied=True),
    "no_answer": no_answer,
    "propose_final": propose_final,
    "approve_final": approve_final,
    "explain_cards": explain_cards,
    "accept_explanations": accept_explanations,
}
