"""The discipline room: clues that rules find, reviews from opening to closing."""

from dataclasses import replace

from services.supervision.finding import find
from services.supervision.lapsing import turn
from shared.kernel.text import Home
from tests.integration.supervision.office import ANSWER, DISCIPLINE, LEAD, Office
from tests.integration.supervision.reviewing import (
    CLUES,
    REVIEWS,
    clues,
    concluded,
    do,
    foreign_call,
    found_clue,
    known,
    opened,
    received,
)

LONG = (
    "您反映的小区供热管网漏水问题，我局已派员到现场查看，确认是阀门老化，施工单位已更换并恢复供热，室温正常。" + ANSWER
)


def test_a_rule_finds_a_clue_once_and_says_nothing_of_it_in_the_clear(office: Office) -> None:
    no = foreign_call(office)
    assert [find(office.house), find(office.house)] == [1, 0]
    (one,) = clues(office)
    assert (one["source"], one["state"]) == ("rule", "open")
    assert (one["content"]["rule"], one["content"]["case_no"]) == ("foreign_contact_number", no)
    (entry,) = [entry for entry in office.house.log.read() if entry.type == "clue.found"]
    assert not [word for word in (no, "housing", "foreign") if word in entry.body.decode()]
    foreign_call(office)
    find(office.house)
    assert len(clues(office)) == 1


def test_a_copied_answer_shows_both_texts(office: Office) -> None:
    pair = []
    for number, asker in (("1", "a"), ("2", "b")):
        no = received(office, number, asker)
        office.clock.pass_(hours=1)
        pair.append(no)
        answer = office.closed("routing", f"case/{no}", office_home(no), LONG)
        office.close(no, public=answer, asker=asker)
    find(office.house)
    (one,) = clues(office, "?rule=copied_answer")
    assert (one["content"]["case_no"], one["content"]["other"]) == (pair[1], pair[0])
    page = office.page(f"{CLUES}/{one['matter']}", DISCIPLINE)
    assert page.count("阀门老化") == 2
    reading = [fact for fact in office.said("personal.opened") if "text_0" in fact["fields"]]
    assert reading
    assert not [fact for fact in reading if pair[0] in str(fact)]


def office_home(no: str) -> Home:

    return Home(no, "answered", "public")


def test_the_pages_show_evidence_check_and_forms(office: Office) -> None:
    matter = found_clue(office)
    listed = office.page(CLUES, DISCIPLINE)
    assert "联系号码不是诉求人的" in listed
    page = office.page(f"{CLUES}/{matter}", DISCIPLINE)
    for words in ("拨打的不是诉求人的号码", "排除情形的核对", "没有拨通过诉求人本人的号码", "启动核查", "排除"):
        assert words in page
    assert office.page(f"{CLUES}/new", DISCIPLINE)
    assert office.page(REVIEWS, DISCIPLINE)


def test_a_clue_is_dismissed_with_a_reason_and_taken_up_again(office: Office) -> None:
    matter = found_clue(office)
    assert office.api(f"{CLUES}/{matter}/dismiss", DISCIPLINE, {"reason": " "})[0] == 422
    assert do(office, f"{CLUES}/{matter}/dismiss", reason="号码是企业财务的")["state"] == "dismissed"
    assert office.api(f"{CLUES}/{matter}/open-review", DISCIPLINE, {"reason": "查"})[0] == 409
    assert do(office, f"{CLUES}/{matter}/take-up", reason="又有反映")["state"] == "open"


