"""The figures: each share names what it is of."""

import typer

from kaa_cli.cli import output, report_rows
from kaa_cli.cli import report_options as options
from kaa_cli.cli.help import Room
from kaa_cli.cli.report_answer import Answered, give, look
from kaa_cli.words import _

report = Room(help=_("The figures."))


@report.command("outcomes")
def outcomes(
    ctx: typer.Context,
    first: options.First = "",
    last: options.Last = "",
    half: options.HalfYear = "",
    as_of: options.AsOf = "",
    by: options.Groups = "",
    programme: options.Programme = "",
    municipality: options.Municipality = "",
    form: options.Form = "table",
    out: output.Out = "",
    force: output.Force = False,
    internal: options.Internal = False,
) -> None:
    """Print where it led: studies, work, another authority, or remains.

    \b
    kaa report outcomes --by sex --from 2018-07-01 --to 2018-12-17
    kaa report outcomes --programme Coachingteamet --by sex,age -o outcomes.xlsx
    """
    from kaa_cli.show.report_outcomes import outcomes_report
    from kaa_cli.work import reporting

    asked = options.read(
        first=first,
        last=last,
        half=half,
        as_of=as_of,
        by=by,
        programme=programme,
        municipality=municipality,
    )
    leaving = options.Leaving(form, out, force, internal)
    told, register, settings = look(ctx, asked, reporting.outcomes)
    lines = report_rows.flat(told.by, told.groups, told.total, report_rows.outcome_sum)
    answered = Answered(
        outcomes_report(told, asked, register),
        report_rows.outcomes_row(told, asked),
        lines,
        (*report_rows.keys_of(told.by), *report_rows.OUTCOME_KEYS),
    )
    give(answered, leaving, settings)


@report.command("reach")
def reach(
    ctx: typer.Context,
    first: options.First = "",
    last: options.Last = "",
    half: options.HalfYear = "",
    as_of: options.AsOf = "",
    by: options.Groups = "",
    programme: options.Programme = "",
    municipality: options.Municipality = "",
    form: options.Form = "table",
    out: output.Out = "",
    force: output.Force = False,
    internal: options.Internal = False,
) -> None:
    """Print how far those came who were new on the list: tried, reached, mapped, and how soon.

    \b
    kaa report reach --half-year 2026H2
    kaa report reach --by school --from 2026-08-01
    """
    from kaa_cli.show.report_reach import reach_report
    from kaa_cli.work import reporting

    asked = options.read(
        first=first,
        last=last,
        half=half,
        as_of=as_of,
        by=by,
        programme=programme,
        municipality=municipality,
    )
    leaving = options.Leaving(form, out, force, internal)
    told, register, settings = look(ctx, asked, reporting.reach)
    lines = report_rows.flat(asked.by, told.groups, told.total, report_rows.reach_sum)
    answered = Answered(
        reach_report(told, register),
        report_rows.reach_row(told),
        lines,
        (*report_rows.keys_of(asked.by), *report_rows.REACH_KEYS),
    )
    give(answered, leaving, settings)


@report.command("ladder")
def ladder(
    ctx: typer.Context,
    first: options.First = "",
    last: options.Last = "",
    half: options.HalfYear = "",
    as_of: options.AsOf = "",
    by: options.Groups = "",
    programme: options.Programme = "",
    municipality: options.Municipality = "",
    form: options.Form = "table",
    out: output.Out = "",
    force: output.Force = False,
    internal: options.Internal = False,
) -> None:
    """Print what each channel of the ladder gives, and when calls are answered.

    \b
    kaa report ladder --from 2026-08-01
    kaa report ladder --by sex
    """
    from kaa_cli.show.report_ladder import ladder_report
    from kaa_cli.work import reporting

    asked = options.read(
        first=first,
        last=last,
        half=half,
        as_of=as_of,
        by=by,
        programme=programme,
        municipality=municipality,
    )
    leaving = options.Leaving(form, out, force, internal)
    told, register, settings = look(ctx, asked, reporting.ladder)
    answered = Answered(
        ladder_report(told, register),
        report_rows.ladder_row(told),
        report_rows.ladder_lines(told),
        (*report_rows.keys_of(asked.by), *report_rows.LADDER_KEYS),
    )
    give(answered, leaving, settings)
