"""Youths as the rules see them: rows of the register in, frozen values out.

Core selects of plain columns, not mapped objects: a queue of thousands is read in one go.
Protected youths leave here masked unless opened by id; restricted ones but for contact persons.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, Table, and_, exists, or_, select, true
from sqlmodel import Session

from kaa_cli.register.case_rows import facts_of, period_of, person_of, phone_of
from kaa_cli.register.happened import (
    appointments_by_registration,
    attempts_by_registration,
    measures_by_youth,
    outcomes_by_youth,
)
from kaa_cli.register.office_questions import setting
from kaa_cli.register.questions import (
    AT_ONCE,
    GUARDIAN,
    OCCUPATION,
    OUTCOME,
    PHONE,
    REGISTRATION,
    YOUTH,
    caseworkers,
    chunks,
)
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.person import Case, Period, Person, masked, may_be_seen
from kaa_cli.rules.support_codes import RegisterKind

_Row = Row[Any]
VIEWER = "viewer"
"""Where a session tells who looks."""

IN_THE_QUEUE = or_(REGISTRATION.c.ended_on.is_(None), REGISTRATION.c.check_reason.is_not(None))
"""Open registrations, and closed ones that are to be checked."""


_LATER = REGISTRATION.alias("later")
_ASKED_AFTERWARDS = and_(
    REGISTRATION.c.ended_on.is_not(None),
    REGISTRATION.c.check_reason.is_(None),
    exists().where(OUTCOME.c.youth_id == REGISTRATION.c.youth_id),
    ~exists().where(
        _LATER.c.youth_id == REGISTRATION.c.youth_id,
        or_(
            _LATER.c.ended_on.is_(None),
            _LATER.c.registered_on > REGISTRATION.c.registered_on,
            and_(
                _LATER.c.registered_on == REGISTRATION.c.registered_on,
                _LATER.c.id > REGISTRATION.c.id,
            ),
        ),
    ),
)
"""Closed registrations with an outcome: some routines ask whether it lasts, after the duty."""


def open_cases(session: Session) -> list[Case]:
    """Every youth with an open registration, and closed ones that are to be checked, by id."""
    return _cases(session, IN_THE_QUEUE)


def each_open_case(session: Session) -> Iterator[Case]:
    """The same, one after another."""
    return _one_by_one(session, IN_THE_QUEUE)


def cases_after_duty(session: Session) -> list[Case]:
    """The closed whose outcome a routine may ask about, by id."""
    return _cases(session, _ASKED_AFTERWARDS)


def cases_to_look_at(
    session: Session, today: date, *, after_duty: bool = False, since: date | None = None
) -> list[Case]:
    """Of the queue the ones who may be due today: nobody else can be, whatever was written.

    With `after_duty` the closed with an outcome too; `since` a day, those only who were not to be
    looked at on it.
    """
    look_on = REGISTRATION.c.look_on
    which = or_(IN_THE_QUEUE, _ASKED_AFTERWARDS) if after_duty else IN_THE_QUEUE
    days = (
        or_(look_on.is_(None), look_on <= today)
        if since is None
        else and_(look_on > since, look_on <= today)
    )
    return _cases(session, which & days)


def cases_to_count(session: Session, today: date, *, after_duty: bool = False) -> list[Case]:
    """Those to look at, and everybody of whom it is not kept how they are counted."""
    look_on = REGISTRATION.c.look_on
    is_to_be = or_(look_on.is_(None), look_on <= today)
    which = IN_THE_QUEUE & or_(is_to_be, REGISTRATION.c.stands_at.is_(None))
    if after_duty:
        which = which | (_ASKED_AFTERWARDS & is_to_be)
    return _cases(session, which)


def cases_of(session: Session, youths: Sequence[int], *, after_duty: bool = False) -> list[Case]:
    """The open cases, and closed ones to be checked, of some youths; see `cases_to_look_at`."""
    which = or_(IN_THE_QUEUE, _ASKED_AFTERWARDS) if after_duty else IN_THE_QUEUE
    found = []
    for part in chunks(youths):
        found += _cases(session, which & YOUTH.c.id.in_(part))
    return found


def cases_in(session: Session, registrations: Sequence[int]) -> list[Case]:
    """The cases of these stays, closed or not."""
    found = []
    for part in chunks(registrations):
        found += _cases(session, REGISTRATION.c.id.in_(part))
    return found


def latest_cases(session: Session, youths: Sequence[int]) -> dict[int, Case]:
    """Some youths in their latest registration, whether open or not, by number."""
    found: dict[int, Case] = {}
    for part in chunks(youths):
        some = YOUTH.c.id.in_(part)
        found |= {case.person.id: case for case in _cases(session, some)}
    return found


def case_of(session: Session, youth: int, on: date, *, opened: bool = False) -> Case | None:
    """One youth in the registration that covers a day, else in the latest; None if unknown."""
    found = _cases(session, YOUTH.c.id == youth, opened=(youth,) if opened else ())
    if not found:
        return None
    covering = [c for c in found if _covers(c.period, on)]
    return covering[-1] if covering else found[-1]


def all_cases(session: Session) -> list[Case]:
    """Every youth ever registered, in the latest registration, by id."""
    latest = {c.person.id: c for c in every_registration(session)}
    return list(latest.values())


def every_registration(session: Session) -> list[Case]:
    """Every registration there has been, by youth, the oldest first."""
    return _cases(session, true())


def _covers(period: Period, on: date) -> bool:
    return period.begins_on <= on and (period.ended_on is None or on < period.ended_on)


def _cases(session: Session, which: Any, *, opened: Collection[int] = ()) -> list[Case]:
    return list(_one_by_one(session, which, opened=opened))


def _one_by_one(session: Session, which: Any, *, opened: Collection[int] = ()) -> Iterator[Case]:
    """Cases by registration, oldest first within a youth; only so many at once are in memory."""
    names, are_participants = caseworkers(session), _is_of_programme(session)
    viewer = str(session.info.get(VIEWER, "")).casefold()
    for rows in session.execute(_registrations(which)).partitions(AT_ONCE):
        for row, person, facts in _told(session, rows, names):
            led = replace(facts, is_participant=are_participants)
            if row.id in opened or may_be_seen(person, row.restricted_on, viewer):
                yield Case(person, period_of(row), led)
            else:
                agreed = tuple(replace(one, place="") for one in facts.appointments)
                yield Case(masked(person), period_of(row), replace(led, appointments=agreed))


def _told(
    session: Session, rows: Sequence[_Row], names: dict[int, str]
) -> Iterator[tuple[_Row, Person, Facts]]:
    """Who the youths of some registrations are, and all that the rules may look at."""
    youths = [row.id for row in rows]
    periods = [row.registration for row in rows]
    guardians = _grouped(session, GUARDIAN, youths, GUARDIAN.c.position)
    positions = {g.id: g.position for group in guardians.values() for g in group}
    phones = _grouped(session, PHONE, youths, PHONE.c.id)
    occupations = _grouped(session, OCCUPATION, youths, OCCUPATION.c.on, OCCUPATION.c.id)
    attempts = attempts_by_registration(session, periods)
    appointments = appointments_by_registration(session, periods, names)
    measures = measures_by_youth(session, youths)
    outcomes = outcomes_by_youth(session, youths)
    for row in rows:
        facts = facts_of(
            row,
            [phone_of(p, positions) for p in phones[row.id]],
            attempts[row.registration],
            occupations[row.id],
            appointments[row.registration],
        )
        led = replace(facts, measures=tuple(measures[row.id]), outcomes=tuple(outcomes[row.id]))
        yield row, person_of(row, guardians[row.id], names), led


def _is_of_programme(session: Session) -> bool:
    """Whether the register holds participants outside the duty: then its youths are such."""
    return setting(session, "kind") == RegisterKind.PROGRAMME


def _registrations(which: Any) -> Select[Any]:
    return (
        select(YOUTH, REGISTRATION.c.id.label("registration"), *_PERIOD)
        .join(REGISTRATION, REGISTRATION.c.youth_id == YOUTH.c.id)
        .where(which)
        .order_by(  # after a merge an open period may have begun before one that is closed
            YOUTH.c.id,
            REGISTRATION.c.ended_on.is_(None),
            REGISTRATION.c.registered_on,
            REGISTRATION.c.id,
        )
    )


_PERIOD = tuple(
    REGISTRATION.c[name]
    for name in (
        "registered_on",
        "first_seen_on",
        "reason",
        "ended_on",
        "end_reason",
        "check_reason",
        "check_on",
    )
)


def _grouped(
    session: Session, of: Table, only: Sequence[int], *order: Any
) -> defaultdict[int, list[_Row]]:
    question = select(of).where(of.c.youth_id.in_(only)).order_by(*order)
    groups: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in session.execute(question):
        groups[row.youth_id].append(row)
    return groups
