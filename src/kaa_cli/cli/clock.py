"""What day and hour it is: the only place that asks the machine, or `KAA_TODAY` instead of it."""

import os
from datetime import UTC, date, datetime, time

from kaa_cli.errors import UsageProblem
from kaa_cli.words import _


def today() -> date:
    """The day it is: `KAA_TODAY` (an ISO day, or a day and an hour) or the machine's."""
    told = _told()
    return told.date() if told else datetime.now().astimezone().date()


def hour() -> time | None:
    """The hour and minute; None when `KAA_TODAY` names a day alone."""
    text = os.environ.get("KAA_TODAY", "")
    if not text:
        return datetime.now().astimezone().time().replace(second=0, microsecond=0)
    told = _told()
    return told.time() if told and len(text) > len("2026-09-07") else None


def moment(shared: datetime | None = None) -> datetime:
    """The day and hour it is (aware, the machine's zone): for claims, which end by the hour.

    By a `shared` clock where there is one, so that no two machines mean different hours.
    """
    real = (shared or datetime.now(UTC)).astimezone()
    told = _told()
    if told is None:
        return real
    at = hour() or real.time()
    return datetime.combine(told.date(), at).astimezone()


def instant() -> datetime:
    """The true instant, for the log: never `KAA_TODAY`."""
    return datetime.now(UTC)


def _told() -> datetime | None:
    text = os.environ.get("KAA_TODAY", "")
    if not text:
        return None
    told: datetime | None
    try:
        told = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        told = None
    if told is None or not 1990 <= told.year <= 2200:  # the calendar has an end
        raise UsageProblem(_("KAA_TODAY must be a day such as 2026-09-07, or 2026-09-07T15:48."))
    return told
