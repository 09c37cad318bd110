"""The tags an asker is known by, and its id."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from shared.vault.askers import Appearance, random_id, sight

SECRET = bytes(32)
NOW = datetime(2026, 11, 24, 1, 43, tzinfo=UTC)


def test_a_phone_goes_before_the_user_and_the_user_before_the_stream() -> None:
    assert sight(SECRET, Appearance("s", "13800000000", ("12345", "u"))).known_by[0] == "phone"
    assert sight(SECRET, Appearance("s", None, ("12345", "u"))).known_by[0] == "user"
    assert sight(SECRET, Appearance("s", None, None)).known_by == sight(SECRET, Appearance("s", None, None)).stream


def test_the_same_user_name_at_two_sources_is_two_users() -> None:
    assert sight(SECRET, Appearance("s", None, ("12345", "u"))) != sight(SECRET, Appearance("s", None, ("96888", "u")))


def test_a_phone_without_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="phone"):
        sight(SECRET, Appearance("s", "无", None))


def test_an_id_is_a_uuid_of_version_7_that_sorts_by_time() -> None:
    first, later = random_id(NOW, b"\xff" * 10), random_id(NOW + timedelta(milliseconds=1), bytes(10))
    assert UUID(first).version == UUID(later).version == 7
    assert UUID(first).variant == "specified in RFC 4122"
    assert first < later
    assert UUID(first).int >> 80 == int(NOW.timestamp() * 1000)
