"""Programmes, their runs and participants as rows of values; protected youths are in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaa_cli.rules.support_codes import MeasureState

if TYPE_CHECKING:
    from kaa_cli.rules.participation import Participant, Roll, Run

LIST_KEYS = ("programme", "type", "provider", "accepted", "going_on", "ended", "shut_on")
RUN_KEYS = ("programme", "run", "first_day", "last_day", "places", "taken", "free")
PARTICIPANT_KEYS = (
    "youth",
    "given_name",
    "run",
    "participation",
    "since",
    "why_ended",
    "occupation_after",
    "contact_person",
)
ENROLLED_KEYS = ("youth", "programme", "run", "begins_on")
LEFT_KEYS = ("youth", "programme", "why_ended", "left_on")


def programme_row(roll: Roll) -> dict[str, object]:
    """A programme with how many are how far."""
    return {
        "programme": roll.name,
        "type": roll.type,
        "provider": roll.provider or None,
        "accepted": roll.states[MeasureState.ACCEPTED],
        "going_on": roll.states[MeasureState.STARTED],
        "ended": roll.states[MeasureState.ENDED],
        "shut_on": roll.closed_on,
    }


def run_row(name: str, run: Run, taken: int) -> dict[str, object]:
    """A run with its places; null where no number of places is decided."""
    return {
        "programme": name,
        "run": run.name,
        "first_day": run.starts_on,
        "last_day": run.ends_on,
        "places": run.places,
        "taken": taken,
        "free": None if run.places is None else max(0, run.places - taken),
    }


def participant_rows(roll: Roll) -> list[dict[str, object]]:
    """Who was offered it and how far each came, the protected left out."""
    names = {run.id: run.name for run in roll.runs}
    open_ones = [one for one in roll.participants if not one.case.person.is_masked]
    return [_participant(one, names) for one in open_ones]


def _participant(one: Participant, names: dict[int, str]) -> dict[str, object]:
    person, measure = one.case.person, one.measure
    return {
        "youth": person.id,
        "given_name": person.given_name,
        "run": names.get(measure.run or 0),
        "participation": measure.state,
        "since": measure.since,
        "why_ended": measure.end_reason,
        "occupation_after": measure.occupation_after,
        "contact_person": person.contact_person,
    }


def roll_row(roll: Roll) -> dict[str, object]:
    """A whole programme: runs, how it ended, ages at the beginning, participants."""
    from kaa_cli.rules.participation import ages

    told = ages(roll.participants)
    return programme_row(roll) | {
        "runs": [run_row(roll.name, run, roll.taken(run)) for run in roll.runs],
        "ends": [{"why_ended": reason, "count": n} for reason, n in roll.ends.most_common()],
        "ages": told
        and {
            "count": told.count,
            "youngest": told.youngest,
            "oldest": told.oldest,
            "mean": round(told.mean, 1),
        },
        "participants": participant_rows(roll),
        "protected": roll.hidden,
    }
