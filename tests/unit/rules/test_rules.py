from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.rules.rules import EMPTY, Rules, RulesInvalid, content_hash, rules_from

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Hailar
Parts = dict[str, Any]


def test_a_duty_is_due_by_its_limit(hailar: Rules) -> None:
    duty = hailar.duty("answer", "housing", MONDAY, "answer_consultation")
    assert (duty.duty, duty.unit, duty.limit) == ("answer", "housing", "answer_consultation")
    assert duty.due_at == hailar.calendar.due(MONDAY, hailar.limits["answer_consultation"].span)
    assert duty.due_at.astimezone(UTC).date().isoformat() == "2026-11-26"


def test_the_earlier_due_time_holds(hailar: Rules) -> None:
    ours = hailar.duty("answer", "housing", MONDAY, "answer_general").due_at
    sooner, later = MONDAY + timedelta(days=1), ours + timedelta(days=1)
    assert hailar.duty("answer", "housing", MONDAY, "answer_general", sooner).due_at == sooner
    assert hailar.duty("answer", "housing", MONDAY, "answer_general", later).due_at == ours


def test_a_duty_names_the_hashes_of_limits_and_calendar(hailar: Rules, parts: Parts) -> None:
    limits, calendar = content_hash(parts["limits"]), content_hash(parts["calendar"])
    assert hailar.duty("sign", "housing", MONDAY, "sign").rules == f"{limits[:12]}+{calendar[:12]}"


def test_only_a_changed_part_has_another_hash(hailar: Rules, parts: Parts) -> None:
    parts["limits"]["limits"]["sign"]["amount"] = 2
    changed = rules_from(parts)
    assert {part for part in hailar.hashes if hailar.hashes[part] != changed.hashes[part]} == {"limits"}


def test_the_holidays_of_the_next_year_matter_as_soon_as_the_longest_limit_reaches_it(hailar: Rules) -> None:
    summer, december = datetime(2026, 7, 1, 16, 30, tzinfo=UTC), datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert (hailar.unknown_years(summer), hailar.unknown_years(december)) == ((), (2027,))


def test_a_year_begins_and_ends_at_midnight_in_shanghai(hailar: Rules, parts: Parts) -> None:
    parts["calendar"]["complete_years"] = [2027]
    complete = rules_from(parts)
    evening, night = datetime(2027, 11, 1, 14, tzinfo=UTC), datetime(2027, 12, 31, 16, 30, tzinfo=UTC)
    assert hailar.unknown_years(evening) == (2027,)
    assert (complete.unknown_years(evening), complete.unknown_years(night)) == ((), (2028,))


def test_a_limit_that_counts_every_day_asks_for_no_holidays(parts: Parts) -> None:
    for limit in parts["limits"]["limits"].values():
        limit["measure"] = "calendar_days"
    assert rules_from(parts).unknown_years(datetime(2026, 12, 31, 4, tzinfo=UTC)) == ()


def test_before_adoption_there_are_no_limits() -> None:
    with pytest.raises(LookupError):
        EMPTY.answer_limit("咨询", "general", False)
    with pytest.raises(KeyError):
        EMPTY.duty("sign", "housing", MONDAY, "sign")


def spoil(*path: str | int, value: object) -> Callable[[Parts], None]:
    def do(parts: Parts) -> None:
        place: Any = parts
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return do


def drop(*path: str) -> Callable[[Parts], None]:
    def do(parts: Parts) -> None:
        place: Any = parts
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return do


