"""Backing up a register: copied, proved, logged, given its name, and the outworn ones removed."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kaa_cli.errors import DiskTrouble, Refused
from kaa_cli.register import backups, office_questions, purged
from kaa_cli.register.addresses import without_password as without_password
from kaa_cli.register.backups import Cleared, Draft
from kaa_cli.register.chain import KEY
from kaa_cli.register.engine import file_of
from kaa_cli.register.location import refuse_unfit
from kaa_cli.register.sqlite_file import is_encrypted, key_of
from kaa_cli.register.trouble import told_plainly
from kaa_cli.rules.backups import Backup
from kaa_cli.rules.diagnosis import reminds_of_backup
from kaa_cli.words import _
from kaa_cli.work.desk import Desk

_TAKEN = (".purged", ".part", "-journal", "-wal", "-shm")
"""What the names of files end in that lie beside a register and are not one."""
Log = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that was made; `cleared` what rotation did in its folder.

    `most_days` is how long it may be kept, where no later backup will see to that; else None.
    """

    file: Path
    head: str
    youths: int
    is_encrypted: bool
    cleared: Cleared
    most_days: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a backup is to be: of which file, where to, when, and how long others are kept."""

    path: Path
    to: Path | None
    at: datetime
    """The day and hour it is called by; `instant` is the true one."""
    instant: datetime
    most_days: int
    log_key: str
    anywhere: bool = False


def file_to_copy(where: str | Path) -> Path:
    """The file of a register; refused for one on a server, which has tools of its own."""
    path = file_of(where)
    if path is None:
        raise Refused(
            _(
                "This register is on PostgreSQL, and the server's own tools copy it: "
                "pg_dump, and pg_restore to take it back. Nothing was saved."
            )
        )
    return path


def asked(desk: Desk, path: Path, to: str, *, anywhere: bool) -> Asked:
    """What is to be done, as the register that was just opened has it."""
    return Asked(
        path=path,
        to=Path(to) if to else None,
        at=desk.now.replace(tzinfo=None),
        instant=desk.changes.signature.at,
        most_days=desk.settings.backup_days,
        log_key=office_questions.setting(desk.session, KEY),
        anywhere=anywhere,
    )


def back_up(wanted: Asked, log: Log) -> Saved:
    """Make a backup; `log` tells the register of it once the copy is proved, before it has a name.

    The name has the head of the log as the copy holds it, which the entry then follows.
    """
    path, named = wanted.path, wanted.to is not None and not wanted.to.is_dir()
    if named:
        assert wanted.to is not None
        folder = _named_folder(wanted.to)
    else:
        folder = wanted.to or backups.made_folder(path)
    if not wanted.anywhere:
        refuse_unfit(folder / path.name, network_too=False)
    key = key_of(path)
    with backups.drafted(path, key, folder) as draft:
        youths = draft.contents.rows.get("youth", 0)
        head = str(draft.contents.head or "")
        log({"head": head, "listed": youths})
        to = wanted.to if named and wanted.to else _free(draft, folder, wanted)
        try:
            draft.take_name(to)
        except OSError as error:
            raise DiskTrouble(
                _(
                    "The disk failed when the backup was given its name. There is no backup, "
                    "though the log tells of one."
                )
            ) from error
    if not named:
        with told_plainly(writing=False, files=True):
            purged.take_along(path, folder)
    cleared = Cleared() if named else _clear_out(folder, wanted)
    most_days = None if _is_among_others(to, path) else wanted.most_days
    return Saved(to, head, youths, key is not None, cleared, most_days)


def _named_folder(to: Path) -> Path:
    """The folder of a file that is named; refused where the name is not for a backup."""
    if to.exists():
        raise Refused(_("There is a file already. It was left as it is. Nothing was saved."))
    if to.name.lower().endswith(_TAKEN):
        raise Refused(
            _(
                "A file whose name ends in {endings} is something else of a register's. "
                "Give the backup another name. Nothing was saved."
            ).format(endings=", ".join(_TAKEN))
        )
    return to.parent


def _is_among_others(file: Path, path: Path) -> bool:
    folder, found = kept(path)
    is_there = os.path.realpath(folder) == os.path.realpath(file.parent)
    return is_there and any(one.name == file.name for one in found)


def _free(draft: Draft, folder: Path, wanted: Asked) -> Path:
    return backups.free_name(folder, wanted.path, wanted.at, draft.contents)


def _clear_out(folder: Path, wanted: Asked) -> Cleared:
    for left in backups.leftovers(wanted.path, wanted.instant):
        if left.parent == folder:
            left.unlink(missing_ok=True)
    return backups.clear_out(
        folder, wanted.path, wanted.log_key, wanted.at.date(), wanted.most_days
    )


def kept(path: Path) -> tuple[Path, Sequence[Backup]]:
    """The folder where the backups of a register are, and those in it, the latest first."""
    folder = backups.folder_of(path)
    return folder, backups.backups_in(folder, path)


def plain_backups(path: Path) -> list[Path]:
    """The backups of a register that are not encrypted, the latest first."""
    folder, found = kept(path)
    with told_plainly(writing=False, files=True):
        files = [folder / one.name for one in found]
        return [file for file in files if file.is_file() and not is_encrypted(file)]


def reminder(desk: Desk, path: Path | None) -> tuple[bool, date | None]:
    """Whether plain `kaa` tells of the latest backup, and its day; a server has others."""
    if path is None:
        return False, None
    latest, begun = latest_on(desk, path), office_questions.first_day(desk.session)
    return reminds_of_backup(latest, begun, desk.today), latest


def latest_on(desk: Desk, path: Path | None) -> date | None:
    """The day of the latest backup: lying in its folder, else told by the log alone."""
    found = kept(path)[1][:1] if path is not None else []
    return found[0].at.date() if found else office_questions.last_backup_on(desk.session)
