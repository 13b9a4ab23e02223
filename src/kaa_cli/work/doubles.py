"""Who may be one person under two numbers, or under none: born on the same day, a close name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from kaa_cli.files.roster_row import RosterRow
from kaa_cli.register.known import KnownYouth
from kaa_cli.rules.codes import IdentityKind, Protection
from kaa_cli.rules.matching import may_be_double, name_key

Somebody = KnownYouth | RosterRow
_MOST_BORN = 200
"""Of more born on one day only the very same names are compared: no municipality has so many."""
_MOST_LIKE = 5
_Entry = tuple[IdentityKind | None, str, Somebody]


class Births:
    """People by the day they were born; an assumed identity is a new one and compared with none."""

    def __init__(self, people: Iterable[Somebody] = ()) -> None:
        self._born: defaultdict[date, list[_Entry]] = defaultdict(list)
        self._named: defaultdict[tuple[date, str], list[_Entry]] = defaultdict(list)
        for somebody in people:
            self.add(somebody)

    def add(self, somebody: Somebody) -> None:
        """One more, whom later ones are compared with."""
        if somebody.protection is not Protection.ASSUMED:
            kind, key = kind_of(somebody), name_key(somebody.given_name, somebody.family_name)
            entry = (kind, key, somebody)
            self._born[born_on(somebody)].append(entry)
            self._named[born_on(somebody), key].append(entry)

    def like(self, somebody: Somebody) -> list[Somebody]:
        """Those added so far who may be the same person; a few of many."""
        if somebody.protection is Protection.ASSUMED:
            return []
        kind, key = kind_of(somebody), name_key(somebody.given_name, somebody.family_name)
        day = born_on(somebody)
        entries = self._born[day]
        if len(entries) > _MOST_BORN:
            entries = self._named[day, key]
        same = (
            other
            for other_kind, other_key, other in entries
            if may_be_double(kind, key, other_kind, other_key)
        )
        return list(islice(same, _MOST_LIKE))


def kind_of(somebody: Somebody) -> IdentityKind | None:
    """The kind of number; None: a birth date alone."""
    return somebody.kind if isinstance(somebody, KnownYouth) else somebody.identity.kind


def born_on(somebody: Somebody) -> date:
    """The day of birth, by the number or as told."""
    return somebody.born_on if isinstance(somebody, KnownYouth) else somebody.identity.born_on


def doubles(
    rows: Sequence[RosterRow], everybody: Sequence[KnownYouth]
) -> dict[int, list[Somebody]]:
    """By the line of a new row: whom it may be already, in the register or further up the list."""
    kinds = {youth.kind for youth in everybody} | {row.identity.kind for row in rows}
    if not rows or (len(kinds) < 2 and None not in kinds):
        return {}  # numbers of one kind tell everybody apart: nothing to compare
    days = {row.identity.born_on for row in rows}
    births = Births(youth for youth in everybody if youth.born_on in days)
    found: dict[int, list[Somebody]] = {}
    for row in rows:
        if like := births.like(row):
            found[row.line] = like
        births.add(row)
    return found


def groups(
    rows: Iterable[RosterRow], found: dict[int, list[Somebody]]
) -> Iterator[tuple[list[RosterRow], list[KnownYouth]]]:
    """Rows and youths who may all be one person, together: one may lead to another."""
    of: dict[object, list[Somebody]] = {}
    for row in rows:
        if row.line not in found:
            continue
        together: list[Somebody] = [row]
        for other in found[row.line]:
            known = of.get(name_of(other), [other])
            together += [one for one in known if one not in together]
        of |= {name_of(one): together for one in together}
    for together in {id(group): group for group in of.values()}.values():
        yield (
            [one for one in together if isinstance(one, RosterRow)],
            [one for one in together if isinstance(one, KnownYouth)],
        )


def name_of(somebody: Somebody) -> tuple[str, int]:
    """What tells one entry from another: the youth's number, the row's line."""
    if isinstance(somebody, KnownYouth):
        return "youth", somebody.id
    return "row", somebody.line
