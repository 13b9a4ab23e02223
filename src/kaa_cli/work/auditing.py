"""Looking through the log: who did and saw what, and whether it is whole."""

from collections.abc import Sequence

from kaa_cli.errors import Refused
from kaa_cli.register import chain, log_questions
from kaa_cli.rules.commands import Logged, WhichEntries
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def entries(desk: Desk, asked: WhichEntries, most: int) -> list[Logged]:
    """The entries asked for, newest first. That they were read is logged too."""
    found = log_questions.entries(desk.session, asked, most)
    desk.what = {"entries": len(found)}
    if asked.youth is not None:
        desk.what["youths"] = [asked.youth]
    return found


def verified(desk: Desk, anchors: Sequence[str]) -> chain.Verdict:
    """Look through the whole log, and whether it passes by heads that were seen before."""
    heads = [chain.read_head(text) for text in anchors]
    if None in heads:
        raise Refused(
            _("That is no state of the log. It is written as in a report: 1234-9f3c2a7b10de.")
        )
    return chain.verify(desk.session.connection(), [head for head in heads if head])


def head(desk: Desk) -> str:
    """The state of the log now, to be printed on what leaves: `1234-9f3c2a7b10de`."""
    return str(chain.head(desk.session.connection()))
