"""What was found of outcomes after they were saved, for the figures."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.happened import outcomes_by_youth
from kaa_cli.register.past import OutcomeRow
from kaa_cli.register.questions import OUTCOME
from kaa_cli.rules.facts import Outcome
from kaa_cli.rules.grouping import Asked, Who
from kaa_cli.rules.lasting import Lasted


def lasted(
    session: Session, rows: Iterable[OutcomeRow], people: Mapping[int, Who], asked: Asked
) -> list[Lasted]:
    """Some outcomes of a period, as they came, with the answers about each and what replaced it."""
    of = OUTCOME.c
    kept = outcomes_by_youth(
        session, select(of.youth_id).where(of.on.between(asked.first, asked.last))
    )
    return [_lasted(row, people[row.youth], kept[row.youth]) for row in rows]


def _lasted(row: OutcomeRow, who: Who, own: Sequence[Outcome]) -> Lasted:
    place = next(place for place, outcome in enumerate(own) if outcome.id == row.id)
    later = own[place + 1].on if place + 1 < len(own) else None
    return Lasted(who, row.on, row.category, own[place].checks, later)
