"""The kinds of lists that can be taken in, each with how it is read, compared and saved."""

from functools import partial
from typing import TYPE_CHECKING, Any

from kaa_cli.rules.difference import ListKind

if TYPE_CHECKING:
    from kaa_cli.work.lists import Intake


def intake(kind: ListKind) -> "Intake[Any, Any]":
    """How a kind of list is taken in; only what that kind needs is loaded."""
    from kaa_cli.work.lists import Intake

    match kind:
        case ListKind.ROSTER:
            from kaa_cli.files.roster import read_roster
            from kaa_cli.work.intake import plan_roster
            from kaa_cli.work.taking_in import apply_roster

            return Intake(kind, read_roster, plan_roster, apply_roster)
        case ListKind.PHONES:
            from kaa_cli.files.phone_lists import read_phone_list
            from kaa_cli.work.phone_lists import apply_phones, plan_phones

            return Intake(kind, read_phone_list, plan_phones, apply_phones)
    from kaa_cli.files.history import read_history
    from kaa_cli.work.history import apply_history, plan_history

    read = partial(read_history, kind)
    return Intake(kind, read, partial(plan_history, kind=kind), apply_history)
