"""Gathering what must be preserved of those who are to be purged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kaa_cli.errors import Refused
from kaa_cli.register import measures, past, questions
from kaa_cli.register.models import Youth
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.events import Event
from kaa_cli.rules.measures import Record
from kaa_cli.rules.purging import Waiting, Why
from kaa_cli.words import ngettext
from kaa_cli.work.desk import Desk
from kaa_cli.work.roles import must_see_all

Watch = Callable[[Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Preserved:
    """A youth with what happened and the measures."""

    youth: int
    name: str
    identity_number: str
    is_protected: bool
    events: Sequence[Event]
    measures: Sequence[Record]


def preserve(
    desk: Desk, found: Waiting, watch: Watch = iter, *, reason: str = ""
) -> list[Preserved]:
    """All of those who are due and in the register; the log tells that they were written out.

    With somebody protected or restricted among them only for a reason, which the log keeps.
    """
    must_see_all(desk)
    youths = [due.youth for due in found.youths if due.why is not Why.ONLY_IN_LOG]
    rows = questions.by_id(desk.session, Youth, youths)
    _must_be_opened(rows.values(), reason)
    by_youth: defaultdict[int, list[Record]] = defaultdict(list)
    for record in measures.records(desk.session, youths):
        by_youth[record.youth].append(record)
    desk.must_be_fit_to_keep(reason)
    desk.what |= {"youths": sorted(youths)}
    desk.said = {"reason": reason} if reason else {}
    return [_preserved(desk, rows[youth], by_youth[youth]) for youth in watch(sorted(youths))]


def _must_be_opened(rows: Iterable[Youth], reason: str) -> None:
    hidden = sum(row.protection != Protection.NONE or row.restricted_on is not None for row in rows)
    if hidden and not reason:
        told = ngettext(
            "{n} of them is protected or restricted: add --reason to write them out. "
            "Nothing was saved.",
            "{n} of them are protected or restricted: add --reason to write them out. "
            "Nothing was saved.",
            hidden,
        )
        raise Refused(told.format(n=hidden))


def _preserved(desk: Desk, row: Youth, records: Sequence[Record]) -> Preserved:
    assert row.id is not None
    return Preserved(
        row.id,
        f"{row.given_name} {row.family_name}".strip(),
        row.identity_number or row.born_on.isoformat(),
        row.protection != Protection.NONE,
        past.events(desk.session, row.id, desk.today),
        records,
    )
