"""Names of colleagues as typed: a slip of the pen would give the youths to nobody."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kaa_cli.cli import ask
from kaa_cli.errors import Refused
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.work.desk import Desk


def must_be_meant(desk: "Desk", names: Sequence[str], *, yes: bool) -> None:
    """Ask about each name that nobody here has, naming those who are known. Raises Refused."""
    from kaa_cli.work.assigning import strangers

    new = strangers(desk, names)
    for name in () if yes else new:
        told = _("{name} is nobody's contact person and has done nothing here. Known: {names}.")
        ask.tell(told.format(name=name, names=", ".join(desk.caseworkers)))
        question = _("Is {name} the name you mean?").format(name=name)
        if nearest := _nearest(name, desk.caseworkers):
            question = _("Is {name} the name you mean, and not {nearest}?").format(
                name=name, nearest=nearest
            )
        if not ask.confirm(question):
            raise Refused(_("Nothing was saved."))


def _nearest(name: str, known: Sequence[str]) -> str | None:
    folded = {one.casefold(): one for one in known}
    close = get_close_matches(name.casefold(), folded, n=1)
    return folded[close[0]] if close else None
