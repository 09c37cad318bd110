from pathlib import Path

from services.notify.domain.delivery.decide import delivery
from services.notify.domain.digest import digest
from services.notify.domain.recipient.decide import recipient
from services.notify.reactions import beside, intake, routing, supervision
from tests.unit.notify.said import (
    DELIVERIES,
    DELIVERY_COMMANDS,
    DIGEST_COMMANDS,
    DIGESTS,
    RECIPIENT_COMMANDS,
    RECIPIENTS,
)
from tests.unit.readme_tables import holds

README = Path("services/notify/README.md")


def test_the_table_of_a_recipient_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "recipient", recipient, RECIPIENTS, RECIPIENT_COMMANDS)


def test_the_table_of_a_delivery_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "delivery", delivery, DELIVERIES, DELIVERY_COMMANDS)


def test_the_table_of_a_digest_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "digest", digest, DIGESTS, DIGEST_COMMANDS)


def test_what_is_heard_stands_in_the_readme(root: Path) -> None:
    text = (root / README).read_text(encoding="utf-8")
    for reaction in (*intake.REACTIONS, *routing.REACTIONS, *beside.REACTIONS, *supervision.REACTIONS):
        assert f"`{reaction.type}`" in text or f"`{reaction.type.partition('.')[2]}`" in text
