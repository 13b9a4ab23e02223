"""Who may be one person: offered, never joined by itself; joined by a person, parted by undo."""

from pathlib import Path

import pytest

from lists import shown, take_in
from terminal import ask_rows, contents, kaa

HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Skola;Sekretess;Vh;Vh tfn"
TEMPORARY = "20080502-TF01;Leo;Sandin;Provvägen 3;441 00;Alingsås;070-174 06 13;Lerums gymnasium"
PERSONAL = "20080502-2399;Leo;Sandin;Nyvägen 1;441 00;Alingsås;070-174 06 14;"
OTHER = "20090312-2380;Nova;Ekdahl;Exempelgatan 7;441 00;Alingsås;070-174 06 31;"


def pairs() -> list[tuple[int, int]]:
    return [(row["youth"], row["other"]) for row in kaa("youth", "merge", "-f", "json").json]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("20080502-TF01;Leo;Sandin", "20080502-2399;Leo;Sandin"),
        ("20080562-2396;Leo;Sandin", "20080502-2399;Leo;Sandin"),
        ("20080502-TF01;Leo;Sandin", "20080502-2399;Leo;Sandinn"),
        ("20080502-TF01;Leo;Sandin", "20080502-2399;LEO ERIK;SANDIN"),
        ("2008-05-02;Leo;Sandin", "20080502-2399;Leo;Sandin"),
        ("20080502-2399;Leo;Sandin", "20080502;Leo;Sandin"),
    ],
)
@pytest.mark.parametrize("in_one_list", [True, False])
def test_somebody_under_another_number_is_taken_in_to_be_checked(
    desk: Path, first: str, second: str, in_one_list: bool
) -> None:  # fault 48
    head = "Personnummer;Förnamn;Efternamn"
    if in_one_list:
        counts = take_in(desk, head, first, second)
    else:
        take_in(desk, head, first)
        counts = take_in(desk, head, second)
    assert counts["doubles"] == 1
    assert pairs() == [(2, 1)]
    due = kaa("next", "-n", "9", "-f", "json").json
    assert {row["youth"]: row["channel"] for row in due}[2] == "check"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("20080101-2386;Nova;Ekdahl", "20080101-2394;Nova;Ekdahl"),
        ("20080502-TF01;Leo;Sandin", "20080502-TF02;Leo;Sandin"),
        ("20080502-TF01;Leo;Sandin", "20080502-2399;Leo;Ekdahl"),
        ("20080503-TF01;Leo;Sandin", "20080502-2399;Leo;Sandin"),
    ],
)
def test_two_persons_are_left_alone(desk: Path, first: str, second: str) -> None:
    counts = take_in(desk, "Personnummer;Förnamn;Efternamn", first, second)
    assert (counts["new"], counts["doubles"]) == (2, 0)
    assert pairs() == []


def test_a_birth_date_alone_is_the_same_youth_by_the_same_name(desk: Path) -> None:
    head = "Personnummer;Förnamn;Efternamn;Telefon"
    assert take_in(desk, head, "2008-05-02;Leo;Sandin;")["new"] == 1
    again = take_in(desk, head, "20080502;LEO;Sandin;070-174 06 13")
    assert (again["new"], again["changed"]) == (0, 1)


def test_an_assumed_identity_is_compared_with_nobody(desk: Path) -> None:
    take_in(desk, HEAD, TEMPORARY)
    counts = take_in(desk, HEAD, "20080502-2399;Leo;Sandin;;;;;;fingerade personuppgifter;;")
    assert (counts["new"], counts["doubles"]) == (1, 0)
    before = contents(desk / "kaa.db", with_log=True)
    answer = kaa("youth", "merge", "1", "2", "--yes")
    assert (answer.code, "never linked" in answer.err) == (3, True)
    assert contents(desk / "kaa.db", with_log=True) == before


def test_who_may_be_a_protected_youth_is_masked_until_somebody_has_looked(desk: Path) -> None:
    take_in(desk, HEAD, TEMPORARY.replace("Lerums gymnasium", "Lerums gymnasium;Sekretess"))
    take_in(desk, HEAD, PERSONAL)
    listed = {row["youth"]: row for row in kaa("youth", "list", "-f", "json").json}
    assert listed[2]["given_name"] == "Protected"
    assert "Leo" not in kaa("youth", "merge").out
    assert shown(2, reason="jämförs")["street"] == "Nyvägen 1"


def test_a_mark_that_comes_later_hides_the_name_of_the_other_too(twice: Path) -> None:
    take_in(twice, HEAD, f"{PERSONAL};Sekretess;;")
    told = kaa("youth", "merge").out
    assert "no. 3 · Protected · personal number" in told
    assert "no. 1 · TF number" in told
    assert "Leo" not in told


