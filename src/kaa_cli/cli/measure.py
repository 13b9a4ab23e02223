"""What is offered to a youth, from the offer to the end."""

from typing import Annotated

import typer

from kaa_cli.cli import after_measures, measure_options, output, typed
from kaa_cli.cli.door import writing
from kaa_cli.cli.help import Room
from kaa_cli.cli.measure_told import tell_measure
from kaa_cli.errors import UsageProblem
from kaa_cli.labels import read_code
from kaa_cli.rules.codes import MeasureEnd, OccupationCode, Source
from kaa_cli.words import _

measure = Room("measure_lists:measure_lists")
measure.lists(
    "types",
    "measure_types:measure_types",
    _("List every kind of measure: those that came with kaa, and the municipality's own."),
)


@measure.command("offer")
def offer(
    ctx: typer.Context,
    youth: typed.YouthId,
    kind: measure_options.Kind = "",
    accepted: Annotated[
        bool, typer.Option("--accepted", help=_("And the youth said yes."))
    ] = False,
    declined: Annotated[bool, typer.Option("--declined", help=_("And the youth said no."))] = False,
    on: typed.On = "",
    programme: measure_options.Programme = "",
    run: measure_options.Run = "",
    provider: measure_options.Provider = "",
    goal: measure_options.Goal = "",
    by_youth: measure_options.ByYouth = "",
    by_municipality: measure_options.ByMunicipality = "",
    by_other: measure_options.ByOther = "",
    week: measure_options.Week = "",
    form: output.Format = "table",
) -> None:
    """Save that something was offered to a youth.

    A programme tells by itself what kind of measure it is. Texts are short.

    \b
    kaa measure offer 17 coaching
    kaa measure offer 17 --programme Möjligheten --accepted
    """
    from kaa_cli.work import measures

    if accepted and declined:
        raise UsageProblem(_("Choose one of --accepted and --declined."))
    told = measure_options.told(
        kind,
        programme,
        run,
        provider=provider,
        goal=goal,
        by_youth=by_youth,
        by_municipality=by_municipality,
        by_other=by_other,
        week=week,
    )
    with writing(ctx.obj, "measure offer") as desk:
        day = typed.past_day(on)
        saved = measures.offer(desk, youth, told, day, accepted=accepted, declined=declined)
    tell_measure(saved, form)


@measure.command("accept")
def accept(
    ctx: typer.Context,
    youth: typed.YouthId,
    on: typed.On = "",
    which: measure_options.Which = None,
    form: output.Format = "table",
) -> None:
    """The youth said yes to what was offered.

    \b
    kaa measure accept 17
    """
    from kaa_cli.work import measures

    with writing(ctx.obj, "measure accept") as desk:
        saved = measures.accept(desk, youth, typed.past_day(on), which)
    tell_measure(saved, form)


@measure.command("decline")
def decline(
    ctx: typer.Context,
    youth: typed.YouthId,
    on: typed.On = "",
    which: measure_options.Which = None,
    form: output.Format = "table",
) -> None:
    """The youth said no to what was offered; the ladder goes on as before.

    \b
    kaa measure decline 17
    """
    from kaa_cli.work import measures

    with writing(ctx.obj, "measure decline") as desk:
        saved = measures.decline(desk, youth, typed.past_day(on), which)
    tell_measure(saved, form)


@measure.command("start")
def start(
    ctx: typer.Context,
    youth: typed.YouthId,
    kind: measure_options.Kind = "",
    on: typed.On = "",
    which: measure_options.Which = None,
    follow_up: Annotated[
        str, typer.Option("--next", metavar=_("DAY"), help=_("When to follow it up."))
    ] = "",
    before: Annotated[
        str,
        typer.Option(
            "--before",
            metavar=_("OCCUPATION"),
            help=_("What the youth did until then; as it is known if not told."),
            autocompletion=typed.completing(OccupationCode),
        ),
    ] = "",
    programme: measure_options.Programme = "",
    run: measure_options.Run = "",
    provider: measure_options.Provider = "",
    goal: measure_options.Goal = "",
    by_youth: measure_options.ByYouth = "",
    by_municipality: measure_options.ByMunicipality = "",
    by_other: measure_options.ByOther = "",
    week: measure_options.Week = "",
    form: output.Format = "table",
) -> None:
    """It began: what was offered, or with a type something that was not offered in advance.

    While it runs the ladder rests, and the youth comes back to be followed up.

    \b
    kaa measure start 17
    kaa measure start 17 internship --provider Cykelverkstan --next +2w
    """
    from kaa_cli.work import following_up, measures

    told = measure_options.told(
        kind,
        programme,
        run,
        provider=provider,
        goal=goal,
        by_youth=by_youth,
        by_municipality=by_municipality,
        by_other=by_other,
        week=week,
    )
    known, day = typed.code(before, OccupationCode), typed.past_day(on)
    with writing(ctx.obj, "measure start") as desk:
        saved = measures.start(desk, youth, told, day, which, known)
        if agreed := typed.coming_day(follow_up):
            followed = following_up.plan(desk, youth, agreed, saved.record.id)
            saved = measures.Saved(followed.record, followed.standing)
    tell_measure(saved, form)


