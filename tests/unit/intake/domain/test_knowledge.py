from services.intake.domain.enterprise import FactsKept, KeepFacts, NoteAppeal, Registered, enterprise
from services.intake.domain.knowledge.commands import (
    CiteArticle,
    DraftArticle,
    LapseReview,
    NoteReviewed,
    PublishArticle,
)
from services.intake.domain.knowledge.content import Content
from services.intake.domain.knowledge.decide import knowledge
from services.intake.domain.knowledge.events import Drafted, Lapsed, Published, Reviewed
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.articles import FIRST, PUBLISHED, REGISTERED, SECOND
from tests.unit.small_rules import DAY, NOON, at

given = scenario(knowledge)
LAPSED = Lapsed(1, "review", "desk", NOON + DAY)


def test_each_publishing_is_a_version_of_its_own() -> None:
    given(Drafted(FIRST)).when(PublishArticle("k", at())).then(PUBLISHED)
    outcome = given(Drafted(FIRST), PUBLISHED, Drafted(SECOND)).when(PublishArticle("k", at())).then_types(Published)
    assert (outcome.events[0].version, outcome.events[0].content) == (2, SECOND)
    given(Drafted(FIRST), PUBLISHED).when(PublishArticle("k", at())).then()


def test_a_new_draft_leaves_what_is_published_as_it_is() -> None:
    known = (Drafted(FIRST), PUBLISHED, Drafted(SECOND))
    given(*known).when(CiteArticle("k", at(), 1)).then()
    assert knowledge.fold(known).content == FIRST


def test_the_same_draft_again_says_nothing_and_an_empty_one_is_refused() -> None:
    given(Drafted(FIRST)).when(DraftArticle("k", at(), FIRST)).then()
    given().when(DraftArticle("k", at(), Content("标题", " "))).rejected("knowledge.empty")


def test_only_the_newest_version_is_cited() -> None:
    given(Drafted(FIRST), PUBLISHED).when(CiteArticle("k", at(), 2)).rejected("knowledge.other_version")


def test_a_review_that_is_late_first_says_the_lapse_and_starts_anew() -> None:
    known = (Drafted(FIRST), PUBLISHED)
    given(*known).when(LapseReview("k", at(24))).then()
    given(*known).when(LapseReview("k", at(25))).then(LAPSED)
    given(*known, LAPSED).when(LapseReview("k", at(99))).then()
    outcome = given(*known).when(NoteReviewed("k", at(30))).then_types(Lapsed, Reviewed)
    assert outcome.state.duties[0].due_at == NOON + DAY + DAY * 30 / 24
    assert LAPSED.happened_at == NOON + DAY


about = scenario(enterprise)
CODE = Text("91110000600037341L")


def test_the_first_appeal_registers_the_enterprise_under_its_askers_key_and_each_is_noted_once() -> None:
    command = NoteAppeal("e", at(), "s1", "a", CODE, Text("某厂"))
    said = Registered("s1", "a", CODE.under("asker/a"), Text("某厂").under("asker/a"))
    about().when(command).then(said)
    about(REGISTERED).when(command).then()
    assert enterprise.address(command).subject == "enterprise/e"


def test_what_the_desk_keeps_goes_with_the_asker_who_was_noted_last() -> None:
    name, contact = Text("某厂"), Text("王某")
    about(REGISTERED).when(KeepFacts("e", at(), name, "制造", "small", contact)).then(
        FactsKept(name.under("asker/a"), "制造", "small", contact.under("asker/a"))
    )
    about(REGISTERED).when(KeepFacts("e", at(), name, "制造", "巨型")).rejected("enterprise.unknown_scale")
