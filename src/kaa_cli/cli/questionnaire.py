"""The anonymous questionnaire: asked before and after, shown when enough have answered."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import titled
from kaa_cli.rules.support_codes import Area
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.rules.questionnaire import Questionnaire, Values
    from kaa_cli.show.screen import Screen

questionnaire = Room()

_Programme = Annotated[str, typer.Argument(metavar=_("PROGRAMME"), help=_("Its name."))]
_Run = Annotated[str, typer.Option("--run", metavar=_("RUN"), help=_("Which time it was given."))]
_Told = Annotated[
    str,
    typer.Option(
        "--values",
        metavar="5,5,5,5,5",
        help=_("The five numbers; asked for if they are not told."),
    ),
]
_KEYS = (
    "programme",
    "run",
    "area",
    "pairs",
    "improved",
    "unchanged",
    "worse",
    "mean_before",
    "mean_after",
    "mean_change",
    "spread",
)


@questionnaire.command("before")
def before(
    ctx: typer.Context,
    programme: _Programme,
    run: _Run = "",
    values: _Told = "",
    form: output.Format = "table",
) -> None:
    """Keep a youth's answer as a course begins, and print the code for the one after it.

    Physical health, mental health, food, sleep and personal development are told from 1 to 10. No
    youth and no day is kept with them. Give the code to the youth: only it can pair the two.

    \b
    kaa questionnaire before Möjligheten
    kaa questionnaire before Möjligheten --values 4,5,3,6,2
    """
    from kaa_cli.show import questionnaire as drawing
    from kaa_cli.work import questionnaires

    with reading(ctx.obj) as desk:
        questionnaires.which(desk, programme, run)
    told = _values(values)
    with writing(ctx.obj, "questionnaire before") as desk:
        code = questionnaires.answer_before(desk, programme, run, told)
        name = desk.what["programme"]

    def draw(screen: "Screen") -> None:
        drawing.draw_code(screen, name, code)

    from kaa_cli.rules.questionnaire import told_code

    row = {"programme": name, "code": told_code(code)}
    output.answer(row, ("programme", "code"), draw, form)


@questionnaire.command("after")
def after(
    ctx: typer.Context,
    programme: _Programme,
    run: _Run = "",
    values: _Told = "",
    form: output.Format = "table",
) -> None:
    """Keep a youth's answer after a course; the code and the five numbers are asked for.

    \b
    kaa questionnaire after Möjligheten
    """
    from kaa_cli.work import questionnaires

    typed = ask.ask(_("The youth's code"))
    with reading(ctx.obj) as desk:
        questionnaires.which(desk, programme, run)
        code = questionnaires.must_be_awaited(desk, programme, typed)
    told = _values(values)
    with writing(ctx.obj, "questionnaire after") as desk:
        questionnaires.answer_after(desk, programme, run, code, told)
        name = desk.what["programme"]
    saved = _("Saved: an answer after, {programme}.").format(programme=name)
    output.answer({"programme": name}, ("programme",), lambda _s: output.say(saved), form)


def _values(told: str) -> "Values":
    """The five numbers: as typed, or asked one after another; a whole line answers all five."""
    from kaa_cli.rules.questionnaire import read_values

    if told:
        read = _of_line(told)
        if read is None:
            raise UsageProblem(_not_values())
        return read
    answers: list[str] = []
    for area in Area:
        answer = _asked(area)
        if not answers and (read := _of_line(answer)) is not None:
            return read
        answers.append(answer)
    read = read_values(answers)
    if read is None:
        raise UsageProblem(_not_values())
    return read


def _asked(area: Area) -> str:
    """What is answered for an area; a slip at the keyboard is asked about again."""
    from kaa_cli.rules.questionnaire import read_values

    while True:
        answer = ask.ask(_("{area}, 1 to 10").format(area=titled(area)))
        if read_values([answer] * len(Area)) or _of_line(answer) or not ask.is_at_terminal():
            return answer
        ask.tell(_("A whole number from 1 to 10."))


def _of_line(text: str) -> "Values | None":
    from kaa_cli.rules.questionnaire import read_values

    words = re.split(r"[,;\s]+", text.strip())
    return read_values(words)


def _not_values() -> str:
    names = ", ".join(titled(area) for area in Area)
    told = _("Five whole numbers from 1 to 10, such as 4,5,3,6,2: {areas}. Nothing was saved.")
    return told.format(areas=names)


@questionnaire.command("import")
def take_in(
    ctx: typer.Context,
    programme: _Programme,
    file: Annotated[
        str,
        typer.Argument(metavar=_("FILE"), help=_("CSV, .xlsx, .xls or .ods; - is standard input.")),
    ],
    run: _Run = "",
    form: output.Format = "table",
) -> None:
    """Take in answers given on paper: occasion, code and the five areas, a row for each.

    All of them or none. The codes are made up by whoever hands out the paper, 6 to 20 letters and
    digits, and are kept nowhere here.

    \b
    kaa questionnaire import Möjligheten answers.csv
    """
    from kaa_cli.files.answers import read_answers
    from kaa_cli.files.tables import read_rows
    from kaa_cli.work import questionnaires

    rows = read_answers(read_rows(Path(file)))
    with writing(ctx.obj, "questionnaire import") as desk:
        count = questionnaires.take_in(desk, programme, run, rows)
        name = desk.what["programme"]
    saved = ngettext(
        "Saved: {n} answer, {programme}. Take back: kaa undo",
        "Saved: {n} answers, {programme}. Take back: kaa undo",
        count,
    ).format(n=count, programme=name)
    row = {"programme": name, "new": count}
    output.answer(row, ("programme", "new"), lambda _s: output.say(saved), form)


@questionnaire.command("show")
def show(
    ctx: typer.Context,
    programme: Annotated[
        str, typer.Argument(metavar=_("[PROGRAMME]"), help=_("One programme; else all."))
    ] = "",
    run: _Run = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show how many improved in each area, by how much, and how much people differ.

    Shown from five pairs of answers on; another number: kaa settings questionnaire-from.

    \b
    kaa questionnaire show
    kaa questionnaire show Möjligheten -f csv
    """
    from kaa_cli.show import questionnaire as drawing
    from kaa_cli.work import questionnaires

    if run and not programme:
        raise UsageProblem(_("--run goes with one programme."))
    with reading(ctx.obj) as desk:
        found = questionnaires.results(desk, programme, run)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, found)

    in_lines = output.form_of(form, out) in {"csv", "xlsx"}
    rows = _lines(found) if in_lines else [_row(one) for one in found]
    output.answer(rows, _KEYS, draw, form, out, force=force)


def _row(one: "Questionnaire") -> dict[str, object]:
    return {
        "programme": one.programme,
        "run": one.run or None,
        "pairs": one.pairs,
        "before_only": one.before_only,
        "after_only": one.after_only,
        "shown_from": one.least,
        "areas": _areas(one),
    }


def _areas(one: "Questionnaire") -> list[dict[str, object]]:
    return [
        {
            "area": line.area,
            "improved": line.improved,
            "unchanged": line.unchanged,
            "worse": line.worse,
            "mean_before": round(line.before, 2),
            "mean_after": round(line.after, 2),
            "mean_change": round(line.change, 2),
            "spread": round(line.spread, 2),
        }
        for line in one.changes
    ]


def _lines(found: "Sequence[Questionnaire]") -> list[dict[str, object]]:
    return [
        {"programme": one.programme, "run": one.run or None, "pairs": one.pairs, **line}
        for one in found
        for line in _areas(one)
    ]