def test_an_address_is_not_kept_of_who_may_be_under_protected_registration(desk: Path) -> None:
    take_in(desk, HEAD, "20080502-TF01;Leo;Sandin;;;;;;skyddad folkbokföring;;")
    take_in(desk, HEAD, PERSONAL)  # fault 51
    row = shown(2, reason="jämförs")
    assert (row["street"], row["phones"]) == ("", [])


@pytest.fixture
def twice(desk: Path) -> Path:
    """One youth under two numbers, with work done on both, beside somebody else."""
    take_in(desk, HEAD, f"{TEMPORARY};;Per Sandin;070-174 06 15", OTHER)
    take_in(desk, HEAD, f"{PERSONAL};;;")
    for line in (
        ("log", "1", "no-answer"),
        ("occupation", "set", "3", "work"),
        ("outcome", "record", "3", "work"),
    ):
        assert kaa(*line).code == 0
    return desk


def test_joined_they_are_one_with_all_that_happened(twice: Path) -> None:
    answer = kaa("youth", "merge", "1", "3", "--yes")
    assert (answer.code, answer.err) == (0, "")
    assert "Merged: no. 3 is now Leo (no. 1)" in answer.out
    row = shown(1)
    assert row["identity_number"] == "200805022399"
    assert (row["street"], row["school"]) == ("Nyvägen 1", "Lerums gymnasium")
    assert {phone["number"] for phone in row["phones"]} == {"+46701740613", "+46701740614"}
    kinds = [entry["kind"] for entry in row["timeline"] if not entry["detail"]["ahead"]]
    assert sorted(kinds) == ["attempt", "first-seen", "occupation", "outcome"]
    assert kaa("show", "3").code == 3
    assert pairs() == []
    assert [r["channel"] for r in kaa("next", "-n", "9", "-f", "json").json].count("check") == 0


def test_undo_parts_them_as_they_were(twice: Path) -> None:
    before = contents(twice / "kaa.db")
    assert kaa("youth", "merge", "1", "3", "--yes").code == 0
    assert contents(twice / "kaa.db") != before
    undone = kaa("undo")
    assert (undone.code, "merged with no. 3" in undone.out) == (0, True)
    assert contents(twice / "kaa.db") == before


def test_the_older_may_also_go_into_the_newer(twice: Path) -> None:
    assert kaa("youth", "merge", "3", "1", "--yes").code == 0
    row = shown(3)
    assert (row["identity_number"], row["school"]) == ("200805022399", "Lerums gymnasium")
    assert [e["kind"] for e in row["timeline"]].count("attempt") == 1


