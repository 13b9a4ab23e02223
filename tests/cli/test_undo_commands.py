"""Taking back: after every writing command and `kaa undo` the register is as it was before."""

from pathlib import Path

import pytest

from terminal import EXAMPLE, contents, kaa, rows_of

WRITING = [
    (["log", "1", "no-answer"], "no answer"),
    (["log", "1", "no-answer", "--sms"], "no answer"),
    (["log", "2,3,5-6", "no-answer"], "no answer"),
    (["log", "2", "reached", "work", "--with", "Bo"], "reached"),
    (["log", "2", "reached", "other", "--says", "sings"], "reached"),
    (["log", "2", "wrong-number"], "wrong number"),
    (["log", "2", "no-answer", "--number", "070-174 06 40"], "no answer"),
    (["log", "2", "call-later", "16.30"], "call later"),
    (["log", "2", "declined", "--note", "not now"], "declines"),
    (["log", "2", "do-not-contact", "--note", "has asked for it"], "not want to be contacted"),
    (["log", "2", "said-moved"], "moved"),
    (["log", "2", "said-not-in-target"], "target"),
    (["log", "2", "returned", "--channel", "letter"], "return"),
    (["log", "4", "no-number"], "no number"),
    (["contact", "reply", "2", "sms", "--occupation", "none"], "reply"),
    (["youth", "edit", "2", "street", "--value", "Provvägen 8"], ""),
    (["youth", "edit", "2", "contact_person", "--value", "Anna Lind"], ""),
    (["youth", "edit", "2", "registered_on", "--value", "2026-09-01"], ""),
    (["youth", "edit", "2", "restricted", "--value", "yes"], ""),
    (["youth", "edit", "8", "email", "--clear"], ""),
    (["youth", "phone", "2"], ""),
    (["youth", "phone", "1", "--of", "guardian", "--second"], ""),
    (["youth", "phone", "2", "--state", "wrong"], ""),
    (["youth", "close", "2", "moved"], ""),
    (["youth", "add"], ""),
    (["occupation", "set", "2", "work", "--source", "school"], ""),
    (["outcome", "record", "2", "studies", "--detail", "komvux"], ""),
]
ANSWERS = {
    "phone": "070-174 06 41\n",
    "add": "20080101-2386\n070-174 06 42\nSara\nTest\nProvvägen 1\n44100\nAlingsås\n\n\n",
}


NEEDS_A_LETTER = "returned"


def prepare(command: list[str]) -> None:
    """What must have happened before a command can."""
    if NEEDS_A_LETTER in command:
        done("log", "2", "sent", "--channel", "letter")


def done(*args: str) -> str:
    answer = kaa(*args, input=ANSWERS.get(args[1] if len(args) > 1 else "", ""))
    assert answer.code == 0, answer.err
    return answer.out


@pytest.mark.parametrize(("command", "word"), WRITING, ids=[" ".join(c) for c, _w in WRITING])
def test_undo_puts_every_table_back_and_undoing_that_puts_it_forth(
    made: Path, command: list[str], word: str
) -> None:
    prepare(command)
    before = contents(made)
    done(*command)
    after = contents(made)
    assert after != before
    told = done("undo")
    assert contents(made) == before
    assert word in told
    again = done("undo")
    assert contents(made) == after
    assert again != told
    done("undo")
    assert contents(made) == before


@pytest.mark.parametrize(("command", "word"), WRITING, ids=[" ".join(c) for c, _w in WRITING])
def test_what_was_undone_is_told_of_whom(made: Path, command: list[str], word: str) -> None:
    prepare(command)
    done(*command)
    told = done("undo")
    youth = next((part for part in command if part.isdigit()), None)
    assert told.startswith("Undone")
    if youth:
        assert f"no. {youth}" in told
    if "restricted" not in command:  # hidden as it was, it is not named
        names = {"1": "Nova", "2": "Leo", "4": "Moa", "8": "Saga"}
        assert names.get(youth or "", "") in told


def test_a_protected_youth_is_not_named_by_undo(made: Path) -> None:
    done("log", "9", "sent", "--channel", "letter")
    told = done("undo")
    assert "Freja" not in told
    assert "no. 9" in told


def test_the_reopening_of_a_youth_is_taken_back(made: Path) -> None:
    done("youth", "close", "2", "moved")
    closed = contents(made)
    done("youth", "reopen", "2", "moved-in")
    done("undo")
    assert contents(made) == closed


def test_the_end_of_a_check_is_taken_back(made: Path) -> None:
    done("log", "2", "said-moved")
    to_check = contents(made)
    done("youth", "edit", "2", "--checked")
    assert contents(made) != to_check
    done("undo")
    assert contents(made) == to_check


def test_a_whole_import_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = tmp_path / "kaa.db"
    monkeypatch.setenv("KAA_DB", str(register))
    done("init")
    empty = contents(register)
    done("import", str(EXAMPLE), "--yes")
    taken_in = contents(register)
    assert "12" in done("undo")
    assert contents(register) == empty
    done("undo")
    assert contents(register) == taken_in


def test_a_changed_roster_is_taken_back(made: Path, tmp_path: Path) -> None:
    roster = tmp_path / "later.csv"
    text = EXAMPLE.read_text(encoding="utf-8")
    lines = text.replace("Exempelgatan 7", "Provvägen 30").splitlines()[:-2]
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = contents(made)
    done("import", str(roster), "--yes", "--whole-list")
    assert contents(made) != before
    done("undo")
    assert contents(made) == before


