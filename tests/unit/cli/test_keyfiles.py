"""Keys of a data folder: made once and whole, theirs alone, and refused in a sentence when they are no keys any more."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.cli.keyfiles import FEEDS, feed_keys, form_key, signing_key

KINDS: dict[str, Callable[[Path], Any]] = {
    "identity.key": lambda folder: signing_key(folder).thumbprint(),
    "form.key": form_key,
    "feed-keys.json": feed_keys,
}


@pytest.mark.parametrize("name", KINDS)
def test_a_key_is_made_once_and_only_its_user_may_read_it(tmp_path: Path, name: str) -> None:
    assert KINDS[name](tmp_path) == KINDS[name](tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", [b"", b"zz{", b"[]", b"{}x", b"\xff\xfe", b'{"kty": 1}', b"00", b'{"12345": 7}'])
@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_key_any_more_is_named_with_what_to_do_and_left_as_it_is(
    tmp_path: Path, name: str, broken: bytes
) -> None:
    (tmp_path / name).write_bytes(broken)
    with pytest.raises(ValueError, match=rf"{name} is not what huying init made: put back the copy"):
        KINDS[name](tmp_path)
    assert (tmp_path / name).read_bytes() == broken


@pytest.mark.parametrize("name", KINDS)
def test_a_draft_of_a_start_that_was_killed_is_in_nobodys_way(tmp_path: Path, name: str) -> None:
    (tmp_path / f".{name}.new").write_text("half")
    KINDS[name](tmp_path)
    assert not (tmp_path / f".{name}.new").exists()


def test_a_feed_that_is_new_gets_a_key_and_the_others_keep_theirs(tmp_path: Path) -> None:
    (tmp_path / "feed-keys.json").write_text('{"12345": "as handed out"}')
    keys = feed_keys(tmp_path)
    assert (set(keys), keys["12345"]) == (set(FEEDS), "as handed out")
    assert feed_keys(tmp_path) == keys