def test_a_review_goes_from_opening_to_closing_and_names_wait_for_a_second_person(office: Office) -> None:
    known(office)
    review = opened(office, found_clue(office))
    concluded(office, review)
    path = f"{REVIEWS}/{review}"
    do(office, f"{path}/hold-to-account", persons="经办人", measure="提醒谈话")
    do(office, f"{path}/set-follow-up", what="核对全部号码", due_on="2026-12-01")
    assert office.api(f"{path}/close", LEAD, {"words": "结案"})[1]["code"] == "review.follow_up_open"
    do(office, f"{path}/record-follow-up", words="已核对")
    draft = {
        "at": "2026年11月",
        "unit": "housing",
        "post": "经办人",
        "act": "填写同事电话",
        "sanction": "提醒谈话",
        "names": "某甲乙",
    }
    do(office, f"{path}/draft-case", DISCIPLINE, **draft)
    assert "某甲乙" not in office.page(f"{path}/case", LEAD)
    assert office.api(f"{path}/approve-names", DISCIPLINE, {})[0] == 404
    do(office, f"{path}/approve-names", LEAD)
    assert "某甲乙" in office.page(f"{path}/case", DISCIPLINE)
    assert do(office, f"{path}/close", LEAD, words="已落实")["state"] == "closed"
    page = office.page(path, DISCIPLINE)
    for words in ("调取通话记录", "拨打的是同事的电话", "提醒谈话", "已核对", "已结案"):
        assert words in page
    assert do(office, f"{path}/reopen", LEAD, reason="又有反映")["state"] == "assigned"


def test_who_belongs_to_the_unit_or_took_part_or_declares_it_is_not_assigned(office: Office) -> None:

    moved = replace(DISCIPLINE, account="moved", unit="housing")
    known(office, DISCIPLINE, LEAD, moved)
    path = f"{REVIEWS}/{opened(office, found_clue(office))}/assign"
    assert office.api(path, LEAD, {"reviewer": "moved"})[1]["code"] == "review.conflict_own_unit"
    assert office.api(path, LEAD, {"reviewer": "nobody"})[1]["code"] == "review.unknown_reviewer"
    do(office, path, LEAD, reviewer=DISCIPLINE.account)
    do(office, path.replace("assign", "declare-conflict"), reason="亲属在该单位")
    answer = office.api(path, LEAD, {"reviewer": DISCIPLINE.account})
    assert answer[1]["code"] == "review.conflict_declared"


def test_a_complaint_keeps_its_kind_and_becomes_part_of_a_review(office: Office) -> None:
    office.complain("m-1", kind="extortion", about="某局窗口", act="索要好处")
    (one,) = clues(office)
    assert (one["source"], one["content"]["act"]) == ("complaint", "")
    page = office.page(f"{CLUES}/m-1", DISCIPLINE)
    assert "吃拿卡要" in page
    assert "索要好处" in page
    do(office, f"{CLUES}/m-1/open-review", reason="核实", unit="housing")
    _, said = office.api(f"{CLUES}/m-1", DISCIPLINE)
    _, review = office.api(f"{REVIEWS}/{said['review']}", DISCIPLINE)
    assert (review["about"]["units"], review["about"]["clues"]) == (["housing"], ["complaint/m-1"])
    assert office.subjects("clue.joined") == ["complaint/m-1"]


def test_a_clue_is_registered_by_hand_and_joins_a_review(office: Office) -> None:
    review = opened(office, found_clue(office))
    form = {"kind": "shirking", "unit": "commerce", "act": "三次让企业另找他人"}
    status, made = office.api(CLUES, DISCIPLINE, form)
    assert (status, made["source"]) == (201, "hand")
    do(office, f"{CLUES}/{made['matter']}/join-review", review=review)
    _, said = office.api(f"{REVIEWS}/{review}", DISCIPLINE)
    assert said["about"]["units"] == ["housing", "commerce"]


def test_a_follow_up_that_is_late_lapses_and_nobody_is_reminded(office: Office) -> None:

    known(office)
    review = opened(office, found_clue(office))
    concluded(office, review)
    do(office, f"{REVIEWS}/{review}/set-follow-up", what="整改", due_on="2026-11-30")
    office.clock.pass_(days=20)
    turn(office.house)
    assert office.subjects("review.lapsed") == [f"review/{review}"]
    assert office.said("reminder.issued") == []


def test_reading_a_list_leaves_one_entry_a_day_that_names_nothing(office: Office) -> None:
    found_clue(office)
    office.page(CLUES, DISCIPLINE)
    assert office.subjects("personal.opened") == ["clue/list"]
