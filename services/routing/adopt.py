"""Adopting a jurisdiction's rules: each part becomes an entry, once for each content."""

from pathlib import Path

from services.routing.adoption import read_jurisdiction
from services.routing.domain.rules import AdoptRules
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.rules.canonical import canonical
from shared.rules.rules import rules_from

INSTALLER = Actor("system:init")


def adopt(house: House, folder: Path) -> int:
    """Adopt what is new in the folder; how many parts. RulesInvalid with every fault, and then nothing is adopted."""
    parts = read_jurisdiction(folder)
    rules = rules_from(parts)
    commands = [
        AdoptRules(part, rules.hashes[part], canonical(content), house.moment(INSTALLER))
        for part, content in parts.items()
    ]
    return len(house.execute(*commands))
