"""What the half-year report is made of, and what is kept of it: code lists and worksheets."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, literal, or_, select
from sqlmodel import Session, col
from sqlmodel import select as sqlmodel_select

from kaa_cli.register import filings, support
from kaa_cli.register.office import LogChange, LogEntry
from kaa_cli.register.presence import touching
from kaa_cli.register.questions import (
    ATTEMPT,
    MEASURE,
    OCCUPATION,
    REGISTRATION,
    YOUTH,
    chunks,
    rows,
    table,
)
from kaa_cli.rules.agency import CodeList
from kaa_cli.rules.codes import (
    Channel,
    IdentityKind,
    OccupationCode,
    Protection,
    Reason,
    Sex,
    Target,
)
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.half_year import (
    CONTACT_RESULTS,
    Contact,
    Evidence,
    Half,
    Line,
    MeasureTold,
    Stay,
    read_half,
)
from kaa_cli.rules.half_year_change import Difference
from kaa_cli.rules.support_codes import Block

_Row = Row[Any]
_OF_BLOCK = {
    Block.MANDATORY: "registration",
    Block.CONTACT: "attempt",
    Block.MEASURE_STARTED: "measure",
    Block.MEASURE_ENDED: "measure",
    Block.DUTY_ENDED: "registration",
}

_COLUMN_OF = {"to": "target"}


def evidence(
    session: Session, half: Half, municipalities: str, *, for_lines: bool = True
) -> Evidence:
    """What is known of everybody with a registration that touches the half-year.

    Where the register has one municipality it is everybody's. Only the lines take all that was told
    of occupations; what is counted and to be mended, that of those whose measure ended.
    """
    several = "," in municipalities
    stays = [_stay(row, "" if several else municipalities) for row in rows(session, _stays(half))]
    which = select(REGISTRATION.c.youth_id).where(_touching(half))
    ended = select(MEASURE.c.youth_id).where(MEASURE.c.ended_on.between(half.first, half.last))
    return Evidence(
        stays,
        [_contact(row) for row in rows(session, _contacts(half))],
        [_measure(row) for row in rows(session, _measures(half, which))],
        _occupations(session, which if for_lines else ended),
        several_municipalities=several,
        for_lines=for_lines,
    )


def _touching(half: Half) -> ColumnElement[bool]:
    return touching(half.first, half.last, REGISTRATION.c.registered_on)


def _stays(half: Half) -> Select[Any]:
    return (
        select(*_OF_STAY)
        .join(YOUTH, YOUTH.c.id == REGISTRATION.c.youth_id)
        .where(_touching(half))
        .order_by(REGISTRATION.c.youth_id, REGISTRATION.c.registered_on, REGISTRATION.c.id)
    )


_OF_STAY = (
    *(REGISTRATION.c[n] for n in ("id", "youth_id", "registered_on", "reason", "ended_on")),
    REGISTRATION.c.end_reason,
    *(YOUTH.c[n] for n in ("born_on", "sex", "municipality", "identity_kind", "protection")),
    YOUTH.c.identity_number.is_not(None),
)


def _stay(row: Sequence[Any], only: str) -> Stay:
    number, youth, registered_on, reason, ended_on, end_reason, *who = row
    born_on, sex, municipality, kind, protection, has_number = who
    return Stay(
        number,
        youth,
        born_on,
        registered_on,
        _REASONS[reason],
        only or municipality,
        ended_on,
        end_reason,
        _SEXES[sex],
        bool(has_number) and kind in _OFFICIAL,
        protection != Protection.NONE,
    )


_OFFICIAL = frozenset({IdentityKind.PERSONAL, IdentityKind.COORDINATION})


def _contacts(half: Half) -> Select[Any]:
    return (
        select(*_OF_CONTACT)
        .where(ATTEMPT.c.result.in_(CONTACT_RESULTS), ATTEMPT.c.on.between(half.first, half.last))
        .order_by(ATTEMPT.c.on, ATTEMPT.c.id)
    )


_OF_CONTACT = tuple(
    ATTEMPT.c[name] for name in ("id", "registration_id", "on", "channel", "target", "occupation")
)


def _contact(row: Sequence[Any]) -> Contact:
    number, registration, on, channel, target, told = row
    occupation = _CODES[told] if told else None
    return Contact(number, registration, on, _CHANNELS[channel], _TARGETS[target], occupation)


def _measures(half: Half, youths: Select[Any]) -> Select[Any]:
    """The measures that began or ended in the half-year, and those that have not ended."""
    days = (MEASURE.c.started_on, MEASURE.c.ended_on)
    in_it = (day.between(half.first, half.last) for day in days)
    return (
        select(*_OF_MEASURE)
        .where(MEASURE.c.youth_id.in_(youths), or_(MEASURE.c.ended_on.is_(None), *in_it))
        .order_by(MEASURE.c.youth_id, MEASURE.c.id)
    )


_OF_MEASURE = (
    *(MEASURE.c[n] for n in ("id", "youth_id", "type", "started_on", "ended_on", "end_reason")),
    *(MEASURE.c[n] for n in ("occupation_before", "occupation_after")),
)


def _measure(row: Sequence[Any]) -> MeasureTold:
    number, youth, kind, started_on, ended_on, end_reason, *told = row
    before, after = (_CODES[code] if code else None for code in told)
    return MeasureTold(number, youth, kind, started_on, ended_on, end_reason, before, after)


def _occupations(session: Session, which: Select[Any]) -> dict[int, list[Occupation]]:
    """By youth: what was told in talks and, of the same day after it, by itself; by day."""
    in_talks = (
        select(
            REGISTRATION.c.youth_id,
            ATTEMPT.c.on,
            ATTEMPT.c.occupation.label("code"),
            literal(0).label("alone"),
            ATTEMPT.c.id,
        )
        .join(REGISTRATION, REGISTRATION.c.id == ATTEMPT.c.registration_id)
        .where(ATTEMPT.c.occupation.is_not(None), REGISTRATION.c.youth_id.in_(which))
    )
    by_itself = select(
        OCCUPATION.c.youth_id, OCCUPATION.c.on, OCCUPATION.c.code, literal(1), OCCUPATION.c.id
    ).where(OCCUPATION.c.youth_id.in_(which))
    told = in_talks.union_all(by_itself).subquery()
    in_order = select(told.c.youth_id, told.c.on, told.c.code)
    in_order = in_order.order_by(told.c.on, told.c.alone, told.c.id)
    found: defaultdict[int, list[Occupation]] = defaultdict(list)
    for youth, on, code in rows(session, in_order):
        found[youth].append(Occupation(on, _CODES[code]))
    return found


_CODES = {code.value: code for code in OccupationCode}
_SEXES: dict[str | None, Sex | None] = {None: None, **{sex.value: sex for sex in Sex}}
_REASONS = {reason.value: reason for reason in Reason}
_CHANNELS = {channel.value: channel for channel in Channel}
_TARGETS = {target.value: target for target in Target}


def identity_numbers(session: Session, youths: Collection[int]) -> dict[int, str]:
    """The personal numbers of some youths, also of protected ones: for the statutory file alone."""
    wanted, found = sorted(youths), dict[int, str]()
    for part in chunks(wanted):
        some = YOUTH.c.id.in_(part)
        for row in session.execute(select(YOUTH.c.id, YOUTH.c.identity_number).where(some)):
            found[row.id] = row.identity_number or ""
    return found


# --- the agency's code lists ------------------------------------------------------------------


def code_lists(session: Session) -> list[CodeList]:
    """Every list that was loaded, each with the half-year from which it holds."""
    values: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in session.execute(select(table(filings.AgencyCode)).order_by("half_year", "id")):
        values[row.half_year][row.variable, row.code] = row.value
    return [CodeList(read_half(half), told) for half, told in values.items()]


def codes_of(session: Session, half: Half) -> list[filings.AgencyCode]:
    """The rows of a half-year's own list, to be changed through `changes`."""
    which = sqlmodel_select(filings.AgencyCode).where(
        col(filings.AgencyCode.half_year) == str(half)
    )
    return list(session.exec(which))


