"""What a list would change, before it is applied, and what was done."""

from datetime import date, timedelta

from rich.table import Table

from kaa_cli.labels import field_word, label
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.difference import Difference
from kaa_cli.show.days import long
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw(screen: Screen, difference: Difference, user: str, *, whole_list: bool) -> None:
    """Print the difference: every kind with its count and what it means."""
    dot = screen.marks.dot
    screen.line(
        f" {difference.file} {dot} ",
        ngettext("{n} row", "{n} rows", difference.rows).format(n=difference.rows),
        f" {dot} ",
        _("taken in by {user}").format(user=user),
    )
    screen.line()
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=24)
    grid.add_column(justify="right", min_width=5)
    grid.add_column()
    for name, count, note in _lines(difference, whole_list=whole_list):
        grid.add_row(screen.text(f"   {name}"), screen.text((count, "bold")), screen.text(note))
    screen.show(grid)
    if difference.unknown_headings:
        names = ", ".join(_('"{name}"').format(name=name) for name in difference.unknown_headings)
        screen.line()
        screen.line("   ", _("Unknown columns, not read: {names}").format(names=names))
    for note in _notes(difference):
        screen.line("   ", note)
    screen.line()


def _lines(difference: Difference, *, whole_list: bool) -> list[tuple[str, str, str]]:
    rejected = (_("Rejected rows"), str(len({line for line, *_rest in difference.rejects})), "")
    if difference.kind != "roster":
        new = (_("New"), str(difference.new), "")
        return [new, (_("Unchanged"), str(difference.unchanged), ""), rejected]
    fields = ", ".join(
        f"{count} {field_word(name)}" for name, count in difference.fields_changed().most_common(4)
    )
    new_note = ""
    if difference.without_number:
        n = difference.without_number
        new_note = ngettext(
            "{n} of them without a phone number", "{n} of them without a phone number", n
        ).format(n=n)
    gone = str(len(difference.gone)) if whole_list else "–"
    gone_note = "" if whole_list else _("counted only when the list is everybody (--whole-list)")
    changed_note = f"{fields}   (--show changed)" if fields else ""
    back = len(difference.back_on_list)
    return [
        (_("New"), str(difference.new), new_note),
        (_("Changed"), str(len(difference.changed)), changed_note),
        (_("Unchanged"), str(difference.unchanged), ""),
        (_("Back on the list"), str(back), _("closed before: to be checked") if back else ""),
        (_("Outside the duty"), str(difference.out_of_scope.total()), _outside(difference)),
        (_("Protected youths"), str(difference.protected.total()), _protected(difference)),
        (_("Duplicates in the file"), str(len(difference.duplicates)), ""),
        rejected,
        (_("Missing from the list"), gone, gone_note),
    ]


def _outside(difference: Difference) -> str:
    words = {
        "turned-20": _("has turned 20"),
        "in-school": _("still in compulsory school"),
    }
    return ", ".join(f"{count} {words[why]}" for why, count in difference.out_of_scope.items())


def _protected(difference: Difference) -> str:
    return ", ".join(
        f"{count} {label(Protection(kind))}" for kind, count in difference.protected.items()
    )


def _notes(difference: Difference) -> list[str]:
    told = []
    if n := difference.notes["zero-restored"]:
        told.append(
            ngettext(
                "{n} personal number had lost its first zero; it was put back.",
                "{n} personal numbers had lost their first zero; it was put back.",
                n,
            ).format(n=n)
        )
    if n := difference.notes["address-not-stored"]:
        told.append(
            ngettext(
                "{n} address was not taken in: protected registration allows none.",
                "{n} addresses were not taken in: protected registration allows none.",
                n,
            ).format(n=n)
        )
    if n := difference.notes["numbers-not-stored"]:
        told.append(
            ngettext(
                "{n} protected youth's phone numbers and guardians were not taken in.",
                "{n} protected youths' phone numbers and guardians were not taken in.",
                n,
            ).format(n=n)
        )
    if n := difference.notes["not-dialable"]:
        told.append(
            ngettext(
                "{n} phone number cannot be called; it is kept as written and never offered.",
                "{n} phone numbers cannot be called; they are kept as written and never offered.",
                n,
            ).format(n=n)
        )
    return told


def draw_changed(screen: Screen, difference: Difference) -> None:
    """Print each changed youth, field by field: old and new."""
    for youth in difference.changed:
        screen.line(" ", _("no. {no}").format(no=youth.youth))
        for name, old, new in youth.fields:
            told = f"{old or screen.marks.none} {screen.marks.to} {new}" if old or new else ""
            screen.line(f"     {field_word(name)}  {told}".rstrip())


def draw_rejects(screen: Screen, difference: Difference) -> None:
    """Print every refused row, and how many stand in the way."""
    for _line, _field, _code, message in difference.rejects:
        screen.line(message)
    n = len({line for line, *_rest in difference.rejects})
    screen.line(
        ngettext(
            "Nothing was imported. {n} of {all} rows must be mended first.",
            "Nothing was imported. {n} of {all} rows must be mended first.",
            n,
        ).format(n=n, all=difference.rows)
    )


def draw_done(screen: Screen, difference: Difference, deadline_days: int, today: date) -> None:
    """Print what was taken in, and what to do next."""
    screen.line(
        _(
            "Imported: {new} new, {changed} changed, {unchanged} unchanged. Take back: kaa undo"
        ).format(
            new=difference.new,
            changed=len(difference.changed),
            unchanged=difference.unchanged,
        )
    )
    if difference.new and difference.kind == "roster":
        deadline = today + timedelta(days=deadline_days)
        screen.line(_("Deadline for the new ones: {day}.").format(day=long(deadline)))
    if n := len(difference.gone) + len(difference.back_on_list):
        screen.line(
            ngettext(
                "{n} to be checked. Nobody was closed.", "{n} to be checked. Nobody was closed.", n
            ).format(n=n)
        )
    screen.line(
        _("The list with personal numbers still lies where it was: {file}. Remove it.").format(
            file=difference.file
        )
    )
