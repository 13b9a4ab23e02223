"""Measures in a list, and each with all that is documented of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from kaa_cli.labels import catalogue, heading, label, titled_field
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.measures import CONTENT, DAYS, Record
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.show.days import short
from kaa_cli.show.hidden import how_to_open
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of, on_no_list, who
from kaa_cli.words import LANGUAGES, _, language, ngettext


class Listed(Protocol):
    """A measure with whose it is, and when it is to be followed up."""

    @property
    def case(self) -> Case: ...
    @property
    def record(self) -> Record: ...
    @property
    def due_on(self) -> date | None: ...


def draw_list(screen: Screen, found: Sequence[Listed], today: date, *, hidden: int = 0) -> None:
    """Print measures by the day each is to be followed up."""
    if not found and not hidden:
        screen.line(_("No measure to show. Those that are over too: kaa measure list --all"))
        return
    if found:
        keys = ("measure", "youth", "given_name", "measure_type", "state", "follow_up_on")
        screen.table(
            [heading(key) for key in keys],
            [_row(screen, one, today) for one in found],
            right=(0, 1),
        )
        screen.line()
    n = len(found)
    screen.line(" ", ngettext("{n} measure.", "{n} measures.", n).format(n=n))
    if hidden:
        screen.line(" ", on_no_list(hidden))
    if any(one.due_on is not None and one.due_on <= today for one in found):
        screen.line(" ", _("Followed up: kaa measure follow-up NR --note - --next DAY"))


def _row(screen: Screen, one: Listed, today: date) -> list[str]:
    record, none = one.record, screen.marks.none
    where = "" if one.case.person.is_masked else record.programme or record.provider
    return [
        str(record.id),
        str(record.youth),
        name_of(one.case.person),
        ", ".join(filter(None, (measure_type(record.type), where))),
        f"{label(record.state)} {short(record.since, today)}",
        _due(one.due_on, today) or none,
    ]


def _due(on: date | None, today: date) -> str:
    if on is None:
        return ""
    return _("{day}, overdue").format(day=short(on, today)) if on < today else short(on, today)


def draw_sheets(screen: Screen, case: Case, found: Sequence[Record], today: date) -> None:
    """Print each measure of a youth with what is documented; what is missing is told."""
    screen.line(" ", (who(case.person), "bold"))
    if case.person.is_masked:
        screen.line(" ", how_to_open(case.person))
    if not found:
        no = case.person.id
        screen.line(" ", _("Nothing has been offered: kaa measure offer {no}").format(no=no))
    for record in found:
        screen.line()
        title = _("Measure {n}: {what}").format(n=record.id, what=measure_type(record.type))
        far = f"{label(record.state)} {short(record.since, today)}"
        screen.line(" ", (title, "bold"), f" {screen.marks.dot} {far}")
        for name, text in _items(case, record, today):
            screen.line(f"   {name:<22} ", text, hang=26)
        _follow_ups(screen, record, today, masked=case.person.is_masked)
        missing = [titled_field(name) for name in _missing(case, record)]
        if missing:
            told = _("Not written down: {items}").format(items=", ".join(missing))
            screen.line("   ", (told, "dim"))


def _items(case: Case, record: Record, today: date) -> list[tuple[str, str]]:
    shown = [] if case.person.is_masked else ["programme", "run", "provider", *CONTENT]
    codes = ("end_reason", "occupation_before", "occupation_after")
    texts = {name: getattr(record, name) for name in shown}
    texts |= {name: short(day, today) for name in DAYS if (day := getattr(record, name))}
    texts |= {name: label(code) for name in codes if (code := getattr(record, name))}
    return [(titled_field(name), text) for name, text in texts.items() if text]


def _follow_ups(screen: Screen, record: Record, today: date, *, masked: bool) -> None:
    for one in record.follow_ups:
        if one.done_on is not None:
            told = _("followed up {day}").format(day=short(one.done_on, today))
            told += f", {one.by}" if one.by else ""
        elif record.is_open:
            told = _("to follow up {day}").format(day=_due(one.due_on, today))
        else:
            continue
        screen.line("   ", f"{screen.marks.now} {told}")
        if one.note and not masked:
            screen.line("     ", (one.note, "dim"))


def _missing(case: Case, record: Record) -> list[str]:
    """The items of the documentation that nobody has written down of one that has begun."""
    if record.started_on is None or case.person.is_masked:
        return []
    wanted = ["goal", "by_youth", "by_municipality"]
    if record.state is MeasureState.ENDED:
        wanted += ["end_reason", "occupation_after"]
    return [name for name in wanted if not getattr(record, name)]


def draw_types(screen: Screen, counts: Mapping[str, int]) -> None:
    """Print the catalogue: what to type, what it is called, how often used; own ones by word.

    In a narrow window only the word in the language spoken.
    """
    own = {one.code for one in catalogue.own_types()}
    spoken = (language(), *(other for other in LANGUAGES if other != language()))
    shown = spoken if screen.is_wide else spoken[:1]
    screen.table(
        [heading(key) for key in ("code", *shown, "own", "count")],
        [
            [
                code,
                *(catalogue.words_of(code)[each] for each in shown),
                _("yes") if code in own else "",
                str(counts.get(code) or screen.marks.none),
            ]
            for code in catalogue.codes()
        ],
        right=(len(shown) + 2,),
    )
    screen.line()
    screen.line(" ", _("Add your own: kaa measure types add CODE --sv TEXT --en TEXT"))


def saved_as(case: Case, record: Record, today: date) -> str:
    """What is saved of a measure, in one sentence."""
    sentence = {
        MeasureState.OFFERED: _("Saved: {who} was offered {what}, {day} (measure {n})."),
        MeasureState.ACCEPTED: _("Saved: {who} said yes to {what}, {day} (measure {n})."),
        MeasureState.DECLINED: _("Saved: {who} said no to {what}, {day} (measure {n})."),
        MeasureState.STARTED: _("Saved: {who} began {what}, {day} (measure {n})."),
        MeasureState.ENDED: _("Saved: {who}, {what} ended {day}, {reason} (measure {n})."),
    }[record.state]
    where = "" if case.person.is_masked else record.programme
    what = measure_type(record.type) + (f" ({where})" if where else "")
    return sentence.format(
        who=who(case.person),
        what=what,
        day=short(record.since, today),
        reason=label(record.end_reason) if record.end_reason else _("reason not told"),
        n=record.id,
    )


def followed_as(
    case: Case, record: Record, today: date, *, is_plan: bool, agreed_on: Sequence[date]
) -> str:
    """That a measure was followed up, or will be."""
    words = {"who": who(case.person), "what": measure_type(record.type)}
    if is_plan:
        sentence = _("Agreed: {who}, {what} to be followed up {day}.")
        return sentence.format(day=_all(record, today), **words)
    done = record.followed_on or today
    sentence = _("Saved: {who}, {what} followed up {day}.").format(day=short(done, today), **words)
    others = [day for day in agreed_on if day != done]
    if others:
        days = ", ".join(short(day, today) for day in others)
        sentence += " " + _("That was the follow-up agreed for {days}.").format(days=days)
    return sentence


def _all(record: Record, today: date) -> str:
    waiting = [
        one.due_on for one in record.follow_ups if one.done_on is None and one.due_on >= today
    ]
    return ", ".join(short(day, today) for day in sorted(waiting))


def still_due(record: Record, today: date) -> str:
    """That a day agreed before has come, and nothing is told of it."""
    first = record.follow_up_on
    if first is None or first > today:
        return ""
    told = _("Nothing is told of {day} yet: kaa measure follow-up {no} --on today")
    return told.format(day=short(first, today), no=record.youth)
