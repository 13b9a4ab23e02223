"""What was told once about the columns of a list, remembered for the next list of that kind."""

from collections.abc import Mapping, Sequence

from kaa_cli.errors import Refused
from kaa_cli.files.headings import is_ours
from kaa_cli.labels import plain
from kaa_cli.register import office, office_questions
from kaa_cli.rules.columns import RememberedColumns
from kaa_cli.words import _
from kaa_cli.work.desk import MOST_YOUTHS, Desk


def remembered(desk: Desk, kind: str, headings: Sequence[str]) -> dict[str, str]:
    """What was told of a list with these very headings: heading to field."""
    found = office_questions.column_map(desk.session, kind, _row(headings))
    return dict(found.columns) if found else {}


def without_told(remembered: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What is remembered and not told otherwise this time."""
    headings, fields = set(map(plain, told)), set(told.values())
    return {
        heading: field
        for heading, field in remembered.items()
        if plain(heading) not in headings and field not in fields
    }


def remember(desk: Desk, kind: str, headings: Sequence[str], columns: Mapping[str, str]) -> None:
    """Keep what was told for the next list with these headings."""
    found = office_questions.column_map(desk.session, kind, _row(headings))
    if found is None:
        desk.changes.add(
            office.ColumnMap(
                kind=kind, heading_row=_row(headings), columns=dict(columns), on=desk.today
            )
        )
    else:
        desk.changes.set(found, columns=dict(columns), on=desk.today)


def all_remembered(desk: Desk) -> list[RememberedColumns]:
    """Everything that is remembered, by number."""
    return [
        RememberedColumns(row.id or 0, row.kind, dict(row.columns), row.on)
        for row in office_questions.column_maps(desk.session)
    ]


def forget(desk: Desk, number: int) -> RememberedColumns:
    """Forget one of them; `kaa undo` brings it back."""
    for row in office_questions.column_maps(desk.session):
        if row.id == number:
            forgotten = RememberedColumns(number, row.kind, dict(row.columns), row.on)
            desk.changes.remove(row)
            desk.what = {"columns": number}
            return forgotten
    no = number if number <= MOST_YOUTHS else "…"  # perhaps a personal number
    raise Refused(
        _("Nothing is remembered as no. {no}. All: kaa columns. Nothing was saved.").format(no=no)
    )


def _row(headings: Sequence[str]) -> str:
    """The headings in plain form; a file of refused rows is the same list, mended."""
    return "|".join(plain(heading) for heading in headings if not is_ours(heading))
