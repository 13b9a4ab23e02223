"""A list on its way in: compared, shown, asked about, taken in whole or not at all."""

import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import has_saved, reading, writing
from kaa_cli.cli.place import Call
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.rules.difference import Difference, Shown, Sort
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.files.table import Table
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.desk import Desk
    from kaa_cli.work.lists import Intake

_COUNTS = (
    *("new", "changed", "unchanged", "rejected", "gone", "back_on_list", "duplicates"),
    *("out_of_scope", "without_number"),
)


class Arrival:
    """One file, from the moment it was read until it is told what became of it."""

    def __init__(
        self, call: Call, kind: "Intake[Any, Any]", table: "Table", path: Path, form: str
    ) -> None:
        self.call, self.kind, self.table, self.path, self.form = call, kind, table, path, form
        self.applied = False
        self.rejected_to: Path | None = None

    def compare(self, told: dict[str, str], sort: Sort | None, *, whole_list: bool) -> None:
        """Understand every row and compare it with the register; `sort` is to be listed."""
        from kaa_cli.files.table import fingerprint
        from kaa_cli.labels import quotable_path
        from kaa_cli.show.progress import telling
        from kaa_cli.work import columns
        from kaa_cli.work.lists import Source

        kind, rows = self.kind, len(self.table.rows)
        with reading(self.call) as desk:
            remembered = columns.remembered(desk, kind.kind, self.table.headings)
            allowed = desk.settings.allowed_words
        self.told, self.remembered = told, columns.without_told(remembered, told)
        name, print_as = quotable_path(Path(self.path.name)), fingerprint(self.table)
        self.source = Source(name, rows, print_as, whole_list=whole_list)
        with telling(rows) as progress:
            understand = progress.rows(_("Reading"))
            named = self.remembered | told
            self.rows = kind.read(self.table, clock.today(), named, understand, allowed)
            self._let_go()
            listing = "" if sort is None else "import"
            with progress.stage(_("Comparing")), reading(self.call, listing=listing) as desk:
                self.plan, self.user = kind.plan(desk, self.rows, self.source), desk.user
                desk.list_out(one.youth for one in self.shown(sort) if one.youth is not None)
                self.secret = self._about_protected(desk)
                self.deadline_days = desk.policy.first_attempt_within_days

    def _about_protected(self, desk: "Desk") -> frozenset[int]:
        """The refused rows about somebody protected: they are not copied to a new file."""
        from kaa_cli.files.headings import map_headings
        from kaa_cli.work.lists import about_protected

        refused = {line for line, *_rest in self.difference.rejects}
        columns = map_headings(self.table.headings, self.kind.kind, self.remembered | self.told)
        return about_protected(
            desk,
            (row for row in self.table.rows if row.line in refused),
            columns.fields.get("youth"),
            getattr(self.rows, "marked", frozenset()),
        )

    def _let_go(self) -> None:
        """Of a roster only the refused rows are needed as they stood: a long one is large."""
        if self.kind.kind == "roster":
            refused = {reject.line for reject in self.rows.rejects}
            kept = [row for row in self.table.rows if row.line in refused]
            self.table = replace(self.table, rows=kept)

    @property
    def left_out(self) -> int:
        """How many refused rows go to the file of them."""
        return self.difference.rejected - len(self.secret)

    @property
    def difference(self) -> Difference:
        difference: Difference = self.plan.difference
        return difference

    def shown(self, sort: Sort | None) -> list[Shown]:
        """The youths of the sort asked for."""
        from kaa_cli.work.shown import shown

        return [] if sort is None else shown(self.plan, sort)

    def draw(self, sort: Sort | None, *, encoding_told: bool, skip_bad: bool) -> None:
        """Show the difference to a person; a program gets it at the end."""
        if self.form != "table":
            return
        from kaa_cli.show import difference as drawing
        from kaa_cli.show.rejects import draw_rejects

        screen = output.screen()
        whole_list = self.source.whole_list
        drawing.draw(screen, self.difference, self.user, whole_list=whole_list)
        is_other = bool(self.table.delimiter) and not self.table.encoding.startswith("utf")
        if is_other or encoding_told:
            drawing.draw_encoding(screen, self.table.encoding, self._name_with_marks())
        if self.remembered:
            drawing.draw_remembered(screen, self.remembered)
        if sort is not None:
            drawing.draw_shown(screen, sort, self.shown(sort))
        if self.difference.rejects and skip_bad:
            draw_rejects(screen, self.difference)
            screen.line()

    def _name_with_marks(self) -> str:
        """The first name of a list with a letter beyond a-z: it shows whether it was read right."""
        from kaa_cli.work.shown import open_names

        names = open_names(self.plan) if self.kind.kind == "roster" else ()
        return next((name for name in names if not name.isascii()), "")

    def refuse(self, sort: Sort | None) -> NoReturn:
        """Nothing is taken in while a row is refused: all refusals are told, exit 3."""
        if self.form != "table":
            self._write(sort)
            n, rows = self.difference.rejected, self.difference.rows
            sentence = _("Nothing was imported. {n} of {all} rows must be mended first.")
            raise Refused(sentence.format(n=n, all=rows))
        from kaa_cli.show import rejects as drawing
        from kaa_cli.show.screen import Screen

        whole_list = self.source.whole_list
        drawing.draw_refused(Screen(sys.stderr), self.difference, whole_list=whole_list)
        raise typer.Exit(Refused.exit_code)

    def place_of_rejected(self, told: str) -> Path:
        """Where the refused rows go; a list from standard input needs to be told."""
        from kaa_cli.files.rejected_rows import default_name
        from kaa_cli.files.tables import STANDARD_INPUT

        if told:
            return Path(told)
        if self.path == STANDARD_INPUT:
            raise UsageProblem(_("Where do the refused rows go? Add --rejects FILE."))
        return default_name(self.path)

    def question(self, rejected_to: Path | None) -> str:
        """What is asked before it is done."""
        if rejected_to is None:
            return _("Take it in?")
        n = self.difference.rejected
        return ngettext(
            "{n} refused row is left out and goes to {file}. Take in the rest?",
            "{n} refused rows are left out and go to {file}. Take in the rest?",
            n,
        ).format(n=n, file=rejected_to.name)

    def apply(self, rejected_to: Path | None) -> None:
        """Do what was shown; the refused rows are safe in their file before that."""
        from kaa_cli.show.progress import telling
        from kaa_cli.work import columns

        if rejected_to is not None and self.left_out:
            self._write_rejected(rejected_to)
        self.rejected_to = rejected_to
        if not self.difference.changes_something:
            return
        try:
            with (
                telling(self.source.rows) as progress,
                progress.stage(_("Saving")),
                writing(self.call, "import") as desk,
            ):
                self.kind.take_in(desk, self.rows, self.source, self.plan)
                if self.told:
                    told = self.remembered | self.told
                    columns.remember(desk, self.kind.kind, self.table.headings, told)
        except BaseException:
            if rejected_to is not None and not has_saved():
                rejected_to.unlink(missing_ok=True)
            raise
        self.applied = True

    def _write_rejected(self, to: Path) -> None:
        from kaa_cli.files.rejected_rows import write_rejected

        reasons: defaultdict[int, list[str]] = defaultdict(list)
        for line, _field, _code, message in self.difference.rejects:
            if line not in self.secret:
                reasons[line].append(message)
        write_rejected(self.table, reasons, to)

    def tell(self, sort: Sort | None, *, declined: bool) -> None:
        """What became of it."""
        from kaa_cli.show import difference as drawing

        difference = self.difference
        if self.form != "table":
            self._write(sort)
        elif self.applied:
            screen, today = output.screen(), clock.today()
            drawing.draw_done(screen, difference, self.deadline_days, today)
            self._tell_rejected()
            drawing.draw_reminder(screen, str(self.path))
        elif self.rejected_to is not None:
            self._tell_rejected()
        elif declined:
            output.say(_("Nothing was imported."))
        elif not (difference.changes_something or difference.rejects):
            output.say(_("The register has all of it already. Nothing was changed."))
        else:
            output.say(_("A dry run: nothing was changed."))

    def _tell_rejected(self) -> None:
        from kaa_cli.show import difference as drawing

        if self.rejected_to is not None and self.left_out:
            drawing.draw_rejected_file(output.screen(), self.left_out, str(self.rejected_to))
        if self.rejected_to is not None and self.secret:
            drawing.draw_secret_rows(output.screen(), len(self.secret))

    def _write(self, sort: Sort | None) -> None:
        told = self.difference
        counts = {
            "new": told.new,
            "changed": told.changed,
            "unchanged": told.unchanged,
            "rejected": told.rejected,
            "gone": len(told.gone),
            "back_on_list": len(told.back_on_list),
            "duplicates": told.duplicates,
            "out_of_scope": sum(told.out_of_scope.values()),
            "without_number": told.without_number,
        }
        keys = ("line", "field", "code", "message")
        row: dict[str, Any] = {"file": told.file, "rows": told.rows, **counts}
        row |= {"doubles": told.doubles, "applied": self.applied}
        row["rejects"] = [dict(zip(keys, reject, strict=True)) for reject in told.rejects]
        if sort is not None:
            row["shown"] = [_shown_row(one) for one in self.shown(sort)]

        def draw(_screen: "Screen") -> None:
            """Drawn before; only the other forms come here."""

        output.answer(row, ("file", "rows", *_COUNTS), draw, self.form)


def _shown_row(one: Shown) -> dict[str, object]:
    return {
        "line": one.line,
        "youth": one.youth,
        "given_name": one.name,
        "birth_year": one.birth_year,
        "fields": [{"field": f, "old": old, "new": new} for f, old, new in one.fields],
        "other": one.other,
        "other_line": one.other_line,
        "why": one.why or None,
    }
