"""Words typed on the command line, read into values; every refusal names what would do."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, time
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from kaa_cli.cli import ask, clock, when
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import UnknownCode, read_code, typed
from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, Task
from kaa_cli.words import _

E = TypeVar("E", bound=StrEnum)


def completing(codes: type[StrEnum]) -> Callable[[str], list[str]]:
    """A completion that offers the words of a code list."""

    def words(incomplete: str) -> list[str]:
        return [word for word in map(typed, codes) if word.startswith(incomplete)]

    return words


YouthId = Annotated[int, typer.Argument(metavar="NR", help=_("The youth's number, such as 17."))]
YouthIds = Annotated[
    str, typer.Argument(metavar="NR", help=_("Numbers: 17, 3,5,8-12, or - for lines on input."))
]
On = Annotated[
    str, typer.Option("--on", metavar=_("DAY"), help=_("The day it happened; today if not told."))
]
ChannelOption = Annotated[
    str,
    typer.Option(
        "--channel",
        metavar=_("CHANNEL"),
        help=_("phone, sms, letter, home-visit …"),
        autocompletion=completing(Channel),
    ),
]
OccupationOption = Annotated[
    str,
    typer.Option(
        "--occupation",
        metavar=_("OCCUPATION"),
        help=_("What the youth does now."),
        autocompletion=completing(OccupationCode),
    ),
]
ResultArgument = Annotated[
    str,
    typer.Argument(
        metavar=_("RESULT"),
        help=_("What came of it; see above."),
        autocompletion=completing(AttemptResult),
    ),
]
SourceOption = Annotated[
    str,
    typer.Option(
        "--source", metavar=_("WHO"), help=_("youth, guardian, school, authority or other.")
    ),
]
Says = Annotated[str, typer.Option("--says", metavar=_("TEXT"), help=_('A few words on "other".'))]
To = Annotated[str, typer.Option("--to", metavar=_("WHO"), help=_("youth, guardian or other."))]
From = Annotated[str, typer.Option("--from", metavar=_("WHO"), help=_("youth, guardian or other."))]
Number = Annotated[
    str, typer.Option("--number", metavar=_("NUMBER"), help=_("The number used; - asks for it."))
]
At = Annotated[str, typer.Option("--at", metavar=_("TIME"), help=_("The hour, such as 15:48."))]
Place = Annotated[
    str, typer.Option("--place", metavar=_("TEXT"), help=_("Where, when sought out."))
]
With = Annotated[
    str, typer.Option("--with", metavar=_("NAME"), help=_("The colleague who was along."))
]
Mine = Annotated[bool, typer.Option("--mine", help=_("Only youths whose contact person you are."))]
Next = Annotated[str, typer.Option("--next", metavar=_("DAY"), help=_("When to try again."))]
Note = Annotated[
    str, typer.Option("--note", metavar=_("TEXT"), help=_("A short note; - asks for it."))
]
Sms = Annotated[
    bool, typer.Option("--sms", help=_("A text message was sent after the unanswered call."))
]
More = Annotated[
    str,
    typer.Argument(
        metavar=_("[MORE]"), help=_("An occupation after reached, an hour or day after call-later.")
    ),
]
Programme = Annotated[
    str, typer.Option("--programme", metavar=_("NAME"), help=_("The programme it is about."))
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask; do it."))]


def code(text: str, codes: type[E], among: Iterable[E] | None = None) -> E | None:
    """The code typed, or None when nothing was."""
    return read_code(text, codes, among) if text else None


def step_channel(text: str) -> Channel | Task | None:
    """What a step may ask for: a channel, or a task such as check."""
    try:
        return code(text, Channel)
    except UnknownCode:
        with suppress(UnknownCode):
            return code(text, Task)
        raise


def past_day(text: str) -> date:
    """The day something happened: today when nothing is typed, else the latest such day."""
    today = clock.today()
    return when.read_day(text, today, forward=False) if text else today


def coming_day(text: str) -> date | None:
    """A day to come: the first such after today; None when nothing is typed."""
    return when.read_day(text, clock.today(), forward=True) if text else None


def hour(text: str) -> time | None:
    return when.read_clock(text) if text else None


def ids(text: str) -> tuple[int, ...]:
    """Numbers of youths as typed, or one or more on each line of standard input for "-"."""
    if text != "-":
        return when.read_ids(text)
    read = [youth for line in ask.lines() for youth in when.read_ids(line)]
    if not read:
        raise UsageProblem(_("No number came on standard input. Nothing was saved."))
    return tuple(dict.fromkeys(read))
