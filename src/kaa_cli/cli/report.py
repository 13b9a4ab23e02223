"""The figures: each share names what it is of. Options and forms are those of every report."""

from typing import TYPE_CHECKING

from kaa_cli.cli import report_rows
from kaa_cli.cli import report_work_rows as rows
from kaa_cli.cli.report_answer import Answered, Reports

if TYPE_CHECKING:
    from kaa_cli.cli.report_answer import Telling
    from kaa_cli.rules.goals import Goals
    from kaa_cli.rules.grouping import Asked
    from kaa_cli.rules.inflow import Inflow
    from kaa_cli.rules.rates import OutcomeTable
    from kaa_cli.rules.reach import Reach
    from kaa_cli.rules.tries import Tries
    from kaa_cli.rules.workload import Load

report = Reports("report_sustained:sustained_report", "half_year:half_years")


@report.command("outcomes")
def outcomes() -> "Telling[OutcomeTable]":
    """Print where it led: studies, work, another authority, or remains.

    \b
    kaa report outcomes --by sex --from 2018-07-01 --to 2018-12-17
    kaa report outcomes --programme Coachingteamet --by sex,age -o outcomes.xlsx
    """
    from kaa_cli.show.report_outcomes import outcomes_report
    from kaa_cli.work import reporting

    def answered(told: "OutcomeTable", asked: "Asked", register: str) -> Answered:
        return Answered(
            outcomes_report(told, asked, register),
            report_rows.outcomes_row(told, asked),
            report_rows.flat(told.by, told.groups, told.total, report_rows.outcome_sum),
            (*report_rows.keys_of(told.by), *report_rows.OUTCOME_KEYS),
        )

    return reporting.outcomes, answered


@report.command("reach")
def reach() -> "Telling[Reach]":
    """Print how far those came who were new on the list: tried, reached, mapped, and how soon.

    \b
    kaa report reach --half-year 2026H2
    kaa report reach --by school --from 2026-08-01
    """
    from kaa_cli.show.report_reach import reach_report
    from kaa_cli.work import reporting

    def answered(told: "Reach", asked: "Asked", register: str) -> Answered:
        return Answered(
            reach_report(told, register),
            report_rows.reach_row(told),
            report_rows.flat(asked.by, told.groups, told.total, report_rows.reach_sum),
            (*report_rows.keys_of(asked.by), *report_rows.REACH_KEYS),
        )

    return reporting.reach, answered


@report.command("ladder")
def ladder() -> "Telling[Tries]":
    """Print what each channel of the ladder gives, and when calls are answered.

    \b
    kaa report ladder --from 2026-08-01
    kaa report ladder --by sex
    """
    from kaa_cli.show.report_ladder import ladder_report
    from kaa_cli.work import reporting

    def answered(told: "Tries", asked: "Asked", register: str) -> Answered:
        return Answered(
            ladder_report(told, register),
            report_rows.ladder_row(told),
            report_rows.ladder_lines(told),
            (*report_rows.keys_of(asked.by), *report_rows.LADDER_KEYS),
        )

    return reporting.ladder, answered


@report.command("inflow")
def inflow() -> "Telling[Inflow]":
    """Print who came and who left, month by month, and the backlog.

    \b
    kaa report inflow --half-year 2026H2
    kaa report inflow --by reason
    """
    from kaa_cli.show.report_inflow import inflow_report
    from kaa_cli.work import reporting

    def answered(told: "Inflow", asked: "Asked", register: str) -> Answered:
        return Answered(
            inflow_report(told, register),
            rows.inflow_row(told),
            rows.inflow_lines(told),
            (*report_rows.keys_of(asked.by), *rows.INFLOW_KEYS),
        )

    return reporting.inflow, answered


@report.command("load")
def load() -> "Telling[Load]":
    """Print what the team has to carry: youths, what was done each week, what falls due.

    \b
    kaa report load
    kaa report load --by municipality
    """
    from kaa_cli.show.report_load import load_report
    from kaa_cli.work import reporting

    def answered(told: "Load", asked: "Asked", register: str) -> Answered:
        return Answered(
            load_report(told, register),
            rows.load_row(told),
            report_rows.flat(asked.by, told.groups, told.total, rows.held),
            (*report_rows.keys_of(asked.by), *rows.LOAD_KEYS),
        )

    return reporting.load, answered


@report.command("goals")
def goals() -> "Telling[Goals]":
    """Print where the goals stand: mapped, onward, first attempt and contact in time.

    \b
    kaa report goals
    kaa report goals --half-year 2026H1 --by sex
    """
    from kaa_cli.show.report_goals import goals_report
    from kaa_cli.work import reporting

    def answered(told: "Goals", asked: "Asked", register: str) -> Answered:
        return Answered(
            goals_report(told, register),
            rows.goals_row(told),
            rows.goal_lines(told),
            (*report_rows.keys_of(asked.by), *rows.GOAL_KEYS),
        )

    return reporting.goals, answered
