"""What follows from new data about a youth: days recorded, and what protection takes away."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import date
from types import MappingProxyType

from kaa_cli.register import models, questions
from kaa_cli.register.forgetting import LEADS_BACK, forget_past
from kaa_cli.register.restoring import Guarded
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.protection import (
    ADDRESS,
    PLACE,
    may_keep_numbers,
    may_keep_place,
    strongest,
)
from kaa_cli.work.desk import Desk

_NOTHING: Mapping[str, object] = MappingProxyType({})
_FORBIDDING = {Protection.REGISTRATION, Protection.ASSUMED}


def recorded(youth: models.Youth, fields: Mapping[str, object], today: date) -> dict[str, object]:
    """The days that go with a new address or e-mail: when one could first be used, rule 13.

    An address that was whole and good keeps its day: a correction makes nothing due again.
    """
    days: dict[str, object] = {}
    if fields.keys() & set(ADDRESS):
        was_good = all(getattr(youth, name) for name in ADDRESS) and youth.address_bad_on is None
        days["address_bad_on"] = None
        if not was_good:
            days["address_on"] = today
    if fields.get("email") and not youth.email:
        days["email_on"] = today
    return days


def protect(
    desk: Desk, youth: models.Youth, protection: Protection, told: Mapping[str, object] = _NOTHING
) -> None:
    """Set a youth's protection and take away for good what it forbids, in the log too.

    `told` is what the same command sets of the youth's own fields: with an assumed identity the log
    must forget what they held before, and may go on with what they hold now.
    """
    assert youth.id is not None
    with desk.changes.forgetting() if protection is Protection.ASSUMED else nullcontext():
        desk.changes.set(youth, **told)
    if protection in _FORBIDDING:
        forget_past(desk.session, youth, protection)
    with desk.changes.forgetting():
        if not may_keep_place(protection):
            nowhere = dict.fromkeys(PLACE, "") | {"address_on": None, "address_bad_on": None}
            desk.changes.set(youth, **nowhere)
            for met in questions.meetings_of(desk.session, youth.id):
                desk.changes.set(met, place="")
        if not may_keep_numbers(protection):
            _forget_numbers(desk, youth.id)
        if protection is Protection.ASSUMED:  # nothing may lead from the new identity to the old
            for former in questions.rows_of(desk.session, models.FormerIdentity, youth.id):
                desk.changes.remove(former)
    desk.changes.set(youth, protection=protection)


def must_forget(youth: models.Youth, fields: Mapping[str, object]) -> bool:
    """Whether what is told of a youth brings a new identity further from the old: with `protect`.

    The name may come some time after the mark.
    """
    return youth.protection == Protection.ASSUMED and not LEADS_BACK.isdisjoint(fields)


def protect_again(desk: Desk, marks: Iterable[Guarded]) -> list[int]:
    """Raise again the marks that a backup is too old to have; the youths who had one raised.

    Only of whoever is known by the same number or the same birth date there, and none is lowered.
    """
    raised = []
    for mark in marks:
        youth = desk.session.get(models.Youth, mark.youth)
        if youth is None or not _is_same(youth, mark):
            continue
        held = Protection(youth.protection)
        protection, days = strongest(held, mark.protection), _days_again(youth, mark)
        if protection is not held:
            protect(desk, youth, protection)
        if days:
            desk.changes.set(youth, **days)
        if days or protection is not held:
            raised.append(mark.youth)
    return raised


def _is_same(youth: models.Youth, mark: Guarded) -> bool:
    is_numbered = mark.identity is not None and youth.identity_number == mark.identity
    return is_numbered or youth.born_on == mark.born_on


def _days_again(youth: models.Youth, mark: Guarded) -> dict[str, object]:
    days: dict[str, object] = {}
    if youth.restricted_on is None and mark.restricted_on is not None:
        days["restricted_on"] = mark.restricted_on
    if youth.do_not_contact_on is None and mark.do_not_contact_on is not None:
        days |= {"do_not_contact_on": mark.do_not_contact_on, "review_on": mark.review_on}
    return days


def _forget_numbers(desk: Desk, youth: int) -> None:
    """Take away numbers and guardians; attempts stay, without the number they used."""
    for attempt in questions.attempts_by_number(desk.session, youth):
        desk.changes.set(attempt, phone_id=None)
    for phone in questions.rows_of(desk.session, models.Phone, youth):
        desk.changes.remove(phone)
    for guardian in questions.rows_of(desk.session, models.Guardian, youth):
        desk.changes.remove(guardian)
