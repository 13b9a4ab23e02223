"""Who took part in what during a period: the measures that ran, and the programmes they name."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, SelectBase, and_, or_, select
from sqlmodel import Session

from kaa_cli.register.questions import MEASURE, OUTCOME, PROGRAMME, rows
from kaa_cli.rules.names import name_key

STARTED = MEASURE.c.started_on
"""What has no such day never began, though it may have ended: a yes that came to nothing."""


def _ran(first: date, last: date) -> ColumnElement[bool]:
    """Measures that ran in a period."""
    return and_(last >= STARTED, or_(MEASURE.c.ended_on.is_(None), MEASURE.c.ended_on >= first))


def taking_part(first: date, last: date) -> SelectBase:
    """The youths of whom a measure ran, or an outcome is dated, in a period."""
    measured = select(MEASURE.c.youth_id).where(_ran(first, last))
    return measured.union(select(OUTCOME.c.youth_id).where(OUTCOME.c.on.between(first, last)))


def running(
    session: Session, first: date, last: date, *which: ColumnElement[bool]
) -> list[tuple[int, str, date]]:
    """The measures that ran in a period: whose, in which programme, and since when."""
    question = select(MEASURE.c.youth_id, MEASURE.c.programme, STARTED).where(_ran(first, last))
    found = rows(session, question.where(*which).order_by(STARTED, MEASURE.c.id))
    return [(youth, programme, since) for youth, programme, since in found]


def taken_part(session: Session, first: date, last: date) -> Mapping[int, tuple[str, ...]]:
    """By youth, the programmes of measures and outcomes of a period, each once, the latest last."""
    told = [
        (since, youth, name)
        for youth, name, since in running(session, first, last, MEASURE.c.programme != "")
    ]
    named = select(OUTCOME.c.on, OUTCOME.c.youth_id, OUTCOME.c.programme).where(
        OUTCOME.c.programme != "", OUTCOME.c.on.between(first, last)
    )
    told += [(row.on, row.youth_id, row.programme) for row in session.execute(named)]
    spelt = {name_key(name): name for name in programmes(session)}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for _day, youth, name in sorted(told):
        own = spelt[name_key(name)]
        if own in found[youth]:
            found[youth].remove(own)
        found[youth].append(own)
    return {youth: tuple(names) for youth, names in found.items()}


def programmes(session: Session) -> list[str]:
    """The programmes there are or that are named, each under its own spelling."""
    named = [select(table.c.programme).distinct() for table in (MEASURE, OUTCOME)]
    names = [str(row[0]) for question in named for row in session.execute(question) if row[0]]
    own = [str(name) for name in session.execute(select(PROGRAMME.c.name)).scalars()]
    spelt = {name_key(name): name for name in (*sorted(names), *own)}
    return sorted(spelt.values())
