"""Which work orders there are, what each waits for and by when: one small row per case.

Free text stays in the log; of it the row holds the title alone, closed, for lists.
"""

from services.routing.readmodels.work_orders.apply import SAID
from services.routing.readmodels.work_orders.tables import work_orders
from shared.eventlog.readmodel import ReadModel, by_subject

WORK_ORDERS = ReadModel("work_orders", (work_orders,), said=SAID, foresee=by_subject(work_orders))
