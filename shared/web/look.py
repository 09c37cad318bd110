"""What pages share: the district's name, the navigation, the names of units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shared.web.display import IsWorkingDay


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the navigation, shown to those who have the permission (or one of several); to everybody if empty.

    `visitors` shows it to those alone who have not signed in.
    """

    label: str
    path: str
    permission: str | tuple[str, ...] = ""
    visitors: bool = False

    @property
    def permissions(self) -> tuple[str, ...]:
        """The permissions of which one is enough; none if it is open to everybody."""
        named = (self.permission,) if isinstance(self.permission, str) else self.permission
        return tuple(name for name in named if name)


def _as_it_is(code: str) -> str:
    return code


@dataclass(frozen=True, slots=True)
class Look:
    """`district` stands in the header; `unit_name` turns a unit's code into its name; `is_working_day` counts what is
    left of a limit; `demo` says on every page that the data are invented."""

    district: str = ""
    navigation: Sequence[NavItem] = field(default=())
    unit_name: Callable[[str], str] = _as_it_is
    is_working_day: IsWorkingDay | None = None
    demo: bool = False
