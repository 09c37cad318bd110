"""Entered for a caller, marked, corrected; and what an enterprise's profile gathers."""

from datetime import timedelta
from typing import Any

from services.intake.feeding import receive_many
from tests.integration.intake.counter import CODE, DISPATCHER, FORM, LEADER, OFFICER, Counter, Ticket


def test_an_officer_writes_down_what_a_caller_says_in_the_officers_name(counter: Counter) -> None:
    made = counter.api("/entries", OFFICER, 201, **FORM, channel="visit", urgent=True, confidential=True)
    (received,) = counter.said("appeal.received")
    assert (received.actor.account, received.data["channel"]) == (OFFICER.account, "visit")
    assert received.data["urgent"]
    assert received.data["confidential"]
    assert counter.followed(Ticket(made["case_no"], made["receipt"]))["state"] == "received"
    for channel in ("portal", "12345", "nothing"):
        refused = counter.api("/entries", OFFICER, 422, **FORM, channel=channel)
        assert refused["code"] == "entry.unknown_channel"
    assert counter.api("/entries", LEADER, 403, **FORM, channel="visit")["code"] == "access.not_allowed"
    assert "来访方式" in counter.page("/entry", OFFICER)
    assert made["receipt"] in counter.page(f"/entry?no={made['case_no']}&receipt={made['receipt']}", OFFICER)


def test_the_desk_sees_who_wants_to_be_kept_confidential(counter: Counter) -> None:
    ticket = counter.submit(confidential=True)
    assert ">保密</span>" in counter.page(f"/desk/{ticket.no}", DISPATCHER)
    assert ">保密</span>" in counter.page("/desk", DISPATCHER)
    assert "您要求了保密" in counter.page(f"/follow?no={ticket.no}&receipt={ticket.receipt}")


def test_an_urgent_appeal_is_due_sooner(counter: Counter) -> None:
    ticket = counter.submit()
    counter.desk(ticket, "mark-urgency", urgent=True, reason="停水")
    seen = counter.seen(ticket)
    assert seen["urgent"]
    assert (counter.clock.at + timedelta(minutes=30)).isoformat()[:19] in seen["accept_due_at"]
    counter.clock.pass_(minutes=31)
    assert counter.house.spec.background
    assert counter.house.spec.background(counter.house) == 1


def test_a_correction_shows_the_old_and_the_new(counter: Counter) -> None:
    ticket = counter.submit(name="王某")
    counter.desk(ticket, "correct", field="name", value="王小某", reason="听错了")
    counter.clock.pass_(seconds=1)
    counter.desk(ticket, "correct", field="name", value="汪小某", reason="又听错了")
    counter.clock.pass_(seconds=1)
    counter.desk(ticket, "correct", field="kind", value="投诉", reason="选错了")
    seen = counter.seen(ticket)
    assert (seen["name"], seen["kind"]) == ("汪小某", "投诉")
    assert [(one["field"], one["old"], one["new"]) for one in seen["corrections"]] == [
        ("name", "王某", "王小某"),
        ("name", "王小某", "汪小某"),
        ("kind", "求助", "投诉"),
    ]
    page = counter.page(f"/desk/{ticket.no}", DISPATCHER)
    assert "王小某 → <b>汪小某</b>" in page
    assert counter.desk(ticket, "correct", 422, field="text", value="x", reason="x")["code"] == "request.invalid"


def test_what_ended_elsewhere_is_amended_no_more(counter: Counter) -> None:
    ticket = counter.submit()
    counter.hear("work_order.archived", ticket.no, round=1, end="satisfied", unit="housing")
    refused = counter.desk(ticket, "correct", 409, field="name", value="王某", reason="x")
    assert refused["code"] == "appeal.ended"


def test_an_enterprise_gathers_its_appeals_whoever_asks(counter: Counter) -> None:
    counter.submit(enterprise="某某公司", credit_code=CODE)
    counter.submit(phone="13911111111", credit_code=f" {CODE.lower()} ")
    other = counter.submit(phone="13922222222", credit_code="91110000600037341A")
    (one,) = counter.get("/enterprises", DISPATCHER)["enterprises"]
    assert (one["name"], one["cases"]) == ("某某公司", 2)
    counter.desk(other, "correct", field="credit_code", value=CODE, reason="抄错一位")
    shown = counter.get(f"/enterprises/{one['enterprise']}", LEADER)
    assert (shown["credit_code"], len(shown["cases"])) == (CODE, 3)
    assert counter.said("personal.opened")[-1].subject == f"enterprise/{one['enterprise']}"
    assert "某某公司" in counter.page("/enterprises", DISPATCHER)


def test_the_desk_keeps_what_it_learns_of_an_enterprise(counter: Counter) -> None:
    ticket = counter.submit(enterprise="某某公司", credit_code=CODE)
    enterprise = counter.seen(ticket)["enterprise_id"]
    facts: dict[str, Any] = {"name": "某某有限公司", "industry": "供热", "scale": "small", "contact": "王某"}
    kept = counter.api(f"/enterprises/{enterprise}/facts", DISPATCHER, **facts)
    assert {name: kept[name] for name in facts} == facts
    page = counter.page(f"/enterprises/{enterprise}", DISPATCHER)
    assert "某某有限公司" in page
    assert "小型" in page
    assert counter.api(f"/enterprises/{enterprise}/facts", LEADER, 403, **facts)["code"] == "access.not_allowed"
    counter.get("/enterprises/nothing", DISPATCHER, 404)


def test_a_feeds_orders_are_gathered_too_and_a_repeat_counts_once(counter: Counter) -> None:
    def order(number: str) -> dict[str, str]:
        return {
            "source_no": number,
            "title": "供暖",
            "text": f"{number} 不热",
            "credit_code": CODE,
            "enterprise": "某厂",
        }

    def results(*numbers: str) -> list[str]:
        return [one.result for one in receive_many(counter.house, "12345", [order(one) for one in numbers], "test")]

    assert results("N1", "N2", "N3") == ["registered"] * 3
    counter.clock.pass_(days=1)
    assert results("N2", "N4") == ["duplicate", "registered"]
    (one,) = counter.get("/enterprises", DISPATCHER)["enterprises"]
    assert (one["name"], one["cases"]) == ("某厂", 4)
    assert len(counter.said("enterprise.registered")) == 1
    assert {row.data["how"] for row in counter.said("appeal.accepted")} == {"rule"}
