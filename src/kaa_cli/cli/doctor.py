"""Whether the register is well kept, and setting right what can be set right without a question."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import output
from kaa_cli.cli.door import writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.whole_file import examine, mend_file, shown_place
from kaa_cli.errors import Refused
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen

doctors = Room()
_KEYS = ("check", "state", "says", "command")


@doctors.command("doctor")
def doctor(
    ctx: typer.Context,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            help=_("Set right kept due days, the rights to the file, and half copies left."),
        ),
    ] = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Look at everything about the register, on one page, with the command that mends each.

    It writes nothing. Exit code 0 when nothing is wrong, 3 when something is, 6 when the register
    is damaged.

    \b
    kaa doctor
    kaa doctor --mend
    """
    if mend:
        _mend(ctx, form)
        return
    from kaa_cli.rules.diagnosis import State
    from kaa_cli.show import doctor as drawing

    found, error = examine(ctx.obj)
    listed = [
        {
            "check": one.check,
            "state": one.state,
            "says": drawing.says(one),
            "command": drawing.command(one) or None,
        }
        for one in found
    ]

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, found, shown_place(str(ctx.obj.where)))

    output.answer(listed, _KEYS, draw, form, out, force=force)
    if error is not None:
        raise typer.Exit(error.exit_code)
    if any(one.state is State.WRONG for one in found):
        raise typer.Exit(Refused.exit_code)


def _mend(ctx: typer.Context, form: str) -> None:
    from kaa_cli.show.progress import telling
    from kaa_cli.work import due_days

    closed, removed = mend_file(ctx.obj)
    with writing(ctx.obj, "doctor") as desk:
        cases = due_days.everybody(desk)
        with telling(len(cases)) as progress:
            watched = progress.rows(_("Reckoning"))(cases)
            reckoned, missed = due_days.mend_due_days(desk, watched)
    n = len(missed)
    lines = [
        ngettext(
            "Reckoned anew from the history: {all} in the register. {n} would have come too late.",
            "Reckoned anew from the history: {all} in the register. {n} would have come too late.",
            n,
        ).format(all=reckoned, n=n)
    ]
    if closed:
        lines.append(_("Nobody else may read the file of the register now."))
    if removed:
        told = ngettext("{n} half copy removed.", "{n} half copies removed.", removed)
        lines.append(told.format(n=removed))

    def draw(screen: "Screen") -> None:
        for line in lines:
            screen.line(line)

    row = {"reckoned": reckoned, "late": missed, "closed": closed, "removed": removed}
    output.answer(row, tuple(row), draw, form)
