"""Curves and lines in the terminal: what they show can be read off, in blocks and in ASCII."""

import io
from datetime import date

import pytest

from kaa_cli.rules.figures import Bars, Column, Curve, Hidden, Line, Report, Share, Table
from kaa_cli.show.charts import draw_chart
from kaa_cli.show.report import cell_text, draw_report
from kaa_cli.show.screen import Screen

HALF_ON_TEN = Curve("waiting", ((0.0, 1.0, 1.0, 1.0), (10.0, 0.5, 0.3, 0.7), (20.0, 0.5, 0.3, 0.7)))


def drawn(chart: object, encoding: str = "utf-8") -> list[str]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    draw_chart(Screen(stream), chart)  # type: ignore[arg-type]
    stream.flush()
    return stream.buffer.getvalue().decode(encoding).splitlines()


def test_a_curve_that_falls_to_half_leaves_the_upper_half_empty() -> None:
    name, *rows = drawn((HALF_ON_TEN,))
    assert name == " waiting"
    top, middle = rows[0].partition("│")[2], rows[3].partition("│")[2]
    assert len(top) == pytest.approx(30, abs=1)
    assert len(middle) == 60
    assert rows[0].startswith(" 100 %")
    assert rows[-1].endswith("20 days")


def test_the_whole_chart_is_ascii_where_it_must_be() -> None:
    text = "\n".join(drawn((HALF_ON_TEN,), "ascii"))
    assert "#" in text
    assert "?" not in text


def test_a_backlog_that_is_gone_has_no_block_left() -> None:
    line = Line("backlog", ((date(2026, 9, 1), 4), (date(2026, 9, 2), 2), (date(2026, 9, 3), 0)))
    _name, *rows = drawn((line,))
    cells = [row.partition("│")[2].ljust(60) for row in rows[:6]]
    heights = [sum(cell[place] != " " for cell in cells) for place in (0, 30, 59)]
    assert heights == [6, 3, 0]


@pytest.mark.parametrize("points", [(), ((date(2026, 9, 1), 0),)])
def test_nothing_to_draw_is_drawn(points: tuple[tuple[date, int], ...]) -> None:
    assert not set("".join(drawn((Line("backlog", points),)))) & set("█▄#")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, "–"),
        (Hidden(), ".."),
        (1234, "1\u202f234"),
        (5.0, "5"),
        (5.25, "5.2"),
        (date(2026, 9, 7), "2026-09-07"),
        ("word", "word"),
        (Share(1, 3), "1 of 3   33.3 %"),
        (Share(0, 0), "–"),
    ],
)
def test_how_a_cell_is_said(cell: object, text: str) -> None:
    assert cell_text(cell, Column("key", "heading")) == text  # type: ignore[arg-type]


def test_a_brief_share_is_its_percentage_alone() -> None:
    assert cell_text(Share(1, 3), Column("key", "heading", brief=True)) == "33.3 %"


def test_bars_follow_the_share_and_not_its_count() -> None:
    rows = (("few", Share(1, 1)), ("many", Share(50, 100)))
    table = Table(
        "bars", (Column("who", "Who"), Column("share", "Share")), rows, chart=Bars("share")
    )
    stream = io.StringIO()
    draw_report(Screen(stream), Report("x", "X", ("lead",), (table,)))
    few, many = (line.count("█") for line in stream.getvalue().splitlines()[-2:])
    assert few == 2 * many
