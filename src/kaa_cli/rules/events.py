"""What happened to a youth, and what is coming: the entries of a timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from kaa_cli.rules.codes import Channel, Target, Task
from kaa_cli.rules.days import birthday
from kaa_cli.rules.facts import Recheck
from kaa_cli.rules.following import may_ask_after_duty, next_recheck
from kaa_cli.rules.outward import outwardly, tells_of_need
from kaa_cli.rules.person import Case
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.steps import Step


class EventKind(StrEnum):
    FIRST_SEEN = "first-seen"
    BACK = "back"
    ATTEMPT = "attempt"
    CONTACT = "contact"
    OCCUPATION = "occupation"
    CONSENT = "consent"
    REFERRAL = "referral"
    APPLICATION = "application"
    MEASURE = "measure"
    FOLLOW_UP = "follow-up"
    STEP = "step"
    OUTCOME = "outcome"
    OUTCOME_CHECK = "outcome-check"
    CLOSED = "closed"
    APPOINTMENT = "appointment"
    HAND_OVER = "hand-over"
    VISIT_ROUND = "visit-round"
    COMING_STEP = "coming-step"
    RECHECK = "recheck"
    TURNS_18 = "turns-18"
    TURNS_20 = "turns-20"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. Codes are those of the kind: an attempt's result, an occupation, a reason.

    Of a measure `code` is its type, `detail` how far it came (`offered` … `ended`), `why` the
    reason it ended, `place` the programme or who gives it. Of an appointment `code` is its kind,
    `detail` its state; a contact that was one has its kind in `why`. Of a hand-over `code` and
    `detail` are the caseworkers from and to. Of a visit round `code` is its number.
    Of a question about an outcome `code` is its category, `detail` the days since.
    """

    on: date
    kind: EventKind
    at: time | None = None
    channel: Channel | None = None
    to: Target | None = None
    code: str = ""
    detail: str = ""
    note: str = ""
    why: str = ""
    place: str = ""
    by: str | None = None
    with_whom: str | None = None
    order: int = 0
    is_ahead: bool = False


def discreet(event: Event, *, masked: bool = False) -> Event:
    """The entry as it may leave the team: no actor whose name alone tells of need or illness.

    Of a protected youth no actor at all, and not where an outcome is.
    """
    if masked and event.kind is EventKind.OUTCOME:
        event = replace(event, place="")
    if masked and event.kind is EventKind.REFERRAL:
        return replace(event, code="")
    if masked and (event.kind is EventKind.CONSENT or event.detail == "made"):
        return replace(event, why="")
    match event.kind:
        case EventKind.REFERRAL:
            return replace(event, code=outwardly(event.code))
        case EventKind.CONSENT | EventKind.APPLICATION:
            return replace(event, why=outwardly(event.why))
        case EventKind.OUTCOME if tells_of_need(event.detail):
            return replace(event, detail="")  # the category says other authority already
        case _:
            return event


def in_order(events: Iterable[Event]) -> list[Event]:
    """Oldest first; on one day by hour where it is known, then as they were kept.

    Without an hour, what changes who is followed, or by whom, ends the day; all else begins it.
    """
    kinds = {kind: rank for rank, kind in enumerate(EventKind)}
    kinds[EventKind.CONTACT] = kinds[EventKind.ATTEMPT]  # of one minute by the order made

    def place(event: Event) -> tuple[date, time, int, int]:
        at = time.max if event.kind in _LAST_OF_THE_DAY else time.min
        return event.on, event.at or at, kinds[event.kind], event.order

    return sorted(events, key=place)


_LAST_OF_THE_DAY = frozenset({EventKind.CLOSED, EventKind.HAND_OVER})

BEGINNINGS = frozenset({EventKind.FIRST_SEEN, EventKind.BACK})
"""What a registration begins with; days are counted from it."""


def of_last_period(events: Sequence[Event]) -> Sequence[Event]:
    """The events from the latest beginning on; those before belong to earlier registrations."""
    begins = [index for index, event in enumerate(events) if event.kind in BEGINNINGS]
    return events[begins[-1] :] if len(begins) > 1 else events


def caseworkers_met(events: Iterable[Event]) -> set[str]:
    """The caseworkers who have talked with the youth: the fewer, the more the youth is followed."""
    met = [e for e in events if e.kind is EventKind.CONTACT and e.to is Target.YOUTH]
    return {who for event in met for who in (event.by, event.with_whom) if who}


def coming(case: Case, step: Step, policy: Policy, today: date) -> list[Event]:
    """What lies ahead: the next step, the next question about an outcome, the birthdays."""
    events = []
    is_coming = case.period.ended_on is None and not step.outlives_duty
    is_asked = step.recheck is not None
    is_told = step.appointment is not None or (
        step.measure is not None and step.measure.follow_up_on is not None
    )  # what was agreed stands there itself
    if step.due_on is not None and is_coming and not is_told and not is_asked:
        channel = step.channel if isinstance(step.channel, Channel) else None
        code = "" if channel else str(step.channel)
        due_on = max(step.due_on, today)
        events.append(
            Event(due_on, EventKind.COMING_STEP, step.due_at, channel, step.to, code, is_ahead=True)
        )
    asking = step.recheck or next_recheck(case.facts, policy, today)
    if asking is not None and _is_asked(case, asking, policy):
        due_on = max(step.due_on or today if is_asked else asking.due_on, today)
        events.append(_question(asking, policy.calendar.on_or_after(due_on), policy))
    review_on = case.facts.do_not_contact_until
    if step.due_on is None and is_coming and review_on is not None and review_on > today:
        events.append(Event(review_on, EventKind.COMING_STEP, code=Task.CHECK, is_ahead=True))
    # Of a protected youth the birthday is not told: it is most of the personal number.
    if case.period.ended_on is None and not case.person.is_masked:
        turns_18_on = birthday(case.person.born_on, ADULT_AT)
        for day, kind in (
            (turns_18_on, EventKind.TURNS_18),
            (case.facts.duty_ends_on, EventKind.TURNS_20),
        ):
            if day is not None and day > today:
                events.append(Event(day, kind, is_ahead=True))
    return in_order(events)


def _is_asked(case: Case, asking: Recheck, policy: Policy) -> bool:
    """Whether the question comes while the duty lasts, or may come after it."""
    in_duty = case.period.ended_on is None and not case.facts.outlives_duty_on(asking.due_on)
    return in_duty or may_ask_after_duty(case.facts, policy)


def _question(asking: Recheck, on: date, policy: Policy) -> Event:
    return Event(
        on,
        EventKind.RECHECK,
        code=asking.outcome.category,
        detail=str(asking.number * policy.lasting_days),
        is_ahead=True,
    )
