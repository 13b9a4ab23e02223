"""Whom to write to today, in the order of the post, and what is saved once it is posted.

Protected youths stand on no list: each has a card of its own and is named by number.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.codes import Channel
from kaa_cli.rules.person import Person
from kaa_cli.rules.queue import Due
from kaa_cli.rules.search import swedish_order
from kaa_cli.rules.steps import Step

POSTED = (Channel.LETTER, Channel.POSTCARD)


@dataclass(frozen=True)
class Post:
    """Those to write to today, by postcode and name, and those left out of the list."""

    due: tuple[Due, ...]
    apart: tuple[int, ...]
    """Protected youths, by number."""
    with_others: int = 0
    """How many a colleague has claimed just now."""


@dataclass(frozen=True, slots=True)
class WrittenList:
    """An address list that somebody took out: its entry in the log, the day, and who is on it."""

    entry: int
    on: date
    youths: tuple[int, ...]


@dataclass(frozen=True)
class Posted:
    """What is to be saved as sent, of a list (`listed_on`) or, without one, of all who are due."""

    due: tuple[Due, ...]
    listed_on: date | None = None
    left_out: int = 0
    not_due: tuple[int, ...] = ()
    """On the list, but no letter is due any more: reached since, or told otherwise."""
    since: int = 0
    """Due now, but not on the list."""


def post(due: Iterable[Due], with_others: int = 0) -> Post:
    """The letters and postcards among those who are due."""
    rows = [one for one in due if one.step.channel in POSTED]
    is_open = [one for one in rows if not one.case.person.is_masked]
    return Post(
        tuple(sorted(is_open, key=lambda one: in_the_post(one.case.person))),
        tuple(sorted(one.case.person.id for one in rows if one.case.person.is_masked)),
        with_others,
    )


def in_the_post(person: Person) -> tuple[object, ...]:
    """A key that sorts people by postcode, then name."""
    names = (person.family_name, person.given_name)
    return (person.postcode.replace(" ", ""), *map(swedish_order, names), person.id)


def posted(now: Post, written: WrittenList | None, left_out: Collection[int]) -> Posted:
    """What to save when they have been posted: those of the list for whom it is still due."""
    listed = {one.case.person.id for one in now.due} if written is None else set(written.youths)
    due = [one for one in now.due if one.case.person.id in listed]
    still = {one.case.person.id for one in due}
    return Posted(
        tuple(one for one in due if one.case.person.id not in left_out),
        written.on if written else None,
        len(still & set(left_out)),
        tuple(sorted(listed - still - set(left_out))),
        len(now.due) - len(due),
    )


def envelope(step: Step) -> str:
    """What the routine says of the envelope, such as `neutral`; empty when it says nothing."""
    if step.policy is None or step.rung is None:
        return ""
    return step.policy.rungs[step.rung - 1].envelope


def batches(due: Sequence[Due]) -> dict[tuple[Channel, str], int]:
    """How many letters and postcards go in which envelope, letters first."""
    found: dict[tuple[Channel, str], int] = {}
    for one in sorted(due, key=lambda one: one.step.channel == Channel.POSTCARD):
        key = (Channel(str(one.step.channel)), envelope(one.step))
        found[key] = found.get(key, 0) + 1
    return found
