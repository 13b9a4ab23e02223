"""Whom a letter is due to: sorted for the post, the protected apart, saved once it is posted."""

from dataclasses import replace

from kaa_cli.rules.codes import Channel, Protection
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.letters import WrittenList, batches, post, posted
from kaa_cli.rules.person import Case, Period, Person, masked
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.queue import Due, due_now, standings
from youths import BOOK, DEFAULT, MONDAY, phone, tried, youth

READY = tried(youth(18), "no-number", MONDAY, "find-number", number=None)
PROTECTED = replace(youth(17), protection=Protection.REGISTRATION)
CALLED = youth(18, phone(1))


def case(number: int, facts: Facts, name: str = "Nova Ek", postcode: str = "441 00") -> Case:
    given, family = name.split()
    person = Person(
        id=number,
        born_on=facts.born_on,
        protection=facts.protection,
        given_name=given,
        family_name=family,
        postcode=postcode,
    )
    if facts.protection is not Protection.NONE:
        person = masked(person)
    period = Period(number, facts.registered_on, facts.first_seen_on, "unknown")
    return Case(person, period, replace(facts, youth=number))


def due(*cases: Case, policy: Policy = DEFAULT) -> list[Due]:
    book = BOOK if policy is DEFAULT else PolicyBook(((MONDAY, policy),))
    return due_now(standings(cases, book, MONDAY), book, MONDAY)


def numbers(rows: tuple[Due, ...]) -> list[int]:
    return [one.case.person.id for one in rows]


def test_only_those_due_a_letter_are_written_to_and_the_protected_stand_apart() -> None:
    found = post(due(case(1, READY), case(2, CALLED), case(3, PROTECTED)))
    assert (numbers(found.due), found.apart) == ([1], (3,))


def test_the_list_goes_by_postcode_then_family_name_as_swedish_has_it() -> None:
    found = post(
        due(
            case(1, READY, "Nova Öst", "44100"),
            case(2, READY, "Nova Ek", "443 00"),
            case(3, READY, "Nova Zeta", "441 00"),
            case(4, READY, "Ali Zeta", "441 00"),
        )
    )
    assert numbers(found.due) == [4, 3, 1, 2]


def test_postcards_and_envelopes_are_told_apart() -> None:
    rungs = DEFAULT.rungs
    cards = replace(DEFAULT, rungs=(replace(rungs[2], channel=Channel.POSTCARD, envelope=""),))
    found = post([*due(case(1, READY), case(2, READY)), *due(case(3, youth(18)), policy=cards)])
    assert batches(found.due) == {(Channel.LETTER, "neutral"): 2, (Channel.POSTCARD, ""): 1}


def test_without_a_list_all_who_are_due_are_saved_but_those_left_out() -> None:
    found = post(due(case(1, READY), case(2, READY), case(3, READY)))
    told = posted(found, None, {2})
    assert (numbers(told.due), told.left_out, told.since, told.not_due) == ([1, 3], 1, 0, ())


def test_of_a_list_those_are_saved_for_whom_it_is_still_due() -> None:
    found = post(due(case(1, READY), case(2, CALLED), case(3, READY), case(4, READY)))
    told = posted(found, WrittenList(7, MONDAY, (1, 2, 3)), {3})
    assert numbers(told.due) == [1]
    assert (told.left_out, told.not_due, told.since) == (1, (2,), 1)
