"""The youths: finding, showing, adding, editing, closing and reopening."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, editing, output, rows, seen, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.saved import tell_saved
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import Knowledge, PhoneState, Target
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

youth = Room("periods:periods", "extract:histories")


@youth.command("list")
def list_youths(
    ctx: typer.Context,
    everyone: Annotated[bool, typer.Option("--all", help=_("Closed ones too."))] = False,
    mine: typed.Mine = False,
    without: Annotated[
        bool, typer.Option("--without-contact-person", help=_("Whom nobody follows."))
    ] = False,
    known: Annotated[
        str,
        typer.Option(
            "--known",
            metavar=_("WORD"),
            help=_("mapped, expired, unknown, refused or unreachable."),
            autocompletion=typed.completing(Knowledge),
        ),
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the youths in the duty, by name, with where each is.

    \b
    kaa youth list
    kaa youth list --known expired
    kaa youth list -f csv -o youths.csv
    """
    from kaa_cli.show import youths as drawing
    from kaa_cli.work import youths

    wanted = youths.Wanted(everyone, mine, without, typed.code(known, Knowledge))
    with reading(ctx.obj, listing="youth list", out=out) as desk:
        found = youths.listed(desk, wanted)
        desk.list_out(row.case.person.id for row in found)

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found)

    listed = [rows.youth_row(row) for row in found]
    output.answer(listed, rows.YOUTH_KEYS, draw, form, out, force=force)


