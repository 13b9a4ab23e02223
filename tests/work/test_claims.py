"""Claims: nobody is called twice, nobody waits for long, and taking over is told with a reason."""

import json
from pathlib import Path

import pytest

from terminal import EXAMPLE, Answer, ask_rows, kaa

AT_TEN = {"KAA_TODAY": "2026-09-07T10:00"}
BO = AT_TEN | {"KAA_USER": "Bo"}


@pytest.fixture
def twelve(desk: Path) -> Path:
    assert kaa("import", str(EXAMPLE), "--yes").code == 0
    return desk


def claimed(env: dict[str, str] = AT_TEN) -> int:
    (row,) = kaa("next", "--claim", "-f", "json", env=env).json
    return int(row["youth"])


def due(env: dict[str, str]) -> list[int]:
    return [row["youth"] for row in kaa("next", "-n", "999", "-f", "json", env=env).json]


def test_whom_one_has_claimed_is_left_out_for_others_and_told(twelve: Path) -> None:
    youth = claimed()
    assert youth in due(AT_TEN)
    assert youth not in due(BO)
    assert "Claimed by others and left out: Anna 1." in kaa("next", env=BO).out


def test_every_claim_is_another_youth_and_ones_own_come_first(twelve: Path) -> None:
    first, second = claimed(), claimed()
    assert first != second
    assert set(due(AT_TEN)[:2]) == {first, second}


def test_a_claim_tells_until_when_and_ends_by_itself(twelve: Path) -> None:
    answer = kaa("next", "--claim", env=AT_TEN)
    assert "is yours until 10:30" in answer.out
    (row,) = kaa("next", "--claim", "-f", "json", env=AT_TEN).json
    assert row["claimed_until"].startswith("2026-09-07T10:30")
    assert len(due(BO)) == len(due(AT_TEN)) - 2
    later = {"KAA_TODAY": "2026-09-07T10:31", "KAA_USER": "Bo"}
    assert len(due(later)) == len(due(AT_TEN))


def test_nobody_to_claim_is_an_empty_answer(desk: Path) -> None:
    assert kaa("next", "--claim", "-f", "json") == Answer(0, "[]\n", "")


def test_release_lets_go_of_one_or_of_all_and_never_of_others(twelve: Path) -> None:
    first, second = claimed(), claimed()
    refused = kaa("contact", "release", str(first), env=BO)
    assert (refused.code, refused.err) == (
        3,
        f"You have not claimed no. {first}. Nothing was changed.\n",
    )
    assert kaa("contact", "release", str(first), env=AT_TEN).out == f"Released: no. {first}.\n"
    assert first in due(BO)
    assert kaa("contact", "release", "-f", "json", env=AT_TEN).json == [{"youth": second}]
    assert kaa("contact", "release", env=AT_TEN).out == "Nobody was claimed by you.\n"


def test_taking_over_needs_a_reason_which_is_logged_without_a_name(twelve: Path) -> None:
    youth = str(claimed())
    busy = kaa("contact", "take", youth, env=BO)
    assert busy.code == 4
    assert f"Anna has no. {youth} until 10:30." in busy.err
    taken = kaa("contact", "take", youth, "--reason", "-", env=BO, input="Anna is away\n")
    assert "Taken over from Anna." in taken.out
    question = "SELECT what, said FROM log_entry WHERE command = 'contact take' AND kind = 'claim'"
    ((what, said),) = ask_rows(twelve / "kaa.db", question)
    told = json.loads(what)
    assert (told["youths"], told["from"]) == ([int(youth)], "Anna")
    assert json.loads(said) == {"reason": "Anna is away"}
    assert int(youth) not in due(AT_TEN)


def test_a_claim_is_nothing_to_undo(twelve: Path) -> None:
    claimed(BO)
    assert kaa("undo", env=BO).code == 3
    assert kaa("undo").code == 0  # the import stands in nobody's way


def test_a_claim_goes_with_the_youth(twelve: Path) -> None:
    claimed()
    assert kaa("undo").code == 0
    assert ask_rows(twelve / "kaa.db", "SELECT count(*) FROM claim") == [(0,)]
