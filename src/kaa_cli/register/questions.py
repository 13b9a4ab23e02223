"""What the register can be asked: SQL in, frozen values of `rules` out.

Core selects of plain columns, not mapped objects: a queue of thousands is read in one go.
Protected youths leave here masked unless they are opened by id.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, Select, Table, select
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.register import meetings, models, office, support

_Row = Row[Any]
Owned = TypeVar("Owned", bound=SQLModel)
Some = TypeVar("Some")


AT_ONCE = 5_000  # ids in one statement, of which SQLite takes 32,766; rows in memory at once


def chunks(many: Iterable[Some]) -> Iterator[list[Some]]:
    """As many at once as one statement takes."""
    rest = iter(many)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def rows(session: Session, question: Select[Any]) -> Iterator[Any]:
    """The rows of a question: some thousand at a time, neither one by one nor all at once."""
    for some in session.execute(question).partitions(AT_ONCE):
        yield from some


def table(model: type[SQLModel]) -> Table:
    """The plain table behind a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


YOUTH = table(models.Youth)
REGISTRATION = table(models.Registration)
FORMER = table(models.FormerIdentity)
PHONE = table(models.Phone)
GUARDIAN = table(models.Guardian)
ATTEMPT = table(models.Attempt)
OCCUPATION = table(models.Occupation)
OUTCOME = table(models.Outcome)
MEASURE = table(models.Measure)
APPOINTMENT = table(meetings.Appointment)
HAND_OVER = table(meetings.HandOver)
VISIT_ROUND = table(meetings.VisitRound)
VISIT_STOP = table(meetings.VisitStop)
PROGRAMME = table(support.Programme)
PROGRAMME_RUN = table(support.ProgrammeRun)
FOLLOW_UP = table(support.FollowUp)
APPLICATION = table(support.Application)
CONSENT = table(support.Consent)
REFERRAL = table(support.Referral)
STEP = table(support.StepForward)
OUTCOME_CHECK = table(support.OutcomeCheck)
CASEWORKER = table(office.Caseworker)


def youth_with_identity(session: Session, number: str) -> int | None:
    """The id of the youth who has this identity number, or had it before a surer one came."""
    found = session.execute(select(YOUTH.c.id).where(YOUTH.c.identity_number == number)).scalar()
    if found is None:
        before = select(FORMER.c.youth_id).where(FORMER.c.key == number)
        found = session.execute(before).scalar()
    return int(found) if found is not None else None


def former_identities(session: Session) -> dict[str, int]:
    """What youths were known by before, each with whose it was."""
    return {row.key: row.youth_id for row in session.execute(select(FORMER))}


def guardian(session: Session, youth: int, position: int) -> models.Guardian | None:
    """The guardian kept first or second for a youth, if any."""
    which = sqlmodel_select(models.Guardian).where(
        col(models.Guardian.youth_id) == youth, col(models.Guardian.position) == position
    )
    return session.exec(which).first()


def youths_with_outcomes(session: Session) -> list[int]:
    """Everybody of whom an outcome is kept, by number."""
    question = select(OUTCOME.c.youth_id).distinct().order_by(OUTCOME.c.youth_id)
    return list(session.execute(question).scalars())


def rows_of(session: Session, model: type[Owned], youth: int) -> list[Owned]:
    """The rows of a table that belong to a youth, to be changed through `changes`."""
    owner = table(model).c.youth_id
    return list(session.exec(sqlmodel_select(model).where(owner == youth)))


def row_of(session: Session, model: type[Owned], number: int) -> Owned:
    """One row that is known to be there, to be changed through `changes`."""
    row = session.get(model, number)
    assert row is not None
    return row


def by_id(session: Session, model: type[Owned], ids: Sequence[int]) -> dict[int, Owned]:
    """Many rows of a table in one go, to be changed through `changes`."""
    key = table(model).c.id
    found: dict[int, Owned] = {}
    for part in chunks(ids):
        which = sqlmodel_select(model).where(key.in_(part))
        found |= {row.id: row for row in session.exec(which)}  # type: ignore[attr-defined]
    return found


def attempts_by_number(session: Session, youth: int) -> list[models.Attempt]:
    """A youth's attempts that used one of the numbers kept."""
    which = (
        sqlmodel_select(models.Attempt)
        .join(models.Phone, col(models.Attempt.phone_id) == col(models.Phone.id))
        .where(col(models.Phone.youth_id) == youth)
    )
    return list(session.exec(which))


def attempts_in(session: Session, registration: int) -> list[models.Attempt]:
    """The attempts of one registration, to be changed through `changes`."""
    which = sqlmodel_select(models.Attempt).where(
        col(models.Attempt.registration_id) == registration
    )
    return list(session.exec(which))


def appointments_in(session: Session, registration: int) -> list[meetings.Appointment]:
    """The appointments of one registration, to be changed through `changes`."""
    which = sqlmodel_select(meetings.Appointment).where(
        col(meetings.Appointment.registration_id) == registration
    )
    return list(session.exec(which))


def meetings_of(session: Session, youth: int) -> list[models.Attempt | meetings.Appointment]:
    """A youth's attempts and appointments that tell of a place."""
    own = select(REGISTRATION.c.id).where(REGISTRATION.c.youth_id == youth)

    def told(model: type[Owned]) -> list[Owned]:
        kept = table(model)
        which = kept.c.registration_id.in_(own) & (kept.c.place != "")
        return list(session.exec(sqlmodel_select(model).where(which)))

    return [*told(models.Attempt), *told(meetings.Appointment)]


def caseworkers(session: Session) -> dict[int, str]:
    """The caseworkers' names by id."""
    return {row.id: row.name for row in session.execute(select(CASEWORKER))}
