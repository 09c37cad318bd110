"""Common needs through HTTP: gathered, led, answered, and each case closed by itself over the bus."""

import time

from services.routing.domain.work_order.commands import Withdraw
from services.routing.domain.work_order.merging_commands import Follow, Separate
from services.routing.lapsing import lapse
from services.routing.web.seeing import facts_of
from shared.eventlog.clock import uuid7
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.unit import Message
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from tests.integration.routing.hall import DISPATCHER, ELSEWHERE, HEATING, LEADER, OFFICER, SYSTEM, Hall

ITEM = "housing.utility.heating"


def cases(hall: Hall, count: int = 2) -> list[str]:
    return [hall.receive("三号楼供热管网漏水", HEATING) for _ in range(count)]


def gathered(hall: Hall, members: list[str]) -> str:
    """A need with these members; its id."""
    form = {"title": "园区供热不足", "catalogue": ITEM, "cases": "\n".join(members)}
    status, need = hall.api("/common-needs", DISPATCHER, form)
    assert (status, need["state"], need["members"]) == (201, "gathered", members)
    return str(need["need"])


def hear(hall: Hall, position: int, type_: str, **data: object) -> None:
    """One entry of identity."""
    id_, subject = uuid7(hall.clock.at), f"account/{data['account']}"
    draft = Draft(id_, type_, hall.clock.at, dict(data), Actor("system:identity"))
    place = Place("/hailar/identity", subject, stream_id(subject), position, position, None, hall.clock.at)
    hall.house.handle(Message("identity", position, id_, type_, subject, seal(draft, place).body))


def accounts(hall: Hall) -> None:
    """A leader, another one who left, and an officer."""
    for position, (account, name, role) in enumerate(
        (("lingdao", "周领导", "leader"), ("chenju", "陈领导", "leader"), ("jingban", "王经办", "officer")), 1
    ):
        hear(hall, position, "account.created", account=account, name=name, unit="", post="副区长", roles=[role])
    hear(hall, 4, "account.disabled", account="chenju")


def settle(hall: Hall) -> None:
    """Until what routing hears of itself is done."""
    until = time.monotonic() + 10
    while not hall.house.idle and time.monotonic() < until:
        time.sleep(0.01)


def test_like_cases_are_led_answered_and_each_closed_with_its_own_entry(hall: Hall) -> None:
    hall.listen()
    members = cases(hall)
    need = gathered(hall, members)
    order = hall.api(f"/work-orders/{members[0]}", DISPATCHER)[1]
    assert (order["state"], order["waits_for"], order["due"]) == ("handling", "common_need", None)
    accounts(hall)
    assert hall.api(f"/common-needs/{need}/lead", LEADER, {"leader": "lingdao", "unit": "housing"})[0] == 200
    answer = {"public": "园区管网已改造", "resolved": True}
    assert hall.api(f"/common-needs/{need}/answer", ELSEWHERE, answer)[1]["code"] == "common_need.not_yours"
    assert hall.api(f"/common-needs/{need}/answer", OFFICER, answer)[0] == 200
    assert hall.api(f"/common-needs/{need}/close", LEADER, {})[1]["state"] == "closed"
    settle(hall)
    askers = set()
    for no in members:
        closed = facts_of(hall.house, no)[-1]
        assert (closed.type, closed.data["common_need"], closed.data["unit"]) == ("work_order.closed", need, "housing")
        askers.add(closed.data["asker"])
    assert len(askers) == len(members)
    hall.house.world.wire.close()


def test_no_case_is_in_two_open_needs_and_a_refusal_is_for_all(hall: Hall) -> None:
    first, second, third = cases(hall, 3)
    gathered(hall, [first, second])
    form = {"title": "另一个", "catalogue": ITEM, "cases": f"{third}\n{second}"}
    status, problem = hall.api("/common-needs", DISPATCHER, form)
    assert (status, problem["code"]) == (409, "work_order.in_other_need")
    assert hall.api(f"/work-orders/{third}", DISPATCHER)[1]["waits_for"] == "signing"


def test_a_case_joins_and_leaves_for_the_desk(hall: Hall) -> None:
    members = cases(hall, 3)
    need = gathered(hall, members[:2])
    assert hall.api(f"/common-needs/{need}/join", DISPATCHER, {"cases": members[2]})[1]["members"] == members
    left = hall.api(f"/common-needs/{need}/leave", DISPATCHER, {"case_no": members[0], "reason": "原因不同"})[1]
    assert left["members"] == members[1:]
    order = hall.api(f"/work-orders/{members[0]}", DISPATCHER)[1]
    assert (order["state"], order["held_for"]) == ("dispatching", "left_need")


def test_a_case_that_is_withdrawn_leaves_the_need_and_gets_no_answer(hall: Hall) -> None:
    hall.listen()
    members = cases(hall, 3)
    need = gathered(hall, members)
    hall.house.execute(Withdraw(members[0], hall.house.moment(SYSTEM)))
    settle(hall)
    assert hall.api(f"/common-needs/{need}", DISPATCHER)[1]["members"] == members[1:]
    assert "已撤回" in hall.page(f"/common-needs/{need}", DISPATCHER)
    accounts(hall)
    assert hall.api(f"/common-needs/{need}/lead", LEADER, {"leader": "lingdao", "unit": "housing"})[0] == 200
    assert hall.api(f"/common-needs/{need}/answer", OFFICER, {"public": "已改造", "resolved": True})[0] == 200
    assert hall.api(f"/common-needs/{need}/close", LEADER, {})[0] == 200
    settle(hall)
    ends = [[fact.type for fact in facts_of(hall.house, no)][-1] for no in members]
    assert ends == ["work_order.archived", "work_order.closed", "work_order.closed"]
    hall.house.world.wire.close()


