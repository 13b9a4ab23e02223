"""Moving a register to the other engine: what it would do, and the doing of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kaa_cli.errors import Damaged, KaaError, NoRegister, Refused
from kaa_cli.register import all_rows, backups, chain, moving, purged
from kaa_cli.register.addresses import public_address
from kaa_cli.register.all_rows import Watch
from kaa_cli.register.changes import Signature
from kaa_cli.register.engine import file_of, key_name, open_register
from kaa_cli.register.location import refuse_unfit
from kaa_cli.register.moving import Copied, There
from kaa_cli.register.roles import is_on_server
from kaa_cli.rules.commands import Kind
from kaa_cli.words import _
from kaa_cli.work.checking import check
from kaa_cli.work.desk import Desk
from kaa_cli.work.roles import must_own


@dataclass(frozen=True, slots=True)
class Plan:
    """A register that is fit to be moved, and where to.

    `findings` is how much `kaa check` finds amiss in it, which moves along. With `is_copied` all of
    it is there already and only the mark is missing.
    """

    where: str | Path
    to: str | Path
    youths: int
    attempts: int
    entries: int
    rows: int
    head: str
    findings: int
    is_encrypted: bool
    is_copied: bool
    signature: Signature

    @property
    def old(self) -> str:
        """Where it is, as everybody may read it."""
        return public_address(self.where)

    @property
    def new(self) -> str:
        """Where it goes, as everybody may read it."""
        return public_address(self.to)

    @property
    def is_to_server(self) -> bool:
        return file_of(self.to) is None


def refuse_same(where: str | Path, to: str | Path, *, anywhere: bool) -> None:
    """Refuse what is no move from one engine to the other, or to a place that is not fit."""
    old, new = file_of(where), file_of(to)
    if old is not None and new is not None:
        raise Refused(
            _(
                "Both are files, and kaa copy moves between a file and a server. "
                "A copy of the file: kaa backup. Nothing was saved."
            )
        )
    if old is None and new is None:
        raise Refused(
            _(
                "Both are on PostgreSQL, and the server's own tools copy between those: pg_dump, "
                "pg_restore. Nothing was saved."
            )
        )
    if new is not None and not anywhere:
        refuse_unfit(new)


def planned(desk: Desk, where: str | Path, to: str | Path) -> Plan:
    """What would be moved; raises Damaged for a broken log, and Refused where `to` is taken."""
    connection = desk.session.connection()
    if is_on_server(connection):
        must_own(desk)
    verdict = chain.verify(connection)
    if not verdict.is_whole:
        raise Damaged(
            _("The log has been changed past kaa: kaa audit verify tells where. Nothing was saved.")
        )
    found = moving.there(to, purged.mark_of(desk.session), verdict.head)
    _refuse_taken(found)
    purged.listed(where, writing=True)
    purged.listed(to, writing=True)
    rows = all_rows.row_counts(connection)
    return Plan(
        where=where,
        to=to,
        youths=rows["youth"],
        attempts=rows["attempt"],
        entries=verdict.entries,
        rows=sum(rows.values()),
        head=str(verdict.head),
        findings=0 if found is There.COPIED else len(check(desk)),
        is_encrypted=bool(key_name(connection)),
        is_copied=found is There.COPIED,
        signature=replace(desk.changes.signature, command=moving.COMMAND, kind=Kind.EXPORT),
    )


def _refuse_taken(found: There) -> None:
    if found is There.ANOTHER:
        raise Refused(_("There is a register already. It was left as it is."))
    if found is There.APART:
        raise Refused(
            _(
                "A copy of this register is there already, and one of the two has been worked in "
                "since. See which in the log of both: kaa audit show. Nothing was saved."
            )
        )


@contextmanager
def copied(plan: Plan, *, plaintext: bool, watch: Watch) -> Iterator[Copied]:
    """The register copied and proved, to be kept as the last step."""
    gone = _purges(plan)
    with moving.copied(
        plan.where, plan.to, plan.signature, purges=gone, plaintext=plaintext, watch=watch
    ) as found:
        yield found


def mark(plan: Plan) -> None:
    """Mark the old register, where only that is missing."""
    moving.mark_moved(plan.where, plan.to, plan.signature.on, _purges(plan), plan.head)


def _purges(plan: Plan) -> list[purged.Purge]:
    return purged.listed(plan.where, writing=True)


def left_behind(plan: Plan) -> list[Path]:
    """The files of the old register that no purging reaches any more; none for one on a server."""
    path = file_of(plan.where)
    if path is None:
        return []
    folder = backups.folder_of(path)
    return [path, *(folder / one.name for one in backups.backups_in(folder, path))]


def refuse_moved(where: str | Path) -> None:
    """Refuse a register that was moved; whatever else is amiss with it is not told here."""
    try:
        with open_register(where, writing=False):
            pass
    except NoRegister:
        raise
    except KaaError:
        pass
