"""The doctor's page: each thing looked at, how it is in words, and the command that mends it."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kaa_cli.rules.diagnosis import Check, State, of_backup, of_clock, of_folder, of_rights
from terminal import ENCRYPTED, ask_rows, in_terminal, kaa, kaa_process, personal, rows_of

STARTED = ["version", "settings", "key", "whole", "references", "log", "due-days", "backup"]

pytestmark = pytest.mark.of_files("it looks at the file, its folder, its key and its backups")


def found(code: int = 0, *words: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    answer = kaa("doctor", *words, "-f", "json", env=env)
    assert answer.code == code, (answer.out, answer.err)
    return {one["check"]: one for one in answer.json}


def state_of(check: str, code: int = 0, env: dict[str, str] | None = None) -> tuple[str, str]:
    one = found(code, env=env)[check]
    return one["state"], one["command"] or ""


@pytest.fixture
def well(made: Path) -> Path:
    """A register with nothing wrong about it: a backup, and a folder of its own."""
    made.parent.chmod(0o700)
    assert kaa("backup").code == 0
    return made


def test_a_well_kept_register_is_told_so_and_nothing_is_written(well: Path) -> None:
    before = well.read_bytes()
    answer = kaa("doctor")
    assert answer.code == 0, answer.out
    assert "wrong" not in answer.out
    assert well.read_bytes() == before
    assert personal(answer.out.replace(str(well), "")) == []
    told = found()
    assert [check for check in told if told[check]["state"] == "wrong"] == []
    assert [check for check in STARTED if check in told] == STARTED


def test_it_is_one_page_in_both_languages(well: Path) -> None:
    for language in ("en", "sv"):
        page = in_terminal("--lang", language, "doctor")
        assert page.code == 0
        assert len(page.out.splitlines()) <= 40
        assert str(well) in page.out.replace("\n", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_rights_that_are_too_wide_are_told_and_mended(well: Path) -> None:
    well.chmod(0o644)
    assert state_of("rights", 3) == ("wrong", "kaa doctor --mend")
    assert "Nobody else may read" in kaa("doctor", "--mend").out
    assert state_of("rights") == ("fine", "")
    well.parent.chmod(0o777)
    try:
        assert state_of("folder", 3) == ("wrong", f'chmod 700 "{well.parent}"')
    finally:
        well.parent.chmod(0o700)


@pytest.mark.parametrize(
    ("mode", "state"), [(0o600, "fine"), (0o400, "fine"), (0o640, "wrong"), (0o604, "wrong")]
)
def test_the_file_is_for_its_owner_alone(mode: int, state: str) -> None:
    assert of_rights(mode).state == state


@pytest.mark.parametrize(
    ("mode", "state"), [(0o700, "fine"), (0o755, "look-at"), (0o775, "wrong"), (0o1777, "wrong")]
)
def test_nobody_else_writes_in_the_folder(mode: int, state: str) -> None:
    assert of_folder(mode, "/kaa").state == state


@pytest.mark.parametrize(
    ("age", "begun", "state"),
    [
        (0, 99, State.FINE),
        (7, 99, State.FINE),
        (8, 99, State.LOOK),
        (30, 99, State.LOOK),
        (31, 99, State.WRONG),
        (None, 0, State.LOOK),
        (None, 7, State.LOOK),
        (None, 31, State.WRONG),
        (None, None, State.FINE),
    ],
)
def test_a_backup_grows_old(age: int | None, begun: int | None, state: State) -> None:
    today = datetime(2026, 9, 30, tzinfo=UTC).date()
    days = [None if n is None else today.fromordinal(today.toordinal() - n) for n in (age, begun)]
    assert of_backup(days[0], days[1], today).state is state


def test_a_backup_that_does_not_open_is_no_backup(well: Path) -> None:
    (backup,) = (well.parent / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    assert state_of("backup", 3) == ("wrong", "kaa backup")


def test_plain_kaa_tells_when_the_latest_backup_is_long_ago(made: Path) -> None:
    assert "backup" not in kaa().out
    assert "There is no backup yet: kaa backup" in kaa(env={"KAA_TODAY": "2026-09-15"}).out
    kaa("backup")
    assert "backup" not in kaa(env={"KAA_TODAY": "2026-09-14"}).out
    later = kaa(env={"KAA_TODAY": "2026-09-19"})
    assert "Latest backup: 12 days ago: kaa backup" in later.out
    assert kaa("-f", "json").json["latest_backup_on"] == "2026-09-07"
    shutil.rmtree(made.parent / "backups")  # put away where kaa does not see it
    assert kaa("-f", "json").json["latest_backup_on"] == "2026-09-07"


def test_backups_kept_too_long_are_told(well: Path) -> None:
    assert state_of("old-backups", 3, {"KAA_TODAY": "2026-12-31"}) == ("wrong", "kaa backup")


def test_a_log_that_was_changed_is_told(well: Path) -> None:
    with rows_of(well) as rows:
        rows.execute("UPDATE log_entry SET by = 'Bo' WHERE id = 1")
    assert state_of("log", 3) == ("wrong", "kaa audit verify")


def test_a_row_that_points_at_nothing_is_told(well: Path) -> None:
    with rows_of(well) as rows:
        rows.execute("UPDATE registration SET youth_id = 999 WHERE id = 1")
    assert state_of("references", 3)[0] == "wrong"


def test_a_clock_that_the_log_is_ahead_of_is_told(well: Path) -> None:
    # fault 16
    now = datetime(2026, 9, 7, 12, tzinfo=UTC)
    assert of_clock(datetime(2026, 9, 7, 12, 4, tzinfo=UTC), now).state is State.FINE
    ahead = of_clock(datetime(2026, 9, 7, 15, tzinfo=UTC), now)
    assert (ahead.state, ahead.told["n"]) == (State.WRONG, 3)
    assert of_clock(None, now).state is State.FINE
    with rows_of(well) as rows:
        rows.execute("UPDATE log_entry SET at = '2190-01-01 00:00:00.000000'")
    assert state_of("clock", 3)[0] == "wrong"


def test_due_days_that_are_wrong_are_told_and_mended(well: Path) -> None:
    with rows_of(well) as rows:
        rows.execute("UPDATE registration SET look_on = '2030-01-01' WHERE youth_id = 3")
    assert state_of("due-days", 3) == ("wrong", "kaa doctor --mend")
    assert kaa("doctor", "--mend", "-f", "json").json["late"] == [3]
    assert state_of("due-days") == ("fine", "")


def test_half_copies_are_told_and_removed(well: Path) -> None:
    left = [well.with_name("kaa.77.part"), well.parent / "backups" / "kaa.78.part-journal"]
    for file in left:
        file.write_text("half")
        os.utime(file, (1_000_000_000,) * 2)
    well.with_name("kaa.79.part").write_text("under way")
    well.with_name("other.80.part").write_text("not ours")
    assert state_of("leftovers") == ("look-at", "kaa doctor --mend")
    assert kaa("doctor", "--mend", "-f", "json").json["removed"] == 2
    assert [file.exists() for file in left] == [False, False]
    assert state_of("leftovers") == ("fine", "")


def test_a_synchronised_folder_is_told(made: Path) -> None:
    away = made.parent / "Dropbox" / "kaa.db"
    away.parent.mkdir(mode=0o700)
    shutil.copy2(made, away)
    answer = kaa("--db", str(away), "doctor")
    assert answer.code == 3
    assert "Dropbox" in answer.out


def test_a_register_is_not_made_in_a_synchronised_folder_unless_told(tmp_path: Path) -> None:
    away = tmp_path / "OneDrive" / "kaa.db"
    away.parent.mkdir()
    answer = kaa("--db", str(away), "init")
    assert (answer.code, away.exists()) == (3, False)
    assert "--anywhere" in answer.err
    assert kaa("--db", str(away), "init", "--anywhere").code == 0


DAMAGE: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("half zeroes", lambda held: held[: len(held) // 2] + bytes(len(held) // 2)),
    ("cut short", lambda held: held[: len(held) // 2]),
    ("only zeroes", lambda held: bytes(len(held))),
    ("header only", lambda held: held[:100]),
]


@pytest.mark.parametrize("damage", [do for _, do in DAMAGE], ids=[name for name, _ in DAMAGE])
def test_a_damaged_register_is_looked_at_as_far_as_it_goes(
    well: Path, damage: Callable[[bytes], bytes]
) -> None:
    # fault 24
    well.write_bytes(damage(well.read_bytes()))
    told = found(6)
    (backup,) = (well.parent / "backups").iterdir()
    assert told["whole"]["state"] == "wrong"
    assert told["whole"]["command"] == f'kaa restore "{backup}"'
    assert {"rights", "place", "backup", "leftovers"} <= told.keys()


@pytest.mark.skipif(not ENCRYPTED, reason="the registers of this run are plain")
def test_a_register_whose_key_is_away_is_looked_at_as_far_as_it_goes(
    well: Path, tmp_path: Path
) -> None:
    told = found(8, env={"XDG_CONFIG_HOME": str(tmp_path / "nowhere")})
    assert told["key"]["state"] == "wrong"
    assert {"rights", "place", "backup"} <= told.keys()


def test_an_older_register_and_a_missing_one(well: Path) -> None:
    with rows_of(well) as rows:
        rows.execute("PRAGMA user_version = 3")
    told = found(7)
    assert "kaa upgrade" in told["version"]["says"]
    missing = kaa("--db", str(well.with_name("missing.db")), "doctor")
    assert (missing.code, missing.out) == (7, "")


def test_it_works_where_nothing_can_be_written(well: Path) -> None:
    # faults 5, 26
    well.chmod(0o400)
    well.parent.chmod(0o500)
    try:
        assert kaa("doctor").code == 0
    finally:
        well.parent.chmod(0o700)


def test_a_register_on_a_server_is_looked_at_too(schema: str) -> None:
    assert kaa("--db", schema, "init").code == 0
    answer = kaa("--db", schema, "doctor", "-f", "json")
    told = {one["check"]: one for one in answer.json}
    assert answer.code == 0, answer.out
    assert told["whole"]["state"] == told["key"]["state"] == "fine"
    assert (told["rights"]["state"], told["rights"]["command"]) == (
        "look-at",
        "kaa team roles --apply",
    )
    assert "backup" not in told


def test_another_may_read_meanwhile_and_write_afterwards(well: Path) -> None:
    with rows_of(well) as reader:
        reader.execute("SELECT count(*) FROM youth").fetchall()
        done = kaa_process("doctor", env={"KAA_DB": str(well)})
    assert done.returncode == 0, done.stdout
    assert ask_rows(well, "SELECT count(*) FROM youth") == [(12,)]


def test_every_check_has_words_for_every_state() -> None:
    from kaa_cli.show.doctor import check

    assert all(check(which) for which in Check)


def test_what_is_told_of_old_backups_is_what_a_backup_mends(
    well: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.db"
    assert kaa("--db", str(other), "init").code == 0
    of_another = tmp_path / "of another.db"
    assert kaa("--db", str(other), "backup", str(of_another)).code == 0
    kept = kaa("restore", str(of_another), "--yes", "--another", "-f", "json").json["kept"]
    monkeypatch.setenv("KAA_TODAY", "2026-12-31")  # whose log is another's, and whose age is not
    assert state_of("old-backups", 3) == ("wrong", "kaa backup")
    assert kaa("backup").code == 0
    assert not Path(kept).exists()
    assert state_of("old-backups") == ("fine", "")


def test_plain_kaa_tells_of_a_folder_that_is_copied_away(made: Path) -> None:
    away = made.parent / "Dropbox" / "kaa.db"
    away.parent.mkdir(mode=0o700)
    shutil.copy2(made, away)
    told = "The register lies where it must not (Dropbox): kaa doctor"
    assert told in kaa("--db", str(away)).out
    assert "where it must not" not in kaa().out
    drive = {"OneDrive": str(made.parent)}
    assert "where it must not (OneDrive)" in kaa(env=drive).out
