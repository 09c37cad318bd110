"""`huying catch-up`: fill up what is behind the ledger, so that it may append again."""

from typing import Any

from services.cli.output import AsJson, Data, answer, end, told
from services.cli.places import DATA, is_real
from shared.house.folder import InUse, lock


def catch_up(
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Fetch what a restored or shortened log lacks from the ledger's copy, byte for byte. Exit 1 if entries are lost.

    Embedded: with nothing running. Real: beside the running services, which wait meanwhile.
    """
    from services.cli.recovery import whole  # noqa: PLC0415 - with all services, which take a while to load
    from services.cli.recovery.copies import Forked  # noqa: PLC0415 - as above

    with told():
        try:
            if is_real() and data == DATA:
                result, verdict = whole.of_servers()
            else:
                with lock(data.absolute()):
                    result, verdict = whole.of_folder(data.absolute())
        except InUse as busy:
            end(1, f"{busy}; stop it, say this again, start it")
        except Forked as forked:
            end(1, str(forked))
    verified = "yes: every log is whole" if verdict["ok"] else "no: see huying log verify"
    answer({**result, "verified": verdict["ok"]}, as_json=as_json, lines=[*lines(result), verified])
    if not (result["ok"] and verdict["ok"]):
        end(1)


def lines(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    said = [
        f"{one['service']:12} {one['fetched']} entries fetched, {one['heard']} messages heard again, now at {one['position']}"
        for one in result["services"]
    ]
    said += [
        f"{one['service']:12} LOST: positions {one['lost'][0]} to {one['lost'][1]} were heard of, and nobody has them all; "
        "it goes on refusing to append: restore all services from one backup"
        for one in result["services"]
        if one["lost"]
    ]
    said += [f"erased again: the keys of {result['erased_again']} askers"] if result["erased_again"] else []
    return said if result["services"] else [*said, "nothing is behind the ledger"]
