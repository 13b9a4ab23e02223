"""Appointments: a day agreed to meet, and what became of it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, rows, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.saved import tell_saved
from kaa_cli.labels import label, read_code
from kaa_cli.rules.codes import AppointmentKind, AttemptResult, OccupationCode
from kaa_cli.rules.orders import Order
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

appointment = Room()

_Day = Annotated[
    str, typer.Argument(metavar=_("DAY"), help=_("The day agreed, such as 15/9 or +3d."))
]
_Hour = Annotated[str, typer.Argument(metavar=_("[TIME]"), help=_("The hour agreed."))]
_OfDay = Annotated[
    str, typer.Option("--on", metavar=_("DAY"), help=_("Which one, if there are several."))
]


@appointment.command("add")
def add(
    ctx: typer.Context,
    youth: typed.YouthId,
    kind: Annotated[
        str,
        typer.Argument(
            metavar=_("KIND"),
            help=_("information-visit, first-talk or talk."),
            autocompletion=typed.completing(AppointmentKind),
        ),
    ],
    day: _Day,
    hour: _Hour = "",
    place: typed.Place = "",
    with_whom: Annotated[
        str, typer.Option("--with", metavar=_("NAME"), help=_("Who meets the youth."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Keep a day agreed with a youth, who comes back into the queue on that day.

    \b
    kaa appointment add 17 information-visit 15/9 14:00
    """
    from kaa_cli.show.sentences import moment
    from kaa_cli.work import appointments

    code, today = read_code(kind, AppointmentKind), clock.today()
    on, at = _agreed(day), typed.hour(hour)
    with writing(ctx.obj, "appointment add") as desk:
        row = appointments.book(desk, youth, code, on, at, place=place, with_whom=with_whom)
    sentence = _("Booked: {who}, {what}, {day}.")
    tell_saved(row, sentence, form, what=label(code), day=moment(on, at, today))


def _agreed(day: str) -> date:
    """The day agreed: today, or one to come."""
    return when.read_agreed(day, clock.today())


@appointment.command("came")
def came(
    ctx: typer.Context,
    youth: typed.YouthId,
    on: _OfDay = "",
    occupation: typed.OccupationOption = "",
    says: typed.Says = "",
    next_day: typed.Next = "",
    note: typed.Note = "",
    form: output.Format = "table",
) -> None:
    """The youth came: saved as a contact, with what was told.

    \b
    kaa appointment came 17 --occupation none
    """
    from kaa_cli.cli.contact import tell_logged
    from kaa_cli.work import appointments

    told = Order(
        AttemptResult.REACHED,
        clock.today(),
        occupation=typed.code(occupation, OccupationCode),
        occupation_says=says,
        next_on=typed.coming_day(next_day),
        note=ask.text_or_asked(note, _("Note")),
    )
    with writing(ctx.obj, "appointment came") as desk:
        logged = appointments.came(desk, youth, told, _which(on))
    tell_logged([logged], form, several=False)


def _which(on: str) -> date | None:
    """The day of the appointment meant, when it was told: it may lie either way of today."""
    if not on:
        return None
    today = clock.today()
    return when.read_day(on, today, forward=on.startswith("+"))


@appointment.command("missed")
def missed(
    ctx: typer.Context, youth: typed.YouthId, on: _OfDay = "", form: output.Format = "table"
) -> None:
    """The youth did not come, and is due again on the next working day.

    \b
    kaa appointment missed 17
    """
    from kaa_cli.work import appointments

    with writing(ctx.obj, "appointment missed") as desk:
        row = appointments.missed(desk, youth, _which(on))
    tell_saved(row, _("Saved: {who} did not come."), form)


@appointment.command("cancel")
def cancel(
    ctx: typer.Context, youth: typed.YouthId, on: _OfDay = "", form: output.Format = "table"
) -> None:
    """It was called off: the ladder goes on as if it had not been booked.

    \b
    kaa appointment cancel 17
    """
    from kaa_cli.work import appointments

    with writing(ctx.obj, "appointment cancel") as desk:
        row = appointments.cancel(desk, youth, _which(on))
    tell_saved(row, _("Cancelled: the appointment of {who}."), form)


@appointment.command("move")
def move(
    ctx: typer.Context,
    youth: typed.YouthId,
    day: _Day,
    hour: _Hour = "",
    on: _OfDay = "",
    form: output.Format = "table",
) -> None:
    """Another day was agreed.

    \b
    kaa appointment move 17 22/9 14:00
    """
    from kaa_cli.show.sentences import moment
    from kaa_cli.work import appointments

    to, at = _agreed(day), typed.hour(hour)
    with writing(ctx.obj, "appointment move") as desk:
        row = appointments.move(desk, youth, to, at, _which(on))
    told = moment(to, at, clock.today())
    tell_saved(row, _("Moved: the appointment of {who}, now {day}."), form, day=told)


@appointment.command("list")
def list_appointments(
    ctx: typer.Context,
    mine: typed.Mine = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the appointments to come, and those of which nothing is told yet.

    \b
    kaa appointment list --mine
    """
    from kaa_cli.show import appointments as drawing
    from kaa_cli.work import appointments
    from kaa_cli.work.contact_persons import follows

    with reading(ctx.obj, listing="appointment list", out=out) as desk:
        found = appointments.booked(desk)
        if mine:
            found = [one for one in found if follows(desk, one[0])]
        desk.list_out(case.person.id for case, *_rest in found)
    listed = [rows.appointment_row(*one) for one in found]

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, found, clock.today(), mine=mine)

    output.answer(listed, rows.APPOINTMENT_KEYS, draw, form, out, force=force)
