"""Keys: the form for paper finds slips, a key tells nothing of itself, and where it is kept."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kaa_cli.errors import KeyProblem
from kaa_cli.register.key_store import find_key, forget_key, keep_key, key_for_new
from kaa_cli.register.keys import Key, new_key, read_recovery
from kaa_cli.rules.key_place import KeyPlace
from terminal import ENCRYPTED, kaa

pytestmark = pytest.mark.of_files("files have keys")

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = Key(bytes(range(32)))
any_key = some.binary(min_size=32, max_size=32).map(Key)


@settings(deadline=None)
@given(any_key)
def test_a_key_on_paper_is_read_back_however_it_was_typed(key: Key) -> None:
    groups = key.recovery.split()
    assert [len(group) for group in groups] == [5] * 13
    careless = "-".join(groups).lower().replace("0", "o").replace("1", "l")
    assert read_recovery(key.recovery) == read_recovery(careless) == key


@settings(deadline=None)
@given(any_key, some.integers(0, 64), some.sampled_from(LETTERS))
def test_a_wrong_letter_is_found_and_its_group_is_named(key: Key, at: int, letter: str) -> None:
    text = key.recovery.replace(" ", "")
    if {text[at], letter} in ({letter}, {"0", "Z"}):  # the check cannot tell 0 from Z
        return
    with pytest.raises(KeyProblem, match=f"Group {at // 5 + 1} "):
        read_recovery(text[:at] + letter + text[at + 1 :])


@settings(deadline=None)
@given(any_key, some.integers(0, 12))
def test_groups_that_changed_places_are_found(key: Key, at: int) -> None:
    groups = key.recovery.split()
    other = (at + 1) % 13
    if groups[at][:4] == groups[other][:4]:
        return
    groups[at], groups[other] = groups[other], groups[at]
    with pytest.raises(KeyProblem, match="Group"):
        read_recovery(" ".join(groups))


@pytest.mark.parametrize("text", ["", "ABC", KEY.recovery[:-1], KEY.recovery + "0"])
def test_too_little_or_too_much_is_told_by_its_length(text: str) -> None:
    with pytest.raises(KeyProblem, match="13 groups"):
        read_recovery(text)


def test_a_number_too_great_for_a_key_is_a_slip_in_the_first_group() -> None:
    with pytest.raises(KeyProblem, match="Group 1 "):
        read_recovery("Z" * 65)


def test_a_key_shows_nothing_of_itself_and_its_mark_does_not_hold_it() -> None:
    # fault 35
    shown = f"{KEY!r} {KEY} {[KEY]} {KEY.name} {KEY.mark.hex()}"
    assert KEY.secret.hex()[:8] not in shown
    assert "secret" not in repr(KEY)
    assert KEY.mark != Key(bytes(32)).mark
    assert KEY.mark[:4] == b"KAA1"


# Where they are kept


def test_without_a_keyring_a_key_is_in_a_file_of_its_own_that_only_its_owner_may_read() -> None:
    # fault 30
    before, key = os.umask(0), new_key()
    try:
        place = keep_key(key)
    finally:
        os.umask(before)
    assert place.file is not None
    assert stat.S_IMODE(place.file.stat().st_mode) == 0o600
    assert not list(place.file.parent.glob("*.part"))
    assert find_key(key.mark) == key


def test_a_file_that_is_named_holds_every_key_that_was_ever_kept_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "kaa.key"
    monkeypatch.setenv("KAA_KEY_FILE", str(named))
    first, second = new_key(), new_key()
    assert keep_key(first) == keep_key(second) == KeyPlace(named, is_named=True)
    keep_key(first)
    assert (find_key(first.mark), find_key(second.mark)) == (first, second)
    assert key_for_new() == second
    assert len(named.read_text().splitlines()) == 2
    forget_key(second)
    assert key_for_new() == first
    forget_key(first)
    assert not named.exists()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_a_key_file_that_others_may_read_is_refused(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # fault 34
    own = keep_key(KEY).file
    assert own is not None
    own.chmod(mode)
    with pytest.raises(KeyProblem, match="chmod 600"):
        find_key(KEY.mark)
    own.chmod(0o600)
    named = tmp_path / "kaa.key"
    named.write_text(KEY.recovery)
    named.chmod(mode)
    monkeypatch.setenv("KAA_KEY_FILE", str(named))
    for ask in (lambda: find_key(KEY.mark), key_for_new, lambda: keep_key(new_key())):
        with pytest.raises(KeyProblem, match="chmod 600"):
            ask()
    assert named.read_text() == KEY.recovery


@pytest.mark.parametrize("content", [b"", b"no key\n", b"\xff\xfe\x00", bytes(99)])
def test_a_key_file_with_something_else_in_it_is_told(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "kaa.key"
    named.write_bytes(content)
    named.chmod(0o600)
    monkeypatch.setenv("KAA_KEY_FILE", str(named))
    with pytest.raises(KeyProblem):
        find_key(KEY.mark)


@pytest.mark.parametrize("named", ["gone.key", "no/folder.key", "."])
def test_a_key_file_that_is_not_there_is_told(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAA_KEY_FILE", str(tmp_path / named))
    with pytest.raises(KeyProblem, match="key file"):
        find_key(KEY.mark)


def test_a_key_nobody_keeps_is_told_with_the_three_ways_to_get_it() -> None:
    # fault 32
    with pytest.raises(KeyProblem) as refused:
        find_key(new_key().mark)
    for way in ("kaa key import", "KAA_KEY_FILE", "keyring"):
        assert way in refused.value.sentence


def test_a_pipe_is_no_key_file_and_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "key"
    os.mkfifo(pipe)
    monkeypatch.setenv("KAA_KEY_FILE", str(pipe))
    answer = kaa("--db", str(tmp_path / "kaa.db"), "init")
    expected = (8 if ENCRYPTED else 2, False)  # --plaintext and a key contradict each other
    assert (answer.code, (tmp_path / "kaa.db").exists()) == expected
