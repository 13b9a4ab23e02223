"""Who is in the duty on a day: under 20, and in a registration that has not ended.

Skollagen 29 kap. 9 §. The age limits are data because reforms move them.
"""

from dataclasses import dataclass
from datetime import date

ADULT_AT = 18
DUTY_ENDS_AT = 20
SCHOOL_DUTY_ENDS_AT = 16


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """Why a youth is not in the duty, and since when: `turned-20`, `ended` or `not-yet`."""

    kind: str
    since: date


def out_of_scope(
    duty_ends_on: date | None, begins_on: date, ended_on: date | None, day: date
) -> OutOfScope | None:
    """Why the duty does not hold on `day`, or None when it does.

    `begins_on` is the first day an attempt may carry: the earlier of registered and first seen.
    `duty_ends_on` is the 20th birthday, None for a participant outside the duty.
    """
    if duty_ends_on is not None and day >= duty_ends_on:
        return OutOfScope("turned-20", duty_ends_on)
    if ended_on is not None and day >= ended_on:
        return OutOfScope("ended", ended_on)
    if day < begins_on:
        return OutOfScope("not-yet", begins_on)
    return None


def is_before_duty(born_on: date, day: date) -> bool:
    """Whether a youth is still in compulsory school: until June of the year of turning 16."""
    return day < date(born_on.year + SCHOOL_DUTY_ENDS_AT, 6, 1)
