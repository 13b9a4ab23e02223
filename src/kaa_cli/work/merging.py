"""One person who stands twice in the register becomes one, by somebody's decision.

The one kept has its number; the surer identity number tells the particulars, the other fills what
is missing. All that happened is kept. `kaa undo` parts them again.
"""

from typing import Any

from kaa_cli.errors import Busy, Refused
from kaa_cli.register import filings, meetings, models, questions, support
from kaa_cli.register.known import KnownYouth, known_youths
from kaa_cli.rules.codes import CheckReason, IdentityKind, Protection
from kaa_cli.rules.matching import strength
from kaa_cli.rules.pairs import Entry, Merged, Pair
from kaa_cli.rules.protection import ADDRESS, strongest
from kaa_cli.words import _
from kaa_cli.work.claims import with_others
from kaa_cli.work.desk import Desk
from kaa_cli.work.doubles import Births
from kaa_cli.work.former import key_of_row, remember_former
from kaa_cli.work.joining import (
    join_applications,
    join_contact_points,
    join_registrations,
    join_visits,
)
from kaa_cli.work.protecting import protect

_WHO = ("identity_number", "identity_kind", "born_on", "sex")
_PARTICULARS = ("given_name", "family_name", "municipality", "school", "study_programme")
_GROUPS = ((*ADDRESS, "address_on", "address_bad_on"), ("email", "email_on"))
_EITHER = ("contact_person_id", "preferred_channel", "restricted_on")
_REST = ("do_not_contact_on", "review_on")


def pairs(desk: Desk) -> list[Pair]:
    """Those taken in to be checked as doubles, each with whom it may be, by number."""
    everybody = known_youths(desk.session)
    waiting = [y for y in everybody if y.check_reason == CheckReason.DOUBLE and y.is_open]
    days = {youth.born_on for youth in waiting}
    births, found = Births(), []
    for youth in everybody:
        if youth.born_on in days:
            if youth.check_reason == CheckReason.DOUBLE and youth.is_open:
                found += [(youth, other) for other in births.like(youth)]
            births.add(youth)
    return [
        Pair(_entry(desk, new), _entry(desk, known))
        for new, known in found
        if isinstance(known, KnownYouth)
    ]


def _entry(desk: Desk, youth: KnownYouth) -> Entry:
    case = desk.case(youth.id)
    return Entry(case, youth.kind, len(case.facts.attempts))


def both(desk: Desk, keep: int, other: int) -> Pair:
    """The two that are to be one, to be looked at before the question."""
    youths = {youth.id: youth for youth in known_youths(desk.session)}
    return Pair(new=_entry(desk, youths[other]), known=_entry(desk, youths[keep]))


def must_be_joinable(desk: Desk, keep: int, other: int) -> None:
    """Refuse what can be no one person, or may never be linked."""
    if keep == other:
        raise Refused(_("Name two youths: kaa youth merge 12 61. Nothing was saved."))
    rows = [desk.youth(keep), desk.youth(other)]
    if any(row.protection == Protection.ASSUMED for row in rows):
        raise Refused(_("An assumed identity is never linked with another. Nothing was saved."))
    if all(row.identity_kind == IdentityKind.PERSONAL for row in rows):
        raise Refused(
            _(
                "No. {keep} and no. {other} have a personal number each: they are two persons. "
                "One of them wrong? Close it: kaa youth close {other} not-in-target. "
                "Nothing was saved."
            ).format(keep=keep, other=other)
        )


_OWNED = (
    models.Occupation,
    models.Outcome,
    models.Measure,
    models.FormerIdentity,
    meetings.HandOver,
    support.Application,
    support.Consent,
    support.Referral,
    support.StepForward,
    filings.SnapshotLine,
)


def merge(desk: Desk, keep: int, other: int) -> Merged:
    """Join two entries of one person: `keep` stays, `other` is taken out of the register."""
    must_be_joinable(desk, keep, other)
    if taken := with_others(desk, [keep, other]):
        raise Busy(f"{taken[0]} " + _("Nothing was saved."))
    kept, gone = desk.youth(keep), desk.youth(other)
    protection = strongest(Protection(kept.protection), Protection(gone.protection))
    for one in (kept, gone):  # before anything of one comes to the other, or into the log
        protect(desk, one, protection)
    told = _particulars(kept, gone)
    weaker = gone if _strength(gone) <= _strength(kept) else kept
    former = key_of_row(weaker)
    for model in _OWNED:
        for row in questions.rows_of(desk.session, model, other):
            desk.changes.set(row, youth_id=keep)
    join_applications(desk, keep)
    left_out = join_contact_points(desk, keep, other)
    join_registrations(desk, keep, other)
    join_visits(desk, keep, other)
    desk.changes.remove(gone)
    desk.changes.set(kept, **told)
    remember_former(desk, keep, former)
    desk.what = {"youths": [keep], "merged": other}
    return Merged(desk.case(keep), other, left_out)


def _particulars(kept: models.Youth, gone: models.Youth) -> dict[str, Any]:
    """The one kept as it becomes: the surer number's particulars first, an address as a whole."""
    first, second = kept, gone
    if _strength(gone) > _strength(kept):
        first, second = gone, kept
    told = {name: getattr(first, name) for name in _WHO}
    told["sex"] = first.sex or second.sex
    told |= {name: getattr(first, name) or getattr(second, name) for name in _PARTICULARS}
    for group in _GROUPS:
        teller = first if getattr(first, group[0]) else second
        told |= {name: getattr(teller, name) for name in group}
    told |= {name: getattr(kept, name) or getattr(gone, name) for name in _EITHER}
    rester = kept if kept.review_on else gone
    told |= {name: getattr(rester, name) for name in _REST}
    told["by_hand"] = kept.by_hand or gone.by_hand
    return told


def _strength(row: models.Youth) -> int:
    return strength(IdentityKind(row.identity_kind) if row.identity_kind else None)
