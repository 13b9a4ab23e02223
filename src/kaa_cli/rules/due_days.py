"""From which day a youth may be due, so that a queue need not reckon everybody's step every day."""

from datetime import date

from kaa_cli.rules.days import birthday, latest
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.policy import PolicyBook
from kaa_cli.rules.scope import ADULT_AT

NEVER = date.max


def due_from(facts: Facts, book: PolicyBook, today: date) -> date:
    """The first day on which the youth is due if nothing more is written, or `NEVER`.

    Reckoned from the last day that anything is known of, which is `today` at the latest: a clock
    that was wrong once must not hide anybody until it is right.

    A coming step can change by itself on few days only: when the youth turns 18, when another
    routine comes into force, when a wish to be left alone is looked at again. Between them the day
    of a step stands, so those are asked one after another until one finds the youth due.
    """
    changes = _changes(facts, book)
    asks_after_duty = follows_after_duty(book) and bool(facts.outcomes)
    day = min(today, _last_told(facts))
    while True:
        step = next_step(facts, book, day)
        if step.is_due(day):
            return day
        later = [d for d in (step.due_on, *changes) if d is not None and d > day]
        day = min(later, default=NEVER)
        is_over = facts.outlives_duty_on(day) and not asks_after_duty
        if day == NEVER or is_over:
            return NEVER


def follows_after_duty(book: PolicyBook) -> bool:
    """Whether any routine, earlier or to come, asks about outcomes after the duty."""
    return any(policy.follow_up_after_end for _from_on, policy in book.adopted)


def _last_told(facts: Facts) -> date:
    """The latest day that anything is dated: what was known of earlier days is behind it."""
    address = facts.address
    return latest(
        (
            facts.first_seen_on,
            facts.email_on,
            facts.ended_on,
            *(attempt.on for attempt in facts.attempts),
            *(occupation.on for occupation in facts.occupations),
            *(day for phone in facts.phones for day in (phone.usable_on, phone.wrong_on)),
            *((address.recorded_on, address.bad_on) if address else ()),
            *(day for m in facts.measures for day in (m.started_on, m.followed_on, m.ended_on)),
            *(day for o in facts.outcomes for day in (o.on, *(c.on for c in o.checks))),
        )
    )


def _changes(facts: Facts, book: PolicyBook) -> list[date]:
    grown_on = birthday(facts.born_on, ADULT_AT)
    ends_on = facts.duty_ends_on  # then an outcome may still be asked about
    adopted = (from_on for from_on, _ in book.adopted)
    days = [grown_on, ends_on, facts.do_not_contact_until, *adopted]
    return [day for day in days if day is not None]
