"""A disk that is full in earnest: one of one megabyte, and a file that may not grow."""

import os
from pathlib import Path
from shutil import copytree

import pytest

from counting import Counted, often
from faults.commands import IMPORT, done, empty, filled
from faults.proving import must_be_told_plainly, must_be_whole, state_of
from faults.running import Ended, Warm, small_disk

pytestmark = pytest.mark.of_files("what a disk does to a file")

READING = ["next", "next -n 12 -f json", "youth list", "ladder", ""]


def at(warm: Warm, register: Path, words: str) -> Ended:
    return warm.run(words.split(), register.parent, env={"KAA_DB": str(register)})


def fill_up(place: Path) -> None:
    """Take all the room there is but a few hundred bytes."""
    with open(place / "filling", "ab", buffering=0) as filling:
        for size in (65536, 4096):
            try:
                while filling.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def seen_elsewhere(register: Path, folder: Path) -> object:
    """What a register remembers, looked at in a copy where there is room for looking."""
    copied = Path(copytree(register.parent, folder / "copy", dirs_exist_ok=True))
    (copied / "filling").unlink()
    return state_of(copied / register.name).kept


def test_an_import_too_large_for_the_disk_is_taken_back(
    warm: Warm, tmp_path: Path, counted: Counted
) -> None:
    # fault 5
    with small_disk(tmp_path, 1024) as place:
        register = place / "kaa.db"
        empty(register)
        before = state_of(register)
        rows = [f"200801{1 + n % 28:02}-T{n % 999:03};Ung{n};Prov" for n in range(3000)]
        content = "\n".join(["personnr;förnamn;efternamn", *rows])
        (tmp_path / "list.csv").write_text(content, encoding="utf-8")
        ended = at(warm, register, f"import {tmp_path}/list.csv --yes")
        assert (ended.code, ended.err) == (
            5,
            "The disk is full. Nothing was saved; the register is unharmed.\n",
        )
        must_be_whole(register)
        assert state_of(register) == before
        done("--db", str(register), *IMPORT.words)
    counted(5, "an import too large for a disk of 1 MB", 1)


def test_on_a_full_disk_one_can_look_but_not_look_up(
    warm: Warm, tmp_path: Path, counted: Counted
) -> None:
    # fault 5
    with small_disk(tmp_path, 1024) as place:
        register = place / "kaa.db"
        filled(register)
        fill_up(place)
        examined = at(warm, register, "doctor")
        assert (examined.code in (0, 3), examined.err) == (True, ""), examined
        assert "Every page is as it was written" in examined.out
        for words in READING:
            ended = at(warm, register, words)
            assert (ended.code, ended.err) == (0, ""), (words, ended)
            assert ended.out, words
        looked = at(warm, register, "show 1")
        assert looked.code == 9, looked
        assert "Make room on the disk" in looked.err
        assert "Nova" not in looked.out + looked.err
        before = seen_elsewhere(register, tmp_path)
        for words in ("log 1 no-answer", "undo", "occupation set 2 work"):
            ended = at(warm, register, words)
            must_be_told_plainly(ended)
            assert (ended.code, "Nothing was saved" in ended.err) == (5, True), (words, ended)
            assert seen_elsewhere(register, tmp_path) == before, words
        (place / "filling").unlink()
        assert at(warm, register, "show 1").code == 0
        assert at(warm, register, "undo").code == 0
        must_be_whole(register)
    counted(5, "lists, the queue, the doctor and a look-up on a full disk", len(READING) + 5)


@pytest.mark.parametrize("words", ["undo", "log 1 no-answer"])
def test_a_little_more_room_each_time_is_told_truly_until_it_is_enough(
    words: str, warm: Warm, tmp_path: Path, counted: Counted
) -> None:
    # fault 5
    with small_disk(tmp_path, 1024) as place:
        register, times = place / "kaa.db", 0
        filled(register)
        fill_up(place)
        before = seen_elsewhere(register, tmp_path)
        while (ended := at(warm, register, words)).code:
            assert ended.code == 5, ended
            assert "Nothing was saved" in ended.err
            assert seen_elsewhere(register, tmp_path) == before
            must_be_told_plainly(ended)
            times += 1
            os.truncate(place / "filling", (place / "filling").stat().st_size - often(16384, 4096))
        assert "register is unharmed" not in ended.err
        assert seen_elsewhere(register, tmp_path) != before
    counted(5, f"too little room by some kilobytes: {words}", times)


def test_a_file_that_may_not_grow_is_told_and_unharmed(
    warm: Warm, tmp_path: Path, counted: Counted
) -> None:
    # fault 6
    empty(tmp_path / "kaa.db")
    before = state_of(tmp_path / "kaa.db")
    size = (tmp_path / "kaa.db").stat().st_size
    limits = [size // 16 * n for n in range(1, often(5, 17))]
    for limit in limits:
        env = {"KAA_DB": str(tmp_path / "kaa.db")}
        ended = warm.run(IMPORT.words, tmp_path, env=env, largest_file=limit)
        must_be_told_plainly(ended)
        must_be_whole(tmp_path / "kaa.db")
        if ended.code:
            assert (ended.code, "Nothing was saved" in ended.err) == (5, True), (limit, ended)
            assert state_of(tmp_path / "kaa.db").rows == before.rows
        else:
            done("--db", str(tmp_path / "kaa.db"), "undo")
    counted(6, "files that may not grow beyond a limit (RLIMIT_FSIZE)", len(limits))
