"""The half-year worksheet: what goes to the statistics agency, and what is to be mended first."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import quotable, quotable_path
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.half_year import Half
    from kaa_cli.rules.half_year_faults import Flaw
    from kaa_cli.rules.report_codes import Fault
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.half_year import Compared, Prepared

half_years = Room()
WITHOUT_VALUE, LOAD_CODES = "code-without-value", "kaa codes load FILE"
_KEYS = ("block", "lines", "youths")
_COMPARED_KEYS = ("youth", "block", "change", "field", "was", "now", "entry", "changed_on")


def half_typed(text: str) -> "Half":
    """The half-year a word names; the present one for none. Raises UsageProblem."""
    from kaa_cli.rules.half_year import half_of, read_half

    if not text:
        return half_of(clock.today())
    try:
        return read_half(text)
    except ValueError:
        raise UsageProblem(
            _('"{word}" is no half-year. Write for example 2026H2.').format(word=quotable(text))
        ) from None


@half_years.command("half-year")
def half_year(
    ctx: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="2026H2", help=_("Which half-year; else the present one."))
    ] = "",
    snapshot: Annotated[
        int | None,
        typer.Argument(
            metavar=_("[WORKSHEET]"), help=_("With --compare: which one; else the last written.")
        ),
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help=_("What differs from one that was written."))
    ] = False,
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar=_("DAY"), help=_("As the register was known on that day.")),
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Count what the half-year report to the state holds, and tell what is to be mended first.

    With -o FILE.xlsx the worksheet: five sheets with personal numbers, also of protected youths.
    Writing it is logged, and what it tells is kept so that a later one can be compared with it.

    \b
    kaa report half-year 2026H2
    kaa report half-year 2026H2 -o worksheet.xlsx
    kaa report half-year 2026H2 --compare
    """
    from kaa_cli.work import half_year as work

    half, today = half_typed(which), clock.today()
    day = when.read_day(as_of, today, forward=False) if as_of else None
    if snapshot is not None and not compare:
        raise UsageProblem(_("A worksheet's number goes with --compare."))
    if snapshot is not None and snapshot < 1:
        raise UsageProblem(_("Worksheets are numbered from 1: leave the number out for the last."))
    is_worksheet = not compare and output.form_of(form, out) == "xlsx"
    with reading(ctx.obj, as_of=day, listing=work.COMMAND if compare else "", out=out) as desk:
        told = work.prepare(desk, half, for_lines=is_worksheet or compare)
        against = work.compare(desk, told.sheet, snapshot) if compare else None
        desk.list_out(one.youth for one in (against.differences if against else ()))
    if against is not None:
        _tell_differences(half, against, form, out, force=force)
    elif is_worksheet:
        _write(ctx, told, out, force=force)
    else:
        _tell(told, form, out, force=force)


def _tell(told: "Prepared", form: str, out: str, *, force: bool) -> None:
    """The counts: on screen, or as an object for programs."""
    from kaa_cli.show import half_year as drawing

    sheet, counts = told.sheet, told.counts

    def draw(screen: "Screen") -> None:
        past = purged(told)
        drawing.draw(screen, sheet, told.flaws, told.codes, told.without_value, counts, past)

    blocks = [
        {"block": block, "lines": lines, "youths": youths} for block, lines, youths in counts.blocks
    ]
    if output.form_of(form, out) == "csv":
        output.answer(blocks, _KEYS, draw, form, out, force=force)
        return
    row = {
        "half_year": str(sheet.half),
        "from": sheet.half.first,
        "to": sheet.half.last,
        "as_of": counts.as_of,
        "blocks": blocks,
        "to_mend": _to_mend(told),
        "codes": str(told.codes.half) if told.codes else None,
        "snapshot": told.snapshot,
    }
    if told.purged:
        row |= {"kept_on": told.kept.as_of if told.kept else None, "purged": told.purged}
    output.answer(row, _KEYS, draw, form, out, force=force)


def purged(told: "Prepared") -> list[str]:
    """That some of the half-year have been purged, and whom the counts are of."""
    from kaa_cli.show.purging import past_counts, past_note

    if not told.purged:
        return []
    kept_on = told.kept.as_of if told.kept else None
    return [*past_counts([(told.sheet.half, told.purged)]), past_note(kept_on)]


def _to_mend(told: "Prepared") -> list[dict[str, object]]:
    from kaa_cli.show.half_year import command

    flaws: defaultdict[Fault, list[Flaw]] = defaultdict(list)
    for flaw in told.flaws:
        flaws[flaw.fault].append(flaw)
    rows: list[dict[str, object]] = [
        {"finding": fault, "count": len(some), "command": command(some)}
        for fault, some in flaws.items()
    ]
    if told.without_value:
        n = len(told.without_value)
        rows.append({"finding": WITHOUT_VALUE, "count": n, "command": LOAD_CODES})
    return rows


def _write(ctx: typer.Context, told: "Prepared", out: str, *, force: bool) -> None:
    """The worksheet itself: kept and logged before it is written."""
    from kaa_cli.files.sheets import as_sheets
    from kaa_cli.files.writers import save
    from kaa_cli.show import half_year as drawing
    from kaa_cli.work import half_year as work

    with writing(ctx.obj, work.COMMAND) as desk:
        number, numbers = work.keep(desk, told.sheet)
    save(Path(out), as_sheets(drawing.sheets(told.sheet, numbers, told.codes)), force=force)
    output.talk(_("The worksheet is written to {file}.").format(file=quotable_path(Path(out))))
    if told.purged:
        output.talk(
            _("Those who have been purged are not in it: do not let it replace the one filed.")
        )
    to_mend = len(told.flaws) + len(told.without_value)
    for line in drawing.written(to_mend, number, len(told.sheet.protected)):
        output.talk(line)


def _tell_differences(half: "Half", told: "Compared", form: str, out: str, *, force: bool) -> None:
    from kaa_cli.show.half_year_change import draw_compared

    def draw(screen: "Screen") -> None:
        kept = (told.snapshot, told.made_on, told.as_of)
        draw_compared(screen, half, kept, told.differences, told.changed)

    output.answer(_difference_rows(told), _COMPARED_KEYS, draw, form, out, force=force)


def _difference_rows(told: "Compared") -> Sequence[dict[str, object]]:
    rows = []
    for one in told.differences:
        entry, on = told.changed.get(one, (None, None))
        rows.append(
            {
                "youth": one.youth,
                "block": one.block,
                "change": one.change,
                "field": one.key or None,
                "was": one.was or None,
                "now": one.now or None,
                "entry": entry,
                "changed_on": on,
            }
        )
    return rows
