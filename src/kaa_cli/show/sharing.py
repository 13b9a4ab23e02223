"""Applications, consents and referrals in lists; and what a consent is about, in words."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading, label
from kaa_cli.rules.consents import Application, Consent, Referral
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import Actor, ConsentScope
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of
from kaa_cli.words import _


def about(scope: ConsentScope, actor: Actor | None) -> str:
    """What is agreed to: "being named at the team meeting", "sharing with the school"."""
    if actor is None:
        return label(scope)
    return _("sharing with {actor}").format(actor=label(actor))


def draw_applications(
    screen: Screen, found: Sequence[tuple[Case, Application]], today: date, *, only_open: bool
) -> None:
    """Print the applications; one that is not signed says so."""
    if not found:
        nothing = _("No application waits for a decision.")
        screen.line(nothing if only_open else _("Nobody has applied to a programme."))
        return
    none = screen.marks.none
    day = () if screen.is_narrow else ("on",)
    keys = ("youth", "given_name", "programme", *day, "referred_by", "signed_on", "decision")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                str(one.youth),
                name_of(case.person),
                none if case.person.is_masked else one.programme,
                *([short(one.on, today)] if day else []),
                none if case.person.is_masked else label(one.referred_by),
                short(one.signed_on, today) if one.signed_on else _("missing"),
                _decided(one, today, with_day=bool(day)) or none,
            ]
            for case, one in found
        ],
        right=(0,),
    )
    if any(one.is_open for _case, one in found):
        screen.line()
        screen.line(" ", _("Signed: kaa application sign NR    Decide: kaa team decide NR"))


def _decided(one: Application, today: date, *, with_day: bool) -> str:
    if one.decision is None or one.decided_on is None:
        return ""
    day = f" {short(one.decided_on, today)}" if with_day else ""
    return f"{label(one.decision)}{day}"


def draw_consents(screen: Screen, found: Sequence[tuple[Case, Consent]], today: date) -> None:
    """Print consents, those withdrawn with the day."""
    if not found:
        screen.line(_("No consent is kept: kaa consent give NR team"))
        return
    none = screen.marks.none
    keys = ("youth", "given_name", "consent", "given_on", "withdrawn_on")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                str(one.youth),
                name_of(case.person),
                about(one.scope, None if case.person.is_masked else one.actor),
                short(one.given_on, today),
                short(one.withdrawn_on, today) if one.withdrawn_on else none,
            ]
            for case, one in found
        ],
        right=(0,),
    )


def draw_referrals(screen: Screen, found: Sequence[tuple[Case, Referral]], today: date) -> None:
    """Print who came from where, and who was handed on to whom."""
    if not found:
        screen.line(_("No referral is kept."))
        return
    none = screen.marks.none
    keys = ("youth", "given_name", "on", "actor", "received_on")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                str(one.youth),
                name_of(case.person),
                short(one.on, today),
                none if case.person.is_masked else f"{label(one.direction)} {label(one.actor)}",
                short(one.received_on, today) if one.received_on else none,
            ]
            for case, one in found
        ],
        right=(0,),
    )
