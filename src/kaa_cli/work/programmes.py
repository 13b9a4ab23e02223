"""Programmes by their names, as measures, outcomes and steps say them."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from kaa_cli.errors import Refused
from kaa_cli.labels import quotable
from kaa_cli.register import support
from kaa_cli.register.programmes import programme_names
from kaa_cli.rules.codes import MeasureType
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def named(desk: Desk, name: str) -> str:
    """The programme's own spelling of a typed name, "" for none; refused if it is not known."""
    if not name.strip():
        return ""
    known = {one.casefold(): one for one in programme_names(desk.session)}
    found = known.get(name.strip().casefold())
    if found is not None:
        return found
    near = get_close_matches(name.strip().casefold(), known, n=1)
    parts = [_('There is no programme "{name}".').format(name=quotable(name))]
    if near:
        parts.append(_('Did you mean "{nearest}"?').format(nearest=known[near[0]]))
    elif known:
        parts.append(_("Known: {words}.").format(words=", ".join(known.values())))
    raise Refused(" ".join([*parts, _("Nothing was saved.")]))


def spelled_as_kept(desk: Desk, rows: Iterable[dict[str, Any]]) -> None:
    """Let the rows of a list name programmes as the register spells them."""
    known = {one.casefold(): one for one in programme_names(desk.session)}
    for row in rows:
        if name := row.get("programme"):
            row["programme"] = known.get(name.casefold(), name)


def add_programmes(desk: Desk, names: Iterable[str]) -> None:
    """Remember the programmes that a list names and nobody has told of yet."""
    known = {one.casefold() for one in programme_names(desk.session)}
    for name in names:
        if name.casefold() not in known:
            desk.changes.add(support.Programme(name=name, type=MeasureType.OTHER))
            known.add(name.casefold())
