"""What belongs to two entries of one person, brought together: numbers, periods, visits."""

from kaa_cli.register import meetings, models, questions, support, visits
from kaa_cli.rules.codes import CheckReason, PhoneState, Reason
from kaa_cli.rules.names import tidy_name
from kaa_cli.rules.support_codes import Decision
from kaa_cli.work.desk import Desk

_PLACES = (1, 2)
_SETTLED = {None, CheckReason.DOUBLE, CheckReason.GONE}
"""Settled by joining: who is two entries is not missing under the number a list has left."""
_UNDECIDED = {None, Decision.POSTPONED}
_EARLIEST = ("registered_on", "first_seen_on")
_FILLED = ("left_school_on", "referred_by", "checked_on")


def join_contact_points(desk: Desk, keep: int, other: int) -> int:
    """Numbers and guardians of the other; returns how many guardians found no place.

    A guardian is the same by name. One for whom there is no place is left out with the numbers.
    """
    kept = {g.position: g for g in questions.rows_of(desk.session, models.Guardian, keep)}
    guardians: dict[int | None, int | None] = {None: None}
    left_out = []
    for guardian in questions.rows_of(desk.session, models.Guardian, other):
        same = [g for g in kept.values() if g.name.casefold() == guardian.name.casefold()]
        free = [place for place in _PLACES if place not in kept]
        if same:
            guardians[guardian.id] = same[0].id
        elif free:
            guardians[guardian.id] = guardian.id
            kept[free[0]] = guardian
        else:
            left_out.append(guardian)
    _join_numbers(desk, keep, other, guardians)
    for guardian in questions.rows_of(desk.session, models.Guardian, other):
        places = [place for place, one in kept.items() if one is guardian]
        if places:
            desk.changes.set(guardian, youth_id=keep, position=places[0])
        else:
            desk.changes.remove(guardian)
    return len(left_out)


def _join_numbers(
    desk: Desk, keep: int, other: int, guardians: dict[int | None, int | None]
) -> None:
    known = {
        (phone.guardian_id, phone.number): phone
        for phone in questions.rows_of(desk.session, models.Phone, keep)
    }
    for phone in questions.rows_of(desk.session, models.Phone, other):
        if phone.guardian_id not in guardians:
            _forget(desk, other, phone, None)
            continue
        owner = guardians[phone.guardian_id]
        same = known.get((owner, phone.number))
        if same is None:
            desk.changes.set(phone, youth_id=keep, guardian_id=owner)
            known[owner, phone.number] = phone
            continue
        if same.state == PhoneState.UNKNOWN and phone.state != PhoneState.UNKNOWN:
            desk.changes.set(same, state=phone.state, wrong_on=phone.wrong_on)
        desk.changes.set(same, note=same.note or phone.note)
        _forget(desk, other, phone, same.id)


def _forget(desk: Desk, youth: int, phone: models.Phone, instead: int | None) -> None:
    for attempt in questions.attempts_by_number(desk.session, youth):
        if attempt.phone_id == phone.id:
            desk.changes.set(attempt, phone_id=instead)
    desk.changes.remove(phone)


def join_registrations(desk: Desk, keep: int, other: int) -> None:
    """All periods are kept; two that are open become one, from the earlier day."""
    of = {
        youth: questions.rows_of(desk.session, models.Registration, youth)
        for youth in (keep, other)
    }
    open_ones = {
        youth: next((row for row in rows if row.ended_on is None), None)
        for youth, rows in of.items()
    }
    kept, gone = open_ones[keep], open_ones[other]
    for row in of[other]:
        if row is not gone or kept is None:
            desk.changes.set(row, youth_id=keep)
    if kept is not None and gone is not None:
        _join_open(desk, kept, gone)
    still_open = kept or gone
    if still_open is not None and still_open.check_reason == CheckReason.DOUBLE:
        desk.changes.set(still_open, check_reason=None, check_on=None, checked_on=desk.today)


def _join_open(desk: Desk, kept: models.Registration, gone: models.Registration) -> None:
    told: dict[str, object] = {
        name: min(getattr(kept, name), getattr(gone, name)) for name in _EARLIEST
    }
    told |= {name: getattr(kept, name) or getattr(gone, name) for name in _FILLED}
    told["reason"] = kept.reason if kept.reason != Reason.UNKNOWN else gone.reason
    if kept.check_reason in _SETTLED:
        is_settled = gone.check_reason in _SETTLED
        told["check_reason"] = None if is_settled else gone.check_reason
        told["check_on"] = None if is_settled else gone.check_on
    assert gone.id is not None
    for attempt in questions.attempts_in(desk.session, gone.id):
        desk.changes.set(attempt, registration_id=kept.id)
    for appointment in questions.appointments_in(desk.session, gone.id):
        desk.changes.set(appointment, registration_id=kept.id)
    desk.changes.remove(gone)
    desk.changes.set(kept, **told)


def join_applications(desk: Desk, keep: int) -> None:
    """One open application to each programme: the oldest, signed if any of them is."""
    rows = questions.rows_of(desk.session, support.Application, keep)
    kept: dict[str, support.Application] = {}
    for row in sorted(rows, key=lambda one: (one.on, one.id)):
        if row.decision not in _UNDECIDED:
            continue
        first = kept.setdefault(tidy_name(row.programme).casefold(), row)
        if first is row:
            continue
        signed = [day for day in (first.signed_on, row.signed_on) if day is not None]
        told: dict[str, object] = {"signed_on": min(signed, default=None)}
        if first.decision is None:  # what a meeting has said of the other is said of this one
            told |= {"decision": row.decision, "decided_on": row.decided_on, "note": row.note}
        desk.changes.remove(row)
        desk.changes.set(first, **told)


def join_visits(desk: Desk, keep: int, other: int) -> None:
    """The stops of the other; one in the same round, or in any two open ones, is enough."""
    own = questions.rows_of(desk.session, meetings.VisitStop, keep)
    kept = {stop.round_id: stop for stop in own}
    open_now = {one.id for one in visits.rounds(desk.session)}
    is_out = any(stop.round_id in open_now for stop in own)
    for stop in questions.rows_of(desk.session, meetings.VisitStop, other):
        same = kept.get(stop.round_id)
        if same is not None:
            desk.changes.set(same, attempt_id=same.attempt_id or stop.attempt_id)
        if same is not None or (is_out and stop.round_id in open_now):
            desk.changes.remove(stop)
        else:
            desk.changes.set(stop, youth_id=keep)
