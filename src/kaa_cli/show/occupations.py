"""What is known of occupations, until when, and a mapping talk before and after it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

from kaa_cli.labels import heading, label
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.codes import Channel, OccupationCode, Source, Target
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.measures import Record
from kaa_cli.rules.orders import Logged
from kaa_cli.rules.person import Case
from kaa_cli.show import answers
from kaa_cli.show.days import short
from kaa_cli.show.measures import saved_as
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of, who
from kaa_cli.words import _, ngettext


class Told(Protocol):
    """What is known of a youth, and the last day on which it counts."""

    @property
    def case(self) -> Case: ...
    @property
    def occupation(self) -> Occupation: ...
    @property
    def current_until(self) -> date | None: ...
    @property
    def is_current(self) -> bool: ...


class Talk(Protocol):
    """What a mapping talk keeps."""

    @property
    def channel(self) -> Channel: ...
    @property
    def to(self) -> Target: ...
    @property
    def now(self) -> OccupationCode | None: ...
    @property
    def says(self) -> str: ...
    @property
    def since(self) -> date | None: ...
    @property
    def before(self) -> OccupationCode | None: ...
    @property
    def before_on(self) -> date | None: ...
    @property
    def measure(self) -> str: ...
    @property
    def accepted(self) -> bool: ...
    @property
    def declined(self) -> bool: ...
    @property
    def next_on(self) -> date | None: ...


def draw_confirmed(
    screen: Screen, case: Case, code: OccupationCode, on: date, current_days: int, today: date
) -> None:
    """Print that what was known is still so, and until when."""
    until = on + timedelta(days=current_days - 1)
    told = _("Confirmed: {who} – {what}, current until {day}.")
    screen.line(told.format(who=who(case.person), what=label(code), day=short(until, today)))


def draw_list(screen: Screen, found: Sequence[Told], today: date, *, expired: bool) -> None:
    """Print what is known of each, who told it and until when; how much by own account below."""
    if not found:
        screen.line(_("Nobody's has expired.") if expired else _("Nothing is known that fits."))
        return
    keys = ("youth", "given_name", "occupation", "source", "on", "current_until")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                str(one.case.person.id),
                name_of(one.case.person),
                label(one.occupation.code),
                label(one.occupation.source) if one.occupation.source else screen.marks.none,
                short(one.occupation.on, today),
                short(one.current_until, today) if one.current_until else screen.marks.none,
            ]
            for one in found
        ],
        right=(0,),
    )
    screen.line()
    n = len(found)
    own = sum(one.occupation.source is Source.YOUTH for one in found)
    told = ngettext(
        "{n} youth, {own} by own account.", "{n} youths, {own} by their own account.", n
    )
    screen.line(" ", told.format(n=n, own=own))
    screen.line(" ", _("Still so: kaa occupation confirm NR"))


def told(occupation: Occupation, until: date | None, today: date) -> str:
    """What is known of one youth: what, since when told, by whom, and until when it counts."""
    what = label(occupation.code) + (f" ({occupation.says})" if occupation.says else "")
    parts = [what, short(occupation.on, today)]
    if occupation.source is not None:
        parts.append(label(occupation.source))
    if until is not None:
        current, gone = _("current until {day}"), _("expired, was current until {day}")
        parts.append((current if until >= today else gone).format(day=short(until, today)))
    return ", ".join(parts)


def before_talk(case: Case, known: Told | None, today: date) -> Iterator[str]:
    """What the talk is for, what of it is kept, and what is known already."""
    yield _("Mapping talk with {who}.").format(who=who(case.person))
    yield _(
        "Kept is what the law lists: what the youth has done, does and plans, and what is offered. "
        "Nothing of health, family, origin, faith or crime. Enter passes a question over; Ctrl-C "
        "saves nothing."
    )
    if known is not None and not case.person.is_masked:
        yield _("Known: {what}.").format(what=told(known.occupation, known.current_until, today))


def talk_summed_up(case: Case, talk: Talk, today: date) -> Iterator[str]:
    """What is about to be saved."""
    yield ""
    yield _("To be saved of {who}:").format(who=who(case.person))
    yield "  " + _("contact: {channel} with {whom}").format(
        channel=label(talk.channel), whom=label(talk.to)
    )
    if talk.now is not None:
        since = f" {_('since {day}').format(day=short(talk.since, today))}" if talk.since else ""
        says = f" ({talk.says})" if talk.says else ""
        yield "  " + _("does now: {what}").format(what=f"{label(talk.now)}{since}{says}")
    if talk.before is not None and talk.before_on is not None:
        what = f"{label(talk.before)}, {short(talk.before_on, today)}"
        yield "  " + _("did before: {what}").format(what=what)
    if talk.measure:
        answer = _("said yes") if talk.accepted else _("said no") if talk.declined else ""
        what = ", ".join(filter(None, (measure_type(talk.measure), answer)))
        yield "  " + _("offered: {what}").format(what=what)
    if talk.next_on is not None:
        yield "  " + _("talks again: {day}").format(day=short(talk.next_on, today))


def draw_talk(screen: Screen, logged: Logged, offered: Record | None, today: date) -> None:
    """Print what was saved of a talk, and what comes next."""
    answers.draw_saved(screen, logged, today)
    if offered is not None:
        screen.line(saved_as(logged.case, offered, today))
    else:
        for line in answers.after_occupation(logged.occupation, logged.case):
            screen.line(line)
    answers.draw_next(screen, logged, today)
