"""Programmes: what youths can take part in, when it is given, and who does."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, programme_rows, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.saved import tell_saved
from kaa_cli.errors import Refused
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import MeasureEnd, MeasureType, OccupationCode, Source
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.enrolling import Enrolled

programme = Room(help=_("Programmes and courses: runs, places, participants."))

Name = Annotated[
    str, typer.Argument(metavar=_("PROGRAMME"), help=_("Its name, as kaa programme list has it."))
]
_RunOption = Annotated[str, typer.Option("--run", metavar=_("NAME"), help=_("Which run of it."))]


@programme.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("What it is called."))],
    kind: Annotated[
        str,
        typer.Option(
            "--type",
            metavar=_("TYPE"),
            help=_("The kind of measure that taking part is, such as coaching."),
            autocompletion=typed.completing(MeasureType),
        ),
    ],
    provider: Annotated[
        str, typer.Option("--provider", metavar=_("TEXT"), help=_("Who gives it."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Add a programme that youths can take part in.

    \b
    kaa programme add Möjligheten --type coaching
    kaa programme add Porten --type intensive-course --provider "The folk high school"
    """
    from kaa_cli.show.programmes import as_typed
    from kaa_cli.work import programmes

    with writing(ctx.obj, "programme add") as desk:
        row = programmes.add(desk, name, kind, provider)
        told = {"programme": row.name, "type": row.type, "provider": row.provider or None}

    def draw(_screen: "Screen") -> None:
        quoted = as_typed(str(told["programme"]))
        output.say(_("Saved: {programme}.").format(programme=told["programme"]))
        output.say(_("Take part: kaa programme enrol NR {programme}").format(programme=quoted))

    output.answer(told, ("programme", "type", "provider"), draw, form)


@programme.command("run")
def run(
    ctx: typer.Context,
    programme: Name,
    name: Annotated[
        str, typer.Option("--name", metavar=_("NAME"), help=_("What this time is called."))
    ],
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("The first day, such as 2026-09-07."))
    ] = "",
    last: Annotated[
        str,
        typer.Option("--to", metavar=_("DAY"), help=_("The last day; +10w is after the first.")),
    ] = "",
    places: Annotated[
        int | None, typer.Option("--places", min=1, max=9_999, help=_("How many can take part."))
    ] = None,
    form: output.Format = "table",
) -> None:
    """Add a time that a programme is given, or change the one of that name.

    \b
    kaa programme run Möjligheten --name "autumn 2026" --from 2026-09-07 --to +10w --places 12
    """
    from kaa_cli.show.days import short
    from kaa_cli.work import programmes

    today = clock.today()
    begins = when.read_agreed(first, today) if first else None
    ends = when.read_day(last, begins or today, forward=True) if last else None
    with writing(ctx.obj, "programme run") as desk:
        told = programmes.ToldRun(name, begins, ends, places)
        row, saved = programmes.set_run(desk, programme, told)
        kept = row.name
        taken = programmes.roll(desk, kept).taken(saved)

    def draw(_screen: "Screen") -> None:
        until = short(saved.ends_on, today) if saved.ends_on else ""
        days = f"{short(saved.starts_on, today)}–{until}"
        output.say(
            _("Saved: {programme}, {run}, {days}.").format(
                programme=kept, run=saved.name, days=days
            )
        )

    listed = programme_rows.run_row(kept, saved, taken)
    output.answer(listed, programme_rows.RUN_KEYS, draw, form)


