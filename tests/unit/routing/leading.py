"""Commands about transfers, leaders and meetings, as a work order is told them."""

from services.routing.domain.work_order.commands import Command
from services.routing.domain.work_order.leading_commands import Attend, Coordinate, Instruct, SettleTransfer, Transfer
from services.routing.domain.work_order.pooling_commands import CloseMember, Pool, Unpool
from shared.kernel.actor import Actor
from tests.unit.routing.merging import ANSWERED
from tests.unit.routing.orders import CASE, DESK, moment

LEADER = Actor("zhou", "government_office", "副区长")
OUT = Transfer(CASE, "", "court", "", moment(DESK))
INSIDE = Transfer(CASE, "finance", "", "", moment(DESK))
CONFIRMED = SettleTransfer(CASE, True, moment(DESK))
REFUSED = SettleTransfer(CASE, False, moment(DESK))
INSTRUCT = Instruct(CASE, "finance", moment(LEADER))
COORDINATE = Coordinate(CASE, "consultation", moment(DESK))
ATTEND = Attend(CASE, moment(LEADER))
POOL = Pool(CASE, "n1", moment(DESK))
UNPOOL = Unpool(CASE, "n1", moment(DESK))
CLOSE_MEMBER = CloseMember(CASE, "n1", ANSWERED, moment())
LEADING_COMMANDS: tuple[Command, ...] = (OUT, CONFIRMED, INSTRUCT, COORDINATE, ATTEND, POOL, UNPOOL, CLOSE_MEMBER)
