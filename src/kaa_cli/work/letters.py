"""Letters in batches: whom to write to, the list that was taken out, and what came of it."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby

from kaa_cli.errors import Refused
from kaa_cli.register.office_questions import unanswered_list
from kaa_cli.rules.codes import AttemptResult, Channel
from kaa_cli.rules.letters import POSTED, Post, Posted, WrittenList, post, posted
from kaa_cli.rules.orders import Logged, Order
from kaa_cli.rules.queue import Due, due_now
from kaa_cli.words import _
from kaa_cli.work.closing import must_be_among
from kaa_cli.work.contact_persons import follows
from kaa_cli.work.desk import Desk
from kaa_cli.work.outreach import log, looked_at, queue

LIST, SENT = "letters", "letters sent"
"""The commands whose entries of the log belong together: a list, and that it was posted."""


def to_write(desk: Desk, *, mine: bool) -> Post:
    """Those to write to today; whom a colleague has claimed just now is left out."""
    now = queue(desk, mine=mine, channels=POSTED)
    return post(now.due, sum(now.with_others.values()))


def to_save(desk: Desk, left_out: Collection[int], *, mine: bool) -> Posted:
    """What to save as sent: of the last list of this caseworker, or of all who are due."""
    written = _last_list(desk)
    now = to_write(desk, mine=mine) if written is None else _all_due(desk, mine=mine)
    listed = written.youths if written else [one.case.person.id for one in now.due]
    must_be_among(left_out, listed)
    return posted(now, written, left_out)


def _last_list(desk: Desk) -> WrittenList | None:
    found = unanswered_list(desk.session, desk.user, LIST, SENT)
    if found is None:
        return None
    return WrittenList(found.id or 0, found.on, tuple(found.what["youths"]))


def _all_due(desk: Desk, *, mine: bool) -> Post:
    """Everybody due, claimed or not: what stands on a list has been posted all the same."""
    due = due_now(looked_at(desk), desk.book, desk.today, desk.clock)
    return post(one for one in due if not mine or follows(desk, one.case))


def save_sent(desk: Desk, due: Sequence[Due], on: date) -> list[Logged]:
    """Save that they were posted, each by the channel that was due; all or none."""
    logged: list[Logged] = []
    by_channel = sorted(due, key=lambda one: str(one.step.channel))
    for channel, some in groupby(by_channel, key=lambda one: Channel(str(one.step.channel))):
        order = Order(AttemptResult.SENT, on, channel)
        logged += log(desk, [one.case.person.id for one in some], order)
    desk.what["youths"] = sorted(one.case.person.id for one in logged)
    return logged


def save_returned(desk: Desk, youths: Sequence[int], on: date) -> list[Logged]:
    """Save that letters came back; each by the channel of the latest that was sent."""
    logged: list[Logged] = []
    for youth in youths:
        sent = [a for a in desk.case(youth, on).facts.attempts if a.channel in POSTED]
        if not sent:
            raise Refused(
                _("No letter has been sent to no. {no}. Nothing was saved.").format(no=youth)
            )
        logged += log(desk, [youth], Order(AttemptResult.RETURNED, on, sent[-1].channel))
    desk.what["youths"] = list(youths)
    return logged
