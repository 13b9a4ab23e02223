"""What the doctor looks at, and how each thing is judged: fine, to be looked at, or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from kaa_cli.rules.backups import OLD_AFTER_DAYS, REMIND_AFTER_DAYS


class Check(StrEnum):
    """The things looked at, in the order they are told."""

    VERSION = "version"
    SETTINGS = "settings"
    KEY = "key"
    RIGHTS = "rights"
    FOLDER = "folder"
    PLACE = "place"
    WHOLE = "whole"
    REFERENCES = "references"
    LOG = "log"
    DUE_DAYS = "due-days"
    BACKUP = "backup"
    OLD_BACKUPS = "old-backups"
    PURGE = "purge"
    PURGE_LIST = "purge-list"
    LEFTOVERS = "leftovers"
    CLOCK = "clock"


class State(StrEnum):
    """How it is."""

    FINE = "fine"
    LOOK = "look-at"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at; `told` is what the sentence about it needs, `case` which sentence."""

    check: Check
    state: State
    case: str = ""
    told: Mapping[str, object] = field(default_factory=dict)


_OTHERS_MAY_READ = 0o077
_OTHERS_MAY_WRITE = 0o022
_CLOCK_MAY_BE_OFF = timedelta(minutes=5)


def of_rights(mode: int) -> Diagnosis:
    """The file of the register is for its owner alone."""
    is_open = bool(mode & _OTHERS_MAY_READ)
    state = State.WRONG if is_open else State.FINE
    return Diagnosis(Check.RIGHTS, state, "open" if is_open else "", {"mode": f"{mode:04o}"})


def of_folder(mode: int, folder: str) -> Diagnosis:
    """Others must not write in its folder, and better not look."""
    told = {"mode": f"{mode:04o}", "folder": folder}
    if mode & _OTHERS_MAY_WRITE:
        return Diagnosis(Check.FOLDER, State.WRONG, "writable", told)
    if mode & _OTHERS_MAY_READ:
        return Diagnosis(Check.FOLDER, State.LOOK, "readable", told)
    return Diagnosis(Check.FOLDER, State.FINE, "", told)


def of_backup(latest: date | None, begun: date | None, today: date) -> Diagnosis:
    """How old the latest backup is; without one, how long the register has been worked in."""
    since = latest or begun
    days = max(0, (today - since).days) if since else 0
    state = State.FINE if latest or not begun else State.LOOK
    if days > OLD_AFTER_DAYS:
        state = State.WRONG
    elif days > REMIND_AFTER_DAYS:
        state = State.LOOK
    return Diagnosis(Check.BACKUP, state, "" if latest else "none", {"n": days})


def reminds_of_backup(latest: date | None, begun: date | None, today: date) -> bool:
    """Whether plain `kaa` says how old the latest backup is, or that there is none."""
    since = latest or begun
    return since is not None and (today - since).days > REMIND_AFTER_DAYS


def of_clock(last: datetime | None, now: datetime) -> Diagnosis:
    """The log must not be ahead of the clock: one of them is wrong, and orders mix."""
    if last is None or last - now <= _CLOCK_MAY_BE_OFF:
        return Diagnosis(Check.CLOCK, State.FINE)
    hours = max(1, round((last - now) / timedelta(hours=1)))
    return Diagnosis(Check.CLOCK, State.WRONG, "ahead", {"n": hours})


def of_count(check: Check, count: int, state: State) -> Diagnosis:
    """Something that is fine when there is none of it."""
    return Diagnosis(check, state if count else State.FINE, "some" if count else "", {"n": count})
