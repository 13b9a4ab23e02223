"""What was told once about the columns of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RememberedColumns:
    """Heading to field for lists of a kind with one row of headings; `number` names it."""

    number: int
    kind: str
    columns: Mapping[str, str]
    on: date
