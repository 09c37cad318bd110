"""Signing in with account and password; what is refused is said in the log, and locks after the fifth time."""

from services.identity import passwords, sessions, tries
from services.identity.domain.account.state import Account
from services.identity.domain.lockout import Tries, minutes_left
from services.identity.domain.session import RefuseSignIn
from services.identity.sessions import BY_ITSELF, SignedIn
from shared.house.house import House
from shared.kernel.rejection import Rejected


def sign_in(house: House, name: str, password: str) -> SignedIn:
    """A new session. Rejected `session.wrong_password`, `session.locked` or `session.disabled`.

    An unknown name is answered as a wrong password, as slowly, and is locked as well. Tries while it is locked
    are not said in the log: nobody can fill it faster than five entries in a quarter of an hour for a name.
    """
    taken = tries.taken(house, name)
    person = sessions.account_of(house, name)
    if not passwords.fits(house, person.account, password):
        raise _refused(house, person, _wrong(house, taken))
    tries.given_back(house, name)
    if person.disabled:
        raise _refused(house, person, Rejected("session.disabled"))
    return sessions.begin(house, person)


def _wrong(house: House, taken: Tries) -> Rejected:
    if taken.locked_until:
        return Rejected("session.locked", minutes=minutes_left(taken, house.clock()))
    return Rejected("session.wrong_password", left=taken.left)


def _refused(house: House, person: Account, refusal: Rejected) -> Rejected:
    house.execute(RefuseSignIn(sessions.new_session(), person.account, refusal.code, house.moment(BY_ITSELF)))
    return refusal
