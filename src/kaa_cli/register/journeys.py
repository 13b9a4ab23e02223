"""The stays that touch a period, one row each: what happened in them is summed up in SQL.

Portable SQL; a hundred thousand stays with ten attempts each become a hundred thousand rows.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    SelectBase,
    Table,
    case,
    cast,
    func,
    select,
)
from sqlmodel import Session

from kaa_cli.register.participation import STARTED, taken_part
from kaa_cli.register.presence import present, turns_20_on
from kaa_cli.register.questions import (
    ATTEMPT,
    MEASURE,
    OCCUPATION,
    OUTCOME,
    OUTCOME_CHECK,
    REGISTRATION,
    YOUTH,
    caseworkers,
    rows,
)
from kaa_cli.register.told import as_when_they_left, broken
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
from kaa_cli.rules.journeys import Journey, Presence
from kaa_cli.rules.support_codes import Lasting
from kaa_cli.rules.walk import CONTACTS

TRIED = (ATTEMPT.c.channel != Channel.FIND_NUMBER) & (ATTEMPT.c.result != AttemptResult.RETURNED)
"""A try, or an answer; looking for a number and a letter that came back are neither."""
_BEGAN = case(
    (REGISTRATION.c.first_seen_on < REGISTRATION.c.registered_on, REGISTRATION.c.first_seen_on),
    else_=REGISTRATION.c.registered_on,
)
_ACCEPTED = func.coalesce(MEASURE.c.accepted_on, STARTED)
_OFFERED = func.coalesce(MEASURE.c.offered_on, _ACCEPTED, MEASURE.c.declined_on)


def journeys(
    session: Session, first: date, last: date, *, is_programme: bool, only_new: bool = False
) -> list[Journey]:
    """Each stay that touches a period, with what had happened in it by the last day.

    None that ended by age before it, though nobody closed it; with `only_new` those that began in
    it alone.

    `is_programme`: a register of participants outside the duty, where nobody leaves by age.
    """
    which = present(first, last, is_programme=is_programme)
    if only_new:
        which &= REGISTRATION.c.first_seen_on >= first
    whose, checks = _Whose(session, first, last), _checks(session, last)
    broken_on = broken(session, last)
    found = [
        _journey(
            row,
            whose(row[:_STAY]),
            turns_20_on(row[1], is_programme=is_programme),
            broken_on.get(row[0], ()),
            checks,
        )
        for row in rows(session, _with_sums(which, last, only_new=only_new))
    ]
    return as_when_they_left(session, found, last)


def _journey(
    row: Sequence[Any],
    who: Who,
    aged_on: date | None,
    broken_on: tuple[date, ...],
    checks: Mapping[int, bool | None],
) -> Journey:
    (number, seen_on, registered_on, ended_on, end_reason, *happened) = row[_STAY:]
    (tried, reached, guardian, known, told_on, told, *support) = happened
    (offered, accepted, started, outcome, category) = support
    return Journey(
        number,
        who,
        seen_on,
        registered_on,
        ended_on,
        _END_REASONS[end_reason],
        aged_on,
        tried,
        reached,
        guardian,
        known,
        Occupation(told_on, _OCCUPATIONS[told]) if told else None,
        broken_on,
        offered,
        accepted,
        started,
        _CATEGORIES[category],
        outcome in checks,
        checks.get(outcome),
    )


def presences(
    session: Session, first: date, last: date, *, is_programme: bool, told_apart: bool = True
) -> list[Presence]:
    """The same stays, without what happened in them.

    Not `told_apart`, each is of a youth of whom only the birth date is known.
    """
    whose = _Whose(session, first, last) if told_apart else _unnamed
    stays = _STAYS if told_apart else _stays_of(YOUTH.c.id, YOUTH.c.born_on)
    question = stays.where(present(first, last, is_programme=is_programme))
    return [
        Presence(
            number,
            whose(who),
            seen_on,
            registered_on,
            ended_on,
            _END_REASONS[end_reason],
            turns_20_on(who[1], is_programme=is_programme),
        )
        for *who, number, seen_on, registered_on, ended_on, end_reason in rows(session, question)
    ]


_END_REASONS: dict[str | None, EndReason | None] = {None: None, **{r.value: r for r in EndReason}}
_REASONS: dict[str | None, Reason] = {None: Reason.UNKNOWN, **{r.value: r for r in Reason}}
_SEXES: dict[str | None, Sex | None] = {None: None, **{sex.value: sex for sex in Sex}}
_OCCUPATIONS = {code.value: code for code in OccupationCode}
_CATEGORIES: dict[str | None, OutcomeCategory | None] = {
    None: None,
    **{category.value: category for category in OutcomeCategory},
}

_WHO = (
    YOUTH.c.id,
    YOUTH.c.born_on,
    YOUTH.c.sex,
    YOUTH.c.school,
    YOUTH.c.municipality,
    YOUTH.c.protection,
    YOUTH.c.contact_person_id,
    REGISTRATION.c.reason,
)
_STAY = len(_WHO)
"""Where in a row what is told of the stay begins, after whose it is."""


def _unnamed(told: Sequence[Any]) -> Who:
    youth, born_on = told
    return Who(youth, born_on)


def _stays_of(*who: ColumnElement[Any]) -> Select[Any]:
    of = REGISTRATION.c
    stay = (of.id, of.first_seen_on, of.registered_on, of.ended_on, of.end_reason)
    return select(*who, *stay).join(REGISTRATION, of.youth_id == YOUTH.c.id)


_STAYS = _stays_of(*_WHO)


class _Whose:
    """What figures are grouped by, of a row that begins with `_WHO`.

    Neither school nor municipality of a protected youth: where somebody is cannot be a group.
    """

    def __init__(self, session: Session, first: date, last: date) -> None:
        self._names = caseworkers(session)
        self._programmes = taken_part(session, first, last)

    def __call__(self, told: Sequence[Any]) -> Who:
        youth, born_on, sex, school, municipality, protection, person, reason = told
        is_open = protection == Protection.NONE
        return Who(
            youth,
            born_on,
            _SEXES[sex],
            school if is_open else "",
            municipality if is_open else "",
            self._names.get(person, ""),
            _REASONS[reason],
            self._programmes.get(youth, ()),
        )


def _with_sums(which: ColumnElement[bool], last: date, *, only_new: bool) -> Select[Any]:
    """The stays, each with what SQL has summed up of it."""
    stays = select(REGISTRATION.c.id).join(YOUTH, REGISTRATION.c.youth_id == YOUTH.c.id)
    tried = _attempts(stays.where(which) if only_new else None, last).subquery()
    told, led, offered = OCCUPATION.alias(), OUTCOME.alias(), _measures(last).subquery()
    question = _STAYS.add_columns(
        *(tried.c.attempted_on, tried.c.reached_on, tried.c.guardian_on, _first_known(last)),
        *(told.c.on, told.c.code, offered.c.offered_on, offered.c.accepted_on),
        *(offered.c.started_on, led.c.id, led.c.category),
    )
    for sums in (tried, offered):
        question = question.outerjoin(sums, sums.c.registration == REGISTRATION.c.id)
    question = question.outerjoin(told, told.c.id == _newest(OCCUPATION, OCCUPATION.c.on <= last))
    of_stay = (OUTCOME.c.on >= _BEGAN, OUTCOME.c.on <= last)
    return question.outerjoin(led, led.c.id == _newest(OUTCOME, *of_stay)).where(which)


def _first(day: Any, when: Any) -> Any:
    return func.min(case((when, day)))


def _attempts(which: Select[Any] | None, last: date) -> Select[Any]:
    """The first days of some stays, or of all: then in one sweep, and not stay by stay."""
    on = ATTEMPT.c.on
    stay: ColumnElement[int] = ATTEMPT.c.registration_id
    if which is None:
        stay = cast(stay, Integer)  # so that SQLite does not go by the index
    is_contact = ATTEMPT.c.result.in_(sorted(CONTACTS))
    summed_up = select(
        stay.label("registration"),
        _first(on, TRIED).label("attempted_on"),
        _first(on, is_contact & (ATTEMPT.c.target == Target.YOUTH)).label("reached_on"),
        _first(on, is_contact & (ATTEMPT.c.target == Target.GUARDIAN)).label("guardian_on"),
    ).where(on <= last)
    some = summed_up if which is None else summed_up.where(stay.in_(which))
    return some.group_by(stay)


def _first_known(last: date) -> ScalarSelect[date]:
    on = OCCUPATION.c.on
    return (
        select(func.min(on))
        .where(OCCUPATION.c.youth_id == REGISTRATION.c.youth_id)
        .where(on <= last, on >= _BEGAN, OCCUPATION.c.code != OccupationCode.UNKNOWN)
        .correlate(REGISTRATION)
        .scalar_subquery()
    )


def _measures(last: date) -> Select[Any]:
    """A step that was taken implies those before it, whether or not their day is known."""
    accepted = case((last >= _ACCEPTED, _ACCEPTED))
    started = case((last >= STARTED, STARTED))
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
        .where(func.coalesce(_OFFERED, MEASURE.c.ended_on) >= _BEGAN)
        .group_by(REGISTRATION.c.id)
    )


def _newest(of: Table, *which: ColumnElement[bool]) -> ScalarSelect[int]:
    """The row that was told last of the youth of a stay; of one day the last told.

    Found for each by the index, where ranking all rows costs more.
    """
    told = select(of.c.id).where(of.c.youth_id == REGISTRATION.c.youth_id, *which)
    newest = told.order_by(of.c.on.desc(), of.c.id.desc()).limit(1)
    return newest.correlate(REGISTRATION).scalar_subquery()


def _checks(session: Session, last: date) -> dict[int, bool | None]:
    """By outcome, what the latest question about it found: it holds, does not, or not known."""
    asked = select(OUTCOME_CHECK.c.outcome_id, OUTCOME_CHECK.c.result)
    asked = asked.where(OUTCOME_CHECK.c.on <= last)
    means = {Lasting.SUSTAINED.value: True, Lasting.INTERRUPTED.value: False}
    in_order = asked.order_by(OUTCOME_CHECK.c.on, OUTCOME_CHECK.c.id)
    return {outcome: means.get(result) for outcome, result in rows(session, in_order)}


def whose(
    session: Session, first: date, last: date, among: SelectBase | None = None
) -> dict[int, Who]:
    """Everybody ever registered, or the youths `among` asks for, each by the latest stay."""
    stay = REGISTRATION.alias()
    newest = select(func.max(stay.c.id)).where(stay.c.youth_id == YOUTH.c.id).scalar_subquery()
    with_latest = YOUTH.outerjoin(REGISTRATION, REGISTRATION.c.id == newest)
    question = select(*_WHO).select_from(with_latest)
    if among is not None:
        question = question.where(YOUTH.c.id.in_(among))
    told = _Whose(session, first, last)
    return {row[0]: told(row) for row in rows(session, question)}
