"""Visit rounds as rows of values: the keys that programs rely on."""

from datetime import date, time

from kaa_cli.rules.visits import Plan, Round, Stop

ROUND_KEYS = ("round", "on", "lead", "with", "back_at", "stops", "closed_on", "late")
STOP_KEYS = ("position", "youth", "given_name", "age", "street", "postcode", "city", "result")


def round_row(one: Round, today: date, clock: time | None) -> dict[str, object]:
    """A round without its youths; `round` is null until it is saved."""
    return {
        "round": one.id or None,
        "on": one.on,
        "lead": one.lead,
        "with": one.with_whom,
        "back_at": one.back_at,
        "stops": one.stops,
        "closed_on": one.closed_on,
        "late": one.is_late(today, clock),
    }


def stop_rows(plan: Plan) -> list[dict[str, object]]:
    """The stops in the order of the way; of one who is protected now the number alone."""
    return [_stop_row(plan, position, stop) for position, stop in enumerate(plan.stops, start=1)]


def _stop_row(plan: Plan, position: int, stop: Stop) -> dict[str, object]:
    from kaa_cli.show.sentences import name_of

    person = stop.case.person
    return {
        "position": position,
        "youth": person.id,
        "given_name": name_of(person),
        "age": None if person.is_masked else person.age_on(plan.round.on),
        "street": person.street or None,
        "postcode": person.postcode or None,
        "city": person.city or None,
        "result": stop.result,
    }


def plan_row(plan: Plan, today: date, clock: time | None) -> dict[str, object]:
    """A round with its stops, and the due visits that are left out."""
    return round_row(plan.round, today, clock) | {
        "stops": stop_rows(plan),
        "without_room": list(plan.without_room),
        "in_rounds": plan.in_rounds,
        "with_others": plan.with_others,
    }
