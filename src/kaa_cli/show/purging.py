"""Purging in words: who is due and why, the question, and the protocol, all without a name."""

from collections.abc import Mapping, Sequence
from datetime import date

from kaa_cli.labels import heading
from kaa_cli.rules.figures import Column, Report, Table
from kaa_cli.rules.half_year import Half
from kaa_cli.rules.purging import Due, GuardianDue, Waiting, Why
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, in_context, ngettext


def why(reason: Why) -> str:
    """Why somebody is to be purged."""
    return {
        Why.TURNS_21: _("turns 21 that year"),
        Why.LEFT: _("left the target group"),
        Why.PROGRAMME_OVER: _("the programme is over"),
        Why.ONLY_IN_LOG: _("taken out by an undo or a merge; only the log knows"),
        Why.GUARDIAN: _("guardian, and the youth is 18"),
    }[reason]


def draw_waiting(screen: Screen, found: Waiting, today: date) -> None:
    """Print who is to be purged by number, the guardians, and what comes first."""
    if not found.youths and not found.guardians:
        screen.line(" ", _("Nobody is to be purged today."))
        return
    rows = [_youth(one, today) for one in found.youths]
    rows += [_guardian(one) for one in found.guardians]
    keys = ("youth", "reason", "deadline_on", "days_overdue")
    screen.table([heading(key) for key in keys], rows, right=(0,))
    screen.line()
    screen.line(" ", (sum_told(found), "bold"))
    if early := early_told(found, today):
        screen.line(" ", early)
    by_hand = [str(one.youth) for one in found.youths if one.by_hand]
    if by_hand:
        told = _("A school's number may hold a made-up birth date. Check, then name them:")
        screen.line(" ", told, f" kaa purge --execute {','.join(by_hand)}")
    screen.line(" ", _("First what must be preserved: kaa purge --preserve FILE.html"))
    screen.line(" ", _("Then: kaa purge --execute -o protocol.html"))


def _youth(one: Due, today: date) -> list[str]:
    late = in_context("to be purged", "overdue") if one.is_overdue(today) else ""
    told = why(one.why) + (f" ({_('by hand')})" if one.by_hand else "")
    return [str(one.youth), told, one.by.isoformat(), late]


def _guardian(one: GuardianDue) -> list[str]:
    return [str(one.youth), why(Why.GUARDIAN), one.by.isoformat(), ""]


def sum_told(found: Waiting) -> str:
    """ "5 youths and 2 guardians to be purged." """
    return _("{who} to be purged.").format(who=_who(len(found.youths), len(found.guardians)))


def early_told(found: Waiting, today: date) -> str:
    """How many of them may be kept some time yet, and until when; empty where nobody may."""
    early = [one.by for one in found.youths if one.by > today]
    if not early:
        return ""
    return ngettext(
        "{n} of them may be kept until {day}: the purge takes them from 1 January of the year of "
        "turning 21. Only some: kaa purge NR.",
        "{n} of them may be kept until {day}: the purge takes them from 1 January of the year of "
        "turning 21. Only some: kaa purge NR.",
        len(early),
    ).format(n=len(early), day=max(early))


def erased(youths: int, guardians: int) -> str:
    """How many are gone now."""
    return _("Erased for good: {who}.").format(who=_who(youths, guardians))


def _who(youths: int, guardians: int) -> str:
    of_youths = ngettext("{n} youth", "{n} youths", youths).format(n=youths)
    of_guardians = ngettext("{n} guardian", "{n} guardians", guardians).format(n=guardians)
    if not youths or not guardians:
        return of_youths if youths else of_guardians
    return _("{youths} and {guardians}").format(youths=of_youths, guardians=of_guardians)


def question(found: Waiting, today: date) -> str:
    """What is asked before anything goes."""
    told = " ".join(filter(None, [sum_told(found), early_told(found, today)]))
    return _("{sum} Gone for good: nobody can take it back. Purge?").format(sum=told)


def protocol(
    reasons: Mapping[str, int],
    half_years: Mapping[str, int],
    about: Sequence[str],
    register: str,
) -> Report:
    """What was purged, in numbers: to be kept with the decision."""
    by_reason = Table(
        _("Purged"),
        (Column("reason", heading("reason")), Column("count", heading("count"))),
        tuple((why(Why(reason)), n) for reason, n in reasons.items()),
    )
    by_half = Table(
        _("Registered in the half-years"),
        (Column("half_year", _("Half-year")), Column("youths", heading("youths"))),
        tuple((half, n) for half, n in half_years.items()),
    )
    tables = (by_reason, by_half) if half_years else (by_reason,)
    return Report("purge", _("Protocol of purging"), (register, *about), tables)


def about(day: date, by: str, entry: int | None, reported: str) -> list[str]:
    """Who purged when, under which number of the log."""
    lines = [_("Purged {day} by {who}, entry {n} of the log.").format(day=day, who=by, n=entry)]
    if reported:
        lines.append(_("Half-years reported in another way: {how}").format(how=reported))
    return lines


def past_counts(purged: Sequence[tuple[Half, int]]) -> list[str]:
    """How many registered in each half-year are gone."""
    return [
        ngettext(
            "{n} of those registered in {half} has been purged since.",
            "{n} of those registered in {half} have been purged since.",
            n,
        ).format(n=n, half=half)
        for half, n in purged
    ]


def past_note(kept_on: date | None) -> str:
    """Whom the figures are of, where somebody has been purged."""
    if kept_on is None:
        return _(
            "Some have been purged since: these are the figures of those who are left. A whole "
            "half-year without groups (--half-year) tells what was reported."
        )
    return _("Kept as they were on {day}, before some were purged.").format(day=kept_on)
