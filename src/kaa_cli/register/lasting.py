"""What was found of outcomes after they were saved, for the figures."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from kaa_cli.register.happened import outcomes_by_youth
from kaa_cli.register.past import OutcomeRow
from kaa_cli.register.questions import chunks
from kaa_cli.rules.facts import Outcome
from kaa_cli.rules.grouping import Who
from kaa_cli.rules.lasting import Lasted


def lasted(session: Session, rows: Sequence[OutcomeRow], people: Mapping[int, Who]) -> list[Lasted]:
    """Each of some outcomes, in their order, with the answers about it and when it was replaced."""
    youths, kept = sorted({row.youth for row in rows}), dict[int, list[Outcome]]()
    for part in chunks(youths):
        kept |= outcomes_by_youth(session, part)
    return [_lasted(row, people[row.youth], kept[row.youth]) for row in rows]


def _lasted(row: OutcomeRow, who: Who, own: Sequence[Outcome]) -> Lasted:
    place = next(place for place, outcome in enumerate(own) if outcome.id == row.id)
    later = own[place + 1].on if place + 1 < len(own) else None
    return Lasted(who, row.on, row.category, own[place].checks, later)