def test_outcomes_taken_in_are_taken_back(made: Path, tmp_path: Path) -> None:
    outcomes = tmp_path / "outcomes.csv"
    outcomes.write_text(
        "Personnummer;Datum;Utfall\n20090312-2380;2026-09-07;work\n", encoding="utf-8"
    )
    before = contents(made)
    done("import", str(outcomes), "--as", "outcomes", "--yes")
    assert contents(made) != before
    done("undo")
    assert contents(made) == before


def test_undo_goes_back_command_by_command(made: Path) -> None:
    states = [contents(made)]
    for number in (1, 2, 3):
        done("log", str(number), "no-answer")
        states.append(contents(made))
    for entry, state in zip((4, 3, 2), reversed(states[:-1]), strict=True):
        done("undo", str(entry))
        assert contents(made) == state


def test_undo_is_of_ones_own_commands_only(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done("log", "1", "no-answer")
    monkeypatch.setenv("KAA_USER", "Bo")
    before = contents(made, with_log=True)
    answer = kaa("undo")
    assert (answer.code, answer.out) == (3, "")
    assert "nothing of yours" in answer.err
    assert contents(made, with_log=True) == before


def test_what_later_commands_built_on_is_not_taken_back(made: Path) -> None:
    done("log", "1", "no-answer")
    before = contents(made, with_log=True)
    answer = kaa("undo", "1")
    assert answer.code == 3
    assert "Undo that first" in answer.err
    assert contents(made, with_log=True) == before


def test_looking_is_nothing_to_take_back(made: Path) -> None:
    done("log", "1", "no-answer")
    done("show", "2")
    assert "no. 1" in done("undo")


def test_writing_down_the_key_is_nothing_to_take_back(made: Path) -> None:
    with rows_of(made) as rows:
        rows.execute("UPDATE log_entry SET command = 'key show', kind = 'read' WHERE id = 1")
    assert "key show" not in done("undo", "--list")
    assert kaa("undo", "1").code == 3


def test_what_somebody_else_did_is_taken_back_with_a_word_of_whose_it_was(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("log", "1", "no-answer")
    monkeypatch.setenv("KAA_USER", "Bo")
    assert "It was Anna who had done it." in done("undo", "2")
    assert "who had done it" not in done("undo")


def test_the_list_says_in_words_what_stands_and_what_was_undone(made: Path) -> None:
    done("log", "1", "no-answer")
    done("undo")
    listed = done("undo", "--list")
    assert "no answer" in listed
    assert "Nova" in listed
    assert "undone" in listed.casefold()


SUPPORTING = [
    "programme add Porten --type coaching",
    "programme run Porten --name höst --from 2026-09-01",
    "programme enrol 1 Porten",
    "programme leave 1 Porten --reason to-studies --occupation introductory",
    "application add 2 Porten --referred-by school --signed today",
    "application withdraw 2",
    "application add 2 Porten --referred-by school",
    "application sign 2",
    "team decide 2 accepted",
    "consent give 1 team",
    "consent withdraw 1 team",
    "consent give 1 actor --actor school",
    "referral out 1 school",
    "referral received 1",
    "referral in 2 school-health",
    "settings smallest-group 7",
    "questionnaire before Porten --values 4,5,3,6,2 -f json",
    "questionnaire after Porten --values 4,5,3,6,2",
    "questionnaire import Porten answers.csv",
    "codes load codes.csv --half-year 2026H2",
    "outcome record 1 studies",
    "outcome check 1 sustained",
    "step 1 --note sings",
    "measure offer 3 coaching",
    "measure accept 3",
    "measure start 3",
    "measure follow-up 3 --next +2w",
    "measure edit 3 --goal work",
    "measure end 3 completed --occupation work",
    "measure offer 3 other",
    "measure decline 3",
    "measure types add bike-workshop --sv cykelverkstad --en bikes",
    "measure types remove bike-workshop",
    "occupation set 5 work --on 2026-09-01",
    "occupation confirm 5",
    "report half-year 2026H2 -o worksheet.xlsx",
    "youth assign 5 --to Bo --yes",
    "contact hand-over 5 --to Anna",
    "youth close 5 moved",
    "programme close Porten",
]
FILES = {
    "answers.csv": "occasion;code;physical-health;mental-health;food;sleep;personal-development\n"
    "before;ab1234;1;2;3;4;5\n",
    "codes.csv": "variable;code;value\natgard;coaching;2\n",
}


def test_every_command_of_support_is_told_and_taken_back_in_words_of_both_languages(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    code = ""
    for line in SUPPORTING:
        answer = kaa(*line.split(), input=f"{code}\n")
        assert answer.code == 0, (line, answer.err)
        if line.startswith("questionnaire before"):
            code = answer.json["code"]
    for lang in ("sv", "en"):
        listed = done("--lang", lang, "undo", "--list", "-n", "100")
        assert not _untold(listed), lang
    for one in kaa("undo", "--list", "-n", "100", "-f", "json").json[: len(SUPPORTING)]:
        assert not _untold(done("--lang", "sv", "undo", str(one["entry"])))


def _untold(text: str) -> list[str]:
    """The commands that stand there as they are typed."""
    names = [" ".join(word for word in line.split()[:3] if word.isalpha()) for line in SUPPORTING]
    return [name for name in names if f'"{name}"' in text or f"”{name}”" in text]
