"""The extract as a page to hand over, and what was corrected with who has had it before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from kaa_cli.labels import label
from kaa_cli.labels.kept import TABLES, kept_column, kept_table, kept_value
from kaa_cli.labels.looks import seen
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.extract import Change, Extract, Recipient, had_the_old_value
from kaa_cli.rules.support_codes import Actor
from kaa_cli.rules.text import visible
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_WIDTH, _PAGE = 34, 78
_GAP = re.compile(r" {2,}")


def draw(screen: Screen, extract: Extract) -> None:
    """Print the whole page, with blocks of lines at once: there can be thousands."""
    _block(screen, "", [_("Secrecy review required before this is handed over."), ""])
    for line in _what_it_is(extract):
        for part in wrap(visible(line), min(_PAGE, screen.width)) or [""]:
            screen.line(part)
    names = [name for name in TABLES if name in extract.kept]
    names += [name for name in extract.kept if name not in TABLES]
    for name in names:
        rows = extract.kept[name]
        if rows:
            _block(screen, f"{kept_table(name)} ({len(rows)})", _rows(name, rows))
    _block(screen, _("Where it came from"), _origins(extract))
    _block(screen, _("What was corrected or taken away"), _changes(extract.history, ()))
    received = [*map(recipient, extract.recipients)] or [_("Nobody.")]
    _block(screen, _("Who has received it, or may"), received)
    _block(screen, _("When it was looked at, and what for"), _looks(extract))


def _what_it_is(extract: Extract) -> list[str]:
    municipality = extract.municipality or _("the municipality")
    lines = [
        _("EXTRACT: everything that {municipality} keeps about one person (no. {no})").format(
            municipality=municipality, no=extract.youth
        ),
        _("Made on {day}.").format(day=extract.made_on),
        "",
        _(
            "You have a right to this by article 15 of the EU data protection regulation. The "
            "municipality decides whether secrecy (offentlighets- och sekretesslagen) stands in "
            "the way of any of it, tells you if it does, and you can appeal."
        ),
        _basis(extract),
        _until(extract),
        _(
            "What is wrong is to be corrected (article 16); you can ask for the data to be "
            "restricted meanwhile (article 18). Complaints: Integritetsskyddsmyndigheten, imy.se."
        ),
    ]
    if extract.protection is not Protection.NONE:
        lines.append(
            _("Protected personal data: {mark}. Hand this over in person only.").format(
                mark=label(extract.protection)
            )
        )
    if extract.protection is Protection.ASSUMED:
        lines.append(_("Nothing from before the assumed identity is told here."))
    if extract.is_restricted:
        lines.append(_("The data are restricted: kept, and not used."))
    return lines


def _basis(extract: Extract) -> str:
    if extract.is_participant:
        return _(
            "Why it is kept: you took part in a programme of the municipality; nothing of it "
            "belongs to the duty to reach youths."
        )
    return _(
        "Why it is kept: the municipality must know what youths under 20 without upper secondary "
        "education do, and offer them measures (skollagen 29 kap. 9 §). What may be kept is told "
        "by the ordinance (2006:39). That it is kept cannot be objected to (2 b §)."
    )


def _until(extract: Extract) -> str:
    if extract.purge_on is None:
        return _("Kept until: some time after the last participation, as the municipality decides.")
    return _("Kept at most until: {day}. Then it is erased.").format(day=extract.purge_on)


def _block(screen: Screen, heading: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if heading:
        screen.line()
        screen.line((heading.upper(), "bold"))
        told = told or [_("Nothing.")]
    if told:
        screen.show(screen.text("\n".join(_folded(screen, told))))


def _folded(screen: Screen, lines: Iterable[str]) -> Iterable[str]:
    """The lines as they are; on a terminal folded between words, under where their text begins."""
    if not screen.is_terminal:
        yield from lines
        return
    for line in lines:
        text = visible(line)
        hang = " " * min(_hang(text), screen.width // 2)
        yield from wrap(text, screen.width, subsequent_indent=hang, break_long_words=False) or [""]


def _hang(line: str) -> int:
    """Where the text of a line begins: after its heading or its day."""
    gaps = [found.end() for found in _GAP.finditer(line)]
    return gaps[-1] if gaps else 0


def _rows(table: str, rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for number, row in enumerate(rows, start=1):
        if number > 1:
            yield ""
        for column, value in row.items():
            if text := kept_value(table, column, value, row):
                yield f"  {kept_column(column):<{_WIDTH}} {text}"


def _origins(extract: Extract) -> Iterable[str]:
    for one in extract.origins:
        source = _("list {file}").format(file=one.file) if one.file else _("typed in")
        yield f"  {one.on}  {source}"


def _looks(extract: Extract) -> Iterable[str]:
    for look in extract.looked_at:
        told = _("a caseworker saw {what}")
        if look.is_file:
            told = _("a caseworker wrote to a file: {what}")
        why = f": {look.purpose}" if look.purpose else ""
        yield f"  {look.on}  {told.format(what=seen(look.command))}{why}"


def recipient(one: Recipient) -> str:
    """Who has received something or may, with the day."""
    match one.kind:
        case "half-year":
            what = _(
                "written for the report to the statistics agency (SCB): half-year {half}"
            ).format(half=one.detail)
        case "actor":
            what = _("referred to: {who}").format(who=label(Actor(one.who)))
        case "consent":
            what = _("agreed to sharing with: {who}").format(who=label(Actor(one.who)))
        case _:
            what = _("written to a file: {what}").format(what=seen(one.who))
    until = " " + _("(until {day})").format(day=one.until) if one.until else ""
    return f"  {one.on}  {what}{until}"


def draw_history(
    screen: Screen, changes: Sequence[Change], recipients: Sequence[Recipient]
) -> None:
    """Print what was corrected, old and new, and for each who has had what it was before."""
    if not changes:
        screen.line(_("Nothing has been corrected or taken away."))
        return
    screen.show(screen.text("\n".join(_changes(changes, recipients))))
    told = sum(bool(had_the_old_value(change, recipients)) for change in changes)
    if told:
        screen.line()
        screen.line(
            ngettext(
                "Tell those who have had the old value that {n} thing was corrected (article 19).",
                "Tell those who have had the old values that {n} things were corrected "
                "(article 19).",
                told,
            ).format(n=told)
        )


def _changes(changes: Sequence[Change], recipients: Sequence[Recipient]) -> Iterable[str]:
    for change in changes:
        where = kept_table(change.table)
        if change.field is None:
            values = change.before
            told = [
                f"{kept_column(column)}: {text}"
                for column, value in values.items()
                if (text := kept_value(change.table, column, value, values))
            ]
            what = _("taken away: {what}").format(what="; ".join(told))
        else:
            old, new = (
                kept_value(change.table, change.field, value, {}) or _("(empty)")
                for value in (change.before, change.after)
            )
            what = f"{kept_column(change.field)}: {old} → {new}"
        yield f"  {change.on}  {where}: {what}"
        if change.because:
            yield "              " + _("because: {why}").format(why=change.because)
        for one in had_the_old_value(change, recipients):
            yield "              " + _("had the old value: {who}").format(who=recipient(one)[2:])
