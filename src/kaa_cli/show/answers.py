"""What was saved, of whom, and what comes next: the sentences after a command."""

from datetime import date

from kaa_cli.labels import label
from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, Target
from kaa_cli.rules.orders import Logged
from kaa_cli.show import sentences
from kaa_cli.show.screen import Screen
from kaa_cli.words import _

_ASKS_WHETHER_TO_CLOSE = frozenset(
    {OccupationCode.UPPER_SECONDARY, OccupationCode.INTRODUCTORY, OccupationCode.KOMVUX}
)


def draw_logged(screen: Screen, logged: Logged, today: date) -> None:
    """Print what was saved and the coming step."""
    screen.line(_saved(logged, today))
    if logged.result in {AttemptResult.REACHED, AttemptResult.REPLIED} and not logged.occupation:
        screen.line(
            _("What the youth does now is still unknown: kaa occupation set {no}").format(
                no=logged.case.person.id
            )
        )
    for line in after_occupation(logged.occupation, logged.case.person.id):
        screen.line(line)
    screen.line(sentences.what_next(logged.next, today))
    if skipped := sentences.skipped(logged.next.because):
        screen.line(skipped)


def _saved(logged: Logged, today: date) -> str:
    told = {
        "who": sentences.who(logged.case.person),
        "channel": label(logged.channel),
        "result": label(logged.result),
        "when": sentences.moment(logged.on, logged.at, today),
    }
    if logged.sms:
        sentence = _("Saved: {who}, {channel} and text message, {result}, {when}.")
    elif logged.channel is Channel.FIND_NUMBER:
        sentence = _("Saved: {who}, {result}, {when}.")
    elif logged.to is Target.YOUTH:
        sentence = _("Saved: {who}, {channel}, {result}, {when}.")
    else:
        told["whom"] = label(logged.to)
        sentence = _("Saved: {who}, {channel} to {whom}, {result}, {when}.")
        if logged.result is AttemptResult.REPLIED:
            sentence = _("Saved: {who}, {channel} from {whom}, {result}, {when}.")
    return sentence.format(**told)


def after_occupation(code: OccupationCode | None, no: int) -> list[str]:
    """What an occupation asks of the caseworker, if anything."""
    if code in _ASKS_WHETHER_TO_CLOSE:
        return [_("Should the period end? kaa youth close {no}").format(no=no)]
    if code is OccupationCode.ABROAD:
        return [_("Check the population register.")]
    if code is OccupationCode.NONE:
        return [_("Offer an information visit.")]
    return []
