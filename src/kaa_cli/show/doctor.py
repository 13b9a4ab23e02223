"""What the doctor found, on one page: in words how each thing is, and the command that mends it."""

from collections.abc import Sequence
from dataclasses import fields

from rich.table import Table

from kaa_cli import __version__
from kaa_cli.rules.diagnosis import Check, Diagnosis, State
from kaa_cli.rules.settings import Settings
from kaa_cli.show import settings as told_settings
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_STYLE = {State.FINE: "", State.LOOK: "yellow", State.WRONG: "bold red"}


def draw(screen: Screen, found: Sequence[Diagnosis], place: str) -> None:
    """Print a line for each thing looked at; what mends it stands under it."""
    screen.line(" ", _("The register {path}").format(path=place))
    screen.line()
    grid = Table.grid(padding=(0, 2, 0, 0))
    for one in found:
        grid.add_row(
            screen.text(check(one.check)),
            screen.text((state(one.state), _STYLE[one.state])),
            screen.text(says(one)),
        )
        if mending := command(one):
            grid.add_row("", "", screen.text((mending, "bold")))
    screen.show(grid, indent=1)
    screen.line()
    screen.line(" ", _sum(found))


def _sum(found: Sequence[Diagnosis]) -> str:
    wrong = sum(one.state is State.WRONG for one in found)
    look = sum(one.state is State.LOOK for one in found)
    if not wrong and not look:
        return _("All is well.")
    parts = []
    if wrong:
        parts.append(ngettext("{n} thing is wrong", "{n} things are wrong", wrong).format(n=wrong))
    if look:
        parts.append(ngettext("{n} thing to look at", "{n} things to look at", look).format(n=look))
    return ", ".join(parts) + "."


def check(which: Check) -> str:
    """What is looked at, in a word or two."""
    return {
        Check.VERSION: _("Version"),
        Check.SETTINGS: _("Settings"),
        Check.KEY: _("Encryption"),
        Check.RIGHTS: _("Rights to the register"),
        Check.FOLDER: _("Rights to the folder"),
        Check.PLACE: _("Place"),
        Check.WHOLE: _("The file"),
        Check.REFERENCES: _("Rows that belong together"),
        Check.LOG: _("The log"),
        Check.DUE_DAYS: _("Kept due days"),
        Check.BACKUP: _("Backup"),
        Check.OLD_BACKUPS: _("Old backups"),
        Check.PURGE: _("Purging"),
        Check.PURGE_LIST: _("The purge list"),
        Check.LEFTOVERS: _("Half copies"),
        Check.CLOCK: _("The clock"),
    }[which]


def state(which: State) -> str:
    """How it is, in a word."""
    return {State.FINE: _("fine"), State.LOOK: _("look at"), State.WRONG: _("wrong")}[which]


def says(one: Diagnosis) -> str:
    """What was found, in one sentence that names nobody."""
    if one.case == "stopped":
        return str(one.told["sentence"])
    told = dict(one.told) | {"version": __version__}
    if one.check is Check.SETTINGS:
        settings = one.told["settings"]
        assert isinstance(settings, Settings)
        held = [
            f"{field.name.replace('_', '-')} {told_settings.value(getattr(settings, field.name))}"
            for field in fields(settings)
        ]
        return ", ".join(held)
    n = one.told.get("n", 0)
    assert isinstance(n, int)
    sentences = _about_the_file() | _about_what_is_in_it(n) | _about_backups(n)
    return sentences[one.check, one.case].format(**told)


def _about_the_file() -> dict[tuple[Check, str], str]:
    return {
        (Check.VERSION, ""): _("Schema {schema}, kaa {version}."),
        (Check.KEY, ""): _("Encrypted, and the recovery key is written down."),
        (Check.KEY, "not-saved"): _("Encrypted, but nobody has said that the key is written down."),
        (Check.KEY, "plain"): _("The register is not encrypted."),
        (Check.KEY, "chosen"): _("The register is not encrypted, by choice."),
        (Check.KEY, "server"): _("The server sees to encryption and to who may do what."),
        (Check.RIGHTS, ""): _("Only you may read it ({mode})."),
        (Check.RIGHTS, "open"): _("Others may read it ({mode})."),
        (Check.RIGHTS, "laid"): _("Each caseworker sees what they have been given."),
        (Check.RIGHTS, "not-laid"): _(
            "No rights are laid: whoever may read the tables sees everybody."
        ),
        (Check.RIGHTS, "no-group"): _("Everybody sees the youths of {names}: no group is made."),
        (Check.RIGHTS, "no-member"): _(
            "Nobody but the keeper sees the youths of {names}: no login is a member of that group. "
            "A slip of the name? kaa youth edit NR municipality"
        ),
        (Check.FOLDER, ""): _("Only you may look in it ({mode})."),
        (Check.FOLDER, "readable"): _("Others may look in it ({mode}), but not open the register."),
        (Check.FOLDER, "writable"): _("Others may put files in the place of yours ({mode})."),
        (Check.PLACE, ""): _("On a disk of this computer, as far as can be seen."),
        (Check.PLACE, "network"): _(
            "On a network disk ({name}): two who write at once can damage it. Move it to the "
            "computer's own disk, or to PostgreSQL."
        ),
        (Check.PLACE, "synced"): _(
            "{name} copies the folder elsewhere, with the personal data in it. Move it."
        ),
        (Check.WHOLE, ""): _("Every page is as it was written."),
        (Check.WHOLE, "server"): _("The server looks after its own files."),
    }


