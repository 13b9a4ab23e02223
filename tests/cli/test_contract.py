"""What programs rely on: JSON keys and types, exit codes, files, ids, codes and days as typed."""

import csv
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import engines
from terminal import EXAMPLE, ask_rows, contents, kaa

NONE = type(None)
STEP: dict[str, Any] = {
    "youth": int,
    "given_name": str,
    "age": (int, NONE),
    "channel": (str, NONE),
    "to": (str, NONE),
    "number": (str, NONE),
    "send_to": (dict, NONE),
    "rung": (int, NONE),
    "rungs": int,
    "cycle": int,
    "attempt": (int, NONE),
    "attempts_allowed": (int, NONE),
    "due_on": (str, NONE),
    "deadline_on": (str, NONE),
    "days_overdue": int,
}
DUE = STEP | {"urgency": (int, float), "reasons": list}
REASON = {"term": str, "points": (int, float), "says": str}
LOGGED = {
    "youth": int,
    "attempt": int,
    "channel": str,
    "to": (str, NONE),
    "result": str,
    "on": str,
    "next": (dict, NONE),
}
RUNG = {
    "rung": int,
    "channel": str,
    "attempts": int,
    "wait_days": int,
    "standing": int,
    "due": int,
    "overdue": int,
    "reached": int,
}
PLACES = ("find_number", "mapped", "in_measure", "resting", "check", "out_of_queue")
LADDER = {"rungs": list, "in_scope": int} | dict.fromkeys(PLACES, int)
YOUTH = {
    "youth": int,
    "given_name": str,
    "birth_year": (int, NONE),
    "status": str,
    "registered_on": str,
    "contact_person": (str, NONE),
}
ENTRY = {
    "on": (str, NONE),
    "at": (str, NONE),
    "kind": str,
    "summary": str,
    "by": (str, NONE),
    "detail": dict,
}
COUNTS = (
    "rows",
    "new",
    "changed",
    "unchanged",
    "rejected",
    "gone",
    "back_on_list",
    "duplicates",
    "out_of_scope",
    "without_number",
)
INTAKE = {"file": str, "applied": bool, "rejects": list} | dict.fromkeys(COUNTS, int)
REJECT = {"line": int, "field": str, "code": str, "message": str}
SUMS = ("total", "studies", "work", "other_authority", "remains", "not_known", "moved_on")
OUTCOME_SUM = {"moved_on_share": (int, float, NONE)} | dict.fromkeys(SUMS, int)
OUTCOMES = {
    "period": dict,
    "as_of": str,
    "population": int,
    "groups": list,
    "total": dict,
    "details": list,
}


def has(row: Mapping[str, Any], shape: Mapping[str, Any]) -> None:
    """Every key of the shape is there with its type; more is welcome beside it."""
    for key, kinds in shape.items():
        assert key in row, key
        assert isinstance(row[key], kinds), (key, row[key])
        assert not isinstance(row[key], bool) or kinds is bool, key


def told(*args: str, **options: Any) -> Any:
    """The JSON of a command that must succeed and say nothing on stderr."""
    answer = kaa(*args, "-f", "json", **options)
    assert (answer.code, answer.err) == (0, "")
    return answer.json


