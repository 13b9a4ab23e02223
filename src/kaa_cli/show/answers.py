"""What was saved, of whom, and what comes next: the sentences after a command."""

from datetime import date

from kaa_cli.labels import label, typed
from kaa_cli.rules.codes import AttemptResult, Channel, EndReason, OccupationCode, Target
from kaa_cli.rules.orders import Logged
from kaa_cli.rules.person import Case
from kaa_cli.rules.walk import TALKED
from kaa_cli.show import sentences
from kaa_cli.show.screen import Screen
from kaa_cli.words import _

_ENDS_WITH = {
    OccupationCode.UPPER_SECONDARY: EndReason.UPPER_SECONDARY,
    OccupationCode.INTRODUCTORY: EndReason.INTRODUCTORY,
    OccupationCode.KOMVUX: EndReason.EQUIVALENT,
}


def draw_logged(screen: Screen, logged: Logged, today: date) -> None:
    """Print what was saved and the coming step."""
    draw_saved(screen, logged, today)
    for line in after_occupation(logged.occupation, logged.case):
        screen.line(line)
    draw_next(screen, logged, today)


def draw_saved(screen: Screen, logged: Logged, today: date) -> None:
    """Print what was saved, and what of it does not count or is still not known."""
    policy = logged.next.policy
    allowed = {*(policy.protected_channels if policy else ()), Channel.FIND_NUMBER}
    screen.line(_saved(logged, today))
    if logged.case.person.is_masked and logged.channel not in allowed:
        screen.line(
            _(
                "No. {no} is protected: the routine does not allow this way; it counts for nothing."
            ).format(no=logged.case.person.id)
        )
    if logged.result in TALKED and not logged.occupation and not logged.is_known:
        screen.line(
            _("What the youth does now is still unknown: kaa occupation set {no}").format(
                no=logged.case.person.id
            )
        )


def draw_next(screen: Screen, logged: Logged, today: date) -> None:
    """Print the coming step, and what was passed over on the way to it."""
    screen.line(sentences.what_next(logged.next, logged.case.facts, today))
    if skipped := sentences.skipped(logged.next.because, logged.case.person):
        screen.line(skipped)


def _saved(logged: Logged, today: date) -> str:
    result = label(logged.result)
    if logged.occupation is not None:
        result = f"{result}, {label(logged.occupation)}"
    told = {
        "who": sentences.who(logged.case.person),
        "channel": label(logged.channel),
        "whom": label(logged.to),
        "result": result,
        "when": sentences.moment(logged.on, logged.at, today),
    }
    return _saved_sentence(logged).format(**told)


def _saved_sentence(logged: Logged) -> str:
    to_youth = logged.to is Target.YOUTH or logged.case.person.is_masked
    if logged.channel is Channel.FIND_NUMBER:
        return _("Saved: {who}, {result}, {when}.")
    if logged.sms and to_youth:
        return _("Saved: {who}, {channel} and text message, {result}, {when}.")
    if logged.sms:
        return _("Saved: {who}, {channel} and text message to {whom}, {result}, {when}.")
    if to_youth:
        return _("Saved: {who}, {channel}, {result}, {when}.")
    if logged.result is AttemptResult.REPLIED:
        return _("Saved: {who}, {channel} from {whom}, {result}, {when}.")
    return _("Saved: {who}, {channel} to {whom}, {result}, {when}.")


def after_occupation(code: OccupationCode | None, case: Case) -> list[str]:
    """What an occupation asks of the caseworker, if anything; no visit that is agreed or made."""
    if code in _ENDS_WITH and not case.facts.is_participant:
        sentence = _("Should the period end? kaa youth close {no} {reason}")
        return [sentence.format(no=case.person.id, reason=typed(_ENDS_WITH[code]))]
    if code is OccupationCode.ABROAD:
        return [_("Check the population register.")]
    if code is OccupationCode.NONE and not case.facts.has_information_visit:
        return [_("Offer an information visit.")]
    return []
