"""Which result an attempt by which channel can have, and what a result says of its channel."""

from kaa_cli.rules.codes import AttemptResult, Channel, Task
from kaa_cli.rules.steps import Step

_TALKS = frozenset(
    {
        Channel.PHONE,
        Channel.HOME_VISIT,
        Channel.IN_PERSON,
        Channel.DROP_IN,
        Channel.SOCIAL_MEDIA,
        Channel.VIA_SCHOOL,
        Channel.VIA_AUTHORITY,
    }
)
_CALLS = frozenset({Channel.PHONE})
WRITTEN = frozenset(
    {Channel.SMS, Channel.LETTER, Channel.POSTCARD, Channel.EMAIL, Channel.SOCIAL_MEDIA}
)
REPLY_CHANNELS = _TALKS | WRITTEN

CHANNELS: dict[AttemptResult, frozenset[Channel]] = {
    AttemptResult.REACHED: _TALKS,
    AttemptResult.DECLINED: _TALKS,
    AttemptResult.DO_NOT_CONTACT: _TALKS,
    AttemptResult.SAID_MOVED: _TALKS,
    AttemptResult.SAID_NOT_IN_TARGET: _TALKS,
    AttemptResult.NO_ANSWER: _CALLS,
    AttemptResult.VOICEMAIL: _CALLS,
    AttemptResult.CALL_LATER: _CALLS,
    AttemptResult.WRONG_NUMBER: frozenset({Channel.PHONE, Channel.SMS}),
    AttemptResult.SENT: WRITTEN,
    AttemptResult.RETURNED: frozenset({Channel.LETTER, Channel.POSTCARD, Channel.EMAIL}),
    AttemptResult.NOT_HOME: frozenset({Channel.HOME_VISIT, Channel.IN_PERSON}),
    AttemptResult.NO_NUMBER: frozenset({Channel.FIND_NUMBER}),
}
"""A reply is no result to log: it comes in by `contact reply`."""

_IMPLIED = {
    AttemptResult.RETURNED: Channel.LETTER,
    AttemptResult.NOT_HOME: Channel.HOME_VISIT,
    AttemptResult.WRONG_NUMBER: Channel.PHONE,
}


def usual_channel(result: AttemptResult) -> Channel | None:
    """The channel of a result by itself: the only possible one, else the usual; None: unknown."""
    if len(CHANNELS.get(result, ())) == 1:
        return next(iter(CHANNELS[result]))
    return _IMPLIED.get(result)


def implied_channel(result: AttemptResult, step: Step) -> Channel | None:
    """The channel of a result when none is told: what was due if that can be, else the only one.

    None when several could be meant. The channel due is returned even where the pair is
    impossible and several others are possible, so that the refusal can name it.
    """
    possible = CHANNELS[result]
    if step.channel in possible:
        return Channel(step.channel)
    if usual := usual_channel(result):
        return usual
    if isinstance(step.channel, Task) or step.channel in {Channel.FIND_NUMBER, None}:
        return Channel.PHONE if Channel.PHONE in possible else None
    return None if result is AttemptResult.SENT else step.channel


def session_results(channel: Channel) -> tuple[AttemptResult, ...]:
    """The results that a session through a channel has keys for; the rest are logged by name."""
    if channel is Channel.PHONE:
        return (
            AttemptResult.REACHED,
            AttemptResult.NO_ANSWER,
            AttemptResult.VOICEMAIL,
            AttemptResult.CALL_LATER,
            AttemptResult.WRONG_NUMBER,
            AttemptResult.DECLINED,
        )
    rare = {AttemptResult.RETURNED, AttemptResult.SAID_MOVED}
    return tuple(result for result in usual_results(channel) if result not in rare)


def usual_results(channel: Channel | Task | None) -> tuple[AttemptResult, ...]:
    """The results a card offers for the channel that is due."""
    match channel:
        case Channel.PHONE:
            return (
                AttemptResult.NO_ANSWER,
                AttemptResult.REACHED,
                AttemptResult.CALL_LATER,
                AttemptResult.WRONG_NUMBER,
            )
        case Channel.HOME_VISIT | Channel.IN_PERSON:
            return (AttemptResult.NOT_HOME, AttemptResult.REACHED, AttemptResult.DECLINED)
        case Channel.LETTER:
            return (AttemptResult.SENT, AttemptResult.RETURNED)
        case Channel.SMS | Channel.POSTCARD | Channel.EMAIL | Channel.SOCIAL_MEDIA:
            return (AttemptResult.SENT,)
        case Channel.FIND_NUMBER:
            return (AttemptResult.NO_NUMBER,)
        case _:
            return (AttemptResult.REACHED, AttemptResult.SAID_MOVED)
