"""Taking part in a programme: enrolling and leaving."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import after_measures, ask, clock, output, programme_rows, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.saved import tell_saved
from kaa_cli.errors import Refused
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import MeasureEnd, OccupationCode, Source
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.enrolling import Enrolled

enrolments = Room()

Name = Annotated[
    str, typer.Argument(metavar=_("PROGRAMME"), help=_("Its name, as kaa programme list has it."))
]
RunOption = Annotated[str, typer.Option("--run", metavar=_("NAME"), help=_("Which run of it."))]


@enrolments.command("enrol")
def enrol(
    ctx: typer.Context,
    youths: typed.YouthIds,
    name: Name,
    run: RunOption = "",
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
    if len(enrolled.youths) == 1 and form == "table":
        _tell_one(ctx, enrolled)
        return
    listed: list[dict[str, object]] = [
        {
            "youth": case.person.id,
            "programme": enrolled.programme,
            "run": enrolled.run.name if enrolled.run else None,
            "begins_on": day,
        }
        for case, day in enrolled.youths
    ]
    later = sum(day > clock.today() for _case, day in enrolled.youths)

    def draw(_screen: "Screen") -> None:
        begun = len(enrolled.youths) - later
        if begun:
            told = ngettext(
                "Saved: {n} youth takes part in {programme}. Take back: kaa undo",
                "Saved: {n} youths take part in {programme}. Take back: kaa undo",
                begun,
            )
            output.say(told.format(n=begun, programme=enrolled.programme))
        if later:
            told = ngettext(
                "Saved: {n} youth is accepted to {programme} and begins later.",
                "Saved: {n} youths are accepted to {programme} and begin later.",
                later,
            )
            output.say(told.format(n=later, programme=enrolled.programme))

    output.answer(listed, programme_rows.ENROLLED_KEYS, draw, form)


def _tell_one(ctx: typer.Context, enrolled: "Enrolled") -> None:
    from kaa_cli.show.days import short
    from kaa_cli.show.programmes import as_typed
    from kaa_cli.work import youths as of_youths

    ((case, day),) = enrolled.youths
    today = clock.today()
    sentence = _("Saved: {who} takes part in {programme} from {day}.")
    if day > today:
        sentence = _(
            "Saved: {who} is accepted to {programme}. On {day}: kaa programme enrol {no} {quoted}"
        )
    with reading(ctx.obj) as desk:
        row = of_youths.after(desk, case.person.id)
    told = {"programme": enrolled.programme, "day": short(day, today), "no": case.person.id}
    tell_saved(row, sentence, "table", **told, quoted=as_typed(enrolled.programme))


@enrolments.command("leave")
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
    """End taking part, with the reason and what the youth does now; asked for if it is not told.

    Reasons: completed, to-studies, to-work, to-other-measure, interrupted, turned-20, moved, other.

    \b
    kaa programme leave 17 Möjligheten --reason to-studies --occupation introductory
    """
    from kaa_cli.work import enrolling
    from kaa_cli.work import youths as of_youths

    ids, why = typed.ids(youths), read_code(reason, MeasureEnd)
    what, who = typed.code(occupation, OccupationCode), read_code(source, Source)
    if what is None:
        what, says = after_measures.asked(ctx, ids)
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
