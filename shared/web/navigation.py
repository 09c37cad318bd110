"""The places of the whole site, in the order in which a case goes round; each is shown to those who may enter."""

from shared.web.look import NavItem

VISITORS = (
    NavItem("提交诉求", "/intake/ask", visitors=True),
    NavItem("查询进度", "/intake/follow", visitors=True),
    NavItem("反映作风问题", "/intake/complain", visitors=True),
)
PLACES = (
    NavItem("受理", "/intake/desk", "appeals.accept"),
    NavItem("代为登记", "/intake/entry", "appeals.enter"),
    NavItem("知识库", "/intake/knowledge", "knowledge.read"),
    NavItem("企业档案", "/intake/enterprises", "enterprises.read"),
    NavItem("分办", "/routing/desk", "work_orders.dispatch"),
    NavItem("工单", "/routing/work-orders", ("work_orders.read", "work_orders.read_all")),
    NavItem("批示与会议", "/routing/instructions", "instructions.read"),
    NavItem("共性问题", "/routing/common-needs", "common_needs.read"),
    NavItem("回访", "/supervision/callbacks", "callbacks.read"),
    NavItem("催办", "/supervision/reminders", "reminders.read"),
    NavItem("亮牌", "/supervision/cards", "cards.read"),
    NavItem("承诺事项", "/supervision/commitments", "commitments.read"),
    NavItem("考核", "/supervision/assessment", ("assessment.read", "assessment.read_own")),
    NavItem("预警", "/supervision/warning", ("assessment.read", "assessment.read_own")),
    NavItem("举报件", "/supervision/complaints", "complaints.read"),
    NavItem("线索", "/supervision/discipline/clues", "reviews.read"),
    NavItem("核查", "/supervision/discipline/reviews", "reviews.read"),
    NavItem("通知", "/notify/deliveries", "deliveries.read"),
    NavItem("事项总览", "/ledger/cases", ("cases.read", "cases.read_own")),
    NavItem("查阅审计", "/ledger/audit", "audit.read"),
    NavItem("规则", "/routing/rules", "rules.read"),
    NavItem("账号", "/identity/accounts", "accounts.manage"),
)
NAVIGATION = (*VISITORS, *PLACES)
