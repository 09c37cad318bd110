"""A witness in another department: what it was offered and what it sees, without any network between."""

from pathlib import Path

from services.cli.witnessing.alarms import Alarms
from services.cli.witnessing.cosigning import Cosigner
from services.cli.witnessing.state import COSIGNED, State
from services.cli.witnessing.watching import Watcher
from services.ledger.tree import keys, proving
from services.ledger.tree.asking import own_note
from services.ledger.tree.serving import resource
from shared.proof.keys import COSIGNS
from shared.proof.signing import SecretKey
from shared.witness.calling import NoAnswer
from shared.witness.message import AddCheckpoint
from shared.witness.tiles import PublicLog
from tests.attacks.place import Place
from tests.attacks.world import World
from tests.integration.ledger.office import ORIGIN

SILENCE = 12 * 3600.0


class Shown(PublicLog):
    """The log as this place's database shows it to everybody."""

    def __init__(self, place: Place) -> None:
        super().__init__("http://log.invalid")
        self._place = place

    def _get(self, path: str, most: int) -> bytes:
        engine = self._place.engine("ledger")
        with engine.connect() as connection:
            found = resource(connection, path)
        engine.dispose()
        if found is None:
            raise NoAnswer(f"{path} answers with status 404")
        return found.body


class Witness:
    """It knows the log's key from a paper, and cosigned the newest checkpoint before anything happened."""

    def __init__(self, folder: Path, world: World, name: str = "discipline") -> None:
        self.world, self.state = world, State(folder / f"{name}.sqlite")
        key = SecretKey(f"{name}.witness.invalid", COSIGNS, name.encode().ljust(32, b"."))
        logs = {ORIGIN: keys.read(world.place.folder / keys.NAME).verifiers}
        alarms = Alarms(self.state, world.at)
        self._cosigner = Cosigner(key, logs, self.state, alarms, world.at)
        self._watcher = Watcher(key.public, logs, (), self.state, alarms, world.at, SILENCE)

    def offered(self, place: Place) -> None:
        """Somebody asks for a cosignature of this place's newest checkpoint. Refusal."""
        known = self.state.kept(ORIGIN, COSIGNED)
        old = known.checkpoint.size if known else 0
        engine = place.engine("ledger")
        with engine.connect() as connection:
            newest = proving.checkpoint(connection)
            assert newest
            path = proving.consistency_path(connection, old, newest.size) if 0 < old <= newest.size else []
        engine.dispose()
        self._cosigner.answer(AddCheckpoint(min(old, newest.size), path, own_note(newest)).body())

    def look(self, place: Place) -> set[str]:
        """It looks at what this place shows, and at the clock; the alarms that stand."""
        self._watcher.look(Shown(place))
        return self.alarms()

    def listen(self) -> set[str]:
        """It looks at the clock alone, for nothing is shown."""
        self._watcher.turn()
        return self.alarms()

    def alarms(self) -> set[str]:
        """The alarms that stand."""
        return {alarm.code for alarm in self.state.alarms()}
