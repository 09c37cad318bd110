import pytest

from shared.access.feed_keys import FeedKeys, UnknownSource, hashed
from shared.access.tokens import NotSignedIn
from shared.kernel.actor import Actor

KEYS = FeedKeys({"12345": (hashed("old"), hashed("new").upper()), "96888": ()})


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Bearer old"}, {"Authorization": "bearer  new"}, {"X-Api-Key": "new"}]
)
def test_a_feed_is_known_by_its_key(headers: dict[str, str]) -> None:
    assert KEYS.check("12345", headers).actor() == Actor("feed:12345")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Api-Key": ""},
        {"X-Api-Key": "wrong"},
        {"X-Api-Key": "密钥"},
        {"Authorization": "Basic old"},
        {"Authorization": "Bearer wrong", "X-Api-Key": "old"},
        {"X-Api-Key": hashed("old")},
    ],
)
def test_a_wrong_key_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(NotSignedIn) as caught:
        KEYS.check("12345", headers)
    assert caught.value.code == "access.feed_key"


def test_a_source_without_a_key_accepts_none() -> None:
    with pytest.raises(NotSignedIn):
        KEYS.check("96888", {"X-Api-Key": ""})


def test_an_unknown_source_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownSource):
        KEYS.check("10086", {"X-Api-Key": "old"})
