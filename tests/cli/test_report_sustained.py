"""`kaa report sustained`: what was found at each time, with named denominators, in every form."""

from pathlib import Path
from typing import Any

import pytest

from terminal import EXAMPLE, kaa

DAY = {"KAA_TODAY": "2027-01-15"}


@pytest.fixture
def followed(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five outcomes of the Monday: two hold at 60 days, one is lost, two nobody asked about."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    kaa("init")
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    for youth, where in ((1, "studies"), (2, "work"), (3, "studies"), (4, "studies"), (5, "work")):
        assert kaa("outcome", "record", str(youth), where).code == 0
    asked = {"KAA_TODAY": "2026-11-09"}
    assert kaa("outcome", "check", "1,2", "sustained", env=asked).code == 0
    lost = kaa("outcome", "check", "3", "interrupted", "--reason", "moved", env=asked)
    assert lost.code == 0


def report(*words: str, **env: str) -> Any:
    told = ("report", "sustained", "--from", "2026-07-01", *words, "-f", "json")
    answer = kaa(*told, env=DAY | env)
    assert answer.code == 0, answer.err
    return answer.json


def test_everybody_is_somewhere_at_each_time(followed: None) -> None:
    row = report()
    assert row["period"] == {"from": "2026-07-01", "to": "2027-01-15"}
    first, second, third, _fourth = row["total"]["at"]
    counts = ("outcomes", "due", "sustained", "interrupted", "not_known", "not_asked", "not_due")
    assert [first[key] for key in counts] == [5, 5, 2, 1, 0, 2, 0]
    assert [second[key] for key in counts] == [5, 5, 0, 1, 0, 4, 0]
    assert [third[key] for key in counts] == [5, 0, 0, 0, 0, 0, 5]
    assert (first["sustained_share"], third["sustained_share"]) == (0.4, None)
    assert first["of_due"]["low"] < 0.4 < first["of_due"]["high"]
    assert (first["of_known"]["count"], first["of_known"]["of"]) == (2, 3)


def test_that_nobody_was_asked_is_told_only_where_nobody_was(followed: None) -> None:
    drawn = kaa("report", "sustained", "--from", "2026-07-01", env=DAY)
    assert drawn.code == 0
    assert "Nobody has been asked yet" not in drawn.out


def test_studies_and_work_are_told_apart(followed: None) -> None:
    lines = {line["category"]: line["at"][0] for line in report()["groups"]}
    assert (lines["studies"]["outcomes"], lines["studies"]["sustained"]) == (3, 1)
    assert (lines["work"]["outcomes"], lines["work"]["sustained"]) == (2, 1)


def test_groups_add_up_to_the_total(followed: None) -> None:
    for by in ("sex", "age", "school", "reason", "programme", "municipality", "sex,age"):
        row = report("--by", by)
        for time in range(4):
            parts = sum(line["at"][time]["sustained"] for line in row["groups"])
            assert parts == row["total"]["at"][time]["sustained"]
        assert list(row["groups"][0]["by"]) == by.split(",")


def test_as_it_was_known_on_an_earlier_day(followed: None) -> None:
    assert report("--as-of", "2026-11-08")["total"]["at"][0]["sustained"] == 0
    assert report("--as-of", "2026-11-09")["total"]["at"][0]["sustained"] == 2


def test_the_same_figures_on_the_screen_and_in_a_table(followed: None) -> None:
    out = kaa("report", "sustained", "--from", "2026-07-01", env=DAY).out
    assert "After 60 days" in out
    assert "After 180 days" not in out
    assert "Not due for anybody yet: 180, 240 days." in out
    assert "2 of 5" in out
    assert "2 of 3" in out
    told = ("report", "sustained", "--from", "2026-07-01", "--by", "sex", "-f", "csv")
    lines = kaa(*told, env=DAY).out.splitlines()
    assert lines[0].startswith("Sex;Category;Days;Outcomes;Due;Sustained")
    assert len(lines) == 1 + 4 * (len(report("--by", "sex")["groups"]) + 1)


def test_of_nobody_it_says_so(followed: None) -> None:
    row = report("--to", "2026-08-01")
    assert row["total"]["at"][0]["outcomes"] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--by", "shoe"), 2), (("--programme", "Kurs"), 3), (("--to", "2026-01-01"), 3)],
)
def test_what_is_refused(followed: None, words: tuple[str, ...], code: int) -> None:
    told = ("report", "sustained", "--from", "2026-07-01", *words)
    assert kaa(*told, env=DAY).code == code