def test_two_open_periods_become_one_from_the_earlier_day(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(desk, HEAD, TEMPORARY)
    monkeypatch.setenv("KAA_TODAY", "2026-09-21")
    take_in(desk, HEAD, PERSONAL)
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    row = shown(1)
    assert (row["registered_on"], row["first_seen_on"]) == ("2026-09-07", "2026-09-07")


def test_a_closed_period_is_kept_beside_the_open_one(desk: Path) -> None:
    take_in(desk, HEAD, TEMPORARY)
    assert kaa("youth", "close", "1", "moved").code == 0
    take_in(desk, HEAD, PERSONAL)
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    kinds = [entry["kind"] for entry in shown(1)["timeline"]]
    assert (kinds.count("first-seen"), kinds.count("back"), kinds.count("closed")) == (1, 1, 1)
    assert shown(1)["ended_on"] is None


@pytest.mark.parametrize(
    ("guardians", "kept", "told"),
    [
        ((("Per Sandin", "06 20"),), {"Per Sandin", "Eva Sandin"}, False),
        ((("PER SANDIN", "06 15"),), {"Per Sandin"}, False),
        ((("Per Sandin", "06 15"), ("Åke Berg", "06 21")), {"Per Sandin", "Eva Sandin"}, True),
    ],
    ids=["another number", "the same", "a third"],
)
def test_guardians_are_joined_by_name(
    desk: Path, guardians: tuple[tuple[str, str], ...], kept: set[str], told: bool
) -> None:
    head = "Personnummer;Förnamn;Efternamn;Vh 1;Vh 1 tfn;Vh 2;Vh 2 tfn"
    own = [("Per Sandin", "06 15")] + ([("Eva Sandin", "06 16")] if len(kept) > 1 else [])
    cells = ";".join(f"{name};070-174 {end}" for name, end in own)
    take_in(desk, head, f"20090502-TF01;Leo;Sandin;{cells}")
    cells = ";".join(f"{name};070-174 {end}" for name, end in guardians)
    take_in(desk, head, f"20090502-2398;Leo;Sandin;{cells}")
    before = contents(desk / "kaa.db")
    answer = kaa("youth", "merge", "1", "2", "--yes")
    assert ("third guardian" in answer.out) is told
    row = shown(1)
    assert set(row["guardians"]) == kept
    ends = {phone["number"][-2:] for phone in row["phones"]}
    assert ends == {end[-2:] for name, end in (*own, *guardians) if name.title() in kept}
    assert kaa("undo").code == 0
    assert contents(desk / "kaa.db") == before


@pytest.mark.parametrize(("keep", "other"), [("1", "2"), ("2", "1")])
@pytest.mark.parametrize("mark", ["skyddad folkbokföring", "Sekretess"])
def test_a_mark_goes_on_after_merging_and_forbids_what_it_forbids(
    desk: Path, keep: str, other: str, mark: str
) -> None:
    take_in(desk, HEAD, f"{TEMPORARY};;Per Sandin;070-174 06 15")
    take_in(desk, HEAD, f"20080502-2399;Leo;Sandin;;;;;;{mark};;")
    before = contents(desk / "kaa.db")
    assert kaa("youth", "merge", keep, other, "--yes").code == 0
    row = shown(int(keep), reason="jämförs")
    if mark == "Sekretess":
        assert (row["street"], len(row["phones"])) == ("Provvägen 3", 1)
    else:
        assert (row["street"], row["school"], row["phones"], row["guardians"]) == ("", "", [], [])
    assert kaa("undo").code == 0
    if mark == "Sekretess":
        assert contents(desk / "kaa.db") == before
        return
    parted = [shown(no, reason="jämförs") for no in (1, 2)]  # both are known to be the protected
    assert {row["protection"] for row in parted} == {"protected-registration"}
    assert [(row["street"], row["phones"], row["guardians"]) for row in parted] == [
        ("", [], [])
    ] * 2


def test_both_halves_are_hidden_whichever_is_marked_and_one_leads_to_another(desk: Path) -> None:
    coordination = "20080562-2396;Leo;Sandin;Provvägen 3;441 00;Alingsås;;"
    take_in(desk, HEAD, TEMPORARY)
    take_in(desk, HEAD, coordination, f"{PERSONAL};Sekretess;;")
    listed = kaa("youth", "list", "-f", "json").json
    assert {row["given_name"] for row in listed} == {"Protected"}
    assert kaa("undo").code == 0
    (known,) = kaa("youth", "list", "-f", "json").json
    assert (
        known["given_name"] == "Protected"
    )  # no undo lowers a mark: a person does, who has looked


def test_who_comes_under_another_number_is_not_missing_under_the_old_one(desk: Path) -> None:
    take_in(desk, HEAD, TEMPORARY, OTHER)
    counts = take_in(desk, HEAD, PERSONAL, options=("--whole-list",))
    assert (counts["doubles"], counts["gone"]) == (1, 1)
    assert kaa("youth", "merge", "1", "3", "--yes").code == 0
    assert kaa("ladder", "1", "-f", "json").json["place"] != "check"


def test_an_assumed_identity_forgets_what_it_was_called(twice: Path) -> None:
    assert kaa("youth", "merge", "1", "3", "--yes").code == 0
    assert contents(twice / "kaa.db")["former_identity"] != []
    edited = kaa("youth", "edit", "1", "protection", "--value", "assumed-identity")
    assert (edited.code, contents(twice / "kaa.db")["former_identity"]) == (0, [])


def test_an_open_period_that_began_before_a_closed_one_is_still_open(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "Personnummer;Förnamn;Efternamn;Registrerad"
    take_in(desk, head, "20080502-TF01;Leo;Sandin;2026-08-12")
    assert kaa("youth", "close", "1", "moved", "--on", "2026-08-20").code == 0
    take_in(desk, head, "20080502-2399;Leo;Sandin;2026-08-10")
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    assert take_in(desk, head, "20080502-2399;Leo;Sandin;2026-08-10")["unchanged"] == 1


def test_two_personal_numbers_are_two_persons(desk: Path) -> None:
    take_in(desk, HEAD, OTHER, PERSONAL)
    answer = kaa("youth", "merge", "1", "2", "--yes")
    assert (answer.code, "two persons" in answer.err) == (3, True)
    assert kaa("youth", "merge", "1", "1", "--yes").code == 3
    assert kaa("youth", "merge", "1", "99", "--yes").code == 3
    assert kaa("youth", "merge", "1").code == 2


def test_a_no_joins_nobody(twice: Path) -> None:
    before = contents(twice / "kaa.db", with_log=True)
    assert kaa("youth", "merge", "1", "3", input="n\n").code == 3
    assert contents(twice / "kaa.db", with_log=True) == before


def test_somebody_else_is_not_asked_about_again(twice: Path) -> None:
    assert kaa("youth", "edit", "3", "--checked").code == 0
    assert pairs() == []
    assert take_in(twice, HEAD, f"{PERSONAL};;;")["doubles"] == 0


def test_a_list_that_goes_on_with_the_old_number_means_the_one_they_became(twice: Path) -> None:
    assert kaa("youth", "merge", "1", "3", "--yes").code == 0
    old = TEMPORARY.replace("Leo", "Leo Erik").replace("06 13", "06 19")
    counts = take_in(twice, HEAD, f"{old};;;", OTHER, options=("--whole-list",))
    assert (counts["new"], counts["changed"], counts["doubles"], counts["gone"]) == (0, 1, 0, 0)
    row = shown(1)
    assert (row["given_name"], row["street"]) == ("Leo", "Nyvägen 1")
    assert "+46701740619" in {phone["number"] for phone in row["phones"]}
    found = kaa("youth", "add", input="20080502-TF01\n" + "\n" * 9)
    assert (found.code, "in the register" in found.err) == (3, True)


def test_a_birth_date_alone_means_the_one_they_became_too(desk: Path) -> None:
    head = "Personnummer;Förnamn;Efternamn"
    rows = ("2008-05-02;Leo;Sandin", "20080502-2399;Leo;Sandin")
    take_in(desk, head, *rows)
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    counts = take_in(desk, head, *rows)
    assert (counts["new"], counts["unchanged"], counts["duplicates"]) == (0, 1, 1)
    assert counts["doubles"] == 0


def test_a_number_that_comes_later_is_given_by_hand(desk: Path) -> None:
    take_in(desk, HEAD, "2008-05-02;Leo;Sandin;;;;;;;;", OTHER)
    assert kaa("youth", "edit", "1", "identity_number", "--value", "200805022399").code == 2
    taken = kaa("youth", "edit", "1", "identity_number", input="20090312-2380\n")
    assert (taken.code, "kaa youth merge 2 1" in taken.err) == (3, True)
    assert kaa("youth", "edit", "1", "identity_number", input="20080502-2399\n").code == 0
    assert shown(1)["identity_number"] == "200805022399"
    assert take_in(desk, HEAD, "2008-05-02;Leo;Sandin;;;;;;;;")["unchanged"] == 1


@pytest.mark.parametrize("who", ["1", "3"])
def test_a_wish_to_be_left_alone_and_a_restriction_go_on_after_merging(
    twice: Path, who: str
) -> None:
    wish = ("log", who, "do-not-contact", "--channel", "phone", "--note", "ring inte", "--yes")
    assert kaa(*wish).code == 0
    assert kaa("youth", "edit", who, "restricted", "--value", "yes").code == 0
    before = contents(twice / "kaa.db")
    assert kaa("youth", "merge", "1", "3", "--yes").code == 0
    ((left_alone, restricted),) = ask_rows(
        twice / "kaa.db", "SELECT do_not_contact_on, restricted_on FROM youth WHERE id = 1"
    )
    assert (left_alone, restricted) == ("2026-09-07", "2026-09-07")
    assert kaa("undo").code == 0
    assert contents(twice / "kaa.db") == before


@pytest.fixture
def agreed(desk: Path) -> Path:
    """One person twice, with the same said of both: a consent, and an application to Porten."""
    assert kaa("programme", "add", "Porten", "--type", "coaching").code == 0
    take_in(desk, HEAD, TEMPORARY)
    take_in(desk, HEAD, PERSONAL)
    for no, signed in (("1", ()), ("2", ("--signed", "today"))):
        assert kaa("consent", "give", no, "actor", "--actor", "school").code == 0
        add = ("application", "add", no, "Porten", "--referred-by", "school", *signed)
        assert kaa(*add).code == 0
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    return desk / "kaa.db"


def test_a_consent_given_under_both_numbers_is_withdrawn_once(agreed: Path) -> None:
    assert kaa("consent", "withdraw", "1", "actor", "--actor", "school").code == 0
    refused = kaa("referral", "out", "1", "school")
    assert (refused.code, "has no consent in force" in refused.err) == (3, True)


def test_one_open_application_to_a_programme_is_left_and_it_is_signed(agreed: Path) -> None:
    held = "SELECT youth_id, signed_on FROM application ORDER BY youth_id"
    assert ask_rows(agreed, held) == [(1, "2026-09-07")]
    assert kaa("undo").code == 0
    assert ask_rows(agreed, held) == [(1, None), (2, "2026-09-07")]
    assert kaa("youth", "merge", "1", "2", "--yes").code == 0
    assert kaa("team", "decide", "1", "accepted").code == 0