def test_a_need_that_nobody_leads_lapses_at_the_desk(hall: Hall) -> None:
    gathered(hall, cases(hall))
    hall.clock.pass_(days=10)
    assert lapse(hall.house) == 1
    assert "common_need.lapsed" in [entry.type for entry in hall.house.log.read()]


def test_who_leads_is_chosen_from_the_accounts_that_may_lead(hall: Hall) -> None:
    need = gathered(hall, cases(hall))
    path, form = f"/common-needs/{need}", {"leader": "lingdao", "unit": "housing"}
    refused = hall.post(f"{path}/lead", DISPATCHER, form)
    assert (refused.status_code, "还没有可以牵头的领导账号" in refused.get_data(as_text=True)) == (422, True)
    accounts(hall)
    page = hall.page(path, DISPATCHER)
    assert '<option value="lingdao"' in page
    assert ("chenju" in page, 'value="jingban"' in page) == (False, False)
    for other in ("jingban", "chenju", "周领导"):
        status, problem = hall.api(f"{path}/lead", DISPATCHER, {**form, "leader": other})
        assert (status, [one["name"] for one in problem["fields"]]) == (422, ["leader"])
    assert hall.api(f"{path}/lead", DISPATCHER, form)[1]["leader"] == "lingdao"
    assert "周领导 · 副区长" in hall.page(path, DISPATCHER)
    hear(hall, 5, "account.role_granted", account="jingban", role="leader")
    assert hall.api(f"{path}/lead", DISPATCHER, {**form, "leader": "jingban"})[0] == 200


def test_the_pages_gather_and_show_like_cases(hall: Hall) -> None:
    members = cases(hall, 3)
    assert "还没有归集共性问题" in hall.page("/common-needs", DISPATCHER)
    form = {"title": "园区供热不足", "catalogue": ITEM, "cases": "\r\n".join(members[:2])}
    where = hall.post("/common-needs", DISPATCHER, form).headers["Location"].partition("?")[0].removeprefix("/routing")
    page = hall.page(where, DISPATCHER)
    for words in ("园区供热不足", "同类诉求", members[2], "明确牵头领导和单位"):
        assert words in page
    assert "园区供热不足" in hall.page("/common-needs", LEADER)
    refused = hall.post(f"{where}/join", DISPATCHER, {"cases": "20261124-0000000000X"})
    assert refused.status_code in (404, 422)
    assert hall.page("/common-needs/nothing", DISPATCHER, 404)


def test_a_case_that_is_merged_leaves_the_need_unless_the_leading_one_is_a_member(hall: Hall) -> None:
    hall.listen()
    *members, outside = cases(hall, 5)
    need = gathered(hall, members)
    for follower, leading in ((members[0], outside), (members[1], members[2])):
        hall.house.execute(Follow(follower, leading, hall.house.moment(SYSTEM)))
    settle(hall)
    assert hall.api(f"/common-needs/{need}", DISPATCHER)[1]["members"] == members[1:]
    assert "并入共性问题以外的诉求" in hall.page(f"/common-needs/{need}", DISPATCHER)
    accounts(hall)
    assert hall.api(f"/common-needs/{need}/lead", LEADER, {"leader": "lingdao", "unit": "housing"})[0] == 200
    assert hall.api(f"/common-needs/{need}/answer", OFFICER, {"public": "已改造", "resolved": True})[0] == 200
    assert hall.api(f"/common-needs/{need}/close", LEADER, {})[0] == 200
    settle(hall)
    ends = [facts_of(hall.house, no)[-1] for no in members]
    assert [end.type for end in ends] == ["work_order.merged", *["work_order.closed"] * 3]
    assert [end.data["leading"] for end in ends[1:]] == [members[2], "", ""]
    hall.house.world.wire.close()


def test_a_member_that_is_separated_from_another_one_leaves_the_need_for_the_desk(hall: Hall) -> None:
    hall.listen()
    members = cases(hall, 3)
    need = gathered(hall, members)
    hall.house.execute(Follow(members[0], members[1], hall.house.moment(SYSTEM)))
    settle(hall)
    hall.house.execute(Separate(members[0], members[1], "wrong", hall.house.moment(SYSTEM)))
    settle(hall)
    assert hall.api(f"/common-needs/{need}", DISPATCHER)[1]["members"] == members[1:]
    order = hall.api(f"/work-orders/{members[0]}", DISPATCHER)[1]
    assert (order["state"], order["held_for"]) == ("dispatching", "separated")
    hall.house.world.wire.close()


def test_who_follows_a_member_leaves_the_need_with_it(hall: Hall) -> None:
    hall.listen()
    members = cases(hall, 4)
    need = gathered(hall, members)
    hall.house.execute(Follow(members[0], members[1], hall.house.moment(SYSTEM)))
    settle(hall)
    left = {"case_no": members[1], "reason": "原因不同"}
    assert hall.api(f"/common-needs/{need}/leave", DISPATCHER, left)[0] == 200
    settle(hall)
    assert hall.api(f"/common-needs/{need}", DISPATCHER)[1]["members"] == members[2:]
    hall.house.world.wire.close()
