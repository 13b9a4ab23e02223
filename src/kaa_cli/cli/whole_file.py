"""The register as a whole file: copied, taken back, looked at, and set right."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kaa_cli.cli import clock
from kaa_cli.cli.door import begin, reading, register_file, writing
from kaa_cli.cli.place import Call
from kaa_cli.errors import DiskTrouble, KaaError
from kaa_cli.rules.places import is_path
from kaa_cli.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kaa_cli.rules.backups import Backup
    from kaa_cli.rules.diagnosis import Diagnosis
    from kaa_cli.work.backups import Saved
    from kaa_cli.work.desk import Desk
    from kaa_cli.work.restoring import Plan, Restored


def back_up(call: Call, to: str, *, anywhere: bool) -> "Saved":
    """Make a backup of the register, logged as an export once the copy is proved whole."""
    from kaa_cli.work import backups

    path = backups.file_to_copy(call.where)
    with writing(call, "backup") as desk:  # refuses what is not ours, or cannot be logged
        wanted = backups.asked(desk, path, to, anywhere=anywhere)

    def log(what: "Mapping[str, object]") -> None:
        try:
            with writing(call, "backup", kind="export") as desk:
                desk.what = dict(what)
        except DiskTrouble as error:
            begin()
            raise DiskTrouble(
                _(
                    "The disk failed while the backup was logged. There is no backup, though the "
                    "log may tell of one."
                )
            ) from error
        begin()  # the log tells of it already, but there is no backup yet

    return backups.back_up(wanted, log)


def backups_kept(call: Call) -> "tuple[Path, Sequence[Backup], Sequence[Path]]":
    """Where the backups of the register lie, which there are, and which of them are not encrypted.

    It need not be there itself.
    """
    from kaa_cli.work import backups

    path = backups.file_to_copy(call.where)
    return *backups.kept(path), backups.plain_backups(path)


@contextmanager
def restoring(
    call: Call, file: str, *, anywhere: bool, plaintext: bool
) -> "Iterator[tuple[Plan, Callable[[], Restored]]]":
    """What taking back a backup would do, and the doing of it."""
    from kaa_cli.work import backups, restoring

    path = backups.file_to_copy(call.where)
    if call.is_default:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    named = restoring.backup_file(path, file)

    def carry_out() -> "Restored":
        return restoring.carry_out(plan, clock.moment().replace(tzinfo=None), _desk_at)

    with restoring.prepared(named, path, anywhere=anywhere, plaintext=plaintext) as plan:
        yield plan, carry_out


@contextmanager
def _desk_at(draft: Path, kind: str) -> "Iterator[Desk]":
    with writing(Call(str(draft)), "restore", kind=kind) as desk:
        yield desk
    begin()  # what is done to a draft is not saved before the draft is the register


def examine(call: Call) -> "tuple[list[Diagnosis], KaaError | None]":
    """Everything about the register that can be looked at, and what stopped the looking."""
    from kaa_cli.work.examining import examine

    return examine(call.where, lambda: reading(call), clock.today(), clock.instant())


def mend_file(call: Call) -> tuple[bool, int]:
    """Close the register's file to others, and remove the drafts that were left beside it."""
    from kaa_cli.work.examining import close_to_others, remove_leftovers

    path = register_file(call)
    if path is None or not path.exists():
        return False, 0
    return close_to_others(path), remove_leftovers(path, clock.instant())


def shown_place(place: str) -> str:
    """Where a register is, to be shown: a password in an address is left out."""
    if is_path(place):  # nothing need be loaded to tell it
        return place
    from kaa_cli.work.backups import without_password

    return without_password(place)