@pytest.mark.usefixtures("made")
class TestKeys:
    """Each command that answers in JSON, with the keys promised."""

    @pytest.mark.parametrize("count", [1, 3, 99])
    def test_next_is_always_a_list(self, count: int) -> None:
        rows = told("contact", "next", "-n", str(count))
        assert len(rows) == min(count, 12)
        for row in rows:
            has(row, DUE)
            assert row["channel"] in {"phone", "find-number", "letter"}
            for reason in row["reasons"]:
                has(reason, REASON)

    def test_next_has_a_number_only_for_a_call_and_an_address_only_for_the_post(self) -> None:
        rows = {row["youth"]: row for row in told("next", "-n", "99")}
        assert rows[1]["number"] == "+46701740612"
        assert rows[1]["send_to"] is None
        assert rows[1]["to"] == "guardian"
        assert rows[4]["channel"] == "find-number"
        assert rows[4]["number"] is None
        told("log", "4", "no-number")
        letter = next(row for row in told("next", "-n", "99") if row["youth"] == 4)
        assert letter["number"] is None
        assert letter["send_to"] == {
            "name": "Moa Åkesson",
            "street": "Provvägen 3",
            "postcode": "441 00",
            "city": "Alingsås",
        }

    def test_next_gives_an_empty_list_and_exit_0_when_nobody_is_due(self) -> None:
        assert told("next", "--channel", "home-visit") == []

    def test_a_masked_youth_has_neither_name_nor_number_nor_address(self) -> None:
        row = told("next", "--channel", "letter")[0]
        assert row["youth"] == 9
        assert (row["given_name"], row["number"], row["send_to"]) == ("Protected", None, None)

    def test_log_of_one_is_an_object(self) -> None:
        row = told("contact", "log", "1", "no-answer")
        has(row, LOGGED)
        has(row["next"], STEP)
        assert (row["channel"], row["to"], row["result"]) == ("phone", "guardian", "no-answer")
        assert (row["on"], row["next"]["due_on"]) == ("2026-09-07", "2026-09-09")
        assert (
            row["attempt"] == ask_rows(Path(os.environ["KAA_DB"]), "SELECT id FROM attempt")[0][0]
        )

    def test_log_tells_the_coming_step_even_when_it_is_far_off(self) -> None:
        assert told("log", "2", "declined")["next"]["due_on"] == "2026-12-07"

    def test_log_tells_no_next_step_for_a_restricted_youth(self) -> None:
        kaa("youth", "edit", "2", "restricted", "--value", "yes")
        assert told("log", "2", "no-answer")["next"] is None

    @pytest.mark.parametrize(
        ("ids", "typed", "logged"),
        [
            ("2,3", "", [2, 3]),
            ("1-3", "", [1, 2, 3]),
            ("1,2,5-6", "", [1, 2, 5, 6]),
            ("-", "2\n3,5-6\n\n", [2, 3, 5, 6]),
            ("-", "2\n", [2]),
            ("2-2", "", [2]),
        ],
    )
    def test_log_of_several_is_an_array_in_the_order_typed(
        self, ids: str, typed: str, logged: list[int]
    ) -> None:
        rows = told("log", ids, "no-answer", input=typed)
        assert [row["youth"] for row in rows] == logged
        for row in rows:
            has(row, LOGGED)

    def test_reply(self) -> None:
        row = told("contact", "reply", "2", "sms", "--occupation", "work")
        has(row, LOGGED)
        assert (row["channel"], row["to"], row["result"]) == ("sms", "youth", "replied")
        has(row["next"], STEP)

    def test_ladder_of_everybody_adds_up(self) -> None:
        told("log", "12", "reached", "work")
        row = told("ladder")
        has(row, LADDER)
        for rung in row["rungs"]:
            has(rung, RUNG)
        assert [rung["channel"] for rung in row["rungs"]] == [
            "phone",
            "sms",
            "letter",
            "home-visit",
        ]
        on_rungs = sum(rung["standing"] for rung in row["rungs"])
        assert on_rungs + row["no_way"] + sum(row[place] for place in PLACES) == 12
        assert row["in_scope"] == 12
        assert row["mapped"] == 1

    def test_ladder_of_one(self) -> None:
        row = told("ladder", "1")
        has(row, DUE)
        assert (row["place"], row["rung"]) == ("rung", 1)

    def test_youth_list_has_every_open_registration(self) -> None:
        told("youth", "close", "4", "moved")
        rows = told("youth", "list")
        for row in rows:
            has(row, YOUTH)
        assert sorted(row["youth"] for row in rows) == [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]
        everyone = told("youth", "list", "--all")
        assert len(everyone) == 12
        assert {row["status"] for row in everyone if row["youth"] == 4} == {"closed"}

    @pytest.mark.parametrize(
        ("text", "found"),
        [("Nova", [1]), ("ekdahl", [1]), ("0612", [1]), ("2009-03-12", [1]), ("karimi", [11])],
    )
    def test_youth_find_by_name_day_of_birth_or_last_digits(
        self, text: str, found: list[int]
    ) -> None:
        rows = told("youth", "find", "-", input=f"{text}\n")
        assert [row["youth"] for row in rows] == found
        has(rows[0], YOUTH)

    def test_youth_find_gives_an_empty_list_for_nobody(self) -> None:
        assert told("find", "-", input="Zebulon\n") == []

    def test_youth_show_has_the_number_and_the_timeline(self) -> None:
        row = told("youth", "show", "1")
        has(row, YOUTH)
        assert row["identity_number"].startswith("20090312")
        assert row["family_name"] == "Ekdahl"
        for entry in row["timeline"]:
            has(entry, ENTRY)

    def test_timeline_is_oldest_first_and_what_is_coming_last(self) -> None:
        told("log", "1", "no-answer", "--sms", "--at", "10.15")
        entries = told("timeline", "1")
        for entry in entries:
            has(entry, ENTRY)
        kinds = [entry["kind"] for entry in entries]
        assert kinds[:3] == ["first-seen", "attempt", "attempt"]
        assert [entry["detail"]["ahead"] for entry in entries] == sorted(
            entry["detail"]["ahead"] for entry in entries
        )
        assert (entries[1]["at"], entries[1]["by"]) == ("10:15:00", "Anna")

    def test_report_outcomes_counts_a_person_once_by_the_latest(self) -> None:
        told("outcome", "record", "1", "work", "--detail", "temporary", "--on", "2026-09-07")
        told("outcome", "record", "1", "studies", "--detail", "komvux")
        told("outcome", "record", "2", "remains")
        row = told("report", "outcomes", "--by", "sex")
        has(row, OUTCOMES)
        has(row["total"], OUTCOME_SUM)
        assert row["period"] == {"from": "2026-07-01", "to": "2026-09-07"}
        assert row["population"] == 12
        assert row["total"]["studies"] == 1
        assert row["total"]["work"] == 0
        assert row["total"]["moved_on_share"] == 0.5
        assert {group["by"]["sex"] for group in row["groups"]} == {"female", "male"}
        for group in row["groups"]:
            has(group, OUTCOME_SUM)
        assert {"category": "studies", "detail": "komvux", "count": 1} in row["details"]

    def test_report_outcomes_without_any_has_no_share(self) -> None:
        row = told("report", "outcomes")
        assert (row["total"]["total"], row["total"]["moved_on_share"]) == (0, None)
        assert row["groups"] == []

    def test_plain_kaa_counts_and_names_nobody(self) -> None:
        row = told()
        assert row["to_do"] == {"phone": 9, "find-number": 2, "letter": 1}
        assert row["in_scope"] == 12
        assert "Nova" not in json.dumps(row)

    def test_undo_lists_the_commands_newest_first(self) -> None:
        told("log", "1", "no-answer")
        rows = told("undo", "--list")
        assert [row["command"] for row in rows] == ["contact log", "import"]
        has(rows[0], {"entry": int, "on": str, "by": str, "command": str, "undone": bool})
        assert rows[0]["what"]["youths"] == [1]
        assert len(told("undo", "--list", "-n", "1")) == 1

    def test_policy_list(self) -> None:
        assert told("policy", "list")[0] == {
            "name": "alingsas",
            "rungs": ["phone", "sms", "letter", "home-visit"],
            "from_on": None,
            "in_force": None,
        }

    def test_where(self) -> None:
        register = os.environ["KAA_DB"]
        backups = str(Path(register).parent / "backups")
        if engines.is_postgres():  # it is not asked, and sees to its backups itself
            assert told("where") == {"register": register, "exists": None, "backups": None}
        else:
            assert told("where") == {"register": register, "exists": True, "backups": backups}

    @pytest.mark.parametrize(
        ("long", "short"),
        [
            (["contact", "next", "-n", "4"], ["next", "-n", "4"]),
            (["youth", "show", "1"], ["show", "1"]),
            (["youth", "find", "-"], ["find", "-"]),
        ],
    )
    @pytest.mark.parametrize("form", ["table", "json", "csv"])
    def test_the_short_names_are_the_same_commands(
        self, long: list[str], short: list[str], form: str
    ) -> None:
        answers = [kaa(*words, "-f", form, input="Nova\n") for words in (long, short)]
        assert answers[0].code == 0
        assert answers[0] == answers[1]

    def test_the_short_log_is_the_same_command(self) -> None:
        long = told("contact", "log", "1", "no-answer")
        told("undo")
        short = told("log", "1", "no-answer")
        assert {**long, "attempt": 0} == {**short, "attempt": 0}


