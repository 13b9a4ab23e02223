"""The log: who did and saw what, and whether it is whole."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, when
from kaa_cli.cli.door import reading, register_file
from kaa_cli.cli.help import Room
from kaa_cli.errors import Damaged
from kaa_cli.labels import quotable_path, read_code
from kaa_cli.rules.commands import Kind, Logged, WhichEntries
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

audit = Room()
_KEYS = (
    "entry", "at", "on", "by", "login", "kind", "command", "youths", "listed", "fields", "said",
)  # fmt: skip


@audit.command("show")
def show(
    ctx: typer.Context,
    youth: Annotated[
        int | None, typer.Option("--youth", metavar=_("NR"), help=_("What concerns this youth."))
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar=_("NAME"), help=_("What this user or login did."))
    ] = "",
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=_("KIND"),
            help=_("change, read, list, export, refusal, claim, purge, restore; several allowed."),
        ),
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("From this day, by the true time."))
    ] = "",
    last: Annotated[str, typer.Option("--to", metavar=_("DAY"), help=_("To this day."))] = "",
    count: Annotated[
        int,
        typer.Option("-n", min=1, max=1_000_000, metavar=_("COUNT"), help=_("How many at most.")),
    ] = 50,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Show who changed, saw, listed, wrote out or was refused what, newest first.

    For an incident: everything about one youth, or everything in a period, as a file.

    \b
    kaa audit show --youth 17
    kaa audit show --from 2026-09-01 --to 2026-09-07 -n 10000 -o log.csv
    """
    from kaa_cli.show import audit as drawing
    from kaa_cli.work import auditing

    today = clock.today()
    asked = WhichEntries(
        youth=youth,
        by=by,
        kinds=tuple(read_code(word, Kind) for word in kind or ()),
        since=_midnight(first, today, days_after=0),
        before=_midnight(last, today, days_after=1),
    )
    with reading(ctx.obj, listing="audit show", out=out) as desk:
        found = auditing.entries(desk, asked, count)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, found, today)

    output.answer([_row(one) for one in found], _KEYS, draw, form, out, force=force)
    if len(found) == count and form == "table" and not out:
        output.talk(_("There may be more: -n tells how many to show at most."))


@audit.command("verify")
def verify(
    ctx: typer.Context,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            "--anchor",
            metavar=_("STATE"),
            help=_("A state of the log seen earlier, on a report or a backup; several allowed."),
        ),
    ] = None,
    form: output.Format = "table",
) -> None:
    """Prove that no entry of the log was changed, removed or added past kaa; else exit code 6.

    A log that was cut short or written anew as a whole is found by a state seen earlier: every
    report and every backup's name carries one.

    \b
    kaa audit verify
    kaa audit verify --anchor 1234-9f3c2a7b10de
    """
    from kaa_cli.show import audit as drawing
    from kaa_cli.work import auditing

    with reading(ctx.obj) as desk:
        found = auditing.verified(desk, anchor or ())
        restores = auditing.taken_back(desk, register_file(ctx.obj), found.misses)
    row = {
        "entries": found.entries,
        "head": str(found.head),
        "whole": found.is_whole,
        "broken": found.broken,
        "cut": found.cut,
        "misses": [str(head) for head in found.misses],
    }
    whole = ngettext(
        "The log is whole: {n} entry. Its state now: {head}",
        "The log is whole: {n} entries. Its state now: {head}",
        found.entries,
    ).format(n=found.entries, head=found.head)

    def draw(_screen: "Screen") -> None:
        if found.is_whole:
            output.say(whole)

    output.answer(row, tuple(row), draw, form)
    if not found.is_whole:
        told = [
            (one.on, one.left, quotable_path(one.file) if one.file else None) for one in restores
        ]
        raise Damaged(drawing.amiss(found.broken, found.misses, told, cut=found.cut))


def _midnight(day: str, today: date, *, days_after: int) -> datetime | None:
    """When a day typed begins, or the one after it, by the clock where this machine stands."""
    if not day:
        return None
    meant = when.read_day(day, today, forward=False) + timedelta(days=days_after)
    return datetime.combine(meant, time.min).astimezone()


def _row(one: Logged) -> dict[str, object]:
    return {
        "entry": one.entry,
        "at": one.at.astimezone(UTC).isoformat(timespec="seconds"),
        "on": one.on,
        "by": one.by,
        "login": one.login,
        "kind": one.kind,
        "command": one.command,
        "youths": list(one.youths),
        "listed": one.listed,
        "fields": list(one.fields),
        "said": one.said,
    }
