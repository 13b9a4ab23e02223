"""Taking in files: the difference is shown before it is applied."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kaa_cli.cli import ask, clock, output
from kaa_cli.cli.door import Call, make, reading, user, writing
from kaa_cli.cli.help import CARE, Room
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.rules.difference import Difference
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.files.table import Table
    from kaa_cli.show.screen import Screen

rosters = Room()
KINDS = ("roster", "outcomes")


@rosters.command("import", section=CARE)
def take_in(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar=_("FILE"), help=_("CSV, .xlsx, .xls or .ods; - is standard input.")),
    ],
    kind: Annotated[
        str, typer.Option("--as", metavar=_("KIND"), help=_("roster or outcomes."))
    ] = "roster",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show the difference and stop."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Apply without asking."))] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar=_("HEADING=field"), help=_("What a column holds.")),
    ] = None,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar=_("NAME"), help=_("Such as cp850."))
    ] = "",
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar="C", help=_("Such as ; or tab."))
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar=_("NAME"), help=_("Which sheet of a spreadsheet."))
    ] = "",
    whole_list: Annotated[
        bool, typer.Option("--whole-list", help=_("The file is everybody; the missing are marked."))
    ] = False,
    show: Annotated[
        str, typer.Option("--show", metavar="changed", help=_("Also list each change."))
    ] = "",
    form: output.Format = "table",
) -> None:
    """Take in a roster: shows what would change, asks, and applies all of it or nothing.

    \b
    kaa import roster.csv
    kaa import outcomes.csv --as outcomes --yes
    """
    if kind not in KINDS:
        raise UsageProblem(_("--as takes roster or outcomes."))
    if show not in {"", "changed"}:
        raise UsageProblem(_("--show takes changed."))
    from kaa_cli.files.tables import read_rows

    path = Path(file)
    table = read_rows(path, encoding or None, delimiter or None, sheet or None)
    columns = _columns(column or [])
    _make_at_default(ctx.obj)
    intake = (
        _Roster(table, path, columns, whole_list)
        if kind == "roster"
        else _Outcomes(table, path, columns)
    )
    with reading(ctx.obj) as desk:
        difference = intake.plan(desk).difference
        deadline_days = desk.policy.first_attempt_within_days
    if form == "table":
        _draw(difference, whole_list=whole_list, show=show)
    if difference.rejects:
        _leave(difference, form)
    applied = False
    wanted = not dry_run and difference.changes_something
    if wanted and (yes or ask.confirm(_("Take it in?"))):
        with writing(ctx.obj, "import") as desk:
            intake.apply(desk, difference)
        applied = True
    _tell(difference, form, deadline_days, applied=applied, declined=wanted and not applied)


class _Roster:
    """A list of youths on its way in."""

    def __init__(
        self, table: "Table", path: Path, columns: dict[str, str], whole_list: bool
    ) -> None:
        from kaa_cli.files.roster import read_roster

        self.roster = read_roster(table, clock.today(), columns)
        self.path, self.rows, self.whole_list = path, len(table.rows), whole_list
        self.fingerprint = _fingerprint(table)

    def plan(self, desk: Any) -> Any:
        from kaa_cli.work.intake import plan_roster

        return plan_roster(desk, self.roster, self.path.name, self.rows, whole_list=self.whole_list)

    def apply(self, desk: Any, shown: Difference) -> None:
        from kaa_cli.work.taking_in import apply_roster

        apply_roster(desk, self.plan(desk), shown, self.fingerprint)


def _fingerprint(table: "Table") -> str:
    """What tells one list from another: its rows, however the file was written."""
    from hashlib import sha256

    digest = sha256()
    for row in table.rows:
        digest.update("\x1f".join(row.cells).encode() + b"\n")
    return digest.hexdigest()


class _Outcomes:
    """Outcomes of earlier years on their way in."""

    def __init__(self, table: "Table", path: Path, columns: dict[str, str]) -> None:
        from kaa_cli.files.outcomes import read_outcomes

        self.outcomes, self.rejects = read_outcomes(table, clock.today(), columns)
        self.path, self.rows = path, len(table.rows)

    def plan(self, desk: Any) -> Any:
        from kaa_cli.work.history import plan_outcomes

        return plan_outcomes(desk, self.outcomes, self.rejects, self.path.name, self.rows)

    def apply(self, desk: Any, shown: Difference) -> None:
        from kaa_cli.work.history import apply_outcomes

        apply_outcomes(desk, self.plan(desk), shown)


def _columns(told: list[str]) -> dict[str, str]:
    """`--column "Elevens mobil=phone"` as heading to field."""
    columns = {}
    for pair in told:
        heading, equals, name = pair.rpartition("=")
        if not equals or not heading:
            raise UsageProblem(_('--column takes HEADING=field, such as "Mobil=phone".'))
        columns[heading] = name
    return columns


def _make_at_default(call: Call) -> None:
    """A first import with no register at the default place makes one, and says where."""
    if not call.is_default or Path(call.where).exists():
        return
    from kaa_cli.files.policies import shipped

    policy = shipped("alingsas")
    where = make(
        call, kind="kaa", municipalities=[], policy_name=policy.name, policy_toml=policy.toml
    )
    sys.stderr.write(_("A register was made: {path}").format(path=where) + "\n")


def _draw(difference: Difference, *, whole_list: bool, show: str) -> None:
    from kaa_cli.show import difference as drawing

    screen = output.screen()
    drawing.draw(screen, difference, user(), whole_list=whole_list)
    if show == "changed":
        drawing.draw_changed(screen, difference)


def _leave(difference: Difference, form: str) -> None:
    """Nothing is taken in while a row is refused: all refusals are told, exit 3."""
    if form != "table":
        _write(difference, form, applied=False)
        raise Refused(
            _("Nothing was imported. {n} of {all} rows must be mended first.").format(
                n=len({line for line, *_rest in difference.rejects}), all=difference.rows
            )
        )
    from kaa_cli.show import difference as drawing
    from kaa_cli.show.screen import Screen

    drawing.draw_rejects(Screen(sys.stderr), difference)
    raise typer.Exit(Refused.exit_code)


def _tell(
    difference: Difference, form: str, deadline_days: int, *, applied: bool, declined: bool
) -> None:
    from kaa_cli.show import difference as drawing

    if form != "table":
        _write(difference, form, applied=applied)
    elif applied:
        drawing.draw_done(output.screen(), difference, deadline_days, clock.today())
    elif declined:
        output.say(_("Nothing was imported."))
    elif not difference.changes_something:
        output.say(_("The register has all of it already. Nothing was changed."))
    else:
        output.say(_("A dry run: nothing was changed."))


def _write(difference: Difference, form: str, *, applied: bool) -> None:
    counts = {
        "new": difference.new,
        "changed": len(difference.changed),
        "unchanged": difference.unchanged,
        "rejected": len({line for line, *_rest in difference.rejects}),
        "gone": len(difference.gone),
        "back_on_list": len(difference.back_on_list),
        "duplicates": len(difference.duplicates),
        "out_of_scope": difference.out_of_scope.total(),
        "without_number": difference.without_number,
    }
    rejects = [
        dict(zip(("line", "field", "code", "message"), reject, strict=True))
        for reject in difference.rejects
    ]
    row: dict[str, object] = {"file": difference.file, "rows": difference.rows, **counts}
    row |= {"applied": applied, "rejects": rejects}

    def draw(_screen: "Screen") -> None:
        """Drawn before; only the other forms come here."""

    output.answer(row, ("file", "rows", *counts), draw, form)
