"""Whether anybody falls between the chairs: everybody reckoned, and what the register tells."""

from kaa_cli.register.cases import cases_to_look_at, open_cases
from kaa_cli.register.evidence import restricted_since
from kaa_cli.register.visits import rounds
from kaa_cli.rules.checks import Evidence, Finding, findings
from kaa_cli.rules.queue import standings
from kaa_cli.work.desk import Desk


def check(desk: Desk) -> list[Finding]:
    """All that is amiss in the register today; empty when everybody is in good hands."""
    cases = open_cases(desk.session)
    looked_at = cases_to_look_at(desk.session, desk.today)
    evidence = Evidence(
        given_out={case.person.id for case in looked_at},
        restricted_on=restricted_since(desk.session),
        open_rounds=[(one.id, one.on) for one in rounds(desk.session)],
        is_programme=desk.is_programme,
    )
    return findings(cases, standings(cases, desk.book, desk.today), evidence, desk.today)
