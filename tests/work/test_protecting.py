"""Raising protection: what may no longer be kept is gone, in the log too, and nothing undoes it."""

import json
from pathlib import Path

import pytest

from terminal import Answer, all_of, ask_rows, contents, kaa

REGISTRATION, ASSUMED = "protected-registration", "assumed-identity"
SECRETS = {
    REGISTRATION: ("Exempelgatan 7", "Gamla vägen 9", "Alströmergymnasiet", "Torget 4", "Maria"),
    ASSUMED: ("20090312", "Nova", "Ekdahl", "Gamla vägen 9", "Maria", "01740631", "01740612"),
}
"""What a youth had, and earlier had, that a mark takes away for good."""


def raised(youth: int, protection: str) -> Answer:
    answer = kaa("youth", "edit", str(youth), "protection", "--value", protection)
    assert answer.code == 0, answer.err
    return answer


def lowered(youth: int, protection: str = "none", why: str = "beslutet upphävt") -> Answer:
    line = ("youth", "edit", str(youth), "protection", "--value", protection)
    return kaa(*line, input=f"{why}\n")


@pytest.mark.parametrize("protection", [REGISTRATION, ASSUMED])
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
    raised(4, REGISTRATION)
    sheet = kaa("show", "4", "--reason", "-f", "json", input="prövning\n").json
    assert [sheet[name] for name in ("street", "postcode", "city", "school")] == [""] * 4
    for place in ("street", "school"):
        answer = kaa("youth", "edit", "4", place, "--value", "Provvägen 3")
        assert answer.code == 3


@pytest.mark.parametrize("protection", [REGISTRATION, ASSUMED])
def test_nothing_that_may_not_be_kept_is_left_in_any_table_or_in_the_log(
    made: Path, protection: str
) -> None:
    kaa("youth", "edit", "1", "street", "--value", "Gamla vägen 9")
    kaa("youth", "edit", "1", "street", "--value", "Exempelgatan 7")
    kaa("youth", "phone", "1", "--state", "wrong", input="070-174 06 31\n")
    place = ("--channel", "in-person", "--place", "Torget 4")
    assert kaa("log", "1", "not-home", *place).code == 0
    if protection == ASSUMED:
        changed = "Nytt\nNamn\n"
        kaa("youth", "edit", "1", "given_name", "family_name", input=changed)
        kaa("youth", "edit", "1", "identity_number", input="20090313-2389\n")
    raised(1, protection)
    kept = contents(made, with_log=True)
    kept["youth"] = [row for row in kept["youth"] if row[0] == 1]  # others go to the same school
    told = repr(kept).replace(" ", "").replace("-", "")
    assert [one for one in SECRETS[protection] if one.replace(" ", "") in told] == []
    assert kaa("undo", "--list", "-n", "99").code == 0


@pytest.mark.parametrize("protection", ["confidentiality-marked", REGISTRATION, ASSUMED])
def test_undoing_lowers_no_mark_and_brings_nothing_back(made: Path, protection: str) -> None:
    kaa("log", "1", "no-answer")
    raised(1, protection)
    before = contents(made)
    answer = kaa("undo")
    assert (answer.code, "with a reason only" in answer.err) == (3, True)
    assert contents(made) == before


def test_an_import_that_raised_a_mark_is_undone_but_for_the_mark(
    made: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "later.csv"
    roster.write_text(
        "Personnummer;Förnamn;Efternamn;Skyddad folkbokföring;Skola\n"
        "20090312-2380;Nova;Ekdahl;Ja;\n20080502-2399;Leo;Sandin;;Annan skola\n",
        encoding="utf-8",
    )
    assert kaa("import", str(roster), "--yes").code == 0
    assert kaa("undo").code == 0
    rows = ask_rows(made, "SELECT protection, street, school FROM youth WHERE id IN (1, 2)")
    assert rows == [(REGISTRATION, "", ""), ("none", "Provvägen 3", "Alströmergymnasiet")]
    assert ask_rows(made, "SELECT count(*) FROM phone WHERE youth_id = 1") == [(0,)]


@pytest.mark.parametrize("weaker", ["none", "confidentiality-marked"])
def test_a_mark_is_lowered_by_a_named_person_with_a_reason(made: Path, weaker: str) -> None:
    raised(1, ASSUMED)
    for why in ("", "  "):
        answer = lowered(1, weaker, why)
        assert (answer.code, answer.out) == (3, "")
        assert ask_rows(made, "SELECT protection FROM youth WHERE id = 1") == [(ASSUMED,)]
    assert lowered(1, weaker).code == 0
    assert ask_rows(made, "SELECT protection FROM youth WHERE id = 1") == [(weaker,)]
    by, what, said = ask_rows(made, "SELECT by, what, said FROM log_entry ORDER BY id")[-1]
    assert (by, json.loads(what)["youths"]) == ("Anna", [1])
    assert json.loads(said) == {"because": "beslutet upphävt"}


def test_raising_a_mark_asks_for_nothing(made: Path) -> None:
    raised(1, "confidentiality-marked")
    assert "reason" not in raised(1, REGISTRATION).err
    assert lowered(1, "confidentiality-marked", "").code == 3


def test_taking_back_a_lowering_raises_the_mark_again(made: Path) -> None:
    raised(1, REGISTRATION)
    assert lowered(1).code == 0
    lowering = ask_rows(made, "SELECT max(id) FROM log_entry")[0][0]
    assert kaa("youth", "phone", "1", input="070-174 06 50\n").code == 0
    assert kaa("undo", str(lowering)).code == 0
    assert ask_rows(made, "SELECT protection FROM youth WHERE id = 1") == [(REGISTRATION,)]
    assert ask_rows(made, "SELECT count(*) FROM phone WHERE youth_id = 1") == [(0,)]


def test_a_new_identity_is_never_told_together_with_the_old_number(made: Path) -> None:
    before = all_of(made)
    answer = kaa(
        *("youth", "edit", "1", "identity_number", "protection"),
        input="20090313-2389\nassumed-identity\n",
    )
    assert (answer.code, "never linked" in answer.err) == (3, True)
    assert all_of(made) != before  # the refusal is logged
    assert ask_rows(made, "SELECT protection FROM youth WHERE id = 1") == [("none",)]


def test_the_log_of_a_look_gives_its_reason(made: Path) -> None:
    kaa("show", "9", "--reason", input="ringt upp\n")
    kind, said = ask_rows(made, "SELECT kind, said FROM log_entry ORDER BY id")[-1]
    assert (kind, "ringt upp" in said) == ("read", True)