class TestImport:
    """Taking in a file, as programs see it."""

    def test_a_dry_run_stores_nothing_and_the_real_one_all(self, tmp_path: Path) -> None:
        register = str(tmp_path / "new.db")
        kaa("--db", register, "init")
        dry = told("--db", register, "import", str(EXAMPLE), "--dry-run")
        has(dry, INTAKE)
        assert (dry["applied"], dry["new"], dry["without_number"]) == (False, 12, 2)
        assert told("--db", register, "youth", "list") == []
        real = told("--db", register, "import", str(EXAMPLE), "--yes")
        assert real == dry | {"applied": True}
        again = told("--db", register, "import", str(EXAMPLE), "--yes")
        assert (again["applied"], again["unchanged"], again["new"]) == (False, 12, 0)

    def test_a_refused_file_lists_every_refusal_in_json_too(
        self, made: Path, tmp_path: Path
    ) -> None:
        roster = tmp_path / "bad.csv"
        roster.write_text(
            "Personnummer;Förnamn;Efternamn;Avbrottsdatum\n"
            "20080101-2386;Sara;Test;2026-08-01\n"
            "20080101-2387;Fel;Siffra;2026-08-01\n"
            "20080230-2386;Ingen;Dag;x/y\n",
            encoding="utf-8",
        )
        answer = kaa("import", str(roster), "--yes", "-f", "json")
        assert answer.code == 3
        has(answer.json, INTAKE)
        assert (answer.json["applied"], answer.json["rejected"]) == (False, 2)
        for reject in answer.json["rejects"]:
            has(reject, REJECT)
        assert {reject["line"] for reject in answer.json["rejects"]} == {3, 4}
        assert "2 of 3 rows" in answer.err
        assert ask_rows(made, "SELECT count(*) FROM youth") == [(12,)]

    def test_an_import_with_no_register_anywhere_makes_one_and_says_where(self) -> None:
        answer = kaa("import", str(EXAMPLE), "--yes")
        assert answer.code == 0
        where = told("where")
        assert where["exists"] is True
        assert where["register"] in answer.err
        assert len(told("youth", "list")) == 12

    @pytest.mark.parametrize("by_flag", [True, False])
    def test_an_import_into_a_named_register_that_is_missing_makes_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_flag: bool
    ) -> None:
        missing = tmp_path / "missing.db"
        if not by_flag:
            monkeypatch.setenv("KAA_DB", str(missing))
        flag = ["--db", str(missing)] if by_flag else []
        answer = kaa(*flag, "import", str(EXAMPLE), "--yes")
        assert (answer.code, answer.out) == (7, "")
        assert list(tmp_path.iterdir()) == []

    def test_the_flag_wins_over_the_environment(self, made: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.db"
        assert kaa("--db", str(other), "init").code == 0
        assert told("--db", str(other), "youth", "list") == []
        assert len(told("youth", "list")) == 12

    def test_init_leaves_a_register_that_is_there_alone(self, made: Path) -> None:
        before = contents(made, with_log=True)
        answer = kaa("init")
        assert (answer.code, answer.out) == (3, "")
        assert "already. It was left as it is." in answer.err
        assert contents(made, with_log=True) == before


LISTINGS = [
    ["next", "-n", "3"],
    ["ladder"],
    ["ladder", "1"],
    ["timeline", "1"],
    ["youth", "list"],
    ["report", "outcomes", "--by", "sex"],
]


@pytest.mark.usefixtures("made")
class TestFiles:
    """Answers written to files, in each form."""

    @pytest.mark.parametrize("command", [*LISTINGS, []], ids=" ".join)
    def test_every_listing_goes_to_csv_and_to_a_spreadsheet(
        self, command: list[str], tmp_path: Path
    ) -> None:
        as_text, as_sheet = tmp_path / "out.csv", tmp_path / "out.xlsx"
        for path in (as_text, as_sheet):
            form = path.suffix[1:]
            answer = kaa(*command, "-f", form, "-o", str(path))
            assert (answer.code, answer.out) == (0, "")
            assert answer.err.endswith(f"written to {path}.\n")
            assert path.stat().st_mode & 0o777 == 0o600
        content = as_text.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        book = openpyxl.load_workbook(as_sheet)
        cells = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
        assert len(lines) == len(cells) > 1
        of_a_share = -1 if command[:2] == ["report", "outcomes"] else None  # the sheet says of whom
        assert lines[0][:of_a_share] == list(map(str, cells[0]))[:of_a_share]

    @pytest.mark.parametrize("command", LISTINGS, ids=" ".join)
    def test_the_ending_of_a_file_says_the_form(self, command: list[str], tmp_path: Path) -> None:
        path = tmp_path / "out.json"
        assert kaa(*command, "-o", str(path)).code == 0
        assert json.loads(path.read_text(encoding="utf-8")) == told(*command)

    @pytest.mark.parametrize("command", LISTINGS, ids=" ".join)
    def test_csv_in_a_pipe_has_no_mark_and_plain_line_ends(self, command: list[str]) -> None:
        answer = kaa(*command, "-f", "csv")
        assert answer.code == 0
        assert "\r" not in answer.out
        assert not answer.out.startswith("\ufeff")

    def test_codes_in_files_are_english_whatever_the_language(self) -> None:
        assert kaa("--lang", "sv", "youth", "list", "-f", "csv").out.count(";rung;") == 10
        swedish = kaa("--lang", "sv", "next", "-n", "2", "-f", "json").json
        assert [row["channel"] for row in swedish] == ["phone", "phone"]


@pytest.mark.usefixtures("made")
class TestLanguage:
    """Swedish or English, told by a flag, the environment or the locale."""

    @pytest.mark.parametrize(
        ("flag", "env", "swedish"),
        [
            (["--lang", "sv"], {}, True),
            (["--lang=en"], {"KAA_LANG": "sv"}, False),
            ([], {"KAA_LANG": "sv"}, True),
            ([], {"KAA_LANG": "en", "LC_ALL": "sv_SE.UTF-8"}, False),
            ([], {"KAA_LANG": "", "LC_ALL": "sv_SE.UTF-8"}, True),
        ],
    )
    def test_the_flag_then_the_environment_then_the_locale(
        self, flag: list[str], env: dict[str, str], swedish: bool
    ) -> None:
        answer = kaa(*flag, "log", "71", "no-answer", env=env)
        assert answer.code == 3
        assert answer.err.startswith("Det finns ingen" if swedish else "There is no youth")

    def test_the_version_is_printed(self) -> None:
        answer = kaa("--version")
        assert answer.code == 0
        assert answer.out.startswith("kaa ")


@pytest.mark.usefixtures("made")
class TestCodes:
    """Words typed for codes: English, Swedish, without marks, by a unique beginning."""

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("no-answer", "no-answer"),
            ("inget-svar", "no-answer"),
            ("no-a", "no-answer"),
            ("NO-ANSWER", "no-answer"),
            ("nådd", "reached"),
            ("nadd", "reached"),
            ("reach", "reached"),
            ("telefonsvarare", "voicemail"),
            ("fel-nummer", "wrong-number"),
            ("avböjer", "declined"),
            ("avbojer", "declined"),
        ],
    )
    def test_a_result(self, typed: str, code: str) -> None:
        assert told("log", "2", typed)["result"] == code

    @pytest.mark.parametrize(
        ("result", "typed", "code"),
        [
            ("sent", "brev", "letter"),
            ("sent", "letter", "letter"),
            ("sent", "let", "letter"),
            ("sent", "epost", "e-mail"),
            ("not-home", "hembesok", "home-visit"),
            ("not-home", "hembesök", "home-visit"),
            ("not-home", "besok", "home-visit"),
            ("reached", "plats", "in-person"),
            ("reached", "telefon", "phone"),
            ("reached", "myndighet", "via-authority"),
        ],
    )
    def test_a_channel(self, result: str, typed: str, code: str) -> None:
        assert told("log", "2", result, "--channel", typed)["channel"] == code

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("arbete", "work"),
            ("föräldraledig", "parental-leave"),
            ("foraldraledig", "parental-leave"),
            ("parental", "parental-leave"),
            ("ingen", "none"),
            ("sfi", "sfi"),
            ("komvux-basic", "komvux-basic"),
        ],
    )
    def test_an_occupation(self, typed: str, code: str) -> None:
        assert told("occupation", "set", "2", typed)["occupation"] == code

    def test_an_occupation_after_reached(self) -> None:
        told("log", "2", "reached", "arbete")
        entry = told("timeline", "2")[1]
        assert "work" in json.dumps(entry)


