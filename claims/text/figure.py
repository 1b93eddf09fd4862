"""What is kept of a quantity in a text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    start: int
    end: int
    quote: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    measure: str
    scope: str
    as_of: date | None = None
    denial: str = ""  # "denied" or "unconfirmed": what the words around it say of the number
    strict: bool = False  # "more than", "fewer than": the bound itself is not meant
