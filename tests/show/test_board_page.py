"""The page for the board: what it says and hides, that it needs nobody, and how it looks in print.

The pictures and papers are made by a real browser; where there is none those tests are skipped.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from browser import asked_for, dom, pages_of, paper, picture
from kaa_cli import words
from kaa_cli.files.pages import as_page, write_page
from kaa_cli.rules.figures import Bars, Column, Curve, Line, Report, Share, Table
from kaa_cli.rules.suppression import suppressed
from kaa_cli.show.board_page import words_of_board_page

A4_WIDE = 794  # at 96 points an inch
BODY_WIDE = 741  # 196 mm
LONG = "Genomgick introduktionsprogram men gick inte vidare, flyttade sedan från kommunen"
HOSTILE = '<img src=x onerror="alert(1)"> & "Anna"'


def counted(*rows: tuple[str, int]) -> Table:
    return Table(
        "Why they came",
        (Column("reason", "Reason"), Column("count", "Number")),
        (*rows, ("All", sum(count for _name, count in rows))),
        has_total=True,
        chart=Bars("count"),
    )


def outcomes() -> Table:
    keys = ("total", "studies", "work", "other_authority", "remains", "not_known", "moved_on")
    groups = {"Boys": (22, 9, 7, 3, 3, 0, 19), "Girls": (16, 6, 5, 2, 3, 0, 13)}
    groups["All"] = tuple(map(sum, zip(*groups.values(), strict=True)))  # type: ignore[assignment]
    return Table(
        "Outcomes",
        (
            Column("sex", "Sex"),
            *(Column(k, k.title()) for k in keys),
            Column("moved_on_share", "Share"),
        ),
        tuple((name, *row, Share(row[6], row[0])) for name, row in groups.items()),
        has_total=True,
        adds=(
            ("total", ("studies", "work", "other_authority", "remains", "not_known")),
            ("moved_on", ("studies", "work", "other_authority")),
        ),
        notes=("Each counts once.",),
    )


def curve(people: int = 120) -> Table:
    points = tuple(
        (float(day), 1 - day / people, max(0.0, 0.9 - day / people), min(1.0, 1.08 - day / people))
        for day in range(people)
    )
    drawn = Curve("Days to contact", points, 60.0, tuple(people - day + 1 for day in range(people)))
    rows = tuple((str(day), f"{100 - day}.0 %") for day in (0, 7, 30, 60, 90, 119))
    head = (Column("day", "After days"), Column("share", "Not yet reached"))
    return Table("Days to contact", head, rows, chart=(drawn,))


def backlog() -> Table:
    days = [date(2026, 7, 1) + timedelta(weeks=n) for n in range(26)]
    lines = (
        Line("never mapped", tuple((day, 60 - 2 * n) for n, day in enumerate(days))),
        Line("never reached", tuple((day, 70 - 2 * n) for n, day in enumerate(days))),
    )
    rows = tuple((day, 60 - 2 * n, 70 - 2 * n) for n, day in enumerate(days))
    head = (Column("on", "Day"), Column("a", "Never mapped"), Column("b", "Never reached"))
    return Table("The backlog", head, rows, chart=lines)


REPORT = Report(
    "outcomes",
    "Outcomes",
    ("Alingsås · 2026-07-01 to 2026-12-31, as known on 2027-01-15", "Each person counts once."),
    (outcomes(), counted((LONG, 41), ("Moved in", 12), ("Never started", 9)), curve(), backlog()),
    ("Moved on: studies, work or another authority.",),
)


def page(report: Report = REPORT, *, internal: bool = False, language: str = "en") -> str:
    words.use(language)
    shown = report if internal else suppressed(report, 5)
    return as_page("board", words_of_board_page(shown, internal=internal, smallest=5))


class Parts(HTMLParser):
    """The elements of a page with their attributes, and what encloses what."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), tuple(self.open)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attrs for name, attrs, _within in self.found if name == tag)


class TestWhatItSays:
    def test_the_board_gets_dots_with_their_meaning_and_its_own_mark(self) -> None:
        told = page()
        boys = re.search(r"<tr>\s*<th scope=\"row\">Boys</th>(.*?)</tr>", told, re.DOTALL)
        assert boys is not None
        cells = re.findall(r">([^<>]*)</td>", boys[1])
        assert cells == ["22", "9", "7", "..", "..", "0", "..", ".."]
        assert ".. means fewer than 5 people" in told
        assert "The board&#39;s version" in told
        assert "may not be published" not in told

    def test_the_internal_page_shows_all_and_says_that_it_may_not_be_published(self) -> None:
        told = page(internal=True)
        assert '<td class="number">..</td>' not in told
        assert "Internal: may not be published" in told
        assert ".. means" not in told

    def test_what_when_and_as_known_on_which_day_stand_first(self) -> None:
        told = page()
        assert '<h1>Outcomes</h1>\n<p class="lead">Alingsås · 2026-07-01' in told
        assert "<title>Outcomes – Alingsås · 2026-07-01 to" in told

    @pytest.mark.parametrize(("language", "says"), [("sv", "Nämndens version"), ("en", "board")])
    def test_it_speaks_the_language_it_says_it_does(self, language: str, says: str) -> None:
        told = page(language=language)
        assert f'<html lang="{language}">' in told
        assert says in told

    def test_a_name_is_never_markup(self) -> None:
        table = replace(counted((HOSTILE, 9), ("\x1b]8;;x\x07\u202e", 8)), caption=HOSTILE)
        told = page(Report("x", HOSTILE, (HOSTILE,), (table, replace(curve(), caption=HOSTILE))))
        assert "<img" not in told
        assert "\x1b" not in told
        assert "\u202e" not in told
        Parts(told)


