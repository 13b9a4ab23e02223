"""Home visits in rounds, as two caseworkers and their office type them."""

import os
import pty
import re
import select
import signal
import stat
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from terminal import ROOT, ask_rows, contents, environment, in_terminal, kaa
from visits import ALI, HIDDEN, MOA, NOVA, PLAN, in_queue, planned, register_with_visits

GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture
def db(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    monkeypatch.setenv("KAA_TODAY", "2026-09-07T10:00")
    register_with_visits(tmp_path)
    return tmp_path / "kaa.db"


def stops(number: int = 1) -> list[int]:
    row = kaa("visit", "show", str(number), "-f", "json").json
    return [stop["youth"] for stop in row["stops"]]


# Planning.


@pytest.mark.usefixtures("db")
def test_a_round_takes_the_due_in_the_order_of_the_way_and_never_the_protected() -> None:
    answer = planned()
    assert stops() == [2, 1, 3]
    assert "Saved: round 1, today, Anna and Bo, 3 stops, back by 15:30." in answer.out
    assert "Åke" not in answer.out


def test_no_protected_youth_is_due_for_a_visit_or_comes_into_a_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    register_with_visits(tmp_path, MOA, HIDDEN)
    due = kaa("next", "-n", "9", "--channel", "home-visit", "-f", "json").json
    assert [row["youth"] for row in due] == [1]
    planned()
    assert stops() == [1]
    assert kaa(*PLAN, "--yes", "--youths", "2").code == 3


@pytest.mark.usefixtures("db")
def test_a_youth_in_an_open_round_is_in_nobodys_queue_and_that_is_told() -> None:
    planned("--youths", "1,3")
    assert in_queue() == [2, 4]
    told = kaa("next", env={"KAA_USER": "Cia"}).out
    assert "In a visit round and left out: 2." in told
    assert "1 round out, back by 15:30" in told


@pytest.mark.usefixtures("db")
def test_what_did_not_fit_is_told_and_stays_in_the_queue() -> None:
    answer = planned("--max", "2")
    assert re.search(r"1 due visit did not fit and stays in the queue: no\. \d", answer.out)
    assert len(in_queue()) == 2
    again = planned()
    assert "In another open round and left out: 2" in again.out


@pytest.mark.usefixtures("db")
def test_whom_others_have_claimed_is_left_out() -> None:
    assert kaa("contact", "take", "1", env={"KAA_USER": "Cia"}).code == 0
    answer = planned()
    assert "Claimed by others and left out: Cia 1." in answer.out
    assert stops() == [2, 3]
    assert kaa(*PLAN, "--yes", "--youths", "1").code == 3


@pytest.mark.parametrize("who", ["Anna", " anna ", "ANNA", "", " "])
def test_nobody_goes_alone(db: Path, who: str) -> None:
    before = contents(db, with_log=True)
    answer = kaa("visit", "plan", "--with", who, "--back", "15.30", "--yes")
    assert (answer.code, answer.err.split(":")[0]) == (3, "Visits are made by two")
    assert answer.err.rstrip().endswith("Nothing was saved.")
    assert contents(db, with_log=True) == before


@pytest.mark.parametrize(
    "words",
    [
        ("--back", "10.00"),
        ("--back", "9"),
        ("--back", "15.30", "--on", "2026-09-04"),
        ("--back", "15.30", "--youths", "4"),
        ("--back", "15.30", "--youths", "99"),
        ("--back", "15.30", "--office", "Cia\x1b[31m"),
    ],
)
def test_a_round_that_cannot_be_is_refused(db: Path, words: tuple[str, ...]) -> None:
    before = contents(db, with_log=True)
    answer = kaa("visit", "plan", "--with", "Bo", "--yes", *words)
    assert (answer.code, answer.err.rstrip()[-18:]) == (3, "Nothing was saved.")
    assert contents(db, with_log=True) == before


def test_a_round_that_is_not_wanted_is_not_saved(db: Path) -> None:
    before = contents(db, with_log=True)
    answer = kaa(*PLAN, input="n\n")
    assert (answer.code, "Save the round with 3 stops?" in answer.err) == (3, True)
    assert "Exempelgatan 7" in answer.out
    assert contents(db, with_log=True) == before


def test_nobody_to_visit_is_said_and_nothing_saved(db: Path) -> None:
    planned()
    before = contents(db, with_log=True)
    answer = kaa(*PLAN)
    assert answer.code == 0
    assert "Nobody is to be visited on Mon 7 Sep. Nothing was saved." in answer.out
    assert contents(db, with_log=True) == before


@pytest.mark.usefixtures("db")
def test_a_round_of_another_day_takes_who_is_due_by_then() -> None:
    kaa("log", "1", "not-home")
    planned("--on", "2026-09-09", "--youths", "1")
    assert stops() == [1]
    assert "Round" not in kaa().out
    assert kaa("-f", "json").json["rounds"] == []
    timeline = kaa("timeline", "1").out
    assert re.search(r"Wed  9 Sep +► home visit in round 1 +Anna \+ Bo", timeline)


# The page.


class Page(HTMLParser):
    """The tags of a page, its text line by line, and everything that could load something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.lines: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [f"{tag} {n}" for n, _v in attrs if n in {"src", "href", "srcset", "data"}]

    def handle_data(self, data: str) -> None:
        if data.strip() and self.tags[-1] != "style":
            self.lines.append(data.strip())


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_the_page_is_as_it_was_last_looked_at(db: Path, lang: str) -> None:
    to = db.parent / "round.html"
    office = ("--office", "Cia Berg 070-174 06 90", "--announced")
    assert kaa("--lang", lang, *PLAN, "--yes", *office, "-o", str(to)).code == 0
    page = Page(to.read_text(encoding="utf-8"))
    told = "\n".join(page.lines) + "\n"
    golden = GOLDEN / f"visit-round.{lang}.txt"
    if os.environ.get("KAA_WRITE_GOLDEN") == "1":
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert golden.read_text(encoding="utf-8") == told
    assert page.loads == []
    assert not {"script", "img", "link", "iframe", "base", "form"} & set(page.tags)
    assert f'<html lang="{lang}">' in to.read_text(encoding="utf-8")
    assert stat.S_IMODE(to.stat().st_mode) == 0o600


def test_only_rows_of_minors_have_the_box_for_a_guardian(db: Path) -> None:
    to = db.parent / "round.html"
    planned("-o", str(to))
    rows = to.read_text(encoding="utf-8").split("<tbody>")[1].split("</tr>")[:3]
    assert ["guardian reached" in row for row in rows] == [False, True, False]
    assert all("Nova" in row for row in rows if "guardian" in row)


def test_the_paper_has_a_box_for_all_that_closing_asks_about(db: Path) -> None:
    to = db.parent / "round.html"
    planned("-o", str(to))
    rows = to.read_text(encoding="utf-8").split("<tbody>")[1].split("</tr>")[:3]
    assert all("declines</li>" in row and "not visited</li>" in row for row in rows)


@pytest.fixture
def returned(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A letter to Moa (no. 1) has come back, so a visit is next; so it is for Ali (no. 2)."""
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    register_with_visits(tmp_path, MOA, ALI, head='[[rung]]\nchannel = "letter"\n')
    for youth in ("1", "2"):
        kaa("log", youth, "sent", "--on", "2026-09-07")
    kaa("letters", "returned", "1")
    return tmp_path / "kaa.db"


@pytest.mark.usefixtures("returned")
@pytest.mark.parametrize(
    ("lang", "doubt"),
    [
        ("en", "A letter came back from no. 1: check the address first."),
        ("sv", "Ett brev kom i retur från nr 1: kontrollera adressen först."),
    ],
)
def test_a_round_warns_of_an_address_from_which_a_letter_came_back(
    returned: Path, lang: str, doubt: str
) -> None:
    to = returned.parent / "round.html"
    assert doubt in kaa("--lang", lang, *PLAN, "--yes", "-o", str(to)).out
    assert doubt in kaa("--lang", lang, "visit", "show", "1").out
    rows = to.read_text(encoding="utf-8").split("<tbody>")[1].split("</tr>")[:2]
    below = "check the address" if lang == "en" else "kontrollera adressen"
    assert [below in row for row in rows] == ["Moa" in row for row in rows]
    kaa("youth", "edit", "1", "protection", "--value", "confidentiality-marked")
    assert "came back" not in kaa("visit", "show", "1").out


@pytest.mark.usefixtures("returned")
@pytest.mark.parametrize(
    ("lang", "why"), [("en", "the step before led nowhere"), ("sv", "steget före ledde ingenstans")]
)
def test_after_a_letter_that_came_back_the_reason_is_true(lang: str, why: str) -> None:
    assert why in kaa("--lang", lang, "ladder", "1").out


def test_a_hostile_name_is_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAA_DB", str(tmp_path / "kaa.db"))
    evil = NOVA.replace("Nova", "<img src=x onerror=alert(1)>").replace(
        "Exempelgatan 12", "{{ 7*7 }}</td><script>1</script>"
    )
    register_with_visits(tmp_path, evil)
    to = tmp_path / "round.html"
    office = '"><script>2</script>\u202e'.replace("\u202e", "")
    planned("--office", office, "-o", str(to))
    text = to.read_text(encoding="utf-8")
    page = Page(text)
    assert not {"script", "img"} & set(page.tags)
    assert "{{ 7*7 }}</td><script>1</script>, 441 00 Alingsås" in "".join(page.lines)
    assert "49" not in text.split("<tbody>")[1].split("</tbody>")[0].replace("&#", "")


def test_writing_the_page_is_logged_as_an_export_of_those_youths(db: Path) -> None:
    planned()
    looks = "SELECT kind, command, what FROM log_entry WHERE kind = 'export'"
    assert kaa("visit", "show", "1").code == 0
    assert ask_rows(db, looks) == []
    assert kaa("visit", "show", "1", "-o", str(db.parent / "r.html")).code == 0
    assert ask_rows(db, looks) == [("export", "visit show", '{"listed": 3, "runs": [[1, 3]]}')]
    assert kaa("visit", "show", "1", "-o", str(db.parent / "r.csv")).code == 0
    assert len(ask_rows(db, looks)) == 2


@pytest.mark.parametrize("name", ["round.txt", "round", "there.html", "nowhere/round.html"])
def test_a_place_that_cannot_be_written_stops_the_round_too(db: Path, name: str) -> None:
    (db.parent / "there.html").write_text("mine", encoding="utf-8")
    before = contents(db, with_log=True)
    answer = kaa(*PLAN, "--yes", "-o", str(db.parent / name))
    assert answer.code in {2, 3}
    assert contents(db, with_log=True) == before
    assert (db.parent / "there.html").read_text(encoding="utf-8") == "mine"


def test_who_has_become_protected_is_in_no_round_page_any_more(db: Path) -> None:
    planned()
    kaa("youth", "edit", "1", "protection", "--value", "confidentiality-marked")
    shown = kaa("visit", "show", "1").out
    assert "Protected since: no. 1. Do not go there; strike it out on the paper." in shown
    to = db.parent / "round.html"
    kaa("visit", "show", "1", "-o", str(to))
    everything = shown + to.read_text(encoding="utf-8") + kaa("visit", "show", "1", "-f", "csv").out
    assert "Nova" not in everything
    assert "Exempelgatan 12" not in everything
    assert 1 in in_queue()


# Closing.


@pytest.mark.usefixtures("db")
def test_every_row_is_asked_and_what_was_told_is_saved() -> None:
    planned()
    typed = "h\ng\nwork\nw\n\n"  # Ali not home, Nova's guardian, Moa's street is wrong
    answer = kaa("visit", "close", "1", input=typed)
    assert answer.code == 0, answer.err
    assert "no. 2  Ali, 18 years, Exempelgatan 7  [r h d w -]" in answer.err
    assert "no. 1  Nova, 17 years, Exempelgatan 12  [r g h d w -]" in answer.err
    assert "Saved: Nova (no. 1), home visit to guardian, reached, work, today 10:00." in answer.out
    assert "Round 1 is closed. Shred the papers. Take back: kaa undo" in answer.out
    assert kaa("next", "--channel", "check", env={"KAA_TODAY": "2026-09-08"}).code == 0
    told = [
        (s["youth"], s["result"]) for s in kaa("visit", "show", "1", "-f", "json").json["stops"]
    ]
    assert told == [(2, "not-home"), (1, "guardian-reached"), (3, "wrong-address")]


def test_the_attempts_are_of_the_two_who_went_whoever_closes(db: Path) -> None:
    planned()
    answer = kaa("visit", "close", "1", "--result", "2=not-home", env={"KAA_USER": "Cia"})
    assert answer.code == 0, answer.err
    names = (
        "SELECT a.name, b.name FROM attempt JOIN caseworker a ON a.id = by_id "
        "JOIN caseworker b ON b.id = with_id"
    )
    assert ask_rows(db, names) == [("Anna", "Bo")]
    assert re.search(r"nobody home +Anna \+ Bo", kaa("timeline", "2").out)


def test_a_wrong_street_is_to_be_checked_and_the_address_is_marked(db: Path) -> None:
    planned()
    kaa("visit", "close", "1", "--result", "3=wrong-address")
    assert ask_rows(db, "SELECT address_bad_on FROM youth WHERE id = 3") == [("2026-09-07",)]
    (due,) = kaa("next", "--channel", "check", "-f", "json", env={"KAA_TODAY": "2026-09-08"}).json
    assert due["youth"] == 3


@pytest.mark.parametrize("typed", ["h\n", "h\ng\n", "h\ng\nwork\nw\nn\n", ""])
def test_a_closing_that_is_broken_off_saves_nothing(db: Path, typed: str) -> None:
    planned()
    before = contents(db, with_log=True)
    answer = kaa("visit", "close", "1", input=typed)
    assert answer.code in {2, 3}
    assert answer.err.rstrip().endswith("Nothing was saved.")
    assert contents(db, with_log=True) == before


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("lang", ["en", "sv"])
@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_shows_the_questions_whole(lang: str, columns: int) -> None:
    planned()
    keys = "ev-" if lang == "sv" else "hg-"
    typed = "{}\nx\n{}\n\n{}\n\n".format(*keys)
    answer = in_terminal("--lang", lang, "visit", "close", "1", input=typed, columns=columns)
    assert answer.code == 0, answer.out
    pieces = re.split(r"\n|(?<= > )", answer.out)  # what was typed ahead is echoed elsewhere
    assert [piece for piece in pieces if len(piece) > columns] == []
    assert sum(piece.endswith(" > ") for piece in pieces) == 6


def test_ctrl_c_in_the_middle_saves_nothing(db: Path) -> None:
    planned()
    before = contents(db, with_log=True)
    child, screen = pty.fork()
    if child == 0:  # pragma: no cover - another process
        line = [sys.executable, "-m", "kaa_cli", "visit", "close", "1"]
        os.execve(sys.executable, line, environment())
    shown = _until(screen, "Ali, 18 years")
    os.write(screen, b"h\n")
    shown += _until(screen, "Nova, 17 years")
    os.write(screen, b"\x03")
    shown += _until(screen, "Interrupted")
    _pid, status = os.waitpid(child, 0)
    os.close(screen)
    assert os.waitstatus_to_exitcode(status) in {130, -signal.SIGINT}, shown
    assert contents(db, with_log=True) == before


def _until(screen: int, wanted: str) -> str:
    """What a terminal shows up to some words, in at most thirty seconds."""
    shown, ends_at = "", time.monotonic() + 30
    while wanted not in shown and time.monotonic() < ends_at:
        if select.select([screen], [], [], 0.2)[0]:
            shown += os.read(screen, 65536).decode()
    assert wanted in shown, shown
    return shown


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ("2=guardian-reached", 3),
        ("4=reached", 3),
        ("99=reached", 3),
        ("2=sent", 2),
        ("2", 2),
        ("x=reached", 2),
        ("2=reached:nosuch", 2),
        ("2=reached:other", 3),
        ("2=not-home,3=guardian-reached", 3),
    ],
)
def test_what_cannot_have_come_of_it_is_refused_whole(db: Path, results: str, code: int) -> None:
    planned()
    before = contents(db, with_log=True)
    answer = kaa("visit", "close", "1", "--result", results)
    assert answer.code == code, answer.err
    assert contents(db, with_log=True) == before


