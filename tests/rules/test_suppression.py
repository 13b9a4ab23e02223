"""Hiding small numbers: the board's example, and that nothing hidden can be worked out again.

What can be worked out is judged here by itself, with fractions and by trying all numbers that fit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counting import often
from kaa_cli.rules.figures import (
    HIDDEN,
    Bars,
    Cell,
    Column,
    Curve,
    Hidden,
    Line,
    Report,
    Share,
    Table,
)
from kaa_cli.rules.suppression import hides, suppressed

PARTS = ("studies", "work", "other_authority", "remains", "not_known")
MOVED_ON = PARTS[:3]
KEYS = ("group", "total", *PARTS, "moved_on", "moved_on_share")
ADDS = (("total", PARTS), ("moved_on", MOVED_ON))


def columns(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, key) for key in keys)


def suppressed_table(table: Table, smallest: int) -> Table:
    """One table by itself as it may be published."""
    return suppressed(Report("", "", (), (table,)), smallest).tables[0]


def outcomes(*groups: tuple[str, tuple[int, int, int, int, int]]) -> Table:
    """The table of outcomes by group, with all as its last row."""
    everybody = [sum(counts) for counts in zip(*(counts for _name, counts in groups), strict=True)]
    rows: list[tuple[Cell, ...]] = []
    for name, counts in (*groups, ("All", everybody)):
        total, moved_on = sum(counts), sum(counts[:3])
        rows.append((name, total, *counts, moved_on, Share(moved_on, total)))
    return Table("Outcomes", columns(*KEYS), tuple(rows), has_total=True, adds=ADDS)


def test_the_boards_table_hides_what_would_tell_a_small_number_and_keeps_its_totals() -> None:
    told = suppressed_table(outcomes(("Boys", (9, 7, 3, 3, 0)), ("Girls", (6, 5, 2, 3, 0))), 5)
    no = HIDDEN
    assert told.rows == (
        ("Boys", 22, 9, 7, no, no, 0, no, no),
        ("Girls", 16, 6, 5, no, no, 0, no, no),
        ("All", 38, 15, 12, 5, 6, 0, 32, Share(32, 38)),
    )


def test_a_table_of_large_groups_and_zeros_stays_as_it_is() -> None:
    table = outcomes(("Boys", (20, 10, 6, 10, 0)), ("Girls", (9, 7, 11, 7, 0)))
    assert suppressed_table(table, 5) == table
    assert not hides(Report("", "", (), (table,)))


def test_the_only_large_part_beside_a_small_one_is_hidden_too() -> None:
    table = Table("", columns("g", "n", "a", "b"), (("All", 20, 18, 2),), adds=(("n", ("a", "b")),))
    assert suppressed_table(table, 5).rows == (("All", 20, HIDDEN, HIDDEN),)


def test_two_small_numbers_that_are_one_small_group_together_take_a_third_along() -> None:
    """Of 20, 1 and 1 beside 18: whoever knows that zeros are shown would know both."""
    table = Table(
        "",
        columns("g", "n", "a", "b", "c", "d"),
        (("All", 29, 18, 9, 1, 1),),
        adds=(("n", ("a", "b", "c", "d")),),
    )
    assert suppressed_table(table, 5).rows == (("All", 29, 18, HIDDEN, HIDDEN, HIDDEN),)


class TestShares:
    def one(self, *row: Cell) -> tuple[Cell, ...]:
        return suppressed_table(Table("", columns("g", "n", "k", "k_share"), (row,)), 5).rows[0]

    def test_of_a_few_people_or_by_a_few_it_is_hidden(self) -> None:
        assert self.one("x", 30, 3, Share(3, 30)) == ("x", 30, HIDDEN, HIDDEN)
        assert self.one("x", 4, 0, Share(0, 4)) == ("x", HIDDEN, 0, HIDDEN)

    def test_that_leaves_a_few_out_it_is_hidden_with_its_count(self) -> None:
        assert self.one("x", 30, 28, Share(28, 30)) == ("x", 30, HIDDEN, HIDDEN)

    def test_of_nobody_and_of_everybody_it_is_shown(self) -> None:
        assert self.one("x", 30, 0, Share(0, 30)) == ("x", 30, 0, Share(0, 30))
        assert self.one("x", 30, 30, Share(30, 30)) == ("x", 30, 30, Share(30, 30))

    def test_of_two_columns_together_it_tells_neither(self) -> None:
        """Studies or work, of all: with both shares the small number would follow."""
        table = Table(
            "",
            columns("g", "n", "studies", "work", "both"),
            (("Boys", 60, 21, 3, Share(24, 60)), ("Girls", 40, 13, 9, Share(22, 40))),
        )
        boys, girls = suppressed_table(table, 5).rows
        assert boys[3] is HIDDEN
        assert HIDDEN in (boys[2], boys[4])
        assert girls == table.rows[1]

    def test_in_a_chain_what_the_next_step_is_of_is_not_told_either(self) -> None:
        chain = Table(
            "",
            columns("step", "n", "share"),
            (("reached", 28, Share(28, 30)), ("mapped", 20, Share(20, 28))),
        )
        assert suppressed_table(chain, 5).rows == (
            ("reached", HIDDEN, HIDDEN),
            ("mapped", 20, HIDDEN),
        )


def test_the_difference_between_two_months_does_not_tell_who_came_in_between() -> None:
    """There at the end, less there before, is who came: then the end of a month is hidden too."""
    months = [date(2026, month, 1) for month in range(6, 11)]
    came, there = (None, 3, 9, 8, 6), (60, 63, 72, 80, 86)
    flow = Table(
        "",
        columns("from", "came", "left", "there"),
        tuple(
            (m, c, None if c is None else 0, t) for m, c, t in zip(months, came, there, strict=True)
        ),
    )
    backlog = Table("", columns("on", "in_all"), tuple(zip(months, there, strict=True)))
    told = suppressed(Report("", "", (), (flow, backlog)), 5)
    first, second = told.tables
    assert first.rows[1][1] is HIDDEN
    assert HIDDEN in (first.rows[0][3], first.rows[1][3])
    assert [row[3] for row in first.rows] == [row[1] for row in second.rows]


def test_days_are_hidden_with_the_people_they_are_of() -> None:
    told = suppressed_table(
        Table(
            "",
            (
                *columns("g", "registered", "reached", "lost"),
                Column("median", "Median", of=("reached",)),
            ),
            (("Boys", 30, 20, 0, 12.5), ("Girls", 30, 3, 0, 4.0), ("Not stated", 30, 9, 2, 7.0)),
        ),
        5,
    )
    assert [row[4] for row in told.rows] == [12.5, HIDDEN, 7.0]
    unsaid = Table("", columns("g", "n", "lost", "median"), (("Boys", 30, 2, 12.5),))
    assert suppressed_table(unsaid, 5).rows[0][3] is HIDDEN


class TestBetweenTables:
    def test_what_one_hides_another_does_not_tell(self) -> None:
        by_sex = Table("", columns("sex", "n"), (("Boys", 30), ("Girls", 3)))
        again = Table("", columns("sex", "n", "m"), (("Girls", 3, 9),))
        report = suppressed(Report("", "", (), (by_sex, again)), 5)
        assert report.tables[1].rows == (("Girls", HIDDEN, 9),)

    def test_what_a_chain_hides_no_sum_of_all_tells_under_another_heading(self) -> None:
        chain = Table(
            "",
            columns("step", "count", "of_all"),
            (("new", 70, None), ("tried", 68, Share(68, 70)), ("reached", 60, Share(60, 70))),
        )
        by_sex = Table(
            "",
            (*columns("sex", "registered", "attempted"), Column("days", "", of=("attempted",))),
            (("Boys", 40, 40, 9.0), ("Girls", 30, 28, 7.0), ("All", 70, 68, 8.0)),
            has_total=True,
        )
        told = suppressed(Report("", "", (), (chain, by_sex)), 5)
        assert told.tables[0].rows[1] == ("tried", HIDDEN, HIDDEN)
        girls, everybody = told.tables[1].rows[1:]
        assert everybody == ("All", 70, HIDDEN, 8.0)
        assert girls[2] is HIDDEN or told.tables[1].rows[0][2] is HIDDEN

    def test_details_under_one_word_may_have_a_sum_elsewhere(self) -> None:
        details = Table(
            "",
            columns("category", "detail", "n"),
            (("studies", "komvux", 9), ("studies", "folk", 3), ("work", "own", 8)),
        )
        assert [row[2] for row in suppressed_table(details, 5).rows] == [HIDDEN, HIDDEN, 8]

    def test_sentences_with_a_hidden_number_are_left_out(self) -> None:
        table = Table(
            "", columns("g", "n"), (("Girls", 3), ("Boys", 30)), notes=("Of them 3.", "Of 30.")
        )
        lead = ("From 2026-03-03 to 3:30, 3.5 %.", "3 girls")
        told = suppressed(Report("", "", lead, (table,), ("All but 3",)), 5)
        assert told.lead == lead[:1]
        assert told.notes == ()
        assert told.tables[0].notes == ("Of 30.",)


class TestCharts:
    def test_bars_have_only_what_the_table_shows(self) -> None:
        table = Table("", columns("g", "n"), (("Girls", 3), ("Boys", 30)), chart=Bars("n"))
        told = suppressed_table(table, 5)
        assert (told.chart, told.rows[0][1]) == (Bars("n"), HIDDEN)

    def test_a_line_has_no_small_number_and_none_that_its_table_hides(self) -> None:
        days = [date(2026, 1, 1) + timedelta(weeks=n) for n in range(4)]
        line = Line("waiting", tuple(zip(days, (20, 3, 0, 9), strict=True)))
        rows = tuple((day, n, 9, n + 9) for day, n in line.points)
        table = Table(
            "", columns("day", "waiting", "b", "all"), rows, adds=(("all", ("waiting", "b")),)
        )
        told = suppressed_table(replace(table, chart=(line,)), 5)
        assert told.rows[1][1:] == (HIDDEN, HIDDEN, 12)
        assert isinstance(told.chart, tuple)
        assert told.chart[0].points == (line.points[0], *line.points[2:])

    def curve(self, n: int, *, at_risk: bool = True) -> Curve:
        """Everybody of n is reached, one a day."""
        points = tuple((float(day), (n - day) / n, 0.0, 1.0) for day in range(n + 1))
        waiting = (n, *(n - day + 1 for day in range(1, n + 1)))
        return Curve("first contact", points, float(n // 2), waiting if at_risk else ())

    def test_a_curve_steps_by_groups_and_ends_while_enough_are_waited_for(self) -> None:
        table = Table("", columns("g"), (("x",),), chart=(self.curve(40),))
        told = suppressed_table(table, 5).chart
        assert isinstance(told, tuple)
        assert [point[0] for point in told[0].points] == [0, 5, 10, 15, 20, 25, 30]
        assert told[0].median == 20.0  # type: ignore[union-attr]

    @pytest.mark.parametrize("curve", ["few", "untold"])
    def test_a_curve_of_few_or_of_nobody_knows_how_many_is_not_drawn(self, curve: str) -> None:
        one = self.curve(9) if curve == "few" else self.curve(40, at_risk=False)
        assert suppressed_table(Table("", columns("g"), (("x",),), chart=(one,)), 5).chart is None


# --- nothing hidden can be worked out -------------------------------------------------------

counts = st.one_of(st.integers(0, 6), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn, most_rows: int = 5) -> Table:
    groups = draw(st.integers(1, most_rows))
    rows = [
        (f"group {n}", draw(st.tuples(counts, counts, counts, counts, counts)))
        for n in range(groups)
    ]
    table = outcomes(*rows)
    return table if draw(st.booleans()) else replace(table, rows=table.rows[:-1], has_total=False)


def equations(table: Table) -> Iterator[dict[tuple[int, str], int]]:
    """Each as place to times: whole minus parts."""
    for row in range(len(table.rows)):
        for whole, parts in table.adds:
            yield {(row, whole): 1} | {(row, part): -1 for part in parts}
    if table.has_total:
        last = len(table.rows) - 1
        for key in KEYS[1:-1]:
            yield {(last, key): 1} | {(row, key): -1 for row in range(last)}


def number_at(table: Table, row: int, key: str) -> Cell:
    return table.rows[row][KEYS.index(key)]


def told(table: Table, row: int, key: str) -> bool:
    """Whether a number is shown, by its cell or by a share of it."""
    if not isinstance(number_at(table, row, key), Hidden):
        return True
    return key in {"moved_on", "total"} and isinstance(
        number_at(table, row, "moved_on_share"), Share
    )


def followed(rows: list[dict[tuple[int, str], Fraction]]) -> set[tuple[int, str]]:
    """What equations with nothing known on the left determine, by Gauss and Jordan."""
    solved: list[tuple[tuple[int, str], dict[tuple[int, str], Fraction]]] = []
    for row in rows:
        left = dict(row)
        for lead, other in solved:
            if left.get(lead):
                times = left[lead]
                left = minus(left, other, times)
        if not left:
            continue
        lead = min(left)
        left = {place: value / left[lead] for place, value in left.items()}
        solved = [(p, minus(o, left, o.get(lead, Fraction(0)))) for p, o in solved]
        solved.append((lead, left))
    return {lead for lead, row in solved if set(row) == {lead}}


def minus(
    row: dict[tuple[int, str], Fraction], other: dict[tuple[int, str], Fraction], times: Fraction
) -> dict[tuple[int, str], Fraction]:
    mixed = {
        p: row.get(p, Fraction(0)) - times * other.get(p, Fraction(0)) for p in {**row, **other}
    }
    return {place: value for place, value in mixed.items() if value}


@settings(max_examples=often(40, 200), deadline=None)
@given(tables(), st.sampled_from([3, 5, 10]))
def test_no_hidden_number_follows_from_what_is_shown(table: Table, smallest: int) -> None:
    shown = suppressed_table(table, smallest)
    hidden = [
        {p: Fraction(times) for p, times in one.items() if not told(shown, *p)}
        for one in equations(table)
    ]
    cells = {p for one in equations(table) for p in one if not told(shown, *p)}
    assert not followed([one for one in hidden if one]) & cells


@settings(max_examples=often(40, 200), deadline=None)
@given(tables(), st.sampled_from([3, 5, 10]))
def test_every_small_number_is_hidden_and_no_other_is_changed(table: Table, smallest: int) -> None:
    shown = suppressed_table(table, smallest)
    for before, after in zip(table.rows, shown.rows, strict=True):
        for cell, now in zip(before, after, strict=True):
            assert now is HIDDEN or now == cell
            if isinstance(cell, int):
                assert (now is HIDDEN) or not 0 < cell < smallest
                assert now is not HIDDEN or cell != 0
            if isinstance(now, Share):
                assert not any(0 < n < smallest for n in (now.count, now.of, now.of - now.count))


@settings(max_examples=often(40, 200), deadline=None)
@given(tables(), st.sampled_from([3, 5, 10]))
def test_what_a_sum_leaves_untold_is_no_small_group(table: Table, smallest: int) -> None:
    shown = suppressed_table(table, smallest)
    for one in equations(table):
        (whole, _times), *parts = one.items()
        if told(shown, *whole):
            rest = [number_at(table, *p) for p, _ in parts if not told(shown, *p)]
            assert not 0 < sum(n for n in rest if isinstance(n, int)) < smallest


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=2, max_size=2))
def test_whoever_tries_all_numbers_finds_several_for_each_small_one(
    rows: Sequence[tuple[int, int, int]],
) -> None:
    """Not by equations but by trying: whole numbers from 0 up that fit everything shown.

    Only those near the true ones are tried: they are enough.
    """
    everybody = [sum(counts) for counts in zip(*rows, strict=True)]
    table = Table(
        "",
        columns("g", "n", "a", "b", "c"),
        tuple((str(at), sum(row), *row) for at, row in enumerate((*rows, everybody))),
        has_total=True,
        adds=(("n", ("a", "b", "c")),),
    )
    shown = suppressed_table(table, 5)
    asked = [[c if isinstance(c, int) else None for c in row[2:]] for row in shown.rows[:2]]
    near = [range(max(0, n - 2), n + 3) for row in rows for n in row]
    known = [cell for row in asked for cell in row]
    ranges = [n if c is None else (c,) for c, n in zip(known, near, strict=True)]
    fitting = []
    for guess in product(*ranges):
        boys, girls = guess[:3], guess[3:]
        both = [x + y for x, y in zip(boys, girls, strict=True)]
        tried = [[sum(row), *row] for row in (boys, girls, both)]
        if all(
            cell is HIDDEN or cell == number
            for row, numbers in zip(shown.rows, tried, strict=True)
            for cell, number in zip(row[1:], numbers, strict=True)
        ):
            fitting.append(guess)
    for place, value in enumerate((*rows[0], *rows[1])):
        if 0 < value < 5:
            assert len({guess[place] for guess in fitting}) > 1
