"""What sets two contact routines apart, in words."""

from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum

from kaa_cli.labels import label
from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.policy_difference import Change, PolicyChange
from kaa_cli.show.days import clock, number
from kaa_cli.show.screen import Screen
from kaa_cli.words import _


def draw(screen: Screen, before: Policy, after: Policy, changes: Sequence[PolicyChange]) -> None:
    """Print both ladders and each difference on a line of its own."""
    names = {"before": before.name, "after": after.name}
    if not changes:
        screen.line(_('"{before}" and "{after}" say the same.').format(**names))
        return
    screen.line(" ", (_('From "{before}" to "{after}"').format(**names), "bold"))
    screen.line()
    screen.line(" ", _("Ladder of the first:"), " ", ladder(screen, before))
    screen.line(" ", _("Ladder of the second:"), " ", ladder(screen, after))
    screen.line()
    for change in changes:
        if change.change not in {Change.ASSUMED, Change.NOT_ASSUMED}:
            screen.line("   ", _sentence(screen, change))
    for kind, sentence in (
        (Change.ASSUMED, _("Assumed in the second, not in the first: {keys}")),
        (Change.NOT_ASSUMED, _("Assumed in the first, not in the second: {keys}")),
    ):
        keys = [_key_word(change.key) for change in changes if change.change is kind]
        if keys:
            screen.line(" ", (sentence.format(keys=", ".join(keys)), "yellow"))


def ladder(screen: Screen, policy: Policy) -> str:
    """The channels in order, with how often each is tried."""
    tries = [
        label(rung.channel) + (f" ×{rung.attempts}" if rung.attempts > 1 else "")
        for rung in policy.rungs
    ]
    return f" {screen.marks.to} ".join(tries)


def _sentence(screen: Screen, change: PolicyChange) -> str:
    told = {
        "rung": _rung_name(change),
        "key": _key_word(f"rung.{change.key}" if change.channel else change.key),
        "before": _value(change.before) or screen.marks.none,
        "after": _value(change.after) or screen.marks.none,
    }
    match change.change:
        case Change.RUNG_ADDED:
            sentence = _("{rung}: new, as rung {after}")
        case Change.RUNG_REMOVED:
            sentence = _("{rung}: left out, was rung {before}")
        case Change.RUNG_MOVED:
            sentence = _("{rung}: moved from rung {before} to rung {after}")
        case Change.RUNG_KEY:
            sentence = "{rung}: {key} {before} → {after}"
        case _:
            sentence = "{key}: {before} → {after}"
    return sentence.format(**told)


def _rung_name(change: PolicyChange) -> str:
    if change.channel is None:
        return ""
    name = label(change.channel)
    return _("{channel} no. {nth}").format(channel=name, nth=change.nth) if change.nth > 1 else name


def _key_word(key: str) -> str:
    table, _dot, entry = key.partition(".")
    if table in {"recontact_days", "current_days", "urgency"} and entry:
        return f"{_words()[table]} ({_entry_word(entry)})"
    return _words().get(key, _words().get(f"rung.{key}", key))


def _entry_word(entry: str) -> str:
    if entry == "default":
        return _("for the rest")
    return label(OccupationCode(entry)) if entry in set(OccupationCode) else _terms()[entry]


def _terms() -> dict[str, str]:
    """What the terms of urgency are called."""
    return {
        "deadline": _("deadline"),
        "overdue": _("days overdue"),
        "never-reached": _("never reached"),
        "turning-20": _("turns 20 soon"),
        "expired": _("occupation expired"),
        "by-hand": _("by hand"),
        "mapped": _("mapped, of all in the duty"),
        "onward": _("to studies or work, of those in measures"),
    }


def _words() -> dict[str, str]:
    """What the keys are called; those of a rung begin with `rung`."""
    return {
        "first_attempt_within_days": _("days to the first attempt"),
        "search_days": _("working days to look for a number"),
        "restart_days": _("days of rest after the last rung"),
        "refusal_days": _("days of rest after a no"),
        "review_days": _("days until a do-not-contact is looked at again"),
        "claim_minutes": _("minutes that a claim holds"),
        "measure_follow_up_days": _("days to the follow-up of a measure"),
        "lasting_days": _("days until an outcome is asked about again"),
        "lasting_checks": _("times an outcome is asked about again"),
        "goals": _("goals"),
        "guardians": _("guardians may be kept"),
        "guardian_counts": _("a guardian's answer counts"),
        "protected_channels": _("channels to protected youths"),
        "postcards": _("postcards allowed"),
        "follow_up_after_end": _("follow-up after the duty"),
        "closed": _("days not worked"),
        "quiet_hours": _("quiet hours"),
        "recontact_days": _("days to the next contact"),
        "current_days": _("days that an occupation is current"),
        "urgency": _("points of urgency"),
        "rung": _("the rungs"),
        "rung.attempts": _("attempts"),
        "rung.retry_days": _("working days between attempts"),
        "rung.after_days": _("working days before the rung"),
        "rung.to_minor": _("to whom under 18"),
        "rung.to_adult": _("to whom from 18"),
        "rung.envelope": _("envelope"),
        "rung.staff": _("how many go"),
    }


def _value(value: object) -> str:
    """A value in words; nothing for what is empty."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | float():
            return number(round(value, 2))
        case StrEnum():
            return label(value)
        case time():
            return clock(value)
        case date():
            return value.isoformat()
        case (time() | date() as first, last) if type(first) is type(last):
            return f"{_value(first)}–{_value(last)}"
        case tuple():
            return ", ".join(map(_value, value))
        case None | "":
            return ""
        case _:
            return {"never": _("never"), "minor": _("while the youth is under 18")}.get(
                str(value), str(value)
            )
