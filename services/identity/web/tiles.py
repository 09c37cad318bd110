"""What each place of the site is for: the start page's tiles, for those who may enter."""

from dataclasses import dataclass

from shared.web.ask import Ask
from shared.web.navigation import PLACES

PURPOSES = {
    "/intake/desk": "看新来的诉求，决定受理或不予受理",
    "/intake/entry": "替来访的人登记诉求，给出编号和查询码",
    "/intake/knowledge": "查找、编写即时答复用的口径",
    "/intake/enterprises": "看每家企业提过哪些诉求，补充档案",
    "/routing/desk": "给还没有去处的工单分类、派单，审定退单",
    "/routing/work-orders": "签收、先行联系、答复、签发、办结",
    "/routing/instructions": "作批示、开会议，看各单位落实得怎么样",
    "/routing/common-needs": "把同类诉求归在一起，一次答复、逐一告知",
    "/supervision/callbacks": "打电话回访，记录是否解决、是否满意",
    "/supervision/reminders": "看哪些时限已过、催办发给了谁",
    "/supervision/cards": "看蓝牌、黄牌、红牌和督办函，书面说明情况",
    "/supervision/commitments": "看政府承诺了什么、何时兑现、兑现没有",
    "/supervision/assessment": "看响应率、解决率、满意率等十项指标和背后的事项",
    "/supervision/warning": "看哪些事项快要逾期，哪类诉求突然增多",
    "/supervision/complaints": "对公职人员的举报，只有纪检监察可见",
    "/supervision/discipline/clues": "看举报、登记和规则发现的线索，逐条判断",
    "/supervision/discipline/reviews": "核查线索，作出结论，追究责任，整改落实",
    "/notify/deliveries": "看通知发出没有，发到了哪里",
    "/ledger/cases": "按编号查一件诉求从头到尾的经过",
    "/ledger/audit": "看谁查看过加密内容、导出过什么，账号和规则怎么变的",
    "/routing/rules": "看办理时限、单位、模板等现行规则和历次版本",
    "/identity/accounts": "建立和停用账号，授予和收回角色",
}


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    path: str
    purpose: str


def tiles(ask: Ask) -> list[Tile]:
    """The places the asker may enter, in the order of the navigation."""
    return [
        Tile(item.label, item.path, PURPOSES.get(item.path, ""))
        for item in PLACES
        if any(ask.may(name) for name in item.permissions)
    ]
