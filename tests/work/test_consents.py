"""Consents and referrals: what was agreed to, what it allows, and that withdrawing ends it."""

from pathlib import Path

import pytest

from terminal import ask_rows, kaa

TUESDAY = {"KAA_TODAY": "2026-09-08"}
AGREED = ("consent", "give", "6", "actor", "--actor", "employment-service")
HANDED = ("referral", "out", "6", "employment-service")


def test_nobody_is_handed_on_without_a_consent_to_that_actor(made: Path) -> None:
    assert kaa(*HANDED).code == 3
    kaa("consent", "give", "6", "team")
    kaa("consent", "give", "6", "actor", "--actor", "school")
    refused = kaa(*HANDED)
    assert (refused.code, "kaa consent give 6 actor --actor" in refused.err) == (3, True)
    kaa(*AGREED)
    assert kaa(*HANDED).code == 0
    (consent,) = ask_rows(made, "SELECT id FROM consent WHERE actor = 'employment-service'")
    assert ask_rows(made, "SELECT direction, consent_id FROM referral") == [("out", *consent)]


def test_withdrawn_is_refused_from_that_day_and_stands_for_before(made: Path) -> None:
    kaa(*AGREED)
    withdraw = ("consent", "withdraw", "6", "actor", "--actor", "employment-service")
    assert kaa(*withdraw, env=TUESDAY).code == 0
    assert kaa(*HANDED, env=TUESDAY).code == 3
    assert kaa(*HANDED, "--on", "2026-09-07", env=TUESDAY).code == 0
    assert kaa(*withdraw, env=TUESDAY).code == 3


def test_a_consent_is_given_once_and_may_be_given_again(made: Path) -> None:
    kaa("consent", "give", "6", "team")
    assert "has agreed to that already" in kaa("consent", "give", "6", "team").err
    kaa("consent", "withdraw", "6", "team")
    assert kaa("consent", "give", "6", "team").code == 0
    rows = kaa("consent", "list", "6", "-f", "json").json
    assert [row["withdrawn_on"] for row in rows] == ["2026-09-07", None]
    assert len(kaa("consent", "list", "-f", "json").json) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("give", "6", "actor"), 3),
        (("give", "6", "team", "--actor", "school"), 3),
        (("give", "6", "team", "--on", "2026-09-08"), 3),
        (("give", "6", "everything"), 2),
        (("withdraw", "6", "team"), 3),
        (("give", "99", "team"), 3),
    ],
)
def test_what_is_no_consent_is_not_kept(made: Path, words: tuple[str, ...], code: int) -> None:
    assert kaa("consent", *words).code == code
    assert ask_rows(made, "SELECT count(*) FROM consent") == [(0,)]


def test_the_sheet_shows_what_is_in_force(made: Path) -> None:
    kaa("consent", "give", "6", "actor", "--actor", "social-services")
    kaa("consent", "give", "6", "team")
    kaa("consent", "withdraw", "6", "team")
    drawn = kaa("show", "6").out
    assert "Agrees to              sharing with social services\n" in drawn
    assert "Agrees to              being named" not in drawn
    assert kaa("show", "6", "-f", "json").json["consents"] == [
        {"consent": "actor", "actor": "other-authority"}
    ]


def test_the_actor_has_met_the_youth(made: Path) -> None:
    kaa(*AGREED)
    kaa(*HANDED)
    assert len(kaa("referral", "list", "--waiting", "-f", "json").json) == 1
    early = kaa("referral", "received", "6", "--on", "2026-09-06")
    assert early.code == 3
    assert "has met Elias" in kaa("referral", "received", "6", env=TUESDAY).out
    assert kaa("referral", "list", "--waiting", "-f", "json").json == []
    assert kaa("referral", "received", "6", env=TUESDAY).code == 3
    lines = kaa("timeline", "6").out
    given, out, met = (
        lines.index(text)
        for text in (
            "CONSENT to sharing with another actor (the employment service)",
            "referral: to the employment service",
            "the employment service has met the youth",
        )
    )
    assert given < out < met


def test_who_sent_a_youth_to_us_is_told_inside_and_hidden_outside(made: Path) -> None:
    assert kaa("referral", "in", "7", "insurance-agency", "--note", "rang").code == 0
    assert kaa("referral", "in", "7", "outreach").code == 3
    assert "from the social insurance agency" in kaa("referral", "list").out
    assert "from the social insurance agency" in kaa("timeline", "7").out
    for words in (("referral", "list"), ("timeline", "7"), ("show", "7")):
        for form in ("json", "csv"):
            assert "insurance" not in kaa(*words, "-f", form).out
    assert "referral: from another authority" in kaa("timeline", "7", "-f", "json").out


def test_an_outcome_with_one_of_them_is_told_by_its_category_outside(made: Path) -> None:
    kaa("outcome", "record", "7", "other-authority", "--detail", "social-services")
    assert "social services" in kaa("timeline", "7").out
    assert "social" not in kaa("timeline", "7", "-f", "json").out