@programme.command("list")
def list_programmes(
    ctx: typer.Context,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the programmes, with how many are how far in each.

    \b
    kaa programme list
    """
    from kaa_cli.show import programmes as drawing
    from kaa_cli.work import programmes

    with reading(ctx.obj) as desk:
        found = programmes.rolls(desk)
    listed = [programme_rows.programme_row(roll) for roll in found]

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found, clock.today())

    output.answer(listed, programme_rows.LIST_KEYS, draw, form, out, force=force)


@programme.command("show")
def show(
    ctx: typer.Context,
    name: Name,
    run: _RunOption = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show a programme: its runs and free places, and how far everybody came.

    Protected youths are counted but on no list. CSV and xlsx hold the participants.

    \b
    kaa programme show Möjligheten
    kaa programme show Möjligheten --run "autumn 2026" -f csv -o participants.csv
    """
    from kaa_cli.show import programmes as drawing
    from kaa_cli.work import programmes

    with reading(ctx.obj) as desk:
        roll = programmes.roll(desk, name, run)
        with_ages = desk.is_programme

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, roll, clock.today(), with_ages=with_ages)

    keys = programme_rows.PARTICIPANT_KEYS
    if output.form_of(form, out) == "json":
        row = programme_rows.roll_row(roll)
        output.answer(row, programme_rows.LIST_KEYS, draw, form, out, force=force)
        return
    output.answer(programme_rows.participant_rows(roll), keys, draw, form, out, force=force)


