"""The contact routine: which there are, what sets them apart, adopting one, playing history."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, policy_rows, typed, when
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import NoRegister, Refused
from kaa_cli.labels import quotable_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.files.policies import PolicyFile
    from kaa_cli.rules.policy import Policy
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.policies import Adoption

policy = Room()
_LONG_TO_PLAY = 300  # youths, a few seconds
File = Annotated[
    str, typer.Argument(metavar=_("FILE"), help=_("A contact routine in TOML, or a shipped name."))
]


@policy.command("list")
def list_policies(
    ctx: typer.Context,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List the contact routines that ship with kaa, and those adopted here with their days.

    \b
    kaa policy list
    """
    from kaa_cli.files import policies
    from kaa_cli.show import policy as drawing

    today = clock.today()
    found = [(name, policies.shipped(name).policy) for name in policies.names()]
    own = _adopted(ctx)
    in_force = max((day for day, _one in own if day <= today), default=None)
    listed = [
        *(policy_rows.shipped_row(name, one) for name, one in found),
        *(policy_rows.adopted_row(day, one, in_force) for day, one in own),
    ]

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found)
        if own:
            drawing.draw_adopted(screen, own, today)

    output.answer(listed, policy_rows.LIST_KEYS, draw, form, out, force=force)


def _adopted(ctx: typer.Context) -> "list[tuple[date, Policy]]":
    """The register's own routines; where no register is, there are none."""
    try:
        with reading(ctx.obj) as desk:
            return list(desk.book.adopted)
    except NoRegister:
        return []


@policy.command("show")
def show_policy(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar=_("[NAME]"), help=_("A shipped one or a file; else the own."))
    ] = "",
) -> None:
    """Print a contact routine as the file it is; without a name the register's own.

    \b
    kaa policy show
    kaa policy show alingsas > own.toml
    """
    if name:
        typer.echo(loaded(name).toml, nl=False)
        return
    with reading(ctx.obj) as desk:
        typer.echo(desk.policy_text, nl=False)


@policy.command("check")
def check(
    file: Annotated[str, typer.Argument(metavar=_("FILE"), help=_("A contact routine in TOML."))],
) -> None:
    """Check whether a contact routine can be used; names every fault at once.

    \b
    kaa policy check own.toml
    """
    found = loaded(file)
    output.say(
        ngettext(
            '"{name}" can be used: {n} rung.',
            '"{name}" can be used: {n} rungs.',
            len(found.policy.rungs),
        ).format(name=found.name, n=len(found.policy.rungs))
    )
    beside = _(
        "What is left out beside the rungs is as in alingsas. "
        "All that differs: kaa policy diff alingsas {file}"
    )
    output.say(beside.format(file=quotable_path(Path(file))))


