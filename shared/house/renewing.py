"""After an upgrade: read models whose form has changed, and what a service newly hears.

The form of a read model is its tables, the types it reads and its version. Forms and the types that are heard are kept
as names in `progress`; a read model of another form is made anew from what was said and heard.
"""

from collections.abc import Set as AbstractSet
from hashlib import sha256

from sqlalchemy import Connection, select

from shared.eventlog.readmodel import ReadModel
from shared.eventlog.schema import inbox, note_once, progress
from shared.house.house import House
from shared.house.rebuild import Rebuilt, rebuild
from shared.telemetry.logs import logger

log = logger("upgrade")
FORM, HEARS = "form:", "hears:"
Pair = tuple[str, str]


def form_of(model: ReadModel) -> str:
    """A name that is another one whenever the read model's tables, types or version are others."""
    tables = [
        f"{table.name}({','.join(f'{one.name} {one.type!r} {one.primary_key}' for one in table.columns)})"
        for table in model.tables
    ]
    types = sorted([*model.said, *(f"{source}.{type_}" for source, type_ in model.heard)])
    digest = sha256("\n".join([*tables, *types, str(model.version)]).encode()).hexdigest()
    return f"{FORM}{model.name}:{digest[:16]}"


def outdated(house: House) -> list[ReadModel]:
    """The read models that were filled in another form than the present one."""
    if is_new(house):
        return []
    known = _names(house, FORM)
    return [model for model in house.readmodels if model.derived and form_of(model) not in known]


def renew(house: House) -> list[Rebuilt]:
    """Make every outdated read model anew; what was done. Killed in between, the next start goes on."""
    done = []
    for model in outdated(house):
        done.append(rebuild(house, model.name))
        _note(house, f"{FORM}{model.name}:", {form_of(model)})
        log.info("renewed", service=house.name, read_model=model.name, next_step="nothing: it has its new form now")
    return done


def newly_heard(house: House) -> frozenset[Pair]:
    """What it hears now and never heard before this version; see `note_heard_before`."""
    if is_new(house) or house.spec.hears_all:
        return frozenset()
    return house.hears - {tuple(name.split(":", 1)) for name in _names(house, HEARS)}


def note_heard_before(house: House) -> None:
    """Once, where an earlier version noted nothing: what its inbox shows. A start that is killed while the past is heard
    goes on with the rest at the next one."""
    if not is_new(house) and not _names(house, HEARS):
        _note(house, HEARS, {f"{HEARS}{source}:{type_}" for source, type_ in _in_inbox(house)})


def note_present(house: House) -> None:
    """From now on the present forms and types are the known ones."""
    forms = {form_of(model) for model in house.readmodels}
    if _names(house, FORM) != forms:
        _note(house, FORM, forms)
    pairs = {f"{source}:{type_}" for source, type_ in house.hears}
    if _names(house, HEARS) != pairs:
        _note(house, HEARS, {HEARS + pair for pair in pairs})


def is_new(house: House) -> bool:
    """Whether nothing was said or heard yet."""
    with house.log.reading() as connection:
        heard = connection.scalar(select(inbox.c.position).limit(1))
    return heard is None and house.log.head().position == 0


def _names(house: House, prefix: str) -> set[str]:
    statement = select(progress.c.name).where(progress.c.name.startswith(prefix, autoescape=True))
    with house.log.reading() as connection:
        found = connection.scalars(statement).all()
    return {name.removeprefix(prefix) for name in found} if prefix == HEARS else set(found)


def _in_inbox(house: House) -> frozenset[Pair]:
    with house.log.reading() as connection:
        rows = connection.execute(select(inbox.c.source, inbox.c.type).distinct()).all()
    return frozenset((row.source, row.type) for row in rows)


def _note(house: House, prefix: str, wanted: AbstractSet[str]) -> None:
    """These names, and no others with this prefix."""

    def note(connection: Connection) -> None:
        old = progress.c.name.startswith(prefix, autoescape=True)
        connection.execute(progress.delete().where(old, progress.c.name.not_in(wanted)))
        for name in sorted(wanted):
            note_once(connection, name)

    house.log.chore(note)
