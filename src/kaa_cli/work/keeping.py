"""Care of the register: taking back a command, and telling in words what it was."""

from dataclasses import replace

from kaa_cli.errors import Refused
from kaa_cli.register import chain, questions, roles, undo
from kaa_cli.register.cases import case_of
from kaa_cli.register.changes import kept_from_you
from kaa_cli.register.models import Youth
from kaa_cli.register.office import LogEntry
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.commands import Done
from kaa_cli.words import _
from kaa_cli.work.desk import MOST_YOUTHS, Desk
from kaa_cli.work.protecting import protect


def take_back(desk: Desk, number: int | None) -> Done:
    """Undo the last whole command of this user, or the entry named; raises Refused."""
    if number is None:
        entry = undo.last_undoable(desk.session, desk.user)
        if entry is None:
            raise Refused(_("There is nothing of yours to take back. Nothing was changed."))
        if undo.is_before_restoring(desk.session, entry):
            raise Refused(
                _(
                    "A backup was taken back after your last command. What it replaced is a "
                    "backup too: kaa backup --list. An earlier command is taken back by its "
                    "number: kaa undo --list. Nothing was saved."
                )
            )
    else:
        found = [t.entry for t in undo.history(desk.session) if t.entry.id == number]
        if not found:
            no = number if number <= MOST_YOUTHS else "…"  # perhaps a personal number
            raise Refused(_("There is no entry {no} to take back.").format(no=no))
        entry = found[0]
    _must_be_seen_whole(desk, entry)
    done = _done(desk, undo.Told(entry, is_undone=False))
    undo.undo(desk.changes, desk.session, entry)
    for youth in questions.by_id(
        desk.session, Youth, sorted(undo.youths_touched(desk.session, entry))
    ).values():
        protect(desk, youth, Protection(youth.protection))  # what came back may be what it forbids
    desk.what = dict(entry.what)
    after = _done(desk, undo.Told(entry, is_undone=True))
    hidden = after.person if after.person and after.person.is_masked else done.person
    return replace(done, person=hidden, is_undone=True)


def _must_be_seen_whole(desk: Desk, entry: LogEntry) -> None:
    """Refuse to take back the half of a command that somebody sees. Raises NotPermitted."""
    connection = desk.session.connection()
    assert entry.id is not None
    if not roles.sees_all(connection) and not chain.is_as_sealed(connection, entry.id):
        raise kept_from_you()


def history(desk: Desk, limit: int) -> list[Done]:
    """The changing commands, newest first."""
    return [_done(desk, told) for told in undo.history(desk.session, limit)]


def _done(desk: Desk, told: undo.Told) -> Done:
    entry, (first, undos) = told.entry, _origin(desk, told.entry)
    youths = [int(youth) for youth in entry.what.get("youths", [])]
    name = None
    if len(youths) == 1:
        case = case_of(desk.session, youths[0], desk.today)
        name = case.person if case else None
    return Done(
        entry=entry.id or 0,
        on=entry.on,
        by=entry.by,
        command=first.command,
        what=dict(entry.what),
        youths=tuple(youths),
        person=name,
        undos=undos,
        is_undone=told.is_undone,
    )


def _origin(desk: Desk, entry: LogEntry) -> tuple[LogEntry, int]:
    """The command behind an undo, behind the undo of an undo …, and how many undos that is."""
    undos = 0
    while entry.undoes_id is not None:
        entry, undos = desk.session.get_one(LogEntry, entry.undoes_id), undos + 1
    return entry, undos
