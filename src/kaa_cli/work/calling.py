"""The call session's dealings with the register: the next youth is claimed, the answer is saved."""

from dataclasses import dataclass, replace
from datetime import date, time

from kaa_cli.errors import Refused
from kaa_cli.rules.call_session import CallSession
from kaa_cli.rules.codes import AppointmentKind
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.person import seen_on
from kaa_cli.rules.queue import Card, Due, Nobody, Queue
from kaa_cli.words import _
from kaa_cli.work import appointments, claims, outreach
from kaa_cli.work.desk import Desk


class Overtaken(Refused):
    """What the card showed no longer holds: somebody else has the youth, or has saved something."""


@dataclass(frozen=True)
class Found:
    """The card of the youth now claimed, or why there is none."""

    queue: Queue
    card: Card | None = None
    nobody: Nobody | None = None


def take_next(desk: Desk, session: CallSession, *, mine: bool, leaving: int | None) -> Found:
    """Let go of the youth on screen and claim the next whom nobody has."""
    if leaving is not None:
        claims.let_go(desk, [leaving])
    queue = outreach.queue(desk, mine=mine)
    due = session.in_order(queue.due, claims.mine(desk))
    if not due:
        return Found(queue, nobody=outreach.nobody(desk, queue, mine=mine))
    first = outreach.claim_first(desk, due, 1) or due[:1]
    if first == due[:1]:  # perhaps in another window of this caseworker's
        claims.take(desk, first[0].case.person.id)
    return Found(queue, card=outreach.card(desk, first[0], due, why=False))


def save(
    desk: Desk, shown: Due, order: Order, visit: tuple[date, time | None] | None = None
) -> Logged:
    """Save what came of the youth shown, and the information visit agreed, as one command.

    A claim that has run out is no hindrance while nobody else has the youth. Raises Overtaken.
    """
    no = shown.case.person.id
    taken = claims.with_others(desk, [no])
    if taken:
        raise Overtaken(f"{taken[0]} " + _("Nothing was saved."))
    if seen_on(desk.case(no), desk.today).facts != shown.case.facts:
        raise Overtaken(
            _(
                "Something has been saved about no. {no} since it was shown. Nothing was saved."
            ).format(no=no)
        )
    (logged,) = outreach.log(desk, [no], order)
    if visit is None:
        return logged
    what = desk.what
    standing = appointments.book(desk, no, AppointmentKind.INFORMATION_VISIT, *visit)
    desk.what = {**what, "appointment": AppointmentKind.INFORMATION_VISIT}
    return replace(logged, next=standing.step)
