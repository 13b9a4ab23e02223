"""Steps forward: small movements towards studies or work, never counted as outcomes."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.person import Person


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step of one youth, as it is listed."""

    person: Person
    on: date
    says: str
    programme: str = ""
    by: str | None = None
