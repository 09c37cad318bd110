import csv
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.adoption import read_jurisdiction
from services.routing.domain.suggestion import DOUBT, KIND_WEIGHT, MOST, Suggestion, plain, suggest, sure
from shared.rules.catalogue import Catalogue, CatalogueItem, Keyword
from shared.rules.rules import rules_from

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "data" / "labelled.csv"


def item(code: str, words: Mapping[str, int], outside: str = "", kinds: tuple[str, ...] = ()) -> CatalogueItem:
    keywords = tuple(Keyword(phrase, weight) for phrase, weight in words.items())
    return CatalogueItem(code, code, ("上级",), f"unit_of_{code[0]}", outside=outside, kinds=kinds, keywords=keywords)


ITEMS = [
    item("heat", {"供热": 8, "暖气": 5, "暖气不热": 9}),
    item("bus", {"公交车": 7, "车站": 3}),
    item("school", {"小学": 8}, outside="区教育局"),
    item("advice", {"政策": 4}, kinds=("咨询",)),
]
SMALL = Catalogue({one.code: one for one in ITEMS}, content="small", confidence=60, lead=25)


@pytest.fixture(scope="module")
def hailar() -> Catalogue:
    return rules_from(read_jurisdiction(ROOT / "deploy" / "jurisdictions" / "hailar")).catalogue


def test_words_lead_to_the_item_and_its_unit() -> None:
    assert suggest("", "今年供热不好", "投诉", SMALL) == (Suggestion("heat", "unit_of_h", 66, ("kw:heat:1",)),)


def test_nested_and_overlapping_words_are_all_found() -> None:
    (only,) = suggest("", "暖气不热供热", "", SMALL)
    assert set(only.rules) == {"kw:heat:1", "kw:heat:2", "kw:heat:3"}
    (bus,) = suggest("", "公交车站", "", SMALL)
    assert set(bus.rules) == {"kw:bus:1", "kw:bus:2"}


def test_a_word_in_the_title_weighs_double() -> None:
    assert suggest("供热", "", "", SMALL)[0].confidence == 100 * 16 // (16 + DOUBT)


def test_a_word_broken_over_lines_or_in_capitals_is_found() -> None:
    assert suggest("", "供\n  热", "", SMALL)[0].catalogue == "heat"
    capitals = Catalogue({"k": item("k", {"ktv": 5})}, content="capitals")
    assert suggest("", "KTV 扰民", "", capitals)[0].catalogue == "k"


def test_title_and_text_do_not_run_together_into_a_word() -> None:
    assert suggest("关于供", "热爱生活", "", SMALL) == ()


def test_the_kind_of_appeal_strengthens_items_made_for_it_but_never_speaks_alone() -> None:
    asked, other = suggest("", "政策", "咨询", SMALL)[0], suggest("", "政策", "投诉", SMALL)[0]
    assert asked.confidence == 100 * (4 + KIND_WEIGHT) // (4 + KIND_WEIGHT + DOUBT) > other.confidence
    assert asked.rules == ("kw:advice:1", "kind:advice")
    assert suggest("", "您好", "咨询", SMALL) == ()


def test_two_catalogues_never_share_an_index_whatever_they_are_called() -> None:
    other = Catalogue({"k": item("k", {"供热": 5})}, content=SMALL.hash)
    assert suggest("", "供热", "", SMALL)[0].catalogue == "heat"
    assert suggest("", "供热", "", other)[0].catalogue == "k"


def test_no_word_gives_no_suggestion() -> None:
    assert suggest("", "", "", SMALL) == ()
    assert suggest("无关", "文字", "投诉", SMALL) == ()


def test_one_strong_item_is_sure() -> None:
    assert sure(suggest("供热", "暖气不热", "", SMALL), SMALL) == suggest("供热", "暖气不热", "", SMALL)[0]


def test_nothing_is_sure_when_weak_or_contested_or_unknown() -> None:
    assert sure((), SMALL) is None
    assert sure(suggest("", "车站", "", SMALL), SMALL) is None
    assert sure(suggest("供热", "公交车 公交车站 供热", "", SMALL), SMALL) is None
    assert sure((Suggestion("gone", "unit_of_g", 99, ()),), SMALL) is None
    assert sure((Suggestion("heat", "other_unit", 99, ()),), SMALL) is None


