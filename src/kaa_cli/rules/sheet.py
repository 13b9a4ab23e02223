"""What stands on a youth's sheet beside the person and the ladder."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.consents import Consent


@dataclass(frozen=True, slots=True)
class Beside:
    """Consents in force, programmes the youth has a place in, and the last day of keeping.

    `purge_on` is None while a participant outside the duty is in something still.
    """

    consents: tuple[Consent, ...] = ()
    programmes: tuple[str, ...] = ()
    purge_on: date | None = None
