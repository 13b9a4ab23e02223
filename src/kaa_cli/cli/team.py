"""The team meeting: what it takes up, and what it decided."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, sharing_rows, typed, when
from kaa_cli.cli.application import OfProgramme
from kaa_cli.cli.colleagues import must_be_meant
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.labels import label, read_code
from kaa_cli.labels import typed as to_type
from kaa_cli.rules.codes import AppointmentKind
from kaa_cli.rules.support_codes import OF_THE_TEAM, Decision
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

team = Room("team_roles:roles")

_DECIDED_KEYS = ("youth", "programme", "decision", "decided_on", "contact_person")


@team.command("agenda")
def agenda(
    ctx: typer.Context,
    on: Annotated[
        str, typer.Option("--on", metavar=_("DAY"), help=_("The day of the meeting, else today."))
    ] = "",
    internal: Annotated[
        bool, typer.Option("--internal", help=_("With names, for the own staff only."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show what the team meeting takes up: applications, and whom nobody gets further with.

    A youth is named only who has agreed to it, as by signing an application. --internal names all
    but protected youths.

    \b
    kaa team agenda --on tuesday
    kaa team agenda --internal -o agenda.xlsx
    """
    from kaa_cli.show import team as drawing
    from kaa_cli.work import team as meeting

    today = clock.today()
    day = when.read_agreed(on, today) if on else today
    with reading(ctx.obj, listing="team agenda", out=out) as desk:
        told = meeting.agenda_for(desk, day, internal=internal)
        desk.list_out(point.case.person.id for point in told.points)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, told, today)

    rows = sharing_rows.agenda_rows(told)
    output.answer(rows, sharing_rows.AGENDA_KEYS, draw, form, out, force=force)


@team.command("decide")
def decide(
    ctx: typer.Context,
    youth: typed.YouthId,
    decision: Annotated[
        str,
        typer.Argument(
            metavar=_("DECISION"),
            help=_("accepted, postponed or rejected."),
            autocompletion=typed.completing(Decision),
        ),
    ],
    contact: Annotated[
        str, typer.Option("--contact", metavar=_("NAME"), help=_("Who follows the youth now."))
    ] = "",
    on: typed.On = "",
    note: typed.Note = "",
    programme: OfProgramme = "",
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Save what the team decided of an application; one postponed comes back with its note.

    Accepted takes an application that the youth has signed: it becomes a measure said yes to.

    \b
    kaa team decide 17 accepted --contact anna
    kaa team decide 38 postponed --note "waits for study guidance"
    """
    from kaa_cli.work import applications

    what = read_code(decision, Decision, OF_THE_TEAM)
    written = ask.text_or_asked(note, _("Note"))
    told = applications.ToldDecision(what, typed.past_day(on), contact.strip(), written, programme)
    if told.contact:
        with reading(ctx.obj) as desk:
            must_be_meant(desk, [told.contact], yes=yes)
    with writing(ctx.obj, "team decide") as desk:
        case, name = applications.decide(desk, youth, told)

    def draw(_screen: "Screen") -> None:
        from kaa_cli.show.sentences import who

        sentence = _("Saved: {who}, application to {programme}: {decision}.")
        person = case.person
        output.say(sentence.format(who=who(person), programme=name, decision=label(what)))
        if what is Decision.ACCEPTED:
            kind = to_type(AppointmentKind.FIRST_TALK)
            output.say(
                _("The first talk: kaa appointment add {no} {kind} DAY TIME").format(
                    no=youth, kind=kind
                )
            )
            if person.contact_person is None:
                output.say(_("Nobody follows the youth: kaa youth assign {no}").format(no=youth))
        if what is Decision.POSTPONED:
            output.say(_("It stands on the next agenda again: kaa team agenda"))

    row = {"youth": youth, "programme": name, "decision": what, "decided_on": told.on}
    row["contact_person"] = case.person.contact_person
    output.answer(row, _DECIDED_KEYS, draw, form)
