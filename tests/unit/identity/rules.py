"""Rules as far as identity reads them, and moments under them."""

from dataclasses import replace
from datetime import UTC, datetime

from shared.kernel.actor import Actor
from shared.rules.moment import Moment
from shared.rules.roles import Role
from shared.rules.rules import EMPTY, Rules
from shared.rules.units import Unit

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
NAMES = {
    "officer": "经办人",
    "head": "单位负责人",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}
APART = frozenset({"system_admin", "security_admin", "audit_admin"})
RULES: Rules = replace(
    EMPTY,
    units={"housing": Unit("housing", "住房和城乡建设局", "住建局")},
    roles={code: Role(code, name, frozenset()) for code, name in NAMES.items()},
    apart=(APART,),
)


def moment(by: str = "sun", at: datetime = NOON) -> Moment:
    return Moment(at, Actor(by), RULES)
