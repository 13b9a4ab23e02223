"""Looking for phone numbers: the step before the ladder."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import Refused
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.queue import Standing
    from kaa_cli.show.screen import Screen

number_searches = Room()
_SCHOOL_KEYS = ("school", "youths", "answered_on")
_LIST_KEYS = ("youth", "given_name", "birth_year", "school")
_ASKED_KEYS = ("youth", "given_name", "family_name", "born_on", "school", "phone")


@number_searches.command("numbers")
def numbers(
    ctx: typer.Context,
    school: Annotated[
        str,
        typer.Option(
            "--school", metavar=_("NAME"), help=_("The youths of one school; - for no school.")
        ),
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show whose number is looked for, school by school; with -o a list to ask the school with.

    The list holds names and birth dates, no personal numbers; writing it is logged. The school
    fills in the phone column, and kaa import --as phones takes it in.

    \b
    kaa numbers
    kaa numbers --school Lerum -o lerum.xlsx
    """
    from kaa_cli.rules.number_search import of_school
    from kaa_cli.show import numbers as drawing
    from kaa_cli.work.number_search import search

    today = clock.today()
    with reading(ctx.obj, listing="numbers") as desk:
        found = search(desk)
        chosen = of_school(found, school) if school else found.rows
        if school and not out:
            desk.list_out(row.case.person.id for row in chosen)
    if out and not chosen:
        raise Refused(_("Nobody's number is looked for there: no list was written."))
    if out:
        _ask_with(ctx, chosen, form, out, force=force)
        return

    def draw(screen: "Screen") -> None:
        if school:
            drawing.draw_youths(screen, chosen)
        else:
            drawing.draw_search(screen, found, today)

    if school:
        listed = [_row(row) for row in chosen]
        output.answer(listed, _LIST_KEYS, draw, form, out, force=force)
        return
    schools = [
        {"school": asked.school or None, "youths": asked.youths, "answered_on": asked.answered_on}
        for asked in found.schools
    ]
    output.answer(schools, _SCHOOL_KEYS, draw, form, out, force=force)


def _row(row: "Standing") -> dict[str, object]:
    person = row.case.person
    return {
        "youth": person.id,
        "given_name": person.given_name,
        "birth_year": person.born_on.year,
        "school": person.school or None,
    }


def _ask_with(
    ctx: typer.Context, chosen: "tuple[Standing, ...]", form: str, out: str, *, force: bool
) -> None:
    """The list that goes to a school: logged as a look-up before it is written."""
    people = [row.case.person for row in chosen]
    with writing(ctx.obj, "numbers", kind="export") as desk:
        desk.list_out(person.id for person in people)
    listed = [
        {
            "youth": person.id,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "born_on": person.born_on,
            "school": person.school,
            "phone": "",
        }
        for person in people
    ]
    output.answer(listed, _ASKED_KEYS, lambda _screen: None, form, out, force=force)
