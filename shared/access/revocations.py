"""Sign-ins that no longer count although their token still verifies. Fed by identity's events; lost with the process,
which is harmless: a token lives five minutes, and a service is ready only after it has heard what it missed."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.access.tokens import LIFETIME, SKEW
from shared.access.who import Who


@dataclass(slots=True)
class Revocations:
    """Sessions ended and accounts disabled."""

    _sessions: dict[str, datetime] = field(default_factory=dict)
    _accounts: set[str] = field(default_factory=set)

    def end_session(self, session: str, at: datetime) -> None:
        """The sign-in is over (`session.ended`); sessions whose tokens have all expired are forgotten."""
        oldest = at - LIFETIME - 2 * SKEW
        self._sessions = {name: ended for name, ended in self._sessions.items() if ended > oldest}
        self._sessions[session] = max(at, self._sessions.get(session, at))

    def disable(self, account: str) -> None:
        """The account may do nothing more (`account.disabled`)."""
        self._accounts.add(account)

    def enable(self, account: str) -> None:
        """The account may act again."""
        self._accounts.discard(account)

    def cover(self, who: Who) -> bool:
        """Whether this sign-in no longer counts."""
        return who.account in self._accounts or who.session in self._sessions
