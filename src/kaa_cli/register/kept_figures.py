"""Figures kept past a purge: what was said, from which day, and how many were purged since."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from kaa_cli.register.filings import KeptFigures
from kaa_cli.register.office import LogEntry
from kaa_cli.register.questions import table
from kaa_cli.rules.commands import Kind

_KEPT, _ENTRY = table(KeptFigures), table(LogEntry)


def kept_reports(session: Session) -> set[tuple[str, str]]:
    """Of which half-years which reports are kept."""
    rows = session.execute(select(_KEPT.c.half_year, _KEPT.c.report))
    return {(row.half_year, row.report) for row in rows}


def figures(session: Session, half_year: str, report: str) -> tuple[date, Any] | None:
    """What is kept of a report, and the day it was asked; None when nothing is."""
    which = select(_KEPT).where(_KEPT.c.half_year == half_year, _KEPT.c.report == report)
    row = session.execute(which).one_or_none()
    return (row.made_on, row.figures) if row else None


def purged_by_half_year(session: Session) -> Counter[str]:
    """How many of those registered in each half-year have been purged."""
    found: Counter[str] = Counter()
    purges = select(_ENTRY.c.what).where(_ENTRY.c.kind.in_([Kind.PURGE, Kind.RESTORE]))
    for what in session.execute(purges).scalars():
        found.update(what.get("half_years", {}))
    return found
