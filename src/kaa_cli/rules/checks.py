"""Whether anybody falls between the chairs: a proof of place for each youth, and what is amiss.

Everybody in the duty is due now, waits until a named day, is booked, is in a measure that is
followed up, or is out of the queue by a decision. Whoever is none of these is `silent`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kaa_cli.rules.codes import OccupationCode, PhoneState, Place, Protection
from kaa_cli.rules.contact_points import is_usable
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.person import Case, keeps_guardian_of_adult
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.steps import Rule

CHECK_WITHIN_DAYS = 14
LOOK_AT_RESTRICTED_DAYS = 180
FOLLOW_UP_WITHIN_DAYS = 14
KNOWN_AFTER_DAYS = 366
"""How long ago a measure may have ended for anybody to be asked what the youth did then."""


class Proof(StrEnum):
    """By what a youth is held to be in good hands."""

    DUE = "due"
    WAITS = "waits"
    BOOKED = "booked"
    FOLLOWED_UP = "followed-up"
    DECIDED = "decided"


class Code(StrEnum):
    """What can be amiss, the worst first."""

    SILENT = "silent"
    OVERLOOKED = "overlooked"
    TURNED_20 = "turned-20"
    BACK_ON_LIST = "back-on-list"
    NOT_CHECKED = "not-checked"
    APPOINTMENT = "appointment"
    VISIT_ROUND = "visit-round"
    RESTS_PAST_20 = "rests-past-20"
    NO_CONTACT_POINT = "no-contact-point"
    RESTRICTED = "restricted"
    NOT_FOLLOWED_UP = "not-followed-up"
    NOT_BEGUN = "not-begun"
    RUNS_AFTER_END = "runs-after-end"
    NOT_KNOWN_AFTER = "not-known-after"
    GUARDIAN_KEPT = "guardian-kept"
    ENDS_BEFORE_START = "ends-before-start"
    BIRTH_DATE = "birth-date"
    SHARED_PHONE = "shared-phone"
    NOT_A_NUMBER = "not-a-number"
    NO_POSTCODE = "no-postcode"
    OTHER_WITHOUT_WORDS = "other-without-words"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing amiss: with whom (None: a visit round, `number`), since when, how many days.

    `number` is also the measure it is about, or the other youth.
    """

    code: Code
    youth: int | None = None
    on: date | None = None
    days: int = 0
    number: int = 0


@dataclass(frozen=True)
class Evidence:
    """What the register tells beside the youths themselves."""

    given_out: Collection[int]
    """The youths whom the queue looks at today; nobody else can be given out."""
    restricted_on: Mapping[int, date]
    open_rounds: Sequence[tuple[int, date]] = ()
    """Visit rounds that are not closed, with their day."""
    measures_of_closed: Sequence[tuple[int, int, date]] = ()
    """Measures that run without any open registration: youth, number, since when."""
    not_begun: Sequence[tuple[int, int, date]] = ()
    """Measures accepted to a run that has begun, and not begun themselves: the run's first day."""
    without_occupation: Sequence[tuple[int, int, date]] = ()
    """Measures that have ended and nothing is kept of what the youth did then."""
    ends_before_start: Sequence[tuple[int, int, date]] = ()
    """Measures that ended before they began: youth, number, end."""


def proof(row: Standing, today: date) -> Proof | None:
    """By what a youth has a place; None: nobody would ever hear of it."""
    step, facts = row.step, row.case.facts
    if step.because.rule is Rule.RESTRICTED and facts.restricted:
        return Proof.DECIDED
    if step.because.rule is Rule.DO_NOT_CONTACT:
        review_on = facts.do_not_contact_until
        return Proof.DECIDED if review_on is not None and review_on > today else None
    if step.due_on is None or step.channel is None:
        return None
    if step.is_due(today):
        return Proof.DUE
    if step.appointment is not None:
        return Proof.BOOKED
    return Proof.FOLLOWED_UP if step.place is Place.IN_MEASURE else Proof.WAITS


def findings(
    cases: Sequence[Case], rows: Sequence[Standing], seen: Evidence, today: date
) -> list[Finding]:
    """All that is amiss, the worst first, then by number.

    `cases` are all with an open registration, `rows` those of them whom the duty covers.
    """
    found = [finding for row in rows for finding in _of_row(row, seen, today)]
    found += _turned_20(cases, today)
    found += _guardians(cases, today)
    found += [
        Finding(Code.VISIT_ROUND, on=day, number=number)
        for number, day in seen.open_rounds
        if day < today
    ]
    found += [
        Finding(code, youth, day, number=number)
        for code, loose in (
            (Code.NOT_BEGUN, seen.not_begun),
            (Code.RUNS_AFTER_END, seen.measures_of_closed),
            (Code.NOT_KNOWN_AFTER, seen.without_occupation),
            (Code.ENDS_BEFORE_START, seen.ends_before_start),
        )
        for youth, number, day in loose
    ]
    found += flaws(cases)
    order = list(Code)
    return sorted(found, key=lambda one: (order.index(one.code), one.youth or 0, one.number))


