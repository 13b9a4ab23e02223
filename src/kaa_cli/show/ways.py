"""The numbers of a card: the one to use, and the other ways to reach the youth."""

from kaa_cli.labels import label
from kaa_cli.rules.codes import PhoneState, Target
from kaa_cli.rules.facts import Phone
from kaa_cli.rules.phone_form import reading_form
from kaa_cli.rules.queue import Card
from kaa_cli.show import sentences


def number_to_use(card: Card) -> Phone | None:
    """The number to use; to ask about an outcome the youth's own first one that is not wrong."""
    step = card.due.step
    if step.recheck is None:
        return step.phone
    own = (p for p in card.due.case.facts.phones if not p.guardian)
    return next((p for p in own if p.state is not PhoneState.WRONG), None)


def other_ways(card: Card) -> list[str]:
    """Numbers beside the one to use; a guardian's only while the youth is a minor."""
    case = card.due.case
    if case.person.is_masked:
        return []
    number = number_to_use(card)
    used = number.id if number else None
    ways = []
    for phone in case.facts.phones:
        if phone.id == used or (phone.guardian and card.due.step.to is not Target.GUARDIAN):
            continue
        owner = case.person.given_name
        if phone.guardian and len(case.person.guardians) >= phone.guardian:
            owner = case.person.guardians[phone.guardian - 1]
        state = label(PhoneState(phone.state))
        ways.append(f"{owner} {reading_form(phone.number)} ({state}){sentences.beside(phone)}")
    return ways
