"""The report on load: whom the team follows, what it did each week, and what falls due."""

from collections.abc import Iterator

from kaa_cli.labels import heading, titled
from kaa_cli.rules.codes import AppointmentState, Channel
from kaa_cli.rules.figures import Cell, Column, Place, Report, Table
from kaa_cli.rules.workload import Held, Load, by_months
from kaa_cli.show.days import month_of
from kaa_cli.show.report_words import group_columns, group_note, rows_of, what_and_when
from kaa_cli.words import _

_MOST_WEEKS = 27
"""Half a year touches so many; a longer period is told month by month."""


def load_report(told: Load, register: str) -> Report:
    """Whom it has, what was done, what is coming."""
    return Report(
        "load",
        _("The load"),
        (what_and_when(told.asked, register),),
        (_held(told), *_shared(told), *_weeks(told), _coming(told)),
        tells=tuple(_average(told)),
    )


def _average(told: Load) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Youths for each contact person, times the contact persons, are those with one."""
    if told.per_contact_person is not None:
        rows = range(len(told.groups) + 1)
        yield (
            Place(1, 0, "per_contact_person"),
            tuple(Place(0, row, "with_contact_person") for row in rows),
        )


def _held(told: Load) -> Table:
    by = told.asked.by
    return Table(
        _("In the register on the last day")
        if told.is_programme
        else _("In the duty on the last day"),
        (
            *group_columns(by),
            Column("youths", heading("youths")),
            Column("not_mapped", heading("not_mapped")),
            Column("never_reached", heading("never_reached")),
            Column("with_contact_person", heading("with_contact_person")),
        ),
        rows_of(by, told.groups, told.total, _held_cells),
        has_total=bool(told.groups),
        chains=tuple(("youths", k) for k in ("not_mapped", "never_reached", "with_contact_person")),
        notes=group_note(by, told.asked),
    )


def _held_cells(one: Held) -> tuple[Cell, ...]:
    return one.youths, one.not_mapped, one.never_reached, one.with_contact_person


def _shared(told: Load) -> Iterator[Table]:
    """Youths for each contact person on an average; nobody is singled out."""
    each = told.per_contact_person
    if each is not None:
        yield Table(
            _("Shared among contact persons"),
            (
                Column("contact_persons", _("Contact persons")),
                Column("per_contact_person", _("Youths for each, on an average")),
            ),
            ((float(told.contact_persons), each),),
        )


def _weeks(told: Load) -> Iterator[Table]:
    """By week, or for a long period by month: work that was done, so no numbers of people."""
    by_month = len(told.weeks) > _MOST_WEEKS
    spans = list(by_months(told.weeks)) if by_month else told.weeks
    used = [c for c in Channel if any(week.attempts.get(c) for week in told.weeks)]
    states = (AppointmentState.CAME, AppointmentState.MISSED)
    first = Column("month", _("Month")) if by_month else Column("week", _("From Monday"))
    yield Table(
        _("What was done, month by month") if by_month else _("What was done, week by week"),
        (
            first,
            *(Column(channel, titled(channel)) for channel in used),
            Column("attempts", _("All attempts")),
            Column("came", _("Came to an appointment")),
            Column("missed", _("Did not come")),
            Column("visits", _("Stops of rounds")),
        ),
        tuple(
            (
                month_of(week.monday) if by_month else week.monday,
                *(float(week.attempts.get(channel, 0)) for channel in used),
                float(week.all_attempts),
                *(float(week.appointments.get(state, 0)) for state in states),
                float(week.visits),
            )
            for week in spans
        ),
        adds=(("attempts", tuple(channel.value for channel in used)),) if used else (),
        notes=(_("A week counts in the month of its Monday."),) if by_month else (),
    )


def _coming(told: Load) -> Table:
    of_duty = (
        Column("deadlines", _("Deadlines")),
        Column("turning_20", heading("turns_20_on")),
    )
    return Table(
        _("What falls due in the weeks to come"),
        (
            Column("week", _("From Monday")),
            Column("steps", _("Next steps")),
            Column("appointments", _("Appointments")),
            Column("follow_ups", _("Agreed follow-ups")),
            *(() if told.is_programme else of_duty),
        ),
        tuple(
            (
                *(w.monday, w.steps, w.appointments, w.follow_ups),
                *(() if told.is_programme else (w.deadlines, w.turning_20)),
            )
            for w in told.coming
        ),
        notes=(_("What is late stands in the first week. A deadline is for the first attempt."),),
    )
