"""Taking in lists: what is new, changed, back, gone or outside; again and again; taken back."""

from pathlib import Path

import pytest

from terminal import contents, kaa

HEAD = (
    "Personnummer;Förnamn;Efternamn;Gatuadress;Postnr;Ort;Telefon;"
    "Vårdnadshavare 1;Vårdnadshavare 1 telefon;Skyddad"
)
NOVA = (
    "20090312-2380;Nova;Ekdahl;Exempelgatan 7;441 00;Alingsås;070-174 06 31;"
    "Maria Ekdahl;070-174 06 12;"
)
LEO = "20080502-2399;Leo;Sandin;Provvägen 3;441 00;Alingsås;070-174 06 13;Per Sandin;070-174 06 14;"
TURNED_20 = "20060101-2388;Edit;Borg;;;;;;;"
IN_SCHOOL = "20120101-2398;Olle;Berg;;;;;;;"


def take_in(folder: Path, *rows: str, options: tuple[str, ...] = ()) -> dict[str, int]:
    """Take in a list of these rows; the counts of the answer."""
    path = folder / "list.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    answer = kaa("import", str(path), "--yes", "-f", "json", *options)
    assert answer.code == 0, answer.err
    counts: dict[str, int] = answer.json
    return counts


def shown(youth: int) -> dict[str, object]:
    row: dict[str, object] = kaa("show", str(youth), "-f", "json").json
    return row


def test_a_list_taken_in_twice_changes_nothing(desk: Path) -> None:
    assert take_in(desk, NOVA, LEO)["new"] == 2
    before = contents(desk / "kaa.db")
    again = take_in(desk, NOVA, LEO)
    assert (again["new"], again["changed"], again["unchanged"], again["applied"]) == (
        0,
        0,
        2,
        False,
    )
    assert contents(desk / "kaa.db") == before


def test_guardians_are_kept_for_minors_only_also_the_second_time(desk: Path) -> None:
    take_in(desk, NOVA, LEO)
    take_in(desk, NOVA, LEO.replace("Provvägen 3", "Provvägen 5"))
    assert shown(1)["guardians"] == ["Maria Ekdahl"]
    assert shown(2)["guardians"] == []
    phone = {"number": "+46701740613", "of": "youth", "state": "unknown", "note": None}
    assert shown(2)["phones"] == [phone]


def test_who_is_outside_the_duty_is_counted_and_not_stored(desk: Path) -> None:
    counts = take_in(desk, NOVA, TURNED_20, IN_SCHOOL)
    assert (counts["new"], counts["out_of_scope"], counts["rejected"]) == (1, 2, 0)


def test_a_programme_register_takes_in_people_outside_the_duty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "programme.db"))
    assert kaa("init", "--kind", "programme").code == 0
    assert take_in(tmp_path, TURNED_20)["new"] == 1


def test_an_empty_cell_never_blanks_what_is_known(desk: Path) -> None:
    take_in(desk, NOVA)
    counts = take_in(desk, "20090312-2380;Nova;;;;;;;;")
    assert counts["unchanged"] == 1
    assert shown(1)["street"] == "Exempelgatan 7"


def test_a_new_address_is_a_change_and_a_new_number_is_added(desk: Path) -> None:
    take_in(desk, NOVA)
    moved = NOVA.replace("Exempelgatan 7", "Testgränd 2").replace("06 31", "06 32")
    assert take_in(desk, moved)["changed"] == 1
    numbers = [phone["number"] for phone in shown(1)["phones"]]  # type: ignore[attr-defined]
    assert shown(1)["street"] == "Testgränd 2"
    assert {"+46701740631", "+46701740632"} <= set(numbers)


def test_a_shared_register_is_told_who_would_be_of_none_of_its_municipalities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "region.db"))
    assert kaa("init", "--municipality", "Alingsås", "--municipality", "Lerum").code == 0
    rows = ("20090312-2380;Nova;lerum", "20080502-2399;Leo;Lreum", "20080503-TF01;Ali;")
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["Pnr;Förnamn;Kommun", *rows]), encoding="utf-8")
    answer = kaa("import", str(path), "--yes")
    assert answer.code == 0, answer.err
    told = answer.out + answer.err
    assert "1 youth is of a municipality that the register was not made for" in told
    assert "1 youth has no municipality, though several share the register" in told


def test_a_protection_mark_is_raised_by_a_list_and_never_lowered(desk: Path) -> None:
    # faults 50 and 51
    take_in(desk, NOVA)
    assert take_in(desk, f"{NOVA}Skyddad folkbokföring")["changed"] == 1
    take_in(desk, NOVA)
    row = kaa("show", "1", "--reason", "-f", "json", input="prövning\n").json
    assert (row["protection"], row["street"], row["city"]) == ("protected-registration", "", "")