@programme.command("enrol")
def enrol(
    ctx: typer.Context,
    youths: typed.YouthIds,
    name: Name,
    run: _RunOption = "",
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar=_("DAY"), help=_("From which day; else with the run, or today.")
        ),
    ] = "",
    week: Annotated[
        str,
        typer.Option("--week", metavar=_("TEXT"), help=_("The individual week; - asks for it.")),
    ] = "",
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Let youths take part in a programme; while it runs they are in a measure.

    For a run that begins later they are accepted only: say it again on its first day. Attendance is
    not kept.

    \b
    kaa programme enrol 17 Möjligheten --week "Mon Wed Thu Fri"
    kaa programme enrol 3,5,8 Porten --run "autumn 2026"
    """
    from kaa_cli.work import enrolling

    ids, day = typed.ids(youths), _day(on)
    told = enrolling.ToldPlace(run, day, ask.text_or_asked(week, _("The individual week")))
    with reading(ctx.obj) as desk:
        looked = enrolling.look(desk, ids, name, told)
    if looked.over and not yes:
        _confirm_more(looked)
    with writing(ctx.obj, "programme enrol") as desk:
        enrolled = enrolling.enrol(desk, ids, name, told)
        if enrolled.over > looked.over and not yes:
            desk.must_be_as_shown(enrolled.over, looked.over)
    _tell_enrolled(ctx, enrolled, form)


def _day(text: str) -> date | None:
    return when.read_day(text, clock.today(), forward=text.startswith("+")) if text else None


def _confirm_more(looked: "Enrolled") -> None:
    assert looked.run is not None
    question = ngettext(
        "{programme}, {run}: {n} more than there are places. Enrol anyway?",
        "{programme}, {run}: {n} more than there are places. Enrol anyway?",
        looked.over,
    )
    told = question.format(programme=looked.programme, run=looked.run.name, n=looked.over)
    if not ask.confirm(told):
        raise Refused(_("Nothing was saved."))


def _tell_enrolled(ctx: typer.Context, enrolled: "Enrolled", form: str) -> None:
    """Of one youth what comes next, of several how many."""
    from kaa_cli.show.days import short
    from kaa_cli.show.programmes import as_typed
    from kaa_cli.work import youths as of_youths

    today = clock.today()
    listed: list[dict[str, object]] = [
        {
            "youth": case.person.id,
            "programme": enrolled.programme,
            "run": enrolled.run.name if enrolled.run else None,
            "begins_on": day,
        }
        for case, day in enrolled.youths
    ]
    later = [day for _case, day in enrolled.youths if day > today]
    if len(enrolled.youths) == 1 and form == "table":
        ((case, day),) = enrolled.youths
        sentence = _("Saved: {who} takes part in {programme} from {day}.")
        if later:
            sentence = _(
                "Saved: {who} is accepted to {programme}. On {day}: "
                "kaa programme enrol {no} {quoted}"
            )
        with reading(ctx.obj) as desk:
            row = of_youths.after(desk, case.person.id)
        told = {"programme": enrolled.programme, "day": short(day, today), "no": case.person.id}
        tell_saved(row, sentence, form, **told, quoted=as_typed(enrolled.programme))
        return

    def draw(_screen: "Screen") -> None:
        n = len(enrolled.youths) - len(later)
        if n:
            told = ngettext(
                "Saved: {n} youth takes part in {programme}. Take back: kaa undo",
                "Saved: {n} youths take part in {programme}. Take back: kaa undo",
                n,
            )
            output.say(told.format(n=n, programme=enrolled.programme))
        if later:
            told = ngettext(
                "Saved: {n} youth is accepted to {programme} and begins later.",
                "Saved: {n} youths are accepted to {programme} and begin later.",
                len(later),
            )
            output.say(told.format(n=len(later), programme=enrolled.programme))

    output.answer(listed, programme_rows.ENROLLED_KEYS, draw, form)


@programme.command("leave")
def leave(
    ctx: typer.Context,
    youths: typed.YouthIds,
    name: Name,
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar=_("REASON"),
            help=_("Why it ended; see above."),
            autocompletion=typed.completing(MeasureEnd),
        ),
    ],
    on: typed.On = "",
    occupation: typed.OccupationOption = "",
    says: typed.Says = "",
    source: typed.SourceOption = "youth",
    form: output.Format = "table",
) -> None:
    """End taking part, with the reason and what the youth does then.

    Reasons: completed, to-studies, to-work, to-other-measure, interrupted, turned-20, moved, other.

    \b
    kaa programme leave 17 Möjligheten --reason to-studies --occupation introductory
    """
    from kaa_cli.work import enrolling
    from kaa_cli.work import youths as of_youths

    ids, why = typed.ids(youths), read_code(reason, MeasureEnd)
    what, who = typed.code(occupation, OccupationCode), read_code(source, Source)
    told = enrolling.ToldEnd(why, typed.past_day(on), what, who, says)
    with writing(ctx.obj, "programme leave") as desk:
        name, cases = enrolling.leave(desk, ids, name, told)
        first = of_youths.after(desk, cases[0].person.id)
    if len(cases) == 1 and form == "table":
        sentence = _("Saved: {who} has left {programme}.")
        tell_saved(first, sentence, form, programme=name)
        if first.case.period.ended_on is None:
            output.say(
                _("Where did it lead? kaa outcome record {no} CATEGORY").format(
                    no=first.case.person.id
                )
            )
        return

    def draw(_screen: "Screen") -> None:
        left = _("Saved: {n} youths have left {programme}. Take back: kaa undo")
        output.say(left.format(n=len(cases), programme=name))

    fields = {"programme": name, "why_ended": why, "left_on": told.on}
    listed = [{"youth": case.person.id, **fields} for case in cases]
    output.answer(listed, programme_rows.LEFT_KEYS, draw, form)


@programme.command("close")
def close(ctx: typer.Context, name: Name, on: typed.On = "", form: output.Format = "table") -> None:
    """Take nobody into a programme any more; who is in it stays until it ends.

    \b
    kaa programme close Porten
    """
    from kaa_cli.work import programmes

    with writing(ctx.obj, "programme close") as desk:
        roll = programmes.close(desk, name, typed.past_day(on))

    def draw(_screen: "Screen") -> None:
        output.say(_("Closed to new participants: {programme}.").format(programme=roll.name))
        left = sum(one.measure.is_going_on for one in roll.participants)
        if left:
            told = ngettext(
                "{n} youth is still in it: kaa programme leave NR",
                "{n} youths are still in it: kaa programme leave NR",
                left,
            )
            output.say(told.format(n=left))

    output.answer(programme_rows.programme_row(roll), programme_rows.LIST_KEYS, draw, form)
