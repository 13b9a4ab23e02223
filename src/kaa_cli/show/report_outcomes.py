"""The report on outcomes: where it led, and what each share is of."""

from collections.abc import Iterator

from kaa_cli.labels import heading, label
from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.figures import Alike, Cell, Column, Place, Report, Share, Table
from kaa_cli.rules.grouping import Asked
from kaa_cli.rules.rates import OutcomeSum, OutcomeTable, wilson
from kaa_cli.show.days import percent
from kaa_cli.show.report_words import group_columns, group_note, rows_of, what_and_when
from kaa_cli.show.timeline import outcome_detail
from kaa_cli.words import _, ngettext

COUNTS = ("total", "studies", "work", "other_authority", "remains", "not_known", "moved_on")
_ADDS = (
    ("total", ("studies", "work", "other_authority", "remains", "not_known")),
    ("moved_on", ("studies", "work", "other_authority")),
)


def outcomes_report(table: OutcomeTable, asked: Asked, register: str) -> Report:
    """The outcome table and what stands under it."""
    title = _("Outcomes")
    main = Table(
        title,
        (
            *group_columns(table.by),
            *(Column(key, heading(key)) for key in COUNTS),
            Column("moved_on_share", _share_of(table), brief=True),
        ),
        rows_of(table.by, table.groups, table.total, _cells),
        has_total=bool(table.groups),
        adds=_ADDS,
        notes=group_note(table.by, asked),
    )
    return Report(
        "outcomes",
        title,
        (what_and_when(asked, register),),
        (main, _shares(table), _steps(table), *_details(table), _counted(table)),
        said=(_said_counted(table),),
        alike=tuple(_alike(table)),
    )


def _alike(table: OutcomeTable) -> Iterator[Alike]:
    """What everybody's row tells, and the other tables again."""
    row = len(table.groups)

    def everybody(*keys: str) -> tuple[Place, ...]:
        return tuple(Place(0, row, key) for key in keys)

    yield (Place(1, 0, "share"),), everybody("moved_on")
    yield (Place(1, 1, "share"),), everybody("studies", "work")
    yield (Place(1, 0, "share", of=True),), everybody("total")
    yield (Place(1, 1, "share", of=True),), everybody("total")
    detailed = _detailed(table)
    yield (Place(len(detailed) + 3, 1, "count"),), everybody("total")
    for at, (category, found) in enumerate(detailed):
        yield (Place(at + 3, len(found), "count"),), everybody(category.name.lower())


def _cells(line: OutcomeSum) -> tuple[Cell, ...]:
    counts = tuple(getattr(line, key) for key in COUNTS)
    return (*counts, Share(line.moved_on, line.total))


def _of(table: OutcomeTable) -> str:
    if table.is_of_programme:
        return _("participants of the programme")
    return _("people with an outcome")


def _share_of(table: OutcomeTable) -> str:
    """The heading of the share: what it is of stands in it."""
    return _("Of all") if table.is_of_programme else _("Of those with one")


def _said_counted(table: OutcomeTable) -> str:
    n = table.total.total
    if table.is_of_programme:
        return ngettext(
            "{n} participant of the programme during the period, counted once, "
            "by the latest outcome.",
            "{n} participants of the programme during the period. "
            "Each counts once, by the latest outcome.",
            n,
        ).format(n=n)
    return ngettext(
        "{n} person with an outcome, of {all} in the register during the period. "
        "Each counts once, by the latest outcome.",
        "{n} people with an outcome, of {all} in the register during the period. "
        "Each counts once, by the latest outcome.",
        n,
    ).format(n=n, all=table.population)


def _counted(table: OutcomeTable) -> Table:
    """Who is counted, of whom; in a programme everybody who took part is."""
    return Table(
        _("Who is counted"),
        (Column("who", heading("who")), Column("count", heading("count"))),
        (
            (_("in the register or programme during the period"), table.population),
            (_of(table), table.total.total),
        ),
        said=(),
    )


def _shares(table: OutcomeTable) -> Table:
    """Moved on, and the narrower share of studies or work, with their interval."""
    total = table.total
    both = total.studies + total.work
    return Table(
        _("Shares, of {all}").format(all=_of(table)),
        (Column("what", heading("what")), Column("share", heading("share"))),
        (
            (_("moved on: studies, work or other authority"), Share(total.moved_on, total.total)),
            (_("studies or work alone"), Share(both, total.total)),
        ),
        said=tuple(_said_shares(total, both, table)),
    )


def _said_shares(total: OutcomeSum, both: int, table: OutcomeTable) -> Iterator[str]:
    if not total.total:
        return
    sentence = (
        _("Moved on = studies + work + other authority, of all {n} participants.")
        if table.is_of_programme
        else _("Moved on = studies + work + other authority, of all {n} with an outcome.")
    )
    yield sentence.format(n=total.total)
    yield _("Studies or work alone: {n} of {all}, {share}.").format(
        n=both, all=total.total, share=percent(both / total.total)
    )
    low, high = wilson(total.moved_on, total.total)
    yield _("Uncertainty (95 %, Wilson) for {n} of {all}: {low} to {high}.").format(
        n=total.moved_on, all=total.total, low=percent(low), high=percent(high)
    )


def _steps(table: OutcomeTable) -> Table:
    """Who took a step forward, told apart from those who have moved on."""
    said = _("Steps forward: not recorded in the data (told by themselves).")
    rows: tuple[tuple[Cell, ...], ...] = ()
    if table.steps is not None and table.population:
        share = Share(table.steps, table.population)
        rows = ((_("took a step forward"), share),)
        said = _("Steps forward, told by themselves: {n} of {all}, {share}.").format(
            n=table.steps, all=table.population, share=percent(table.steps / table.population)
        )
    return Table(
        _("Steps forward, of all there during the period"),
        (Column("what", heading("what")), Column("share", heading("share"))),
        rows,
        said=(said,),
    )


def _details(table: OutcomeTable) -> Iterator[Table]:
    """More exactly, category by category where that is told of anybody."""
    for category, found in _detailed(table):
        rows = [(_detail(category, detail), count) for detail, count in found]
        yield Table(
            _("More exactly: {category}").format(category=label(category)),
            (Column("detail", heading("detail")), Column("count", heading("count"))),
            (*rows, (_("All"), sum(count for _name, count in rows))),
            has_total=True,
            said=tuple(_said_details(category, found)),
        )


def _detailed(table: OutcomeTable) -> list[tuple[OutcomeCategory, list[tuple[str | None, int]]]]:
    """The categories that are told more exactly, with how many of what."""
    told = [
        (one, [(detail, n) for category, detail, n in table.details if category is one])
        for one in OutcomeCategory
        if one is not OutcomeCategory.REMAINS
    ]
    return [(category, found) for category, found in told if found]


def _detail(category: OutcomeCategory, detail: str | None) -> str:
    if detail == OutcomeCategory.OTHER_AUTHORITY:
        return label(OutcomeCategory.OTHER_AUTHORITY)
    return outcome_detail(category, detail) if detail else _("not stated")


def _said_details(category: OutcomeCategory, found: list[tuple[str | None, int]]) -> Iterator[str]:
    if any(detail for detail, _n in found):
        named = ", ".join(f"{_detail(category, detail)} {n}" for detail, n in found)
        yield f"{label(category)}: {named}"
    elif category is OutcomeCategory.STUDIES:
        n = sum(count for _detail, count in found)
        yield _("Studies, school form: not stated for {n} of {all}.").format(n=n, all=n)