def test_the_list_that_brings_an_assumed_identity_leaves_no_old_name(desk: Path) -> None:
    take_in(desk, NOVA)
    renamed = NOVA.replace("Nova;Ekdahl;Exempelgatan 7", "Moa;Provdotter;Testgränd 2")
    assert take_in(desk, f"{renamed}Fingerade personuppgifter")["changed"] == 1
    kept = repr(contents(desk / "kaa.db", with_log=True))
    assert "Provdotter" in kept
    for old in ("Nova", "Ekdahl", "Exempelgatan"):
        assert old not in kept, old


def test_an_assumed_identity_leaves_nothing_of_an_import_that_was_taken_back(desk: Path) -> None:
    take_in(desk, NOVA)
    assert kaa("undo").code == 0
    take_in(desk, NOVA)
    edit = ("youth", "edit", "2", "given_name", "family_name", "street", "protection")
    answer = kaa(*edit, input="Moa\nProvdotter\nTestgränd 2\nassumed-identity\n")
    assert answer.code == 0, answer.err
    kept = repr(contents(desk / "kaa.db", with_log=True))
    for old in ("'Nova'", "Ekdahl", "Exempelgatan", "1740631", "1740612"):
        assert old not in kept, old


def test_a_file_named_after_somebody_is_kept_without_its_name(desk: Path) -> None:
    path = desk / "Nova 20090312-2380.csv"
    path.write_text("\n".join([HEAD, NOVA]), encoding="utf-8")
    assert kaa("import", str(path), "--yes").code == 0
    kept = repr(contents(desk / "kaa.db", with_log=True))
    assert ".csv" not in kept


@pytest.mark.parametrize("later", ["", "Nej", "S", "Ej skyddad"])
def test_no_later_list_takes_a_mark_away_or_brings_the_address_back(desk: Path, later: str) -> None:
    # faults 50 and 51
    take_in(desk, f"{NOVA}Skyddad folkbokföring")
    again = take_in(desk, NOVA + later)
    assert (again["unchanged"], again["applied"]) == (1, False)
    path = desk / "list.csv"
    path.write_text("Pnr;Gatuadress;Mobil\n20090312-2380;Exempelgatan 7;0701740631\n")
    assert kaa("import", str(path), "--yes").code == 0
    kept = repr(contents(desk / "kaa.db", with_log=True))
    assert "protected-registration" in kept
    for told in ("Exempelgatan", "441 00", "1740631", "Maria", "1740612"):
        assert told not in kept


@pytest.mark.parametrize("number", ["112", "90 000", "116 117", "070-174 06", "mormor"])
def test_what_cannot_be_called_is_kept_and_never_offered(desk: Path, number: str) -> None:
    # fault 47
    take_in(desk, f"20090312-2380;Nova;Ekdahl;;;;{number};;;")
    (due,) = kaa("next", "-f", "json").json
    assert (due["channel"], due["number"]) == ("find-number", None)
    assert contents(desk / "kaa.db")["phone"][0][3:5] == (number, number)


@pytest.mark.parametrize(
    "again",
    [
        "2009-03-12;Åsa;Öst;;;;;;;",
        "20090312;A\u030asa ; O\u0308st;;;;;;;",
        "20090312;ÅSA;ÖST;;;;;;;",
        " 20090312 ; åsa;  öst  ;;;;;;;",
    ],
)
def test_one_person_written_in_two_ways_is_one(desk: Path, again: str) -> None:
    # fault 48
    first = "2009-03-12;Åsa;Öst;;;;;;;"
    counts = take_in(desk, first, again)
    assert (counts["new"], counts["duplicates"]) == (1, 1)
    assert take_in(desk, again)["new"] == 0
    assert len(contents(desk / "kaa.db")["youth"]) == 1


def test_a_person_with_two_numbers_is_reported_and_one_after_merging(desk: Path) -> None:
    # fault 48
    take_in(desk, "20090312-TF01;Nova;Ekdahl;;;;;;;")
    counts = take_in(desk, NOVA)
    assert (counts["new"], counts["doubles"]) == (1, 1)
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    assert len(kaa("youth", "list", "-f", "json").json) == 1
    assert take_in(desk, NOVA)["unchanged"] == 1


def test_the_missing_of_a_whole_list_are_marked_and_nobody_is_closed(desk: Path) -> None:
    take_in(desk, NOVA, LEO)
    counts = take_in(desk, NOVA, options=("--whole-list",))
    assert counts["gone"] == 1
    assert kaa("ladder", "-f", "json").json["check"] == 1
    assert take_in(desk, NOVA, options=("--whole-list",))["applied"] is False


def test_with_a_whole_list_a_refused_row_stops_all_for_nobody_is_missing_by_a_fault(
    desk: Path,
) -> None:
    take_in(desk, NOVA, LEO)
    path = desk / "list.csv"
    path.write_text("\n".join([HEAD, LEO.replace("-2399", "-2398")]), encoding="utf-8")
    before = contents(desk / "kaa.db", with_log=True)
    answer = kaa("import", str(path), "--whole-list", "--skip-bad", "--yes")
    assert (answer.code, "every row counts" in answer.err) == (3, True)
    assert contents(desk / "kaa.db", with_log=True) == before


