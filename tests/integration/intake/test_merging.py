"""Two askers, one matter: hints, the merge, what the follower may still do, and the way back."""

import time

from tests.integration.intake.counter import CODE, DISPATCHER, FORM, Counter, Ticket

REASON = "都是三号楼供暖"


def two(counter: Counter) -> tuple[Ticket, Ticket]:
    leading = counter.submit(enterprise="某某公司", credit_code=CODE)
    counter.desk(leading, "accept")
    return leading, counter.submit(phone="13911111111", credit_code=CODE)


def test_hints_say_why_two_appeals_may_be_one(counter: Counter) -> None:
    leading, follower = two(counter)
    same_person = counter.submit(title="路灯不亮", phone="139 0000 0000")
    (hint,) = counter.seen(follower)["hints"]
    assert (hint["case_no"], hint["reasons"]) == (leading.no, ["same_enterprise", "same_words"])
    assert [(one["case_no"], one["reasons"]) for one in counter.seen(same_person)["hints"]] == [
        (leading.no, ["same_asker"])
    ]
    page = counter.page(f"/desk/{follower.no}", DISPATCHER)
    assert "同一企业、标题相近" in page
    assert f"leading={leading.no}" in page
    assert f'value="{leading.no}"' in counter.page(f"/desk/{follower.no}?do=merge&leading={leading.no}", DISPATCHER)


def test_nothing_derived_from_a_title_is_kept(counter: Counter) -> None:
    for phone in ("13900000000", "13911111111"):
        counter.seen(counter.submit(title="玳瑁街路灯", credit_code=CODE, phone=phone))
    for path in counter.house.world.folder.glob("intake.db*"):
        assert "玳瑁".encode() not in path.read_bytes()


def test_a_merged_appeal_is_named_by_both_and_its_asker_is_told_so(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.desk(follower, "merge", leading=leading.no.lower(), reason=REASON)
    (merged,), (added,) = counter.said("appeal.merged"), counter.said("appeal.follower_added")
    assert (merged.subject, merged.data["leading"]) == (follower.no, leading.no)
    assert (added.subject, added.data["follower"]) == (leading.no, follower.no)
    assert counter.seen(leading)["followers"] == [{"case_no": follower.no, "state": "merged", "title": FORM["title"]}]
    assert counter.followed(follower)["state"] == "merged"
    assert "合在一起办理" in counter.page(f"/follow?no={follower.no}&receipt={follower.receipt}")
    assert "并入本件的诉求" in counter.page(f"/desk/{leading.no}", DISPATCHER)


def test_a_follower_is_supplemented_and_shows_the_answer_when_its_order_is_closed(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.desk(follower, "merge", leading=leading.no, reason=REASON)
    counter.api(f"/appeals/{follower.no}/supplements?receipt={follower.receipt}", text="四号楼也不热")
    assert counter.seen(follower)["supplements"][0]["text"] == "四号楼也不热"
    counter.hear("work_order.dispatched", follower.no, round=1, unit="housing")
    assert counter.followed(follower)["state"] == "merged"
    counter.hear("work_order.closed", follower.no, round=1, unit="housing", public=None)
    assert counter.followed(follower)["state"] == "closed"


def test_a_follower_withdraws_alone(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.desk(follower, "merge", leading=leading.no, reason=REASON)
    counter.api(f"/appeals/{follower.no}/withdrawal?receipt={follower.receipt}")
    counter.settle()
    assert (counter.followed(follower)["state"], counter.followed(leading)["state"]) == ("withdrawn", "accepted")


def test_when_the_leading_asker_withdraws_the_followers_stand_alone_again(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.desk(follower, "merge", leading=leading.no, reason=REASON)
    counter.api(f"/appeals/{leading.no}/withdrawal?receipt={leading.receipt}")
    counter.settle()
    assert counter.followed(follower)["state"] == "received"
    assert [row["case_no"] for row in counter.get("/desk", DISPATCHER)["appeals"]] == [follower.no]
    (separated,) = counter.said("appeal.separated")
    assert separated.data["why"] == "leading_withdrawn"


def test_when_the_leading_order_comes_to_no_answer_the_follower_is_accepted_again(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.desk(follower, "merge", leading=leading.no, reason=REASON)
    (merged,) = counter.said("appeal.merged")
    said = {"round": 1, "unit": "", "leading": leading.no, "link": merged.data["link"], "why": "transferred"}
    counter.hear("work_order.released", follower.no, **said)
    assert counter.followed(follower)["state"] == "accepted"
    assert "合在一起办理" not in counter.page(f"/follow?no={follower.no}&receipt={follower.receipt}")
    assert counter.seen(leading)["followers"] == []
    (separated,) = counter.said("appeal.separated")
    assert (separated.subject, separated.data["why"]) == (follower.no, "leading_ended")
    counter.hear("work_order.dispatched", follower.no, round=1, unit="housing")
    assert counter.followed(follower)["state"] == "dispatched"


def test_what_intake_says_comes_back_to_it_over_the_wire(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.api(f"/appeals/{follower.no}/merge", DISPATCHER, leading=leading.no, reason=REASON)
    counter.house.subscribe(counter.house.world.wire)
    counter.house.start_workers()
    counter.house.relay.start()
    counter.api(f"/appeals/{leading.no}/withdrawal?receipt={leading.receipt}")
    until = time.monotonic() + 20
    while counter.followed(follower)["state"] != "received":
        assert time.monotonic() < until, "the follower still follows"
        time.sleep(0.05)


def test_a_wrong_merge_is_undone_in_both(counter: Counter) -> None:
    leading, follower = two(counter)
    counter.desk(follower, "accept")
    counter.desk(follower, "merge", leading=leading.no, reason=REASON)
    assert "从主件分开" in counter.page(f"/desk/{follower.no}", DISPATCHER)
    counter.desk(follower, "separate", reason="不是一栋楼")
    assert counter.followed(follower)["state"] == "accepted"
    assert counter.seen(leading)["followers"] == []
    assert counter.desk(follower, "separate", 409, reason="再分一次")["code"] == "appeal.not_merged"


def test_what_would_lose_an_asker_is_refused_whole(counter: Counter) -> None:
    leading, follower = two(counter)
    third = counter.submit(phone="13922222222")
    counter.desk(follower, "merge", leading=leading.no, reason=REASON)

    def refused(ticket: Ticket, into: str) -> str:
        return str(counter.desk(ticket, "merge", 409, leading=into, reason=REASON)["code"])

    assert refused(leading, third.no) == "appeal.has_followers"
    assert refused(third, follower.no) == "appeal.leading_merged"
    assert refused(third, third.no) == "appeal.merge_itself"
    counter.hear("work_order.archived", leading.no, round=1, end="satisfied", unit="housing")
    assert refused(third, leading.no) == "appeal.leading_ended"
    assert counter.desk(third, "merge", 422, leading="2026", reason=REASON)["fields"][0]["name"] == "leading"
    assert len(counter.said("appeal.merged")) == 1