@pytest.mark.usefixtures("db")
def test_a_round_is_closed_once_and_only_if_there_is_one() -> None:
    planned()
    assert kaa("visit", "close", "1", "--nobody").code == 0
    again = kaa("visit", "close", "1", "--result", "2=not-home")
    assert (again.code, again.err.startswith("Round 1 was closed")) == (3, True)
    assert kaa("visit", "close", "7", "--nobody").code == 3
    assert in_queue() == [1, 2, 3, 4]


@pytest.mark.usefixtures("db")
def test_only_who_is_due_now_is_said_to_be_in_the_queue_again() -> None:
    planned()
    kaa("log", "2", "declined", "--yes")
    told = kaa("visit", "close", "1", "--nobody")
    assert "2 were not visited and are in the queue again: no. 1, 3\n" in told.out
    assert "Not visited, and not due now: no. 2\n" in told.out
    assert in_queue() == [1, 3, 4]


@pytest.mark.usefixtures("db")
def test_a_round_to_come_can_be_called_off_but_not_told_of() -> None:
    planned("--on", "2026-09-09")
    answer = kaa("visit", "close", "1", input="h\n")
    assert (answer.code, "Called off? kaa visit close 1 --nobody" in answer.err) == (3, True)
    assert kaa("visit", "close", "1", "--result", "2=not-home").code == 3
    assert kaa("visit", "close", "1", "--nobody").code == 0


