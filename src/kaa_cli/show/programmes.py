"""Programmes in a list, and one with its runs, participants and what became of them."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, label
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.participation import Participant, Roll, ages
from kaa_cli.rules.support_codes import MeasureState
from kaa_cli.show.days import number, short
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of, on_no_list
from kaa_cli.words import _

_LIST = ("programme", "type", "accepted", "going_on", "ended", "shut_on")
_RUNS = ("run", "first_day", "last_day", "places", "taken", "free")
_WHO = ("youth", "given_name", "participation", "since", "run", "why_ended", "contact_person")
_ORDER = (
    MeasureState.STARTED,
    MeasureState.ACCEPTED,
    MeasureState.OFFERED,
    MeasureState.ENDED,
    MeasureState.DECLINED,
)


def as_typed(name: str) -> str:
    """A name as it is typed in a command: between quotes where it has a blank."""
    return f'"{name}"' if " " in name else name


def draw_list(screen: Screen, rolls: Sequence[Roll], today: date) -> None:
    """Print the programmes with how many are how far in each."""
    if not rolls:
        screen.line(_("There is no programme yet: kaa programme add NAME --type TYPE"))
        return
    none = screen.marks.none
    screen.table(
        [heading(key) for key in _LIST],
        [
            [
                roll.name,
                measure_type(roll.type),
                str(roll.states[MeasureState.ACCEPTED]),
                str(roll.states[MeasureState.STARTED]),
                str(roll.states[MeasureState.ENDED]),
                short(roll.closed_on, today) if roll.closed_on else none,
            ]
            for roll in rolls
        ],
        right=(2, 3, 4),
    )
    screen.line()
    screen.line(" ", _("One of them: kaa programme show NAME"))


def draw(screen: Screen, roll: Roll, today: date, *, with_ages: bool) -> None:
    """Print one programme: what it is, its runs, how far everybody came."""
    dot = screen.marks.dot
    by = f" {dot} {roll.provider}" if roll.provider else ""
    screen.line(" ", (roll.name, "bold"), f" {dot} {measure_type(roll.type)}{by}")
    if roll.closed_on is not None:
        day = short(roll.closed_on, today)
        screen.line(" ", _("Closed to new participants on {day}.").format(day=day))
    screen.line()
    if roll.runs:
        _draw_runs(screen, roll, today)
    if not roll.participants:
        screen.line(" ", _("Nobody has taken part yet: kaa programme enrol NR NAME"))
        return
    for line in _sums(roll, with_ages=with_ages):
        screen.line(" ", line)
    screen.line()
    _draw_participants(screen, roll, today)


def _draw_runs(screen: Screen, roll: Roll, today: date) -> None:
    none = screen.marks.none
    rows = []
    for run in roll.runs:
        taken = roll.taken(run)
        free = none if run.places is None else str(max(0, run.places - taken))
        last = short(run.ends_on, today) if run.ends_on else none
        places = none if run.places is None else str(run.places)
        rows.append([run.name, short(run.starts_on, today), last, places, str(taken), free])
    screen.table([heading(key) for key in _RUNS], rows, right=(3, 4, 5))
    screen.line()


def _sums(roll: Roll, *, with_ages: bool) -> list[str]:
    """How many are how far, how it ended, and how old they were."""
    parts = [f"{label(state)} {roll.states[state]}" for state in _ORDER if roll.states[state]]
    lines = [_("Participants: {parts}.").format(parts=", ".join(parts))]
    if roll.ends:
        ended = [
            f"{label(reason) if reason else _('no reason kept')} {n}"
            for reason, n in roll.ends.most_common()
        ]
        lines.append(_("Ended: {parts}.").format(parts=", ".join(ended)))
    told = ages(roll.participants) if with_ages else None
    if told is not None:
        lines.append(
            _("Ages when they began: {first}–{last}, mean {mean} ({n} people).").format(
                first=told.youngest,
                last=told.oldest,
                mean=number(round(told.mean, 1)),
                n=told.count,
            )
        )
    return lines


def _draw_participants(screen: Screen, roll: Roll, today: date) -> None:
    """Those taking part first; of one state by the day it holds from."""
    names = {run.id: run.name for run in roll.runs}
    shown = [one for one in roll.participants if not one.case.person.is_masked]
    shown.sort(key=lambda one: (_ORDER.index(one.measure.state), one.measure.since or today))
    if shown:
        keys = _WHO[:-1] if screen.is_narrow else _WHO
        rows = [_row(screen, one, names, today)[: len(keys)] for one in shown]
        screen.table([heading(key) for key in keys], rows, right=(0,))
    if roll.hidden:
        screen.line()
        screen.line(" ", on_no_list(roll.hidden))


def _row(screen: Screen, one: Participant, names: dict[int, str], today: date) -> list[str]:
    measure, none = one.measure, screen.marks.none
    return [
        str(one.case.person.id),
        name_of(one.case.person),
        label(measure.state),
        short(measure.since, today) if measure.since else none,
        names.get(measure.run or 0, none),
        label(measure.end_reason) if measure.end_reason else none,
        one.case.person.contact_person or none,
    ]
