"""A file with the statistics agency's code lists: variable, our code, the agency's value."""

from collections.abc import Collection
from pathlib import Path

from kaa_cli.errors import UsageProblem
from kaa_cli.files.table import Row, refuse
from kaa_cli.files.tables import read_rows
from kaa_cli.labels import plain, quotable, read_code
from kaa_cli.rules.agency import CODED, MUNICIPALITY
from kaa_cli.rules.codes import MeasureType
from kaa_cli.rules.text import HOSTILE
from kaa_cli.words import _

_COLUMNS = {
    "variable": ("variable", "variabel"),
    "code": ("code", "kod", "ourcode", "varkod"),
    "value": ("value", "varde", "agencyvalue", "scbkod", "scb"),
}
_MOST = 200
_LONGEST = 100


def read_codes(path: Path, own_types: Collection[str] = ()) -> dict[tuple[str, str], str]:
    """The agency's value by variable and our code. Raises `Refused` with the row that is wrong."""
    table = read_rows(path)
    places = _places(table.headings)
    found: dict[tuple[str, str], str] = {}
    if len(table.rows) > _MOST * len(CODED):
        refuse(_("That is more rows than a code list has."))
    for row in table.rows:
        variable = _variable(row, places["variable"])
        key = variable, _code(row, places["code"], variable, own_types)
        if key in found:
            refuse(_("Row {line}: this code stands twice.").format(line=row.line))
        found[key] = _value(row, places["value"])
    return found


def _places(headings: tuple[str, ...]) -> dict[str, int]:
    known = {plain(heading): place for place, heading in enumerate(headings)}
    places = {}
    for key, forms in _COLUMNS.items():
        place = next((known[form] for form in forms if form in known), None)
        if place is None:
            refuse(_("A code list has three columns: variable, code and value."))
        places[key] = place
    return places


def _variable(row: Row, place: int) -> str:
    names = {plain(name): name for name in CODED}
    typed = row.cells[place]
    if plain(typed) not in names:
        known = ", ".join(CODED)
        refuse(
            _('Row {line}: "{word}" is no variable that takes codes. There are: {known}.').format(
                line=row.line, word=quotable(typed), known=known
            )
        )
    return names[plain(typed)]


def _code(row: Row, place: int, variable: str, own_types: Collection[str]) -> str:
    typed = row.cells[place].strip()
    if variable == MUNICIPALITY:
        return typed.casefold()
    codes = CODED[variable]
    assert codes is not None
    if codes is MeasureType and typed.casefold() in own_types:
        return typed.casefold()
    try:
        return read_code(typed, codes).value
    except UsageProblem as fault:
        refuse(f"{_('Row {line}:').format(line=row.line)} {fault.sentence}")


def _value(row: Row, place: int) -> str:
    value = row.cells[place].strip()
    if not value or len(value) > _LONGEST or HOSTILE.search(value):
        refuse(_("Row {line}: the agency's value is missing or too long.").format(line=row.line))
    return value
