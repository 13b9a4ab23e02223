"""Who is in the duty on a day: under 20, out of compulsory school, in a registration not ended."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.days import birthday
from kaa_cli.rules.scope import OutOfScope, is_before_duty, out_of_scope

BEGAN = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("born", "ended", "day", "why"),
    [
        ("2009-03-12", None, "2026-09-07", None),
        ("2009-03-12", None, "2026-08-31", None),  # the first day is in
        ("2009-03-12", None, "2026-08-30", ("not-yet", "2026-08-31")),
        ("2006-09-08", None, "2026-09-07", None),  # the last day at nineteen
        ("2006-09-07", None, "2026-09-07", ("turned-20", "2026-09-07")),
        ("2006-09-01", None, "2026-09-07", ("turned-20", "2026-09-01")),
        ("2008-02-29", None, "2028-02-28", None),
        ("2008-02-29", None, "2028-02-29", ("turned-20", "2028-02-29")),
        ("2009-03-12", "2026-09-08", "2026-09-07", None),
        ("2009-03-12", "2026-09-08", "2026-09-08", ("ended", "2026-09-08")),
        ("2009-03-12", "2026-09-08", "2026-10-01", ("ended", "2026-09-08")),
        ("2006-09-01", "2026-08-31", "2026-09-07", ("turned-20", "2026-09-01")),
    ],
)
def test_scope_of_a_day(
    born: str, ended: str | None, day: str, why: tuple[str, str] | None
) -> None:
    ended_on = date.fromisoformat(ended) if ended else None
    found = out_of_scope(
        birthday(date.fromisoformat(born), 20), BEGAN, ended_on, date.fromisoformat(day)
    )
    assert found == (OutOfScope(why[0], date.fromisoformat(why[1])) if why else None)


@pytest.mark.parametrize(
    ("born", "day", "before"),
    [
        ("2010-01-01", "2026-05-31", True),
        ("2010-01-01", "2026-06-01", False),
        ("2010-12-31", "2026-05-31", True),
        ("2010-12-31", "2026-06-01", False),  # still fifteen, but school is over
        ("2011-01-01", "2026-09-07", True),
    ],
)
def test_compulsory_school_ends_in_june_of_the_year_of_turning_sixteen(
    born: str, day: str, before: bool
) -> None:
    assert is_before_duty(date.fromisoformat(born), date.fromisoformat(day)) is before


@given(st.dates(date(2000, 1, 1), date(2015, 12, 31)), st.integers(-3000, 8000))
def test_nobody_is_ever_in_the_duty_from_the_20th_birthday_on(born: date, days: int) -> None:
    turns_20_on = birthday(born, 20)
    day = turns_20_on + timedelta(days=days)
    found = out_of_scope(turns_20_on, date.min, None, day)
    assert (found is not None) == (days >= 0)
