"""What may be told of a measure on the command line, and how it is read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kaa_cli.cli import ask, typed
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import catalogue, field_forms, field_word, plain, quotable, titled_field
from kaa_cli.rules.codes import MeasureEnd, OccupationCode
from kaa_cli.rules.measures import CONTENT, DAYS
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.work.measures import Told

CLEARABLE = (
    *(*DAYS, *CONTENT),
    *("provider", "programme", "run", "end_reason", "occupation_before", "occupation_after"),
)


def _completing(incomplete: str) -> list[str]:
    words = (catalogue.typed_type(code) for code in catalogue.codes())
    return [word for word in words if word.startswith(incomplete)]


def _text(option: str, what: str) -> Any:
    return typer.Option(option, metavar=_("TEXT"), help=what)


Kind = Annotated[
    str,
    typer.Argument(
        metavar=_("[TYPE]"),
        help=_("What it is, such as coaching; all: kaa measure types."),
        autocompletion=_completing,
    ),
]
Which = Annotated[
    int | None,
    typer.Option("--measure", metavar="N", min=1, help=_("Which one, if there are several.")),
]
Programme = Annotated[
    str, typer.Option("--programme", metavar=_("NAME"), help=_("The programme it is part of."))
]
Run = Annotated[
    str, typer.Option("--run", metavar=_("NAME"), help=_("Which time the programme is given."))
]
Provider = Annotated[str, _text("--provider", _("Who gives it."))]
Goal = Annotated[str, _text("--goal", _("The goal and the plan; - asks for it."))]
ByYouth = Annotated[str, _text("--by-youth", _("What the youth does in it; - asks for it."))]
ByMunicipality = Annotated[
    str, _text("--by-municipality", _("What the municipality does; - asks for it."))
]
ByOther = Annotated[str, _text("--by-other", _("What another actor does; - asks for it."))]
Week = Annotated[str, _text("--week", _("The plan of the week; - asks for it."))]


def told(kind: str, programme: str, run: str, **texts: str) -> "Told":
    """What is told of a measure; `-` is asked for, and what is not told is left as it is."""
    from kaa_cli.work.measures import Told

    content = {
        name: ask.text_or_asked(text, titled_field(name)).strip()
        for name, text in texts.items()
        if text
    }
    return Told(kind, programme, run, content)


def corrected(clear: list[str], **told: str) -> dict[str, Any]:
    """Days and codes as they are to be, by column; None for what is to be blank."""
    values: dict[str, Any] = {}
    for name, text in told.items():
        if text:
            values[name] = _readers().get(name, typed.past_day)(text)
    for word in clear:
        field = _field(word)
        blank = "" if field in {*CONTENT, "provider", "programme"} else None
        values["run_id" if field == "run" else field] = blank
        if field == "programme":
            values["run_id"] = None
    return values


def _readers() -> dict[str, Callable[[str], Any]]:
    return {
        "end_reason": lambda text: typed.code(text, MeasureEnd),
        "occupation_before": lambda text: typed.code(text, OccupationCode),
        "occupation_after": lambda text: typed.code(text, OccupationCode),
    }


def _field(word: str) -> str:
    for field in CLEARABLE:
        if plain(word) in {plain(form) for form in (field, *field_forms(field))}:
            return field
    known = ", ".join(field_word(field) for field in CLEARABLE)
    raise UsageProblem(
        _('"{word}" is nothing that can be emptied. There are: {known}.').format(
            word=quotable(word), known=known
        )
    )
