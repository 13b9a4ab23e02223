"""What a youth agrees to, and handing a youth on to another actor by it."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, sharing_rows, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.labels import label, read_code
from kaa_cli.labels import typed as to_type
from kaa_cli.rules.support_codes import Actor, ConsentScope
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.person import Case
    from kaa_cli.show.screen import Screen

consent = Room()
referral = Room()

_CONSENT_KEYS = ("youth", "consent", "actor", "on")
_REFERRAL_KEYS = ("youth", "direction", "actor", "on")
_Scope = Annotated[
    str,
    typer.Argument(
        metavar=_("WHAT"),
        help=_("take-part, team (being named at the meeting) or actor (with --actor)."),
        autocompletion=typed.completing(ConsentScope),
    ),
]
_OfActor = Annotated[
    str,
    typer.Option(
        "--actor",
        metavar=_("WHO"),
        help=_("With which actor to share, such as employment-service."),
        autocompletion=typed.completing(Actor),
    ),
]
_Who = Annotated[
    str,
    typer.Argument(
        metavar=_("WHO"),
        help=_("school, employment-service, social-services …"),
        autocompletion=typed.completing(Actor),
    ),
]


@consent.command("give")
def give(
    ctx: typer.Context,
    youth: typed.YouthId,
    what: _Scope,
    actor: _OfActor = "",
    on: typed.On = "",
    form: output.Format = "table",
) -> None:
    """Keep what a youth agrees to. Being in the register rests on law, not on consent.

    \b
    kaa consent give 17 team
    kaa consent give 17 actor --actor employment-service
    """
    from kaa_cli.work import consents

    scope, who, day = read_code(what, ConsentScope), typed.code(actor, Actor), typed.past_day(on)
    with writing(ctx.obj, "consent give") as desk:
        case = consents.give(desk, youth, scope, who, day)
    sentence = _("Saved: {who} agrees to {what}. Withdrawn: kaa consent withdraw {no} {words}")
    _tell_consent(case, scope, who, sentence, form, on=day)


def _tell_consent(
    case: "Case", scope: ConsentScope, actor: Actor | None, sentence: str, form: str, on: object
) -> None:
    def draw(_screen: "Screen") -> None:
        from kaa_cli.show.sentences import who
        from kaa_cli.show.sharing import about

        words = to_type(scope) + (f" --actor {to_type(actor)}" if actor else "")
        told = {"what": about(scope, actor), "no": case.person.id, "words": words}
        output.say(sentence.format(who=who(case.person), **told))

    told = sharing_rows.shown_actor(case, actor)
    row = {"youth": case.person.id, "consent": scope, "actor": told, "on": on}
    output.answer(row, _CONSENT_KEYS, draw, form)


@consent.command("withdraw")
def withdraw(
    ctx: typer.Context,
    youth: typed.YouthId,
    what: _Scope,
    actor: _OfActor = "",
    on: typed.On = "",
    form: output.Format = "table",
) -> None:
    """The youth no longer agrees: from that day nothing is shared by it.

    \b
    kaa consent withdraw 17 team
    """
    from kaa_cli.work import consents

    scope, who, day = read_code(what, ConsentScope), typed.code(actor, Actor), typed.past_day(on)
    with writing(ctx.obj, "consent withdraw") as desk:
        case = consents.withdraw(desk, youth, scope, who, day)
    _tell_consent(case, scope, who, _("Withdrawn: {who}, {what}."), form, on=day)


@consent.command("list")
def list_consents(
    ctx: typer.Context,
    youth: Annotated[
        int | None, typer.Argument(metavar=_("[NR]"), help=_("One youth, with what is withdrawn."))
    ] = None,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the consents in force, or one youth's with those withdrawn.

    In JSON, CSV and xlsx social services and the social insurance agency are other authorities.

    \b
    kaa consent list
    kaa consent list 17
    """
    from kaa_cli.show import sharing as drawing
    from kaa_cli.work import consents

    if youth is None:
        with reading(ctx.obj, listing="consent list", out=out) as desk:
            found = consents.listed(desk, None)
            desk.list_out(case.person.id for case, _one in found)
    else:
        with writing(ctx.obj, "consent list", kind="read") as desk:
            found = consents.listed(desk, youth)
            desk.look_at([youth])
    rows = [sharing_rows.consent_row(case, one) for case, one in found]

    def draw(screen: "Screen") -> None:
        drawing.draw_consents(screen, found, clock.today())

    output.answer(rows, sharing_rows.CONSENT_KEYS, draw, form, out, force=force)


