"""Looking for numbers: whose are missing, and what to ask a school."""

from kaa_cli.register import past
from kaa_cli.rules.number_search import NumberSearch, number_search
from kaa_cli.work.desk import Desk
from kaa_cli.work.outreach import everybody

_NO_ANSWER = ("list", "log", "caseworker", "")
"""Sources of numbers that did not come as an answer to our asking."""


def search(desk: Desk) -> NumberSearch:
    """Everybody whose number is looked for today, school by school."""
    answered = past.numbers_came_on(desk.session, _NO_ANSWER)
    return number_search(everybody(desk), answered)