def own_measure_types(session: Session) -> list[str]:
    """The municipality's own kinds of measures, by code."""
    own = table(support.OwnMeasureType)
    return [row.code for row in session.execute(select(own).order_by(own.c.code))]


# --- worksheets that were written --------------------------------------------------------------


def snapshots(session: Session, half: Half) -> list[filings.Snapshot]:
    """The worksheets written of a half-year, the first one first."""
    one = filings.Snapshot
    which = sqlmodel_select(one).where(col(one.half_year) == str(half)).order_by(col(one.id))
    return list(session.exec(which))


def snapshot_lines(session: Session, number: int) -> list[Line]:
    """The lines of a worksheet as it was written."""
    lines = table(filings.SnapshotLine)
    which = select(lines).where(lines.c.snapshot_id == number).order_by(lines.c.id)
    return [_line(row) for row in session.execute(which)]


def _line(row: _Row) -> Line:
    told = dict(row.told)
    number = int(told.pop("row", 0))
    return Line(Block(row.block), row.youth_id, number, told)


def line_row(snapshot: int, line: Line) -> dict[str, Any]:
    """A line as it is kept: codes, days and the register's own numbers."""
    told = {"row": line.row, **line.told}
    return {"snapshot_id": snapshot, "youth_id": line.youth, "block": line.block, "told": told}


def last_changes(
    session: Session, found: Iterable[Difference], since: date
) -> dict[Difference, tuple[int, date]]:
    """The latest entry of the log that made each difference in the row it is about, since a day.

    What a line tells of other rows, such as an occupation told by itself, is not looked for.
    """
    made: dict[Difference, tuple[int, date]] = {}
    by_table: defaultdict[str, list[Difference]] = defaultdict(list)
    for one in found:
        by_table[_OF_BLOCK[one.block]].append(one)
    for name, of_it in by_table.items():
        by_row: defaultdict[int, list[Difference]] = defaultdict(list)
        for one in of_it:
            by_row[one.row].append(one)
        rows = sorted(by_row)
        for entry in session.execute(_changing(name, rows[0], rows[-1], since)):
            some = rows[bisect_left(rows, entry.first_id) : bisect_right(rows, entry.last_id)]
            for one in (one for row in some for one in by_row[row] if one not in made):
                column = _COLUMN_OF.get(one.key, one.key)
                if not one.key or column in (entry.before or {}):
                    made[one] = (int(entry.id), entry.on)
    return made


def _changing(name: str, first: int, last: int, since: date) -> Select[Any]:
    """What the log has of a table's rows from one to another since a day, the newest first."""
    change, entry = table(LogChange), table(LogEntry)
    return (
        select(entry.c.id, entry.c.on, change.c.before, change.c.first_id, change.c.last_id)
        .join(change, change.c.entry_id == entry.c.id)
        .where(
            change.c.row_table == name,
            change.c.first_id <= last,
            change.c.last_id >= first,
            entry.c.on >= since,
        )
        .order_by(entry.c.id.desc())
    )
