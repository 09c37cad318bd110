"""What people read for groups of cases, and for what is done to them."""

from collections.abc import Mapping

from shared.rules.rules import Rules
from shared.web.words import CHANNELS, WAITING, word

GROUPS: Mapping[str, str] = {
    "unit": "单位",
    "channel": "渠道",
    "theme": "主题",
    "kind": "诉求类型",
    "level": "级别",
    "place": "地区",
}
NOBODY: Mapping[str, str] = {
    "unit": "还没有承办单位",
    "theme": "还没有分类",
    "level": "还没有定级",
    "place": "没有写明地区",
}
ASIDE: Mapping[str, str] = {
    "": "受理、分办环节",
    "merged": "随主件一并办理",
    "common_need": WAITING["common_need"],
    "transfer": "已移送，" + WAITING["transfer"],
}
"""Who has a case that no unit has."""
NONE = "none"
"""Stands in addresses for the group without a code."""
STATES: Mapping[str, str] = {"proposed": "待批准", "approved": "已剔除", "refused": "不予剔除", "revoked": "已撤销"}
RISKS: Mapping[str, str] = {
    "overdue": "已经逾期",
    "due_soon": "即将到期",
    "returned_twice": "两次退单",
    "reopened": "重办中",
    "extended_twice": "两次申请延期",
    "watched": "重点跟踪",
}


def themes(rules: Rules) -> dict[str, str]:
    """The first level of the catalogue: code → name."""
    return {code.partition(".")[0]: item.path[0] for code, item in rules.catalogue.items()}


def channel_name(code: str, rules: Rules) -> str:
    """The word all pages use; for a channel of the jurisdiction's own, its name there."""
    return CHANNELS.get(code) or (rules.channels[code].name if code in rules.channels else code)


def name_of(by: str, code: str, rules: Rules) -> str:
    """A group's name."""
    if not code:
        return NOBODY.get(by, "未注明")
    match by:
        case "unit":
            return rules.units[code].short if code in rules.units else code
        case "theme":
            return themes(rules).get(code, code)
        case "channel":
            return channel_name(code, rules)
        case "kind" | "level":
            return word(code, by)
        case _:
            return code


def choices(by: str, rules: Rules) -> list[tuple[str, str]]:
    """What a list may be narrowed to."""
    match by:
        case "unit":
            return rules.unit_choices
        case "channel":
            return [(code, channel_name(code, rules)) for code in rules.channels]
        case _:
            return list(themes(rules).items())
