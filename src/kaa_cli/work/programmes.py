"""Programmes by their names, as measures, outcomes and steps say them."""

from collections.abc import Iterable
from difflib import get_close_matches

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


def spelled(desk: Desk, names: Iterable[str]) -> dict[str, str]:
    """How each name of a list is kept; what no programme is called yet becomes one."""
    known = {one.casefold(): one for one in programme_names(desk.session)}
    for name in names:
        if name and name.casefold() not in known:
            desk.changes.add(support.Programme(name=name, type=MeasureType.OTHER))
            known[name.casefold()] = name
    return {name: known.get(name.casefold(), "") for name in names}
