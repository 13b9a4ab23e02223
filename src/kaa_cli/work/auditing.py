"""Looking through the log: who did and saw what, and whether it is whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kaa_cli.errors import Refused
from kaa_cli.register import chain, log_questions
from kaa_cli.rules.commands import Kind, Logged, WhichEntries
from kaa_cli.words import _
from kaa_cli.work.backups import kept
from kaa_cli.work.desk import Desk
from kaa_cli.work.roles import must_see_all

_ALL = 1_000_000


def entries(desk: Desk, asked: WhichEntries, most: int) -> list[Logged]:
    """The entries asked for, newest first. That they were read is logged too."""
    found = log_questions.entries(desk.session, asked, most)
    desk.what = {"entries": len(found)}
    if asked.youth is not None:
        desk.what["youths"] = [asked.youth]
    return found


def verified(desk: Desk, anchors: Sequence[str]) -> chain.Verdict:
    """Look through the whole log, and whether it passes by heads that were seen before."""
    must_see_all(desk)
    heads = [chain.read_head(text) for text in anchors]
    if None in heads:
        raise Refused(
            _("That is no state of the log. It is written as in a report: 1234-9f3c2a7b10de.")
        )
    return chain.verify(desk.session.connection(), [head for head in heads if head])


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A backup that was taken back: the log from before, up to `left`, is in the file it kept."""

    on: date
    left: str
    file: Path | None


def taken_back(desk: Desk, path: Path | None, misses: Iterable[chain.Head]) -> list[TakenBack]:
    """The restores by which every one of these states left the log; none when one did not."""
    asked = WhichEntries(kinds=(Kind.RESTORE,))
    restores = log_questions.entries(desk.session, asked, _ALL)[::-1]
    found = {}
    for miss in misses:
        which = next((one for one in restores if _gave_up(one, miss)), None)
        if which is None:
            return []
        found[which.entry] = TakenBack(which.on, which.left, _kept_of(path, which.left))
    return list(found.values())


def _gave_up(one: Logged, miss: chain.Head) -> bool:
    restored, left = chain.read_head(one.restored), chain.read_head(one.left)
    if restored is None or left is None:
        return False
    return restored.entry < miss.entry <= left.entry


def _kept_of(path: Path | None, left: str) -> Path | None:
    """The copy a restore kept, if it is there still."""
    folder, found = kept(path) if path is not None else (None, ())
    names = [one.name for one in found if one.head == left]
    return folder / names[0] if folder is not None and names else None


def head(desk: Desk) -> str:
    """The state of the log now, to be printed on what leaves: `1234-9f3c2a7b10de`."""
    return str(chain.head(desk.session.connection()))
