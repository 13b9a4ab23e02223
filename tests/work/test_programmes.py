"""Programmes: runs and places, who takes part, how it ends; and nobody is twice in one."""

from pathlib import Path
from typing import Any

import pytest

from terminal import ask_rows, in_terminal, kaa


@pytest.fixture
def course(made: Path) -> Path:
    """Porten with a run of ten weeks and two places, and Möjligheten without runs."""
    for line in (
        ("add", "Porten", "--type", "intensive-course", "--provider", "The folk high school"),
        ("run", "Porten", "--name", "autumn", "--from", "2026-09-07", "--to", "+10w"),
        ("run", "Porten", "--name", "autumn", "--places", "2"),
        ("add", "Möjligheten", "--type", "coaching"),
    ):
        answer = kaa("programme", *line)
        assert answer.code == 0, answer.err
    return made


def shown(name: str = "Porten", *more: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = kaa("programme", "show", name, *more, "-f", "json", env=env).json
    return found


def far(name: str = "Porten") -> dict[int, str]:
    return {one["youth"]: one["participation"] for one in shown(name)["participants"]}


def test_a_run_is_changed_by_its_name_and_keeps_what_is_not_told(course: Path) -> None:
    assert shown()["runs"] == [
        {
            "programme": "Porten",
            "run": "autumn",
            "first_day": "2026-09-07",
            "last_day": "2026-11-16",
            "places": 2,
            "taken": 0,
            "free": 2,
        }
    ]
    assert kaa("programme", "run", "Porten", "--name", "autumn", "--to", "2026-09-01").code == 3


def test_taking_part_is_a_measure_that_rests_the_ladder(course: Path) -> None:
    answer = kaa("programme", "enrol", "1", "porten", "--week", "Mon to Thu", "-f", "json")
    assert answer.json == [
        {"youth": 1, "programme": "Porten", "run": "autumn", "begins_on": "2026-09-07"}
    ]
    held = ask_rows(
        course, "SELECT type, programme, provider, week, accepted_on, started_on FROM measure"
    )
    assert held == [
        (
            "intensive-course",
            "Porten",
            "The folk high school",
            "Mon to Thu",
            "2026-09-07",
            "2026-09-07",
        )
    ]
    assert kaa("ladder", "1", "-f", "json").json["place"] == "in-measure"
    assert (shown()["runs"][0]["taken"], shown()["runs"][0]["free"]) == (1, 1)


def test_nobody_is_twice_in_a_programme_but_may_come_again(course: Path) -> None:
    kaa("programme", "enrol", "1", "Porten")
    again = kaa("programme", "enrol", "1,2", "Porten")
    assert (again.code, again.err) == (3, "No. 1 is in Porten already. Nothing was saved.\n")
    assert far() == {1: "started"}
    kaa("programme", "leave", "1", "Porten", "--reason", "interrupted", "--occupation", "none")
    assert kaa("programme", "enrol", "1", "Porten").code == 0


def test_more_participants_than_places_are_asked_about(course: Path) -> None:
    assert kaa("programme", "enrol", "1,2", "Porten").code == 0
    refused = in_terminal("programme", "enrol", "3", "Porten", input="n\n")
    assert "1 more than there are places. Enrol anyway?" in refused.out
    assert kaa("programme", "enrol", "3", "Porten").code == 2
    assert set(far()) == {1, 2}
    assert kaa("programme", "enrol", "3", "Porten", "--yes").code == 0
    assert shown()["runs"][0]["free"] == 0


def test_a_place_is_free_again_when_somebody_leaves(course: Path) -> None:
    kaa("programme", "enrol", "1,2", "Porten")
    left = kaa("programme", "leave", "1", "porten", "--reason", "to-studies", "--occupation", "sfi")
    assert "has left Porten" in left.out
    assert kaa("programme", "enrol", "3", "Porten").code == 0
    assert shown()["ends"] == [{"why_ended": "to-studies", "count": 1}]
    assert ask_rows(course, "SELECT code FROM occupation") == [("sfi",)]
    assert ask_rows(course, "SELECT occupation_after FROM measure WHERE youth_id=1") == [("sfi",)]


def test_what_begins_later_has_only_been_said_yes_to(course: Path) -> None:
    kaa("programme", "run", "Porten", "--name", "spring", "--from", "2027-01-11")
    unclear = kaa("programme", "enrol", "1", "Porten")
    assert (unclear.code, "one of: autumn, spring" in unclear.err) == (3, True)
    later = kaa("programme", "enrol", "1", "Porten", "--run", "spring")
    assert "is accepted to Porten. On Mon 11 Jan 2027: kaa programme enrol 1 Porten" in later.out
    assert far() == {1: "accepted"}
    assert kaa("ladder", "1", "-f", "json").json["place"] != "in-measure"
    day = {"KAA_TODAY": "2027-01-11"}
    assert kaa("programme", "enrol", "1", "Porten", env=day).code == 0
    assert ask_rows(course, "SELECT accepted_on, started_on FROM measure") == [
        ("2026-09-07", "2027-01-11")
    ]


def test_who_came_after_the_run_had_begun_begins_when_the_youth_was_here(course: Path) -> None:
    kaa("programme", "run", "Möjligheten", "--name", "now", "--from", "2026-08-31")
    kaa("programme", "enrol", "1", "Möjligheten")
    assert ask_rows(course, "SELECT started_on FROM measure") == [("2026-09-07",)]
    early = kaa("programme", "enrol", "2", "Möjligheten", "--on", "2026-08-31")
    assert (early.code, "the registration begins on" in early.err) == (3, True)


def test_a_protected_youth_is_counted_but_on_no_list(course: Path) -> None:
    kaa("programme", "enrol", "1,9", "Porten")
    assert (set(far()), shown()["protected"]) == ({1}, 1)
    assert shown()["runs"][0]["taken"] == 2
    drawn = kaa("programme", "show", "Porten").out
    assert "1 protected youth is counted but on no list." in drawn
    assert "Protected" not in drawn
    assert kaa("programme", "show", "Porten", "-f", "csv").out.count("\n") == 2


def test_a_closed_programme_takes_nobody_and_lets_nobody_go(course: Path) -> None:
    kaa("programme", "enrol", "1", "Porten")
    closed = kaa("programme", "close", "Porten")
    assert "1 youth is still in it" in closed.out
    refused = kaa("programme", "enrol", "2", "Porten")
    assert (refused.code, refused.err) == (
        3,
        "Porten was closed on 2026-09-07. Nothing was saved.\n",
    )
    assert far() == {1: "started"}
    assert (
        kaa(
            "programme", "leave", "1", "Porten", "--reason", "completed", "--occupation", "none"
        ).code
        == 0
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "PORTEN", "--type", "coaching"), "is there already"),
        (("add", "20080101-2386", "--type", "coaching"), "personal number"),
        (("add", " ", "--type", "coaching"), "A name is needed"),
        (("show", "Portn"), "There is no such programme. Known: Möjligheten, Porten."),
        (("show", "Porten", "--run", "x"), "Porten has no such run. Known: autumn."),
        (("run", "Porten", "--name", "new"), "When does it begin?"),
        (
            ("leave", "1", "Porten", "--reason", "moved", "--occupation", "none"),
            "No. 1 is not in Porten.",
        ),
        (("enrol", "99", "Porten"), "There is no youth no. 99."),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(
    course: Path, words: tuple[str, ...], says: str
) -> None:
    answer = kaa("programme", *words)
    assert answer.code == 3
    assert says in answer.err


