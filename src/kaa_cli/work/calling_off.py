"""Calling off what was agreed, when nobody is to meet any more."""

from kaa_cli.register import questions
from kaa_cli.rules.codes import AppointmentState
from kaa_cli.rules.person import Case
from kaa_cli.work.desk import Desk


def call_off(desk: Desk, case: Case) -> None:
    """Cancel every open appointment of a registration."""
    for row in questions.appointments_in(desk.session, case.period.id):
        if row.state == AppointmentState.BOOKED:
            desk.changes.set(row, state=AppointmentState.CANCELLED)
