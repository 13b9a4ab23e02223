"""Whose number is looked for: the schools to ask, and the youths of one."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, typed
from kaa_cli.rules.difference import ListKind
from kaa_cli.rules.number_search import NumberSearch
from kaa_cli.rules.queue import Standing
from kaa_cli.show import sentences
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw_search(screen: Screen, search: NumberSearch, today: date) -> None:
    """Print the schools with how many are looked for, and how to ask and to save the answer."""
    if not search.rows:
        screen.line(_("Everybody on the ladder has a number, or is past looking for one."))
        return
    n = len(search.rows)
    told = ngettext("Find number · {n} youth", "Find number · {n} youths", n).format(n=n)
    screen.line(" ", (told, "bold"))
    if search.until is not None:
        until = _("Until {day} at the latest; then they go on to the next rung.")
        screen.line(" ", until.format(day=short(search.until, today)))
    screen.line()
    none = screen.marks.none
    screen.table(
        [_("Former school"), heading("count"), heading("answered_on")],
        [
            [
                asked.school or _("not known"),
                str(asked.youths),
                short(asked.answered_on, today) if asked.answered_on else none,
            ]
            for asked in search.schools
        ],
        right=(1,),
    )
    screen.line()
    _how(screen, search)


def _how(screen: Screen, search: NumberSearch) -> None:
    school = next((asked.school.split()[0] for asked in search.schools if asked.school), "-")
    no = search.rows[0].case.person.id
    has_both = school != "-" and not all(asked.school for asked in search.schools)
    for what, command in (
        (_("Ask a school:"), f"kaa numbers --school {school} -o {_('school')}.xlsx"),
        *([(_("School not known:"), "kaa numbers --school -")] if has_both else []),
        (_("One answer:"), f"kaa youth phone {no}"),
        (_("A whole answer:"), f"kaa import {_('answer')}.xlsx --as {typed(ListKind.PHONES)}"),
        (_("Nothing found:"), _("kaa log {no} no-number").format(no=no)),
    ):
        screen.line(f" {what:<18} {command}")


def draw_youths(screen: Screen, rows: Sequence[Standing]) -> None:
    """Print the youths of a school: number, given name and year of birth."""
    if not rows:
        screen.line(_("No youth of such a school is looked for. All schools: kaa numbers"))
        return
    screen.table(
        [heading("youth"), heading("given_name"), heading("birth_year"), heading("school")],
        [
            [
                str(row.case.person.id),
                sentences.name_of(row.case.person),
                str(row.case.person.born_on.year),
                row.case.person.school or _("not known"),
            ]
            for row in rows
        ],
        right=(0, 2),
    )
    screen.line()
    n = len(rows)
    told = ngettext(
        "{n} youth. A list for the school: -o FILE.xlsx",
        "{n} youths. A list for the school: -o FILE.xlsx",
        n,
    )
    screen.line(" ", told.format(n=n))