class TestWhoeverReadsIt:
    def test_every_chart_has_a_title_a_description_and_its_table_beside_it(self) -> None:
        told = page()
        sections = re.findall(r"<section.*?</section>", told, re.DOTALL)
        drawn = [section for section in sections if "<svg" in section]
        assert len(drawn) == 3
        for section in drawn:
            name = re.search(r'aria-labelledby="(chart-\d-title) (chart-\d-desc)"', section)
            assert name is not None
            assert 'role="img"' in section
            assert f'<title id="{name[1]}">' in section
            assert f'<desc id="{name[2]}">' in section
            assert "<table" in section

    def test_headings_of_rows_and_columns_say_that_they_are(self) -> None:
        parts = Parts(page())
        assert {attrs.get("scope") for attrs in parts.of("th")} == {"row", "col"}
        tables = sum(1 for _ in parts.of("table"))
        assert sum(1 for _ in parts.of("caption")) == tables == 4

    def test_lines_differ_in_dashes_and_marks_too(self) -> None:
        told = page()
        backlog = told[told.index("The backlog") :]
        assert 'stroke-dasharray="7 4"' in backlog
        assert "<circle" in backlog
        assert "<rect" in backlog

    def test_no_letter_is_smaller_than_nine_points(self) -> None:
        told = page()
        assert min(float(n) for n in re.findall(r"font(?:-size)?: *([\d.]+)pt", told)) >= 9
        assert min(float(n) * 0.75 for n in re.findall(r'font-size="([\d.]+)"', told)) >= 9


def test_it_holds_nothing_that_would_be_fetched() -> None:
    told = page(internal=True)
    assert not re.search(
        r"https?:|url\(|@import|<script|<link|<iframe|\bsrc=|\bhref=|\bon\w+=", told
    )
    (policy,) = [m for m in Parts(told).of("meta") if m.get("http-equiv")]
    assert str(policy["content"]).startswith("default-src 'none'")


def test_a_report_without_a_number_is_a_page_too() -> None:
    empty = Table("Nothing", (Column("g", "Group"), Column("n", "Number")), (), chart=Bars("n"))
    told = page(Report("x", "Empty", ("today",), (empty, replace(empty, chart=None))))
    assert "<svg" not in told
    Parts(told)


class TestInABrowser:
    def written(self, folder: Path, language: str = "sv", *, internal: bool = False) -> Path:
        words.use(language)
        shown = REPORT if internal else suppressed(REPORT, 5)
        to = folder / "page.html"
        told = words_of_board_page(shown, internal=internal, smallest=5)
        write_page(to, "board", told, force=True)
        return to

    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_it_is_drawn_and_nothing_stands_beside_the_width_of_a4(
        self, tmp_path: Path, language: str
    ) -> None:
        drawn = picture(self.written(tmp_path, language, internal=True), 1600, 2600)
        left = (1600 - BODY_WIDE) // 2
        assert drawn.inked(left, left + BODY_WIDE) > 20_000
        assert drawn.inked(0, left - 1) == drawn.inked(left + BODY_WIDE + 1) == 0

    def test_in_a_window_of_the_width_of_a4_nothing_is_cut_off(self, tmp_path: Path) -> None:
        drawn = picture(self.written(tmp_path, internal=True), A4_WIDE, 2600)
        assert drawn.inked() > 20_000
        assert drawn.inked(A4_WIDE - 12) == 0

    def test_it_prints_on_sheets_of_a4(self, tmp_path: Path) -> None:
        sheets = pages_of(paper(self.written(tmp_path)))
        assert 3 <= len(sheets) <= 4
        assert all((round(w), round(h)) == (210, 297) for w, h in sheets)

    def test_the_browser_finds_every_table_and_drawing(self, tmp_path: Path) -> None:
        found = dom(self.written(tmp_path))
        assert (found.count("<table"), found.count("<svg")) == (4, 3)

    def test_it_would_not_fetch_even_what_it_were_told_to(self, tmp_path: Path) -> None:
        whole = self.written(tmp_path).read_text(encoding="utf-8")
        trap = tmp_path / "trap.html"
        with asked_for() as (address, asked):
            lured = whole.replace("<main>", f'<main><img src="{address}/lure">')
            trap.write_text(lured, encoding="utf-8")
            dom(trap)
            assert asked == []
            unguarded = re.sub(r"<meta http-equiv.*?>", "", lured)
            trap.write_text(unguarded, encoding="utf-8")
            dom(trap)
            assert asked == ["/lure"]  # the lure works where nothing forbids it
