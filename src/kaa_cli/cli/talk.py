"""The questions of a mapping talk: no more than may be kept, each answered or passed over."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kaa_cli.cli import ask, when
from kaa_cli.cli.call_questions import ask_occupation
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import read_code, typed
from kaa_cli.labels.catalogue import read_measure_type, typed_type
from kaa_cli.rules.codes import Channel, MeasureType, OccupationCode, Target
from kaa_cli.rules.days import birthday
from kaa_cli.rules.person import Person
from kaa_cli.rules.scope import ADULT_AT
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.work.mapping import Talk

T = TypeVar("T")
_MET = (Channel.DROP_IN, Channel.PHONE, Channel.HOME_VISIT, Channel.IN_PERSON)
_TELLING = (Target.YOUTH, Target.GUARDIAN, Target.OTHER)


def ask_through(person: Person, today: date) -> "Talk":
    """Every question of the talk; raises NobodyAnswered where the answers end."""
    from kaa_cli.show.sentences import name_of
    from kaa_cli.work.mapping import Talk

    name = name_of(person)
    channel = _channel()
    to = _teller(person, today)
    now, says = ask_occupation(person)
    since = plans = None
    if now is not None:
        since = _past(_("Since when? (1/8, 2026-08-01; Enter: not said)"), today)
    before, before_on = _earlier(name, since, today)
    if now is not None:
        plans = ask.ask(_("What does {name} plan? A few words (Enter: not said)").format(name=name))
    measure, answer = _measure(name)
    next_on = _read(
        _("When do you talk again? (+2w, 15/10; Enter: as the routine says)"),
        lambda text: when.read_day(text, today, forward=True),
    )
    return Talk(
        channel,
        to,
        now,
        "; ".join(filter(None, (says, plans))),
        since if since != today else None,
        before,
        before_on,
        measure or "",
        accepted=answer is True,
        declined=answer is False,
        next_on=next_on,
    )


def _channel() -> Channel:
    words = ", ".join(typed(channel) for channel in _MET)
    question = _("How did you meet? ({words}; Enter: {first})").format(
        words=words, first=typed(_MET[0])
    )
    return _read(question, lambda text: read_code(text, Channel, _MET)) or _MET[0]


def _teller(person: Person, today: date) -> Target:
    """Who told it: of an adult nobody else than the youth is asked."""
    if person.is_masked or today >= birthday(person.born_on, ADULT_AT):
        return Target.YOUTH
    words = ", ".join(typed(target) for target in _TELLING)
    question = _("With whom? ({words}; Enter: {first})").format(
        words=words, first=typed(_TELLING[0])
    )
    return _read(question, lambda text: read_code(text, Target)) or Target.YOUTH


def _earlier(
    name: str, since: date | None, today: date
) -> tuple[OccupationCode | None, date | None]:
    """What the youth did before, which is kept with a day or not at all."""
    before = _read(
        _("What did {name} do before that? (an occupation; Enter: not said)").format(name=name),
        lambda text: read_code(text, OccupationCode),
    )
    if before is None:
        return None, None
    last = since or today
    on = _past(_("Which day did {name} last do that?").format(name=name), last)
    if on is None:
        ask.tell(_("Without a day it is not kept."))
        return None, None
    return before, on


def _measure(name: str) -> tuple[str | None, bool | None]:
    """What was offered, and the answer: True, False, or None for later."""
    some = ", ".join(
        typed_type(code) for code in (MeasureType.STUDY_GUIDANCE, MeasureType.COACHING)
    )
    code = _read(
        _("Offered a measure? Which? ({some} ...; Enter: none)").format(some=some),
        read_measure_type,
    )
    if code is None:
        return None, None
    question = _("Did {name} say yes? (y, n; Enter: answers later)").format(name=name)
    return code, _read(question, ask.read_yes)


def _past(question: str, last: date) -> date | None:
    """A day up to another one."""

    def read(text: str) -> date:
        day = when.read_day(text, last, forward=False)
        if day > last:
            raise UsageProblem(_("No later than {day}.").format(day=last))
        return day

    return _read(question, read)


def _read(question: str, reader: Callable[[str], T]) -> T | None:
    """An answer that can be read; asked again until it is, None when nothing is typed."""
    while True:
        text = ask.ask(question)
        if not text:
            return None
        try:
            return reader(text)
        except UsageProblem as problem:
            ask.tell(problem.sentence)
