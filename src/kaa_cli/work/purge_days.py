"""Who is to be purged on a day; cheap where only a number is asked."""

from collections.abc import Collection
from datetime import date

from kaa_cli.register import to_purge
from kaa_cli.rules import purging as rules
from kaa_cli.rules.purging import Due, Waiting
from kaa_cli.rules.situation import InSight
from kaa_cli.rules.support_codes import RegisterKind
from kaa_cli.work.desk import Desk
from kaa_cli.work.roles import must_see_all


def waiting(desk: Desk, named: Collection[int] | None = None) -> Waiting:
    """Everything to be purged today, or of it what is about the youths who are named."""
    kind = RegisterKind.PROGRAMME if desk.is_programme else RegisterKind.KAA
    youths = rules.are_due(kind, to_purge.everybody(desk.session), desk.settings, desk.today)
    guardians = to_purge.guardians_of_adults(desk.session, desk.today)
    if named is not None:
        youths = [due for due in youths if due.youth in named]
        guardians = [due for due in guardians if due.youth in named]
    return Waiting(tuple(youths), tuple(guardians))


def chosen(desk: Desk, named: Collection[int] | None = None) -> Waiting:
    """The same without those whom somebody must name by number."""
    must_see_all(desk)
    found = waiting(desk, named)
    youths = [due for due in found.youths if not due.by_hand or due.youth in (named or ())]
    return Waiting(tuple(youths), found.guardians)


def overdue(desk: Desk) -> list[Due]:
    """Those who should have been purged already, the longest kept first."""
    return waiting(desk).overdue(desk.today)


def in_sight(desk: Desk) -> InSight:
    """How many there are, for the start screen."""
    today = desk.today
    guardians = sum(
        rules.guardian_until(born_on) <= today
        for born_on in to_purge.guardians_born_by(
            desk.session, date(today.year - rules.GUARDIANS_UNTIL, 12, 31)
        )
    )
    if desk.is_programme or desk.settings.purge_after_months:
        found = waiting(desk)
        return InSight(len(found.youths), len(found.overdue(today)), guardians)
    last = rules.last_birth_purged(today)
    late = date(last.year - 1, 12, 31)
    count = to_purge.count_born_by
    return InSight(count(desk.session, last), count(desk.session, late), guardians)
