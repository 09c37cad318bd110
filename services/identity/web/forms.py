"""What people type at identity's pages."""

from typing import Any

from marshmallow import fields

from services.identity.passwords import LONGEST, SHORTEST
from shared.web.forms import Form, length

NEW = f"{SHORTEST} 至 {LONGEST} 个字，不要用容易猜到的"


def _account(**more: Any) -> fields.String:
    return fields.String(
        required=True,
        validate=length(64),
        metadata={"label": "账号", "autocomplete": "username", **more},
    )


def _password(label: str, autocomplete: str, help: str = "") -> fields.String:
    notes = {"label": label, "input": "password", "autocomplete": autocomplete, "help": help}
    return fields.String(required=True, validate=length(256), metadata=notes)


class SignIn(Form):
    """`next` is where to go on: a path of ours."""

    account = _account()
    password = _password("密码", "current-password")
    next = fields.String(metadata={"label": "", "input": "hidden"})


class OwnPassword(Form):
    """A person's own password."""

    old = _password("现在的密码", "current-password")
    new = _password("新密码", "new-password", NEW)


class NewPassword(Form):
    """Set by an administrator."""

    password = _password("新密码", "new-password", f"{NEW}；请当面或打电话告诉本人，并请其登录后修改")


class NewAccount(Form):
    """`unit` and `roles` are codes; the jurisdiction's rules say which there are."""

    account = _account(autocomplete="off", help="小写英文字母、数字、点或短横，以字母开头；以后不能改")
    name = fields.String(required=True, validate=length(40), metadata={"label": "姓名"})
    unit = fields.String(metadata={"label": "单位", "input": "select"})
    post = fields.String(validate=length(40), metadata={"label": "职务或岗位"})
    roles = fields.List(fields.String(), required=True, metadata={"label": "角色"})
    password = _password("初始密码", "new-password", NEW)


class OneRole(Form):
    """A role's code."""

    role = fields.String(required=True, metadata={"label": "角色", "input": "select"})


class NoFields(Form):
    """A button alone."""


class Cursor(Form):
    """Where a list goes on."""

    cursor = fields.String()
