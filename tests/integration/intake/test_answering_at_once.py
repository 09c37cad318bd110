"""From a question to its answer without a work order, by an article of the knowledge base; and the asker's rating."""

from typing import Any

from tests.integration.intake.counter import DISPATCHER, LEADER, OFFICER, Counter

ARTICLE: dict[str, Any] = {
    "title": "供暖不热怎么办",
    "text": "请先看阀门，再拨打供热公司电话。",
    "keywords": "供暖 暖气，不热",
    "source_name": "供热条例",
    "source_number": "2024年第3号",
    "source_url": "https://example.cn/heating",
}


def published(counter: Counter, **changes: Any) -> str:
    article = counter.api("/knowledge", DISPATCHER, 201, **{**ARTICLE, **changes})["article"]
    counter.api(f"/knowledge/{article}/publish", DISPATCHER)
    return str(article)


def test_the_desk_answers_with_one_click_and_the_asker_reads_it_and_rates_it(counter: Counter) -> None:
    article, ticket = published(counter), counter.submit()
    page = counter.page(f"/desk/{ticket.no}", DISPATCHER)
    assert f"article={article}" in page
    filled = counter.page(f"/desk/{ticket.no}?do=answer-at-once&article={article}", DISPATCHER)
    assert f">\n{ARTICLE['text']}</textarea>" in filled
    assert counter.seen(ticket)["articles"][0]["article"] == article
    counter.desk(ticket, "answer-at-once", public=ARTICLE["text"], article=article, version=1, kind="咨询")
    followed = counter.followed(ticket)
    assert (followed["state"], followed["answer"]) == ("answered_at_once", ARTICLE["text"])
    page = counter.page(f"/follow?no={ticket.no}&receipt={ticket.receipt}")
    assert ARTICLE["text"] in page
    assert "您满意吗" in page
    path = f"/appeals/{ticket.no}/rating?receipt={ticket.receipt}"
    counter.api(path, satisfied=True, remark="很快")
    assert counter.api(path, status=409, satisfied=False)["code"] == "appeal.rated"
    assert [(one["satisfied"], one["remark"]) for one in counter.seen(ticket)["ratings"]] == [(True, "很快")]
    assert "您已评价" in counter.page(f"/follow?no={ticket.no}&receipt={ticket.receipt}")


def test_what_was_answered_waits_no_more_and_is_decided_no_more(counter: Counter) -> None:
    ticket = counter.submit()
    counter.desk(ticket, "answer-at-once", public="请看公告")
    assert counter.get("/desk", DISPATCHER)["appeals"] == []
    assert counter.desk(ticket, "accept", 409)["code"] == "appeal.answered_at_once"
    counter.clock.pass_(days=9)
    assert counter.house.spec.background
    assert counter.house.spec.background(counter.house) == 0


def test_only_the_newest_version_is_cited_and_nothing_is_said_otherwise(counter: Counter) -> None:
    article, ticket = published(counter), counter.submit()
    counter.api(f"/knowledge/{article}/revise", DISPATCHER, **{**ARTICLE, "text": "新的口径"})
    counter.api(f"/knowledge/{article}/publish", DISPATCHER)
    refused = counter.desk(ticket, "answer-at-once", 409, public="旧的口径", article=article, version=1)
    assert refused["code"] == "knowledge.other_version"
    assert counter.followed(ticket)["state"] == "received"
    missing = counter.desk(ticket, "answer-at-once", 404, public="x", article="nothing", version=1)
    assert missing["code"] == "knowledge.unknown_article"


def test_each_version_is_kept_and_a_review_lapses_in_time(counter: Counter) -> None:
    article = published(counter)
    counter.api(f"/knowledge/{article}/revise", DISPATCHER, **{**ARTICLE, "text": "新的口径"})
    assert "有新草稿" in counter.page("/knowledge", DISPATCHER)
    counter.api(f"/knowledge/{article}/publish", DISPATCHER)
    shown = counter.get(f"/knowledge/{article}", LEADER)
    assert [(one["version"], one["text"]) for one in shown["versions"]] == [(2, "新的口径"), (1, ARTICLE["text"])]
    assert "第 1 版" in counter.page(f"/knowledge/{article}", DISPATCHER)
    counter.clock.pass_(days=181)
    assert counter.house.spec.background
    assert counter.house.spec.background(counter.house) == 1
    assert counter.said("knowledge.lapsed")[0].data["duty"] == "review"
    assert counter.get(f"/knowledge/{article}", LEADER)["lapsed"]
    assert not counter.api(f"/knowledge/{article}/reviewed", DISPATCHER)["lapsed"]
    assert counter.api(f"/knowledge/{article}/retire", DISPATCHER, reason="政策废止")["state"] == "retired"


def test_articles_are_found_by_every_word_and_kept_by_the_desk_alone(counter: Counter) -> None:
    published(counter)
    published(counter, title="怎样办营业执照", text="可以网上办", keywords="执照", source_name="")
    assert len(counter.get("/knowledge?q=供热条例", LEADER)["articles"]) == 1
    assert len(counter.get("/knowledge?q=可以%20执照", LEADER)["articles"]) == 1
    assert counter.get("/knowledge?q=没有这个词", LEADER)["articles"] == []
    assert counter.api("/knowledge", OFFICER, 403, **ARTICLE)["code"] == "access.not_allowed"
    assert "新写一条" not in counter.page("/knowledge", OFFICER)
    counter.page("/knowledge/new", DISPATCHER)


def test_a_rating_waits_for_an_answer_and_comes_once_a_round(counter: Counter) -> None:
    ticket = counter.submit()
    path = f"/appeals/{ticket.no}/rating?receipt={ticket.receipt}"
    assert counter.api(path, status=409, satisfied=True)["code"] == "appeal.not_closed"
    counter.desk(ticket, "accept")
    counter.hear("work_order.closed", ticket.no, round=1, unit="housing", public=None)
    counter.api(path, satisfied=False)
    counter.hear("work_order.reopened", ticket.no, round=2, unit="housing")
    counter.hear("work_order.closed", ticket.no, round=2, unit="housing", public=None)
    counter.api(path, satisfied=True)
    assert [(one["round"], one["satisfied"]) for one in counter.seen(ticket)["ratings"]] == [(1, False), (2, True)]


def test_a_reason_without_own_words_brings_the_general_advice(counter: Counter) -> None:
    ticket = counter.submit()
    counter.desk(ticket, "decline", reason="in_court")
    followed = counter.followed(ticket)
    assert followed["decline_reason"] == "in_court"
    assert "人民法院" in followed["advice"]
