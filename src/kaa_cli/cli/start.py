"""Plain `kaa`: today's situation in counts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kaa_cli.cli import clock, output
from kaa_cli.cli.door import reading, register_file
from kaa_cli.cli.place import Call
from kaa_cli.cli.visit_rows import round_row
from kaa_cli.rules.codes import Knowledge, Place
from kaa_cli.rules.places import unfit

if TYPE_CHECKING:
    from datetime import date

    from kaa_cli.rules.places import Unfit
    from kaa_cli.rules.situation import Situation
    from kaa_cli.show.screen import Screen

_KEYS = ("to_do", "in_scope", "overdue")


def start(call: Call, form: str, out: str) -> None:
    """Show what there is to do today, without a single name."""
    from kaa_cli.show import start as drawing
    from kaa_cli.work import situation
    from kaa_cli.work.backups import reminder
    from kaa_cli.work.keys import key_note

    today = clock.today()
    with reading(call, counting=True) as desk:
        now, note = situation.today(desk), key_note(desk)
        path = register_file(call)
        is_told, backup_on = reminder(desk, path)

    def draw(screen: "Screen") -> None:
        drawing.draw(screen, now, today, clock.hour())
        days = (today - backup_on).days if backup_on else None
        drawing.draw_notes(
            screen, note, backup_days=days, backup_is_told=is_told, place=_unfit(path)
        )

    output.answer(_row(now, today, backup_on), _KEYS, draw, form, out)


def _unfit(path: "Path | None") -> "Unfit | None":
    """Whether the path alone tells that it is copied away; the doctor asks the disks too."""
    return unfit(Path(os.path.abspath(path)), (), os.environ) if path is not None else None


def _row(now: "Situation", today: "date", backup_on: "date | None") -> dict[str, object]:
    return {
        "name": now.name,
        "day": today,
        "to_do": {str(channel): count for channel, count in now.to_do.items()},
        "new_today": now.new_today,
        "pace": now.pace,
        "back_on_list": now.back_on_list,
        "turned_20": now.turned_20,
        "agreed": list(now.agreed),
        "appointments": now.appointments,
        "meetings": list(now.meetings),
        "follow_ups": now.follow_ups,
        "rechecks": now.rechecks,
        "to_purge": now.purging.youths,
        "purge_overdue": now.purging.overdue,
        "guardians_to_purge": now.purging.guardians,
        "overdue": now.overdue,
        "oldest_days": now.oldest_days,
        "deadline_passed": now.deadline_passed,
        "turning_20_unreached": now.turning_20_unreached,
        "rounds": [round_row(one, today, clock.hour()) for one in now.rounds],
        "places": {
            str(place): now.total.places[place] for place in Place if now.total.places[place]
        },
        "in_scope": now.total.in_scope,
        "latest_backup_on": backup_on,
        "known": {str(one): now.total.known[one] for one in Knowledge if now.total.known[one]},
    }
