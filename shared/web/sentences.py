"""Codes and the sentences people read. A code is stable; its sentence may be bettered at any time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """`zh` for pages and problems, `en` beside it in problems; `{facts}` stand in braces.

    `status` is the HTTP status of a rejection with this code: 409 against the state of things, 422 against the input.
    """

    zh: str
    en: str = ""
    status: int = 409


def _of_request() -> Mapping[str, Sentence]:
    return {
        "request.malformed": Sentence("请求格式有误，服务器无法读懂", "The request cannot be read", 400),
        "request.malformed_json": Sentence("内容不是有效的 JSON", "The body is not valid JSON", 400),
        "request.not_utf8": Sentence("内容不是 UTF-8 编码", "The body is not UTF-8", 400),
        "request.idempotency_key": Sentence(
            "Idempotency-Key 应为 1 至 200 个可见 ASCII 字符", "Idempotency-Key: 1 to 200 visible ASCII characters", 400
        ),
        "request.key_used": Sentence(
            "这次提交的编号已经用在另一次提交上，这次没有执行。请刷新页面后重新填写；用接口的请换一个 Idempotency-Key",
            "This Idempotency-Key was used for another request; nothing was done. Send it with a new key",
            422,
        ),
        "request.not_found": Sentence("没有找到您要的内容", "There is nothing here", 404),
        "request.method": Sentence("此地址不支持这种操作", "The method is not allowed here", 405),
        "request.conflict": Sentence(
            "别人刚刚改动了同一事项，请刷新后再试", "It was changed meanwhile; load it and try again", 409
        ),
        "request.gone": Sentence("此内容已不再提供", "It is gone", 410),
        "request.too_large": Sentence("内容太大，超过了上限", "The body is too large", 413),
        "request.content_type": Sentence("不支持这种内容类型", "The content type is not supported", 415),
        "request.invalid": Sentence("填写的内容有误，请按提示修改", "Some fields are at fault", 422),
        "request.not_an_object": Sentence("内容应为一个 JSON 对象", "The body must be a JSON object", 422),
        "request.cursor": Sentence("翻页标记无效，请从第一页重新开始", "The cursor is not one of ours", 422),
        "request.too_many": Sentence("操作太频繁，请稍后再试", "Too many requests", 429),
        "request.elsewhere": Sentence(
            "这个请求不是从本系统的页面发出的，为安全起见没有执行", "The request came from another site", 403
        ),
        "request.stale_form": Sentence(
            "页面已过期，没有执行；请返回刷新页面后再提交", "The form is out of date; load it again", 403
        ),
    }


def _of_access() -> Mapping[str, Sentence]:
    return {
        "access.not_signed_in": Sentence("请先登录", "Sign in first", 401),
        "access.token_missing": Sentence("请先登录", "Sign in first", 401),
        "access.token_malformed": Sentence("登录凭证无效，请重新登录", "The token cannot be read", 401),
        "access.token_forged": Sentence("登录凭证无效，请重新登录", "The token's signature is wrong", 401),
        "access.token_expired": Sentence("登录已过期，请重新登录", "The token has expired", 401),
        "access.token_early": Sentence("登录凭证尚未生效，请检查时钟", "The token is not valid yet", 401),
        "access.revoked": Sentence("此次登录已被终止，请重新登录", "The sign-in was revoked", 401),
        "access.feed_key": Sentence("接入密钥不正确", "The feed's key is wrong", 401),
        "access.not_allowed": Sentence("您没有办理此项的权限", "You are not allowed to do this", 403),
        "feed.unknown_source": Sentence("没有登记过这个来源", "There is no such source", 404),
        "service.unavailable": Sentence(
            "系统暂时无法保存或读取数据，请稍后再试", "Temporarily unavailable; try again", 503
        ),
        "service.behind_ledger": Sentence(
            "系统正在从总账补齐记录，暂时不能保存，请稍后再试", "Catching up from the ledger; try again later", 503
        ),
        "service.fault": Sentence("系统出错了，我们已记录", "An error of ours; it has been recorded", 500),
    }


BASE: Mapping[str, Sentence] = {**_of_request(), **_of_access()}


class Sentences(Mapping[str, Sentence]):
    """The base's sentences and a service's own."""

    def __init__(self, own: Mapping[str, Sentence] | None = None) -> None:
        self._all = {**BASE, **(own or {})}

    def __getitem__(self, code: str) -> Sentence:
        return self._all[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def status(self, code: str) -> int:
        """The status of a rejection; 409 for a code without a sentence."""
        return self._all[code].status if code in self._all else 409

    def zh(self, code: str, facts: Mapping[str, str | int] | None = None) -> str:
        """The Chinese sentence; one that names the code if there is none."""
        kept = self._all.get(code)
        return _fill(kept.zh, facts) if kept else f"操作没有完成（代码 {code}）"

    def en(self, code: str, facts: Mapping[str, str | int] | None = None) -> str:
        """The English sentence, or nothing."""
        kept = self._all.get(code)
        return _fill(kept.en, facts) if kept else ""


class _Missing(dict[str, str | int]):
    def __missing__(self, name: str) -> str:
        return "…"


def _fill(sentence: str, facts: Mapping[str, str | int] | None) -> str:
    return sentence.format_map(_Missing(facts or {}))
