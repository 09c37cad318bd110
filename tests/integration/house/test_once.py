"""A request with an Idempotency-Key is done once, however often and however fast it comes."""

from dataclasses import replace

import pytest

from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.once import Once
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from tests.integration.house.shop import Tell
from tests.integration.house.town import WANG, Town, together


def tell(shop: House, words: str, key: str | None, by: Actor = WANG, *, of: int = 1) -> int:
    once = Once(key, of) if key else None
    return len(shop.execute(Tell("anna", Text(words), shop.moment(by)), once=once))


def test_the_same_key_of_the_same_person_is_done_once(town: Town) -> None:
    shop = town.houses["intake"]
    assert tell(shop, "one", "key") == 1
    assert tell(shop, "two", "key") == 0
    assert tell(shop, "three", "other key") == 1
    assert tell(shop, "four", None) == 1


def test_another_persons_key_is_another_key(town: Town) -> None:
    shop = town.houses["intake"]
    assert tell(shop, "one", "key") == 1
    assert tell(shop, "two", "key", replace(WANG, account="li")) == 1


def test_sent_ten_times_at_once_it_is_done_once(town: Town) -> None:
    shop = town.houses["intake"]
    together(*[lambda i=i: tell(shop, f"words {i}", "key") for i in range(10)])
    assert len(town.said("intake", "toy.told")) == 1


def test_what_was_refused_may_be_tried_again_under_its_key(town: Town) -> None:
    shop = town.houses["intake"]
    with pytest.raises(Rejected):
        tell(shop, "", "key")
    assert tell(shop, "one", "key") == 1


def test_a_key_with_another_request_is_refused_and_nothing_is_done(town: Town) -> None:
    shop = town.houses["intake"]
    assert tell(shop, "one", "key", of=1) == 1
    with pytest.raises(Rejected, match=r"request\.key_used"):
        tell(shop, "two", "key", of=2)
    assert len(town.said("intake", "toy.told")) == 1


def test_of_two_requests_under_one_key_at_once_one_is_done_and_the_other_refused(town: Town) -> None:
    shop, codes = town.houses["intake"], []

    def ask(of: int) -> None:
        try:
            tell(shop, f"words {of}", "key", of=of)
        except Rejected as refused:
            codes.append(refused.code)

    together(lambda: ask(1), lambda: ask(2))
    assert codes == ["request.key_used"]
    assert len(town.said("intake", "toy.told")) == 1
