from typing import Any

import pytest

from services.supervision.domain.patterns.copied_answer import Answer, copied_answer
from services.supervision.domain.patterns.similarity import bands, letters, signature, similar
from tests.unit.supervision.patterned import CASE, OTHER, closed, hailar, received, told

KEY = b"a key of supervision's own"
TEXT = (
    "您好，您反映的小区供热管网漏水问题，我局已于当日派员到现场查看，确认是换热站出口阀门老化所致，"
    "施工单位已更换阀门并恢复供热，目前室温正常，请您放心。"
)
SAME = TEXT.replace("当日", "次日").replace("您好，", "")
ANOTHER = (
    "关于您咨询的小微企业贷款贴息政策，请携带营业执照、贷款合同和付息凭证到政务服务大厅三楼窗口申请，五个工作日内办理。"
)


def answer(text: str, case_no: str = CASE, asker: str = "a", hours: float = 5, **data: Any) -> Answer:
    story = told(received(asker=asker), one := closed(hours, **data), case_no=case_no)
    return Answer(story, one, signature(KEY, text), len(letters(text)))


def found(one: Answer, other: Answer, *shared: str) -> list[str]:
    return [item.other for item in copied_answer(one, [other], [signature(KEY, text) for text in shared], hailar())]


def test_near_duplicates_are_similar_and_other_texts_are_not() -> None:
    assert similar(signature(KEY, TEXT), signature(KEY, TEXT)) == 100
    assert similar(signature(KEY, TEXT), signature(KEY, SAME)) >= 70
    assert similar(signature(KEY, TEXT), signature(KEY, ANOTHER)) <= 10
    assert set(bands(signature(KEY, TEXT))) & set(bands(signature(KEY, SAME)))


def test_blanks_and_signs_make_no_difference() -> None:
    assert signature(KEY, TEXT) == signature(KEY, TEXT.replace("，", " , ").replace("。", "\n"))


def test_a_signature_depends_on_its_key_so_that_nobody_can_try_texts_without_it() -> None:
    assert similar(signature(KEY, TEXT), signature(b"another key", TEXT)) <= 10


@pytest.mark.parametrize("text", ["", "好", "。。。"])
def test_what_is_too_short_has_no_signature_and_is_like_nothing(text: str) -> None:
    assert signature(KEY, text) == ()
    assert similar((), ()) == 0


def test_an_answer_that_is_another_case_s_word_for_word_is_found_with_the_pair() -> None:
    (one,) = copied_answer(answer(TEXT), [answer(TEXT, OTHER, "b")], [], hailar())
    assert (one.rule, one.case_no, one.other) == ("copied_answer", CASE, OTHER)
    assert [proof.case_no for proof in one.evidence] == [CASE, OTHER]


def test_other_words_are_not_found() -> None:
    assert found(answer(TEXT), answer(ANOTHER, OTHER, "b")) == []


def test_a_short_answer_is_not_compared() -> None:
    assert found(answer("已办结，谢谢您的反映。"), answer("已办结，谢谢您的反映。", OTHER, "b")) == []


def test_a_copy_of_a_knowledge_article_is_explained() -> None:
    assert found(answer(TEXT), answer(TEXT, OTHER, "b"), TEXT) == []


@pytest.mark.parametrize(
    "other",
    [
        answer(TEXT, OTHER, "a"),
        answer(TEXT, OTHER, "b", leading=CASE),
        answer(TEXT, CASE, "b"),
    ],
    ids=["the same asker", "it follows this one", "the same case"],
)
def test_what_belongs_together_has_the_same_answer_rightly(other: Answer) -> None:
    assert found(answer(TEXT), other) == []


def test_members_of_one_common_need_have_the_same_answer_rightly() -> None:
    assert found(answer(TEXT, common_need="n"), answer(TEXT, OTHER, "b", common_need="n")) == []
    assert found(answer(TEXT, common_need="n"), answer(TEXT, OTHER, "b", common_need="m")) == [OTHER]
