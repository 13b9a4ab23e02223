"""The figures on whether outcomes last."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.register.lasting import lasted
from kaa_cli.rules.lasting import LastingTable, lasting_table
from kaa_cli.work.desk import Desk
from kaa_cli.work.programmes import spelling


def sustained(
    desk: Desk, first: date, last: date, *, programme: str = "", by: Sequence[str] = ()
) -> LastingTable:
    """What was found of the outcomes of a period, as known on the desk's day."""
    rows = lasted(desk.session, first, last, spelling(desk, programme))
    policy = desk.policy
    return lasting_table(
        rows,
        first,
        last,
        desk.today,
        lasting_days=policy.lasting_days,
        times=policy.lasting_checks,
        by=by,
    )
