"""Answers as rows of values: the keys that programs rely on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from kaa_cli.cli.addresses import address
from kaa_cli.cli.sharing_rows import shown_actor
from kaa_cli.rules.codes import Channel, Knowledge, Place
from kaa_cli.rules.events import Event, caseworkers_met, discreet
from kaa_cli.rules.facts import Appointment, Phone
from kaa_cli.rules.occupations import known_occupation
from kaa_cli.rules.orders import Logged
from kaa_cli.rules.person import Case, seen_on
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.queue import Climb, Due, LadderSum, RungSum, Standing
from kaa_cli.rules.steps import Step

if TYPE_CHECKING:
    from kaa_cli.rules.pairs import Pair
    from kaa_cli.rules.sheet import Beside

_POSTED = frozenset({Channel.LETTER, Channel.POSTCARD, Channel.HOME_VISIT})

DUE_KEYS = (
    "youth",
    "given_name",
    "age",
    "channel",
    "to",
    "number",
    "rung",
    "cycle",
    "attempt",
    "due_on",
    "deadline_on",
    "days_overdue",
    "urgency",
    "claimed_until",
)
LOGGED_KEYS = ("youth", "attempt", "channel", "to", "result", "on")
YOUTH_KEYS = (
    "youth",
    "given_name",
    "birth_year",
    "status",
    "knowledge",
    "registered_on",
    "contact_person",
)
EVENT_KEYS = ("on", "at", "kind", "summary", "by", "detail")


def step_row(case: Case, step: Step, today: date) -> dict[str, object]:
    """The coming step of a youth; number and address only where the channel needs them."""
    from kaa_cli.show.sentences import name_of

    person = case.person
    number = None if person.is_masked or step.phone is None else step.phone.number
    return {
        "youth": person.id,
        "given_name": name_of(person),
        "age": None if person.is_masked else person.age_on(today),
        "channel": step.channel,
        "to": step.to,
        "number": number,
        "send_to": _send_to(case, step),
        "rung": step.rung,
        "rungs": step.rungs,
        "cycle": step.cycle,
        "attempt": step.attempt,
        "attempts_allowed": step.attempts_allowed,
        "due_on": step.due_on,
        "deadline_on": step.deadline_on,
        "days_overdue": step.days_overdue(today),
        "measure": step.measure.id if step.measure else None,
    }


def _send_to(case: Case, step: Step) -> Mapping[str, str] | None:
    person = case.person
    if person.is_masked or step.channel not in _POSTED:
        return None
    return address(person)


def due_row(due: Due, today: date, held_until: datetime | None = None) -> dict[str, object]:
    """A due youth, with the terms of the urgency, and until when the asker has claimed it."""
    from kaa_cli.show.sentences import urgent_because

    masked = due.case.person.is_masked
    return step_row(due.case, due.step, today) | {
        "urgency": due.urgency.points,
        "reasons": [
            {"term": term.term, "points": term.points, "says": urgent_because(term, masked=masked)}
            for term in due.urgency.terms
        ],
        "knowledge": due.known,
        "claimed_until": held_until,
    }


def climb_row(climb: Climb, today: date) -> dict[str, object]:
    """Where one youth stands: the coming step, due or not, the place and the steps ahead."""
    step = climb.due.step
    row = due_row(climb.due, today)
    ahead = [
        {"rung": coming.rung, "channel": coming.channel, "due_on": coming.due_on}
        for coming in climb.ahead
    ]
    return row | {"place": step.place, "rule": step.because.rule, "ahead": ahead}


def logged_row(logged: Logged, today: date) -> dict[str, object]:
    """What was saved and the coming step; `next` is null only out of the queue."""
    out = logged.next.due_on is None
    return {
        "youth": logged.case.person.id,
        "attempt": logged.attempt,
        "channel": logged.channel,
        "to": logged.to,
        "result": logged.result,
        "on": logged.on,
        "next": None if out else step_row(logged.case, logged.next, today),
    }


def youth_row(row: Standing) -> dict[str, object]:
    """A youth in a list: never the personal number."""
    from kaa_cli.show.sentences import name_of

    case = row.case
    return {
        "youth": case.person.id,
        "given_name": name_of(case.person),
        "birth_year": None if case.person.is_masked else case.person.born_on.year,
        "status": "closed" if case.period.ended_on else row.step.place,
        "knowledge": row.known,
        "registered_on": case.period.registered_on,
        "contact_person": case.person.contact_person,
    }


APPOINTMENT_KEYS = ("on", "at", "youth", "given_name", "appointment", "with", "place")


def appointment_row(case: Case, booked: Appointment) -> dict[str, object]:
    """An appointment of which nothing is told yet."""
    from kaa_cli.show.sentences import name_of

    return {
        "on": booked.on,
        "at": booked.at,
        "youth": case.person.id,
        "given_name": name_of(case.person),
        "appointment": booked.kind,
        "with": booked.with_whom,
        "place": booked.place or None,
    }


def closed_row(case: Case) -> dict[str, object]:
    """A registration that was ended."""
    return {
        "youth": case.person.id,
        "registered_on": case.period.registered_on,
        "ended_on": case.period.ended_on,
    }


def pair_row(pair: "Pair") -> dict[str, object]:
    """Two who may be one, by number and by kind of identity number (null: a birth date alone)."""
    return {
        "youth": pair.new.case.person.id,
        "other": pair.known.case.person.id,
        "number": pair.new.kind,
        "other_number": pair.known.kind,
    }


def event_row(event: Event, *, masked: bool) -> dict[str, object]:
    """An entry of a timeline; `detail` holds its codes, of some actors only outwardly."""
    from kaa_cli.show.timeline import told

    event = discreet(event, masked=masked)
    detail = {
        "channel": event.channel,
        "to": event.to,
        "code": event.code or None,
        "detail": event.detail or None,
        "why": event.why or None,
        "place": None if masked else event.place or None,
        "note": None if masked else event.note or None,
        "ahead": event.is_ahead,
    }
    return {
        "on": event.on,
        "at": event.at,
        "kind": event.kind,
        "summary": told(event, masked=masked),
        "by": event.by,
        "detail": {key: value for key, value in detail.items() if value is not None},
    }


def ladder_row(total: LadderSum, policy: Policy) -> dict[str, object]:
    """The ladder with the places that add up to `in_scope`.

    A channel that only an older routine has stands last, without number, attempts and wait.
    """
    places = total.places
    nothing = {"attempts": None, "wait_days": None}
    return {
        "rungs": [
            {
                "rung": number,
                "channel": rung.channel,
                "attempts": rung.attempts,
                "wait_days": rung.after_days,
                **_counts(counts),
            }
            for number, (rung, counts) in enumerate(
                zip(policy.rungs, total.rungs, strict=True), start=1
            )
        ]
        + [
            {"rung": None, "channel": channel, **nothing, **_counts(counts)}
            for channel, counts in total.older.items()
        ],
        "find_number": places[Place.FIND_NUMBER],
        "no_way": places[Place.NO_WAY],
        "mapped": places[Place.MAPPED],
        "in_measure": places[Place.IN_MEASURE],
        "booked": places[Place.BOOKED],
        "resting": places[Place.RESTING],
        "check": places[Place.CHECK],
        "out_of_queue": places[Place.OUT_OF_QUEUE],
        "in_scope": total.in_scope,
        "next_follow_up_on": total.next_follow_up_on,
        "next_expiry_on": total.next_expiry_on,
        "known": {str(known): total.known[known] for known in Knowledge},
    }


def _counts(counts: RungSum) -> dict[str, int]:
    return {
        "standing": counts.standing,
        "due": counts.due,
        "overdue": counts.overdue,
        "reached": counts.reached,
    }


def _consents(case: Case, beside: "Beside") -> list[dict[str, object]]:
    return [
        {"consent": one.scope, "actor": shown_actor(case, one.actor)} for one in beside.consents
    ]


def _phone(phone: Phone) -> dict[str, object]:
    return {
        "number": phone.number,
        "of": phone.owner,
        "state": phone.state,
        "note": phone.note or None,
    }


def sheet_row(
    standing: Standing, beside: "Beside", events: Sequence[Event], today: date
) -> dict[str, object]:
    """All that is kept of one youth; of a masked one no more than a list shows."""
    case = seen_on(standing.case, today)
    person, period = case.person, case.period
    row = youth_row(standing) | {
        "registered_on": period.registered_on,
        "first_seen_on": period.first_seen_on,
        "reason": period.reason,
        "ended_on": period.ended_on,
        "end_reason": period.end_reason,
        "preferred_channel": case.facts.preferred,
        "by_hand": case.facts.by_hand,
        "restricted": case.facts.restricted,
        **_occupation(case, today),
        "caseworkers_met": len(caseworkers_met(events)),
        "protection": None if person.is_masked else person.protection,
        "consents": _consents(case, beside),
    }
    if not person.is_masked:
        row |= {
            "identity_number": person.identity_number,
            "family_name": person.family_name,
            "born_on": person.born_on,
            "sex": person.sex,
            "street": person.street,
            "postcode": person.postcode,
            "city": person.city,
            "municipality": person.municipality,
            "email": person.email,
            "school": person.school,
            "study_programme": person.study_programme,
            "programmes": list(beside.programmes),
            "purge_on": beside.purge_on,
            "guardians": list(person.guardians),
            "phones": [_phone(phone) for phone in case.facts.phones],
        }
    return row | {"timeline": [event_row(e, masked=person.is_masked) for e in events]}


def _occupation(case: Case, today: date) -> dict[str, object]:
    """The latest that is known of what the youth does, and who told it."""
    known = known_occupation(case.facts, today)
    return {
        "occupation": known.code if known else None,
        "occupation_on": known.on if known else None,
        "occupation_source": known.source if known else None,
    }
