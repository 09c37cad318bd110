"""What a refusal's code says in a sentence, from the service that refused."""

from shared.kernel.rejection import Rejected

OWN = {
    "cli.unknown_account": "没有账号“{account}”；用 --as 写一个已有的账号",
    "cli.disabled_account": "账号“{account}”已停用，请换一个账号",
    "cli.may_not": "账号“{account}”无权做这件事；有权的角色：{roles}",
    "cli.not_your_case": "此事项不归账号“{account}”所在单位办理，不能查看内容",
}
"""Refusals of commands given in somebody's name."""


def in_words(refused: Rejected) -> str:
    """The sentence and the code; the code alone where nobody wrote a sentence."""
    from services.cli.catalog import specs  # noqa: PLC0415 - who refused is loaded already
    from shared.web.sentences import Sentence  # noqa: PLC0415 - as above

    for sentences in (OWN, *(spec.sentences for spec in specs())):
        said = sentences.get(refused.code)
        if said is not None:
            text = said.zh if isinstance(said, Sentence) else said
            return f"{text.format(**refused.facts)} ({refused.code})"
    return refused.code
