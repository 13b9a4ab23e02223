"""Mapping: what a youth does confirmed again, until when it counts, and the mapping talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kaa_cli.errors import Refused
from kaa_cli.register import models
from kaa_cli.register.cases import open_cases
from kaa_cli.rules.codes import AttemptResult, Channel, OccupationCode, Source, Target
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.occupations import expires_on, known_occupation
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.person import Case
from kaa_cli.words import _
from kaa_cli.work import measures, outreach
from kaa_cli.work.contact_persons import follows
from kaa_cli.work.desk import Desk
from kaa_cli.work.support import Mapped, set_occupation


def confirm(desk: Desk, youths: Sequence[int], on: date, source: Source) -> list[Mapped]:
    """What was known of each is still so; all or none. Works also when it has expired."""
    confirmed = [_confirm(desk, youth, on, source) for youth in youths]
    desk.what = {"youths": list(youths), "on": on.isoformat()}
    return confirmed


def _confirm(desk: Desk, youth: int, on: date, source: Source) -> Mapped:
    known = known_occupation(desk.case(youth, on).facts, on)
    if known is None or known.code is OccupationCode.UNKNOWN:
        raise Refused(
            _(
                "Nothing is known of what no. {no} does: kaa occupation set {no}. "
                "Nothing was saved."
            ).format(no=youth)
        )
    if known.on == on and known.source in {source, None}:
        raise Refused(
            _("What no. {no} does was told that day already. Nothing was saved.").format(no=youth)
        )
    return set_occupation(desk, youth, known.code, on, source, known.says)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a youth's occupation, and the last day on which it counts."""

    case: Case
    occupation: Occupation
    current_until: date | None
    is_current: bool


def told_of(desk: Desk, case: Case) -> Told | None:
    """The latest that was told, current or not; None when nothing was, or that nobody knows."""
    known = known_occupation(case.facts, desk.today)
    if known is None or (end := expires_on(known, desk.policy)) is None:
        return None
    return Told(case, known, end - timedelta(days=1), desk.today < end)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which a list is to hold: those that are current unless more is said."""

    expiring_within: int | None = None
    expired: bool = False
    mine: bool = False


def listed(desk: Desk, wanted: Wanted) -> list[Told]:
    """What is known of the youths in the duty, the first to expire first."""
    cases = [case for case in open_cases(desk.session) if case.period.ended_on is None]
    cases = [case for case in cases if not case.facts.outlives_duty_on(desk.today)]
    if wanted.mine:
        cases = [case for case in cases if follows(desk, case)]
    found = [told for case in cases if (told := told_of(desk, case)) is not None]
    found = [told for told in found if told.is_current is not wanted.expired]
    if wanted.expiring_within is not None:
        last = desk.today + timedelta(days=wanted.expiring_within)
        found = [t for t in found if t.current_until is not None and t.current_until < last]
    return sorted(found, key=lambda t: (t.current_until or date.max, t.case.person.id))


@dataclass(frozen=True)
class Talk:
    """All that a mapping talk keeps: occupation before, now and planned, and what was offered."""

    channel: Channel
    to: Target = Target.YOUTH
    now: OccupationCode | None = None
    says: str = ""
    """A few words on "other", and what the youth plans."""
    since: date | None = None
    before: OccupationCode | None = None
    before_on: date | None = None
    measure: str = ""
    accepted: bool = False
    declined: bool = False
    next_on: date | None = None


_SOURCES = {Target.YOUTH: Source.YOUTH, Target.GUARDIAN: Source.GUARDIAN}


def keep_talk(desk: Desk, youth: int, talk: Talk) -> tuple[Logged, measures.Saved | None]:
    """Save a talk as one command: the contact, what was told, and what was offered."""
    source = _SOURCES.get(talk.to, Source.OTHER)
    for on, code in ((talk.before_on, talk.before), (talk.since, talk.now)):
        if on is not None and code is not None:
            desk.must_have_been(on)
            desk.changes.add(models.Occupation(youth_id=youth, on=on, code=code, source=source))
    order = Order(
        AttemptResult.REACHED,
        desk.today,
        talk.channel,
        to=talk.to,
        occupation=talk.now,
        occupation_says=talk.says,
        next_on=talk.next_on,
    )
    (logged,) = outreach.log(desk, [youth], order)
    offered = None
    if talk.measure:
        told = measures.Told(type=talk.measure)
        offered = measures.offer(
            desk, youth, told, desk.today, accepted=talk.accepted, declined=talk.declined
        )
    desk.what = {"youths": [youth], "talk": talk.channel, "on": desk.today.isoformat()}
    return logged, offered
