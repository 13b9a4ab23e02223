"""The words of a round's page: the paper the two carry, and the copy that stays at the office."""

from datetime import date

from kaa_cli.labels import heading, label
from kaa_cli.rules.text import visible
from kaa_cli.rules.visits import Plan, Stop, is_doubtful, possible_results
from kaa_cli.show.days import clock, long
from kaa_cli.show.visits import address, who_and_age
from kaa_cli.words import _, language


def words_of_page(plan: Plan) -> dict[str, object]:
    """Everything the page says, in the language spoken. Who is protected now is not on it."""
    one = plan.round
    hour = clock(one.back_at)
    lead, who = visible(one.lead), visible(one.with_whom)
    stops = [stop for stop in plan.stops if not stop.case.person.is_masked]
    return {
        "language": language(),
        "title": _("Home visits, round {n}").format(n=one.id),
        "office_title": _("Office copy, round {n}").format(n=one.id),
        "about": [
            (_("Day"), long(one.on)),
            (_("Out"), _("{lead} and {who}").format(lead=lead, who=who)),
            (_("Back by"), hour),
            (_("At the office"), visible(one.office)),
            *([(_("Announced"), _("yes"))] if one.announced else []),
        ],
        "headings": ["", heading("youth"), _("Who"), heading("address"), _("Result (tick)")],
        "stops": [_stop(stop, one.on) for stop in stops],
        "instruction_title": _("Before you ring a door"),
        "instruction": _instruction(one.id, hour),
        "office_about": [
            (_("Telephone, {who}").format(who=lead), ""),
            (_("Telephone, {who}").format(who=who), ""),
        ],
        "alarm_title": _("Nobody has called in by {hour}?").format(hour=hour),
        "alarm": [
            _("Call {lead}, then {who}.").format(lead=lead, who=who),
            _("No answer: raise the alarm as your office has agreed, and tell the way below."),
            _("Shred this copy when both are back."),
        ],
        "way_title": _("The way, in order"),
        "way": [visible(address(stop.case.person)) for stop in stops],
    }


def _stop(stop: Stop, on: date) -> dict[str, object]:
    person = stop.case.person
    return {
        "youth": person.id,
        "who": visible(who_and_age(person, on)),
        "address": visible(address(person)),
        "doubt": _("A letter came back: check the address.") if is_doubtful(stop.case) else "",
        "boxes": [label(result) for result in possible_results(stop.case, on)],
    }


def _instruction(number: int, hour: str) -> list[str]:
    return [
        _("Carry your staff identity card and show it at the door."),
        _("Never alone: two at every door, together all the way."),
        _("From 18 on, a parent at the door is told nothing, not even whom you look for."),
        _("Call in by {hour}, on time or late.").format(hour=hour),
        _("When you are back: kaa visit close {n}. Then shred this paper.").format(n=number),
    ]
