"""The memory of unwrapped keys."""

from shared.vault.cache import Cache


def test_the_least_recently_used_goes_first() -> None:
    cache: Cache[int] = Cache(2)
    cache.fill({"a": 1, "b": 2}, cache.epoch)
    assert cache.get("a") == 1
    cache.fill({"c": 3}, cache.epoch)
    assert cache.missing(["a", "b", "c"]) == {"b"}


def test_what_was_read_before_a_drop_is_not_kept() -> None:
    cache: Cache[int] = Cache(2)
    epoch = cache.epoch
    cache.drop(["a"])
    cache.fill({"a": 1}, epoch)
    assert cache.get("a") is None


def test_a_drop_forgets_the_named_alone() -> None:
    cache: Cache[int] = Cache(2)
    cache.fill({"a": 1, "b": 2}, cache.epoch)
    cache.drop(["a", "unknown"])
    assert (cache.get("a"), cache.get("b")) == (None, 2)
