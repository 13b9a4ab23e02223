"""The doctor: everything about the register that can be looked at without writing a byte."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path

from kaa_cli.errors import Damaged, KaaError, KeyProblem, NoRegister
from kaa_cli.register import backups, chain, office_questions, purged, roles
from kaa_cli.register.engine import HEAD, broken_references, file_of, key_name
from kaa_cli.register.location import unfit_place
from kaa_cli.register.sqlite_file import key_of, prove_whole
from kaa_cli.register.tables import in_utc
from kaa_cli.register.trouble import Trouble, explain, told_plainly
from kaa_cli.rules.backups import Backup, latest_to_take
from kaa_cli.rules.diagnosis import (
    Check,
    Diagnosis,
    State,
    of_backup,
    of_clock,
    of_count,
    of_folder,
    of_rights,
)
from kaa_cli.rules.key_place import KeyNote
from kaa_cli.work import due_days
from kaa_cli.work.backups import kept as backups_kept
from kaa_cli.work.backups import latest_on, plain_backups
from kaa_cli.work.desk import Desk
from kaa_cli.work.keys import key_note
from kaa_cli.work.purge_days import overdue
from kaa_cli.work.roles import must_see_all

Reading = Callable[[], AbstractContextManager[Desk]]
Found = tuple[list[Diagnosis], KaaError | None]
_FIRST = {Damaged: Check.WHOLE, KeyProblem: Check.KEY, NoRegister: Check.VERSION}


def examine(where: str | Path, reading: Reading, today: date, now: datetime) -> Found:
    """All that was looked at, in order, and the error that stopped it where there was one.

    Raises what has nothing to do with the state of the register: that it is not there, or busy.
    """
    path = file_of(where)
    found = _of_the_file(path, now) if path is not None and path.exists() else []
    error = None
    try:
        with _told(), reading() as desk:
            found += _inside(desk, path, today, now)
        if path is not None:
            with told_plainly(writing=False, files=True):
                prove_whole(path, key_of(path))
        found.append(Diagnosis(Check.WHOLE, State.FINE, "" if path else "server"))
    except (Damaged, KeyProblem, NoRegister) as stopped:
        if path is not None and not path.exists():
            raise
        error = stopped
        first = next(check for kind, check in _FIRST.items() if isinstance(stopped, kind))
        told = {"sentence": stopped.sentence, "latest": _latest(path)}
        found = [one for one in found if one.check is not first]
        found.append(Diagnosis(first, State.WRONG, "stopped", told))
        if not isinstance(stopped, NoRegister):  # else there is nothing to be backed up here
            found += _without_opening(path, today, found)
    order = list(Check)
    return sorted(found, key=lambda one: order.index(one.check)), error


@contextmanager
def _told() -> Iterator[None]:
    """Rows that make no sense are damage too."""
    try:
        yield
    except (ValueError, TypeError, LookupError) as senseless:
        raise explain(Trouble.DAMAGED, writing=False) from senseless


def _of_the_file(path: Path, now: datetime) -> list[Diagnosis]:
    found = []
    if os.name != "nt":  # which keeps rights in another way
        found.append(of_rights(stat.S_IMODE(path.stat().st_mode)))
        folder = path.absolute().parent
        found.append(of_folder(stat.S_IMODE(folder.stat().st_mode), str(folder)))
    unfit = unfit_place(path)
    if unfit is None:
        found.append(Diagnosis(Check.PLACE, State.FINE))
    else:
        told = {"name": unfit.name}
        found.append(Diagnosis(Check.PLACE, State.WRONG, unfit.kind, told))
    left = backups.leftovers(path, now)
    found.append(of_count(Check.LEFTOVERS, len(left), State.LOOK))
    found.append(_of_purge_list(path))
    return found


def _of_purge_list(path: Path) -> Diagnosis:
    try:
        purged.listed(path)
    except Damaged as unreadable:
        told = {"sentence": unreadable.sentence}
        return Diagnosis(Check.PURGE_LIST, State.WRONG, "stopped", told)
    return Diagnosis(Check.PURGE_LIST, State.FINE)


def _inside(desk: Desk, path: Path | None, today: date, now: datetime) -> list[Diagnosis]:
    must_see_all(desk)
    connection = desk.session.connection()
    verdict = chain.verify(connection)
    log = {"n": verdict.entries, "head": str(verdict.head), "broken": verdict.broken}
    case = "broken" if verdict.broken is not None else "cut" if verdict.cut else ""
    found = [
        Diagnosis(Check.VERSION, State.FINE, "", {"schema": HEAD}),
        Diagnosis(Check.SETTINGS, State.FINE, "", {"settings": desk.settings}),
        _of_key(desk),
        of_count(Check.REFERENCES, broken_references(connection), State.WRONG),
        Diagnosis(Check.LOG, State.WRONG if case else State.FINE, case, log),
        _of_due_days(desk),
        of_count(Check.PURGE, len(overdue(desk)), State.WRONG),
        of_clock(_last_instant(desk), now),
    ]
    return found + (_of_backups(desk, path, today) if path else [_of_roles(desk)])


def _of_roles(desk: Desk) -> Diagnosis:
    """On a server: whether each caseworker sees no more than they should."""
    connection = desk.session.connection()
    if not roles.are_laid(connection):
        return Diagnosis(Check.RIGHTS, State.LOOK, "not-laid")
    if unguarded := roles.unguarded(connection):
        return Diagnosis(Check.RIGHTS, State.WRONG, "unguarded", {"n": len(unguarded)})
    if alone := roles.without_group(connection):
        return Diagnosis(Check.RIGHTS, State.LOOK, "no-group", {"names": ", ".join(alone)})
    if alone := roles.without_members(connection):
        return Diagnosis(Check.RIGHTS, State.LOOK, "no-member", {"names": ", ".join(alone)})
    if nowhere := roles.without_municipality(connection):
        return Diagnosis(Check.RIGHTS, State.LOOK, "nowhere", {"n": nowhere})
    return Diagnosis(Check.RIGHTS, State.FINE, "laid")


def _of_key(desk: Desk) -> Diagnosis:
    note = key_note(desk)
    if note is KeyNote.NOT_WRITTEN_DOWN:
        return Diagnosis(Check.KEY, State.LOOK, "not-saved")
    if note is KeyNote.NOT_ENCRYPTED:
        return Diagnosis(Check.KEY, State.LOOK, "plain")
    name = key_name(desk.session.connection())
    return Diagnosis(Check.KEY, State.FINE, "server" if name is None else "" if name else "chosen")


def _of_due_days(desk: Desk) -> Diagnosis:
    missed = due_days.overlooked(desk, due_days.everybody(desk))
    return of_count(Check.DUE_DAYS, len(missed), State.WRONG)


def _last_instant(desk: Desk) -> datetime | None:
    last = office_questions.last_instant(desk.session)
    return in_utc(last) if last else None


def _of_backups(desk: Desk, path: Path, today: date) -> list[Diagnosis]:
    begun = office_questions.first_day(desk.session)
    found = of_backup(latest_on(desk, path), begun, today)
    latest = _latest(path)
    if latest is not None:
        try:
            with told_plainly(writing=False, files=True):
                prove_whole(latest, key_of(latest))
        except KaaError:
            found = Diagnosis(Check.BACKUP, State.WRONG, "damaged", {"name": latest.name})
    return [found, _of_old_backups(desk, path, today)]


def _of_old_backups(desk: Desk, path: Path, today: date) -> Diagnosis:
    """Those that `kaa backup` would remove, else the plain ones of an encrypted register."""
    folder, kept = backups_kept(path)
    most, mine = desk.settings.backup_days, office_questions.setting(desk.session, chain.KEY)
    old = [one for one in kept if (today - one.at.date()).days > most]
    if going := [one for one in old if _goes(folder, one, mine, today)]:
        return of_count(Check.OLD_BACKUPS, len(going), State.WRONG)
    if key_name(desk.session.connection()) and (plain := plain_backups(path)):
        return Diagnosis(Check.OLD_BACKUPS, State.WRONG, "plain", {"n": len(plain)})
    return of_count(Check.OLD_BACKUPS, 0, State.WRONG)


def _goes(folder: Path, one: Backup, mine: str, today: date) -> bool:
    try:
        return backups.is_to_go(folder, one, mine, today)
    except KaaError:  # it does not open, and is no command's to remove
        return False


def _without_opening(path: Path | None, today: date, found: list[Diagnosis]) -> Iterator[Diagnosis]:
    """What can be told of the backups by their names alone, where the register does not open."""
    if path is None or any(one.check is Check.BACKUP for one in found):
        return
    kept = backups.backups_in(backups.folder_of(path), path)
    yield of_backup(kept[0].at.date() if kept else None, today, today)


def _latest(path: Path | None) -> Path | None:
    folder = backups.folder_of(path) if path is not None else None
    kept = backups.backups_in(folder, path) if folder is not None and path is not None else []
    latest = latest_to_take(kept)
    return folder / latest.name if folder is not None and latest else None


def remove_leftovers(path: Path, now: datetime) -> int:
    """Remove the drafts that something stopped has left; how many there were."""
    with told_plainly(writing=True, files=True):
        left = backups.leftovers(path, now)
        for file in left:
            file.unlink(missing_ok=True)
    return len(left)


def close_to_others(path: Path) -> bool:
    """Let nobody but the owner read the register's file; whether anybody could."""
    with told_plainly(writing=True, files=True):
        if os.name == "nt" or not of_rights(stat.S_IMODE(path.stat().st_mode)).case:
            return False
        path.chmod(0o600)
    return True
