"""A folder keeps the keys it handed out, and gets one for each feed that came later."""

import json
from pathlib import Path

from services.cli.alone import started
from services.cli.settings import settings_of
from shared.house.folder import lock


def test_a_folder_from_before_a_feed_was_there_gets_its_key_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "feed-keys.json"
    path.write_text(json.dumps({"12345": "handed out", "96888": "handed out too"}))
    path.chmod(0o600)
    with lock(tmp_path), started(tmp_path, settings_of(tmp_path)) as embedded:
        keys = dict(embedded.feed_keys)
    assert json.loads(path.read_text()) == keys
    assert (keys["12345"], keys["96888"], len(keys["open311"])) == ("handed out", "handed out too", 32)
    assert path.stat().st_mode & 0o777 == 0o600
    with lock(tmp_path), started(tmp_path, settings_of(tmp_path)) as embedded:
        assert dict(embedded.feed_keys) == keys
