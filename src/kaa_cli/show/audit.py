"""The log on screen: one entry a line, and what is amiss with it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from kaa_cli.labels import heading, label
from kaa_cli.labels.written import written
from kaa_cli.rules.commands import Logged
from kaa_cli.show.days import clock, short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_MOST_NAMED = 6


def draw(screen: Screen, entries: Sequence[Logged], today: date) -> None:
    """Print the entries; when is the true instant, by the clock where this machine stands."""
    if not entries:
        screen.line(_("The log has no such entry."))
        return
    screen.table(
        [heading("entry"), _("When"), heading("by"), heading("kind"), heading("command"), _("Who")],
        [
            [
                str(one.entry),
                _when(one.at.astimezone(), today),
                one.by if one.by == one.login else f"{one.by} ({one.login})",
                label(one.kind),
                one.command,
                _about(one),
            ]
            for one in entries
        ],
        right=(0,),
    )


def _when(at: datetime, today: date) -> str:
    return f"{short(at.date(), today)} {clock(at.time())}"


def _about(one: Logged) -> str:
    parts = []
    if one.youths:
        parts.append(_("no. {nos}").format(nos=_numbers(one.youths)))
    if one.listed:
        parts.append(
            ngettext("{n} youth listed", "{n} youths listed", one.listed).format(n=one.listed)
        )
    if one.restored:
        parts.append(_("from {left} to {restored}").format(left=one.left, restored=one.restored))
    if one.fields:
        named = [written(name) for name in one.fields[:_MOST_NAMED]]
        parts.append(", ".join(named) + _more(len(one.fields)))
    if one.said:
        parts.append(f"”{one.said}”")
    return " · ".join(parts)


def _numbers(youths: Sequence[int]) -> str:
    return ", ".join(map(str, youths[:_MOST_NAMED])) + _more(len(youths))


def _more(count: int) -> str:
    return f" +{count - _MOST_NAMED}" if count > _MOST_NAMED else ""


def amiss(
    broken: int | None,
    misses: Iterable[object],
    restores: Iterable[tuple[date, str, str | None]] = (),
    *,
    cut: bool,
) -> str:
    """What a look through the log found that is wrong, and what to do.

    `restores` explain the misses: the day, where the log before it ended, and the file it is in.
    """
    wrong = []
    if broken is not None:
        wrong.append(
            _("The log is not whole: entry {n} was changed, or one before it is missing.").format(
                n=broken
            )
        )
    if cut:
        wrong.append(_("The log was longer once: its last entries are missing."))
    if misses := ", ".join(map(str, misses)):
        wrong.append(_("The log does not pass by the state {state}.").format(state=misses))
    explained = [_taken_back(*one) for one in restores]
    wrong += explained
    if broken is not None or cut or not explained:
        wrong.append(_("Tell whoever answers for the register, and keep the file as it is."))
    return " ".join(wrong)


def _taken_back(on: date, left: str, file: str | None) -> str:
    if file is None:
        told = _("A backup was taken back on {day}; the log up to {left} is not here.")
        return told.format(day=on, left=left)
    return _(
        "A backup was taken back on {day}; the log from before, up to {left}, is in {file}. Look "
        "through that one: kaa --db FILE audit verify --anchor STATE"
    ).format(day=on, left=left, file=file)
