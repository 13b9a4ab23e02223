"""What a youth agrees to, and handing a youth on by it. The duty itself rests on law."""

from collections.abc import Iterable
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.labels import label, typed
from kaa_cli.register import sharing_questions as questions
from kaa_cli.register import support
from kaa_cli.register.cases import latest_cases
from kaa_cli.register.questions import row_of
from kaa_cli.rules.consents import Consent, Referral, in_force
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import Actor, ConsentScope, Direction
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_have_begun


def _must_be_one_thing(scope: ConsentScope, actor: Actor | None) -> None:
    """Refuse a consent to share with nobody named, or an actor where none is meant."""
    if scope is ConsentScope.ACTOR and actor is None:
        raise Refused(_("Which actor? --actor employment-service. Nothing was saved."))
    if scope is not ConsentScope.ACTOR and actor is not None:
        raise Refused(
            _("An actor goes with the consent to share with one: actor. Nothing was saved.")
        )


def holding(desk: Desk, youth: int, on: date) -> list[Consent]:
    """A youth's consents in force on a day."""
    return in_force(questions.consents(desk.session, [youth]), on)


def _the_one(
    desk: Desk, youth: int, scope: ConsentScope, actor: Actor | None, on: date
) -> Consent | None:
    return next(iter(_all_of(desk, youth, scope, actor, on)), None)


def _all_of(
    desk: Desk, youth: int, scope: ConsentScope, actor: Actor | None, on: date
) -> list[Consent]:
    return [c for c in holding(desk, youth, on) if (c.scope, c.actor) == (scope, actor)]


def give(desk: Desk, youth: int, scope: ConsentScope, actor: Actor | None, on: date) -> Case:
    """Remember that a youth agrees to something, from a day."""
    case = desk.case(youth)
    desk.must_have_been(on)
    must_have_begun(desk.case(youth, on), on)
    _must_be_one_thing(scope, actor)
    if _the_one(desk, youth, scope, actor, desk.today) or _the_one(desk, youth, scope, actor, on):
        raise Refused(
            _(
                "No. {no} has agreed to that already: kaa consent list {no}. Nothing was saved."
            ).format(no=youth)
        )
    desk.changes.add(
        support.Consent(
            youth_id=youth,
            scope=scope,
            actor=actor,
            given_on=on,
            by_id=desk.caseworker_id(desk.user),
        )
    )
    desk.what = {"youths": [youth], "consent": scope, "on": on.isoformat()}
    return case


def withdraw(desk: Desk, youth: int, scope: ConsentScope, actor: Actor | None, on: date) -> Case:
    """End a consent from a day; what it allowed before that day stands."""
    case = desk.case(youth)
    desk.must_have_been(on)
    _must_be_one_thing(scope, actor)
    found = _all_of(desk, youth, scope, actor, on)
    if not found:
        raise Refused(
            _(
                "No. {no} has no such consent in force: kaa consent list {no}. Nothing was saved."
            ).format(no=youth)
        )
    for one in found:  # two entries of one person may have agreed to the same
        desk.changes.set(row_of(desk.session, support.Consent, one.id), withdrawn_on=on)
    desk.what = {"youths": [youth], "consent": scope, "withdrawn_on": on.isoformat()}
    return case


def listed(desk: Desk, youth: int | None) -> list[tuple[Case, Consent]]:
    """The consents of one youth with those withdrawn, or all that are in force."""
    if youth is not None:
        case = desk.case(youth)
        return [(case, one) for one in questions.consents(desk.session, [youth])]
    held = in_force(questions.consents(desk.session), desk.today)
    cases = latest_cases(desk.session, _whose(held))
    return [(cases[one.youth], one) for one in held]


def _whose(rows: Iterable[Consent | Referral]) -> list[int]:
    return sorted({row.youth for row in rows})


def refer_out(desk: Desk, youth: int, actor: Actor, on: date, note: str = "") -> Case:
    """Hand a youth on to another actor, by the youth's consent to share with that one."""
    case = desk.case(youth)
    _may_be_referred(desk, actor, on, note)
    consent = _the_one(desk, youth, ConsentScope.ACTOR, actor, on)
    if consent is None:
        raise Refused(
            _(
                "No. {no} has no consent in force to share with {actor}: "
                "kaa consent give {no} actor --actor {code}. Nothing was saved."
            ).format(no=youth, actor=label(actor), code=typed(actor))
        )
    return _refer(desk, case, Direction.OUT, actor, on, note, consent.id)


def refer_in(desk: Desk, youth: int, actor: Actor, on: date, note: str = "") -> Case:
    """Remember that another actor sent a youth to us."""
    case = desk.case(youth)
    _may_be_referred(desk, actor, on, note)
    must_have_begun(desk.case(youth, on), on)
    return _refer(desk, case, Direction.IN, actor, on, note, None)


def _may_be_referred(desk: Desk, actor: Actor, on: date, note: str) -> None:
    desk.must_have_been(on)
    desk.must_be_fit_to_keep(note)
    if actor is Actor.OUTREACH:
        raise Refused(_("That is the own team. Which other actor? Nothing was saved."))


def _refer(
    desk: Desk,
    case: Case,
    direction: Direction,
    actor: Actor,
    on: date,
    note: str,
    consent: int | None,
) -> Case:
    desk.changes.add(
        support.Referral(
            youth_id=case.person.id,
            on=on,
            direction=direction,
            actor=actor,
            consent_id=consent,
            note=note,
        )
    )
    desk.what = {"youths": [case.person.id], "referral": direction, "on": on.isoformat()}
    return case


def received(desk: Desk, youth: int, actor: Actor | None, on: date) -> tuple[Case, Actor]:
    """Remember that the actor whom a youth was handed on to has met the youth."""
    case = desk.case(youth)
    desk.must_have_been(on)
    waiting = [
        one
        for one in questions.referrals(desk.session, [youth])
        if one.direction is Direction.OUT
        and one.received_on is None
        and one.on <= on
        and actor in {None, one.actor}
    ]
    if not waiting:
        raise Refused(
            _(
                "No. {no} waits for no actor on that day: kaa referral list. Nothing was saved."
            ).format(no=youth)
        )
    if len({one.actor for one in waiting}) > 1:
        raise Refused(
            _("Which actor has met no. {no}? Name it after the number. Nothing was saved.").format(
                no=youth
            )
        )
    row = row_of(desk.session, support.Referral, waiting[-1].id)
    desk.changes.set(row, received_on=on)
    desk.what = {"youths": [youth], "received_on": on.isoformat()}
    return case, waiting[-1].actor


def referrals(desk: Desk, *, waiting: bool) -> list[tuple[Case, Referral]]:
    """Every referral, or those of which it is not known yet that the actor met the youth."""
    found = questions.referrals(desk.session)
    if waiting:
        found = [r for r in found if r.direction is Direction.OUT and r.received_on is None]
    cases = latest_cases(desk.session, _whose(found))
    return [(cases[one.youth], one) for one in found]


def may_be_handed_on(desk: Desk, youths: Iterable[int]) -> set[int]:
    """Those of the youths who agree today to be shared with some actor."""
    held = in_force(questions.consents(desk.session, youths), desk.today)
    return {one.youth for one in held if one.scope is ConsentScope.ACTOR}
