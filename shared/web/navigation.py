"""The places of the whole site, in the order in which a case goes round; each is shown to those who may enter."""

from shared.web.look import NavItem

NAVIGATION = (
    NavItem("受理", "/intake/desk", "appeals.accept"),
    NavItem("分办", "/routing/desk", "work_orders.dispatch"),
    NavItem("工单", "/routing/work-orders", "work_orders.read"),
    NavItem("回访", "/supervision/callbacks", "callbacks.read"),
    NavItem("催办", "/supervision/reminders", "reminders.read"),
    NavItem("举报件", "/supervision/complaints", "complaints.read"),
    NavItem("通知", "/notify/deliveries", "deliveries.read"),
    NavItem("事项总览", "/ledger/cases", "cases.read"),
    NavItem("账号", "/identity/accounts", "accounts.manage"),
)
