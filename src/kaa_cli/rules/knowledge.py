"""What is known of a youth today: mapped, or one of the four ways of not knowing.

The four are never mixed in a list or a figure: nobody asked yet or no answer given (*unknown*), an
answer too old (*expired*), a no (*refused*), a whole ladder in vain (*unreachable*).
"""

from datetime import date

from kaa_cli.rules.codes import AttemptResult, Knowledge, OccupationCode, Place
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.occupations import current_occupation, known_occupation
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.steps import Step
from kaa_cli.rules.walk import is_contact


def knowledge(facts: Facts, step: Step, policy: Policy, day: date) -> Knowledge:
    """What is known on a day of a youth whose coming step is `step`; the latest event decides.

    A whole ladder in vain, or no way left, counts from the last contact; a no until the next one.
    """
    is_in_vain = step.cycle > 1 or step.place is Place.NO_WAY
    return known_of(facts, policy, day, is_in_vain=is_in_vain)


def known_of(facts: Facts, policy: Policy, day: date, *, is_in_vain: bool) -> Knowledge:
    """The same, where it is told whether the ladder was walked in vain, or cannot be."""
    if current_occupation(facts, policy, day) is not None:
        return Knowledge.MAPPED
    if is_in_vain:
        return Knowledge.UNREACHABLE
    contacts = [a for a in facts.attempts if is_contact(a, facts, policy)]
    said_no = bool(contacts) and contacts[-1].result is AttemptResult.DECLINED
    if said_no or facts.do_not_contact_until is not None:
        return Knowledge.REFUSED
    told = known_occupation(facts, day)
    if told is not None and told.code is not OccupationCode.UNKNOWN:
        return Knowledge.EXPIRED
    return Knowledge.UNKNOWN
