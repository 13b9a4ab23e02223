"""Taking back between two caseworkers, and saying what stands in the way."""

from pathlib import Path

import pytest

from terminal import contents, kaa, kaa_process


def test_the_first_log_of_somebody_is_not_held_by_what_names_them_later(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_USER", "Cia")
    for youth in ("1", "2", "3"):
        assert kaa("log", youth, "no-answer").code == 0
    assert kaa("undo", "2").code == 0
    assert kaa("undo", "--list", "-f", "json").json[-2]["undone"] is True
    assert kaa("undo").code == 0  # and the name, still borne by others, stays when put back


def test_a_colleagues_work_with_me_does_not_hold_my_own(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kaa("log", "1", "no-answer").code == 0
    monkeypatch.setenv("KAA_USER", "Bo")
    assert kaa("log", "2", "no-answer", "--with", "Anna").code == 0
    monkeypatch.setenv("KAA_USER", "Anna")
    answer = kaa("undo")
    assert answer.code == 0, answer.err
    assert "Nova" in answer.out


def test_what_stands_in_the_way_is_named(made: Path) -> None:
    assert kaa("youth", "close", "2", "moved").code == 0
    assert kaa("youth", "reopen", "2").code == 0
    assert kaa("log", "2", "no-answer").code == 0
    refused = kaa("undo", "2")
    assert refused.code == 3
    assert "Entry 4" in refused.err
    assert kaa("undo", "4").code == 0


@pytest.mark.of_files("nothing can be written in the place of a database")
def test_a_listing_never_takes_the_place_of_the_register(made: Path) -> None:
    before = contents(made, with_log=True)
    answer = kaa("youth", "list", "-f", "json", "-o", str(made), "--force")
    assert answer.code == 3
    assert contents(made, with_log=True) == before


@pytest.mark.parametrize("form", ["table", "json"])
def test_an_answer_that_cannot_be_written_does_not_deny_what_is_saved(
    made: Path, form: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = kaa_process("log", "7", "no-answer", "-f", form, stdout=full)
    assert ran.returncode == 5
    assert "It is saved" in str(ran.stderr)
    assert "no answer" in kaa("undo", "--list").out
