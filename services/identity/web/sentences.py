"""What identity's pages say: the aggregates' refusals and its own."""

from collections.abc import Mapping

from services.identity.domain.sentences import SENTENCES as DOMAIN
from shared.web.sentences import Sentence

SENTENCES: Mapping[str, str | Sentence] = {
    **DOMAIN,
    "account.unknown": Sentence(DOMAIN["account.unknown"], "There is no such account", 404),
    "account.bad_name": Sentence(DOMAIN["account.bad_name"], "The account's name is not allowed", 422),
    "account.no_name": Sentence(DOMAIN["account.no_name"], "The display name is missing", 422),
    "account.unknown_unit": Sentence(DOMAIN["account.unknown_unit"], "There is no such unit", 422),
    "account.unknown_role": Sentence(DOMAIN["account.unknown_role"], "There is no such role", 422),
    "session.wrong_password": Sentence(
        "账号或密码不正确；再错 {left} 次，此账号将锁定 15 分钟", "Wrong account or password", 422
    ),
    "session.locked": Sentence(
        "连续多次未能登录，此账号已锁定，请 {minutes} 分钟后再试；忘记密码请联系安全管理员", "Locked for a while", 422
    ),
    "session.disabled": Sentence("此账号已停用，请联系安全管理员", "The account is disabled", 422),
    "session.over": Sentence("登录已结束，请重新登录", "The sign-in is over", 401),
    "password.too_short": Sentence("密码至少 {least} 个字", "The password is too short", 422),
    "password.too_long": Sentence("密码最多 {most} 个字", "The password is too long", 422),
    "password.too_plain": Sentence("密码太容易猜到：不能与账号相同，也不能只用几个字反复", "Too easy to guess", 422),
    "password.old_is_wrong": Sentence("现在的密码不正确", "The present password is wrong", 422),
    "done.signed_out": "已退出登录。",
    "done.form_lost": "登录已过期，刚才提交的内容没有保存；请登录后重新填写。",
    "done.account_created": "账号已建立。",
    "done.role_granted": "已授予角色；对方最迟五分钟后可用。",
    "done.role_revoked": "已收回角色；最迟五分钟后失效。",
    "done.account_disabled": "账号已停用，其登录已全部结束。",
    "done.password_changed": "密码已修改；在其他地方的登录已结束。",
    "done.password_reset": "密码已重设，此账号的登录已全部结束。",
}