def test_of_a_protected_youth_no_list_tells_where_to(made: Path) -> None:
    kaa("consent", "give", "9", "actor", "--actor", "school")
    kaa("referral", "out", "9", "school")
    assert "school" not in kaa("referral", "list").out
    assert kaa("referral", "list", "-f", "json").json[0]["actor"] is None


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(
    "words", [("consent", "list"), ("consent", "list", "9"), ("application", "list")]
)
def test_of_a_protected_youth_no_list_tells_of_an_actor(
    made: Path, words: tuple[str, ...], form: str
) -> None:
    kaa("programme", "add", "Porten", "--type", "coaching")
    kaa("consent", "give", "9", "actor", "--actor", "school")
    kaa("application", "add", "9", "Porten", "--referred-by", "school")
    answer = kaa(*words, "-f", form)
    assert answer.code == 0
    assert "9" in answer.out
    assert "school" not in answer.out


def test_of_a_protected_youth_no_timeline_tells_of_an_actor(made: Path) -> None:
    kaa("programme", "add", "Porten", "--type", "coaching")
    kaa("consent", "give", "9", "actor", "--actor", "school")
    kaa("application", "add", "9", "Porten", "--referred-by", "school")
    kaa("referral", "out", "9", "school")
    for words in (("timeline", "9"), ("show", "9")):
        assert "school" not in kaa(*words).out
        told = kaa(*words, "-f", "json").out
        assert "school" not in told


def test_the_farewell_names_those_who_agree_to_be_handed_on(made: Path) -> None:
    farewell = ("contact", "countdown", "--farewell")
    assert "kaa referral out" not in kaa(*farewell).out
    kaa(*AGREED)
    assert "Agree to be handed on: 6" in kaa(*farewell).out
    kaa("consent", "withdraw", "6", "actor", "--actor", "employment-service")
    assert "kaa referral out" not in kaa(*farewell).out


class TestAProgrammeRegister:
    @pytest.fixture
    def course(self, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Three participants of 15, 20 and 27, and a course."""
        path = tmp_path / "course.db"
        monkeypatch.setenv("KAA_DB", str(path))
        made = kaa("init", "--kind", "programme")
        assert "for participants outside the duty" in made.out
        listed = tmp_path / "participants.csv"
        listed.write_text(
            "Personnummer;Förnamn;Telefon\n"
            "19990312-2381;Ronja;070-174 06 05\n"
            "20110101-2399;Albin;070-174 06 06\n"
            "20060907-2384;Tuva;070-174 06 07\n",
            encoding="utf-8",
        )
        taken = kaa("import", str(listed), "--yes", "-f", "json")
        assert (taken.json["new"], taken.json["out_of_scope"]) == (3, 0)
        kaa("programme", "add", "Course", "--type", "orientation-course")
        return path

    def test_one_of_27_is_called_booked_and_followed(self, course: Path) -> None:
        step = kaa("log", "1", "no-answer", "--yes", "-f", "json").json["next"]
        assert (step["channel"], step["deadline_on"]) == ("phone", None)
        assert kaa("log", "1", "reached", "--next", "+30d", "--yes").code == 0
        assert kaa("appointment", "add", "1", "talk", "+3d").code == 0
        assert kaa("programme", "enrol", "1-3", "Course").code == 0
        assert kaa("ladder", "2", "-f", "json").json["place"] == "in-measure"
        assert kaa("check", "-f", "json", env={"KAA_TODAY": "2026-09-09"}).code == 0

    def test_nothing_there_ends_at_20(self, course: Path) -> None:
        for words in (
            ("contact", "countdown"),
            ("contact", "countdown", "--farewell"),
            ("youth", "close", "--turned-20", "--yes"),
            ("youth", "close", "1", "turned-20"),
        ):
            answer = kaa(*words)
            assert (answer.code, "participants outside the duty" in answer.err) == (3, True)

    def test_no_screen_speaks_of_the_duty(self, course: Path) -> None:
        kaa("programme", "enrol", "1", "Course")
        for words in (
            (),
            ("ladder",),
            ("ladder", "3"),
            ("show", "3"),
            ("timeline", "3"),
            ("next",),
            ("programme", "show", "Course"),
            ("import", str(course.parent / "participants.csv"), "--dry-run"),
            ("check",),
            ("doctor", "--mend"),
            ("occupation", "set", "3", "upper-secondary"),
            ("team", "agenda"),
        ):
            answer = kaa(*words)
            for word in ("duty", "turn", "Deadline", "period end"):
                assert word not in answer.out, words

    def test_ages_are_told_where_participants_are_outside_the_duty(self, course: Path) -> None:
        kaa("programme", "enrol", "1-3", "Course")
        assert "15–27, mean 20.7 (3 people)" in kaa("programme", "show", "Course").out

    def test_it_is_kept_so_long_after_the_last_of_it_has_ended(self, course: Path) -> None:
        kaa("programme", "enrol", "1", "Course")
        kaa("youth", "close", "1", "completed", env={"KAA_TODAY": "2026-10-01"})
        assert kaa("show", "1", "-f", "json").json["purge_on"] is None
        later = {"KAA_TODAY": "2026-11-30"}
        kaa(
            "programme",
            "leave",
            "1",
            "Course",
            "--reason",
            "completed",
            "--occupation",
            "none",
            env=later,
        )
        assert kaa("show", "1", "-f", "json").json["purge_on"] == "2028-11-30"
        kaa("settings", "programme-purge-months", "6")
        assert kaa("show", "1", "-f", "json").json["purge_on"] == "2027-05-30"


def test_in_the_duty_it_is_kept_until_the_year_of_turning_21(made: Path) -> None:
    assert kaa("show", "6", "-f", "json").json["purge_on"] == "2027-12-31"
    assert "purge_on" not in kaa("show", "9", "-f", "json").json  # protected: it tells the year
