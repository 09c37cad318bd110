"""Invented accounts for the demo, one for every chair a case passes. Outside the demo they are never made."""

from dataclasses import dataclass

from services.identity import passwords
from services.identity.domain.account.commands import CreateAccount
from services.identity.sessions import BY_ITSELF
from shared.house.house import House
from shared.rules.rules import Rules

PASSWORD = "huying-demo"  # noqa: S105 - the demo's, shown on its sign-in page; never outside the demo
UNITS = ("housing", "market_regulation", "human_resources", "commerce", "tax", "natural_resources")
SURNAMES = "赵钱孙李周吴"
DESKS = (
    ("dispatcher", "陈分办", "dispatcher", "dispatch", "分办岗"),
    ("supervisor", "周督查", "supervisor", "supervision", "督查岗"),
    ("discipline", "郑纪检", "discipline", "discipline", "纪检监察岗"),
    ("leader", "贺领导", "leader", "", "区领导"),
    ("secadmin", "孙安全", "security_admin", "", "安全管理员"),
    ("discipline.lead", "孙书记", "discipline_lead", "discipline", "纪检负责人"),
    ("auditor", "吴审计", "audit_admin", "", "审计管理员"),
    ("sysadmin", "钱系统", "system_admin", "", "系统管理员"),
    ("ops", "冯运维", "ops", "", "运维岗"),
)
"""Account, name, role, the desk whose unit the person belongs to, post."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """`roles` and `unit` are codes."""

    account: str
    password: str
    name: str
    roles: tuple[str, ...]
    unit: str


def create_demo_accounts(house: House) -> list[DemoAccount]:
    """Make the accounts that are missing; all of them, in the order in which a case goes round.

    ValueError outside the demo. After the rules were adopted.
    """
    if not house.world.demo:
        raise ValueError("demo accounts are made in the demo alone (huying up --demo)")
    moment = house.moment(BY_ITSELF)
    people = _people(moment.rules)
    house.execute(*(CreateAccount(one.account, one.name, one.unit, post, one.roles, moment) for one, post in people))
    accounts = [one for one, _ in people]
    passwords.set_first(house, [one.account for one in accounts], PASSWORD)
    return accounts


def demo_accounts(rules: Rules) -> list[DemoAccount]:
    """The accounts of the demo, whether they were made or not: units and roles that the rules do not have are left out."""
    return [one for one, _ in _people(rules)]


def _people(rules: Rules) -> list[tuple[DemoAccount, str]]:
    desks = [
        (DemoAccount(account, PASSWORD, name, (role,), rules.desks.get(desk, "")), post)
        for account, name, role, desk, post in DESKS
    ]
    return [pair for pair in (desks[0], *_of_units(rules), *desks[1:]) if pair[0].roles[0] in rules.roles]


def _of_units(rules: Rules) -> list[tuple[DemoAccount, str]]:
    return [
        (DemoAccount(f"{unit}.{role}", PASSWORD, f"{surname}{call}", (role,), unit), post)
        for unit, surname in zip(UNITS, SURNAMES, strict=True)
        if unit in rules.units
        for role, call, post in (("officer", "经办", "经办人"), ("head", "局长", "单位负责人"))
    ]
