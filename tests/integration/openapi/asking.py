"""Requests that schemathesis makes up from a service's own OpenAPI, in the name of somebody who may make them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import status_code_conformance

from shared.access.tokens import sign
from shared.access.who import Who
from tests.scenarios.town import Town
from tests.scenarios.words import JURISDICTION, desks

UNITS: Mapping[str, str] = {
    "dispatcher": desks()["dispatch"],
    "supervisor": desks()["supervision"],
    "discipline": desks()["discipline"],
}
NOBODY = Who("")
NAMED = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
STRANGER = Who("publicity", "宣传", "publicity", "宣传岗", ("publicity",), "openapi")


def _is_name(value: object) -> bool:
    """Without a name, or with a slash in it, it is another address. Schemathesis makes names up as addresses have them."""
    text = unquote(str(value))
    return bool(text) and "/" not in text and text not in (".", "..")


def _in_an_address(name: str) -> str:
    return quote(name, safe="")


class Asking:
    """`real`: what there is by the name of a path's variable (`no`: cases in different states), put in place of
    made-up names as often as not."""

    def __init__(self, town: Town, real: Mapping[str, Sequence[str]]) -> None:
        self.town, self.real = town, real

    def schema(self, service: str) -> Any:
        """What the service says of itself."""
        return schemathesis.openapi.from_wsgi(f"/{service}/openapi.json", self.town.app)

    @cached_property
    def roles(self) -> Mapping[str, list[str]]:
        """Role → permissions, as the jurisdiction has them."""
        said = yaml.safe_load(Path(JURISDICTION / "roles.yaml").read_text(encoding="utf-8"))["roles"]
        return {code: role["permissions"] for code, role in said.items()}

    def everybody(self, permission: str) -> list[Who]:
        """Each role that may, then somebody who may not, and nobody."""
        wanted = set(permission.split(" | "))
        may = [code for code, held in self.roles.items() if wanted & set(held) or permission == "signed_in"]
        people = [Who(code, code, UNITS.get(code, "housing"), code, (code,), "openapi") for code in may]
        return [*people, STRANGER, NOBODY]

    def headers(self, who: Who, permission: str) -> dict[str, str]:
        """How they say who they are: a machine its key, a person a token."""
        if permission == "feed" and who is NOBODY:
            return {"X-Api-Key": self.town.feed_keys["96888"]}
        if not who.signed_in:
            return {}
        token = sign(self.town.key, who, self.town.now())
        return {"Authorization": f"Bearer {token}", "Cookie": f"huying={token}"}

    def explore(self, operation: Any, examples: int) -> None:
        """So many requests with fields as they should be, as many as they should not; each by everybody in turn."""
        self._some(operation, GenerationMode.POSITIVE, examples)
        with suppress(Unsatisfiable):  # where nothing is read, nothing can be wrong
            self._some(operation, GenerationMode.NEGATIVE, examples)

    def _some(self, operation: Any, mode: GenerationMode, examples: int) -> None:
        permission = operation.definition.raw["x-permission"]
        people = self.everybody(permission)
        names = [one.name for one in operation.path_parameters]
        known = {name: st.sampled_from(there) for name, there in self.real.items()}
        path = st.fixed_dictionaries({name: known.get(name, NAMED).map(_in_an_address) for name in names})

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(mode), path, st.booleans())
        def ask(case: Case[Any], real: Mapping[str, str], there: bool) -> None:
            if there and names:
                case.path_parameters = dict(real)
            assume(all(_is_name(value) for value in (case.path_parameters or {}).values()))
            for who in people:
                self._asks(case, who, permission)

        ask()

    def _asks(self, case: Case[Any], who: Who, permission: str) -> None:
        answer = case.call(headers=self.headers(who, permission))
        case.validate_response(answer, checks=[not_a_server_error, status_code_conformance])
