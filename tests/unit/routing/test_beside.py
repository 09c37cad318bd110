"""Every command to a part or an extension does in every state what the table in the service's README says."""

from pathlib import Path

import pytest

from services.routing.domain.extension import extension
from services.routing.domain.extension.state import State as Asked
from services.routing.domain.part import part
from services.routing.domain.part.state import State
from tests.unit.readme_tables import holds
from tests.unit.routing.beside import EXTENSION_COMMANDS, EXTENSION_STATES, PART_COMMANDS, PART_STATES

README = Path("services/routing/README.md")


def test_the_table_of_a_part_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "part", part, PART_STATES, PART_COMMANDS)


def test_the_table_of_an_extension_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "extension", extension, EXTENSION_STATES, EXTENSION_COMMANDS)


@pytest.mark.parametrize("state", State)
def test_the_way_to_each_state_of_a_part_leads_there(state: State) -> None:
    assert part.fold(PART_STATES[state]).state is state


@pytest.mark.parametrize("state", Asked)
def test_the_way_to_each_state_of_an_extension_leads_there(state: Asked) -> None:
    assert extension.fold(EXTENSION_STATES[state]).state is state
