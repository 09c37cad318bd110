"""One look at a service: what it counted, and what its parts say now. It never fails, whatever is away."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from shared.telemetry.gauges import PART, Reading, families
from shared.telemetry.logs import logger
from shared.telemetry.registry import of_service, rendered

Part = Callable[[], Iterable[Reading]]
log = logger("metrics")


class Scrape:
    """`parts` are asked in their order; after one that `is_away`, those behind it are not asked, for each would wait.

    Of a part that cannot be read the last known values stand, and `huying_scrape_part_success` says so.
    """

    def __init__(self, service: str, parts: Mapping[str, Part], is_away: Callable[[Exception], bool]) -> None:
        self._service, self._parts, self._is_away = service, parts, is_away
        self._known: dict[str, Sequence[Reading]] = {}
        self._failing: set[str] = set()

    def text(self) -> bytes:
        """What Prometheus reads."""
        success: dict[tuple[str, ...], float] = {}
        away = False
        for name, part in self._parts.items():
            error = None if away else self._read(name, part)
            success[(name,)] = float(error is None and not away)
            away = away or (error is not None and self._is_away(error))
        readings = [Reading(PART, success), *(reading for known in self._known.values() for reading in known)]
        return rendered([*of_service(self._service), *families(self._service, readings)])

    def _read(self, name: str, part: Part) -> Exception | None:
        try:
            self._known[name] = tuple(part())
        except Exception as error:  # noqa: BLE001 - said by a metric, and in the log when it begins
            self._report(name, error)
            return error
        self._failing.discard(name)
        return None

    def _report(self, name: str, error: Exception) -> None:
        if name in self._failing:
            return
        self._failing.add(name)
        log.warning(
            "metrics incomplete",
            service=self._service,
            part=name,
            why=str(error),
            next_step="the last known values are shown; is the database there?",
        )
