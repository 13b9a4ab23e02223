"""What the reports have in common in words: their first line, the groups, the sum of everybody."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kaa_cli.labels import heading, plural, titled
from kaa_cli.rules.codes import Reason, Sex
from kaa_cli.rules.figures import Cell, Column
from kaa_cli.rules.grouping import Asked, Value, Values
from kaa_cli.rules.report_codes import By
from kaa_cli.words import _

T = TypeVar("T")


def what_and_when(asked: Asked, register: str) -> str:
    """ "Alingsås · 2026-07-01 to 2026-09-14, as known on 2026-09-14" """
    parts = [part for part in (asked.programme, asked.municipality) if part]
    what = " · ".join(parts) or register or _("the register")
    when = _("{first} to {last}, as known on {day}").format(
        first=asked.first, last=asked.last, day=asked.as_of
    )
    return f"{what} · {when}"


def group_columns(by: Sequence[By]) -> tuple[Column, ...]:
    """The columns at the left: what is grouped by, or one for everybody."""
    if not by:
        return (Column("all", heading("group")),)
    return tuple(Column(one.key, heading(one.key)) for one in by)


def group_cells(by: Sequence[By], told: Values) -> tuple[str, ...]:
    """A group's name, a word for each column."""
    return tuple(_word(one, value) for one, value in zip(by, told, strict=True))


def _word(by: By, value: Value) -> str:
    if value is None:
        match by:
            case By.PROGRAMME:
                return _("No programme")
            case By.CONTACT_PERSON:
                return _("No contact person")
            case _:
                return _("Not stated")
    match by:
        case By.SEX:
            return plural(Sex(str(value)))
        case By.REASON:
            return titled(Reason(str(value)))
        case _:
            return str(value)


def everybody(by: Sequence[By]) -> tuple[str, ...]:
    """The name of the last row."""
    return (_("All"), *[""] * (len(by) - 1))


def rows_of(
    by: Sequence[By],
    groups: Sequence[tuple[Values, T]],
    total: T,
    cells: Callable[[T], tuple[Cell, ...]],
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each group, and everybody in the last."""
    listed = [(*group_cells(by, told), *cells(one)) for told, one in groups]
    return (*listed, (*everybody(by), *cells(total)))


def group_note(by: Sequence[By], asked: Asked) -> tuple[str, ...]:
    """How the groups are told apart where that is not plain."""
    notes = []
    if By.AGE in by:
        notes.append(_("Age on {day}.").format(day=asked.last))
    if By.PROGRAMME in by:
        notes.append(_("Who took part in several programmes counts in the latest."))
    if By.SCHOOL in by or By.MUNICIPALITY in by:
        notes.append(_("Of protected youths neither school nor municipality is told."))
    return tuple(notes)
