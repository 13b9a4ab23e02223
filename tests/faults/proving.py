"""What must hold after every fault: the register whole, the command done or not done at all."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.running import Ended
from kaa_cli.register import chain
from kaa_cli.register.sqlite_file import key_of, prove_whole
from terminal import ask_rows, contents, kaa, personal

INVENTED = ("Ekdahl", "Sandin", "Exempelgatan", "Prov")
"""Words of the people in the lists here, none of which may be told on stderr."""
NOTHING = ("Nothing was saved", "Nothing was written", "is not saved")
KEPT = ("It is saved", "after it was saved")


@dataclass(frozen=True)
class State:
    """What a folder holds: the rows of its register, the commands in its log, the other files."""

    rows: Mapping[str, list[tuple[Any, ...]]]
    entries: int
    version: int
    files: frozenset[str]

    @property
    def kept(self) -> tuple[object, ...]:
        """What the register remembers."""
        return self.rows, self.entries, self.version


def state_of(register: Path) -> State:
    """The state of a register and its folder, after whatever is half done has been rolled back."""
    rows = contents(register)
    rows["setting"] = [row for row in rows["setting"] if row[0] != chain.KEY]  # another each time
    ((entries,),) = ask_rows(register, "SELECT count(*) FROM log_entry WHERE kind <> 'refusal'")
    ((version,),) = ask_rows(register, "PRAGMA user_version")
    named = {path.name for path in register.parent.iterdir() if path.is_file()}
    visible = {name for name in named if not name.endswith((".part", "-journal"))}
    return State(rows, entries, version, frozenset(n for n in visible if not n.startswith(".")))


def must_be_whole(register: Path, codes: tuple[int, ...] = (0,)) -> None:
    """A command opens it and finds its log whole, the database no fault, no row without parent."""
    answer = kaa("--db", str(register), "audit", "verify")
    assert answer.code in codes, answer.out + answer.err
    prove_whole(register, key_of(register))
    assert ask_rows(register, "PRAGMA foreign_key_check") == []


def must_be_whole_beside(register: Path) -> None:
    """No half file of any kind stands under its own name."""
    for path in register.parent.rglob("*"):
        if path == register or path.name.startswith(".") or not path.is_file():
            continue
        match path.suffix:
            case ".db":
                prove_whole(path, key_of(path))
            case ".xlsx":
                assert zipfile.ZipFile(path).testzip() is None


def must_be_told_plainly(ended: Ended) -> None:
    """At most a few sentences, nothing of Python's, and nothing of any person."""
    assert "Traceback" not in ended.err, ended.err
    assert "Exception ignored" not in ended.err, ended.err
    assert "kaa has made a mistake" not in ended.err, ended.err
    assert personal(ended.err) == []
    assert not [word for word in INVENTED if word in ended.err]


def must_be_all_or_nothing(
    register: Path, ended: Ended, before: State, after: State, acknowledged: str
) -> bool:
    """One of the two states, and the one that was told; tells whether the command was kept."""
    must_be_told_plainly(ended)
    must_be_whole(register, (0, 7) if before.version != after.version else (0,))
    must_be_whole_beside(register)
    now = state_of(register)
    assert now.kept in (before.kept, after.kept), different(now, before, after)
    assert before.files <= now.files <= after.files, different(now, before, after)
    if ended.code == 0 or acknowledged in ended.out:
        assert now == after, f"told as done and is not: {ended}"
    if any(words in ended.err for words in KEPT):
        assert now.kept == after.kept, f"told as kept and is not: {ended}"
    if any(words in ended.err for words in NOTHING) and acknowledged not in ended.out:
        # That it was asked for may stand in the log all the same.
        assert (now.rows, now.version) == (before.rows, before.version), f"kept after all: {ended}"
    return now == after


def different(now: State, *allowed: State) -> str:
    """In which tables a state is neither of those that are allowed; no rows are told."""
    told = [f"{now.entries} entries, files {sorted(now.files)}"]
    for state in allowed:
        tables = [name for name in now.rows if now.rows[name] != state.rows.get(name)]
        told.append(f"not {state.entries} entries, files {sorted(state.files)}: {tables}")
    return "; ".join(told)
