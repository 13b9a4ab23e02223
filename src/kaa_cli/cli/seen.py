"""Which youths have been on screen today, so that a number typed wrong is noticed.

A small file of ids beside the user's other state; losing it costs one question more.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from kaa_cli.cli.place import Call


def _place() -> Path:
    from platformdirs import user_state_path

    return user_state_path("kaa", appauthor=False) / "seen.json"


def _read(call: Call, today: date) -> set[int]:
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept: dict[str, Any] = json.loads(_place().read_text(encoding="utf-8"))
        if kept["register"] == str(call.where) and kept["day"] == today.isoformat():
            return set(map(int, kept["ids"]))
    return set()


def remember(call: Call, ids: Iterable[int], today: date) -> None:
    """These youths have been shown today."""
    seen = _read(call, today) | set(ids)
    kept = {"register": str(call.where), "day": today.isoformat(), "ids": sorted(seen)}
    with suppress(OSError):
        _place().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _place().write_text(json.dumps(kept), encoding="utf-8")


def not_seen(call: Call, ids: Iterable[int], today: date) -> list[int]:
    """Those of the ids that have not been on screen today."""
    seen = _read(call, today)
    return [youth for youth in ids if youth not in seen]
