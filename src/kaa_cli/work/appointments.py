"""Appointments: a day agreed to meet, kept until it is told what became of it."""

from dataclasses import replace
from datetime import date, time

from kaa_cli.errors import Refused
from kaa_cli.register import meetings
from kaa_cli.rules.codes import AppointmentKind, AppointmentState, AttemptResult, Channel
from kaa_cli.rules.facts import Appointment
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.person import Case
from kaa_cli.rules.queue import Standing
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.outreach import everybody, log
from kaa_cli.work.youths import after


def book(
    desk: Desk,
    youth: int,
    kind: AppointmentKind,
    on: date,
    at: time | None,
    *,
    place: str = "",
    with_whom: str = "",
) -> Standing:
    """Keep a day agreed with a youth; until then nobody is asked to contact it."""
    case = desk.case(youth)
    desk.must_be_fit_to_keep(place, with_whom)
    _must_be_a_day_to_come(desk, case, on)
    desk.changes.add(
        meetings.Appointment(
            registration_id=case.period.id,
            kind=kind,
            on=on,
            at=at,
            place=place,
            with_id=desk.caseworker_id(with_whom) if with_whom else None,
        )
    )
    desk.what = {"youths": [youth], "appointment": kind, "on": on.isoformat()}
    return after(desk, youth)


def came(desk: Desk, youth: int, told: Order, on: date | None = None) -> Logged:
    """The youth came: that is a contact, with what was told then. `told.on` is not looked at."""
    case, appointment, row = _open_one(desk, youth, on)
    desk.must_have_been(appointment.on)
    order = Order(
        AttemptResult.REACHED,
        appointment.on,
        Channel.DROP_IN,
        at=_arrived_at(desk, appointment),
        place=row.place,
        occupation=told.occupation,
        occupation_says=told.occupation_says,
        next_on=told.next_on,
        note=told.note,
    )
    (logged,) = log(desk, [case.person.id], order)
    desk.changes.set(row, state=AppointmentState.CAME, attempt_id=logged.attempt)
    desk.what["appointment"] = appointment.kind
    return replace(logged, next=after(desk, youth).step)  # nothing is booked any more


def _arrived_at(desk: Desk, appointment: Appointment) -> time | None:
    """The hour agreed; earlier today when it has not come yet."""
    is_ahead = appointment.on == desk.today and appointment.at and desk.clock
    return min(appointment.at, desk.clock) if is_ahead else appointment.at  # type: ignore[type-var]


def missed(desk: Desk, youth: int, on: date | None = None) -> Standing:
    """The youth did not come: due again on the next worked day."""
    _case, appointment, row = _open_one(desk, youth, on)
    desk.must_have_been(appointment.on)
    return _settle(desk, youth, appointment, row, AppointmentState.MISSED)


def cancel(desk: Desk, youth: int, on: date | None = None) -> Standing:
    """It was called off: the ladder goes on as if it had never been booked."""
    _case, appointment, row = _open_one(desk, youth, on)
    return _settle(desk, youth, appointment, row, AppointmentState.CANCELLED)


def move(desk: Desk, youth: int, to: date, at: time | None, on: date | None = None) -> Standing:
    """Another day was agreed; the first one stays, as moved."""
    case, appointment, row = _open_one(desk, youth, on)
    _must_be_a_day_to_come(desk, case, to, moved=appointment)
    desk.changes.set(row, state=AppointmentState.MOVED)
    desk.changes.add(
        meetings.Appointment(
            registration_id=row.registration_id,
            kind=row.kind,
            on=to,
            at=at,
            place=row.place,
            with_id=row.with_id,
        )
    )
    desk.what = {"youths": [youth], "appointment": appointment.kind, "on": to.isoformat()}
    return after(desk, youth)


def booked(desk: Desk) -> list[tuple[Case, Appointment]]:
    """Every appointment nothing has become of yet, by day and hour."""
    found = [
        (row.case, appointment)
        for row in everybody(desk)
        for appointment in row.case.facts.appointments
        if appointment.state is AppointmentState.BOOKED
    ]
    return sorted(found, key=lambda one: (one[1].on, one[1].at or time.min, one[0].person.id))


def _settle(
    desk: Desk,
    youth: int,
    appointment: Appointment,
    row: meetings.Appointment,
    state: AppointmentState,
) -> Standing:
    desk.changes.set(row, state=state)
    told = {"appointment": appointment.kind, "on": appointment.on.isoformat(), "state": state}
    desk.what = {"youths": [youth], **told}
    return after(desk, youth)


def _open_one(
    desk: Desk, youth: int, on: date | None
) -> tuple[Case, Appointment, meetings.Appointment]:
    """The first open appointment of a youth, or the one of a day."""
    case = desk.case(youth)
    open_ones = [
        appointment
        for appointment in case.facts.appointments
        if appointment.state is AppointmentState.BOOKED and on in {None, appointment.on}
    ]
    if not open_ones:
        sentence = _("No. {no} has no such appointment: kaa appointment list. Nothing was saved.")
        raise Refused(sentence.format(no=youth))
    row = desk.session.get(meetings.Appointment, open_ones[0].id)
    assert row is not None
    return case, open_ones[0], row


def _must_be_a_day_to_come(
    desk: Desk, case: Case, on: date, moved: Appointment | None = None
) -> None:
    """Refuse a day that has been, is out of the duty, or holds another appointment."""
    no = case.person.id
    if case.period.ended_on is not None:
        raise Refused(
            _("No. {no} is no longer covered: closed on {day}. Nothing was saved.").format(
                no=no, day=case.period.ended_on
            )
        )
    if on < desk.today:
        raise Refused(
            _("{day} has been: an appointment is for today or later. Nothing was saved.").format(
                day=on
            )
        )
    if case.facts.outlives_duty_on(on):
        raise Refused(_("No. {no} has turned 20 by that day. Nothing was saved.").format(no=no))
    kept = (a for a in case.facts.appointments if a.state is AppointmentState.BOOKED)
    if any(a.on == on and a != moved for a in kept):
        raise Refused(
            _(
                "No. {no} has an appointment on {day}. Another day: kaa appointment move {no}. "
                "Nothing was saved."
            ).format(no=no, day=on)
        )
