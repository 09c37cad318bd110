"""The desk's pages: the form in hand, what was wrong with it, and where one goes on."""

from urllib.parse import parse_qs, urlsplit

from tests.integration.intake.counter import CODE, DISPATCHER, FORM, OFFICER, Counter, Ticket


def test_each_action_is_offered_where_it_makes_sense(counter: Counter) -> None:
    ticket = counter.submit()
    page = counter.page(f"/desk/{ticket.no}", DISPATCHER)
    for label in ("受理", "即时答复", "不予受理", "并案", "紧急程度", "更正"):
        assert f">{label}</a>" in page
    assert "分开" not in page
    counter.post(f"/desk/{ticket.no}/decline", DISPATCHER, reason="no_concrete_target", advice="请写清楚")
    page = counter.page(f"/desk/{ticket.no}", DISPATCHER)
    assert "现在没有需要受理台做的事" in page
    assert "诉求对象或者内容不明确" in page


def test_what_was_wrong_stands_over_the_form_in_hand(counter: Counter) -> None:
    ticket = counter.submit()
    refused = counter.post(f"/desk/{ticket.no}/decline", DISPATCHER, 422, advice="请找法院")
    page = refused.get_data(as_text=True)
    assert "填写的内容有误" in page
    assert "请找法院</textarea>" in page
    assert 'action="/intake/desk/' + ticket.no + '/decline"' in page
    merged = counter.post(f"/desk/{ticket.no}/merge", DISPATCHER, 422, leading="20261124-0", reason="同一件事")
    assert "编号应为 8 位日期" in merged.get_data(as_text=True)


def test_what_is_no_more_possible_says_so(counter: Counter) -> None:
    ticket = counter.submit()
    counter.post(f"/desk/{ticket.no}/accept", DISPATCHER, kind="投诉")
    late = counter.post(f"/desk/{ticket.no}/decline", DISPATCHER, 409, reason="in_court")
    assert "这件诉求已经受理，由承办单位办理" in late.get_data(as_text=True)


def test_every_kind_may_be_chosen(counter: Counter) -> None:
    page = counter.page("/ask")
    assert all(f'value="{kind}"' in page for kind in ("咨询", "求助", "投诉", "举报", "建议", "意见", "表扬"))


def test_the_asker_rates_on_the_page(counter: Counter) -> None:
    ticket = counter.submit()
    counter.post(f"/desk/{ticket.no}/answer-at-once", DISPATCHER, public="可以网上办")
    where = f"/follow/{ticket.no}/{ticket.receipt}/rate"
    counter.post(where, None, satisfied="true", remark="很快")
    assert "这一轮已经评价过" in counter.post(where, None, 409, satisfied="true").get_data(as_text=True)


def test_an_article_is_written_published_and_retired_on_its_pages(counter: Counter) -> None:
    made = counter.post("/knowledge/new", DISPATCHER, title="怎样办执照", text="可以网上办", keywords="执照")
    where = urlsplit(made.location).path.removeprefix("/intake")
    assert "还没有发布过" in counter.page(where, DISPATCHER)
    counter.post(f"{where}/publish", DISPATCHER)
    empty = counter.post(f"{where}/revise", DISPATCHER, 422, title="怎样办执照")
    assert "请填写这一项" in empty.get_data(as_text=True)
    counter.post(f"{where}/revise", DISPATCHER, title="怎样办执照", text="全程网上办")
    counter.post(f"{where}/reviewed", DISPATCHER)
    counter.post(f"{where}/retire", DISPATCHER, reason="政策废止")
    page = counter.page(where, DISPATCHER)
    assert "已停用" in page
    assert "保存草稿" not in page
    refused = counter.post(f"{where}/revise", DISPATCHER, 409, title="怎样办执照", text="再改")
    assert "已经停用" in refused.get_data(as_text=True)


def test_a_caller_is_entered_on_the_page_and_gets_number_and_receipt(counter: Counter) -> None:
    made = counter.post("/entry", OFFICER, **FORM, channel="symposium", urgent="false")
    query = parse_qs(urlsplit(made.location).query)
    ticket = Ticket(query["no"][0], query["receipt"][0])
    assert counter.followed(ticket)["state"] == "received"
    assert OFFICER.account not in counter.followed(ticket)["source_no"]
    missing = counter.post("/entry", OFFICER, 422, **FORM)
    assert "来访方式" in missing.get_data(as_text=True)


def test_an_enterprises_facts_are_kept_on_its_page(counter: Counter) -> None:
    ticket = counter.submit(credit_code=CODE)
    where = f"/enterprises/{counter.seen(ticket)['enterprise_id']}"
    assert "未填名称" in counter.page("/enterprises", DISPATCHER)
    counter.post(f"{where}/facts", DISPATCHER, name="某某公司", scale="micro")
    assert "微型" in counter.page(where, DISPATCHER)
    wrong = counter.post(f"{where}/facts", DISPATCHER, 422, scale="micro")
    assert "请填写这一项" in wrong.get_data(as_text=True)


def test_the_same_form_sent_twice_does_it_once(counter: Counter) -> None:
    first = counter.post("/entry", OFFICER, **FORM, channel="visit", once="k1")
    again = counter.post("/entry", OFFICER, **FORM, channel="visit", once="k1")
    assert first.location == again.location
    assert len(counter.said("appeal.received")) == 1


def test_the_description_of_the_api_names_files_and_actions(counter: Counter) -> None:
    described = counter.ask("GET", "/openapi.json").get_json()["paths"]
    body = described["/intake/api/v1/appeals"]["post"]["requestBody"]["content"]
    assert "files" in body["multipart/form-data"]["schema"]["allOf"][1]["properties"]
    assert "allOf" not in body["application/json"]["schema"]
    assert "/intake/api/v1/appeals/{no}/answer-at-once" in described


def test_the_list_says_when_time_limits_run_into_a_year_without_known_holidays(counter: Counter) -> None:
    notice = "2027 年的放假和调休安排还没有录入"
    assert notice not in counter.page("/desk", DISPATCHER)
    counter.clock.pass_(days=14)
    assert notice in counter.page("/desk", DISPATCHER)
