"""No operation of any service fails, or answers with a status that its OpenAPI does not have.

In `make test` a handful of requests for each operation and asker; HUYING_OPENAPI_EXAMPLES asks for more.
"""

import os

import pytest
from schemathesis.core.failures import FailureGroup

from services.cli.catalog import NAMES
from tests.integration.openapi.asking import Asking

EXAMPLES = int(os.environ.get("HUYING_OPENAPI_EXAMPLES", "1"))


@pytest.mark.slow
@pytest.mark.parametrize("service", NAMES)
def test_every_operation_answers_as_it_says(asking: Asking, service: str) -> None:
    faults = []
    for result in asking.schema(service).get_all_operations():
        operation = result.ok()
        try:
            asking.explore(operation, EXAMPLES)
        except FailureGroup as fault:  # one operation's fault hides no other's
            faults.append(f"{operation.label}: {fault}")
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize("service", NAMES)
def test_every_operation_names_what_it_answers(asking: Asking, service: str) -> None:
    for result in asking.schema(service).get_all_operations():
        answers = set(result.ok().definition.raw["responses"])
        assert "default" not in answers, result.ok().label
        assert {"200", "503"} <= answers, result.ok().label
