"""Refusals of identity's aggregates, in Chinese."""

SENTENCES: dict[str, str] = {
    "account.unknown": "没有账号“{account}”",
    "account.exists": "账号“{account}”已经有了，且内容不同；请换一个账号名",
    "account.bad_name": "账号名应为 2 至 32 个小写英文字母、数字、点、下划线或短横，以字母开头，且不能用系统保留的名字",
    "account.no_name": "请填写姓名",
    "account.unknown_unit": "没有单位“{unit}”",
    "account.unknown_role": "没有角色“{role}”",
    "account.roles_apart": "同一账号不得兼任：{roles}",
    "account.is_disabled": "账号“{account}”已停用，不能再改动",
    "account.not_yourself": "不能增减自己的角色或停用自己的账号，请由另一位安全管理员办理",
    "account.not_the_first": "已经有账号了，首位管理员只能建立一次",
    "session.used": "此登录编号已经用过",
    "session.unknown": "没有这次登录",
}
