"""Taking back a backup: what would be lost by it, and putting it in the register's place."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kaa_cli.errors import Damaged, KeyProblem, Refused
from kaa_cli.register import backups, purged, restoring
from kaa_cli.register.engine import HEAD, tidy
from kaa_cli.register.location import refuse_unfit
from kaa_cli.register.restoring import Candidate, Lost, Now
from kaa_cli.register.sqlite_file import put_in_place
from kaa_cli.rules.backups import latest_to_take, read_name
from kaa_cli.rules.commands import Kind
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.due_days import everybody, mend_due_days
from kaa_cli.work.protecting import protect_again
from kaa_cli.work.purging import purge_again

DeskAt = Callable[[Path, str], AbstractContextManager[Desk]]


@dataclass(frozen=True, slots=True)
class Plan:
    """A backup that is proved fit, and what it would take the place of.

    `lost` is None where the register that is there cannot be read.
    """

    file: Path
    path: Path
    candidate: Candidate
    now: Now
    lost: Lost | None
    youths: int

    @property
    def is_older(self) -> bool:
        """Whether it was made by an older program."""
        return self.candidate.before < HEAD

    @property
    def is_of_another(self) -> bool:
        """Whether it is a backup of another register than the one that is there."""
        return self.lost is not None and not self.lost.is_related


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done; `kept` is the copy of the register that was replaced.

    `protected` counts whose marks were raised again; None where nobody can tell which there were.
    """

    kept: Path | None
    is_kept_damaged: bool
    purged: int
    protected: int | None


def backup_file(path: Path, named: str) -> Path:
    """The backup that is meant: the file named, one of the folder of backups, else the latest.

    That is never what an earlier restore left: it would bring back what was just given up.
    """
    folder = backups.folder_of(path)
    if named:
        file = Path(named)
        return folder / named if not file.exists() and file.name == named else file
    found = backups.backups_in(folder, path)
    latest = latest_to_take(found)
    if latest is None and found:
        raise Refused(
            _("There are only copies of what a restore left: kaa backup --list, kaa restore FILE")
        )
    if latest is None:
        raise Refused(
            _("There is no backup in the folder of backups. Name the file: kaa restore FILE")
        )
    return folder / latest.name


@contextmanager
def prepared(file: Path, path: Path, *, anywhere: bool, plaintext: bool) -> Iterator[Plan]:
    """Prove the backup fit and see what would be lost; nothing is changed yet.

    Raises Refused, KeyProblem, Damaged or NoRegister.
    """
    if not anywhere:
        refuse_unfit(path)
    if path.exists() and file.exists() and file.samefile(path):
        raise Refused(_("That file is the register itself. Nothing was saved."))
    now = restoring.look(path)
    with restoring.candidate(file, path) as found:
        if found.key is None and now.key is not None and not plaintext:
            raise KeyProblem(
                _(
                    "The register is encrypted and that backup is not. Go on with --plaintext, "
                    'then encrypt it with "kaa key rotate". Nothing was saved.'
                )
            )
        lost = restoring.lost(path, now, found)
        youths = found.draft.contents.rows.get("youth", 0)
        yield Plan(file, path, found, now, lost, youths)


def carry_out(plan: Plan, at: datetime, desk_at: DeskAt) -> Restored:
    """Put the backup in the register's place, all of it or nothing; what was there is kept.

    What was erased after the backup is erased again before anybody can open it, and who was
    protected since is protected again.
    """
    found = plan.candidate
    purged.listed(plan.path, writing=True)
    if plan.now.contents is not None and plan.now.contents.schema == HEAD:
        purged.complete(plan.path)  # before anybody is kept waiting: it opens the file
    with restoring.held(plan.path, plan.now) as holder:
        kept, marks = _kept(plan, at), restoring.guarded(holder) if holder else None
        restoring.number_on(found, holder, plan.now)
        with desk_at(found.draft.file, Kind.RESTORE) as desk:
            if plan.is_older:
                mend_due_days(desk, everybody(desk))
            desk.what = {"restored": found.head, "left": plan.now.head or None}
            if plan.lost:
                desk.what |= {"lost": plan.lost.commands, "lost_looks": plan.lost.looks}
            if raised := protect_again(desk, [] if plan.is_of_another else marks or []):
                desk.what |= {"youths": raised}
            gone = _purges(plan, desk)
        again = _purged_again(found.draft.file, gone, desk_at) if gone else 0
        aside = restoring.put_aside(plan.path, at) if plan.now.is_there and not kept else None
        put_in_place(found.draft.file, plan.path, holder)
    protected = None if marks is None else len(raised)
    return Restored(kept or aside, aside is not None, again, protected)


def _purges(plan: Plan, desk: Desk) -> list[purged.Purge]:
    """The purges of this register, by the lists beside it, the backup and all backups.

    A backup from before the log was sealed does not tell whose it is; the numbers are the same.
    """
    is_unmarked = plan.candidate.before < backups.SEALED_FROM
    is_of_it = plan.lost is None or plan.lost.is_related
    mark = None if is_unmarked and is_of_it else purged.mark_of(desk.session)
    named = read_name(plan.file.name)
    beside = plan.file.with_name(f"{named.register if named else plan.path.stem}.db")
    among = backups.folder_of(plan.path) / plan.path.name
    lists = (plan.path, beside, among)
    return [one for where in lists for one in purged.listed(where, mark, writing=True)]


def _purged_again(draft: Path, gone: list[purged.Purge], desk_at: DeskAt) -> int:
    with desk_at(draft, Kind.PURGE) as desk:
        again = purge_again(desk, gone)
    tidy(draft)
    return again


def _kept(plan: Plan, at: datetime) -> Path | None:
    """A backup of the register that is to be replaced; None where it cannot be copied whole."""
    if plan.now.contents is None:
        return None
    folder = backups.made_folder(plan.path)
    try:
        with backups.drafted(plan.path, plan.now.key, folder) as draft:
            to = backups.free_name(folder, plan.path, at, draft.contents, left=True)
            draft.take_name(to)
    except Damaged:
        return None
    return to
