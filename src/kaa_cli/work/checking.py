"""Whether anybody falls between the chairs: everybody reckoned, and what the register tells."""

from collections.abc import Iterable
from datetime import date, timedelta

from kaa_cli.register.cases import cases_after_duty, cases_to_look_at, open_cases
from kaa_cli.register.mark_questions import marks
from kaa_cli.register.measures import (
    ended_without_occupation,
    ends_before_start,
    not_begun,
    running_of_closed,
)
from kaa_cli.register.visits import rounds
from kaa_cli.rules.checks import KNOWN_AFTER_DAYS, Evidence, Finding, findings
from kaa_cli.rules.person import Case
from kaa_cli.rules.queue import standings
from kaa_cli.work.desk import Desk


def _restricted_on(desk: Desk, cases: Iterable[Case]) -> dict[int, date]:
    """The youths whose data are restricted, with the day somebody last decided it."""
    days = {number: of_it.restricted_on for number, of_it in marks(desk.session).items()}
    return {case.person.id: day for case in cases if (day := days[case.period.id])}


def check(desk: Desk) -> list[Finding]:
    """All that is amiss in the register today; empty when everybody is in good hands."""
    cases = open_cases(desk.session)
    asks = desk.policy.follow_up_after_end
    looked_at = cases_to_look_at(desk.session, desk.today, after_duty=asks)
    everyone = cases + (cases_after_duty(desk.session) if asks else [])
    evidence = Evidence(
        given_out={case.person.id for case in looked_at},
        restricted_on=_restricted_on(desk, cases),
        open_rounds=[(one.id, one.on) for one in rounds(desk.session)],
        measures_of_closed=running_of_closed(desk.session),
        not_begun=not_begun(desk.session, desk.today),
        without_occupation=ended_without_occupation(
            desk.session, desk.today - timedelta(days=KNOWN_AFTER_DAYS)
        ),
        ends_before_start=ends_before_start(desk.session),
    )
    return findings(cases, standings(everyone, desk.book, desk.today), evidence, desk.today)
