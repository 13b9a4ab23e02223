"""What must be mended before a half-year is filed: with whom, and what is amiss."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from kaa_cli.rules.codes import OccupationCode, Reason
from kaa_cli.rules.half_year import Half, MeasureTold, Stay, Worksheet, occupation_after
from kaa_cli.rules.report_codes import Fault


class Flaw(NamedTuple):
    """A fault with a youth, and the measure it is about (0: none)."""

    fault: Fault
    youth: int
    measure: int = 0


def flaws(sheet: Worksheet) -> list[Flaw]:
    """All there is to mend, by kind and then by youth; each once."""
    found = {
        *_of_stays(sheet),
        *_of_measures(sheet),
        *(
            Flaw(Fault.TURNED_20, stay.youth)
            for stay in sheet.known.stays
            if _is_left_open(stay, sheet)
        ),
    }
    order = {fault: place for place, fault in enumerate(Fault)}
    return sorted(found, key=lambda one: (order[one.fault], one.youth, one.measure))


def _is_left_open(stay: Stay, sheet: Worksheet) -> bool:
    """Turned 20 by the end of the half-year, or today, and never closed."""
    until = min(sheet.as_of, sheet.half.last)
    return stay.ended_on is None and stay.turns_20_on <= until


def _of_stays(sheet: Worksheet) -> Iterator[Flaw]:
    for stay in sheet.stays:
        if not stay.has_personal_number:
            yield Flaw(Fault.NO_PERSONAL_NUMBER, stay.youth)
        if stay.reason is Reason.UNKNOWN:
            yield Flaw(Fault.REASON_UNKNOWN, stay.youth)
        if stay.sex is None:
            yield Flaw(Fault.SEX_UNKNOWN, stay.youth)
        if sheet.known.several_municipalities and not stay.municipality:
            yield Flaw(Fault.MUNICIPALITY_UNKNOWN, stay.youth)


def _of_measures(sheet: Worksheet) -> Iterator[Flaw]:
    half, known = sheet.half, sheet.known
    youths = {one.youth for one in known.measures}
    told, every = _by_youth(sheet.stays, youths), _by_youth(known.stays, youths)
    for one in known.measures:
        stays = told[one.youth]
        if not stays:
            continue
        if one.ended_on is None:
            if _runs_after(one, stays):
                yield Flaw(Fault.NOT_ENDED, one.youth, one.id)
        elif one.has_ended_in(half):
            if one.end_reason is None:
                yield Flaw(Fault.NO_END_REASON, one.youth, one.id)
            if occupation_after(one, known) == OccupationCode.UNKNOWN:
                yield Flaw(Fault.NO_OCCUPATION_AFTER, one.youth, one.id)
        if _began_outside(one, half, every[one.youth]):
            yield Flaw(Fault.OUTSIDE, one.youth, one.id)


def _runs_after(one: MeasureTold, stays: Iterable[Stay]) -> bool:
    """Whether it has begun and goes on although every registration is closed."""
    return one.started_on is not None and all(stay.ended_on is not None for stay in stays)


def _by_youth(stays: Iterable[Stay], youths: Collection[int]) -> defaultdict[int, list[Stay]]:
    found: defaultdict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.youth in youths:
            found[stay.youth].append(stay)
    return found


def _began_outside(one: MeasureTold, half: Half, stays: Iterable[Stay]) -> bool:
    """Whether it began in the half-year on a day when the youth was not in the duty."""
    day = one.started_on
    if day is None or not half.first <= day <= half.last:
        return False
    return not any(
        stay.registered_on <= day and (stay.ended_on is None or day <= stay.ended_on)
        for stay in stays
    )
