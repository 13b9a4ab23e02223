"""One caseworker's session of calls as a value: what was saved, who waits, what it sums up to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from kaa_cli.rules.codes import AttemptResult, Channel, Target
from kaa_cli.rules.contact_points import UNANSWERED, may_be_used
from kaa_cli.rules.queue import Card, Due
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.rules.walk import CONTACTS


class Act(StrEnum):
    """What a key does beside saving a result."""

    SKIP = "skip"
    UNDO = "undo"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Saved:
    """One card answered: `entry` is the command in the log, `booked` whether a visit came of it."""

    entry: int
    youth: int
    result: AttemptResult
    to: Target
    sms: bool = False
    booked: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of a session, each in one place; `sms` and `booked` came beside them."""

    calls: int
    youths: int
    guardians: int
    someone_else: int
    no_answer: int
    other: tuple[tuple[AttemptResult, int], ...]
    sms: int
    booked: int

    @property
    def reached(self) -> int:
        return self.youths + self.guardians


@dataclass(frozen=True)
class CallSession:
    """A session through one channel; `first` is shown before all others, `skipped` after them."""

    channel: Channel
    began_at: time | None = None
    saved: tuple[Saved, ...] = ()
    skipped: tuple[int, ...] = ()
    first: int | None = None

    def save(self, saved: Saved, *, again: bool) -> "CallSession":
        """One more saved; `again`: the same youth can be tried by another number at once."""
        first = saved.youth if again else None
        return replace(self, saved=(*self.saved, saved), first=first)

    def take_back(self) -> "CallSession":
        """Without the last saved, whose youth is shown again."""
        return replace(self, saved=self.saved[:-1], first=self.saved[-1].youth)

    def skip(self, youth: int) -> "CallSession":
        """The youth comes last from now on."""
        others = tuple(other for other in self.skipped if other != youth)
        return replace(self, skipped=(*others, youth), first=None)

    def show_again(self, youth: int) -> "CallSession":
        return replace(self, first=youth)

    def in_order(self, due: Iterable[Due], held: Collection[int] = ()) -> list[Due]:
        """Those due by the channel of the session, as it goes through them.

        Whom the same caseworker holds elsewhere (`held`) comes last: perhaps in another window.
        """
        ours = [d for d in due if d.step.channel is self.channel]
        return sorted(ours, key=lambda d: self._place(d.case.person.id, held))

    def _place(self, youth: int, held: Collection[int]) -> tuple[bool, bool, int]:
        times = self.skipped.index(youth) + 1 if youth in self.skipped else 0
        return youth != self.first, youth in held, times

    @property
    def tally(self) -> Tally:
        results = [one.result for one in self.saved]
        answered = [one.to for one in self.saved if one.result in CONTACTS]
        rest = dict.fromkeys(r for r in results if r not in CONTACTS | UNANSWERED)
        return Tally(
            calls=len(results),
            youths=answered.count(Target.YOUTH),
            guardians=answered.count(Target.GUARDIAN),
            someone_else=answered.count(Target.OTHER),
            no_answer=sum(result in UNANSWERED for result in results),
            other=tuple((result, results.count(result)) for result in rest),
            sms=sum(one.sms for one in self.saved),
            booked=sum(one.booked for one in self.saved),
        )


def may_text(card: Card) -> bool:
    """Whether a text message can follow an unanswered call: to a mobile, where the routine has it.

    The routine's own rung need not be next: a text beside the ladder spends nothing.
    """
    phone, facts = card.due.step.phone, card.due.case.facts
    texts = (rung for rung in card.policy.rungs if rung.channel is Channel.SMS)
    return (
        phone is not None
        and phone.mobile
        and any(may_be_used(card.policy, rung, facts) for rung in texts)
    )


def who_may_answer(card: Card, today: date) -> tuple[Target, ...]:
    """Whom a talk can have been with: a guardian counts only while the youth is a minor."""
    person = card.due.case.person
    if person.is_masked or person.age_on(today) >= ADULT_AT:
        return (Target.YOUTH, Target.OTHER)
    return (Target.YOUTH, Target.GUARDIAN, Target.OTHER)
