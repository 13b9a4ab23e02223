"""The statistics agency's code lists, which a municipality loads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.half_year import half_typed
from kaa_cli.cli.help import Room
from kaa_cli.labels import quotable_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

codes = Room()
_KEYS = ("variable", "code", "agency_value")
HalfYear = Annotated[
    str,
    typer.Option(
        "--half-year", metavar="2026H2", help=_("From this half-year on; else the present one.")
    ),
]


@codes.command("load")
def load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("A CSV file or spreadsheet."))],
    half: HalfYear = "",
) -> None:
    """Load the agency's codes: a list with the columns variable, code and value.

    Variables: orsak-registrering, sysselsättning-registrering, syskontakt, atgard, sysinnan,
    orsak-avslutad, sysefter, orsak-upphört; and rkom, whose codes are the municipalities' names. A
    list holds from its half-year until there is one for a later.

    \b
    kaa codes load codes.csv --half-year 2026H2
    """
    from kaa_cli.files.agency_codes import read_codes
    from kaa_cli.work import half_year as work

    from_half = half_typed(half)
    with reading(ctx.obj) as desk:
        own = work.own_types(desk)
    values = read_codes(file, own)
    with writing(ctx.obj, "codes load") as desk:
        replaced = work.load_codes(desk, from_half, values)
    told = ngettext(
        "Saved: {n} code from {half} on, of {file}.",
        "Saved: {n} codes from {half} on, of {file}.",
        len(values),
    ).format(n=len(values), half=from_half, file=quotable_path(file))
    output.say(told)
    if replaced:
        output.say(_("They replace the {n} that held for it.").format(n=replaced))


@codes.command("list")
def listed(
    ctx: typer.Context,
    half: HalfYear = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the agency's codes that hold for a half-year.

    \b
    kaa codes list --half-year 2026H2
    """
    from kaa_cli.show import half_year as drawing
    from kaa_cli.work import half_year as work

    wanted = half_typed(half)
    with reading(ctx.obj) as desk:
        found = work.codes_in_force(desk, wanted)

    def draw(screen: "Screen") -> None:
        drawing.draw_codes(screen, wanted, found)

    rows = [
        {"variable": variable, "code": code, "agency_value": value, "half_year": str(found.half)}
        for (variable, code), value in (found.values.items() if found else ())
        if found
    ]
    output.answer(rows, _KEYS, draw, form, out, force=force)
