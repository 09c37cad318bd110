"""How every reaction plans a delivery: the command for what was heard."""

from typing import Any

from services.notify.domain.recipient.commands import PlanDelivery
from shared.kernel.reaction import Heard
from shared.rules.moment import Moment


def tell(heard: Heard, moment: Moment, to: str, template: str, **values: Any) -> PlanDelivery:
    """A delivery caused by what was heard; `values` are further fields of PlanDelivery."""
    return PlanDelivery(
        case_no=heard.subject,
        moment=moment,
        cause_id=heard.id,
        cause=heard.type,
        template=template,
        to=to,
        **values,
    )
