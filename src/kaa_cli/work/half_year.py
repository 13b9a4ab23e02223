"""The half-year worksheet: gathered, judged, kept when it is written, compared with a later one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import filings, half_years
from kaa_cli.rules.agency import CodeList, in_force, missing
from kaa_cli.rules.half_year import BlockCounts, Half, Worksheet, block_counts, worksheet
from kaa_cli.rules.half_year_change import Difference, differences
from kaa_cli.rules.half_year_faults import Flaw, flaws
from kaa_cli.words import _
from kaa_cli.work import kept_figures
from kaa_cli.work.desk import Desk
from kaa_cli.work.roles import must_see_all

COMMAND = "report half-year"


@dataclass(frozen=True)
class Prepared:
    """A worksheet with what is to be mended, the code list in force, and the last one written."""

    sheet: Worksheet
    flaws: tuple[Flaw, ...]
    codes: CodeList | None
    without_value: tuple[tuple[str, str], ...] = ()
    """Variable and code for which the list in force has no value."""
    snapshot: int | None = None
    kept: BlockCounts | None = None
    """The counts as they were before somebody in it was purged."""
    purged: int = 0

    @property
    def counts(self) -> BlockCounts:
        """What to tell of the half-year: as it was while everybody in it was kept."""
        return self.kept or block_counts(self.sheet)


@dataclass(frozen=True)
class Compared:
    """Another worksheet than the one that was written: what differs, and who changed it last."""

    snapshot: int
    made_on: date
    as_of: date
    differences: tuple[Difference, ...]
    changed: Mapping[Difference, tuple[int, date]]


def prepare(desk: Desk, half: Half, *, for_lines: bool = True) -> Prepared:
    """The worksheet of a half-year as far as it has gone, or only what is counted of it."""
    _must_be_reported(desk)
    if half.first > desk.today:
        raise Refused(_("{half} has not begun yet.").format(half=half))
    codes = in_force(half_years.code_lists(desk.session), half)
    known = half_years.evidence(
        desk.session, half, desk.municipalities, for_lines=for_lines or codes is not None
    )
    sheet = worksheet(half, desk.today, known)
    kept = half_years.snapshots(desk.session, half)
    return Prepared(
        sheet,
        tuple(flaws(sheet)),
        codes,
        tuple(missing(sheet.lines, codes)) if codes else (),
        kept[-1].id if kept else None,
        *_past(desk, half),
    )


def _past(desk: Desk, half: Half) -> tuple[BlockCounts | None, int]:
    """The counts kept of it, and how many in it have been purged since."""
    said = kept_figures.answer(desk, kept_figures.HALF_YEAR, half)
    return said[1] if said else None, kept_figures.purged_in(desk, half)


def _must_be_reported(desk: Desk) -> None:
    must_see_all(desk)
    if desk.is_programme:
        raise Refused(
            _(
                "Participants outside the duty are not reported to the state: "
                "this register has no half-year report."
            )
        )


def keep(desk: Desk, sheet: Worksheet) -> tuple[int, dict[int, str]]:
    """Keep the worksheet that is to be written, and log whose numbers are read.

    Returns the number it is kept under, and the personal numbers.
    """
    made = filings.Snapshot(
        half_year=str(sheet.half),
        made_on=desk.today,
        as_of=sheet.as_of,
        by_id=desk.caseworker_id(desk.user),
    )
    row = desk.changes.add(made)
    assert row.id is not None
    desk.changes.add_many(
        filings.SnapshotLine, [half_years.line_row(row.id, line) for line in sheet.lines]
    )
    youths = sorted({line.youth for line in sheet.lines})
    desk.look_at(youths)
    desk.what |= {"half_year": str(sheet.half), "snapshot": row.id}
    return row.id, half_years.identity_numbers(desk.session, youths)


def compare(desk: Desk, sheet: Worksheet, number: int | None) -> Compared:
    """What differs from a worksheet that was written: the one named, else the last."""
    kept = {one.id: one for one in half_years.snapshots(desk.session, sheet.half)}
    if not kept:
        raise Refused(
            _(
                "No worksheet of {half} has been written yet: there is nothing to compare with. "
                "kaa report half-year {half} -o FILE.xlsx writes one."
            ).format(half=sheet.half)
        )
    one = kept.get(number or max(key for key in kept if key is not None))
    if one is None or one.id is None:
        known = ", ".join(map(str, kept))
        raise Refused(
            _("{half} has no worksheet no. {no}. There are: {known}.").format(
                half=sheet.half, no=number, known=known
            )
        )
    lines = half_years.snapshot_lines(desk.session, one.id)
    found = [_discreet(each, sheet.protected) for each in differences(lines, sheet.lines)]
    changed = half_years.last_changes(desk.session, found, one.as_of)
    return Compared(one.id, one.made_on, one.as_of, tuple(found), changed)


def _discreet(one: Difference, protected: Collection[int]) -> Difference:
    """The difference as a screen may tell it: of a protected youth not where it is registered."""
    is_secret = one.youth in protected and one.key == "municipality"
    return replace(one, was="", now="") if is_secret else one


def own_types(desk: Desk) -> list[str]:
    """The municipality's own kinds of measures, by code."""
    return half_years.own_measure_types(desk.session)


def load_codes(desk: Desk, half: Half, values: Mapping[tuple[str, str], str]) -> int:
    """Keep a code list from a half-year on, in place of the one loaded for that very half-year."""
    replaced = half_years.codes_of(desk.session, half)
    if replaced:
        desk.changes.remove_many(filings.AgencyCode, [row.id for row in replaced])
    desk.changes.add_many(
        filings.AgencyCode,
        [
            {"half_year": str(half), "variable": variable, "code": code, "value": value}
            for (variable, code), value in values.items()
        ],
    )
    desk.what = {"half_year": str(half), "codes": len(values)}
    return len(replaced)


def codes_in_force(desk: Desk, half: Half) -> CodeList | None:
    """The code list that holds for a half-year."""
    return in_force(half_years.code_lists(desk.session), half)