def _turned_20(cases: Iterable[Case], today: date) -> Iterator[Finding]:
    for case in cases:
        if case.period.ended_on is None and case.facts.outlives_duty_on(today):
            yield Finding(Code.TURNED_20, case.person.id)


def _guardians(cases: Iterable[Case], today: date) -> Iterator[Finding]:
    """Guardians of those who have come of age: unused since, and not to be kept."""
    for case in cases:
        if keeps_guardian_of_adult(case, today):
            yield Finding(Code.GUARDIAN_KEPT, case.person.id)


def _of_row(row: Standing, seen: Evidence, today: date) -> Iterator[Finding]:
    youth, step, facts = row.case.person.id, row.step, row.case.facts
    held_by = proof(row, today)
    if held_by is None:
        yield Finding(Code.SILENT, youth)
    if held_by is Proof.DUE and youth not in seen.given_out:
        yield Finding(Code.OVERLOOKED, youth, step.due_on)
    if step.after_duty:
        return  # the duty is over: nothing but the question is asked of it
    if row.case.period.ended_on is not None:
        yield Finding(Code.BACK_ON_LIST, youth, step.due_on)
        return  # closed: nothing else is asked of it
    late = step.days_overdue(today)
    if step.place is Place.CHECK and late > CHECK_WITHIN_DAYS:
        yield Finding(Code.NOT_CHECKED, youth, step.due_on, late)
    if step.measure is not None and late > FOLLOW_UP_WITHIN_DAYS:
        since = step.measure.followed_on or step.measure.started_on
        days = (today - since).days if since else late
        yield Finding(Code.NOT_FOLLOWED_UP, youth, since, days, step.measure.id)
    if facts.booked is not None and facts.booked.on < today:
        yield Finding(Code.APPOINTMENT, youth, facts.booked.on)
    if step.outlives_duty and not step.ever_reached:
        yield Finding(Code.RESTS_PAST_20, youth)
    if step.place is not Place.OUT_OF_QUEUE and not has_contact_point(facts, today):
        yield Finding(Code.NO_CONTACT_POINT, youth)
    yield from _restricted(row, seen, today)


def flaws(cases: Sequence[Case]) -> Iterator[Finding]:
    """What is kept of youths and cannot be right, or not be used as it is."""
    owners: dict[str, int] = {}
    for case in cases:
        youth, facts = case.person.id, case.facts
        if not agrees(case.person.identity_number, facts.born_on):
            yield Finding(Code.BIRTH_DATE, youth)
        address = facts.address
        if address and address.street and not address.postcode and address.bad_on is None:
            yield Finding(Code.NO_POSTCODE, youth)
        last = facts.occupations[-1] if facts.occupations else None
        if last is not None and last.code is OccupationCode.OTHER and not last.says:
            yield Finding(Code.OTHER_WITHOUT_WORDS, youth, last.on)
        for phone in facts.phones:
            if phone.guardian or phone.state is PhoneState.WRONG:
                continue
            if not phone.number.startswith("+"):
                yield Finding(Code.NOT_A_NUMBER, youth)
            elif phone.mobile and owners.setdefault(phone.number, youth) != youth:
                yield Finding(Code.SHARED_PHONE, youth, number=owners[phone.number])


def agrees(identity_number: str | None, born_on: date) -> bool:
    """Whether a personal or coordination number says the birth date that is kept.

    A school's number and a number that is not kept say none, so they agree with any.
    """
    number = identity_number or ""
    if len(number) != len("200903122380") or not number.isdecimal():
        return True
    day = int(number[6:8])
    told = f"{number[:6]}{day - 60 if day > 60 else day:02}"
    return told == f"{born_on:%Y%m%d}"


def _restricted(row: Standing, seen: Evidence, today: date) -> Iterator[Finding]:
    since = seen.restricted_on.get(row.case.person.id)
    if since is not None and (today - since).days > LOOK_AT_RESTRICTED_DAYS:
        yield Finding(Code.RESTRICTED, row.case.person.id, since, (today - since).days)


def has_contact_point(facts: Facts, today: date) -> bool:
    """Whether anything is kept to reach the youth by: a number, an address or an e-mail address.

    A guardian's number is one while the youth is a minor. Under protected registration there is
    always the tax agency.
    """
    if facts.protection is Protection.REGISTRATION or facts.email:
        return True
    if facts.address is not None and facts.address.street:
        return True
    is_minor = today < birthday(facts.born_on, ADULT_AT)
    phones = (phone for phone in facts.phones if is_minor or not phone.guardian)
    return any(is_usable(phone, (), today) for phone in phones)
