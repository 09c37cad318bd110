import json

from tests.unit.web.hall import WANG, Hall, bearer
from tests.unit.web.test_api import FEED, KEYED, NOTE, problem


def test_a_feed_shows_its_key() -> None:
    hall = Hall()
    response = hall.ask("POST", FEED, json=[NOTE, NOTE], headers=KEYED)
    assert json.loads(response.get_data()) == {"by": "feed:12345", "got": [NOTE, NOTE]}
    problem(hall.ask("POST", FEED, json=NOTE), 401, "access.feed_key")
    problem(hall.ask("POST", FEED, json=NOTE, headers={"X-Api-Key": "wrong"}), 401, "access.feed_key")
    problem(hall.ask("POST", FEED, json=NOTE, bearer=bearer(WANG)), 401, "access.feed_key")
    assert hall.ask("POST", FEED, json=NOTE, bearer="feed-key").status_code == 201


def test_an_unknown_feed_is_404() -> None:
    path = "/hall/api/v1/feeds/10086/orders"
    problem(Hall().ask("POST", path, json=NOTE, headers=KEYED), 404, "feed.unknown_source")
