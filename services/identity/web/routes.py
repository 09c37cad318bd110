"""Every address of identity: who may, what is read, what answers."""

from services.identity.web import accounts, api, me, sign_in
from services.identity.web.forms import Cursor, NewAccount, NewPassword, NoFields, OneRole, OwnPassword, SignIn
from shared.web.route import MIB, PUBLIC, SIGNED_IN, Route

MANAGE = "accounts.manage"

SIGNING_IN = (
    Route(method="GET", path="/sign-in", permission=PUBLIC, view=sign_in.sign_in_page, summary="登录页"),
    Route(
        method="POST",
        path="/sign-in",
        permission=PUBLIC,
        view=sign_in.sign_in,
        form=SignIn,
        again=sign_in.sign_in_page,
        summary="登录",
    ),
    Route(method="GET", path="/renew", permission=PUBLIC, view=sign_in.renew, summary="续期后回到原处"),
    Route(
        method="POST",
        path="/renew",
        permission=PUBLIC,
        view=sign_in.renew,
        summary="续期后重新提交",
        max_body=16 * MIB,  # what the form carries passes through on its way back
    ),
    Route(method="POST", path="/sign-out", permission=PUBLIC, view=sign_in.sign_out, summary="退出"),
)
OWN = (
    Route(method="GET", path="/", permission=PUBLIC, view=me.start, summary="首页或工作台"),
    Route(method="GET", path="/me", permission=SIGNED_IN, view=me.me, summary="我的账号"),
    Route(
        method="POST",
        path="/password",
        permission=SIGNED_IN,
        view=me.change_password,
        form=OwnPassword,
        again=me.me,
        summary="修改密码",
    ),
)
ACCOUNTS = (
    Route(
        method="GET",
        path="/accounts",
        permission=MANAGE,
        view=accounts.account_list,
        form=Cursor,
        summary="账号",
    ),
    Route(
        method="POST",
        path="/accounts",
        permission=MANAGE,
        view=accounts.create,
        form=NewAccount,
        again=accounts.account_list,
        summary="建立账号",
    ),
    Route(
        method="GET",
        path="/accounts/<account>",
        permission=MANAGE,
        view=accounts.account_page,
        summary="一个账号",
    ),
    *(
        Route(
            method="POST",
            path=f"/accounts/<account>/{name}",
            permission=MANAGE,
            view=view,
            form=form,
            again=accounts.account_page,
            summary=summary,
        )
        for name, view, form, summary in (
            ("grant", accounts.grant, OneRole, "授予角色"),
            ("revoke", accounts.revoke, OneRole, "收回角色"),
            ("password", accounts.reset_password, NewPassword, "重设密码"),
            ("disable", accounts.disable, NoFields, "停用账号"),
        )
    ),
)
API = (
    Route(method="GET", path="/api/v1/me", permission=SIGNED_IN, view=api.me, summary="Who is asking"),
    Route(
        method="GET",
        path="/api/v1/accounts",
        permission=MANAGE,
        view=api.account_list,
        form=Cursor,
        summary="List accounts",
    ),
)
ROUTES = (*SIGNING_IN, *OWN, *ACCOUNTS, *API)
