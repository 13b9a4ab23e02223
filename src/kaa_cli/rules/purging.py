"""The day by which a youth must be out of the register.

In the duty: at the latest 31 December of the year of turning 21 (förordning 2006:39). Participants
outside it: so many months after the last of what they took part in, as the municipality decides.
"""

from datetime import date

from dateutil.relativedelta import relativedelta

from kaa_cli.rules.settings import Settings
from kaa_cli.rules.support_codes import RegisterKind

PURGED_IN_THE_YEAR_OF_TURNING = 21


def purge_on(
    kind: RegisterKind, born_on: date, last_day: date | None, settings: Settings
) -> date | None:
    """The last day on which the data may be kept; None while something goes on.

    `last_day` is when the last participation or registration ended; in the duty it is not asked.
    """
    if kind is RegisterKind.KAA:
        return date(born_on.year + PURGED_IN_THE_YEAR_OF_TURNING, 12, 31)
    if last_day is None:
        return None
    return last_day + relativedelta(months=settings.programme_purge_months)
