"""Raising protection: what may no longer be kept is gone, attempts stay, and undo puts it back."""

from pathlib import Path

import pytest

from terminal import ask_rows, contents, kaa


def raised(youth: int, protection: str) -> None:
    assert kaa("youth", "edit", str(youth), "protection", "--value", protection).code == 0


@pytest.mark.parametrize("protection", ["protected-registration", "assumed-identity"])
def test_numbers_and_guardians_are_gone_and_the_attempt_stays(made: Path, protection: str) -> None:
    kaa("log", "1", "no-answer", "--sms")
    raised(1, protection)
    sheet = kaa("show", "1", "--reason", "-f", "json", input="prövning\n").json
    assert (sheet["phones"], sheet["guardians"]) == ([], [])
    kinds = [entry["kind"] for entry in sheet["timeline"] if not entry["detail"]["ahead"]]
    assert kinds == ["first-seen", "attempt", "attempt"]


def test_a_confidentiality_mark_hides_and_takes_nothing_away(made: Path) -> None:
    raised(1, "confidentiality-marked")
    sheet = kaa("show", "1", "--reason", "-f", "json", input="prövning\n").json
    assert len(sheet["phones"]) == 2
    assert sheet["street"] == "Exempelgatan 7"


def test_under_protected_registration_no_place_is_kept_nor_taken_in(made: Path) -> None:
    kaa("youth", "edit", "4", "street", "--clear")  # a town without a street tells where as well
    raised(4, "protected-registration")
    sheet = kaa("show", "4", "--reason", "-f", "json", input="prövning\n").json
    assert [sheet[name] for name in ("street", "postcode", "city", "school")] == [""] * 4
    for place in ("street", "school"):
        answer = kaa("youth", "edit", "4", place, "--value", "Provvägen 3")
        assert answer.code == 3


def test_undo_puts_back_what_a_raised_mark_took_away(made: Path) -> None:
    kaa("log", "1", "no-answer")
    before = contents(made)
    raised(1, "assumed-identity")
    assert contents(made) != before
    assert kaa("undo").code == 0
    assert contents(made) == before


def test_the_log_of_a_look_gives_its_reason(made: Path) -> None:
    kaa("show", "9", "--reason", input="ringt upp\n")
    kind, said = ask_rows(made, "SELECT kind, said FROM log_entry ORDER BY id")[-1]
    assert (kind, "ringt upp" in said) == ("read", True)
