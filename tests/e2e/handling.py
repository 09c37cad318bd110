"""The steps of a case as people press them, from the portal to the closing."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.person import Person

UNIT = "housing"
ANSWER = "已派人到现场修好，今后每周巡查一次。"
NUMBER = re.compile(r"\d{8}-[0-9A-Z]{11}")
RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
People = Callable[[str], Person]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the asker has written down."""

    number: str
    receipt: str

    @property
    def path(self) -> str:
        """The page the asker comes back to."""
        return f"/intake/follow?no={self.number}&receipt={self.receipt}"


def ask(asker: Person, title: str, text: str) -> Ticket:
    """Say it at the portal; number and receipt as the page shows them."""
    asker.visit("/")
    asker.follow("提交诉求")
    asker.fill(一句话说清诉求=title, 具体情况=text, 企业名称="白桦木业加工厂", 联系人="林先生", 联系电话="13900000001")
    asker.press("提交")
    asker.sees("已登记。请记下编号和查询码")
    said = asker.text()
    number, receipt = NUMBER.search(said), RECEIPT.search(said)
    assert number, said
    assert receipt, said
    return Ticket(number.group(), receipt.group())


def accept(people: People, number: str) -> None:
    """The dispatcher accepts it at 受理."""
    dispatcher = people("dispatcher")
    dispatcher.visit(f"/intake/desk/{number}")
    dispatcher.press("受理")
    dispatcher.sees("已受理，已转入分办")


def dispatch(people: People, number: str, unit: str, level: str = "") -> None:
    """The dispatcher gives it to a unit at 分办."""
    dispatcher = people("dispatcher")
    dispatcher.until(f"/routing/desk?case={number}", lambda said: number in said, "the held case")
    dispatcher.choose("主办单位", unit)
    dispatcher.choose("分类", dispatcher.page.locator("#f-catalogue option").nth(1).inner_text())
    if level:
        dispatcher.choose("级别", level)
    dispatcher.press("派单")
    dispatcher.sees("已派单")


def sign_and_answer(people: People, number: str) -> None:
    """The unit's officer signs, calls the asker, answers."""
    sign(people, number)
    contact(people, number)
    write_answer(people, number)
    people(f"{UNIT}.officer").until_says(f"/routing/work-orders/{number}", "待签发")


def sign(people: People, number: str) -> None:
    """The unit's officer signs."""
    officer = people(f"{UNIT}.officer")
    officer.until_says(f"/routing/work-orders/{number}", "下一步：签收")
    officer.press("签收")


def contact(people: People, number: str) -> None:
    """The officer calls the asker."""
    officer = people(f"{UNIT}.officer")
    officer.until_says(f"/routing/work-orders/{number}", "下一步：先行联系")
    officer.tick("是否联系上诉求人", "是")
    officer.fill(联系情况="问清了位置，约好明天到现场。")
    officer.press("登记联系")


def write_answer(people: People, number: str) -> None:
    """The officer writes both texts and hands them in."""
    officer = people(f"{UNIT}.officer")
    officer.until_says(f"/routing/work-orders/{number}", "下一步：拟定答复")
    officer.page.locator("#f-internal").fill("现场查看，更换两处。")
    officer.page.locator("#f-public").fill(ANSWER)
    officer.tick("诉求是否解决", "是")
    officer.press("提交签发")


def approve_and_close(people: People, number: str) -> None:
    """The unit's head approves, the officer closes."""
    order = f"/routing/work-orders/{number}"
    head = people(f"{UNIT}.head")
    head.until_says(order, "下一步：签发", ANSWER)
    head.press("签发答复")
    officer = people(f"{UNIT}.officer")
    officer.until_says(order, "下一步：办结")
    officer.press("办结")
    officer.until_says(order, "已办结")


def call_back(people: People, number: str, resolved: str, satisfied: str) -> None:
    """The supervisor asks the asker and records the three answers."""
    supervisor = people("supervisor")
    supervisor.until_says(f"/supervision/callbacks/{number}", "打给谁", "林先生")
    supervisor.tick("一、", "是")
    supervisor.tick("二、", resolved)
    supervisor.tick("三、", satisfied)
    supervisor.press("保存回访")
