"""The reports as they leave the team: no small group can be worked out from what stays in them."""

from collections import Counter
from datetime import date

from kaa_cli.rules.codes import AppointmentState, Channel, EndReason, OutcomeCategory, Reason, Sex
from kaa_cli.rules.figures import HIDDEN, Cell, Report, Share
from kaa_cli.rules.goals import Goals, Standing
from kaa_cli.rules.grouping import Asked, Values
from kaa_cli.rules.inflow import Flow, Inflow, Span
from kaa_cli.rules.rates import OutcomeSum, OutcomeTable
from kaa_cli.rules.report_codes import By, Goal, Part
from kaa_cli.rules.suppression import suppressed
from kaa_cli.rules.tries import ChannelSum, Tries, Visits
from kaa_cli.rules.workload import Held, Load, Week
from kaa_cli.show.report_goals import goals_report
from kaa_cli.show.report_inflow import inflow_report
from kaa_cli.show.report_ladder import ladder_report
from kaa_cli.show.report_load import load_report
from kaa_cli.show.report_outcomes import outcomes_report

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def asked(*by: By) -> Asked:
    return Asked(FIRST, LAST, LAST, by)


def leaving(report: Report) -> Report:
    return suppressed(report, 5)


def column(report: Report, table: int, key: str) -> list[Cell]:
    told = report.tables[table]
    at = [column.key for column in told.columns].index(key)
    return [row[at] for row in told.rows]


def phone(attempts: int, tried: int, reached: int = 0) -> ChannelSum:
    return ChannelSum(Channel.PHONE, 1, attempts, tried, Share(reached, tried), 0, 2.0)


def ladder(weekdays: tuple[tuple[int, Share], ...], parts: tuple[tuple[Part, Share], ...]) -> Tries:
    groups: tuple[tuple[Values, tuple[ChannelSum, ...]], ...] = (
        (("Alpha",), (phone(6, 1),)),
        (("Beta",), (phone(30, 8),)),
    )
    return Tries(asked(By.SCHOOL), (phone(36, 9),), groups, weekdays, parts, (), Visits())


def test_the_channels_do_not_tell_what_the_groups_hide() -> None:
    told = leaving(ladder_report(ladder((), ()), ""))
    alpha, beta = column(told, 1, "tried")
    (everybody,) = column(told, 0, "tried")
    assert alpha is HIDDEN
    assert HIDDEN in (beta, everybody)


def test_the_hours_of_calls_do_not_tell_what_the_weekdays_hide() -> None:
    calls = ladder(((3, Share(1, 1)), (6, Share(8, 8))), ((Part.NOT_NOTED, Share(9, 9)),))
    told = leaving(ladder_report(calls, ""))
    thursday, sunday = column(told, 2, "answered")
    assert thursday is HIDDEN
    assert HIDDEN in (sunday, *column(told, 3, "answered"))


def test_a_goal_of_everybody_does_not_tell_what_the_groups_hide() -> None:
    def mapped(count: int, of: int) -> Standing:
        return Standing(Goal.MAPPED, 1.0, Share(count, of), is_assumed=False)

    groups = ((("Alpha",), (mapped(1, 9),)), (("Beta",), (mapped(8, 17),)))
    total = (mapped(9, 26),)
    told = leaving(goals_report(Goals(asked(By.SCHOOL), 14, total, groups), ""))
    alpha, beta = column(told, 1, "share")
    assert alpha is HIDDEN
    assert HIDDEN in (beta, *column(told, 0, "share"))
    for table in (0, 1):
        for share, is_met, lacks in zip(
            *(column(told, table, key) for key in ("share", "is_met", "lacks")), strict=True
        ):
            assert (share is HIDDEN) is (is_met is HIDDEN) is (lacks is HIDDEN)


def test_the_reasons_do_not_tell_what_groups_by_reason_hide() -> None:
    def flow(new: int, there: int) -> Flow:
        return Flow(Span(FIRST, LAST), new, 0, there, 0, 0)

    dropped, never = Reason.DROPPED_OUT_NATIONAL, Reason.NEVER_STARTED
    groups: tuple[tuple[Values, Flow], ...] = (
        ((Sex.FEMALE, dropped), flow(8, 30)),
        ((Sex.FEMALE, never), flow(10, 30)),
        ((Sex.MALE, dropped), flow(1, 30)),
        ((Sex.MALE, never), flow(6, 30)),
    )
    reasons = Counter({dropped: 9, never: 16})
    no_ends: Counter[EndReason] = Counter()
    whole = flow(25, 120)
    told = leaving(
        inflow_report(
            Inflow(
                asked(By.SEX, By.REASON),
                False,
                (whole,),
                flow(0, 95),
                whole,
                reasons,
                no_ends,
                groups,
            ),
            "",
        )
    )
    girls, _girls_never, boys, *_rest = column(told, 2, "new")
    assert boys is HIDDEN
    assert HIDDEN in (girls, column(told, 3, "count")[0])


def test_the_average_does_not_tell_how_many_have_a_contact_person() -> None:
    week = Week(FIRST, {Channel.PHONE: 2}, {AppointmentState.CAME: 1}, 3)
    load = Load(asked(), Held(30, 10, 10, 3), 1, (week,), ())
    told = leaving(load_report(load, ""))
    assert column(told, 0, "with_contact_person") == [HIDDEN]
    assert column(told, 1, "per_contact_person") == [HIDDEN]
    assert told.tables[2].rows == ((FIRST, 2, 2, 1, 0, 3),)  # work that was done is no people


def test_what_outcomes_hide_for_everybody_they_do_not_tell_more_exactly() -> None:
    groups: tuple[tuple[Values, OutcomeSum], ...] = (
        ((Sex.MALE,), OutcomeSum(17, 8, 5, 0, 4)),
        ((Sex.FEMALE,), OutcomeSum(14, 1, 1, 0, 12)),
    )
    details = (
        (OutcomeCategory.STUDIES, "upper-secondary", 9),
        (OutcomeCategory.WORK, None, 6),
    )
    total = OutcomeSum(31, 9, 6, 0, 16)
    table = OutcomeTable(FIRST, LAST, 40, groups, total, details, (By.SEX,))
    told = leaving(outcomes_report(table, asked(By.SEX), ""))
    for key, at in (("studies", 3), ("work", 4)):
        boys, girls, everybody = column(told, 0, key)
        assert girls is HIDDEN
        assert HIDDEN in (boys, everybody)
        assert (everybody is HIDDEN) is (column(told, at, "count")[-1] is HIDDEN)