def test_a_closed_youth_on_the_list_is_to_be_checked_and_gets_no_new_period(desk: Path) -> None:
    take_in(desk, NOVA, LEO)
    kaa("youth", "close", "1", "moved")
    assert take_in(desk, NOVA, LEO)["back_on_list"] == 1
    due = kaa("next", "--channel", "check", "-f", "json").json
    assert [row["youth"] for row in due] == [1]
    assert kaa("ladder", "-f", "json").json["in_scope"] == 1
    assert kaa("youth", "reopen", "1", "moved-in").code == 0
    assert kaa("next", "--channel", "check", "-f", "json").json == []


def test_a_list_is_refused_whole_with_every_fault_told(desk: Path) -> None:
    path = desk / "list.csv"
    wrong = ["20090312-2381;Eva;;;;;;;;", "20090230-2380;Bo;;;;;;;;", NOVA]
    path.write_text("\n".join([HEAD, *wrong]), encoding="utf-8")
    before = contents(desk / "kaa.db")
    answer = kaa("import", str(path), "--yes", "-f", "json")
    assert answer.code == 3
    assert [(r["line"], r["code"]) for r in answer.json["rejects"]] == [
        (2, "check-digit"),
        (3, "no-such-day"),
    ]
    assert contents(desk / "kaa.db") == before


def test_a_register_that_changed_while_the_difference_was_read_is_not_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk / "list.csv"
    path.write_text("\n".join([HEAD, NOVA, LEO]), encoding="utf-8")

    def meanwhile(_question: str, *, default: bool = False) -> bool:
        with monkeypatch.context() as patch:
            patch.undo()
            other = desk / "other.csv"
            other.write_text("\n".join([HEAD, NOVA]), encoding="utf-8")
            assert kaa("--db", str(desk / "kaa.db"), "import", str(other), "--yes").code == 0
        return not default

    from kaa_cli.cli import ask

    monkeypatch.setattr(ask, "confirm", meanwhile)
    answer = kaa("import", str(path))
    assert answer.code == 3
    assert "has changed since" in answer.err
    assert len(kaa("youth", "list", "-f", "json").json) == 1


def test_a_second_guardians_number_alone_is_not_the_firsts(desk: Path) -> None:
    path = desk / "list.csv"
    head = "Personnummer;Vårdnadshavare 1;Vårdnadshavare 2 telefon"
    path.write_text(f"{head}\n20090312-2380;Eva Ek;070-174 06 51\n", encoding="utf-8")
    assert kaa("import", str(path), "--yes").code == 0
    lines = [line for line in kaa("show", "1").out.splitlines() if "06 51" in line]
    assert ("guardian" in lines[0], "Eva Ek" in lines[0]) == (True, False)


def test_the_name_of_who_is_protected_in_the_register_is_not_the_sample(desk: Path) -> None:
    take_in(desk, f"{NOVA.replace('Nova', 'Åsa')}Sekretess")
    path = desk / "list.csv"
    rows = "\n".join([HEAD, NOVA.replace("Nova", "Åsa"), LEO.replace("Leo", "Örjan")])
    path.write_bytes(rows.encode("cp1252"))
    told = kaa("import", str(path), "--dry-run").out
    assert 'the first name beyond a-z is "Örjan Sandin"' in told
    assert "Åsa" not in told


def test_a_list_of_attempts_is_not_taken_for_a_roster(desk: Path) -> None:
    path = desk / "list.csv"
    rows = "20090312-2380;2026-06-03;telefon;inget svar;Bo"
    path.write_text(f"Personnummer;Datum;Kanal;Resultat;Handläggare\n{rows}\n", encoding="utf-8")
    answer = kaa("import", str(path), "--yes")
    assert (answer.code, "--as attempts" in answer.err) == (3, True)


def test_what_a_new_mark_takes_away_is_told_before_the_question(desk: Path) -> None:
    take_in(desk, NOVA)
    path = desk / "list.csv"
    path.write_text(f"{HEAD}\n{NOVA}skyddad folkbokföring\n", encoding="utf-8")
    assert "are taken away: the new mark forbids them" in kaa("import", str(path), "--dry-run").out


def test_a_deadline_is_told_only_for_those_who_are_new_today(desk: Path) -> None:
    head, row = "Personnummer;Förnamn;Ny på listan", "20090312-2380;Nova;"
    for day, is_told in (("2026-08-31", False), ("2026-09-07", True)):
        path = desk / f"{day}.csv"
        path.write_text(f"{head}\n{row}{day}\n", encoding="utf-8")
        answer = kaa("import", str(path), "--yes")
        assert answer.code == 0, answer.err
        assert ("Deadline for the new ones: Monday 21 September" in answer.out) is is_told
        kaa("undo")
