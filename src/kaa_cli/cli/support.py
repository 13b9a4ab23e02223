"""What a youth does now, and where it led."""

from typing import Annotated

import typer

from kaa_cli.cli import clock, output, rows, typed
from kaa_cli.cli.door import writing
from kaa_cli.cli.help import Room
from kaa_cli.labels import label, read_code
from kaa_cli.rules.codes import OccupationCode, OutcomeCategory, Source
from kaa_cli.words import _

occupation = Room("mapping:mapping")
outcome = Room("outcome_checks:outcome_checks")


@occupation.command("set")
def set_occupation(
    ctx: typer.Context,
    youth: typed.YouthId,
    code: Annotated[
        str,
        typer.Argument(
            metavar=_("OCCUPATION"),
            help=_("What the youth does; see above."),
            autocompletion=typed.completing(OccupationCode),
        ),
    ],
    on: typed.On = "",
    source: typed.SourceOption = "youth",
    says: typed.Says = "",
    form: output.Format = "table",
) -> None:
    """Save what a youth does. Known is not reached: the ladder goes on.

    Occupations: upper-secondary, introductory, komvux, komvux-basic, sfi, folk-high-school,
    higher-vocational, labour-market-training, other-studies, work, internship, job-seeking,
    military, abroad, parental-leave, none, other, unknown.

    \b
    kaa occupation set 17 work --source school
    """
    from kaa_cli.show import answers, sentences
    from kaa_cli.work import support

    today = clock.today()
    known, told_by = read_code(code, OccupationCode), read_code(source, Source)
    with writing(ctx.obj, "occupation set") as desk:
        mapped = support.set_occupation(desk, youth, known, typed.past_day(on), told_by, says)
    if form != "table":
        row = {"youth": youth, "occupation": known, "source": told_by, "on": mapped.on}
        row["next"] = (
            None if mapped.next.due_on is None else rows.step_row(mapped.case, mapped.next, today)
        )
        output.answer(row, ("youth", "occupation", "source", "on"), lambda _s: None, form)
        return
    sentence = _("Saved: {who} – {what} ({source}), current for {n} days.")
    if known is OccupationCode.UNKNOWN:  # it is never current
        sentence = _("Saved: {who} – {what} ({source}).")
    output.say(
        sentence.format(
            who=sentences.who(mapped.case.person),
            what=label(known),
            source=label(told_by),
            n=mapped.current_days,
        )
    )
    for line in answers.after_occupation(known, mapped.case):
        output.say(line)
    output.say(sentences.what_next(mapped.next, mapped.case.facts, today))


@outcome.command("record")
def record(
    ctx: typer.Context,
    youth: typed.YouthId,
    category: Annotated[
        str,
        typer.Argument(
            metavar=_("CATEGORY"),
            help=_("studies, work, other-authority or remains."),
            autocompletion=typed.completing(OutcomeCategory),
        ),
    ],
    detail: Annotated[
        str, typer.Option("--detail", metavar=_("DETAIL"), help=_("More exactly; see above."))
    ] = "",
    on: typed.On = "",
    programme: typed.Programme = "",
    form: output.Format = "table",
) -> None:
    """Save where it led for a youth; the registration is not closed by it.

    Details. Studies: the school's form, such as komvux. Work: employment, temporary, own-business.
    Other authority: employment-service, social-services, labour-market-unit, insurance-agency.

    \b
    kaa outcome record 17 studies --detail introductory
    """
    from kaa_cli.files.cells import CellFault
    from kaa_cli.files.history import read_detail
    from kaa_cli.show import sentences
    from kaa_cli.work import support

    where_to, on_day = read_code(category, OutcomeCategory), typed.past_day(on)
    try:
        more = read_detail(detail, where_to) if detail else None
    except CellFault:
        more = detail
    with writing(ctx.obj, "outcome record") as desk:
        case = support.record_outcome(desk, youth, where_to, more, on_day, programme)
    if form != "table":
        row = {"youth": youth, "category": where_to, "detail": more, "on": on_day}
        output.answer(row, ("youth", "category", "detail", "on"), lambda _s: None, form)
        return
    output.say(
        _("Saved: {who}, outcome {what}, {day}.").format(
            who=sentences.who(case.person),
            what=label(where_to),
            day=sentences.moment(on_day, None, clock.today()),
        )
    )
    if case.period.ended_on is None:
        output.say(_("The registration is still open: kaa youth close {no}").format(no=youth))
