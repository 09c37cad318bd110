"""The words that the table of changes is written in: what an entry may do to the duties of one aggregate."""

from collections.abc import Callable, Iterable

from services.ledger.domain.standing import duty as due
from services.ledger.domain.standing.duty import Chosen, Duties, Duty
from services.ledger.domain.standing.entry import Data, Entry

Change = Callable[[Duties, Entry], Duties]
Which = Callable[[Data], str]


def alone(_: Data) -> str:
    """There is one of this aggregate in a case."""
    return ""


def said(*names: str) -> Which:
    """These fields tell which it is."""
    return lambda data: "/".join(str(data[name]) for name in names)


def in_turn(*changes: Change) -> Change:
    """One after the other."""

    def change(duties: Duties, entry: Entry) -> Duties:
        for one in changes:
            duties = one(duties, entry)
        return duties

    return change


def _of(about: str, which: str, names: Iterable[str] = ()) -> Chosen:
    """Of this aggregate, this one or what belongs to it (`<which>/…`), by name if names are given."""
    wanted = frozenset(names)

    def chosen(one: Duty) -> bool:
        inside = which in ("", one.which) or one.which.startswith(f"{which}/")
        return one.about == about and inside and (not wanted or one.duty in wanted)

    return chosen


class About:
    """The changes of one aggregate's duties; `which` tells its several apart by their data.

    `of_each`: an entry that begins duties of several units begins one of each, told apart by the duty's own unit."""

    def __init__(self, name: str, which: Which = alone, *, of_each: bool = False) -> None:
        self.name, self.which, self.of_each = name, which, of_each

    def begin(self, duties: Duties, entry: Entry) -> Duties:
        """The duties an entry names, anew or with other due times."""
        for one in entry.data.get("duties", ()):
            which = self.which({**entry.data, "unit": one["unit"]} if self.of_each else entry.data)
            duties = due.begun(duties, due.owed(self.name, which, one, entry.time))
        return duties

    def done(self, *names: str) -> Change:
        """What is named is done; nothing named: all."""
        return lambda duties, entry: due.done(duties, self._chosen(entry, names), entry.time)

    def over(self, *names: str) -> Change:
        """What is named is taken away; nothing named: all."""
        return lambda duties, entry: due.ended(duties, self._chosen(entry, names), entry.time)

    def again(self, name: str) -> Change:
        """What was done is to be done again."""
        return lambda duties, entry: due.undone(duties, self._chosen(entry, (name,)))

    def sleep(self, duties: Duties, entry: Entry) -> Duties:
        return due.sleeping(duties, self._chosen(entry), asleep=True)

    def wake(self, duties: Duties, entry: Entry) -> Duties:
        return due.sleeping(duties, self._chosen(entry), asleep=False)

    def lapse(self, duties: Duties, entry: Entry) -> Duties:
        """The lapse that an entry says: of the duty it names; an ask has but one."""
        named = (entry.data["duty"],) if "duty" in entry.data else ()
        return due.lapsed(duties, self._chosen(entry, named))

    def _chosen(self, entry: Entry, names: Iterable[str] = ()) -> Chosen:
        return _of(self.name, self.which(entry.data), names)


def asks(kind: str, about: str) -> Change:
    """Another service, or a source, asks for something: answered by `due_at`, or it lapses to `desk`."""

    def change(duties: Duties, entry: Entry) -> Duties:
        data, name = entry.data, f"ask_{kind}"
        asked = {"duty": name, "unit": data["desk"], "due_at": data["due_at"], "limit": name}
        return due.begun(duties, due.owed(about, data["ask"], asked, entry.time))

    return change


def nothing(duties: Duties, _: Entry) -> Duties:
    """All goes on as it was."""
    return duties


def when(says: Callable[[Data], object], then: Change, otherwise: Change = nothing) -> Change:
    """By what the entry says."""
    return lambda duties, entry: (then if says(entry.data) else otherwise)(duties, entry)
