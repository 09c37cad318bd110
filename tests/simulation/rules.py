"""The real services and the real rules of Hailar, read once for each process."""

from functools import cache
from pathlib import Path

from services.intake.main import SPEC as INTAKE
from services.ledger.main import SPEC as LEDGER
from services.notify.main import SPEC as NOTIFY
from services.routing.adoption import read_jurisdiction
from services.routing.main import SPEC as ROUTING
from services.supervision.main import SPEC as SUPERVISION
from shared.house.hear import Table, reactions_table
from shared.house.spec import Spec
from shared.rules.rules import Rules, rules_from

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "jurisdictions" / "hailar"
SPECS: dict[str, Spec] = {spec.name: spec for spec in (INTAKE, ROUTING, SUPERVISION, NOTIFY, LEDGER)}
SERVICES = tuple(SPECS)
CASEWORK = ("intake", "routing", "supervision")
"""Those whose logs say what becomes of a case."""


@cache
def rules() -> Rules:
    """What is adopted before every history."""
    return rules_from(read_jurisdiction(FOLDER))


@cache
def tables() -> dict[str, Table]:
    """The reactions of every service."""
    return {name: reactions_table(spec.reactions) for name, spec in SPECS.items()}