HEATING = ("catalogue", "items", "housing.utility.heating")
SPOILED: list[tuple[Callable[[Parts], None], str]] = [
    (drop("limits"), "limits：缺少这一部分，请补上 limits 文件"),
    (spoil("units", value="x"), "units：缺少这一部分，请补上 units 文件"),
    (
        spoil("units", "units", "tax", "name", value=1.5),
        "units：规则内容里不能有 1.5：只用文字、整数、是否、列表和对照表",
    ),
    (spoil("units", "units", "税", value={}), "units：规则内容里的键 '税' 应为英文或数字的文字"),
    (
        spoil("units", "desks", "dispatch", value="taxi"),
        "units（units）：单位“taxi”不在 units 里，请改正编号或补上该单位",
    ),
    (
        spoil("units", "clauses", 0, "units", value=["tax", "tax"]),
        "units（clauses 第 1 条）：“units”里“tax”写了两次，请删去一个",
    ),
    (spoil("units", "units", "tax", value="税务局"), "units（units）：“units.tax”应为对照表（每行“名称: 内容”）"),
    (
        spoil("units", "units", "Tax", value={"name": "n", "short": "s"}),
        "units（units.Tax）：编号“Tax”只能用小写英文、数字和下划线，用点分级",
    ),
    (drop("units", "units", "tax", "short"), "units（units.tax）：“short”应填写文字"),
    (
        spoil("units", "units", "tax", "added", value="yes"),
        "units（units.tax）：“added”应为 true 或 false，现在是 'yes'",
    ),
    (
        spoil(*HEATING, "lead", value="heat"),
        "catalogue（items.housing.utility.heating）：单位“heat”不在 units 里，请改正编号或补上该单位",
    ),
    (
        spoil(*HEATING, "limit", value="soon"),
        "catalogue（items.housing.utility.heating）：时限“soon”不在 limits 里，请改正或补上",
    ),
    (
        spoil(*HEATING, "level", value="huge"),
        "catalogue（items.housing.utility.heating）：“level”应为 general、complex、key、major 之一，现在是 'huge'",
    ),
    (
        spoil(*HEATING, "leed", value="tax"),
        "catalogue（items.housing.utility.heating）：不认识“leed”，可用的是 name、lead、level、outside、limit、kinds、words，请改正或删去",
    ),
    (
        spoil(*HEATING, "kinds", value=["抱怨"]),
        "catalogue（items.housing.utility.heating）：诉求类别“抱怨”应为 咨询、求助、投诉、举报、建议、意见、表扬 之一",
    ),
    (
        spoil(*HEATING, "words", "8", value=["热"]),
        "catalogue（items.housing.utility.heating）：词语“热”太短，至少两个字",
    ),
    (
        spoil(*HEATING, "words", "12", value=["热网"]),
        "catalogue（items.housing.utility.heating）：词语的权重“12”应为 1 到 9 的整数",
    ),
    (spoil(*HEATING, "words", "8", value="供热"), "catalogue（items.housing.utility.heating.words）：“8”应为文字列表"),
    (
        spoil(*HEATING, "words", "9", value=["公交车"]),
        "catalogue（catalogue）：词语“公交车”写了不止一次（housing.utility.heating、transport.bus），请只留一处",
    ),
    (
        spoil(*HEATING, "words", "9", value=["供热"]),
        "catalogue（catalogue）：词语“供热”写了不止一次（housing.utility.heating、housing.utility.heating），请只留一处",
    ),
    (
        spoil("catalogue", "items", "zoo.lion", value={"name": "狮", "lead": "tax"}),
        "catalogue（items.zoo.lion）：上级“zoo”不在 categories 里，请补上它的名称",
    ),
    (drop("catalogue", "thresholds", "lead"), "catalogue（thresholds）：“lead”应为不小于 1 的整数，现在是 None"),
    (drop("limits", "limits", "callback"), "limits（limits）：缺少时限“callback”，请在 limits 下补上"),
    (
        spoil("limits", "limits", "sign", "amount", value=0),
        "limits（limits.sign）：“amount”应为不小于 1 的整数，现在是 0",
    ),
    (drop("limits", "limits", "sign", "source"), "limits（limits.sign）：“source”应填写文字"),
    (
        spoil("limits", "answers", value=[{"kind": "咨询", "limit": "sign"}]),
        "limits（limits）：“answers”的最后一条应只写 limit，不带条件，使任何诉求都有答复时限",
    ),
    (
        spoil("limits", "answers", 0, "limit", value="soon"),
        "limits（answers 第 1 条）：时限“soon”不在 limits 里，请改正或补上",
    ),
    (
        drop("templates", "templates", "unit.urged"),
        "templates（templates）：缺少模板“unit.urged”，请在 templates 下补上",
    ),
    (
        spoil("templates", "templates", "unit.urged", "channels", value=["pigeon"]),
        "templates（templates.unit.urged）：“channels”应从 sms、wechat、email、file 里选",
    ),
    (
        spoil("templates", "templates", "unit.urged", "text", value="{phone}"),
        "templates（templates.unit.urged）：不认识空位 {phone}，可用的是 case_no、link、unit、public、advice、duty、due、round、end、leading、to、kind、at、number、count、cases",
    ),
    (
        spoil("templates", "templates", "unit.urged", "text", value="{unit.name}"),
        "templates（templates.unit.urged）：有不成对的大括号，空位应写成 {case_no} 这样",
    ),
    (
        spoil("feeds", "feeds", "12345", "channel", value="radio"),
        "feeds（feeds.12345）：渠道“radio”不在 channels 里，请改正或补上",
    ),
    (
        spoil("feeds", "feeds", "12345", "accept", value="maybe"),
        "feeds（feeds.12345）：“accept”应为 auto、desk 之一，现在是 'maybe'",
    ),
    (
        spoil("roles", "roles", "head", "permissions", value=["all"]),
        "roles（roles.head）：权限“all”应写成 work_orders.sign 这样",
    ),
    (spoil("roles", "apart", value=[["king"]]), "roles（roles）：“apart”里的角色“king”不在 roles 里，请改正"),
    (spoil("roles", "apart", value=["king"]), "roles（roles）：“apart”应为角色列表的列表"),
]


@pytest.mark.parametrize(("damage", "sentence"), SPOILED, ids=[sentence for _, sentence in SPOILED])
def test_a_fault_is_told_in_a_sentence(damage: Callable[[Parts], None], sentence: str, parts: Parts) -> None:
    damage(parts)
    with pytest.raises(RulesInvalid) as refused:
        rules_from(parts)
    assert sentence in refused.value.faults


def test_all_faults_are_told_at_once(parts: Parts) -> None:
    for damage in (drop("limits", "limits", "callback"), drop("templates", "templates", "unit.urged")):
        damage(parts)
    with pytest.raises(RulesInvalid) as refused:
        rules_from(parts)
    assert len(refused.value.faults) == 2


def test_a_part_too_large_for_an_entry_is_refused(parts: Parts) -> None:
    parts["units"]["units"]["tax"]["name"] = "税" * 20_000
    with pytest.raises(RulesInvalid, match=r"units：内容有 .* 字节，最多 51200 字节，请删减"):
        rules_from(parts)


def test_a_fault_of_the_calendar_is_told_with_its_part(parts: Parts) -> None:
    parts["calendar"] = {"nonsense": True}
    with pytest.raises(RulesInvalid, match=r"calendar（calendar）："):
        rules_from(parts)
