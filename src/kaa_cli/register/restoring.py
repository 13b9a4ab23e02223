"""Putting a backup in the place of a register: proved first, swapped in one step, nothing reused.

The swap is a rename within one folder: whoever is killed leaves the one file or the other.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kaa_cli.errors import Damaged, KeyProblem, Refused
from kaa_cli.register import chain
from kaa_cli.register.backups import SEALED_FROM, Contents, Draft, contents_of, drafted
from kaa_cli.register.engine import HEAD, open_engine, refuse_planted
from kaa_cli.register.keys import Key
from kaa_cli.register.sqlite_file import (
    connect,
    held_alone,
    key_of,
    prove_whole,
    refuse_foreign,
)
from kaa_cli.register.trouble import told_plainly
from kaa_cli.register.versions import asking, asking_driver, beyond
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.commands import Kind
from kaa_cli.words import _

LEAP = 1_000
"""How far the numbers jump where the register that is replaced cannot tell which it gave out."""
_LOOKS = (Kind.READ, Kind.LIST, Kind.EXPORT)
_REKEYING = "key rotate"


@dataclass(frozen=True, slots=True)
class Now:
    """The register that is to be replaced; without `contents` it cannot be read."""

    is_there: bool
    found: os.stat_result | None = None
    key: Key | None = None
    contents: Contents | None = None

    @property
    def head(self) -> str:
        """Where its log ends; empty when that cannot be told."""
        return str(self.contents.head or "") if self.contents else ""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a register holds that the backup does not: commands, and whom they were about.

    `looks` counts the look-ups, lists and files that only its log tells of. `is_related` tells
    whether they have anything in common, `is_rekeyed` whether it got another key since.
    """

    commands: int
    youths: frozenset[int]
    is_related: bool
    looks: int = 0
    is_rekeyed: bool = False


