"""The countdown to 20: whom the ladder cannot reach in time, and whom a farewell letter goes to."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import do, heading, typed
from kaa_cli.rules.codes import AttemptResult, Channel, Task
from kaa_cli.rules.countdown import Countdown, Pace, TooLate, Turning20
from kaa_cli.rules.letters import can_be_written_to
from kaa_cli.show import sentences
from kaa_cli.show.days import number, short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_MOST_NAMED = 12


def draw(screen: Screen, told: Countdown, today: date) -> None:
    """Print who turns 20 too soon, what to do now, and by which pace it was reckoned."""
    if not told.rows:
        sentence = ngettext(
            "The ladder reaches everybody in time who turns 20 within {n} day.",
            "The ladder reaches everybody in time who turns 20 within {n} days.",
            told.days,
        )
        screen.line(sentence.format(n=told.days))
    else:
        left = ("left",) if screen.is_wide or not screen.is_terminal else ()
        keys = ("youth", "given_name", "turns_20_on", *left, "ends_on", "ends_at_pace_on", "to_do")
        cells = [_row(screen, one, today, with_left=bool(left)) for one in told.rows]
        screen.table([heading(key) for key in keys], cells, right=(0,))
        screen.line()
    for line in _reckoned(told):
        screen.line(" ", (line, "dim"))
    if told.rows:
        screen.line(" ", _("Farewell letters: kaa contact countdown --farewell"))


def _row(screen: Screen, one: TooLate, today: date, *, with_left: bool) -> list[str]:
    none = screen.marks.none
    return [
        *_who(one.who, today),
        *([_left(one.who)] if with_left else []),
        short(one.ends_on, today),
        short(one.ends_at_pace_on, today) if one.ends_at_pace_on else none,
        what_to_do(one, today),
    ]


def _who(who: Turning20, today: date) -> list[str]:
    """Number, name and the day of turning 20; of a protected youth only the weeks."""
    person = who.row.case.person
    day = _left(who) if person.is_masked else short(who.on, today)
    return [str(person.id), sentences.name_of(person), day]


def _left(who: Turning20) -> str:
    if not who.row.case.person.is_masked:
        return ngettext("{n} day", "{n} days", who.days_left).format(n=who.days_left)
    if not who.weeks_left:
        return _("under a week")
    return ngettext("{n} week", "{n} weeks", who.weeks_left).format(n=who.weeks_left)


def what_to_do(one: TooLate, today: date) -> str:
    """ "Call today" or "Send letter by Tue 15 Sep"."""
    what = do(one.who.row.step.channel or Task.NONE)
    if one.do_by <= today:
        return _("{what} today").format(what=what)
    return _("{what} by {day}").format(what=what, day=short(one.do_by, today))


def _reckoned(told: Countdown) -> list[str]:
    if not told.pace.attempts:
        return [
            ngettext(
                "The pace is not known: no attempt in {n} worked day. By the due days alone.",
                "The pace is not known: no attempt in {n} worked days. By the due days alone.",
                told.pace.days,
            ).format(n=told.pace.days)
        ]
    return [
        _pace(told.pace),
        ngettext(
            "{n} is in the queue today, the most urgent first; each step waits its turn.",
            "{n} are in the queue today, the most urgent first; each step waits its turn.",
            told.queue,
        ).format(n=told.queue),
    ]


def _pace(pace: Pace) -> str:
    a_day = number(round(pace.attempts / pace.days, 1))
    sentence = _("Present pace: {a_day} attempts a day (attempts: {n}, worked days: {days}).")
    return sentence.format(a_day=a_day, n=pace.attempts, days=pace.days)


def draw_farewell(
    screen: Screen, soon: Sequence[Turning20], handed_on: Sequence[int], days: int, today: date
) -> None:
    """Print who turns 20 soon, above all those never reached, and the commands for the letters."""
    if not soon:
        sentence = ngettext(
            "Nobody turns 20 within {n} day.", "Nobody turns 20 within {n} days.", days
        )
        screen.line(sentence.format(n=days))
        return
    keys = ("youth", "given_name", "turns_20_on", "left", "reached", "address")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                *_who(who, today),
                _left(who),
                _("yes") if who.row.step.ever_reached else _("NEVER"),
                _address(who),
            ]
            for who in soon
        ],
        right=(0,),
    )
    screen.line()
    for line in not_listed(soon):
        screen.line(" ", line)
    ways = _ways(soon, handed_on)
    width = max(len(what) for what, _command in ways)
    for what, command in ways:
        screen.line(f" {what:<{width}}  {command}", hang=width + 3)


def _address(who: Turning20) -> str:
    if who.row.case.person.is_masked:
        return _("apart")
    return _("yes") if can_be_written_to(who.row.case) else _("none to use")


def not_listed(soon: Sequence[Turning20]) -> list[str]:
    """How many an address list leaves out, and why."""
    hidden = sum(who.row.case.person.is_masked for who in soon)
    without = sum(not can_be_written_to(who.row.case) for who in soon) - hidden
    told = (
        (
            hidden,
            ngettext(
                "{n} protected youth is on no list; open by number: kaa show NR --reason",
                "{n} protected youths are on no list; open by number: kaa show NR --reason",
                hidden,
            ),
        ),
        (
            without,
            ngettext(
                "{n} has no address that can be used.",
                "{n} have no address that can be used.",
                without,
            ),
        ),
    )
    return [sentence.format(n=n) for n, sentence in told if n]


def _ways(soon: Sequence[Turning20], handed_on: Sequence[int]) -> list[tuple[str, str]]:
    """The commands for the letters; handing on only where somebody agrees to be shared."""
    written = [str(w.row.case.person.id) for w in soon if can_be_written_to(w.row.case)]
    ways = [(_("After the day:"), "kaa youth close --turned-20")]
    if handed_on:
        agreeing = ", ".join(map(str, handed_on))
        ways.insert(0, (_("Agree to be handed on: {nos}").format(nos=agreeing), "kaa referral out"))
    if not written:
        return ways
    nos = ",".join(written) if len(written) <= _MOST_NAMED else "NR"
    words = f"{typed(AttemptResult.SENT)} --channel {typed(Channel.LETTER)}"
    return [
        (_("Addresses:"), f"kaa contact countdown --farewell -o {_('farewell')}.xlsx"),
        (_("Once posted:"), f"kaa log {nos} {words}"),
        *ways,
    ]