# Those who are out.


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("command", [(), ("next",), ("visit", "list")])
def test_two_who_are_late_are_called(command: tuple[str, ...]) -> None:
    planned()
    late = "Round 1 is late: call Anna and Bo."
    assert late not in kaa(*command, env={"KAA_TODAY": "2026-09-07T15:30"}).out
    assert late in kaa(*command, env={"KAA_TODAY": "2026-09-07T15:31"}).out
    assert late in kaa(*command, env={"KAA_TODAY": "2026-09-08"}).out
    kaa("visit", "close", "1", "--nobody")
    assert late not in kaa(*command, env={"KAA_TODAY": "2026-09-08"}).out


@pytest.mark.usefixtures("db")
def test_programs_are_told_of_the_rounds_that_are_out() -> None:
    planned()
    (row,) = kaa("-f", "json", env={"KAA_TODAY": "2026-09-07T16:00"}).json["rounds"]
    assert row == {
        "round": 1,
        "on": "2026-09-07",
        "lead": "Anna",
        "with": "Bo",
        "back_at": "15:30:00",
        "stops": 3,
        "closed_on": None,
        "late": True,
    }
    assert kaa("visit", "list", "-f", "csv").out.splitlines()[1].startswith("1;2026-09-07;Anna;Bo")


# What else happens to those in a round.