@dataclass(frozen=True, slots=True)
class Guarded:
    """A youth's marks in the register that is to be replaced, and whom they are about."""

    youth: int
    identity: str | None
    born_on: date
    protection: Protection
    restricted_on: date | None
    do_not_contact_on: date | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A backup that is proved fit, as a draft beside the register.

    `before` is the schema it had; `broken` the first entry of its log that is not as it was sealed.
    """

    draft: Draft
    key: Key | None
    before: str
    head: str
    broken: int | None


@contextmanager
def candidate(file: Path, path: Path) -> Iterator[Candidate]:
    """A copy of a backup beside the register, brought to this program's schema.

    Raises Refused where there is no such file, NoRegister for a foreign or newer one, KeyProblem
    and Damaged. The copy is taken away again unless it is put in the register's place.
    """
    if not file.exists():
        raise Refused(_("There is no such backup. See those there are: kaa backup --list"))
    with _of_the_backup(), told_plainly(writing=True, files=True):
        refuse_foreign(file, writing=True)
        key = key_of(file)
        prove_whole(file, key)
    with drafted(file, key, path.parent, register=path) as draft:
        yield _brought_up(draft, key, draft.contents.schema)


def _brought_up(draft: Draft, key: Key | None, before: str) -> Candidate:
    engine = open_engine(draft.file, writing=True, for_migrating=True, key=key)
    with engine.begin() as connection:
        if before > HEAD:
            raise beyond(before, asking(connection), writing=True)
        refuse_planted(connection, writing=True)
        if before < HEAD:
            from kaa_cli.register.migrations import migrate_without_loss  # Alembic is slow to load

            migrate_without_loss(connection)
        verdict = chain.verify(connection)
    head = str(draft.contents.head or verdict.head)
    return Candidate(draft, key, before, head, verdict.broken)


@contextmanager
def _of_the_backup() -> Iterator[None]:
    """Say of the backup what would else be said of the register."""
    try:
        yield
    except Damaged as damaged:
        raise Damaged(
            _("That backup is damaged. Take an earlier one: kaa backup --list. Nothing was saved.")
        ) from damaged


def look(path: Path) -> Now:
    """What is at the place of the register now; raises NoRegister for what is not ours."""
    if not os.path.lexists(path):
        return Now(is_there=False)
    if path.is_file() and path.stat().st_size == 0:
        return Now(is_there=True)
    try:
        with told_plainly(writing=True, files=True):
            refuse_foreign(path, writing=True, encrypting=True)
            found = path.stat()
            key = key_of(path)
            with closing(connect(path, key)) as opened:
                opened.execute("BEGIN")
                contents = contents_of(opened)
                if contents.schema > HEAD:
                    raise beyond(contents.schema, asking_driver(opened), writing=True)
    except (Damaged, KeyProblem):
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return Now(is_there=True)
    return Now(True, found, key, contents)


def lost(path: Path, now: Now, held: Candidate) -> Lost | None:
    """What would be lost by the backup; None where the register cannot be read."""
    if now.contents is None:
        return None if now.is_there else Lost(0, frozenset(), is_related=True)
    with told_plainly(writing=True), closing(connect(held.draft.file, held.key)) as opened:
        there = {(number, at) for number, at, *_rest in _entries(opened)}
        its_key = _log_key(opened, held.before)
    with told_plainly(writing=True), closing(connect(path, now.key)) as opened:
        here, our_key = _entries(opened), _log_key(opened, now.contents.schema)
    since = [one for one in here if one[:2] not in there]
    told = [(kind, command, json.loads(what)) for _no, _at, kind, command, what in since]
    changed = [what for kind, _command, what in told if kind == Kind.CHANGE]
    looks = [what for kind, _command, what in told if kind in _LOOKS]
    of_itself = sum(what.get("head") == held.head for what in looks)  # that this backup was made
    youths = frozenset(int(youth) for what in changed for youth in what.get("youths", []))
    is_one = our_key == its_key if our_key and its_key else not here or not there
    is_related = len(since) < len(here) or is_one
    is_rekeyed = any(command == _REKEYING for _kind, command, _what in told)
    return Lost(len(changed), youths, is_related, len(looks) - of_itself, is_rekeyed)


def _entries(opened: sqlite3.Connection) -> list[tuple[int, str, str, str, str]]:
    question = "SELECT id, at, kind, command, what FROM log_entry ORDER BY id"
    return opened.execute(question).fetchall()


def _log_key(opened: sqlite3.Connection, schema: str) -> str:
    """What the log is sealed with; empty where it was not sealed yet."""
    if schema < SEALED_FROM:
        return ""
    row = opened.execute("SELECT value FROM setting WHERE key = ?", (chain.KEY,)).fetchone()
    return row[0] if row else ""


@contextmanager
def held(path: Path, now: Now) -> Iterator[sqlite3.Connection | None]:
    """Nobody else writes to the register that is to be replaced; refused where somebody has."""
    if now.contents is None or now.found is None:
        yield None
        return
    with told_plainly(writing=True, files=True), held_alone(path, now.key, now.found) as holder:
        if contents_of(holder) != now.contents:
            raise Refused(
                _("The register has changed since this was shown. Try again. Nothing was saved.")
            )
        yield holder


def guarded(holder: sqlite3.Connection) -> list[Guarded]:
    """Everybody with a mark in the register that is to be replaced."""
    with told_plainly(writing=True):
        rows = holder.execute(
            "SELECT id, identity_number, protection, born_on, restricted_on, do_not_contact_on,"
            " review_on FROM youth WHERE protection <> 'none' OR restricted_on IS NOT NULL"
            " OR do_not_contact_on IS NOT NULL ORDER BY id"
        ).fetchall()
    found = []
    for youth, identity, protection, born_on, *days in rows:
        marked = [date.fromisoformat(day) if day else None for day in days]
        born = date.fromisoformat(born_on)
        found.append(Guarded(youth, identity, born, Protection(protection), *marked))
    return found


def number_on(held_by: Candidate, holder: sqlite3.Connection | None, now: Now) -> None:
    """See to it that no number is given twice: not of a youth, nor of an entry of the log.

    A register that is not there may be lost, or this is another place for it: its log then leaps,
    for the heads seen since the backup, but no youth gets a strange number.
    """
    given = _given(holder) if holder is not None else {}
    with told_plainly(writing=True), closing(connect(held_by.draft.file, held_by.key)) as opened:
        opened.execute("BEGIN IMMEDIATE")
        for table, mine in _given(opened).items():
            leaps = holder is None and (now.is_there or table == "log_entry")
            last = mine + LEAP if leaps else given.get(table, mine)
            opened.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table)
            )
        for table in given.keys() - _given(opened).keys():
            opened.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, given[table]))
        opened.execute("COMMIT")


def _given(opened: sqlite3.Connection) -> Mapping[str, int]:
    return dict(opened.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def put_aside(path: Path, at: datetime) -> Path:
    """Give a register that cannot be read a second name, so that nothing of it is thrown away."""
    name = f"{path.stem}.damaged-{at:%Y-%m-%d-%H%M}"
    number, aside = 1, path.with_name(f"{name}{path.suffix}")
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{name}-{number}{path.suffix}")
    try:
        os.link(path, aside)
    except OSError:  # a disk without second names: for a moment there is no register
        path.rename(aside)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():  # SQLite would write it into the file that comes
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return aside
