"""What a disk may hold after a power cut: what was synced, and any part of what was not.

From the calls that strace saw a command make. A file's bytes last when the file is synced, its
name when its folder is; until then each write may be there, or some of its sectors, or not.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "openat,pwrite64,ftruncate,fsync,fdatasync,unlink"
OPTIONS = ("-xx", "-y", "-s", "100000", "-e", f"trace={CALLS}")
"""How strace must be told to write down all that is needed."""
_SECTOR = 512
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += \d+", re.MULTILINE)
_HEX = re.compile(r"(?:\\x[0-9a-f]{2})+")
_Write = tuple[int, bytes]


@dataclass(frozen=True)
class Step:
    """One call: on which name in the folder ("" is the folder itself), and what it brought."""

    call: str
    name: str
    at: int = 0
    content: bytes = b""


@dataclass
class _File:
    """What of a file lasts, and what has been written since."""

    lasting: bytes = b""
    since: list[_Write] = field(default_factory=list)


@dataclass
class Disk:
    """A folder, and the steps a command took in it."""

    before: Mapping[str, bytes]
    steps: list[Step]

    def cut(self, after: int, chance: random.Random) -> dict[str, bytes]:
        """What the folder may hold when the power goes after so many steps."""
        files = {name: _File(content) for name, content in self.before.items()}
        lasting, since = dict(files), list[tuple[str, _File | None]]()
        for step in self.steps[:after]:
            match step.call:
                case "openat" if step.name not in files:
                    files[step.name] = _File()
                    since.append((step.name, files[step.name]))
                case "unlink":
                    del files[step.name]
                    since.append((step.name, None))
                case "fsync" | "fdatasync" if not step.name:
                    _rename(lasting, since)
                    since = []
                case "fsync" | "fdatasync":
                    file = files[step.name]
                    file.lasting, file.since = _applied(file.lasting, file.since), []
                case "pwrite64":
                    files[step.name].since.append((step.at, step.content))
        _rename(lasting, since[: chance.randint(0, len(since))])
        return {name: _survived(file, chance) for name, file in lasting.items()}


def read_trace(text: str, folder: Path) -> list[Step]:
    """The steps that a command took in a folder, as strace told them."""
    steps = []
    for call, told in _LINE.findall(text):
        words = [bytes.fromhex(found.replace("\\x", "")) for found in _HEX.findall(told)]
        place = Path((words[1] if call == "openat" else words[0]).decode())
        if place == folder:
            steps.append(Step(call, ""))
        elif place.parent == folder and (call != "openat" or "O_CREAT" in told):
            assert call != "ftruncate", "a file is cut off: that is not modelled"
            at = int(told.rpartition(", ")[2]) if call == "pwrite64" else 0
            steps.append(Step(call, place.name, at, words[1] if call == "pwrite64" else b""))
    return [step for step in steps if step.name or "sync" in step.call]


def _rename(lasting: dict[str, _File], since: list[tuple[str, _File | None]]) -> None:
    for name, file in since:
        if file is None:
            lasting.pop(name, None)
        else:
            lasting[name] = file


def _survived(file: _File, chance: random.Random) -> bytes:
    kept: list[_Write] = []
    likely = chance.choice((0.0, 0.5, 0.9, 1.0))
    for at, content in file.since:
        if chance.random() < likely:
            kept.append((at, content))
        elif chance.random() < 0.5:
            kept += [
                (at + n, content[n : n + _SECTOR])
                for n in range(0, len(content), _SECTOR)
                if chance.random() < 0.5
            ]
    return _applied(file.lasting, kept)


def _applied(content: bytes, writes: list[_Write]) -> bytes:
    whole = bytearray(content)
    for at, some in writes:
        whole.extend(bytes(max(0, at + len(some) - len(whole))))
        whole[at : at + len(some)] = some
    return bytes(whole)
