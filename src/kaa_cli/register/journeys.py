"""The stays that touch a period, one row each: what happened in them is summed up in SQL.

Portable SQL; a hundred thousand stays with ten attempts each become a hundred thousand rows.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlmodel import Session

from kaa_cli.register.presence import is_over, touching, turns_20_on
from kaa_cli.register.questions import (
    ATTEMPT,
    MEASURE,
    OCCUPATION,
    OUTCOME,
    OUTCOME_CHECK,
    PROGRAMME,
    REGISTRATION,
    YOUTH,
    caseworkers,
)
from kaa_cli.register.told import as_when_they_left, broken, occupations
from kaa_cli.rules.codes import (
    AttemptResult,
    Channel,
    EndReason,
    OccupationCode,
    OutcomeCategory,
    Protection,
    Reason,
    Sex,
    Target,
)
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.grouping import Who
from kaa_cli.rules.journeys import Journey
from kaa_cli.rules.names import name_key
from kaa_cli.rules.support_codes import Lasting
from kaa_cli.rules.walk import CONTACTS

_Row = Row[Any]

TRIED = (ATTEMPT.c.channel != Channel.FIND_NUMBER) & (ATTEMPT.c.result != AttemptResult.RETURNED)
"""A try, or an answer; looking for a number and a letter that came back are neither."""
_BEGAN = case(
    (REGISTRATION.c.first_seen_on < REGISTRATION.c.registered_on, REGISTRATION.c.first_seen_on),
    else_=REGISTRATION.c.registered_on,
)
_STARTED = MEASURE.c.started_on
"""What has no such day never began, though it may have ended: a yes that came to nothing."""
_ACCEPTED = func.coalesce(MEASURE.c.accepted_on, _STARTED)
_OFFERED = func.coalesce(MEASURE.c.offered_on, _ACCEPTED, MEASURE.c.declined_on)


def journeys(session: Session, first: date, last: date, *, is_programme: bool) -> list[Journey]:
    """Each stay that touches a period, with what had happened in it by the last day.

    None that ended by age before it, though nobody closed it.

    `is_programme`: a register of participants outside the duty, where nobody leaves by age.
    """
    which = touching(first, last)
    people = whose(session, first, last)
    sums = _Sums(
        _by_registration(session, _attempts(which, last)),
        _by_registration(session, _first_known(which, last)),
        _by_registration(session, _measures(which, last)),
        _by_registration(session, _outcomes(which, last)),
        occupations(session, last),
        _checks(session, last),
        broken(session, last),
    )
    made = (
        _journey(row, people[row.youth_id], sums, is_programme=is_programme)
        for row in session.execute(select(REGISTRATION).where(which))
    )
    found = [one for one in made if not is_over(one.left_on, first)]
    return as_when_they_left(session, found, last)


@dataclass(frozen=True)
class _Sums:
    """What SQL has summed up: by stay, by youth, and by outcome."""

    attempts: dict[int, _Row]
    known: dict[int, _Row]
    measures: dict[int, _Row]
    outcomes: dict[int, _Row]
    occupations: dict[int, Occupation]
    checks: dict[int, bool | None]
    broken: Mapping[int, tuple[date, ...]]


def _journey(row: _Row, who: Who, sums: _Sums, *, is_programme: bool) -> Journey:
    tried, offered = sums.attempts.get(row.id), sums.measures.get(row.id)
    told, led = sums.known.get(row.id), sums.outcomes.get(row.id)
    return Journey(
        registration=row.id,
        who=replace(who, reason=Reason(row.reason)),
        first_seen_on=row.first_seen_on,
        registered_on=row.registered_on,
        ended_on=row.ended_on,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        turns_20_on=turns_20_on(who.born_on, is_programme=is_programme),
        attempted_on=tried.attempted_on if tried else None,
        reached_on=tried.reached_on if tried else None,
        reached_guardian_on=tried.guardian_on if tried else None,
        known_on=told.known_on if told else None,
        occupation=sums.occupations.get(row.youth_id),
        broken_on=sums.broken.get(row.youth_id, ()),
        offered_on=offered.offered_on if offered else None,
        accepted_on=offered.accepted_on if offered else None,
        started_on=offered.started_on if offered else None,
        outcome=OutcomeCategory(led.category) if led else None,
        asked_again=led is not None and led.outcome in sums.checks,
        still_there=sums.checks.get(led.outcome) if led else None,
    )


def _by_registration(session: Session, question: Select[Any]) -> dict[int, _Row]:
    return {row.registration: row for row in session.execute(question)}


def _first(day: Any, when: Any) -> Any:
    return func.min(case((when, day)))


def _attempts(which: ColumnElement[bool], last: date) -> Select[Any]:
    on = ATTEMPT.c.on
    is_contact = ATTEMPT.c.result.in_(sorted(CONTACTS))
    return (
        select(
            ATTEMPT.c.registration_id.label("registration"),
            _first(on, TRIED).label("attempted_on"),
            _first(on, is_contact & (ATTEMPT.c.target == Target.YOUTH)).label("reached_on"),
            _first(on, is_contact & (ATTEMPT.c.target == Target.GUARDIAN)).label("guardian_on"),
        )
        .join(REGISTRATION, REGISTRATION.c.id == ATTEMPT.c.registration_id)
        .where(which, on <= last)
        .group_by(ATTEMPT.c.registration_id)
    )


def _first_known(which: ColumnElement[bool], last: date) -> Select[Any]:
    on = OCCUPATION.c.on
    return (
        select(REGISTRATION.c.id.label("registration"), func.min(on).label("known_on"))
        .join(OCCUPATION, OCCUPATION.c.youth_id == REGISTRATION.c.youth_id)
        .where(which, on <= last, on >= _BEGAN, OCCUPATION.c.code != OccupationCode.UNKNOWN)
        .group_by(REGISTRATION.c.id)
    )


def _measures(which: ColumnElement[bool], last: date) -> Select[Any]:
    """A step that was taken implies those before it, whether or not their day is known."""
    accepted = case((last >= _ACCEPTED, _ACCEPTED))
    started = case((last >= _STARTED, _STARTED))
    return (
        select(
            REGISTRATION.c.id.label("registration"),
            func.min(func.coalesce(case((last >= _OFFERED, _OFFERED)), accepted, started)).label(
                "offered_on"
            ),
            func.min(func.coalesce(accepted, started)).label("accepted_on"),
            func.min(started).label("started_on"),
        )
        .join(MEASURE, MEASURE.c.youth_id == REGISTRATION.c.youth_id)
        .where(which, func.coalesce(_OFFERED, MEASURE.c.ended_on) >= _BEGAN)
        .group_by(REGISTRATION.c.id)
    )


def _outcomes(which: ColumnElement[bool], last: date) -> Select[Any]:
    newest = func.row_number().over(
        partition_by=REGISTRATION.c.id, order_by=(OUTCOME.c.on.desc(), OUTCOME.c.id.desc())
    )
    ranked = (
        select(
            REGISTRATION.c.id.label("registration"),
            OUTCOME.c.id.label("outcome"),
            OUTCOME.c.category,
            newest.label("place"),
        )
        .join(OUTCOME, OUTCOME.c.youth_id == REGISTRATION.c.youth_id)
        .where(which, OUTCOME.c.on >= _BEGAN, OUTCOME.c.on <= last)
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)


def _checks(session: Session, last: date) -> dict[int, bool | None]:
    """By outcome, what the latest question about it found: it holds, does not, or not known."""
    asked = select(OUTCOME_CHECK).where(OUTCOME_CHECK.c.on <= last)
    rows = session.execute(asked.order_by(OUTCOME_CHECK.c.on, OUTCOME_CHECK.c.id))
    means = {Lasting.SUSTAINED: True, Lasting.INTERRUPTED: False, Lasting.NOT_KNOWN: None}
    return {row.outcome_id: means[Lasting(row.result)] for row in rows}


def whose(session: Session, first: date, last: date) -> dict[int, Who]:
    """Everybody ever registered, with what figures are grouped by; the reason of the latest stay.

    Neither school nor municipality of a protected youth: where somebody is cannot be a group.
    """
    names = caseworkers(session)
    programmes = taken_part(session, first, last)
    newest = select(REGISTRATION.c.youth_id, REGISTRATION.c.reason).order_by(REGISTRATION.c.id)
    reasons = {row.youth_id: Reason(row.reason) for row in session.execute(newest)}
    columns = ("id", "born_on", "sex", "school", "municipality", "protection", "contact_person_id")
    found = {}
    for row in session.execute(select(*(YOUTH.c[name] for name in columns))):
        is_open = row.protection == Protection.NONE
        found[row.id] = Who(
            youth=row.id,
            born_on=row.born_on,
            sex=Sex(row.sex) if row.sex else None,
            school=row.school if is_open else "",
            municipality=row.municipality if is_open else "",
            contact_person=names.get(row.contact_person_id, ""),
            reason=reasons.get(row.id, Reason.UNKNOWN),
            programmes=tuple(programmes.get(row.id, ())),
        )
    return found


def running(session: Session, first: date, last: date) -> list[tuple[int, str, date]]:
    """The measures that ran in a period: whose, in which programme, and since when."""
    not_over = or_(MEASURE.c.ended_on.is_(None), MEASURE.c.ended_on >= first)
    rows = session.execute(
        select(MEASURE.c.youth_id, MEASURE.c.programme, _STARTED.label("since"))
        .where(last >= _STARTED, not_over)
        .order_by("since", MEASURE.c.id)
    )
    return [(row.youth_id, row.programme, row.since) for row in rows]


def taken_part(session: Session, first: date, last: date) -> Mapping[int, list[str]]:
    """By youth, the programmes of measures and outcomes of a period, each once, the latest last."""
    told = [(since, youth, name) for youth, name, since in running(session, first, last) if name]
    named = select(OUTCOME.c.on, OUTCOME.c.youth_id, OUTCOME.c.programme).where(
        OUTCOME.c.programme != "", OUTCOME.c.on.between(first, last)
    )
    told += [(row.on, row.youth_id, row.programme) for row in session.execute(named)]
    spelt = {name_key(name): name for name in programmes(session)}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for _day, youth, name in sorted(told):
        own = spelt[name_key(name)]
        if own in found[youth]:
            found[youth].remove(own)
        found[youth].append(own)
    return found


def programmes(session: Session) -> list[str]:
    """The programmes there are or that are named, each under its own spelling."""
    named = [select(table.c.programme).distinct() for table in (MEASURE, OUTCOME)]
    names = [str(row[0]) for question in named for row in session.execute(question) if row[0]]
    own = [str(name) for name in session.execute(select(PROGRAMME.c.name)).scalars()]
    spelt = {name_key(name): name for name in (*sorted(names), *own)}
    return sorted(spelt.values())