def test_nobody_leaves_before_the_beginning(course: Path) -> None:
    day = {"KAA_TODAY": "2026-09-14"}
    kaa("programme", "enrol", "1", "Porten", "--on", "2026-09-10", env=day)
    early = (
        "programme",
        "leave",
        "1",
        "Porten",
        "--reason",
        "moved",
        "--on",
        "2026-09-09",
        "--occupation",
        "none",
    )
    assert "began on 2026-09-10" in kaa(*early, env=day).err


def test_a_kind_that_does_not_exist_is_named_with_the_nearest(course: Path) -> None:
    answer = kaa("programme", "add", "New", "--type", "coachin-team")
    assert (answer.code, "is no kind of measure" in answer.err) == (2, True)


def test_enrolling_is_taken_back_as_a_whole(course: Path) -> None:
    kaa("programme", "enrol", "1,2", "Porten")
    assert kaa("undo").code == 0
    assert far() == {}
    assert kaa("ladder", "1", "-f", "json").json["place"] == "rung"


def test_days_out_of_order_are_refused_wherever_a_measure_is_written(course: Path) -> None:
    kaa("measure", "offer", "1", "--programme", "Porten", env={"KAA_TODAY": "2026-09-10"})
    day = {"KAA_TODAY": "2026-09-14"}
    early = kaa("programme", "enrol", "1", "Porten", "--on", "2026-09-08", env=day)
    assert (early.code, "The days are not in order" in early.err) == (3, True)
    kaa("application", "add", "1", "Porten", "--referred-by", "school", "--on", "2026-09-08")
    kaa("application", "sign", "1", "--on", "2026-09-08", env=day)
    decided = kaa("team", "decide", "1", "accepted", "--on", "2026-09-09", env=day)
    assert decided.code == 3
    assert far() == {1: "offered"}


def test_what_the_youth_did_before_is_kept_alike_of_enrolling_and_of_starting(course: Path) -> None:
    kaa("programme", "enrol", "1", "Porten")
    kaa("measure", "start", "2", "--programme", "Porten")
    before = ask_rows(course, "SELECT DISTINCT occupation_before FROM measure")
    assert before == [("unknown",)]


def test_a_day_to_come_is_kept_with_a_run_or_not_at_all(course: Path) -> None:
    refused = kaa("programme", "enrol", "1", "Möjligheten", "--on", "+2w")
    assert (refused.code, "kaa programme run" in refused.err) == (3, True)
    kaa("programme", "run", "Porten", "--name", "later", "--from", "2026-09-14")
    kaa("programme", "enrol", "1", "Porten", "--run", "later")
    assert "not-begun" not in kaa("check", "-f", "json").out
    day = {"KAA_TODAY": "2026-09-14"}
    found = [one for one in kaa("check", "-f", "json", env=day).json if one["code"] == "not-begun"]
    assert [one["youth"] for one in found] == [1]
    assert kaa(*found[0]["command"].split()[1:], env=day).code == 0
    assert "not-begun" not in kaa("check", "-f", "json", env=day).out


def test_nobody_leaves_without_a_word_on_what_the_youth_does_now(course: Path) -> None:
    kaa("programme", "enrol", "1", "Porten")
    silent = kaa("programme", "leave", "1", "Porten", "--reason", "completed")
    assert (silent.code, "--occupation" in silent.err) == (3, True)
    known = ("--reason", "completed", "--occupation", "unknown")
    assert kaa("programme", "leave", "1", "Porten", *known).code == 0
    assert "not-known-after" in kaa("check", "-f", "json").out
