"""How days, times and figures look on screen; files and JSON hold ISO days and plain numbers.

The names are our own words, not the machine's: a Swedish screen must not depend on its locale.
"""

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from kaa_cli.labels import W
from kaa_cli.words import _, in_context

THIN_SPACE = "\u202f"
"""Between thousands; missing in cp1252 and cp850, where the writer puts an ordinary space."""

_WEEKDAYS = (
    W("weekday", "Monday"),
    W("weekday", "Tuesday"),
    W("weekday", "Wednesday"),
    W("weekday", "Thursday"),
    W("weekday", "Friday"),
    W("weekday", "Saturday"),
    W("weekday", "Sunday"),
)
_SHORT_WEEKDAYS = (
    W("short weekday", "Mon"),
    W("short weekday", "Tue"),
    W("short weekday", "Wed"),
    W("short weekday", "Thu"),
    W("short weekday", "Fri"),
    W("short weekday", "Sat"),
    W("short weekday", "Sun"),
)
_MONTHS = (
    W("month", "January"),
    W("month", "February"),
    W("month", "March"),
    W("month", "April"),
    W("month", "May"),
    W("month", "June"),
    W("month", "July"),
    W("month", "August"),
    W("month", "September"),
    W("month", "October"),
    W("month", "November"),
    W("month", "December"),
)
_SHORT_MONTHS = (
    W("short month", "Jan"),
    W("short month", "Feb"),
    W("short month", "Mar"),
    W("short month", "Apr"),
    W("short month", "May"),
    W("short month", "Jun"),
    W("short month", "Jul"),
    W("short month", "Aug"),
    W("short month", "Sep"),
    W("short month", "Oct"),
    W("short month", "Nov"),
    W("short month", "Dec"),
)


def short(day: date, today: date) -> str:
    """ "mån 7 sep", with the year when it is not this year's."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_SHORT_WEEKDAYS[day.weekday()]} {day.day} {_SHORT_MONTHS[day.month - 1]}{year}"


def column(day: date) -> str:
    """ "mån  7 sep": always ten wide, for days that stand under each other; no year."""
    return f"{_SHORT_WEEKDAYS[day.weekday()]} {day.day:2} {_SHORT_MONTHS[day.month - 1]}"


def long(day: date, today: date | None = None) -> str:
    """ "måndag 7 september 2026"; without the year when `today` is given and in the same."""
    year = "" if today and day.year == today.year else f" {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def weekday(number_of: int) -> str:
    """The name of a weekday; Monday is 0."""
    return str(_WEEKDAYS[number_of])


def day_and_month(day: date) -> str:
    """ "7 sep"."""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]}"


def month_of(day: date) -> str:
    """ "sep 2026": the month a day is in."""
    return f"{_SHORT_MONTHS[day.month - 1]} {day.year}"


def clock(at: time) -> str:
    """ "15.48" in Swedish, "15:48" in English."""
    return _("{hour}:{minute}").format(hour=f"{at.hour:02}", minute=f"{at.minute:02}")


def percent(share: float, decimals: int = 1) -> str:
    """A share (0-1) as "78,8 %"; halves are rounded up, as on paper: 63 of 80 is 78,8."""
    step = Decimal(1).scaleb(-decimals)
    figure = (Decimal(repr(share)) * 100).quantize(step, rounding=ROUND_HALF_UP)
    return f"{_decimal(str(figure))} %"


def number(count: float, decimals: int | None = None) -> str:
    """A figure with thin spaces between thousands and the language's decimal sign."""
    figure = f"{count:_}" if decimals is None else f"{count:_.{decimals}f}"
    return _decimal(figure).replace("_", THIN_SPACE)


def _decimal(figure: str) -> str:
    return figure.replace(".", in_context("decimal sign", "."))
