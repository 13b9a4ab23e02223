"""Deciding what holds for the whole register."""

from typing import Any

from kaa_cli.register import office
from kaa_cli.rules.settings import as_text
from kaa_cli.work.desk import Desk
from kaa_cli.work.unseen import must_have_been_seen


def decide(desk: Desk, name: str, value: Any) -> None:
    """Keep a setting; `value` as `read_setting` gave it."""
    text = as_text(value)
    row = desk.session.get(office.Setting, name)
    if row is None:
        desk.changes.add(office.Setting(key=name, value=text))
    else:
        must_have_been_seen(desk, (row, {"value": text}))
        desk.changes.set(row, value=text)
    desk.what = {"setting": name, "value": text}
