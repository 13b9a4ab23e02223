"""The stays that touch a period, one row each: what happened in them is summed up in SQL.

Portable SQL; a hundred thousand stays with ten attempts each become a hundred thousand rows.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select
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
from kaa_cli.register.told import as_when_they_left, broken, latest_told
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
        for row in rows(session, _with_sums(which, last))
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


def presences(session: Session, first: date, last: date, *, is_programme: bool) -> list[Presence]:
    """The same stays, without what happened in them."""
    whose = _Whose(session, first, last)
    question = _STAYS.where(present(first, last, is_programme=is_programme))
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
_STAYS = select(
    *_WHO,
    REGISTRATION.c.id,
    REGISTRATION.c.first_seen_on,
    REGISTRATION.c.registered_on,
    REGISTRATION.c.ended_on,
    REGISTRATION.c.end_reason,
).join(REGISTRATION, REGISTRATION.c.youth_id == YOUTH.c.id)


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
            tuple(self._programmes.get(youth, ())),
        )


def _with_sums(which: ColumnElement[bool], last: date) -> Select[Any]:
    """The stays, each with what SQL has summed up of it."""
    of_stay = select(REGISTRATION.c.id).join(YOUTH, REGISTRATION.c.youth_id == YOUTH.c.id)
    tried, known = _attempts(of_stay.where(which), last).subquery(), _first_known(last).subquery()
    told, offered, led = latest_told(last), _measures(last).subquery(), _outcomes(last)
    question = _STAYS.add_columns(
        *(tried.c.attempted_on, tried.c.reached_on, tried.c.guardian_on, known.c.known_on),
        *(told.c.on, told.c.code, offered.c.offered_on, offered.c.accepted_on),
        *(offered.c.started_on, led.c.outcome, led.c.category),
    )
    for sums in (tried, known, offered, led):
        question = question.outerjoin(sums, sums.c.registration == REGISTRATION.c.id)
    return question.outerjoin(told, told.c.youth_id == YOUTH.c.id).where(which)


def _first(day: Any, when: Any) -> Any:
    return func.min(case((when, day)))


def _attempts(which: Select[Any], last: date) -> Select[Any]:
    on = ATTEMPT.c.on
    is_contact = ATTEMPT.c.result.in_(sorted(CONTACTS))
    return (
        select(
            ATTEMPT.c.registration_id.label("registration"),
            _first(on, TRIED).label("attempted_on"),
            _first(on, is_contact & (ATTEMPT.c.target == Target.YOUTH)).label("reached_on"),
            _first(on, is_contact & (ATTEMPT.c.target == Target.GUARDIAN)).label("guardian_on"),
        )
        .where(ATTEMPT.c.registration_id.in_(which), on <= last)
        .group_by(ATTEMPT.c.registration_id)
    )


def _first_known(last: date) -> Select[Any]:
    on = OCCUPATION.c.on
    return (
        select(REGISTRATION.c.id.label("registration"), func.min(on).label("known_on"))
        .join(OCCUPATION, OCCUPATION.c.youth_id == REGISTRATION.c.youth_id)
        .where(on <= last, on >= _BEGAN, OCCUPATION.c.code != OccupationCode.UNKNOWN)
        .group_by(REGISTRATION.c.id)
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


def _outcomes(last: date) -> Subquery:
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
        .where(OUTCOME.c.on >= _BEGAN, OUTCOME.c.on <= last)
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1).subquery()


def _checks(session: Session, last: date) -> dict[int, bool | None]:
    """By outcome, what the latest question about it found: it holds, does not, or not known."""
    asked = select(OUTCOME_CHECK.c.outcome_id, OUTCOME_CHECK.c.result)
    asked = asked.where(OUTCOME_CHECK.c.on <= last)
    means = {Lasting.SUSTAINED.value: True, Lasting.INTERRUPTED.value: False}
    in_order = asked.order_by(OUTCOME_CHECK.c.on, OUTCOME_CHECK.c.id)
    return {outcome: means.get(result) for outcome, result in rows(session, in_order)}


def whose(
    session: Session, first: date, last: date, among: Select[Any] | None = None
) -> dict[int, Who]:
    """Everybody ever registered, or the youths `among` asks for, each by the latest stay."""
    newest = select(REGISTRATION.c.youth_id, func.max(REGISTRATION.c.id).label("id"))
    latest = newest.group_by(REGISTRATION.c.youth_id).subquery()
    question = select(*_WHO).outerjoin(latest, latest.c.youth_id == YOUTH.c.id)
    question = question.outerjoin(REGISTRATION, REGISTRATION.c.id == latest.c.id)
    if among is not None:
        question = question.where(YOUTH.c.id.in_(among))
    told = _Whose(session, first, last)
    return {row[0]: told(row) for row in rows(session, question)}
