"""Whose number is looked for, school by school: the step before the ladder (`find-number`)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.codes import Channel
from kaa_cli.rules.ladder import search_ends_on
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.search import folded, swedish_order


@dataclass(frozen=True, slots=True)
class SchoolAsked:
    """How many youths of a school have no number, and when numbers last came from there."""

    school: str
    youths: int
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class NumberSearch:
    """Everybody whose number is looked for, by id; `until`: the last day one of them waits."""

    rows: tuple[Standing, ...]
    schools: tuple[SchoolAsked, ...]
    until: date | None


def number_search(standings: Iterable[Standing], answered: Mapping[str, date]) -> NumberSearch:
    """Those on the `find-number` step; the school with most of them first, no school last."""
    rows = tuple(row for row in standings if row.step.channel is Channel.FIND_NUMBER)
    counts = Counter(row.case.person.school for row in rows)
    schools = sorted(counts, key=lambda name: (not name, -counts[name], swedish_order(name)))
    ends = filter(None, (search_ends_on(row.step) for row in rows))
    return NumberSearch(
        rows,
        tuple(SchoolAsked(name, counts[name], answered.get(name)) for name in schools),
        max(ends, default=None),
    )


def of_school(search: NumberSearch, text: str) -> tuple[Standing, ...]:
    """The youths of the school a text names: the whole name, else a part of it; "-": no school."""
    wanted = folded(text.strip())
    names = {asked.school for asked in search.schools}
    chosen = {""} if wanted == "-" else {name for name in names if folded(name) == wanted}
    if not chosen:
        chosen = {name for name in names if name and wanted in folded(name)}
    return tuple(row for row in search.rows if row.case.person.school in chosen)
