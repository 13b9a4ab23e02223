"""Days, clock times and lists of ids as they are typed; pure, so `today` comes in as a value.

What cannot be read is refused with an example rather than guessed: `1/2/3` is no day.
"""

import re
from contextlib import suppress
from datetime import date, time, timedelta

from kaa_cli.errors import UsageProblem
from kaa_cli.labels import plain, quotable
from kaa_cli.words import _

_NEAR = {"today": 0, "idag": 0, "tomorrow": 1, "imorgon": 1, "yesterday": -1, "igar": -1}
_WEEKDAYS = (
    ("monday", "mandag"),
    ("tuesday", "tisdag"),
    ("wednesday", "onsdag"),
    ("thursday", "torsdag"),
    ("friday", "fredag"),
    ("saturday", "lordag"),
    ("sunday", "sondag"),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SHIFT = re.compile(r"([+-])([0-9]{1,4})([dw])")
_DAY_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?")
_IDS = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,7}))?")
_MOST_IDS = 10_000
_LATELY = 65  # days
_LEAP_YEARS_APART = 8  # 29 February 1896 and 1904: the longest way between two


def read_day(text: str, today: date, *, forward: bool) -> date:
    """The day typed, in either language.

    Where several days fit (`15/9`, a weekday), the latest up to today; with `forward` the first
    after today. Raises `UsageProblem`.
    """
    typed = text.strip().casefold()
    with suppress(ValueError, OverflowError):  # 31/4, 2026-02-30, or beyond year 9999
        day = _near(typed, today) or _shifted(typed, today) or _written(typed, today, forward)
        if day is not None:
            return _meant(day, typed, today) if forward else day
    example = _(
        '"{word}" is not a day. '
        "Write for example 2026-09-07, today, yesterday, +3d, -2d, +2w, 15/9 or monday."
    )
    raise UsageProblem(example.format(word=quotable(text)))


def _meant(day: date, typed: str, today: date) -> date:
    """The coming day; who writes 20/9 on 24 September does not mean next year, nor on the 20th."""
    found = _DAY_MONTH.fullmatch(typed)
    past = found and _day_of_month(int(found[1]), int(found[2]), today, forward=False)
    if not past or (today - past).days > _LATELY:
        return day
    if past == today:
        return today
    sentence = _("{day}/{month} has been. For next year write {whole}.")
    raise UsageProblem(sentence.format(day=day.day, month=day.month, whole=day.isoformat()))


def _near(typed: str, today: date) -> date | None:
    days = _NEAR.get(plain(typed))
    return None if days is None else today + timedelta(days=days)


def _shifted(typed: str, today: date) -> date | None:
    found = _SHIFT.fullmatch(typed)
    if not found:
        return None
    sign, count, unit = found.groups()
    days = int(count) * (7 if unit == "w" else 1)
    return today + timedelta(days=days if sign == "+" else -days)


def _written(typed: str, today: date, forward: bool) -> date | None:
    if found := _ISO.fullmatch(typed):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _DAY_MONTH.fullmatch(typed):
        day, month = map(int, found.groups())
        return _day_of_month(day, month, today, forward)
    number = _weekday(plain(typed))
    if number is None:
        return None
    if forward:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - number) % 7)


def _day_of_month(day: int, month: int, today: date, forward: bool) -> date | None:
    for years in range(_LEAP_YEARS_APART + 1):
        with suppress(ValueError):
            found = date(today.year + (years if forward else -years), month, day)
            if found > today if forward else found <= today:
                return found
    return None


def _weekday(word: str) -> int | None:
    """0 for Monday, for a weekday's name or a beginning of three letters or more."""
    if len(word) < 3:
        return None
    fits = (n for n, names in enumerate(_WEEKDAYS) if any(name.startswith(word) for name in names))
    return next(fits, None)


def read_clock(text: str) -> time:
    """The time typed: `15.48`, `15:48` or `16`; raises `UsageProblem`."""
    found = _CLOCK.fullmatch(text.strip())
    if found:
        with suppress(ValueError):
            return time(int(found[1]), int(found[2] or 0))
    example = _('"{word}" is not a time. Write for example 15.48, 15:48 or 16.')
    raise UsageProblem(example.format(word=quotable(text)))


def read_agreed(text: str, today: date) -> date:
    """The day agreed to meet: `15/9` and a weekday may be today; raises `UsageProblem`."""
    day = read_day(text, today, forward=False)
    return day if day == today else read_day(text, today, forward=True)


def read_moment(text: str, today: date) -> tuple[date, time | None]:
    """When something is agreed: `16:30` (today), `15/9`, or `15/9 14:00`; raises `UsageProblem`."""
    day, _space, last = text.strip().rpartition(" ")
    try:
        at = read_clock(last)
    except UsageProblem:
        return read_agreed(text, today), None
    return read_agreed(day, today) if day else today, at


def read_ids(text: str) -> tuple[int, ...]:
    """The ids typed, as `3,5,8-12`: each once, in the order typed; raises `UsageProblem`.

    What was typed is not repeated in the refusal: a name or a number may stand there by mistake.
    """
    ids: dict[int, None] = {}
    for part in text.split(","):
        first, last = _range(part.strip())
        ids.update(dict.fromkeys(range(first, min(last, first + _MOST_IDS) + 1)))
        if len(ids) > _MOST_IDS:
            raise UsageProblem(_("That is more than 10,000 youths. Name fewer at a time."))
    return tuple(ids)


def _range(part: str) -> tuple[int, int]:
    if found := _IDS.fullmatch(part):
        first, last = int(found[1]), int(found[2] or found[1])
        if 0 < first <= last:
            return first, last
    raise UsageProblem(_("Youths are named by their id. Write for example 17 or 3,5,8-12."))
