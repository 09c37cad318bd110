"""Who is asking."""

from dataclasses import dataclass

from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Who:
    """An account with its unit, post and roles at the moment of asking. An empty account is nobody signed in.

    `session` names the sign-in and stays the same when the token is renewed; forms are bound to it.
    """

    account: str
    name: str = ""
    unit: str = ""
    post: str = ""
    roles: tuple[str, ...] = ()
    session: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether anybody has signed in, person or feed."""
        return bool(self.account)

    def actor(self) -> Actor:
        """The one an entry names; somebody not signed in acts as `asker`."""
        return Actor(self.account or "asker", self.unit, self.post)


ANONYMOUS = Who("")


def feed(source: str) -> Who:
    """A feed that has shown its key."""
    return Who(f"feed:{source}", name=source)
