"""Which deed answers which command; before any deed the lapses that its time has passed."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from services.routing.domain.work_order import asking_commands as asking
from services.routing.domain.work_order import commands as told
from services.routing.domain.work_order import correcting, leading, merging, pooling, recomputing
from services.routing.domain.work_order import correcting_commands as right
from services.routing.domain.work_order import help_commands as helping
from services.routing.domain.work_order import leading_commands as lead
from services.routing.domain.work_order import merging_commands as follow
from services.routing.domain.work_order import pooling_commands as pooled
from services.routing.domain.work_order import time_commands as timing
from services.routing.domain.work_order.answering import answer, approve, close, save_draft, send_back
from services.routing.domain.work_order.asks import cancel, pass_urge, reopen, urge
from services.routing.domain.work_order.consequences import consequences
from services.routing.domain.work_order.dispatching import classify, dispatch
from services.routing.domain.work_order.duties import lapses
from services.routing.domain.work_order.events import Event
from services.routing.domain.work_order.evolve import evolve
from services.routing.domain.work_order.extending import ask_time, settle_time
from services.routing.domain.work_order.following import archive, supplement, withdraw
from services.routing.domain.work_order.handling import contact, progress, sign
from services.routing.domain.work_order.opening import note, open_order
from services.routing.domain.work_order.returning import return_order, settle
from services.routing.domain.work_order.state import WorkOrder
from services.routing.domain.work_order.supporting import support
from services.routing.domain.work_order.suspending import resume, suspend
from services.routing.domain.work_order.urgency import mark_urgent

DEEDS: Mapping[type, Callable[[Any, WorkOrder], Sequence[Event]]] = {
    told.NoteAppeal: note,
    told.Open: open_order,
    told.Classify: classify,
    told.Dispatch: dispatch,
    told.Sign: sign,
    told.Return: return_order,
    told.SettleReturn: settle,
    told.FirstContact: contact,
    told.Progress: progress,
    told.Answer: answer,
    told.Approve: approve,
    told.SendBack: send_back,
    told.Close: close,
    asking.Reopen: reopen,
    asking.Urge: urge,
    asking.Cancel: cancel,
    told.Withdraw: withdraw,
    told.Supplement: supplement,
    told.Archive: archive,
    helping.SaveDraft: save_draft,
    helping.Support: support,
    timing.AskTime: ask_time,
    timing.SettleTime: settle_time,
    timing.Suspend: suspend,
    timing.Resume: resume,
    timing.MarkUrgent: mark_urgent,
    follow.Follow: merging.follow,
    follow.Separate: merging.separate,
    follow.Drop: merging.drop,
    follow.AddFollower: merging.add,
    follow.DropFollower: merging.leave,
    follow.CloseFollower: merging.close_follower,
    follow.Release: merging.release,
    follow.PassUrge: pass_urge,
    lead.Transfer: leading.transfer,
    lead.SettleTransfer: leading.settle_transfer,
    lead.Instruct: leading.instruct,
    lead.Coordinate: leading.coordinate,
    lead.Attend: leading.attend,
    pooled.Pool: pooling.pool,
    pooled.Unpool: pooling.unpool,
    pooled.CloseMember: pooling.close_member,
    right.CorrectAsker: correcting.correct,
    right.Recompute: recomputing.recompute,
}


def decide(command: told.Command, order: WorkOrder) -> Sequence[Event]:
    """The events of the command, after the lapses of duties due before its moment; Rejected if it may not be.

    A command that says nothing new says no lapse either: the timer (`LapseDuties`) will.
    """
    late = lapses(order, command.moment.at)
    if isinstance(command, told.LapseDuties):
        return late
    now = reduce(evolve, late, order)
    deeds = DEEDS[type(command)](command, now)
    return [*late, *deeds, *consequences(now, reduce(evolve, deeds, now))] if deeds else []
