"""From a parsed TOML file to a policy, naming every fault so that a user mends them in one go."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from kaa_cli.rules.codes import Channel, OccupationCode, Target
from kaa_cli.rules.policy import Policy, Rung
from kaa_cli.rules.protection import NEVER_USED

RUNG_CHANNELS = tuple(
    channel
    for channel in Channel
    if channel not in {Channel.DROP_IN, Channel.VIA_AUTHORITY, Channel.FIND_NUMBER}
)
_MOST_POINTS = 1000
_HOURS = re.compile("/".join(["((?:[01][0-9]|2[0-3]):[0-5][0-9])"] * 2))
GOALS = ("mapped", "onward")
TERMS = ("deadline", "overdue", "never-reached", "turning-20", "expired", "by-hand")


_LONGEST = 200  # letters of a name
_CLOSED_AT_MOST = 366  # days on end: longer, and nobody would ever be due


class PolicyFaultsError(ValueError):
    """A policy that cannot be used; `faults` names every fault with its place in the file."""

    def __init__(self, faults: Sequence["Fault"]) -> None:
        super().__init__("policy")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where (`rung 2: channel`), what kind, and the value or the allowed values."""

    where: str
    kind: str
    value: str = ""


def read_policy(tree: Mapping[str, Any]) -> Policy:
    """A policy from a parsed TOML file; raises `PolicyFaultsError` with every fault at once."""
    return _Reader().read(tree)


class _Reader:
    """Collects faults while it reads, so that a user mends a file in one go."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, tree: Mapping[str, Any]) -> Policy:
        values: dict[str, Any] = {}
        for key, value in tree.items():
            reader = _KEYS.get(key)
            if reader is None:
                self.fault(key, "unknown-key")
            else:
                values["rungs" if key == "rung" else key] = reader(self, key, value)
        if not isinstance(tree.get("name"), str) or not tree["name"].strip():
            self.fault("name", "missing")
        if not tree.get("rung"):
            self.fault("rung", "no-rungs")
        rungs = values.get("rungs", ())
        if not values.get("postcards") and any(r.channel is Channel.POSTCARD for r in rungs):
            self.fault("rung", "postcards-off")
        if self.faults:
            raise PolicyFaultsError(self.faults)
        return Policy(**values)

    def fault(self, where: str, kind: str, value: object = "") -> None:
        self.faults.append(Fault(where, kind, str(value)[:60]))

    def text(self, where: str, value: object) -> str:
        if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
            self.fault(where, "not-text")
        return str(value)

    def flag(self, where: str, value: object) -> bool:
        if not isinstance(value, bool):
            self.fault(where, "not-true-or-false", value)
        return bool(value)

    def count(self, where: str, value: object, least: int = 0, most: int = 3660) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(where, "not-whole-number", value)
            return least
        if not least <= value <= most:
            self.fault(where, "out-of-range", f"{value} ({least}–{most})" if value < 10**9 else "")
        return value

    def texts(self, where: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(where, "not-list-of-text", value)
            return ()
        return tuple(value)

    def channels(self, where: str, value: object) -> tuple[Channel, ...]:
        names = self.texts(where, value)
        return tuple(c for name in names if (c := self.channel(where, name)))

    def protected(self, where: str, value: object) -> tuple[Channel, ...]:
        found = self.channels(where, value)
        for channel in NEVER_USED.intersection(found):
            self.fault(where, "never-to-protected", channel)
        return found

    def channel(self, where: str, value: object) -> Channel | None:
        if value not in [str(channel) for channel in RUNG_CHANNELS]:
            self.fault(where, "unknown-channel", value)
            return None
        return Channel(str(value))

    def targets(self, where: str, value: object) -> tuple[Target, ...]:
        names = self.texts(where, value)
        for name in names:
            if name not in {Target.YOUTH, Target.GUARDIAN}:
                self.fault(where, "unknown-target", name)
        if not names:
            self.fault(where, "empty")
        return tuple(Target(name) for name in names if name in {"youth", "guardian"})

    def guardian_rule(self, where: str, value: object) -> str:
        if value not in ("never", "minor"):
            self.fault(where, "never-or-minor", value)
        return str(value)

    def ranges(self, where: str, value: object) -> tuple[tuple[date, date], ...]:
        found = tuple(r for text in self.texts(where, value) if (r := self.range(where, text)))
        if any((last - first).days > _CLOSED_AT_MOST for first, last in _joined(found)):
            self.fault(where, "closed-too-long")
            return ()
        return found

    def range(self, where: str, text: str) -> tuple[date, date] | None:
        first, _, last = text.partition("/")
        try:
            days = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            self.fault(where, "not-a-day", text)
            return None
        if days[1] < days[0] or (days[1] - days[0]).days > 366:
            self.fault(where, "not-a-day", text)
            return None
        return days

    def hours(self, where: str, value: object) -> tuple[time, time] | None:
        if not value and isinstance(value, str):
            return None
        found = _HOURS.fullmatch(value) if isinstance(value, str) else None
        if found is None or found[1] == found[2]:  # equal hours: the whole day, or none of it?
            self.fault(where, "not-hours", value)
            return None
        return time.fromisoformat(found[1]), time.fromisoformat(found[2])

    def day_counts(self, where: str, value: object) -> dict[str, int]:
        known = {"default", *map(str, OccupationCode)}
        return {
            key: self.count(f"{where}.{key}", days, least=1)
            for key, days in self.table(where, value, known).items()
        }

    def goals(self, where: str, value: object) -> dict[str, float]:
        goals = {}
        for key, share in self.table(where, value, set(GOALS)).items():
            is_number = isinstance(share, int | float) and not isinstance(share, bool)
            if not is_number or not 0 <= share <= 1:
                self.fault(f"{where}.{key}", "not-a-share", share)
            else:
                goals[key] = float(share)
        return goals

    def weights(self, where: str, value: object) -> dict[str, float]:
        weights = {}
        for key, points in self.table(where, value, set(TERMS)).items():
            is_number = isinstance(points, int | float) and not isinstance(points, bool)
            if not is_number or not 0 <= points <= _MOST_POINTS:  # TOML has nan and inf too
                self.fault(f"{where}.{key}", "not-points", points)
            else:
                weights[key] = float(points)
        return weights

    def table(self, where: str, value: object, known: set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault(where, "not-table", value)
            return {}
        for key in value.keys() - known:
            self.fault(f"{where}.{key}", "unknown-key")
        return {key: item for key, item in value.items() if key in known}

    def rungs(self, where: str, value: object) -> tuple[Rung, ...]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(where, "not-table", value)
            return ()
        found = [self.rung(f"rung {n}", item) for n, item in enumerate(value, start=1)]
        return tuple(rung for rung in found if rung is not None)

    def rung(self, where: str, item: Mapping[str, Any]) -> Rung | None:
        values: dict[str, Any] = {}
        for key, value in item.items():
            reader = _RUNG_KEYS.get(key)
            if reader is None:
                self.fault(f"{where}: {key}", "unknown-key")
            else:
                values[key] = reader(self, f"{where}: {key}", value)
        if "channel" not in item:
            self.fault(f"{where}: channel", "missing")
        return Rung(**values) if values.get("channel") else None


def _joined(ranges: Sequence[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans that touch, as one."""
    began: date | None = None
    end = date.min
    for first, last in sorted(ranges):
        if began is not None and first > end + timedelta(days=3):
            yield began, end
            began = None
        began, end = began or first, max(end, last)
    if began is not None:
        yield began, end


