"""The figures of the team's own work: the flow, the load, and where the goals stand."""

import typer

from kaa_cli.cli import output, report_rows
from kaa_cli.cli import report_options as options
from kaa_cli.cli import report_work_rows as rows
from kaa_cli.cli.help import Room
from kaa_cli.cli.report_answer import Answered, give, look

work_reports = Room()


@work_reports.command("inflow")
def inflow(
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
    """Print who came and who left, month by month, and the backlog.

    \b
    kaa report inflow --half-year 2026H2
    kaa report inflow --by reason
    """
    from kaa_cli.show.report_inflow import inflow_report
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
    told, register, settings = look(ctx, asked, reporting.inflow)
    answered = Answered(
        inflow_report(told, register),
        rows.inflow_row(told),
        rows.inflow_lines(told),
        (*report_rows.keys_of(asked.by), *rows.INFLOW_KEYS),
    )
    give(answered, leaving, settings)


@work_reports.command("load")
def load(
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
    """Print what the team has to carry: youths, what was done each week, what falls due.

    \b
    kaa report load
    kaa report load --by municipality
    """
    from kaa_cli.show.report_load import load_report
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
    told, register, settings = look(ctx, asked, reporting.load)
    answered = Answered(
        load_report(told, register),
        rows.load_row(told),
        report_rows.flat(asked.by, told.groups, told.total, rows.held),
        (*report_rows.keys_of(asked.by), *rows.LOAD_KEYS),
    )
    give(answered, leaving, settings)


@work_reports.command("goals")
def goals(
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
    """Print where the goals stand: mapped, onward, first attempt and contact in time.

    \b
    kaa report goals
    kaa report goals --half-year 2026H1 --by sex
    """
    from kaa_cli.show.report_goals import goals_report
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
    told, register, settings = look(ctx, asked, reporting.goals)
    answered = Answered(
        goals_report(told, register),
        rows.goals_row(told),
        rows.goal_lines(told),
        (*report_rows.keys_of(asked.by), *rows.GOAL_KEYS),
    )
    give(answered, leaving, settings)
