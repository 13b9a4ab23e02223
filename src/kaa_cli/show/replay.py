"""A period played against another routine, beside the present one and what was really done."""

from collections.abc import Iterator

from kaa_cli.labels import heading, label
from kaa_cli.rules.codes import Channel
from kaa_cli.rules.policy_comparison import Comparison, Figures
from kaa_cli.show.days import number
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_MOST_WEEKS = 14
"""More of them are told by the busiest one; JSON and CSV have each."""


def draw(screen: Screen, told: Comparison, present: str, other: str) -> None:
    """Print the three columns, whom they are of, and what they cannot tell."""
    days = {"first": told.first, "last": told.last}
    title = _('History {first} to {last} under "{other}"').format(other=other, **days)
    screen.line(" ", (title, "bold"))
    screen.line(" ", _whom(told))
    screen.line()
    screen.table(
        ["", present, other, heading("done")],
        [[name, *cells] for name, cells in _rows(screen, told)],
        right=(1, 2, 3),
    )
    screen.line()
    screen.line(" ", _firsts(told, other))
    screen.line()
    for line in _caveats(told):
        screen.line(" ", line)


def _whom(told: Comparison) -> str:
    sentence = ngettext(
        "{n} youth was in the duty then, {new} of them new on the list in the period.",
        "{n} youths were in the duty then, {new} of them new on the list in the period.",
        told.youths,
    )
    return sentence.format(n=told.youths, new=told.new)


def _rows(screen: Screen, told: Comparison) -> Iterator[tuple[str, list[str]]]:
    columns = (told.present, told.other, told.done)
    yield _("Attempts"), [number(one.attempts) for one in columns]
    for channel in Channel:
        if channel is not Channel.FIND_NUMBER and any(one.channels[channel] for one in columns):
            cells = [number(one.channels[channel]) for one in columns]
            yield f"  {label(channel)}", cells
    yield _("Number searches"), [number(one.searches) for one in columns]
    tried = _("Youths with an attempt, of {n}").format(n=told.youths)
    yield tried, [number(one.tried) for one in columns]
    yield (
        _("New youths with an attempt, of {n}").format(n=told.new),
        [number(len(one.waited)) for one in columns],
    )
    yield _("  their days to the first: median"), [_wait(screen, one) for one in columns]
    yield (
        _("  their days to the first: most"),
        [
            screen.marks.none if one.longest_wait is None else number(one.longest_wait)
            for one in columns
        ],
    )
    yield from _weeks(told)


def _wait(screen: Screen, figures: Figures) -> str:
    wait = figures.median_wait
    if wait is None:
        return screen.marks.none
    return number(int(wait) if wait == int(wait) else wait)


def _weeks(told: Comparison) -> Iterator[tuple[str, list[str]]]:
    columns = (told.present, told.other, told.done)
    if len(told.weeks) > _MOST_WEEKS:
        yield (
            _("Attempts in the busiest week"),
            [number(max(one.weeks.values(), default=0)) for one in columns],
        )
        return
    for week in told.weeks:
        name = _("Attempts in week {week}, {year}").format(week=week[1], year=week[0])
        yield name, [number(one.weeks[week]) for one in columns]


def _firsts(told: Comparison, other: str) -> str:
    both = told.earlier + told.later + told.same
    sentence = _(
        'Under "{other}" the first attempt in the period comes earlier for {earlier}, later for '
        "{later} and on the same day for {same} of the {n} youths of whom both ask for one."
    )
    counts = {"earlier": told.earlier, "later": told.later, "same": told.same, "n": both}
    parts = [sentence.format(other=other, **counts)]
    if told.only_other or told.only_present:
        only = _(
            "Youths who get one under it alone: {other}; under the present routine alone: "
            "{present}."
        )
        parts.append(only.format(other=told.only_other, present=told.only_present))
    return " ".join(parts)


def _caveats(told: Comparison) -> list[str]:
    late = ngettext(
        "Of {n} youth no number or address is recorded for the first days on the list. Until one "
        "is recorded or was used, the routines are played without.",
        "Of {n} youths no number or address is recorded for the first days on the list. Until one "
        "is recorded or was used, the routines are played without.",
        told.known_late,
    )
    return [
        *([late.format(n=told.known_late)] if told.known_late else []),
        _(
            "What nobody can know: whether anybody would have answered on another day or by "
            "another channel. So it is not told how many would have been reached."
        ),
        _(
            "Each routine is played from the day a youth was new on the list: every step done on "
            "its day and unanswered, until somebody really was reached. Contacts, numbers, "
            "addresses, occupations, birthdays and closings are taken as they happened; "
            "protection is as it is today."
        ),
    ]