def find(
    ctx: typer.Context,
    where: Annotated[
        str, typer.Argument(metavar="[-]", help=_("- reads the text from standard input."))
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Find a youth by name, birth date or the last digits of any number; asked at a prompt.

    \b
    kaa find
    echo 0612 | kaa find -
    """
    if where not in {"", "-"}:
        raise UsageProblem(
            _('Names and numbers stay out of the shell\'s history: type "kaa find" alone.')
        )
    from kaa_cli.show import youths as drawing
    from kaa_cli.work import youths

    if where == "-":
        text = sys.stdin.readline().strip()
    else:
        text = ask.ask(_("Search (name, phone, birth date)"))
    today = clock.today()
    with reading(ctx.obj, listing="youth find", out=out) as desk:
        found = youths.standing(desk, youths.find(desk, text))
        desk.list_out(row.case.person.id for row in found)
    seen.remember(ctx.obj, (row.case.person.id for row in found), today)

    def draw(screen: "Screen") -> None:
        drawing.draw_found(screen, found, today)

    listed = [rows.youth_row(row) for row in found]
    output.answer(listed, rows.YOUTH_KEYS, draw, form, out, force=force)


def show(
    ctx: typer.Context,
    number: typed.YouthId,
    reason: Annotated[
        bool, typer.Option("--reason", help=_("Open protected data; the reason is asked for."))
    ] = False,
    form: output.Format = "table",
) -> None:
    """Show all that is kept of one youth and the timeline; the look-up is logged.

    \b
    kaa show 17
    """
    from kaa_cli.show import youths as drawing
    from kaa_cli.work import outreach, sheet, youths

    why = ask.why_opened(reason=reason)
    today = clock.today()
    with writing(ctx.obj, "youth show", kind="read") as desk:
        case = desk.case(number, opened=reason)
        events = outreach.timeline(desk, case)
        row = youths.standing(desk, [case])[0]
        told = sheet.beside(desk, case)
        desk.look_at([number], why)
    seen.remember(ctx.obj, [number], today)

    def draw(screen: "Screen") -> None:
        drawing.draw_sheet(screen, row, told, events, today)

    output.answer(rows.sheet_row(row, told, events, today), rows.YOUTH_KEYS, draw, form)


@youth.command("add")
def add(ctx: typer.Context, form: output.Format = "table") -> None:
    """Add a youth who is on no list; everything is asked for, nothing stands in the history.

    \b
    kaa youth add
    """
    from kaa_cli.work import youths

    with reading(ctx.obj) as desk:
        municipalities = desk.municipalities if desk.is_shared else ""
    told = editing.new_youth(municipalities)
    with writing(ctx.obj, "youth add") as desk:
        row = youths.after(desk, youths.add(desk, told).person.id)
    tell_saved(row, _("{who} is in the register from today."), form)


@youth.command("edit")
def edit(
    ctx: typer.Context,
    number: typed.YouthId,
    fields: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("[FIELD]…"), help=_("Which fields; the values are asked for.")),
    ] = None,
    value: Annotated[
        str, typer.Option("--value", metavar=_("TEXT"), help=_("The value of one field."))
    ] = "",
    clear: Annotated[bool, typer.Option("--clear", help=_("Empty the fields."))] = False,
    checked: Annotated[
        bool, typer.Option("--checked", help=_("Looked at: the youth still belongs here."))
    ] = False,
    because: Annotated[
        str,
        typer.Option("--because", metavar=_("TEXT"), help=_("Why it is corrected; - asks for it.")),
    ] = "",
    form: output.Format = "table",
) -> None:
    """Correct what is kept of a youth; the values are asked for, and old ones kept in the log.

    Fields: identity_number, given_name, family_name, street, postcode, city, municipality, email,
    school, study_programme, contact_person, preferred_channel, by_hand, restricted, review_on,
    protection, reason, registered_on, first_seen_on. A question tells which words its answer takes.
    A youth who does not want to be contacted is looked at again on review_on; --clear lifts the
    wish. To lower protection or lift a restriction takes a reason. What was corrected: kaa youth
    history.

    \b
    kaa youth edit 17 street postcode city
    kaa youth edit 17 given_name --because -
    kaa youth edit 17 --checked
    """
    from kaa_cli.work import looked_at, youths

    names = [editing.field(name) for name in fields or ()]
    if not names and not checked:
        raise UsageProblem(_("Which field? Such as: kaa youth edit {no} street.").format(no=number))
    if value and len(names) != 1:
        raise UsageProblem(_("--value goes with one field."))
    if because and not names:
        raise UsageProblem(_("--because goes with a field."))
    with reading(ctx.obj) as desk:
        case = desk.case(number)
    told = editing.values(names, value, clear=clear)
    asks_why = because == "-" or (not because and youths.lowers_a_guard(case, told))
    why = ask.ask(_("Why?")) if asks_why else because
    with writing(ctx.obj, "youth edit") as desk:
        if checked:
            looked_at.set_checked(desk, number)
        if told:
            youths.edit(desk, number, told, why)
        row = youths.after(desk, number)
    sentence = _("Saved: {who}.")
    if checked:
        is_closed = row.case.period.ended_on is not None
        sentence = (
            _("Checked: {who} stays closed.")
            if is_closed
            else _("Checked: {who} still belongs here.")
        )
    tell_saved(row, sentence, form)
    if checked and form == "table" and row.case.person.is_masked:
        output.say(_("Still kept as protected: kaa youth edit {no} protection").format(no=number))


@youth.command("phone")
def phone_numbers(
    ctx: typer.Context,
    number: typed.YouthId,
    to: Annotated[
        str, typer.Option("--of", metavar=_("WHO"), help=_("youth or guardian; else the youth."))
    ] = "",
    second: Annotated[bool, typer.Option("--second", help=_("The second guardian."))] = False,
    state: Annotated[
        str, typer.Option("--state", metavar=_("STATE"), help=_("works, wrong or unknown."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Add a phone number, or say that one works or is wrong; the number is asked for.

    \b
    kaa youth phone 17
    kaa youth phone 17 --of guardian
    kaa youth phone 17 --state wrong
    """
    from kaa_cli.files.phone_cells import typed_phones
    from kaa_cli.work import numbers, youths

    target = read_code(to, Target, [Target.YOUTH, Target.GUARDIAN]) if to else Target.YOUTH
    told_state = typed.code(state, PhoneState)
    with reading(ctx.obj) as desk:
        desk.case(number)
    text = ask.ask(_("Phone number"))
    with reading(ctx.obj) as desk:  # what is kept may be no number at all
        is_kept = told_state is not None and numbers.kept_as(desk, number, text) is not None
    said = [] if is_kept else typed_phones(text)
    with writing(ctx.obj, "youth phone") as desk:
        case = desk.case(number)
        position = 2 if second else 1
        for phone in said:
            row = numbers.add_number(desk, case, phone, target=target, guardian=position)
            if told_state is not None:
                numbers.mark_as_told(desk, row, told_state)
        kept = numbers.kept_as(desk, number, text) if is_kept else None
        if kept is not None and told_state is not None:
            numbers.mark_as_told(desk, kept, told_state)
        desk.what = {"youths": [number]}
        after = youths.after(desk, number)
    tell_saved(after, _("Saved: a number for {who}."), form)


youth.command("find")(find)
youth.command("show")(show)