def _about_what_is_in_it(n: int) -> dict[tuple[Check, str], str]:
    return {
        (Check.REFERENCES, ""): _("No row points at nothing."),
        (Check.REFERENCES, "some"): ngettext(
            "{n} row points at nothing.", "{n} rows point at nothing.", n
        ),
        (Check.LOG, ""): ngettext(
            "Whole: {n} entry, its state is {head}.", "Whole: {n} entries, its state is {head}.", n
        ),
        (Check.LOG, "broken"): _("Entry {broken} is not as it was sealed."),
        (Check.LOG, "cut"): _("Entries at the end of it are missing."),
        (Check.DUE_DAYS, ""): _("Nobody would come too late in the queue."),
        (Check.DUE_DAYS, "some"): ngettext(
            "{n} youth would come too late in the queue.",
            "{n} youths would come too late in the queue.",
            n,
        ),
        (Check.PURGE, ""): _("Nobody should have been purged by now."),
        (Check.PURGE, "some"): ngettext(
            "{n} youth should have been purged by now.",
            "{n} youths should have been purged by now.",
            n,
        ),
        (Check.PURGE_LIST, ""): _("It can be read."),
        (Check.CLOCK, ""): _("The log is not ahead of it."),
        (Check.CLOCK, "ahead"): ngettext(
            "The log is {n} hour ahead of it: set the computer's clock.",
            "The log is {n} hours ahead of it: set the computer's clock.",
            n,
        ),
    }


def _about_backups(n: int) -> dict[tuple[Check, str], str]:
    return {
        (Check.BACKUP, ""): ngettext("The latest is {n} day old.", "The latest is {n} days old.", n)
        if n
        else _("The latest was made today."),
        (Check.BACKUP, "none"): _("There is none."),
        (Check.BACKUP, "damaged"): _("The latest is damaged or does not open: {name}"),
        (Check.OLD_BACKUPS, ""): _("None is kept longer than decided."),
        (Check.OLD_BACKUPS, "some"): ngettext(
            "{n} is older than backups may be kept.", "{n} are older than backups may be kept.", n
        ),
        (Check.OLD_BACKUPS, "plain"): ngettext(
            "{n} is not encrypted, though the register is: remove it.",
            "{n} are not encrypted, though the register is: remove them.",
            n,
        ),
        (Check.RIGHTS, "nowhere"): ngettext(
            "{n} youth has no municipality, and is seen by everybody: a list with a column Kommun "
            "tells which.",
            "{n} youths have no municipality, and are seen by everybody: a list with a column "
            "Kommun tells which.",
            n,
        ),
        (Check.RIGHTS, "unguarded"): ngettext(
            "{n} table that an upgrade made is open to nobody, or to all.",
            "{n} tables that an upgrade made are open to nobody, or to all.",
            n,
        ),
        (Check.LEFTOVERS, ""): _("None is left by a command that was stopped."),
        (Check.LEFTOVERS, "some"): ngettext(
            "{n} is left by a command that was stopped.",
            "{n} are left by a command that was stopped.",
            n,
        ),
    }


def command(one: Diagnosis) -> str:
    """The command that mends it; empty when nothing need be mended, or no command can."""
    if one.state is State.FINE:
        return ""
    if one.case == "stopped":
        latest = one.told.get("latest")
        return _RESTORE.format(latest=latest) if one.check is Check.WHOLE and latest else ""
    return {
        Check.KEY: "kaa key show" if one.case == "not-saved" else "kaa key rotate",
        Check.RIGHTS: _FOR_RIGHTS.get(one.case, ""),
        Check.FOLDER: f'chmod 700 "{one.told.get("folder")}"',
        Check.REFERENCES: "kaa restore",
        Check.LOG: "kaa audit verify",
        Check.DUE_DAYS: "kaa doctor --mend",
        Check.BACKUP: "kaa backup",
        Check.OLD_BACKUPS: "kaa backup --list" if one.case == "plain" else "kaa backup",
        Check.PURGE: "kaa purge --dry-run",
        Check.LEFTOVERS: "kaa doctor --mend",
    }.get(one.check, "")


_FOR_RIGHTS = {
    "open": "kaa doctor --mend",
    "not-laid": "kaa team roles --apply",
    "unguarded": "kaa team roles --apply",
    "no-group": "kaa team roles --apply",
    "no-member": "kaa team roles LOGIN --in NAME --apply",
}
_RESTORE = 'kaa restore "{latest}"'
