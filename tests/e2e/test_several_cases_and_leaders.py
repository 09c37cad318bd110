"""Two journeys through what concerns several people at once: a merged pair, and a case that a leader takes up."""

from datetime import timedelta

from shared.eventlog.clock import now
from shared.kernel.times import SHANGHAI
from tests.e2e.handling import (
    ANSWER,
    UNIT,
    People,
    accept,
    approve_and_close,
    ask,
    call_back,
    contact,
    dispatch,
    sign,
    sign_and_answer,
    write_answer,
)

LIGHTS = "厂区门前道路的路灯坏了一个月，晚上货车进出看不清路。"


def test_two_askers_of_one_matter_are_both_answered_and_called_back(people: People) -> None:
    first, second = people(""), people("")
    leading = ask(first, "厂区西门的路灯不亮", LIGHTS)
    following = ask(second, "厂区西门前路灯不亮", LIGHTS)
    accept(people, leading.number)
    desk = people("dispatcher")
    desk.visit(f"/intake/desk/{following.number}?do=merge")
    desk.fill(主件编号=leading.number, 并案理由="反映的是同一条路的路灯")
    desk.press("并案")
    second.until_says(following.path, "已合在一起办理")
    first.until_says(leading.path, "已派单", "住房和城乡建设局")
    sign_and_answer(people, leading.number)
    approve_and_close(people, leading.number)
    for asker, ticket in ((first, leading), (second, following)):
        asker.until_says(ticket.path, "已办结", ANSWER)
        call_back(people, ticket.number, "解决了", "满意")
        asker.until_says(ticket.path, "已归档", "回访结果：满意")


def test_a_major_case_goes_by_a_leader_and_a_special_meeting_into_the_assessment(people: People) -> None:
    ticket = ask(people(""), "一件大事想请区里定一定", "这件事牵涉的方面很多，一家定不下来。")
    accept(people, ticket.number)
    dispatch(people, ticket.number, "住建局", "重大")
    instruct(people, ticket.number)
    sign(people, ticket.number)
    contact(people, ticket.number)
    ask_for_help(people, ticket.number)
    write_answer(people, ticket.number)
    people(f"{UNIT}.officer").sees("须先召开专题会议")
    meet(people, ticket.number)
    write_answer(people, ticket.number)
    approve_and_close(people, ticket.number)
    call_back(people, ticket.number, "解决了", "满意")
    leader = people("leader")
    leader.until_says(f"/ledger/cases/{ticket.number}", "已归档", "领导批示", "登记会议结果")
    leader.until_says("/supervision/assessment?by=level", "重大", "满意率")


def instruct(people: People, number: str) -> None:
    """The leader takes it up."""
    leader = people("leader")
    leader.until_says(f"/routing/work-orders/{number}", "其他办理方式")
    leader.follow("批示")
    leader.page.get_by_label("住建局").check()
    leader.fill(批示内容="请住建局牵头，一周内拿出办法。")
    leader.press("作出批示")
    leader.until_says("/routing/instructions", "一件大事想请区里定一定", "请住建局牵头")


def ask_for_help(people: People, number: str) -> None:
    """The lead asks another unit, which delivers its part."""
    order = f"/routing/work-orders/{number}"
    officer = people(f"{UNIT}.officer")
    officer.visit(order)
    officer.follow("增加协办")
    officer.choose("协办单位", "市场监管局")
    officer.page.locator("#f-task").fill("请核实证照情况")
    officer.press("安排协办")
    helper = people("market_regulation.officer")
    helper.until_says(order, "下一步：签收协办事项")
    helper.press("签收")
    helper.until_says(order, "下一步：提交协办意见")
    helper.page.locator("#f-answer").fill("证照齐全，没有其他意见。")
    helper.press("提交")
    officer.until_says(order, "证照齐全，没有其他意见。")


def meet(people: People, number: str) -> None:
    """The desk convenes a special meeting, and records what was decided; the lead does its share."""
    desk, order = people("dispatcher"), f"/routing/work-orders/{number}"
    later = (now() + timedelta(hours=1)).astimezone(SHANGHAI)
    desk.visit(order)
    desk.follow("召集会议")
    desk.tick("会议种类", "专题会议")
    desk.fill(时间=f"{later:%Y-%m-%dT%H:%M}", 地点="区政府三楼会议室", 议题="定下办法和资金")
    desk.page.get_by_role("group", name="参加单位").get_by_label("住建局").check()
    desk.press("召集会议")
    desk.visit(order)
    desk.follow("登记会议结果")
    desk.page.get_by_role("group", name="到会单位").get_by_label("住建局").check()
    desk.fill(会议纪要="议定由住建局实施。", 议定事项=f"住建局 | 报出实施方案 | {later + timedelta(days=3):%Y-%m-%d}")
    desk.press("登记")
    officer = people(f"{UNIT}.officer")
    officer.visit(order)
    officer.follow("议定事项已落实（第 1 条）")
    officer.press("登记落实")
