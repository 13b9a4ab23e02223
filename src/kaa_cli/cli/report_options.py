"""What every report can be asked: its period, its groups, and how it leaves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import clock, output, typed, when
from kaa_cli.cli.half_year import half_typed
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.rules.report_codes import By
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.grouping import Asked

FORMS = (*output.FORMS, "html")
_MOST_YEARS = 30


def _known(ctx: typer.Context, form: str) -> str:
    output.place_of(ctx)
    return output.form_of(form, forms=FORMS)


First = Annotated[
    str, typer.Option("--from", metavar=_("DAY"), help=_("From this day; else the half-year."))
]
Last = Annotated[str, typer.Option("--to", metavar=_("DAY"), help=_("To this day; else today."))]
HalfYear = Annotated[
    str, typer.Option("--half-year", metavar="2026H2", help=_("A whole half-year, up to today."))
]
AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar=_("DAY"), help=_("As the register was known on that day.")),
]
Programme = typed.Programme
Municipality = Annotated[
    str, typer.Option("--municipality", metavar=_("NAME"), help=_("Only those who live there."))
]
Groups = Annotated[
    str,
    typer.Option(
        "--by",
        metavar=_("WORDS"),
        help=_("sex, age, school, reason, programme or municipality; several with commas."),
        autocompletion=typed.completing(By),
    ),
]
Form = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORM",
        help=_("table, json, csv, xlsx or html."),
        callback=_known,
    ),
]
Internal = Annotated[
    bool, typer.Option("--internal", help=_("Show small numbers too: not to leave the team."))
]


@dataclass(frozen=True, slots=True)
class Leaving:
    """How the answer leaves: drawn, or as a file."""

    form: str
    out: str
    force: bool
    internal: bool


def read(
    *,
    first: str,
    last: str,
    half: str,
    as_of: str,
    by: str,
    programme: str,
    municipality: str,
) -> "Asked":
    """The question that the options ask; no period goes beyond the day the register is known on."""
    from kaa_cli.rules.grouping import Asked
    from kaa_cli.rules.half_year import half_of

    today = clock.today()
    known_on = when.read_day(as_of, today, forward=False) if as_of else today
    if half and (first or last):
        raise UsageProblem(_("Say --half-year, or --from and --to, not both."))
    if half:
        whole = half_typed(half)
        since, until = whole.first, whole.last
    else:
        until = when.read_day(last, today, forward=False) if last else known_on
        since = when.read_day(first, today, forward=False) if first else half_of(until).first
    if since > known_on and since <= until:
        raise Refused(_("The period has not begun yet: it begins on {first}.").format(first=since))
    until = min(until, known_on)
    if since > until:
        raise Refused(
            _("The period ends before it begins: {first} to {last}.").format(
                first=since, last=until
            )
        )
    if until.year - since.year > _MOST_YEARS:
        raise UsageProblem(
            _("A report is of {n} years at most: --from {first} is too early.").format(
                n=_MOST_YEARS, first=since
            )
        )
    return Asked(since, until, known_on, _groups(by), programme.strip(), municipality.strip())


def _groups(text: str) -> tuple[By, ...]:
    words = [word for word in text.split(",") if word.strip()]
    return tuple(dict.fromkeys(read_code(word, By) for word in words))
