"""What a list would change, before it is applied, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.table import Table

from kaa_cli.labels import field_word, label, typed
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.difference import Difference, Shown, Sort
from kaa_cli.show.days import long
from kaa_cli.show.import_notes import notes
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

Line = tuple[str, int | str, str]


def draw(screen: Screen, difference: Difference, user: str, *, whole_list: bool) -> None:
    """Print the difference: every kind with its count and what it means."""
    dot = screen.marks.dot
    screen.line(
        f" {difference.file} {dot} ",
        ngettext("{n} row", "{n} rows", difference.rows).format(n=difference.rows),
        f" {dot} ",
        _("taken in by {user}").format(user=user),
    )
    if difference.same_file_on is not None:
        day = long(difference.same_file_on, difference.same_file_on)
        screen.line(" ", _("The very same list was taken in on {day}.").format(day=day))
    screen.line()
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=24)
    grid.add_column(justify="right", min_width=5)
    grid.add_column()
    for name, count, note in _lines(difference, whole_list=whole_list):
        grid.add_row(
            screen.text(f"   {name}"), screen.text((str(count), "bold")), screen.text(note)
        )
    screen.show(grid)
    if difference.unknown_headings:
        names = ", ".join(_('"{name}"').format(name=name) for name in difference.unknown_headings)
        screen.line()
        screen.line("   ", _("Unknown columns, not read: {names}").format(names=names))
        if difference.without_number or difference.rejects:
            screen.line("   ", _("What one holds is told with --column HEADING=field."))
    for note in notes(difference):
        screen.line("   ", note)
    screen.line()


def _lines(difference: Difference, *, whole_list: bool) -> list[Line]:
    rejected = (_("Rejected rows"), difference.rejected, "")
    duplicates = (_("Duplicates in the file"), difference.duplicates, "")
    fields = ", ".join(
        f"{count} {field_word(name)}"
        for name, count in sorted(difference.fields_changed.items(), key=lambda f: -f[1])[:4]
    )
    changed = (
        _("Changed"),
        difference.changed,
        f"{fields}   (--show {typed(Sort.CHANGED)})" if fields else "",
    )
    unchanged = (_("Unchanged"), difference.unchanged, "")
    if difference.kind == "phones":
        return [(_("Youths with new numbers"), difference.new, ""), unchanged, rejected]
    if difference.kind != "roster":
        return [(_("New"), difference.new, ""), changed, unchanged, duplicates, rejected]
    without = difference.without_number
    without_note = _("{n} of them without a phone number").format(n=without) if without else ""
    gone = len(difference.gone) if whole_list else "–"
    gone_note = "" if whole_list else _("counted only when the list is everybody (--whole-list)")
    back = len(difference.back_on_list)
    lines: list[Line] = [
        (_("New"), difference.new, without_note),
        changed,
        unchanged,
        (_("Back on the list"), back, _("closed before: to be checked") if back else ""),
        (_("Protected youths"), sum(difference.protected.values()), _protected(difference)),
        duplicates,
        rejected,
        (_("Missing from the list"), gone, gone_note),
    ]
    if not difference.are_participants:
        outside = sum(difference.out_of_scope.values())
        lines.insert(4, (_("Outside the duty"), outside, _outside(difference)))
    if difference.doubles:
        note = _("taken in to be checked; nobody is merged")
        note += f"   (--show {typed(Sort.DOUBLES)})"
        lines.insert(4, (_("May be known already"), difference.doubles, note))
    return lines


def _outside(difference: Difference) -> str:
    return ", ".join(f"{n} {why_outside(why)}" for why, n in difference.out_of_scope.items())


def why_outside(why: str) -> str:
    """The legal reason why somebody is not in the duty (skollagen 29 kap. 9 §)."""
    return {"turned-20": _("has turned 20"), "in-school": _("still in compulsory school")}[why]


def _protected(difference: Difference) -> str:
    return ", ".join(
        f"{count} {label(Protection(kind))}" for kind, count in difference.protected.items()
    )


def draw_encoding(screen: Screen, encoding: str, name: str) -> None:
    """Print how the letters were read, with a name to judge it by."""
    if name:
        sentence = _('Read as {encoding}: the first name beyond a-z is "{name}".')
        hint = _("Does it look wrong? Try --encoding utf-8, cp1252, cp850 or mac_roman.")
        screen.line("   ", sentence.format(encoding=encoding, name=name))
        screen.line("   ", hint)
    else:
        screen.line("   ", _("Read as {encoding}.").format(encoding=encoding))
    screen.line()


def draw_remembered(screen: Screen, columns: Mapping[str, str]) -> None:
    """Print which columns are read as somebody once told."""
    told = ", ".join(
        _('"{name}" is {field}').format(name=heading, field=field_word(field))
        for heading, field in columns.items()
    )
    screen.line("   ", _("Columns as told before: {told}. See: kaa columns").format(told=told))
    screen.line()


def draw_shown(screen: Screen, sort: Sort, shown: Sequence[Shown]) -> None:
    """Print the youths of one sort, with what changes field by field: old and new."""
    for one in shown:
        screen.line("   ", _who(one))
        for name, old, new in one.fields:
            told = f"{old or screen.marks.none} {screen.marks.to} {new}" if old or new else ""
            screen.line(f"     {field_word(name)}  {told}".rstrip())
    if not shown:
        screen.line("   ", _('Nobody is listed as "{sort}".').format(sort=label(sort)))
    screen.line()


def _who(one: Shown) -> str:
    parts = []
    if one.line is not None:
        parts.append(_("row {line}").format(line=one.line))
    if one.youth is not None:
        parts.append(_("no. {no}").format(no=one.youth))
    if one.is_masked:
        parts.append(_("Protected"))
    if one.birth_year is not None:
        parts.append(f"{one.name or ''} {one.birth_year}".strip())
    if one.why:
        parts.append(why_outside(one.why))
    if one.other is not None:
        parts.append(_("may be no. {no}").format(no=one.other))
    if one.other_line is not None:
        parts.append(_("may be the same as row {line}").format(line=one.other_line))
    return "  ".join(parts)


def draw_done(screen: Screen, difference: Difference, deadline_days: int, today: date) -> None:
    """Print what was taken in, and what to do next."""
    told = {"new": difference.new, "changed": difference.changed, "same": difference.unchanged}
    sentence = _("Imported: {new} new, {changed} changed, {same} unchanged. Take back: kaa undo")
    if difference.kind == "phones":
        sentence = ngettext(
            "Imported: numbers of {new} youth. Take back: kaa undo",
            "Imported: numbers of {new} youths. Take back: kaa undo",
            difference.new,
        )
    screen.line(sentence.format(**told))
    if difference.kind != "roster":
        return
    if difference.new_today and not difference.are_participants:
        deadline = today + timedelta(days=deadline_days)
        screen.line(_("Deadline for the new ones: {day}.").format(day=long(deadline)))
    if n := difference.without_number:
        screen.line(
            ngettext(
                "{n} has no phone number. Ask the former school: kaa numbers",
                "{n} have no phone number. Ask the former schools: kaa numbers",
                n,
            ).format(n=n)
        )
    if n := difference.doubles:
        screen.line(
            ngettext(
                "{n} may be in the register already. Compare: kaa youth merge",
                "{n} may be in the register already. Compare: kaa youth merge",
                n,
            ).format(n=n)
        )
    if n := len(difference.gone) + len(difference.back_on_list):
        screen.line(
            ngettext(
                "{n} to be checked: kaa next --channel check. Nobody was closed.",
                "{n} to be checked: kaa next --channel check. Nobody was closed.",
                n,
            ).format(n=n)
        )


def draw_rejected_file(screen: Screen, count: int, file: str) -> None:
    """Print where the refused rows are, and what to do with them."""
    screen.line(
        ngettext(
            "{n} row was refused: {file}. Mend it there and take in that file.",
            "{n} rows were refused: {file}. Mend them there and take in that file.",
            count,
        ).format(n=count, file=file)
    )


def draw_secret_rows(screen: Screen, count: int) -> None:
    """Print how many refused rows stand in no new file, for they are about protected youths."""
    screen.line(
        ngettext(
            "{n} refused row is about a protected youth and stands in no file: mend it in the "
            "source.",
            "{n} refused rows are about protected youths and stand in no file: mend them in the "
            "source.",
            count,
        ).format(n=count)
    )


def draw_reminder(screen: Screen, file: str) -> None:
    """Print that the list is still there: it is no longer needed, and it names people."""
    if file != "-":
        screen.line(
            _("The list with personal numbers still lies where it was: {file}. Remove it.").format(
                file=file
            )
        )
