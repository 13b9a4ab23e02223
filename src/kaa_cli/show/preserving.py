"""What must be preserved of those to be purged, as a page to archive.

The duty's documentation: what each did, what was offered and what came of it. No phone, address,
guardian, note of a talk or name of a caseworker is part of it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from kaa_cli.labels import label, titled_field
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.events import Event, EventKind
from kaa_cli.rules.measures import CONTENT, DAYS, Record
from kaa_cli.rules.text import visible
from kaa_cli.show.timeline import told
from kaa_cli.words import _, language, ngettext

_TOLD = (
    EventKind.FIRST_SEEN,
    EventKind.BACK,
    EventKind.CONTACT,
    EventKind.OCCUPATION,
    EventKind.APPLICATION,
    EventKind.MEASURE,
    EventKind.FOLLOW_UP,
    EventKind.STEP,
    EventKind.OUTCOME,
    EventKind.OUTCOME_CHECK,
    EventKind.CLOSED,
)
_PLAN = ("programme", "run", "provider", *CONTENT)
_CODES = ("end_reason", "occupation_before", "occupation_after")


class Preserved(Protocol):
    """A youth with what happened and the measures."""

    @property
    def youth(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def identity_number(self) -> str: ...
    @property
    def is_protected(self) -> bool: ...
    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def measures(self) -> Sequence[Record]: ...


def words_of_page(found: Sequence[Preserved], register: str, today: date) -> dict[str, object]:
    """Everything the page says, in the language spoken."""
    n = len(found)
    return {
        "language": language(),
        "title": _("To be preserved before purging"),
        "lead": [
            visible(register),
            ngettext("{n} youth, printed {day}", "{n} youths, printed {day}", n).format(
                n=n, day=today
            ),
            _("Secrecy is to be tried before this is given out."),
        ],
        "headings": [_("Day"), _("What happened")],
        "youths": [_youth(one) for one in found],
    }


def _youth(one: Preserved) -> dict[str, object]:
    attempts = sum(event.kind is EventKind.ATTEMPT for event in one.events)
    happened = sorted((e for e in one.events if e.kind in _TOLD), key=lambda e: (e.on, e.order))
    return {
        "head": visible(f"{one.name} · {one.identity_number} · {_('no.')} {one.youth}"),
        "mark": _("PROTECTED PERSONAL DATA") if one.is_protected else "",
        "events": [(event.on.isoformat(), visible(told(event))) for event in happened],
        "attempts": _("Attempts without contact: {n}").format(n=attempts),
        "measures": [(visible(measure_type(m.type)), _measure(m)) for m in one.measures],
    }


def _measure(record: Record) -> list[tuple[str, str]]:
    texts = {name: str(getattr(record, name) or "") for name in _PLAN}
    texts |= {name: day.isoformat() for name in DAYS if (day := getattr(record, name))}
    texts |= {name: label(code) for name in _CODES if (code := getattr(record, name))}
    return [(titled_field(name), visible(text)) for name, text in texts.items() if text]
