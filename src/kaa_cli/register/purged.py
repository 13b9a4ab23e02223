"""The purge list: whom was purged when, by internal number, kept apart from the register too.

A backup older than a purge still holds those who were purged. A file beside the register (mode
0600, a purge a line, JSON) tells who they are, for one who restores:

1. `complete(where)` while the register that is to be replaced still opens, if it does: a purge
   that a crash kept from the list is added from that register's log.
2. `work.purging.purge_again(desk, listed(where, mark_of(desk.session)))` in the copy that is to be
   the register, at schema HEAD and before anybody uses it. It keeps the figures that the purge
   kept, takes the same youths and guardians away, and lets new numbers come after theirs.
3. `tidy(copy)` of `register/engine.py`, so that the file holds nothing of them.

The list as a whole is safe to go through again: a number is never given to somebody else. So no
clock has to be trusted, and `since` is only for telling.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.errors import Damaged
from kaa_cli.register.addresses import public_address
from kaa_cli.register.chain import KEY
from kaa_cli.register.engine import file_of, open_register
from kaa_cli.register.office import LogEntry, Setting
from kaa_cli.register.on_disk import write_lines
from kaa_cli.register.questions import table
from kaa_cli.register.tables import in_utc
from kaa_cli.register.trouble import ended, told_plainly
from kaa_cli.rules.commands import Kind
from kaa_cli.words import _

_ENTRY, _SETTING = table(LogEntry), table(Setting)


@dataclass(frozen=True, slots=True)
class Purge:
    """One purge: of which register, at which instant, which youths and guardians by number."""

    mark: str
    at: datetime
    youths: tuple[int, ...]
    guardians: tuple[int, ...] = ()


def place(where: str | Path) -> Path:
    """The list's file: beside the register's, or for a server among the user's own data."""
    if path := file_of(where):
        return path.with_name(path.name + ".purged")
    from platformdirs import user_data_path

    known_by = sha256(public_address(where).encode()).hexdigest()[:12]
    return user_data_path("kaa", appauthor=False) / f"{known_by}.purged"


def mark_of(session: Session) -> str:
    """What tells a register and its copies from all others; made of the key of its log."""
    key = session.execute(select(_SETTING.c.value).where(_SETTING.c.key == KEY)).scalar()
    return hmac.new(bytes.fromhex(key or ""), b"purged", sha256).hexdigest()[:16]


def listed(
    where: str | Path,
    mark: str | None = None,
    since: datetime | None = None,
    *,
    writing: bool = False,
) -> list[Purge]:
    """The purges on the list, of one register and since an instant if told; none without a file.

    Raises Damaged when it cannot be read, whatever lies there: somebody would come back unseen.
    """
    try:
        lines = place(where).read_text(encoding="utf-8").splitlines()
        found = [_read(line) for line in lines]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        sentence = _("The purge list beside the register cannot be read. Take it from a backup.")
        raise Damaged(ended(sentence, writing=writing)) from unreadable
    return [one for one in found if mark in {None, one.mark} and (since is None or one.at > since)]


def purged_since(where: str | Path, mark: str, instant: datetime) -> list[int]:
    """The youths of a register that were purged after an instant, by number."""
    return sorted({youth for one in listed(where, mark, instant) for youth in one.youths})


def complete(where: str | Path, others: Sequence[Purge] = ()) -> int:
    """Put every purge that the register's log tells of on the list; how many were missing there.

    With `others`, those are on it too.
    """
    with open_register(where, writing=False) as opened:
        logged = _logged(opened.session)
    known = listed(where)
    missing = [one for one in dict.fromkeys((*others, *logged)) if one not in known]
    if missing:
        with told_plainly(writing=False, files=True):
            _write(place(where), [*known, *missing])
    return len(missing)


def _logged(session: Session) -> list[Purge]:
    mark = mark_of(session)
    purges = select(_ENTRY.c.at, _ENTRY.c.what).where(_ENTRY.c.kind == Kind.PURGE)
    return [
        Purge(
            mark,
            in_utc(at),
            tuple(what.get("youths", ())),
            tuple(what.get("guardians", ())),
        )
        for at, what in session.execute(purges.order_by(_ENTRY.c.id))
        if what.get("youths") or what.get("guardians")
    ]


def _read(line: str) -> Purge:
    told = json.loads(line)
    instant = datetime.fromisoformat(told["at"])
    youths, guardians = (tuple(map(int, told[name])) for name in ("youths", "guardians"))
    return Purge(str(told["register"]), instant, youths, guardians)


def _line(one: Purge) -> str:
    told = {
        "register": one.mark,
        "at": one.at.isoformat(),
        "youths": one.youths,
        "guardians": one.guardians,
    }
    return json.dumps(told)


def _write(path: Path, purges: Sequence[Purge]) -> None:
    """The whole list under its name at once, or the old one as it was."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_lines(path, map(_line, purges))


def take_along(where: str | Path, folder: Path) -> None:
    """Keep a copy of the list among the backups, for one who has nothing else left."""
    path = file_of(where)
    if path is not None and (known := listed(where)):
        _write(place(folder / path.name), known)


def numbers(purges: Iterable[Purge]) -> tuple[set[int], set[int]]:
    """All youths and all guardians of some purges."""
    youths: set[int] = set()
    guardians: set[int] = set()
    for one in purges:
        youths.update(one.youths)
        guardians.update(one.guardians)
    return youths, guardians
