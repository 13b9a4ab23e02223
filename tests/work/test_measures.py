"""Measures from the offer to the end: what is saved, who comes back when, what cannot be."""

from pathlib import Path
from typing import Any

import pytest

from lists import take_in
from terminal import ask_rows, in_terminal, kaa

MONDAY, OCTOBER = "2026-09-07", {"KAA_TODAY": "2026-10-07"}


def due(**env: str) -> dict[int, dict[str, Any]]:
    return {row["youth"]: row for row in kaa("next", "-n", "99", "-f", "json", env=env).json}


def measure(youth: int, *words: str, env: dict[str, str] | None = None) -> Any:
    (row,) = kaa("measure", "show", str(youth), *words, "-f", "json", env=env).json
    return row


def done(*words: str, env: dict[str, str] | None = None) -> Any:
    answer = kaa("measure", *words, "-f", "json", env=env)
    assert answer.code == 0, answer.err
    return answer.json


@pytest.fixture
def running(made: Path) -> Path:
    """No. 3 is in coaching since Monday, without an agreed day to follow it up."""
    done("start", "3", "coaching")
    return made


def test_from_the_offer_to_the_end(made: Path) -> None:
    offered = kaa("measure", "offer", "3", "coaching", "--goal", "komma igång")
    assert offered.out.splitlines()[0] == (
        "Saved: Ali (no. 3) was offered coaching, Mon 7 Sep (measure 1)."
    )
    assert done("accept", "3", env={"KAA_TODAY": "2026-09-09"})["state"] == "accepted"
    begun = done("start", "3", "--week", "mån-tor", env={"KAA_TODAY": "2026-09-14"})
    assert (begun["state"], begun["goal_and_plan"], begun["week"]) == (
        "started",
        "komma igång",
        "mån-tor",
    )
    ended = ["end", "3", "to-studies", "--occupation", "komvux-basic"]
    row = done(*ended, env={"KAA_TODAY": "2026-10-05"})
    days = ("offered_on", "accepted_on", "declined_on", "started_on", "ended_on")
    assert [row[day] for day in days] == [MONDAY, "2026-09-09", None, "2026-09-14", "2026-10-05"]
    assert (row["occupation_before"], row["occupation_after"]) == ("unknown", "komvux-basic")
    told = [e["summary"] for e in kaa("timeline", "3", "-f", "json", env=OCTOBER).json]
    assert "measure: coaching, ended, began to study" in told
    assert "occupation: komvux, basic level (own account)" in told
    (known,) = kaa("occupation", "list", "-f", "json", env=OCTOBER).json
    assert (known["youth"], known["occupation"]) == (3, "komvux-basic")


def test_what_was_not_offered_in_advance_has_no_day_of_an_offer(running: Path) -> None:
    row = measure(3)
    assert (row["offered_on"], row["accepted_on"], row["started_on"]) == (None, None, MONDAY)


def test_a_no_is_kept_and_the_ladder_goes_on(made: Path) -> None:
    done("offer", "3", "internship", "--declined")
    assert measure(3)["state"] == "declined"
    assert due()[3]["channel"] == "phone"
    done("offer", "4", "coaching")
    assert done("decline", "4")["declined_on"] == MONDAY


def test_what_the_youth_did_before_is_what_is_known_or_what_is_told(made: Path) -> None:
    kaa("occupation", "set", "3", "none")
    assert done("start", "3", "coaching")["occupation_before"] == "none"
    assert done("start", "4", "coaching", "--before", "work")["occupation_before"] == "work"


