"""From the portal to the archive, pressed by the people whose work it is."""

from tests.e2e.handling import ANSWER, People, accept, approve_and_close, ask, call_back, dispatch, sign_and_answer


def test_what_is_said_at_the_portal_is_answered_called_back_and_archived(people: People) -> None:
    asker = people("")
    ticket = ask(asker, "想请政府出个主意", "有一件事不知道该找谁，请帮忙指一条路。")
    asker.until_says(ticket.path, "已登记", "尚未派单")
    accept(people, ticket.number)
    dispatch(people, ticket.number, "住建局")
    asker.until_says(ticket.path, "已派单", "住房和城乡建设局")
    sign_and_answer(people, ticket.number)
    asker.visit(ticket.path)
    assert ANSWER not in asker.text(), "an answer that is not approved is not shown"
    approve_and_close(people, ticket.number)
    asker.until_says(ticket.path, "已办结", ANSWER)
    call_back(people, ticket.number, "解决了", "满意")
    asker.until_says(ticket.path, "已归档", ANSWER, "回访结果：满意")
    people("supervisor").until_says(f"/ledger/cases/{ticket.number}", "已归档", "受理", "分办", "督导", "通知")


def test_a_dissatisfied_asker_gets_another_round(people: People) -> None:
    asker = people("")
    ticket = ask(asker, "厂区门前路灯不亮", "厂区门前道路的路灯坏了一个月，晚上货车进出看不清路。")
    accept(people, ticket.number)
    asker.until_says(ticket.path, "已派单", "住房和城乡建设局")
    sign_and_answer(people, ticket.number)
    approve_and_close(people, ticket.number)
    call_back(people, ticket.number, "没有解决", "不满意")
    asker.until_says(ticket.path, "重办中", "正在办理第 2 轮", "上一轮的答复")
    people("housing.officer").until_says(f"/routing/work-orders/{ticket.number}", "第 2 轮", "下一步：签收")
    sign_and_answer(people, ticket.number)
    approve_and_close(people, ticket.number)
    call_back(people, ticket.number, "解决了", "满意")
    asker.until_says(ticket.path, "已归档", "回访结果：满意")


def test_number_and_receipt_both_have_to_be_right(people: People) -> None:
    asker = people("")
    ticket = ask(asker, "咨询办理时限", "请问备案一般需要几天？")
    stranger = people("")
    stranger.visit("/intake/follow")
    stranger.fill(事项编号=ticket.number, 查询码="AAAA-BBBB-CCCC")
    stranger.press("查询")
    stranger.sees("编号或查询码不对")
    assert ticket.number not in stranger.text()
    stranger.fill(事项编号=ticket.number.lower(), 查询码=ticket.receipt.replace("-", " ").lower())
    stranger.press("查询")
    stranger.sees("您的诉求", "已登记")


def test_an_asker_adds_words_and_takes_it_back(people: People) -> None:
    asker = people("")
    ticket = ask(asker, "门口积水", "下雨就积水。")
    asker.press("补充")
    asker.sees("填写的内容有误", "请填写这一项")
    asker.fill(补充内容="积水有二十厘米深。")
    asker.press("补充")
    asker.sees("补充内容已收到")
    asker.content.get_by_text("撤回这件诉求").click()
    asker.press("确认撤回")
    asker.sees("已撤回")
    dispatcher = people("dispatcher")
    dispatcher.visit("/intake/desk")
    assert ticket.number not in dispatcher.text()
    dispatcher.visit(f"/intake/desk/{ticket.number}")
    dispatcher.sees("已撤回", "不需要再受理")
