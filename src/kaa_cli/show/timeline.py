"""One youth's timeline: everything that happened, oldest first, and what is coming last."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from kaa_cli.labels import do, label
from kaa_cli.rules.codes import (
    DETAILS,
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    Channel,
    EndReason,
    OccupationCode,
    OutcomeCategory,
    Reason,
    Source,
    Target,
    Task,
)
from kaa_cli.rules.events import (
    BEGINNINGS,
    Event,
    EventKind,
    caseworkers_met,
    discreet,
    of_last_period,
)
from kaa_cli.rules.person import Case
from kaa_cli.show.days import clock, column
from kaa_cli.show.hidden import full_name_of
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import in_it
from kaa_cli.show.support_told import SUPPORT, told_support
from kaa_cli.words import _, ngettext

_CONTACTS = {EventKind.CONTACT}


def told(event: Event, *, masked: bool = False) -> str:
    """An entry in words alone: channel, to whom, result; contacts in capitals."""
    if event.kind in SUPPORT:
        return told_support(event, masked=masked)
    match event.kind:
        case EventKind.FIRST_SEEN:
            return _("NEW ON THE LIST: {reason}").format(reason=label(Reason(event.code)))
        case EventKind.BACK:
            return _("BACK AGAIN: {reason}").format(reason=label(Reason(event.code)))
        case EventKind.CLOSED:
            return _("CLOSED: {reason}").format(reason=label(EndReason(event.code)))
        case EventKind.ATTEMPT | EventKind.CONTACT:
            return _attempt(event, masked=masked)
        case EventKind.OCCUPATION:
            return _("occupation: {what} ({source})").format(
                what=label(OccupationCode(event.code)), source=label(Source(event.detail))
            )
        case EventKind.OUTCOME:
            return _outcome(discreet(event, masked=True) if masked else event)
        case EventKind.APPOINTMENT:
            return _appointment(event, masked=masked)
        case EventKind.HAND_OVER:
            return _handed(event)
        case EventKind.VISIT_ROUND:
            return _("home visit in round {n}").format(n=event.code)
        case EventKind.TURNS_18:
            return _("turns 18: the youth speaks for itself on every rung")
        case EventKind.TURNS_20:
            return _("turns 20: the duty ends")
        case _:
            return _coming(event, masked=masked)


_SPEAKS_FOR_ITSELF = frozenset({Channel.FIND_NUMBER, Channel.DROP_IN})
"""Channels that have nobody to be told as addressed."""


def _attempt(event: Event, *, masked: bool) -> str:
    assert event.channel is not None
    result = label(AttemptResult(event.code))
    if event.kind is EventKind.CONTACT:
        result = result.upper()
    # The sender is told before the channel's arrow: who answers is what the eye looks for.
    parts = [label(event.channel)]
    if event.why:
        parts = [label(AppointmentKind(event.why)), label(AppointmentState.CAME).upper()]
    elif not masked and event.channel not in _SPEAKS_FOR_ITSELF:
        if event.code == AttemptResult.REPLIED:
            parts.append(_("from {whom}").format(whom=label(event.to or Target.YOUTH)))
        else:
            parts.append(_("to {whom}").format(whom=label(event.to or Target.YOUTH)))
    text = f"{' '.join(parts)}: {result}" if not event.why else f"{parts[0]}: {parts[1]}"
    if event.detail:
        text += f", {label(OccupationCode(event.detail))}"
    if event.place and not masked:
        text += f" ({event.place})"
    return text


def _appointment(event: Event, *, masked: bool) -> str:
    """What was agreed and what became of it; unmarked after its day it is still to be told."""
    text = f"{label(AppointmentKind(event.code))}: {label(AppointmentState(event.detail))}"
    return text + (f" ({event.place})" if event.place and not masked else "")


def _handed(event: Event) -> str:
    if not event.detail:
        return _("{old} is no longer the contact person").format(old=event.code)
    return _("contact person: from {old} to {new}").format(old=event.code, new=event.detail)


def _outcome(event: Event) -> str:
    category = OutcomeCategory(event.code)
    text = _("OUTCOME: {what}").format(what=label(category))
    if event.detail:
        text += f", {outcome_detail(category, event.detail)}"
    return text + (f" ({event.place})" if event.place else "")


def outcome_detail(category: OutcomeCategory, detail: str) -> str:
    """The word for a detail, which each category has its own list of."""
    return next(label(code) for code in DETAILS[category] if code == detail)


def _coming(event: Event, *, masked: bool) -> str:
    what = do(event.channel or Task(event.code))
    if event.to is Target.GUARDIAN and not masked:
        return _("Call the guardian") if event.channel is Channel.PHONE else _("Text the guardian")
    return what


def draw(screen: Screen, case: Case, events: Sequence[Event], today: date) -> None:
    """Print the timeline: head, years, entries, a line before what lies ahead, and a sum."""
    _head(screen, case, today)
    year = 0
    day: date | None = None
    ahead = False
    began_on = case.period.first_seen_on
    for event in events:
        if event.kind in BEGINNINGS:
            began_on = event.on
        if event.is_ahead and not ahead:
            ahead, year, day = True, today.year, None
            word = _(" ahead ")
            screen.line(" ", (f"{screen.marks.line}{word}{screen.marks.line * 60}", "dim"))
        if event.on.year != year:
            year = event.on.year
            screen.line(f" {year}")
        screen.line(" ", _entry(screen, case, event, began_on, new_day=event.on != day), hang=29)
        note = "" if case.person.is_masked else event.note
        for line in note.splitlines():
            screen.line(" " * 29, (line, "dim"))
        day = event.on
    screen.line()
    screen.line(" ", _sum(case, of_last_period(events)))
    if met := caseworkers_met(events):
        n = len(met)
        told = ngettext("has met {n} caseworker: {who}", "has met {n} caseworkers: {who}", n)
        screen.line(" ", told.format(n=n, who=", ".join(sorted(met))))


def _head(screen: Screen, case: Case, today: date) -> None:
    person, period = case.person, case.period
    name = full_name_of(person)
    dot = screen.marks.dot
    age = "" if person.is_masked else _(" · {age} years").format(age=person.age_on(today))
    screen.line(
        " ",
        (name, "bold"),
        f" {dot} ",
        _("no. {no}").format(no=person.id),
        age,
        "   " + _("contact person: {who}").format(who=person.contact_person or screen.marks.none),
    )
    screen.line(
        " ",
        in_it(are_participants=case.facts.is_participant),
        f" {period.registered_on}–{period.ended_on or ''}",
        f" {dot} {label(Reason(period.reason))}",
    )
    screen.line()


def _entry(screen: Screen, case: Case, event: Event, began_on: date, *, new_day: bool) -> Text:
    number = (event.on - began_on).days
    is_counted = new_day and not event.is_ahead and number >= 0
    count = _("day {n}").format(n=number) if is_counted else ""
    mark = mark_of(screen, event)
    style = "bold" if event.kind in _CONTACTS else "dim" if event.is_ahead else ""
    return screen.text(
        f"{column(event.on) if new_day else '':<10}  {count:<8}",
        f"{clock(event.at) if event.at else '':<6}",
        (f"{mark} {told(event, masked=case.person.is_masked)}", style),
        (f"   {' + '.join(filter(None, (event.by, event.with_whom)))}", "dim"),
    )


def mark_of(screen: Screen, event: Event) -> str:
    """The symbol before an entry; the words tell the same."""
    marks = screen.marks
    match event.kind:
        case EventKind.CONTACT:
            return marks.contact
        case EventKind.ATTEMPT:
            return marks.attempt
        case EventKind.OUTCOME | EventKind.STEP | EventKind.OUTCOME_CHECK:
            return marks.step
        case (
            EventKind.COMING_STEP
            | EventKind.OCCUPATION
            | EventKind.APPLICATION
            | EventKind.MEASURE
            | EventKind.FOLLOW_UP
            | EventKind.RECHECK
            | EventKind.APPOINTMENT
            | EventKind.VISIT_ROUND
        ):
            return marks.now
        case _:
            return marks.event


def _sum(case: Case, events: Sequence[Event]) -> str:
    """How many attempts and answers, and the days to the first of each."""
    tried = [
        e
        for e in events
        if e.kind is EventKind.ATTEMPT
        and e.channel is not Channel.FIND_NUMBER
        and e.code != AttemptResult.RETURNED
    ]
    reached = [e for e in events if e.kind is EventKind.CONTACT and e.to is Target.YOUTH]
    calls = [e for e in events if e.kind is EventKind.CONTACT and e.code != AttemptResult.REPLIED]
    count = len(tried) + len(calls)
    parts = [ngettext("{n} attempt", "{n} attempts", count).format(n=count)]
    first_seen_on = case.period.first_seen_on
    days = [max(0, (e.on - first_seen_on).days) for e in (*tried, *calls)]
    if days:
        parts.append(_("first attempt day {n}").format(n=min(days)))
    if reached:
        n = min((e.on - first_seen_on).days for e in reached)
        parts.append(_("youth reached day {n}").format(n=n))
    else:
        parts.append(_("youth not reached"))
    return " · ".join(parts)