class TestFollowingUp:
    def test_nobody_is_called_while_it_runs_and_after_thirty_days_it_is_due(
        self, running: Path
    ) -> None:
        assert 3 not in due(KAA_TODAY="2026-10-06")
        row = due(KAA_TODAY="2026-10-07")[3]
        assert (row["channel"], row["due_on"], row["measure"]) == ("follow-up", "2026-10-07", 1)
        card = kaa("next", "--channel", "follow-up", "--why", env=OCTOBER).out
        assert "coaching, since Mon 7 Sep; not followed up yet" in card
        assert "nobody has followed the measure up for 30 days (assumed)" in " ".join(card.split())
        assert "kaa measure follow-up 3 --note - --next DAY" in card

    def test_an_agreed_day_brings_the_youth_back_then(self, running: Path) -> None:
        answer = kaa("measure", "follow-up", "3", "--next", "21/9")
        assert answer.out.splitlines() == [
            "Agreed: Ali (no. 3), coaching to be followed up Mon 21 Sep.",
            "Next: follow up, Monday 21 September.",
        ]
        assert 3 not in due(KAA_TODAY="2026-09-18")
        assert due(KAA_TODAY="2026-09-21")[3]["channel"] == "follow-up"

    def test_done_it_rests_until_the_next_day(self, running: Path) -> None:
        done("follow-up", "3", "--next", "21/9")
        day = {"KAA_TODAY": "2026-09-21"}
        answer = kaa("measure", "follow-up", "3", "--note", "trivs", "--next", "5/10", env=day)
        assert answer.out.splitlines()[-1] == "Next: follow up, Monday 5 October."
        (first, second) = measure(3, env=day)["follow_ups"]
        assert (first["due_on"], first["done_on"], first["note"]) == (
            "2026-09-21",
            "2026-09-21",
            "trivs",
        )
        assert (second["due_on"], second["done_on"]) == ("2026-10-05", None)

    def test_agreed_days_that_have_passed_are_all_answered_by_one(self, running: Path) -> None:
        for day in ("10/9", "14/9", "30/9"):
            done("follow-up", "3", "--next", day)
        late = {"KAA_TODAY": "2026-09-16"}
        answer = kaa("measure", "follow-up", "3", env=late)
        assert "agreed for Thu 10 Sep, Mon 14 Sep." in answer.out
        assert [f["done_on"] for f in measure(3, env=late)["follow_ups"]] == [
            "2026-09-16",
            "2026-09-16",
            None,
        ]

    def test_a_new_day_alone_does_not_say_that_the_old_one_was_kept(self, running: Path) -> None:
        done("follow-up", "3", "--next", "10/9")
        answer = kaa("measure", "follow-up", "3", "--next", "24/9", env={"KAA_TODAY": "2026-09-11"})
        assert "Nothing is told of Thu 10 Sep yet" in answer.out
        assert "Next: follow up, today." in answer.out

    def test_plain_kaa_counts_them_and_the_ladder_names_the_nearest_day(
        self, running: Path
    ) -> None:
        assert "1 in a measure to follow up: kaa measure list --due" in kaa(env=OCTOBER).out
        assert kaa("-f", "json", env=OCTOBER).json["follow_ups"] == 1
        assert "In a measure" in kaa("ladder").out
        assert "the next to follow up Wed 7 Oct" in kaa("ladder").out
        assert kaa("ladder", "-f", "json").json["next_follow_up_on"] == "2026-10-07"
        (row,) = kaa("measure", "list", "--due", "-f", "json", env=OCTOBER).json
        assert (row["youth"], row["due_on"]) == (3, "2026-10-07")
        assert kaa("measure", "list", "--due", "-f", "json").json == []

    def test_what_was_done_stands_on_the_timeline_and_what_is_agreed_ahead(
        self, running: Path
    ) -> None:
        done("follow-up", "3", "--note", "trivs", "--next", "21/9")
        entries = [e for e in kaa("timeline", "3", "-f", "json").json if e["kind"] == "follow-up"]
        assert [(e["on"], e["detail"].get("note"), e["detail"]["ahead"]) for e in entries] == [
            (MONDAY, "trivs", False),
            ("2026-09-21", None, True),
        ]
        ahead = kaa("timeline", "3").out.partition("ahead")[2]
        assert ahead.count("ollow") == 1  # what is agreed, and not the coming step once more
        assert (
            "21 Sep"
            not in kaa("next", "--channel", "follow-up", env=OCTOBER)
            .out.partition("So far")[2]
            .partition("Other ways")[0]
        )


