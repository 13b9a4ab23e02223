"""The register moved to the other engine: from a file to a server, and back."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, output
from kaa_cli.cli.door import reading, unbroken
from kaa_cli.cli.help import Room
from kaa_cli.cli.key import is_key_named, kept_sentences
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import quotable_path
from kaa_cli.rules.places import is_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.rules.key_place import KeyPlace
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.moving import Plan

copies = Room()
_KEYS = ("from", "to", "youths", "attempts", "entries", "rows", "head", "findings", "copied")


@copies.command("copy")
def copy(
    ctx: typer.Context,
    to: Annotated[
        str,
        typer.Option("--to", metavar=_("URL|FILE"), help=_("Where the register is to be.")),
    ],
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    plaintext: Annotated[
        bool, typer.Option("--plaintext", help=_("Without encryption: for trials only."))
    ] = False,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help=_("Also on a network disk or in a copied folder."))
    ] = False,
    form: output.Format = "table",
) -> None:
    """Move the register to a PostgreSQL database that is there, or from one to a new file.

    All of it comes along or nothing: every row under its number, the log, and what can be undone.
    The copy is proved the same; then the old register is marked as moved, and every command on it
    tells where it went.

    \b
    kaa copy --to postgresql://db.example/kaa
    kaa copy --to register.db
    """
    from kaa_cli.work import moving

    if plaintext and is_key_named():
        raise UsageProblem(_("--plaintext and KAA_KEY_FILE contradict each other."))
    if plaintext and not is_path(to):
        raise UsageProblem(_("--plaintext is for a file: a server sees to encryption itself."))
    moving.refuse_same(ctx.obj.where, to, anywhere=anywhere)
    with reading(ctx.obj, listing="copy") as desk:
        plan = moving.planned(desk, ctx.obj.where, to)
    if not yes:
        _tell_plan(plan)
        if not ask.confirm(_("Mark the old one?") if plan.is_copied else _("Move the register?")):
            raise Refused(_("Nothing was saved."))
    place = _moved(plan, plaintext=plaintext)

    def draw(screen: "Screen") -> None:
        for line in (*_told(plan), *kept_sentences(place), *_left(plan)):
            screen.line(line)

    output.answer(_row(plan), _KEYS, draw, form)


def _moved(plan: "Plan", *, plaintext: bool) -> "KeyPlace | None":
    from kaa_cli.show.progress import telling
    from kaa_cli.work import moving

    if plan.is_copied:
        with unbroken():
            moving.mark(plan)
        return None
    with telling(plan.rows) as progress:
        watch = progress.rows(_("Copying"))
        with moving.copied(plan, plaintext=plaintext, watch=watch) as found, unbroken():
            found.keep()
    return found.key


def _row(plan: "Plan") -> dict[str, object]:
    return {
        "from": plan.old,
        "to": plan.new,
        "youths": plan.youths,
        "attempts": plan.attempts,
        "entries": plan.entries,
        "rows": plan.rows,
        "head": plan.head,
        "findings": plan.findings,
        "copied": not plan.is_copied,
    }


def _tell_plan(plan: "Plan") -> None:
    ask.tell(_("From: {path}").format(path=plan.old))
    ask.tell(_("To:   {path}").format(path=plan.new))
    ask.tell(_amount(plan))
    if plan.is_copied:
        ask.tell(_("All of it is there already: a move was stopped before the old one was marked."))
    if plan.findings:
        told = ngettext(
            "There is {n} finding, which moves along. Better to look at it first: kaa check",
            "There are {n} findings, which move along. Better to look at them first: kaa check",
            plan.findings,
        )
        ask.tell(told.format(n=plan.findings))
    if plan.is_to_server and plan.is_encrypted:
        ask.tell(_("On a server kaa encrypts nothing: its disks and its backups must be."))
    ask.tell(_("Afterwards the old one only tells where the register went."))


def _amount(plan: "Plan") -> str:
    youths = ngettext("{n} youth", "{n} youths", plan.youths).format(n=plan.youths)
    attempts = ngettext("{n} attempt", "{n} attempts", plan.attempts).format(n=plan.attempts)
    entries = ngettext("{n} log entry", "{n} log entries", plan.entries).format(n=plan.entries)
    return _("{youths}, {attempts} and {entries}.").format(
        youths=youths, attempts=attempts, entries=entries
    )


def _told(plan: "Plan") -> list[str]:
    if plan.is_copied:
        return [_("The old register is marked: it was moved to {path}").format(path=plan.new)]
    return [
        _("The register was moved, and the copy is proved the same: {path}").format(path=plan.new),
        f"{_amount(plan)} " + _("Its log ended at {head}.").format(head=plan.head),
        _("Set KAA_DB to it, on every computer that worked in the old one."),
        *([_("Who may see whom there: kaa team roles")] if plan.is_to_server else []),
    ]


def _left(plan: "Plan") -> list[str]:
    """What of the old register is still there: no purging reaches it."""
    from kaa_cli.work import moving

    files = moving.left_behind(plan)
    if not files:
        return [
            _(
                "The old tables still hold personal data, and no purging reaches them: have them "
                "removed, and their backups, within 90 days."
            )
        ]
    return [
        _(
            "These still hold personal data, and no purging reaches them: remove them within "
            "90 days, and backups elsewhere too."
        ),
        *(f"  {quotable_path(file)}" for file in files),
    ]
