"""Whether outcomes last: asking again, and the list of outcomes."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, typed
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.outward import tells_of_need
from kaa_cli.rules.support_codes import BreakReason, Lasting
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.rules.outcome_checks import Checked, Led
    from kaa_cli.show.screen import Screen

outcome_checks = Room()
_CHECKED_KEYS = ("youth", "category", "result", "reason", "on", "ask_on")
_LIST_KEYS = ("youth", "given_name", "category", "detail", "on", "held", "ask_on", "time")


@outcome_checks.command("check")
def check(
    ctx: typer.Context,
    youths: typed.YouthIds,
    result: Annotated[
        str,
        typer.Argument(
            metavar=_("RESULT"),
            help=_("sustained, interrupted or not-known."),
            autocompletion=typed.completing(Lasting),
        ),
    ],
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar=_("REASON"),
            help=_("Why it did not last; see above."),
            autocompletion=typed.completing(BreakReason),
        ),
    ] = "",
    says: typed.Says = "",
    on: typed.On = "",
    occupation: typed.OccupationOption = "",
    form: output.Format = "table",
) -> None:
    """Save whether what it led to still holds. Who has lost it is due again at once.

    Reasons: left-studies, job-ended, support-ended, moved, other. "Other" needs a few words:
    --says, or --says - which asks for them.

    \b
    kaa outcome check 17 sustained
    kaa outcome check 17 interrupted --reason left-studies --occupation none
    """
    from kaa_cli.rules.outcome_checks import CheckTold
    from kaa_cli.show import lasting as drawing
    from kaa_cli.work import lasting

    told = CheckTold(
        read_code(result, Lasting),
        typed.past_day(on),
        typed.code(reason, BreakReason),
        ask.text_or_asked(says, _("A few words")),
        typed.code(occupation, OccupationCode),
    )
    ids = typed.ids(youths)
    with writing(ctx.obj, "outcome check") as desk:
        checked = lasting.check_outcomes(desk, ids, told)

    def draw(screen: "Screen") -> None:
        for one in checked:
            drawing.draw_checked(screen, one, clock.today())

    listed = [_checked_row(one) for one in checked]
    several = "," in youths or "-" in youths
    output.answer(listed if several else listed[0], _CHECKED_KEYS, draw, form)


def _checked_row(one: "Checked") -> dict[str, object]:
    from kaa_cli.cli import rows

    out = one.step.due_on is None
    return {
        "youth": one.case.person.id,
        "category": one.outcome.category,
        "result": one.told.result,
        "reason": one.told.reason,
        "on": one.told.on,
        "ask_on": one.asking.due_on if one.asking else None,
        "next": None if out else rows.step_row(one.case, one.step, clock.today()),
    }


@outcome_checks.command("list")
def list_outcomes(
    ctx: typer.Context,
    due: Annotated[bool, typer.Option("--due", help=_("Only those to ask about today."))] = False,
    mine: typed.Mine = False,
    form: output.Format = "table",
    out: output.Out = "",
    force: output.Force = False,
) -> None:
    """List where it led for each youth, whether it held, and when it is asked about again.

    \b
    kaa outcome list --due
    kaa outcome list -f csv
    """
    from kaa_cli.show import lasting as drawing
    from kaa_cli.work import lasting

    with reading(ctx.obj, listing="outcome list", out=out) as desk:
        found = lasting.led(desk, due=due, mine=mine)
        desk.list_out(one.case.person.id for one in found)

    def draw(screen: "Screen") -> None:
        drawing.draw_list(screen, found, clock.today(), due=due)

    output.answer([_led_row(one) for one in found], _LIST_KEYS, draw, form, out, force=force)


def _led_row(led: "Led") -> dict[str, object]:
    from kaa_cli.show.sentences import name_of

    checks = led.outcome.checks
    return {
        "youth": led.case.person.id,
        "given_name": name_of(led.case.person),
        "category": led.outcome.category,
        "detail": None if tells_of_need(led.outcome.detail) else led.outcome.detail,
        "on": led.outcome.on,
        "held": checks[-1].result if checks else None,
        "ask_on": led.ask_on,
        "time": led.asking.number if led.asking else None,
        "checks": [{"on": check.on, "result": check.result} for check in checks],
    }
