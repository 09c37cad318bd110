"""Reading a hotline's files (CSV, XLSX, JSON lines): orders, and rows put aside with what to mend.

No database, no framework, no clock. `read_orders` is the front door.
"""

from services.intake.files.count import count_rows
from services.intake.files.mapping import ColumnMapping, mapping_from, read_mapping, shipped
from services.intake.files.reading import read_orders
from services.intake.files.rejects import write_rejects
from services.intake.files.values import Bad, Cell, Order, Row, Spoiled, Unreadable

__all__ = [
    "Bad",
    "Cell",
    "ColumnMapping",
    "Order",
    "Row",
    "Spoiled",
    "Unreadable",
    "count_rows",
    "mapping_from",
    "read_mapping",
    "read_orders",
    "shipped",
    "write_rejects",
]
