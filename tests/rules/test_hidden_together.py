"""What leaves the team tells no small number by bounds, by order, or by what two tables share."""

import pytest

from kaa_cli.rules.figures import HIDDEN, Cell, Column, Place, Report, Share, Table
from kaa_cli.rules.suppression import suppressed


def columns(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, key) for key in keys)


def published(*tables: Table, **said: object) -> tuple[tuple[tuple[Cell, ...], ...], ...]:
    report = Report("", "", (), tables, **said)  # type: ignore[arg-type]
    return tuple(table.rows for table in suppressed(report, 5).tables)


@pytest.mark.parametrize(
    ("counts", "is_told"),
    [
        ((1, 1, 1, 1, 1, 6), False),  # a zero is shown, so each of five that are 5 together is 1
        ((1, 1, 1, 1, 2, 6), False),
        ((4, 4, 4, 0, 0, 6), True),
        ((3, 2, 0, 0, 0, 6), True),  # the smallest group together: each may be 1 to 4
    ],
)
def test_hidden_numbers_of_a_sum_have_room_to_be_others(
    counts: tuple[int, ...], is_told: bool
) -> None:
    rows: tuple[tuple[Cell, ...], ...] = tuple((f"School {at}", n) for at, n in enumerate(counts))
    table = Table("", columns("school", "n"), (*rows, ("All", sum(counts))), has_total=True)
    (shown,) = published(table)
    numbers = [row[1] for row in shown]
    assert (numbers[-1] is not HIDDEN and numbers[-2] is not HIDDEN) is is_told


def test_between_two_equal_neighbours_of_a_chain_nothing_is_hidden() -> None:
    """Beta: 8 new, 8 within 14 days, so 8 tried; of All 9 that leaves one for Alpha."""
    keys = ("new", "tried", "in_time")
    table = Table(
        "",
        columns("school", *keys),
        (("Alpha", 9, 1, 0), ("Beta", 8, 8, 8), ("All", 17, 9, 8)),
        has_total=True,
        chains=(keys,),
    )
    ((alpha, beta, everybody),) = published(table)
    assert alpha[2] is HIDDEN
    assert HIDDEN in (beta[1], everybody[2], beta[3])
    if everybody[2] is not HIDDEN:
        assert HIDDEN in (beta[1], beta[3])
        assert beta[2] is HIDDEN


def test_how_many_were_tried_in_the_other_groups_does_not_bound_a_small_one() -> None:
    """Of 14, 12 were tried, none of the first group: so no more than 2 are in it."""
    keys = ("new", "tried")
    table = Table(
        "",
        columns("school", *keys),
        (("Alpha", 1, 0), ("Beta", 4, 3), ("Gamma", 9, 9), ("All", 14, 12)),
        has_total=True,
        chains=(keys,),
    )
    ((alpha, beta, gamma, everybody),) = published(table)
    assert (alpha, beta, gamma[0]) == (("Alpha", HIDDEN, 0), ("Beta", HIDDEN, HIDDEN), "Gamma")
    assert HIDDEN in everybody


def test_what_groups_leave_of_a_number_in_another_table_is_not_told() -> None:
    by_group = Table("", columns("group", "n"), (("Alpha", 1), ("Beta", 8)))
    channels = Table("", columns("channel", "n"), (("Phone", 9), ("Text", 30)))
    alike = (((Place(0, 0, "n"), Place(0, 1, "n")), (Place(1, 0, "n"),)),)
    groups, all_of_them = published(by_group, channels, alike=alike)
    assert groups[0][1] is HIDDEN
    assert HIDDEN in (groups[1][1], all_of_them[0][1])
    assert all_of_them[1][1] == 30


def test_two_ways_to_divide_the_same_people_do_not_tell_each_other() -> None:
    days = Table("", columns("day", "share"), (("Thu", Share(1, 1)), ("Sun", Share(8, 8))))
    parts = Table("", columns("part", "share"), (("not noted", Share(9, 9)),))
    alike = tuple(
        (
            (Place(0, 0, "share", of), Place(0, 1, "share", of)),
            (Place(1, 0, "share", of),),
        )
        for of in (False, True)
    )
    by_day, by_part = published(days, parts, alike=alike)
    assert by_day[0][1] is HIDDEN
    assert HIDDEN in (by_day[1][1], by_part[0][1])


def test_an_average_is_hidden_with_the_number_it_is_of() -> None:
    held = Table("", columns("g", "youths", "with"), (("All", 20, 3),))
    shared = Table("", columns("persons", "each"), ((3.0, 1.0),))
    tells = ((Place(1, 0, "each"), (Place(0, 0, "with"),)),)
    assert published(held, shared, tells=tells)[1] == ((3.0, HIDDEN),)


def test_how_many_a_goal_lacks_is_hidden_with_its_share() -> None:
    table = Table(
        "",
        (
            *columns("goal", "share"),
            Column("is_met", "", of=("share",)),
            Column("lacks", "", of=("share",)),
        ),
        (("Mapped", Share(3, 30), "not yet", 27.0), ("Onward", Share(10, 20), "yes", 0.0)),
    )
    ((mapped, onward),) = published(table)
    assert mapped[1:] == (HIDDEN, HIDDEN, HIDDEN)
    assert onward == table.rows[1]
