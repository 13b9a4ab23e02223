"""What a youth does, as far as it is known: the latest that was told, and until when it holds."""

from collections.abc import Iterable
from datetime import date, timedelta

from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.facts import Facts, Occupation
from kaa_cli.rules.policy import Policy


def known_occupation(facts: Facts, day: date) -> Occupation | None:
    """The latest occupation known on a day, current or not; of one day the last told."""
    known = known_by(facts, day)
    return known[-1] if known else None


def known_by(facts: Facts, day: date) -> list[Occupation]:
    told = [Occupation(a.on, a.occupation) for a in facts.attempts if a.occupation is not None]
    return sorted(
        (o for o in (*told, *facts.occupations) if o.on <= day), key=lambda known: known.on
    )


def expires_on(occupation: Occupation, policy: Policy) -> date | None:
    """The day an occupation stops being current; `unknown` never is."""
    if occupation.code is OccupationCode.UNKNOWN:
        return None
    return occupation.on + timedelta(days=policy.current_for(occupation.code))


def current_occupation(facts: Facts, policy: Policy, day: date) -> Occupation | None:
    """The latest occupation if it is still current on a day: the youth is mapped by it.

    None of those told before an outcome was found interrupted is.
    """
    occupation = known_occupation(facts, day)
    broken = [one.broken_on for one in facts.outcomes if one.broken_on is not None]
    is_so = occupation is not None and is_current(occupation, broken, policy, day)
    return occupation if is_so else None


def is_current(told: Occupation, broken_on: Iterable[date], policy: Policy, day: date) -> bool:
    """Whether what was told holds on a day; `broken_on`: when outcomes were found interrupted."""
    if any(told.on < broken <= day for broken in broken_on):
        return False  # what it had led to is over, and nothing has been told since
    end = expires_on(told, policy)
    return end is not None and told.on <= day < end