@measure.command("end")
def end(
    ctx: typer.Context,
    youth: typed.YouthId,
    reason: Annotated[
        str,
        typer.Argument(
            metavar=_("REASON"),
            help=_("Why it ended; see above."),
            autocompletion=typed.completing(MeasureEnd),
        ),
    ],
    occupation: typed.OccupationOption = "",
    source: typed.SourceOption = "youth",
    says: typed.Says = "",
    on: typed.On = "",
    which: measure_options.Which = None,
    form: output.Format = "table",
) -> None:
    """It ended, why, and what the youth does now; asked for if it is not told.

    Reasons: completed, to-studies, to-work, to-other-measure, interrupted, turned-20, moved, other.

    \b
    kaa measure end 17 to-studies --occupation komvux
    """
    from kaa_cli.work import measures

    code, day = read_code(reason, MeasureEnd), typed.past_day(on)
    told_by = read_code(source, Source)
    now = typed.code(occupation, OccupationCode)
    if now is None:
        now, says = after_measures.asked(ctx, [youth])
    with writing(ctx.obj, "measure end") as desk:
        saved = measures.end(desk, youth, code, day, measures.After(now, told_by, says), which)
    tell_measure(saved, form)


@measure.command("edit")
def edit(
    ctx: typer.Context,
    youth: typed.YouthId,
    kind: measure_options.Kind = "",
    which: measure_options.Which = None,
    programme: measure_options.Programme = "",
    run: measure_options.Run = "",
    provider: measure_options.Provider = "",
    goal: measure_options.Goal = "",
    by_youth: measure_options.ByYouth = "",
    by_municipality: measure_options.ByMunicipality = "",
    by_other: measure_options.ByOther = "",
    week: measure_options.Week = "",
    offered: Annotated[str, typer.Option("--offered", metavar=_("DAY"))] = "",
    accepted: Annotated[str, typer.Option("--accepted", metavar=_("DAY"))] = "",
    declined: Annotated[str, typer.Option("--declined", metavar=_("DAY"))] = "",
    started: Annotated[str, typer.Option("--started", metavar=_("DAY"))] = "",
    ended: Annotated[str, typer.Option("--ended", metavar=_("DAY"))] = "",
    reason: Annotated[str, typer.Option("--reason", metavar=_("REASON"))] = "",
    before: Annotated[str, typer.Option("--before", metavar=_("OCCUPATION"))] = "",
    after: Annotated[str, typer.Option("--after", metavar=_("OCCUPATION"))] = "",
    clear: Annotated[
        list[str] | None,
        typer.Option("--clear", metavar=_("FIELD"), help=_("What to empty; may be repeated.")),
    ] = None,
    form: output.Format = "table",
) -> None:
    """Write down or correct what is kept of a measure; what stood there is in the log.

    \b
    kaa measure edit 17 --goal - --week -
    kaa measure edit 17 --started 15/9 --measure 4
    kaa measure edit 17 --clear provider
    """
    from kaa_cli.work import measures

    told = measure_options.told(
        kind,
        programme,
        run,
        provider=provider,
        goal=goal,
        by_youth=by_youth,
        by_municipality=by_municipality,
        by_other=by_other,
        week=week,
    )
    values = measure_options.corrected(
        clear or [],
        offered_on=offered,
        accepted_on=accepted,
        declined_on=declined,
        started_on=started,
        ended_on=ended,
        end_reason=reason,
        occupation_before=before,
        occupation_after=after,
    )
    if not (values or told.type or told.programme or told.run or told.content):
        raise UsageProblem(_("What is to be changed? Such as --goal -, or --started 15/9."))
    with writing(ctx.obj, "measure edit") as desk:
        saved = measures.edit(desk, youth, told, values, which)
    tell_measure(saved, form)
