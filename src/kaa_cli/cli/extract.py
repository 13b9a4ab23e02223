"""What a person has a right to: all that is kept, and what was corrected in it."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kaa_cli.cli import ask, output, typed
from kaa_cli.cli.door import writing
from kaa_cli.cli.help import Room
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import quotable, quotable_path
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.extract import Change, Extract, Recipient
    from kaa_cli.show.screen import Screen

extracts = Room()
histories = Room()
_FORMS = ("table", "json")
_FILES = {".json": "json", ".txt": "table"}
Reason = Annotated[
    bool, typer.Option("--reason", help=_("Open protected data; the reason is asked for."))
]


@extracts.command("extract")
def extract(
    ctx: typer.Context,
    number: typed.YouthId,
    reason: Reason = False,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="FORM", help=_("table or json."))
    ] = "table",
    out: Annotated[
        str, typer.Option("--out", "-o", metavar=_("FILE"), help=_("A .txt or .json file."))
    ] = "",
    force: output.Force = False,
) -> None:
    """Everything kept about one person, as a page to hand over; the look-up is logged.

    Also what was corrected, who has received it, and when it was looked at and what for.

    \b
    kaa extract 17
    kaa extract 17 -o extract.txt
    """
    from kaa_cli.show import extract as drawing
    from kaa_cli.work import extracting

    form = _form(form, out)
    if out:
        _must_be_writable(out, force=force)
    why = ask.why_opened(reason=reason)
    with writing(ctx.obj, "extract", kind="read") as desk:
        case = desk.case(number, opened=bool(why))
        desk.must_be_open(case)
        told = extracting.extract(desk, case)
        desk.look_at([number], why)
    if form == "json":
        output.answer(_row(told), ("youth",), lambda _screen: None, "json", out, force=force)
        return
    if not out:
        drawing.draw(output.screen(), told)
        return
    from kaa_cli.files.writers import save
    from kaa_cli.show.screen import Screen

    page = io.StringIO()
    drawing.draw(Screen(page), told)
    save(Path(out), page.getvalue().encode("utf-8"), force=force)
    output.talk(_("The extract was written to {file}.").format(file=quotable_path(Path(out))))


def _form(form: str, out: str) -> str:
    """Which of the two forms; a file's ending may say it, and must not say another."""
    if form not in _FORMS:
        raise UsageProblem(
            _('"{word}" is no form here. Choose table or json.').format(word=quotable(form))
        )
    if not out:
        return form
    by_ending = _FILES.get(Path(out).suffix.lower())
    if by_ending is None:
        raise UsageProblem(_("An extract goes to a .txt or a .json file."))
    return by_ending


def _must_be_writable(out: str, *, force: bool) -> None:
    from kaa_cli.files.writers import refuse_place

    refuse_place(Path(out), force=force)


def _row(told: "Extract") -> dict[str, object]:
    return {
        "youth": told.youth,
        "made_on": told.made_on,
        "purge_on": told.purge_on,
        "secrecy_review": True,
        "municipality": told.municipality,
        "protection": told.protection,
        "restricted": told.is_restricted,
        "kept": told.kept,
        "origins": [
            {"on": one.on, "command": one.command, "file": one.file or None} for one in told.origins
        ],
        "history": [_change_row(change) for change in told.history],
        "recipients": [_recipient_row(one) for one in told.recipients],
        "looked_at": [
            {"on": one.on, "at": one.at, "command": one.command, "purpose": one.purpose or None}
            for one in told.looked_at
        ],
    }


def _change_row(change: "Change") -> dict[str, object]:
    return {
        "on": change.on,
        "command": change.command,
        "table": change.table,
        "field": change.field,
        "old": change.before,
        "new_value": change.after,
        "because": change.because or None,
    }


def _recipient_row(one: "Recipient") -> dict[str, object]:
    return {
        "on": one.on,
        "kind": one.kind,
        "who": one.who,
        "until": one.until,
        "detail": one.detail or None,
    }


_HISTORY_KEYS = ("on", "command", "table", "field", "old", "new_value", "because")


@histories.command("history")
def history(
    ctx: typer.Context,
    number: typed.YouthId,
    reason: Reason = False,
    form: output.Format = "table",
) -> None:
    """What was corrected or taken away of a youth, why, and who has had what it was before.

    Whoever received the old value is to be told of the correction. The look-up is logged.

    \b
    kaa youth history 17
    """
    from kaa_cli.rules.extract import had_the_old_value
    from kaa_cli.show import extract as drawing
    from kaa_cli.work import extracting

    why = ask.why_opened(reason=reason)
    with writing(ctx.obj, "youth history", kind="read") as desk:
        case = desk.case(number, opened=bool(why))
        desk.must_be_open(case)
        changes, recipients = extracting.history(desk, case)
        desk.look_at([number], why)
    rows: list[Mapping[str, Any]] = [
        _change_row(change)
        | {"had_before": [_recipient_row(one) for one in had_the_old_value(change, recipients)]}
        for change in changes
    ]

    def draw(screen: "Screen") -> None:
        drawing.draw_history(screen, changes, recipients)

    output.answer(rows, _HISTORY_KEYS, draw, form)