def test_two_of_one_round_who_are_one_person_keep_one_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "kaa.db"
    monkeypatch.setenv("KAA_DB", str(db))
    other = MOA.replace("20070101-2387", "20080502-TF01")
    register_with_visits(tmp_path, ALI, other)
    planned()
    before = contents(db)
    assert kaa("visit", "close", "1", "--result", "2=not-home").code == 0
    answer = kaa("youth", "merge", "1", "2", "--yes")
    assert answer.code == 0, answer.err
    assert ask_rows(db, "SELECT youth_id, attempt_id FROM visit_stop") == [(1, 1)]
    assert kaa("undo").code == 0
    assert kaa("undo", "4").code == 0  # the closing; 2 showed the plan and 3 saved it
    assert contents(db) == before


def test_a_list_is_not_taken_back_under_a_round(db: Path) -> None:
    planned()
    before = contents(db, with_log=True)
    answer = kaa("undo", "1")
    assert answer.code in {2, 3}
    assert contents(db, with_log=True) == before


def test_who_wants_to_be_left_alone_since_is_struck_out_of_the_round(db: Path) -> None:
    planned()
    kaa("log", "1", "do-not-contact", "--channel", "in-person", "--note", "peace", "--yes")
    shown = kaa("visit", "show", "1").out
    assert "Not to be contacted: no. 1. Do not go there; strike it out on the paper." in shown


def test_who_declines_at_the_door_may_have_told_what_they_do(db: Path) -> None:
    planned("--youths", "1")
    answer = kaa("visit", "close", "1", input="d\nwork\ny\n")
    assert answer.code == 0, answer.err
    assert kaa("show", "1", "-f", "json").json["knowledge"] == "mapped"
