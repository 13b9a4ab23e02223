"""What the register is asked before purging: until when each is kept, and what must come first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, func, select
from sqlmodel import Session, SQLModel

from kaa_cli.register.about import ways
from kaa_cli.register.erasing import removed
from kaa_cli.register.office import LogEntry
from kaa_cli.register.programme_questions import taking_part
from kaa_cli.register.questions import GUARDIAN, PHONE, REGISTRATION, YOUTH, chunks, table
from kaa_cli.rules.codes import IdentityKind
from kaa_cli.rules.due_days import RECKONED
from kaa_cli.rules.half_year import Half, read_half
from kaa_cli.rules.purging import GuardianDue, Kept, guardian_until, halves, halves_of_stay

_ENTRY = table(LogEntry)
PRESERVED = "purge preserve"


def everybody(session: Session) -> list[Kept]:
    """Every youth in the register, and those whom only the log still knows."""
    ended = _last_days(session)
    question = select(YOUTH.c.id, YOUTH.c.born_on, YOUTH.c.identity_kind).order_by(YOUTH.c.id)
    there = [
        Kept(row.id, row.born_on, row.identity_kind == IdentityKind.SCHOOL, ended.get(row.id))
        for row in session.execute(question)
    ]
    gone = {
        number: Kept(number, date.fromisoformat(before["born_on"]), only_in_log=True)
        for number, before in removed(session, YOUTH)
    }
    return [*there, *gone.values()]


def _last_days(session: Session) -> dict[int, date | None]:
    """By youth, when the last stay and the last participation had ended; None while one goes on."""
    days: defaultdict[int, list[date | None]] = defaultdict(list)
    for youth, day in session.execute(select(REGISTRATION.c.youth_id, REGISTRATION.c.ended_on)):
        days[youth].append(day)
    for one in taking_part(session):
        if one.is_going_on or one.took_part:
            days[one.youth].append(one.ended_on)
    return {youth: None if None in some else max(_known(some)) for youth, some in days.items()}


def _known(days: Iterable[date | None]) -> Iterator[date]:
    return (day for day in days if day is not None)


def guardians_of_adults(session: Session, today: date) -> list[GuardianDue]:
    """Guardians, kept or in the log alone, of those who have turned 18."""
    birthdays = session.execute(select(YOUTH.c.id, YOUTH.c.born_on))
    born = {row.id: row.born_on for row in birthdays}
    for youth, before in removed(session, YOUTH):
        born[youth] = date.fromisoformat(before["born_on"])
    kept = session.execute(select(GUARDIAN.c.id, GUARDIAN.c.youth_id))
    owners = {row.id: row.youth_id for row in kept}
    owners |= {number: before["youth_id"] for number, before in removed(session, GUARDIAN)}
    for _number, before in removed(session, PHONE):  # the guardian stayed, an old number went
        if before.get("guardian_id") is not None:
            owners.setdefault(before["guardian_id"], before["youth_id"])
    found = [
        GuardianDue(guardian_until(born[youth]), youth, guardian)
        for guardian, youth in owners.items()
        if youth in born
    ]
    return sorted(due for due in found if due.by <= today)


def count_born_by(session: Session, day: date) -> int:
    """How many in the register were born by a day."""
    question = select(func.count()).select_from(YOUTH).where(YOUTH.c.born_on <= day)
    return int(session.execute(question).scalar_one())


def guardians_born_by(session: Session, day: date) -> list[date]:
    """The birth dates, by a day, of youths with a guardian kept: one for each guardian."""
    question = select(YOUTH.c.born_on).join(GUARDIAN, GUARDIAN.c.youth_id == YOUTH.c.id)
    return list(session.execute(question.where(YOUTH.c.born_on <= day)).scalars())


def half_years_of(session: Session, youths: Collection[int], today: date) -> dict[Half, int]:
    """The half-years in which some youths were registered, with how many of them."""
    found: defaultdict[Half, set[int]] = defaultdict(set)
    question = select(REGISTRATION, YOUTH.c.born_on).join(YOUTH)
    for row in _some(session, question, REGISTRATION.c.youth_id, youths):
        for half in halves_of_stay(row.born_on, row.registered_on, row.ended_on, today):
            found[half].add(row.youth_id)
    return {half: len(some) for half, some in sorted(found.items())}


def reported(session: Session) -> set[Half]:
    """The half-years of which a worksheet was written when they were over."""
    from kaa_cli.register.filings import Snapshot  # tables that little else needs

    sheet = table(Snapshot)
    rows = session.execute(select(sheet.c.half_year, sheet.c.as_of))
    known = ((read_half(row.half_year), row.as_of) for row in rows)
    return {half for half, as_of in known if as_of >= half.last}


def half_years_told(session: Session, youths: Collection[int], today: date) -> list[Half]:
    """The closed half-years about which anything dated is kept of some youths."""
    known: set[date] = set()
    for name in ways():
        whole = SQLModel.metadata.tables[name]
        ends = [
            end(column)
            for column in whole.columns
            if isinstance(column.type, Date) and column.name not in _NOT_HAPPENED
            for end in (func.min, func.max)
        ]
        for part in chunks(sorted(youths) if ends else ()):
            known.update(_known(session.execute(select(*ends).where(_is_about(name, part))).one()))
    told = halves(min(known), min(max(known), today)) if known else []
    return [half for half in told if half.last < today]


_NOT_HAPPENED = frozenset({"born_on", *RECKONED})


def _is_about(name: str, youths: Collection[int]) -> ColumnElement[bool]:
    """Whether a row of a table is about one of these youths."""
    column, parent = ways()[name]
    owner = SQLModel.metadata.tables[name].c[column]
    if parent == YOUTH.name:
        return owner.in_(youths)
    above = SQLModel.metadata.tables[parent]
    return owner.in_(select(above.c.id).where(_is_about(parent, youths)))


def preserved(session: Session) -> set[int]:
    """The youths in the print-outs that were made of what must be preserved."""
    made = select(_ENTRY.c.what).where(_ENTRY.c.command == PRESERVED)
    return {youth for what in session.execute(made).scalars() for youth in what.get("youths", ())}


def _some(
    session: Session, question: Select[Any], column: Any, keys: Collection[int]
) -> Iterator[Any]:
    for part in chunks(sorted(keys)):
        yield from session.execute(question.where(column.in_(part)))
