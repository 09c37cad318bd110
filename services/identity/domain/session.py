"""A sign-in (登录): opened, or refused, and ended. Its id is random and never comes again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class OpenSession:
    session: str
    account: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class RefuseSignIn:
    """`account` is empty unless there is one of the name that was typed: people type passwords there."""

    session: str
    account: str
    code: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class EndSession:
    """`why`: `signed_out`, `replaced`, `expired`, `reused` (a stolen renewal), `disabled`, `password_changed`."""

    session: str
    why: str
    moment: Moment


Command = OpenSession | RefuseSignIn | EndSession


@stored("session.opened")
@dataclass(frozen=True, slots=True)
class Opened:
    account: str


@stored("session.refused")
@dataclass(frozen=True, slots=True)
class Refused:
    account: str
    code: str


@stored("session.ended")
@dataclass(frozen=True, slots=True)
class Ended:
    account: str
    why: str


Event = Opened | Refused | Ended


class State(Enum):
    UNKNOWN = "unknown"
    OPEN = "open"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Session:
    state: State = State.UNKNOWN
    account: str = ""


def decide(command: Command, session: Session) -> Sequence[Event]:
    """Rejected `session.used` for an id that was something else before, `session.unknown` for one never opened."""
    match command:
        case OpenSession(account=account):
            return _once(session, Session(State.OPEN, account), Opened(account))
        case RefuseSignIn(account=account, code=code):
            return _once(session, Session(State.REFUSED, account), Refused(account, code))
        case EndSession(why=why):
            return _end(session, why)
        case _:
            assert_never(command)


def _once(session: Session, wanted: Session, event: Event) -> Sequence[Event]:
    if session == wanted:
        return []
    if session.state is not State.UNKNOWN:
        raise Rejected("session.used")
    return [event]


def _end(session: Session, why: str) -> Sequence[Event]:
    if session.state is State.ENDED:
        return []
    if session.state is not State.OPEN:
        raise Rejected("session.unknown")
    return [Ended(session.account, why)]


def evolve(session: Session, event: Event) -> Session:
    """The sign-in after one more event."""
    match event:
        case Opened(account):
            return Session(State.OPEN, account)
        case Refused(account):
            return Session(State.REFUSED, account)
        case Ended():
            return Session(State.ENDED, session.account)


def address(command: Command) -> Address:
    return Address(stream_id("session", command.session), f"session/{command.session}")


session = Decider(
    name="session",
    commands=(OpenSession, RefuseSignIn, EndSession),
    events=(Opened, Refused, Ended),
    initial=Session(),
    decide=decide,
    evolve=evolve,
    address=address,
)