class TestSeveral:
    @pytest.fixture
    def two(self, running: Path) -> Path:
        done("start", "3", "internship", "--next", "14/9")
        return running

    def test_it_must_be_said_which(self, two: Path) -> None:
        answer = kaa("measure", "end", "3", "completed", "--occupation", "work")
        assert answer.code == 3
        assert "Which one? Add --measure N: 1 (coaching), 2 (internship)." in answer.err
        end = ("end", "3", "completed", "--occupation", "work", "--measure", "2")
        assert done(*end)["measure_type"] == "internship"
        done("end", "3", "completed", "--occupation", "work")  # one is left: no need to say
        assert kaa("measure", "list", "-f", "json").json == []

    def test_the_card_says_which(self, two: Path) -> None:
        card = kaa("next", "--channel", "follow-up", env={"KAA_TODAY": "2026-09-14"}).out
        assert "kaa measure end 3 REASON --measure 2" in card

    def test_a_type_tells_which_of_two_offers_begins(self, made: Path) -> None:
        done("offer", "3", "coaching")
        done("offer", "3", "internship")
        assert done("start", "3", "praktik")["measure"] == 2
        assert done("start", "3", "lectures")["measure"] == 3
        assert done("start", "3")["measure"] == 1


REFUSED = [
    (["offer", "3", "climbing"], 2, '"climbing" is no kind of measure.'),
    (["offer", "3"], 3, "What is offered?"),
    (["offer", "99", "coaching"], 3, "There is no youth no. 99."),
    (["offer", "3", "coaching", "--on", "+3d"], 3, "has not been yet"),
    (["offer", "3", "coaching", "--on", "2026-08-01"], 3, "was not covered on 2026-08-01"),
    (["offer", "3", "coaching", "--accepted", "--declined"], 2, "Choose one"),
    (["offer", "3", "coaching", "--run", "1"], 3, "belongs to a programme"),
    (["offer", "3", "coaching", "--programme", "Steget"], 3, "There is no"),
    (["offer", "3", "coaching", "--goal", "20071119-2393"], 3, "personal number"),
    (["accept", "3"], 3, "No. 3 has no such measure"),
    (["start", "3"], 3, "No. 3 has no such measure"),
    (["start", "3", "coaching", "--next", "2028-01-01"], 3, "has turned 20 by that day"),
    (["end", "3", "completed", "--occupation", "work"], 3, "No. 3 has no such measure"),
    (["end", "3"], 2, "REASON is missing"),
    (["end", "3", "tired"], 2, "is no reason why a measure ended"),
    (["follow-up", "3", "--next", "+2w"], 3, "No. 3 has no such measure"),
    (["edit", "3", "--goal", "x"], 3, "No. 3 has no such measure"),
    (["edit", "3"], 2, "What is to be changed?"),
    (["list", "--state", "half"], 2, "is not how far a measure can have come"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED, ids=lambda v: str(v)[:44])
def test_what_cannot_be_is_refused(made: Path, words: list[str], code: int, sentence: str) -> None:
    answer = kaa("measure", *words)
    assert (answer.code, sentence in answer.err) == (code, True), answer.err
    assert ask_rows(made, "SELECT count(*) FROM measure") == [(0,)]


REFUSED_RUNNING = [
    (["end", "3", "completed"], "What does the youth do now?"),
    (["end", "3", "completed", "--occupation", "other"], "needs a few words"),
    (["end", "3", "turned-20", "--occupation", "work"], "has not turned 20"),
    (["end", "3", "completed", "--occupation", "work", "--on", "2026-09-01"], "not in order"),
    (["follow-up", "3", "--on", "2026-09-01"], "It began on 2026-09-07"),
    (["follow-up", "3", "--next", "2028-01-01"], "has turned 20 by that day"),
    (["edit", "3", "--clear", "started_on"], "at least one day"),
    (["edit", "3", "--reason", "completed"], "of one that has ended"),
    (["decline", "3"], "No. 3 has no such measure"),
    (["start", "3", "coaching", "--measure", "1"], "No. 3 has no such measure"),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSED_RUNNING, ids=lambda v: str(v)[:44])
def test_what_cannot_be_of_a_running_measure_is_refused(
    running: Path, words: list[str], sentence: str
) -> None:
    before = measure(3)
    answer = kaa("measure", *words)
    assert (answer.code, sentence in answer.err) == (3, True), answer.err
    assert measure(3) == before


def test_a_day_is_agreed_once(running: Path) -> None:
    done("follow-up", "3", "--next", "21/9")
    assert "is agreed already" in kaa("measure", "follow-up", "3", "--next", "21/9").err


def test_what_is_written_down_later_is_kept_and_can_be_emptied(running: Path) -> None:
    kaa("measure", "edit", "3", "--goal", "-", "--week", "-", input="komma igång\nmån-tor\n")
    assert (measure(3)["goal_and_plan"], measure(3)["week"]) == ("komma igång", "mån-tor")
    done("edit", "3", "--clear", "week", "--provider", "Verkstan", "--started", "2026-09-07")
    assert (measure(3)["week"], measure(3)["provider"]) == (None, "Verkstan")
    told = kaa("measure", "show", "3").out
    assert "Not written down: What the youth does, What the municipality does" in told
    assert kaa("measure", "edit", "3", "--clear", "shoes").code == 2


def test_at_a_terminal_it_is_asked_what_the_youth_does_now(running: Path) -> None:
    answer = in_terminal("measure", "end", "3", "completed", input="jobbar\n")
    assert "What does Ali do now?" in answer.out
    assert measure(3)["occupation_after"] == "work"


def test_that_nobody_knows_blots_out_nothing(made: Path) -> None:
    kaa("occupation", "set", "3", "internship")
    done("start", "3", "coaching")
    done("end", "3", "interrupted", "--occupation", "unknown")
    assert measure(3)["occupation_after"] == "unknown"
    (known,) = kaa("occupation", "list", "-f", "json").json
    assert known["occupation"] == "internship"


def test_a_yes_that_never_became_a_start_can_be_ended(made: Path) -> None:
    done("offer", "3", "coaching", "--accepted")
    row = done("end", "3", "interrupted", "--occupation", "none")
    assert (row["started_on"], row["ended_on"]) == (None, MONDAY)


class TestClosing:
    def test_closing_ends_no_measure_but_says_so(self, running: Path) -> None:
        answer = kaa("youth", "close", "3", "upper-secondary")
        assert "A measure of no. 3 still runs. End it: kaa measure end 3 REASON" in answer.out
        (finding,) = [f for f in kaa("check", "-f", "json").json if f["code"] == "runs-after-end"]
        assert finding["command"] == "kaa measure end 3 REASON --measure 1"
        done("end", "3", "to-studies", "--occupation", "upper-secondary")
        codes = [f["code"] for f in kaa("check", "-f", "json").json]
        assert "runs-after-end" not in codes

    def test_turning_20_ends_none_either(self, made: Path) -> None:
        for youth in ("3", "6"):
            done("start", youth, "coaching")
        later = {"KAA_TODAY": "2028-01-10"}
        answer = kaa("youth", "close", "--turned-20", "--yes", env=later)
        assert "Measures of nos. 3, 6 still run." in answer.out
        rows = ask_rows(made, "SELECT ended_on FROM measure")
        assert rows == [(None,), (None,)]

    def test_outside_the_duty_nothing_is_offered(self, running: Path) -> None:
        kaa("youth", "close", "4", "moved")
        assert "is no longer covered: closed" in kaa("measure", "offer", "4", "coaching").err
        later = {"KAA_TODAY": "2028-01-10"}
        refused = kaa("measure", "offer", "6", "coaching", env=later)
        assert "turned 20" in refused.err

    def test_in_a_programme_register_age_is_no_bar(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KAA_DB", str(tmp_path / "programme.db"))
        assert kaa("init", "--kind", "programme").code == 0
        take_in(tmp_path, "Personnummer;Förnamn", "19990101-2386;Elsa")
        assert done("start", "1", "orientation-course")["state"] == "started"
        assert due(**OCTOBER)[1]["channel"] == "follow-up"


def test_what_the_youth_did_afterwards_is_asked_for_by_the_check(made: Path) -> None:
    head = "Personnummer;Åtgärd;Påbörjad;Avslutad"
    numbers = ask_rows(made, "SELECT identity_number FROM youth WHERE id IN (3, 4) ORDER BY id")
    rows = (
        f"{numbers[0][0]};praktik;2026-06-01;2026-06-30",
        f"{numbers[1][0]};praktik;2020-01-01;2020-03-01",
    )
    take_in(made.parent, head, *rows, options=("--as", "measures"))
    found = [f for f in kaa("check", "-f", "json").json if f["code"] == "not-known-after"]
    assert [f["youth"] for f in found] == [3]  # what ended six years ago is let be
    assert done("edit", "3", "--after", "work")["occupation_after"] == "work"
    assert "not-known-after" not in [f["code"] for f in kaa("check", "-f", "json").json]


class TestAProtectedYouth:
    """No. 9: neither the programme, who gives it, nor what is written is shown in passing."""

    SECRETS = ("Hemliga", "Mål nio", "Anteckning nio")

    @pytest.fixture(autouse=True)
    def protected(self, made: Path) -> None:
        done("start", "9", "internship", "--provider", "Hemliga verkstan", "--goal", "Mål nio")
        done("follow-up", "9", "--on", "today", "--note", "Anteckning nio")

    @pytest.mark.parametrize(
        "words",
        [
            ["measure", "list"],
            ["measure", "list", "-f", "json"],
            ["measure", "list", "-f", "csv"],
            ["measure", "show", "9"],
            ["measure", "show", "9", "-f", "json"],
            ["timeline", "9"],
            ["timeline", "9", "-f", "json"],
            ["next", "--channel", "follow-up", "--why"],
            ["show", "9"],
        ],
        ids=" ".join,
    )
    def test_nothing_is_told_in_passing(self, words: list[str]) -> None:
        answer = kaa(*words, env=OCTOBER)
        assert answer.code == 0
        assert not [secret for secret in self.SECRETS if secret in answer.out + answer.err]

    def test_it_is_opened_with_a_reason(self) -> None:
        opened = kaa("measure", "show", "9", "--reason", input="uppföljning\n").out
        assert all(secret in opened for secret in self.SECRETS)

    def test_what_is_to_be_done_is_on_the_card(self) -> None:
        card = kaa("next", "--channel", "follow-up", env=OCTOBER).out
        assert "internship, since Mon 7 Sep" in card
        assert "kaa measure follow-up 9" in card


def test_each_command_can_be_taken_back_and_is_told_in_words(made: Path) -> None:
    steps = [
        (["offer", "3", "coaching"], "coaching: offered"),
        (["accept", "3"], "coaching: accepted"),
        (["start", "3"], "coaching: started"),
        (["follow-up", "3", "--next", "21/9"], "follow-up: coaching"),
        (["edit", "3", "--goal", "x"], "measure corrected"),
        (["end", "3", "completed", "--occupation", "work"], "coaching: ended"),
    ]
    for words, told in steps:
        done(*words)
        assert f'"{told}" for Ali (no. 3)' in kaa("undo").out
        kaa("undo")  # put back
    assert measure(3)["state"] == "ended"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_lists_go_to_programs_too(running: Path, form: str) -> None:
    answer = kaa("measure", "list", "-f", form)
    assert "coaching" in answer.out
    if form == "csv":
        assert answer.out.splitlines()[0].startswith("Meas.;No.;Given name;Measure;State")


def test_a_list_holds_what_is_asked_for(running: Path) -> None:
    done("offer", "4", "internship")
    done("offer", "5", "coaching", "--declined")

    def listed(*words: str) -> list[int]:
        return [row["youth"] for row in kaa("measure", "list", *words, "-f", "json").json]

    assert listed() == [3, 4]
    assert listed("--all") == [3, 4, 5]
    assert listed("--state", "offered") == [4]
    assert listed("--type", "coaching", "--all") == [3, 5]
    kaa("youth", "assign", "4", "--to", "Anna", "--yes")
    assert listed("--mine") == [4]
    assert "No measure to show" in kaa("measure", "list", "--state", "ended").out