@pytest.mark.parametrize(("first", "second", "is_sure"), [(60, 35, True), (60, 36, False), (59, 0, False)])
def test_the_thresholds_of_the_catalogue_decide(first: int, second: int, is_sure: bool) -> None:
    pair = (Suggestion("heat", "unit_of_h", first, ()), Suggestion("bus", "unit_of_b", second, ()))
    assert sure(pair, SMALL) == (pair[0] if is_sure else None)


def test_what_lies_outside_our_units_is_never_sure() -> None:
    assert suggest("小学", "小学", "", SMALL)[0].confidence >= 60
    assert sure(suggest("小学", "小学", "", SMALL), SMALL) is None


PHRASES = [keyword.phrase for one in ITEMS for keyword in one.keywords]
PIECES = st.lists(st.sampled_from([*PHRASES, "的", "热", "车", " ", "\n", "暖"]), max_size=12).map("".join)


@given(PIECES, PIECES)
def test_it_agrees_with_looking_for_every_word(title: str, text: str) -> None:
    scores = {}
    for one in ITEMS:
        in_title = [k.weight for k in one.keywords if k.phrase in plain(title)]
        anywhere = [k.weight for k in one.keywords if k.phrase in plain(title) or k.phrase in plain(text)]
        if anywhere:
            scores[one.code] = sum(in_title) + sum(anywhere)
    found = suggest(title, text, "", SMALL)
    assert {offer.catalogue for offer in found} == set(scores)
    for offer in found:
        rival = max((score for code, score in scores.items() if code != offer.catalogue), default=0)
        assert offer.confidence == 100 * scores[offer.catalogue] // (scores[offer.catalogue] + rival + DOUBT)
    assert [offer.confidence for offer in found] == sorted((offer.confidence for offer in found), reverse=True)


def test_reasons_are_rule_ids_and_never_words(hailar: Catalogue) -> None:
    text = "小区供热公司收了取暖费，暖气不热，室温不达标，物业公司推诿，公交车也不来"
    found = suggest("供热", text, "投诉", hailar)
    assert 1 < len(found) <= MOST
    assert all(rule.isascii() for one in found for rule in one.rules)


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("暖气不热", "我公司厂区供暖室温只有十度，已经交了取暖费。", "housing.utility.heating"),
        ("拖欠工程款两年", "某单位拖欠工程款，账款至今没有结清。", "business.funds.arrears"),
        ("咨询个转企", "个体工商户转型升级为企业要什么材料？", "business.transform"),
        ("奖补资金未到账", "申报奖补通过了，政策兑现一直没有消息。", "business.policy.redemption"),
        ("项目用地审批慢", "建设用地指标批不下来，用地手续办了半年。", "land.supply"),
        ("环评批复", "技改项目的环境影响评价和排污许可怎么办？", "ecology.permit"),
        ("拖欠农民工工资", "工地欠薪三个月，老板不发工资。", "labour.wages"),
        ("营业执照变更", "变更登记经营范围需要几天？", "market.licence"),
    ],
)
def test_what_enterprises_say_in_hailar_goes_to_the_right_item(
    title: str, text: str, code: str, hailar: Catalogue
) -> None:
    chosen = sure(suggest(title, text, "咨询", hailar), hailar)
    assert chosen is not None
    assert (chosen.catalogue, chosen.unit) == (code, hailar[code].lead)


def test_a_text_of_500_characters_takes_less_than_300_microseconds(hailar: Catalogue) -> None:
    text = ("物业公司不管供热，暖气不热，公交车也不来，拖欠工资，环评没有，" * 20)[:500]
    suggest("标题", text, "", hailar)
    rounds = []
    for _ in range(30):
        start = time.process_time_ns()
        for _ in range(10):
            suggest("标题", text, "", hailar)
        rounds.append(time.process_time_ns() - start)
    assert min(rounds) / 10 < 300_000


def test_most_real_messages_find_a_suggestion(hailar: Catalogue) -> None:
    if not REAL.exists():
        pytest.skip("real messages (../shared/data) are not beside this checkout")
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [suggest(row["留言主题"], row["留言详情"], "", hailar) for row in rows]
    assert sum(bool(one) for one in found) / len(found) > 0.95
    assert 0.2 < sum(sure(one, hailar) is not None for one in found) / len(found) < 0.5
