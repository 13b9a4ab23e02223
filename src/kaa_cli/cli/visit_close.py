"""Closing a round of home visits: what came of it is asked row by row, and saved all at once."""

from typing import TYPE_CHECKING, Annotated

import typer

from kaa_cli.cli import ask, clock, output, rows, when
from kaa_cli.cli.call_questions import ask_occupation, tell_keys
from kaa_cli.cli.door import reading, writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.visits import RoundId
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.labels.keys import VISIT_KEYS, letter, read_key
from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.visits import TALKS, Plan, Stop, VisitResult, possible_results
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.show.screen import Screen
    from kaa_cli.work.visits import Told

round_closing = Room()


@round_closing.command("close")
def close(
    ctx: typer.Context,
    number: RoundId,
    result: Annotated[
        str,
        typer.Option(
            "--result",
            metavar="NR=RESULT,…",
            help=_("For scripts: 17=reached,31=reached:work,44=not-home; the rest not visited."),
        ),
    ] = "",
    nobody: Annotated[
        bool, typer.Option("--nobody", help=_("Nobody was visited: all are due again."))
    ] = False,
    form: output.Format = "table",
) -> None:
    """Tell what came of a round, row by row; all of it is saved at the end, or nothing.

    Results: reached, guardian-reached (under 18 only), not-home, declined, wrong-address,
    not-visited.

    \b
    kaa visit close 3
    kaa visit close 3 --result 17=reached:work,31=not-home
    kaa visit close 3 --nobody
    """
    from kaa_cli.work import visits

    if nobody and result:
        raise UsageProblem(_("Choose one of --result and --nobody."))
    told = {} if nobody else _typed(result)
    with reading(ctx.obj, listing="" if nobody or result else "visit close") as desk:
        saved = visits.round_of(desk, number)
        desk.list_out(saved.youths)
    visits.must_be_open(saved.round)
    if not (nobody or result):
        told = _asked(saved)
    with writing(ctx.obj, "visit close") as desk:
        closed = visits.close(desk, number, told)
    row = {
        "round": number,
        "closed_on": closed.round.closed_on,
        "logged": [rows.logged_row(one, clock.today()) for one in closed.logged],
        "not_visited": list(closed.unvisited),
    }

    def draw(screen: "Screen") -> None:
        from kaa_cli.show import visits as drawing

        others = [youth for youth in closed.unvisited if youth not in closed.again]
        drawing.draw_closed(screen, number, closed.logged, closed.again, others, clock.today())

    output.answer(row, ("round", "closed_on"), draw, form)


def _typed(text: str) -> "dict[int, Told]":
    """`17=reached:work,31=not-home` as what came of each."""
    from kaa_cli.work.visits import Told

    told: dict[int, Told] = {}
    for part in filter(None, text.split(",")):
        youth, equals, words = part.partition("=")
        if not equals:
            raise UsageProblem(_('--result takes NR=RESULT, such as "17=reached,31=not-home".'))
        numbers = when.read_ids(youth.strip())
        if len(numbers) > 1 or numbers[0] in told:
            raise UsageProblem(_("--result names each youth once, by one number."))
        word, colon, occupation = words.partition(":")
        known = read_code(occupation, OccupationCode) if colon else None
        result = read_code(word, VisitResult)
        if known and result not in TALKS:
            raise UsageProblem(_("An occupation is told by somebody who was reached."))
        told[numbers[0]] = Told(result, known)
    return told


def _asked(saved: Plan) -> "dict[int, Told]":
    """Row by row at the prompt; nothing is saved before the last one is confirmed."""
    from kaa_cli.show import visits as drawing

    one = saved.round
    if one.on > clock.today():
        sentence = _(
            "Round {n} is on {day}. Called off? kaa visit close {n} --nobody. Nothing was saved."
        )
        raise Refused(sentence.format(n=one.id, day=one.on))
    for line in drawing.legend(saved):
        ask.tell(line)
    told = {stop.case.person.id: _ask_about(stop, saved) for stop in saved.stops}
    counted = drawing.counted(visit.result for visit in told.values())
    if not ask.confirm(_("{counted}. Save?").format(counted=counted), default=True):
        raise Refused(_("Nothing was saved."))
    return told


def _ask_about(stop: Stop, saved: Plan) -> "Told":
    from kaa_cli.show import visits as drawing
    from kaa_cli.work.visits import Told

    possible = possible_results(stop.case, saved.round.on)
    result = None
    while result is None:
        text = ask.ask(drawing.question(stop, saved.round.on, possible))
        result = read_key(text, VISIT_KEYS, possible)
        if result is None:
            tell_keys([letter(VISIT_KEYS[one]) for one in possible])
    if result not in TALKS:
        return Told(result)
    return Told(result, *ask_occupation(stop.case.person))
