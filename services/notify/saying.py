"""What is said, logged and counted about attempts."""

from collections import Counter
from collections.abc import Iterable

from services.notify.attempts import Result
from services.notify.domain.delivery.commands import Command, GiveUp, MarkFailed, MarkSent, MarkUncertain
from shared.rules.moment import Moment
from shared.telemetry.logs import logger


def command_for(result: Result, moment: Moment) -> Command:
    """What is said about an attempt."""
    row, failed = result.row, result.failed
    case_no, id_, attempt = row["case_no"], row["id"], row["attempts"] + 1
    if failed is None:
        return MarkSent(case_no, id_, moment, result.channel, attempt, template_hash=result.version)
    if failed.final:
        return GiveUp(case_no, id_, moment, result.channel, attempt, failed.code)
    if result.doubtful:
        return MarkUncertain(case_no, id_, moment, result.channel, attempt, failed.code)
    urgent = bool(row["urgent"])
    return MarkFailed(case_no, id_, moment, result.channel, attempt, failed.code, failed.retry_after, urgent)


def outcome(result: Result) -> str:
    """`sent`, `failed` (to be tried again), `uncertain` or `given_up`."""
    if result.failed is None:
        return "sent"
    if result.failed.final:
        return "given_up"
    return "uncertain" if result.doubtful else "failed"


def report(results: Iterable[Result]) -> None:
    """One line for each way and code; what nobody has named with its traceback. Nobody's data."""
    counted = Counter((one.channel, one.failed.code, one.doubtful) for one in results if one.failed)
    for (channel, code, doubtful), count in counted.items():
        decide = "a person decides at /notify/deliveries?state=uncertain"
        again = "it is tried again by itself unless given up; /notify/deliveries shows each"
        logger("sending").warning(
            "perhaps sent" if doubtful else "not sent",
            channel=channel,
            code=code,
            count=count,
            next_step=decide if doubtful else again,
        )
    for one in results:
        if one.fault is not None:
            logger("sending").error(
                "a fault of ours", delivery=one.row["id"], exc_info=one.fault, next_step="report the traceback"
            )