@policy.command("diff")
def diff(
    ctx: typer.Context,
    first: File,
    second: Annotated[
        str,
        typer.Argument(metavar=_("[FILE]"), help=_("The other; else the own is compared with it.")),
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Tell what sets two contact routines apart; of one, what sets it apart from the own.

    \b
    kaa policy diff own.toml
    kaa policy diff alingsas goteborg
    """
    from kaa_cli.rules.policy_difference import policy_difference
    from kaa_cli.show import policy_difference as drawing

    after = loaded(second or first).policy
    if second:
        before = loaded(first).policy
    else:
        with reading(ctx.obj) as desk:
            before = desk.policy
    changes = policy_difference(before, after)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, before, after, changes)

    if output.form_of(form, out) == "json":
        row = policy_rows.difference_row(before, after, changes)
        output.answer(row, policy_rows.CHANGE_KEYS, draw, form, out, force=force)
    else:
        listed = policy_rows.change_lines(changes)
        output.answer(listed, policy_rows.CHANGE_KEYS, draw, form, out, force=force)


@policy.command("adopt")
def adopt(
    ctx: typer.Context,
    file: File,
    from_day: Annotated[
        str, typer.Option("--from", metavar=_("DAY"), help=_("The day it holds from; else today."))
    ] = "",
    yes: typed.Yes = False,
    form: output.Format = "table",
) -> None:
    """Let another contact routine hold from a day on; cycles already begun keep theirs.

    \b
    kaa policy adopt own.toml
    kaa policy adopt own.toml --from 2027-01-01
    """
    from kaa_cli.work import policies

    found, today = loaded(file), clock.today()
    from_on = when.read_day(from_day, today, forward=True) if from_day else today
    with reading(ctx.obj) as desk:
        planned = policies.plan_adoption(desk, found, from_on)
    is_news = not planned.is_same_text
    if is_news and not yes:
        _must_agree(planned, form)
    if is_news:
        with writing(ctx.obj, "policy adopt") as desk:
            policies.adopt(desk, found, planned)
    _tell_adopted(planned, form)


def _must_agree(planned: "Adoption", form: str) -> None:
    """Show what sets the routine apart and how many it moves, and ask."""
    from kaa_cli.rules.policy_difference import policy_difference
    from kaa_cli.show import policy as drawing
    from kaa_cli.show.policy_difference import draw

    if form == "table":
        screen = output.screen()
        changes = policy_difference(planned.before, planned.after)
        draw(screen, planned.before, planned.after, changes)
        drawing.draw_moved(screen, planned.moved, planned.youths, planned.from_on)
    question = _('Let "{name}" hold from {day}?').format(
        name=planned.after.name, day=planned.from_on
    )
    if not ask.confirm(question):
        raise Refused(_("Nothing was saved."))


def _tell_adopted(planned: "Adoption", form: str) -> None:
    from kaa_cli.show import policy as drawing

    def draw(screen: "Screen") -> None:
        names = planned.after.name, planned.replaces
        if planned.is_same_text:
            drawing.draw_same(screen, planned.after.name, planned.from_on)
        else:
            drawing.draw_adoption(screen, *names, planned.from_on, clock.today())

    row = policy_rows.adoption_row(planned)
    output.answer(row, policy_rows.ADOPTION_KEYS, draw, form)


@policy.command("replay")
def replay(
    ctx: typer.Context,
    file: File,
    from_day: Annotated[
        str,
        typer.Option("--from", metavar=_("DAY"), help=_("The first day; else the first of all.")),
    ] = "",
    to_day: Annotated[
        str, typer.Option("--to", metavar=_("DAY"), help=_("The last day; else today."))
    ] = "",
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """Play a past period against another contact routine, beside the present one.

    Counts what each would have asked for and what was really done. Whether anybody would have
    answered cannot be known, and is not guessed.

    \b
    kaa policy replay own.toml
    kaa policy replay goteborg --from 2026-01-01 --to 2026-06-30 -f json
    """
    from kaa_cli.cli import replay_rows  # with it the whole of replaying
    from kaa_cli.rules.policy_comparison import compare
    from kaa_cli.show import replay as drawing
    from kaa_cli.show.progress import telling
    from kaa_cli.work.replaying import first_day, history

    against, today = loaded(file).policy, clock.today()
    from_on = when.read_day(from_day, today, forward=False) if from_day else None
    last = when.read_day(to_day, today, forward=False) if to_day else today
    with reading(ctx.obj) as desk:
        first = from_on or first_day(desk)
        lives, present = history(desk, first, last), desk.policy
    with telling(len(lives), long=_LONG_TO_PLAY) as progress:
        told = compare(lives, present, against, first, last, progress.rows(_("Playing")))

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, told, present.name, against.name)

    if output.form_of(form, out) in {"csv", "xlsx"}:
        rows = replay_rows.figure_lines(told)
        output.answer(rows, replay_rows.FIGURE_KEYS, draw, form, out, force=force)
    else:
        row = replay_rows.comparison_row(told, present.name, against.name)
        output.answer(row, replay_rows.FIGURE_KEYS, draw, form, out, force=force)


def loaded(name: str) -> "PolicyFile":
    """A contact routine by name or file; every fault of it is told at once. Raises Refused."""
    from kaa_cli.files import policies
    from kaa_cli.show.policy import fault_sentence

    try:
        return policies.load(name)
    except policies.PolicyFaultsError as error:
        raise Refused("\n".join(fault_sentence(fault) for fault in error.faults)) from None