@referral.command("out")
def refer_out(
    ctx: typer.Context,
    youth: typed.YouthId,
    actor: _Who,
    on: typed.On = "",
    note: typed.Note = "",
    form: output.Format = "table",
) -> None:
    """Hand a youth on to another actor, by the youth's consent to share with that one.

    \b
    kaa referral out 17 employment-service
    """
    from kaa_cli.work import consents

    who, day = read_code(actor, Actor), typed.past_day(on)
    told = ask.text_or_asked(note, _("Note"))
    with writing(ctx.obj, "referral out") as desk:
        case = consents.refer_out(desk, youth, who, day, told)
    sentence = _("Saved: {who} is handed on to {actor}. Once met: kaa referral received {no}")
    _tell_referral(case, "out", who, sentence, form, on=day)


def _tell_referral(
    case: "Case", direction: str, actor: Actor, sentence: str, form: str, on: object
) -> None:
    def draw(_screen: "Screen") -> None:
        from kaa_cli.show.sentences import who

        no = case.person.id
        output.say(sentence.format(who=who(case.person), actor=label(actor), no=no))

    row = {"youth": case.person.id, "direction": direction, "on": on}
    row["actor"] = sharing_rows.shown_actor(case, actor)
    output.answer(row, _REFERRAL_KEYS, draw, form)


@referral.command("in")
def refer_in(
    ctx: typer.Context,
    youth: typed.YouthId,
    actor: _Who,
    on: typed.On = "",
    note: typed.Note = "",
    form: output.Format = "table",
) -> None:
    """Keep that another actor sent a youth to us.

    \b
    kaa referral in 17 school-health --on yesterday
    """
    from kaa_cli.work import consents

    who, day = read_code(actor, Actor), typed.past_day(on)
    told = ask.text_or_asked(note, _("Note"))
    with writing(ctx.obj, "referral in") as desk:
        case = consents.refer_in(desk, youth, who, day, told)
    _tell_referral(case, "in", who, _("Saved: {who} was sent to us by {actor}."), form, on=day)


@referral.command("received")
def received(
    ctx: typer.Context,
    youth: typed.YouthId,
    actor: Annotated[
        str, typer.Argument(metavar=_("[WHO]"), help=_("Which actor, if several."))
    ] = "",
    on: typed.On = "",
    form: output.Format = "table",
) -> None:
    """The actor whom a youth was handed on to has met the youth.

    \b
    kaa referral received 17
    """
    from kaa_cli.work import consents

    who, day = typed.code(actor, Actor), typed.past_day(on)
    with writing(ctx.obj, "referral received") as desk:
        case, met = consents.received(desk, youth, who, day)
    _tell_referral(case, "out", met, _("Saved: {actor} has met {who}."), form, on=day)


@referral.command("list")
def list_referrals(
    ctx: typer.Context,
    waiting: Annotated[
        bool, typer.Option("--waiting", help=_("Only those not met yet, as far as is known."))
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List who was sent to us and who was handed on, the oldest first.

    In JSON, CSV and xlsx social services and the social insurance agency are other authorities.

    \b
    kaa referral list --waiting
    """
    from kaa_cli.show import sharing as drawing
    from kaa_cli.work import consents

    with reading(ctx.obj, listing="referral list", out=out) as desk:
        found = consents.referrals(desk, waiting=waiting)
        desk.list_out(case.person.id for case, _one in found)
    rows = [sharing_rows.referral_row(case, one) for case, one in found]

    def draw(screen: "Screen") -> None:
        drawing.draw_referrals(screen, found, clock.today())

    output.answer(rows, sharing_rows.REFERRAL_KEYS, draw, form, out, force=force)
