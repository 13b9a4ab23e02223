"""Purging: what must come first, the figures that stay true, and taking people away for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import erasing, purged, to_purge
from kaa_cli.register.numbered_rows import number_past
from kaa_cli.rules.half_year import Half
from kaa_cli.rules.purging import GuardianDue, Waiting, Why
from kaa_cli.words import _
from kaa_cli.work import kept_figures
from kaa_cli.work.desk import Desk


@dataclass(frozen=True)
class Purged:
    """What a purge took away, in numbers."""

    entry_on: date
    reasons: dict[str, int]
    half_years: dict[str, int]
    youths: int
    guardians: int
    kept: tuple[Half, ...]


def must_be_ready(desk: Desk, found: Waiting, *, unreported: str = "") -> None:
    """Refuse while what must come before a purge has not been done."""
    youths = [due.youth for due in found.youths if due.why is not Why.ONLY_IN_LOG]
    if not youths:
        return
    if missing := set(youths) - to_purge.preserved(desk.session):
        raise Refused(
            _(
                "What must be preserved has not been written out for {n} of them: "
                "kaa purge --preserve FILE.html. Nothing was saved."
            ).format(n=len(missing))
        )
    if unreported or desk.is_programme:
        return
    halves = to_purge.half_years_of(desk.session, youths, desk.today)
    if missing_halves := sorted(set(halves) - to_purge.reported(desk.session)):
        raise Refused(
            _(
                "Not reported yet: {halves}. kaa report half-year {first} -o FILE.xlsx writes the "
                'worksheet; reported in another way: --reported "how". Nothing was saved.'
            ).format(halves=", ".join(map(str, missing_halves)), first=missing_halves[0])
        )


def purge(desk: Desk, found: Waiting, *, unreported: str = "") -> Purged:
    """Keep the figures, take everybody away for good, and tell the log by number."""
    desk.must_be_fit_to_keep(unreported)
    must_be_ready(desk, found, unreported=unreported)
    told = _erase(
        desk,
        [due.youth for due in found.youths],
        [due.guardian for due in found.guardians],
    )
    desk.what |= {"reasons": {str(why): n for why, n in found.reasons.items()}}
    desk.said = {"reported": unreported} if unreported else {}
    return Purged(
        desk.today,
        desk.what["reasons"],
        desk.what["half_years"],
        len(found.youths),
        len(found.guardians),
        told,
    )


def purge_again(desk: Desk, purges: Collection[purged.Purge]) -> int:
    """Take those away again who came back with a backup older than their purge.

    Returns how many youths came back. New numbers come after all that were purged.
    """
    youths, guardians = purged.numbers(purges)
    back = sorted(youths & {one.youth for one in to_purge.everybody(desk.session)})
    guardians_back = [due.guardian for due in _still_there(desk, guardians)]
    if back or guardians_back:
        _erase(desk, back, guardians_back)
    connection = desk.session.connection()
    for name, numbers in (("youth", youths), ("guardian", guardians)):
        if numbers:
            number_past(connection, name, max(numbers))
    return len(back)


def _erase(desk: Desk, youths: list[int], guardians: list[int]) -> tuple[Half, ...]:
    """Youths and guardians gone for good, after the figures they count in are kept."""
    halves = to_purge.half_years_told(desk.session, youths, desk.today)
    counts = to_purge.half_years_of(desk.session, youths, desk.today)
    kept_figures.keep(desk, halves)
    everyone = erasing.erase_youths(desk.changes, youths) if youths else []
    of_others = [due.guardian for due in _still_there(desk, guardians)]
    if of_others:
        erasing.erase_guardians(desk.changes, of_others)
    desk.what = {
        "youths": everyone,
        "guardians": guardians,
        "half_years": {str(half): n for half, n in counts.items()},
    }
    return tuple(halves)


def _still_there(desk: Desk, guardians: Collection[int]) -> list[GuardianDue]:
    """Those guardians who did not go with their youth."""
    there = to_purge.guardians_of_adults(desk.session, date.max)
    return [due for due in there if due.guardian in set(guardians)]
