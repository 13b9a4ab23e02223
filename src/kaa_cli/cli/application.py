"""Applications to a programme, from the first word to the youth's signature."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, sharing_rows, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.labels import read_code
from kaa_cli.rules.support_codes import Actor
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.person import Case
    from kaa_cli.show.screen import Screen

application = Room()

_SAVED_KEYS = ("youth", "programme", "on")
OfProgramme = Annotated[
    str,
    typer.Option("--programme", metavar=_("NAME"), help=_("To which programme, if several.")),
]


@application.command("add")
def add(
    ctx: typer.Context,
    youth: typed.YouthId,
    programme: Annotated[
        str, typer.Argument(metavar=_("PROGRAMME"), help=_("To which programme."))
    ],
    referred_by: Annotated[
        str,
        typer.Option(
            "--referred-by",
            metavar=_("WHO"),
            help=_("Together with whom it was drawn up; see above."),
            autocompletion=typed.completing(Actor),
        ),
    ],
    on: typed.On = "",
    signed: Annotated[
        str, typer.Option("--signed", metavar=_("DAY"), help=_("The day the youth signed it."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Keep an application to a programme; the next team meeting takes it up.

    Who: outreach, school, school-health, employment-service, social-services, labour-market-unit,
    insurance-agency, other-municipality, association, other.

    \b
    kaa application add 17 Möjligheten --referred-by school-health --signed today
    """
    from kaa_cli.work import applications

    who, day = read_code(referred_by, Actor), typed.past_day(on)
    signed_on = typed.past_day(signed) if signed else None
    with writing(ctx.obj, "application add") as desk:
        case, name = applications.add(desk, youth, programme, who, day, signed_on)

    def draw(_screen: "Screen") -> None:
        _say(_("Saved: {who} has applied to {programme}."), case, name)
        if signed_on is None:
            output.say(_("Not signed yet: kaa application sign {no}").format(no=youth))
        output.say(_("For the next team meeting: kaa team agenda"))

    output.answer({"youth": youth, "programme": name, "on": day}, _SAVED_KEYS, draw, form)


def _say(sentence: str, case: "Case", programme: str) -> None:
    from kaa_cli.show.sentences import who

    output.say(sentence.format(who=who(case.person), programme=programme))


def _may_be_told(case: "Case", programme: str, typed: str) -> str:
    """The programme's name; of a protected youth only to somebody who has typed it."""
    return programme if typed or not case.person.is_masked else ""


@application.command("sign")
def sign(
    ctx: typer.Context,
    youth: typed.YouthId,
    on: typed.On = "",
    programme: OfProgramme = "",
    form: output.Format = "table",
) -> None:
    """The youth has signed; that also lets the team meeting hear who it is.

    \b
    kaa application sign 17
    """
    from kaa_cli.work import applications

    day = typed.past_day(on)
    with writing(ctx.obj, "application sign") as desk:
        case, name = applications.sign(desk, youth, day, programme)
    told = _may_be_told(case, name, programme)

    def draw(_screen: "Screen") -> None:
        sentence = _("Saved: {who} has signed the application to {programme}.")
        _say(sentence if told else _("Saved: {who} has signed the application."), case, told)
        output.say(_("The team meeting may hear who it is, and decide: kaa team agenda"))

    output.answer({"youth": youth, "programme": told or None, "on": day}, _SAVED_KEYS, draw, form)


@application.command("withdraw")
def withdraw(
    ctx: typer.Context,
    youth: typed.YouthId,
    on: typed.On = "",
    programme: OfProgramme = "",
    form: output.Format = "table",
) -> None:
    """The youth takes the application back, before it is decided.

    \b
    kaa application withdraw 17
    """
    from kaa_cli.work import applications

    day = typed.past_day(on)
    with writing(ctx.obj, "application withdraw") as desk:
        case, name = applications.withdraw(desk, youth, day, programme)
    told = _may_be_told(case, name, programme)

    def draw(_screen: "Screen") -> None:
        sentence = _("Withdrawn: the application of {who} to {programme}.")
        _say(sentence if told else _("Withdrawn: the application of {who}."), case, told)

    output.answer({"youth": youth, "programme": told or None, "on": day}, _SAVED_KEYS, draw, form)


@application.command("list")
def list_applications(
    ctx: typer.Context,
    only_open: Annotated[
        bool, typer.Option("--open", help=_("Only those the team has still to decide."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the applications, the oldest first.

    In JSON, CSV and xlsx social services and the social insurance agency are other authorities.

    \b
    kaa application list --open
    """
    from kaa_cli.show import sharing as drawing
    from kaa_cli.work import applications

    with reading(ctx.obj, listing="application list", out=out) as desk:
        found = applications.listed(desk, only_open=only_open)
        desk.list_out(case.person.id for case, _one in found)
    rows = [sharing_rows.application_row(case, one) for case, one in found]

    def draw(screen: "Screen") -> None:
        drawing.draw_applications(screen, found, clock.today(), only_open=only_open)

    output.answer(rows, sharing_rows.APPLICATION_KEYS, draw, form, out, force=force)
