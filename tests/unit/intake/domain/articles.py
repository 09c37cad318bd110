"""Knowledge articles and enterprises in every state, and one command of each kind."""

from typing import Any

from services.intake.domain.enterprise import AppealNoted, FactsKept, KeepFacts, NoteAppeal, Registered
from services.intake.domain.knowledge.commands import (
    CiteArticle,
    DraftArticle,
    LapseReview,
    NoteReviewed,
    PublishArticle,
    RetireArticle,
)
from services.intake.domain.knowledge.content import Content
from services.intake.domain.knowledge.events import Drafted, Published, Retired
from shared.kernel.duty import Duty
from shared.kernel.text import Text
from tests.unit.small_rules import DAY, NOON, at, closed

FIRST = Content("怎样办营业执照", "带身份证到窗口，或者网上办。", ("营业执照",), "登记条例", "国令第746号", "")
SECOND = Content("怎样办营业执照", "可以全程网上办。", ("营业执照", "执照"))
REVIEW = (Duty("review", "desk", NOON + DAY, "knowledge_review", "llllllllllll+cccccccccccc"),)
PUBLISHED = Published(1, FIRST, REVIEW)
ARTICLES: dict[str, tuple[Any, ...]] = {
    "unknown": (),
    "draft": (Drafted(FIRST),),
    "published": (Drafted(FIRST), PUBLISHED),
    "published, redrafted": (Drafted(FIRST), PUBLISHED, Drafted(SECOND)),
    "retired": (Drafted(FIRST), PUBLISHED, Retired(1, "作废")),
}
ABOUT_ARTICLES: dict[str, Any] = {
    "DraftArticle": DraftArticle("k", at(), Content("标题", "正文")),
    "PublishArticle": PublishArticle("k", at()),
    "NoteReviewed": NoteReviewed("k", at()),
    "RetireArticle": RetireArticle("k", at(), "作废"),
    "CiteArticle": CiteArticle("k", at(), 1),
    "LapseReview": LapseReview("k", at(25)),
}
REGISTERED = Registered("s1", "a", closed("credit_code"), closed("name"))
ENTERPRISES: dict[str, tuple[Any, ...]] = {
    "unknown": (),
    "registered": (REGISTERED,),
    "with two appeals": (REGISTERED, AppealNoted("s2", "b")),
    "with facts": (REGISTERED, FactsKept(closed("name"), "零售", "small", None)),
}
ABOUT_ENTERPRISES: dict[str, Any] = {
    "NoteAppeal": NoteAppeal("e", at(), "s2", "b", Text("91110000600037341L"), Text("某某公司")),
    "KeepFacts": KeepFacts("e", at(), Text("某某公司"), "零售", "small"),
}
