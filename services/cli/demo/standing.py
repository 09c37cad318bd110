"""What is there before the first case of the play: knowledge, and what supervision watches."""

from services.cli.demo.articles import ARTICLES, commands
from services.cli.demo.cast import Cast
from services.supervision.domain.watch import Criteria, PlaceWatch

WATCHED = Criteria(theme="business")


def first_morning(cast: Cast) -> None:
    """Articles written and published; a theme on the watch list."""
    moment = cast.intake.moment(cast.desk().by)
    for article in ARTICLES:
        cast.intake.execute(*commands(article, moment))
    cast.supervision.execute(PlaceWatch(WATCHED, cast.supervisor()))
