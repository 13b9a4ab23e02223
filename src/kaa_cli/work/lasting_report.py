"""The figures on whether outcomes last."""

from dataclasses import replace

from kaa_cli.register import journeys as stays
from kaa_cli.register.lasting import lasted
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.lasting import LastingTable, lasting_table
from kaa_cli.rules.report_codes import By
from kaa_cli.work.desk import Desk


def sustained(desk: Desk, asked: Asked) -> LastingTable:
    """What was found of the outcomes of a period, as known on the desk's day."""
    rows = lasted(desk.session, asked.first, asked.last, asked.programme)
    if asked.municipality:
        wanted = asked.municipality.casefold()
        rows = [one for one in rows if str(one.traits["municipality"]).casefold() == wanted]
    if By.CONTACT_PERSON in asked.by:
        people = stays.whose(desk.session, asked.first, asked.last)
        rows = [
            replace(
                one,
                traits={
                    **one.traits,
                    By.CONTACT_PERSON.key: people[one.youth].contact_person or None,
                },
            )
            for one in rows
        ]
    policy = desk.policy
    return lasting_table(
        rows,
        asked.first,
        asked.last,
        desk.today,
        lasting_days=policy.lasting_days,
        times=policy.lasting_checks,
        by=[one.key for one in asked.by],
    )
