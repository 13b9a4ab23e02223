"""The entries of a timeline about support, in words: what is reached stands in capitals."""

from kaa_cli.labels import label
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.codes import MeasureEnd, OutcomeCategory
from kaa_cli.rules.events import Event, EventKind, discreet
from kaa_cli.rules.outward import OTHER_AUTHORITY
from kaa_cli.rules.support_codes import (
    Actor,
    BreakReason,
    ConsentScope,
    Decision,
    Direction,
    Lasting,
)
from kaa_cli.words import _

SUPPORT = frozenset(
    {
        EventKind.REFERRAL,
        EventKind.CONSENT,
        EventKind.APPLICATION,
        EventKind.MEASURE,
        EventKind.FOLLOW_UP,
        EventKind.STEP,
        EventKind.OUTCOME_CHECK,
        EventKind.RECHECK,
    }
)


def told_support(event: Event, *, masked: bool) -> str:
    """An entry of one of those kinds; of a protected youth nothing that tells where somebody is."""
    if masked:
        event = discreet(event, masked=True)
    match event.kind:
        case EventKind.REFERRAL:
            text = _referral(event)
        case EventKind.CONSENT:
            text = _consent(event)
        case EventKind.APPLICATION:
            text = _application(event, masked=masked)
        case EventKind.FOLLOW_UP:
            text = _("follow-up: {what}").format(what=measure_type(event.code))
        case EventKind.STEP:
            text = _("STEP FORWARD")
        case EventKind.OUTCOME_CHECK:
            text = _check(event)
        case EventKind.RECHECK:
            text = question(OutcomeCategory(event.code), int(event.detail))
        case _:
            text = _measure(event)
    return text + _where(event, masked=masked)


def question(category: OutcomeCategory, days: int) -> str:
    """What is asked about an outcome so many days after it: whether it holds."""
    return {
        OutcomeCategory.STUDIES: _("ask whether the studies hold ({n} days)"),
        OutcomeCategory.WORK: _("ask whether the work holds ({n} days)"),
        OutcomeCategory.OTHER_AUTHORITY: _(
            "ask whether the other authority's help goes on ({n} days)"
        ),
        OutcomeCategory.REMAINS: _("ask how it is ({n} days)"),
    }[category].format(n=days)


def _where(event: Event, *, masked: bool) -> str:
    if masked or not event.place or event.kind is EventKind.APPLICATION:
        return ""
    return f" ({event.place})"


def _actor(code: str) -> str:
    """Who another service is; in what leaves the team of some only that it is another."""
    if not code:
        return _("another actor")
    return _("another authority") if code == OTHER_AUTHORITY else label(Actor(code))


def _referral(event: Event) -> str:
    if event.detail == "received":
        return _("{actor} has met the youth").format(actor=_actor(event.code))
    where = f"{label(Direction(event.detail))} {_actor(event.code)}"
    return _("referral: {where}").format(where=where)


def _consent(event: Event) -> str:
    text = _("CONSENT to {what}") if event.detail == "given" else _("consent to {what} withdrawn")
    text = text.format(what=label(ConsentScope(event.code)))
    return f"{text} ({_actor(event.why)})" if event.why else text


def _application(event: Event, *, masked: bool) -> str:
    where = _("a programme") if masked else event.place
    match event.detail:
        case "made":
            told = _("application to {where} ({who})")
            return told.format(where=where, who=_actor(event.why))
        case "signed":
            return _("application to {where} signed").format(where=where)
        case _:
            if event.why == Decision.WITHDRAWN:
                return _("application to {where} withdrawn").format(where=where)
            told = _("team meeting: application to {where} {decision}")
            return told.format(where=where, decision=label(Decision(event.why)))


def _measure(event: Event) -> str:
    far = {
        "offered": _("offered"),
        "accepted": _("said yes"),
        "declined": _("said no"),
        "started": _("STARTED"),
        "ended": _("ended"),
    }[event.detail]
    text = _("measure: {what}, {far}").format(what=measure_type(event.code), far=far)
    return f"{text}, {label(MeasureEnd(event.why))}" if event.why else text


def _check(event: Event) -> str:
    text = _("asked again about {what}: {result}").format(
        what=label(OutcomeCategory(event.detail)), result=label(Lasting(event.code))
    )
    return f"{text}, {label(BreakReason(event.why))}" if event.why else text
