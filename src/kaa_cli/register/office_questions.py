"""What the register is asked about the work: routines, settings, lists taken in, the log's end."""

from datetime import date, datetime
from tomllib import loads

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.register import office
from kaa_cli.register.questions import table
from kaa_cli.register.undo import undone
from kaa_cli.rules.commands import Kind
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.policy_file import read_policy


def policy_book(session: Session) -> PolicyBook:
    """The adopted policies in the order they came into force."""
    adopted = table(office.AdoptedPolicy)
    rows = session.execute(select(adopted).order_by(adopted.c.from_on)).all()
    return PolicyBook(tuple((row.from_on, read_policy(loads(row.toml))) for row in rows))


def adopted_policies(session: Session) -> list[office.AdoptedPolicy]:
    """The adopted policies in the order they came into force, to be changed through `changes`."""
    in_order = sqlmodel_select(office.AdoptedPolicy).order_by(col(office.AdoptedPolicy.from_on))
    return list(session.exec(in_order))


def policy_text(session: Session, day: date) -> str:
    """The TOML text of the policy in force on a day; the first one's before it."""
    adopted = table(office.AdoptedPolicy)
    rows = session.execute(select(adopted).order_by(adopted.c.from_on)).all()
    held = [row.toml for row in rows if row.from_on <= day]
    return str(held[-1] if held else rows[0].toml)


def setting(session: Session, key: str) -> str:
    """A setting of the register, or empty."""
    held = table(office.Setting)  # not as an object: that makes every mapper ready, at every start
    return session.execute(select(held.c.value).where(held.c.key == key)).scalar() or ""


def settings(session: Session) -> dict[str, str]:
    """Every setting of the register."""
    return {row.key: row.value for row in session.execute(select(table(office.Setting)))}


def last_entry(session: Session) -> int:
    """The number of the latest entry of the log: while it stays, nothing has been changed."""
    return int(session.execute(select(func.max(table(office.LogEntry).c.id))).scalar() or 0)


def last_backup_on(session: Session) -> date | None:
    """The day of the latest backup that the log tells of."""
    log = table(office.LogEntry)
    question = select(log.c.on).where(log.c.command == "backup").order_by(log.c.id.desc()).limit(1)
    return session.execute(question).scalar()


def first_day(session: Session) -> date | None:
    """The day of the first entry of the log; None where nothing has been done yet."""
    log = table(office.LogEntry)
    return session.execute(select(log.c.on).order_by(log.c.id).limit(1)).scalar()


def last_instant(session: Session) -> datetime | None:
    """The true instant of the latest entry of the log."""
    log = table(office.LogEntry)
    return session.execute(select(log.c.at).order_by(log.c.id.desc()).limit(1)).scalar()


def unanswered_list(
    session: Session, by: str, listed: str, answered: str
) -> office.LogEntry | None:
    """The last list somebody took out by a command, unless another command that stands answers it.

    An answer that was undone is none: the list is then as it was before.
    """
    entry = office.LogEntry
    taken_out = (col(entry.command) == listed) & (col(entry.kind) == Kind.EXPORT)
    answer = (col(entry.command) == answered) & (col(entry.kind) == Kind.CHANGE)
    newest = sqlmodel_select(entry).where(taken_out | answer, entry.by == by)
    taken_back = undone(session)
    newest = newest.order_by(col(entry.id).desc())
    last = next((one for one in session.exec(newest) if one.id not in taken_back), None)
    return last if last is not None and last.command == listed else None


def taken_in_on(session: Session, kind: str, fingerprint: str) -> date | None:
    """The day a list with these very rows was taken in last, if it was."""
    run = table(office.ImportRun)
    same = (run.c.kind == kind) & (run.c.fingerprint == fingerprint)
    return session.execute(select(func.max(run.c.on)).where(same)).scalar()


def column_maps(session: Session) -> list[office.ColumnMap]:
    """What was told about the columns of lists, by number; to be changed through `changes`."""
    return list(session.exec(sqlmodel_select(office.ColumnMap).order_by(col(office.ColumnMap.id))))


def column_map(session: Session, kind: str, heading_row: str) -> office.ColumnMap | None:
    """What was told about lists of a kind with this row of headings."""
    which = sqlmodel_select(office.ColumnMap).where(
        col(office.ColumnMap.kind) == kind, col(office.ColumnMap.heading_row) == heading_row
    )
    return session.exec(which).first()