@pytest.mark.usefixtures("made")
class TestDays:
    """Days as they are typed, from a Monday in September."""

    @pytest.mark.parametrize(
        ("typed", "day"),
        [("2026-09-07", "2026-09-07"), ("today", "2026-09-07"), ("i dag", "2026-09-07")],
    )
    def test_the_day_it_happened(self, typed: str, day: str) -> None:
        assert told("log", "2", "no-answer", "--on", typed)["on"] == day

    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("+3d", "2026-09-10"),
            ("+2w", "2026-09-21"),
            ("15/9", "2026-09-15"),
            ("fredag", "2026-09-11"),
            ("monday", "2026-09-14"),
            ("2026-09-30", "2026-09-30"),
        ],
    )
    def test_the_day_to_try_again(self, typed: str, day: str) -> None:
        assert told("log", "2", "no-answer", "--next", typed)["next"]["due_on"] == day

    @pytest.mark.parametrize("typed", ["15.48", "15:48"])
    def test_the_hour(self, typed: str) -> None:
        told("log", "2", "no-answer", "--at", typed)
        assert told("timeline", "2")[1]["at"] == "15:48:00"

    @pytest.mark.parametrize("typed", ["yesterday", "-2d", "lördag", "2026-09-04"])
    def test_an_attempt_of_last_week_is_logged_on_its_own_day(self, typed: str, made: Path) -> None:
        # The duty began on 1 September: Friday's call is saved on Monday.
        kaa("youth", "edit", "2", "registered_on", "--value", "2026-09-01")
        day = told("log", "2", "no-answer", "--on", typed)["on"]
        assert "2026-09-03" < day < "2026-09-07"

    def test_the_day_of_the_environment_dates_what_is_saved(self) -> None:
        row = told("log", "2", "no-answer", env={"KAA_TODAY": "2026-09-08T16:30"})
        assert row["on"] == "2026-09-08"
        assert told("timeline", "2")[1]["at"] == "16:30:00"


@pytest.mark.usefixtures("made")
class TestHelp:
    """Every command has help with an example."""

    @pytest.mark.parametrize(
        "command",
        [
            "next", "log", "find", "show", "ladder", "timeline", "contact next", "contact log",
            "contact reply", "youth list", "youth find", "youth show", "youth add", "youth edit",
            "youth phone", "youth close", "youth reopen", "occupation set", "outcome record",
            "report outcomes", "policy list", "policy show", "policy check", "init", "where",
            "upgrade", "demo", "import", "undo",
        ],
    )  # fmt: skip
    def test_help_is_printed_and_holds_an_example(self, command: str) -> None:
        answer = kaa(*command.split(), "--help")
        assert (answer.code, answer.err) == (0, "")
        assert f"  kaa {command}" in answer.out or f"  kaa {command.split()[-1]}" in answer.out

    def test_the_commands_are_grouped(self) -> None:
        out = kaa("--help").out
        places = [out.index(head) for head in ("Every day", "Youths", "Reports", "Care of")]
        assert places == sorted(places)
