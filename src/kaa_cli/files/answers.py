"""Questionnaires filled in on paper and typed into a list: occasion, code, and the five areas."""

from collections.abc import Iterator
from dataclasses import dataclass

from kaa_cli.files.table import Row, Table, refuse
from kaa_cli.labels import UnknownCode, label, plain, read_code, titled
from kaa_cli.rules.questionnaire import Values, read_values, read_written_code
from kaa_cli.rules.support_codes import Area, Occasion
from kaa_cli.words import _, ngettext

_OCCASION = frozenset(map(plain, ("Tillfälle", "När", "Occasion", "When")))
_CODE = frozenset(map(plain, ("Kod", "Code")))
_TOLD = 5  # refused rows that are named; the rest are counted


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of a list; the code is gone once it is kept."""

    line: int
    occasion: Occasion
    code: str
    values: Values


def read_answers(table: Table) -> list[AnswerRow]:
    """Every answer of a list; raises `Refused` naming the rows that cannot be read."""
    columns = _columns(table.headings)
    rows: list[AnswerRow] = []
    faults: list[str] = []
    for row in table.rows:
        read = _read(row, columns)
        if isinstance(read, AnswerRow):
            rows.append(read)
        else:
            faults.append(read)
    if faults:
        refuse(" ".join(_listed(faults)))
    return rows


def _listed(faults: list[str]) -> Iterator[str]:
    yield from faults[:_TOLD]
    left = len(faults) - _TOLD
    if left > 0:
        yield ngettext("And {n} row more.", "And {n} rows more.", left).format(n=left)


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    """The column of the occasion, of the code, and of each area, in any order."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        word = plain(heading)
        if word in _OCCASION:
            found["occasion"] = place
        elif word in _CODE:
            found["code"] = place
        else:
            try:
                found[read_code(heading, Area)] = place
            except UnknownCode:
                continue
    for key in ("occasion", "code", *Area):
        if key not in found:
            names = {"occasion": _("Occasion"), "code": _("Code")}
            name = names.get(key) or titled(Area(key))
            refuse(_('No column is headed "{heading}".').format(heading=name))
    return found


def _read(row: Row, columns: dict[str, int]) -> AnswerRow | str:
    """The answer of a row, or what is wrong with it."""
    try:
        occasion = read_code(row.cells[columns["occasion"]], Occasion)
    except UnknownCode:
        words = ", ".join(label(one) for one in Occasion)
        return _("Row {line}: the occasion is one of {words}.").format(line=row.line, words=words)
    code = read_written_code(row.cells[columns["code"]])
    if code is None:
        return _("Row {line}: the code is 6 to 20 letters and digits.").format(line=row.line)
    values = read_values([row.cells[columns[area]] for area in Area])
    if values is None:
        return _("Row {line}: each area takes a whole number, 1 to 10.").format(line=row.line)
    return AnswerRow(row.line, occasion, code, values)
