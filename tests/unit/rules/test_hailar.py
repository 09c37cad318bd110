"""What Hailar's data must offer the services."""

from collections.abc import Mapping
from typing import Any

from shared.rules.canonical import LARGEST_PART, size
from shared.rules.catalogue import KINDS, LEVELS
from shared.rules.rules import PARTS, Rules


def test_every_part_is_there_and_fits_into_an_entry(adopted: Mapping[str, Mapping[str, Any]]) -> None:
    assert set(adopted) == set(PARTS)
    assert {part: size(content) for part, content in adopted.items() if size(content) > LARGEST_PART} == {}


def test_the_catalogue_has_some_hundred_items_that_words_lead_to(hailar: Rules) -> None:
    assert 60 <= len(hailar.catalogue) <= 110
    assert [code for code, item in hailar.catalogue.items() if not item.keywords] == ["other.general"]
    assert {len(item.path) for item in hailar.catalogue.values()} == {1, 2}


def test_what_no_unit_has_the_power_for_waits_at_the_dispatch_desk(hailar: Rules) -> None:
    outside = {item.lead for item in hailar.catalogue.values() if item.outside}
    assert outside <= {hailar.desks["dispatch"], "development_reform"}


def test_every_kind_and_level_has_an_answer_limit(hailar: Rules) -> None:
    for kind in (*KINDS, ""):
        for level in LEVELS:
            for urgent in (False, True):
                assert hailar.answer_limit(kind, level, urgent) in hailar.limits


def test_answer_limits_are_those_of_practice(hailar: Rules) -> None:
    figures = {code: (limit.span.amount, limit.span.measure.value) for code, limit in hailar.limits.items()}
    assert figures[hailar.answer_limit("咨询", "general", False)] == (3, "working_days")
    assert figures[hailar.answer_limit("投诉", "general", False)] == (5, "working_days")
    assert figures[hailar.answer_limit("咨询", "complex", False)] == (15, "working_days")
    assert figures[hailar.answer_limit("咨询", "major", False)] == (25, "working_days")
    assert figures[hailar.answer_limit("咨询", "major", True)] == (24, "hours")
    assert figures["callback"] == (1, "working_days")
    assert figures[hailar.limit_for("dispatch", urgent=True)] == (30, "minutes")


def test_a_catalogue_item_may_have_an_answer_limit_of_its_own_for_ordinary_cases(hailar: Rules) -> None:
    heating = "housing.utility.heating"
    assert hailar.answer_limit("投诉", "general", False, heating) == "answer_utility"
    assert hailar.answer_limit("投诉", "complex", False, heating) == "answer_complex"
    assert hailar.answer_limit("投诉", "general", True, heating) == "answer_urgent"


def test_every_limit_says_where_its_figure_comes_from(hailar: Rules) -> None:
    assert all("：" in limit.source for limit in hailar.limits.values())


def test_both_hotlines_are_accepted_on_arrival_and_what_open311_brings_by_the_desk(hailar: Rules) -> None:
    assert {code: (feed.accept, feed.callback_by) for code, feed in hailar.feeds.items()} == {
        "12345": ("auto", "source"),
        "96888": ("auto", "us"),
        "open311": ("desk", "us"),
    }


def test_every_channel_of_the_notice_is_there(hailar: Rules) -> None:
    named = {channel.name for channel in hailar.channels.values()}
    assert {"微信公众号", "问卷调查", "专题座谈会", "走访", "实地考察", "民营企业服务日", "企业家恳谈日"} <= named


def test_only_discipline_reads_complaints_and_no_administrator_reads_cases(hailar: Rules) -> None:
    may = {code: role.permissions for code, role in hailar.roles.items()}
    assert [code for code in may if "complaints.read" in may[code]] == ["discipline", "discipline_lead"]
    for permission in ("reviews.read", "reviews.handle"):
        assert [code for code in may if permission in may[code]] == ["discipline", "discipline_lead"]
    assert [code for code in may if "reviews.lead" in may[code]] == ["discipline_lead"]
    for admin in ("security_admin", "audit_admin", "system_admin", "ops"):
        assert not {"cases.read", "personal.open", "work_orders.read"} & may[admin]


def test_the_three_administrators_are_three_people(hailar: Rules) -> None:
    admins = frozenset({"system_admin", "security_admin", "audit_admin"})
    assert list(hailar.apart) == [admins, admins | {"discipline"}, admins | {"discipline_lead"}]
    for one in hailar.apart[0]:
        others = [hailar.roles[other].permissions for other in hailar.apart[0] - {one}]
        particular = {"accounts.manage", "audit.read"} & hailar.roles[one].permissions
        assert not any(particular & other for other in others)


def test_an_asker_has_no_permission(hailar: Rules) -> None:
    assert hailar.roles["asker"].permissions == frozenset()


def test_whoever_exports_a_bundle_may_see_who_read_the_case_for_it_is_in_it(hailar: Rules) -> None:
    exporting = [role for role in hailar.roles.values() if "evidence.export" in role.permissions]
    assert exporting
    assert [role.name for role in exporting if "audit.read" not in role.permissions] == []