def _tries(reader: _Reader, where: str, value: object) -> int:
    return reader.count(where, value, least=1, most=20)


def _at_least_one(reader: _Reader, where: str, value: object) -> int:
    return reader.count(where, value, least=1)


_KEYS: dict[str, Any] = {
    "name": _Reader.text,
    "rung": _Reader.rungs,
    "guardians": _Reader.flag,
    "guardian_counts": _Reader.guardian_rule,
    "protected_channels": _Reader.protected,
    "postcards": _Reader.flag,
    "follow_up_after_end": _Reader.flag,
    "closed": _Reader.ranges,
    "quiet_hours": _Reader.hours,
    "assumed": _Reader.texts,
    "recontact_days": _Reader.day_counts,
    "current_days": _Reader.day_counts,
    "urgency": _Reader.weights,
    "first_attempt_within_days": _at_least_one,
    "search_days": _Reader.count,
    "restart_days": _at_least_one,
    "refusal_days": _at_least_one,
    "review_days": _at_least_one,
    "claim_minutes": _at_least_one,
    "measure_follow_up_days": _at_least_one,
    "lasting_days": _at_least_one,
    "lasting_checks": _Reader.count,
    "goals": _Reader.goals,
}
_RUNG_KEYS: dict[str, Any] = {
    "channel": _Reader.channel,
    "attempts": _tries,
    "retry_days": _Reader.count,
    "after_days": _Reader.count,
    "to_minor": _Reader.targets,
    "to_adult": _Reader.targets,
    "envelope": _Reader.text,
    "staff": _at_least_one,
}
