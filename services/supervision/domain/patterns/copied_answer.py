"""照抄答复: an answer that is nearly word for word another case's."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.similarity import similar
from services.supervision.domain.patterns.story import Said, Story
from shared.rules.rules import Rules

CODE, CHECK = "copied_answer", "shared_text"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was made public: the closing that says it, its signature and how many letters it has."""

    story: Story
    closed: Said
    places: Sequence[int]
    letters: int


def copied_answer(
    answer: Answer, others: Sequence[Answer], shared: Sequence[Sequence[int]], rules: Rules
) -> Sequence[Finding]:
    """`others` are earlier answers, `shared` the signatures of texts that anybody may use (knowledge articles)."""
    numbers = rules.patterns[CODE].numbers
    least = numbers["similar_percent"]
    if answer.letters < numbers["least_letters"] or any(similar(answer.places, one) >= least for one in shared):
        return []
    alike = [(similar(answer.places, one.places), one) for one in others if not belong_together(answer, one)]
    close = [pair for pair in alike if pair[0] >= least]
    if not close:
        return []
    return [_found(answer, *max(close, key=lambda pair: pair[0]))]


def belong_together(answer: Answer, other: Answer) -> bool:
    """One case, one asker, one common need, or both follow one leading case: the same answer is right."""
    one, two = answer.closed.data, other.closed.data
    leads = {answer.story.case_no, one.get("leading") or ""} & {other.story.case_no, two.get("leading") or ""} - {""}
    need = one.get("common_need") and one.get("common_need") == two.get("common_need")
    return bool(leads or need or (answer.story.asker and answer.story.asker == other.story.asker))


def _found(answer: Answer, percent: int, other: Answer) -> Finding:
    check = Check(CHECK, "已核对：与知识库条目不同；两件不是同一诉求人、同一共性问题或并案的事项")
    words = f"公开答复与另一件的相似度约{percent}%"
    proof = [
        evidence(answer.story, answer.closed, "本件办结时的答复"),
        evidence(other.story, other.closed, "另一件办结时的答复"),
    ]
    closed = answer.closed
    return Finding(CODE, answer.story.case_no, closed.round, closed.by, words, proof, check, other.story.case_no)
