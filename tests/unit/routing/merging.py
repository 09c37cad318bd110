"""Commands about merging, for one order that follows LEADING and is followed by FOLLOWER."""

from services.routing.domain.work_order.commands import Command
from services.routing.domain.work_order.merging_commands import (
    AddFollower,
    CloseFollower,
    Drop,
    DropFollower,
    Follow,
    LeadingAnswer,
    PassUrge,
    Release,
    Separate,
)
from tests.unit.routing.orders import CASE, moment, sealed

LEADING, FOLLOWER = "20261124-AAAAAAAAAAA", "20261124-BBBBBBBBBBB"
FOLLOW = Follow(CASE, LEADING, moment())
SEPARATE = Separate(CASE, LEADING, "wrong", moment())
DROP = Drop(CASE, "declined", moment())
ADD = AddFollower(CASE, FOLLOWER, moment())
LEAVE = DropFollower(CASE, FOLLOWER, moment())
ANSWERED = LeadingAnswer("finance", "loan", "complex", True, sealed("public"))
CLOSE_FOLLOWER = CloseFollower(CASE, LEADING, ANSWERED, moment())
RELEASE = Release(CASE, LEADING, "withdrawn", moment())
PASS_URGE = PassUrge(CASE, FOLLOWER, "ask-9", moment())
MERGING: tuple[Command, ...] = (FOLLOW, SEPARATE, DROP, ADD, LEAVE, CLOSE_FOLLOWER, RELEASE, PASS_URGE)
