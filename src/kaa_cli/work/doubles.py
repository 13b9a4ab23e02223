"""Who on a list may be somebody known under another number, or under none."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kaa_cli.files.roster_row import RosterRow
from kaa_cli.register.known import KnownYouth
from kaa_cli.rules.codes import IdentityKind, Protection
from kaa_cli.rules.matching import KINDS, may_be_double, name_key

Somebody = KnownYouth | RosterRow


def doubles(rows: Sequence[RosterRow], everybody: Iterable[KnownYouth]) -> dict[int, Somebody]:
    """By the line of a new row: whom it may be already, in the register or further up the list.

    An assumed identity is a new one: it is never compared with anybody.
    """
    known = [youth for youth in everybody if youth.protection is not Protection.ASSUMED]
    new = [row for row in rows if row.protection is not Protection.ASSUMED]
    kinds = {youth.kind for youth in known} | {row.identity.kind for row in new}
    if len(kinds) < 2 and None not in kinds:
        return {}  # numbers of one kind tell everybody apart: nothing to compare
    born: defaultdict[tuple[date, IdentityKind | None], list[Somebody]] = defaultdict(list)
    for youth in known:
        born[youth.born_on, youth.kind].append(youth)
    found: dict[int, Somebody] = {}
    for row in new:
        who = row.identity
        others = (other for kind in KINDS for other in born.get((who.born_on, kind), ()))
        if other := next(_same(row, others), None):
            found[row.line] = other
        born[who.born_on, who.kind].append(row)
    return found


def _same(row: RosterRow, others: Iterable[Somebody]) -> Iterator[Somebody]:
    key = name_key(row.given_name, row.family_name)
    for other in others:
        kind = other.kind if isinstance(other, KnownYouth) else other.identity.kind
        if kind is None or kind is not row.identity.kind:
            other_key = name_key(other.given_name, other.family_name)
            if may_be_double(row.identity.kind, key, kind, other_key):
                yield other
