"""How backups are named, and which of them are kept how long.

`register-2026-09-07-1548-1234-9f3c2a7b10de.db`: the register's file, the day and hour, and where
its log ended. A copy made before an upgrade tells the schema it has: `…-schema-0006.db`; the one
that a restore keeps of the register it replaced ends in `-left.db`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

EVERY_DAYS = 7
"""All backups of so many days are kept."""
WEEKLY_DAYS = 28
"""One a week is kept for so long, then one a month."""
REMIND_AFTER_DAYS = 7
OLD_AFTER_DAYS = 30
"""From this age on the latest backup is no longer one to lean on."""
ENDING = ".db"
LEFT = "-left"
"""Ends the name of a copy that a restore kept: it holds what somebody chose to leave."""
_NAME = re.compile(
    r"(?P<register>.+?)-(?P<day>\d{4}-\d\d-\d\d)(-(?P<hour>\d{4}))?"
    r"-(?P<end>\d{1,18}-[0-9a-f]{12}|schema-\d{4})(?P<left>-left)?(-\d{1,4})?\.db"
)


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """What the name of a backup tells; `end` is the head of its log, or its schema.

    `is_left` tells that a restore kept it.
    """

    at: datetime
    name: str
    register: str
    end: str
    is_left: bool = False

    @property
    def head(self) -> str:
        """The head of its log; empty where the name tells the schema instead."""
        return "" if self.end.startswith("schema-") else self.end


def backups_folder(register: Path, told: str) -> Path:
    """Where the backups of a register go: where it is told, else beside the register."""
    return Path(told.strip()) if told.strip() else register.with_name("backups")


def backup_name(register: str, at: datetime | date, end: str) -> str:
    """The name of a backup; an instant is told by its day and hour, a day by itself."""
    when = f"{at:%Y-%m-%d-%H%M}" if isinstance(at, datetime) else f"{at:%Y-%m-%d}"
    return f"{register}-{when}-{end}{ENDING}"


def read_name(name: str) -> Backup | None:
    """What a file's name tells of a backup; None when it is not the name of one."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        at = datetime.strptime(f"{found['day']} {found['hour'] or '0000'}", "%Y-%m-%d %H%M")  # noqa: DTZ007 - a name tells no zone
    except ValueError:
        return None
    return Backup(at, name, found["register"], found["end"], found["left"] is not None)


def latest_to_take(backups: Iterable[Backup]) -> Backup | None:
    """The backup meant when none is named: the latest that is not what a restore left."""
    return max((one for one in backups if not one.is_left), default=None)


def backups_of(register: str, names: Iterable[str]) -> list[Backup]:
    """The backups of a register among the names in a folder, the latest first."""
    found = (read_name(name) for name in names)
    return sorted((one for one in found if one and one.register == register), reverse=True)


def outworn(backups: Iterable[Backup], today: date, most_days: int) -> list[Backup]:
    """Those that are to go: all but the ones of the last days, one a week, one a month.

    None stays that is older than `most_days`: data that were erased live on in a backup.
    What restores left takes no place from the others.
    """
    seen_weeks, seen_months, gone = set(), set(), []
    for one in sorted(backups, reverse=True):
        day = one.at.date()
        age = (today - day).days
        week = (one.is_left, *day.isocalendar()[:2])
        month = (one.is_left, day.year, day.month)
        is_kept = (
            age <= EVERY_DAYS
            or (age <= WEEKLY_DAYS and week not in seen_weeks)
            or month not in seen_months
        )
        if age > most_days or not is_kept:
            gone.append(one)
            continue
        seen_weeks.add(week)
        seen_months.add(month)
    return gone
