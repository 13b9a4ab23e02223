"""What is said of a backup that was made, and of one that is to be taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

from kaa_cli.labels import quotable_path
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from kaa_cli.work.backups import Saved
    from kaa_cli.work.restoring import Plan, Restored


def saved(told: "Saved") -> list[str]:
    """Where the backup is, where its log ends, and what rotation did."""
    lines = [_proved(told.youths, told.file)]
    if told.head:
        lines.append(_("Its log ends at {head}.").format(head=told.head))
    if not told.is_encrypted:
        lines.append(_("It is not encrypted: keep it where nobody else can read it."))
    if told.most_days is not None:
        lines.append(_apart(told.most_days))
    gone, left = told.cleared.gone, told.cleared.left
    if gone:
        removed = ngettext(
            "{n} outworn backup was removed: {names}",
            "{n} outworn backups were removed: {names}",
            len(gone),
        )
        lines.append(removed.format(n=len(gone), names=", ".join(gone)))
    if left:
        kept = ngettext(
            "{n} outworn backup cannot be opened and was left: {names}",
            "{n} outworn backups cannot be opened and were left: {names}",
            len(left),
        )
        lines.append(kept.format(n=len(left), names=", ".join(left)))
    return lines


def _apart(most_days: int) -> str:
    return ngettext(
        "It is not among the backups that kaa keeps: kaa backup --list does not show it, "
        "and you must remove it yourself after {n} day.",
        "It is not among the backups that kaa keeps: kaa backup --list does not show it, "
        "and you must remove it yourself after {n} days.",
        most_days,
    ).format(n=most_days)


def _proved(youths: int, file: Path) -> str:
    sentence = ngettext(
        "Backup of {n} youth, proved whole: {path}",
        "Backup of {n} youths, proved whole: {path}",
        youths,
    )
    return sentence.format(n=youths, path=quotable_path(file))


def asks(plan: "Plan") -> list[str]:
    """What is known of the backup, and what would be lost by it."""
    lines = [_proved(plan.youths, plan.file)]
    if plan.candidate.broken is not None:
        broken = _("Its log has been changed past kaa, from entry {number}: kaa audit verify")
        lines.append(broken.format(number=plan.candidate.broken))
    if plan.is_older:
        lines.append(_("It was made by an older kaa and is brought up to date."))
    lines.append(_loss(plan))
    if plan.lost is not None and plan.lost.is_related and plan.lost.looks:
        lines.append(_lost_looks(plan.lost.looks))
    return lines


def _loss(plan: "Plan") -> str:
    if not plan.now.is_there:
        return _("There is no register at that place: nothing would be lost.")
    if plan.lost is None:
        return _(
            "The register there cannot be read. It is kept under another name; what would be lost "
            "cannot be told."
        )
    if plan.is_of_another:
        return _(
            "It is a backup of another register: all of the one that is there would be replaced. "
            "That one is kept as a backup."
        )
    if not plan.lost.commands:
        if plan.lost.looks:
            return _("Nothing has been changed since.")
        return _("Nothing has been saved since: nothing would be lost.")
    commands = ngettext(
        "{n} command saved since the backup would be lost",
        "{n} commands saved since the backup would be lost",
        plan.lost.commands,
    ).format(n=plan.lost.commands)
    count = len(plan.lost.youths)
    about = ngettext("about {n} youth", "about {n} youths", count).format(n=count)
    return _("{commands}, {about}. The register as it is now is kept as a backup.").format(
        commands=commands, about=about
    )


def _lost_looks(count: int) -> str:
    return ngettext(
        "{n} look-up, list or file since the backup would be gone from the log; the log as it is "
        "now is in the copy that is kept.",
        "{n} look-ups, lists and files since the backup would be gone from the log; the log as it "
        "is now is in the copy that is kept.",
        count,
    ).format(n=count)


def restored(plan: "Plan", done: "Restored") -> list[str]:
    """What was done, and where the register that was replaced is now."""
    lines = [_("The backup is now the register; its log ended at {head}.")]
    lines[0] = lines[0].format(head=plan.candidate.head)
    if done.kept is not None:
        sentence = (
            _("The file that could not be read is kept as {path}")
            if done.is_kept_damaged
            else _("The register as it was is kept as {path}")
        )
        lines.append(sentence.format(path=quotable_path(done.kept)))
    if done.purged:
        purged = ngettext(
            "{n} youth who had been purged since was purged again.",
            "{n} youths who had been purged since were purged again.",
            done.purged,
        )
        lines.append(purged.format(n=done.purged))
    if done.protected:
        protected = ngettext(
            "{n} youth who had been protected since was protected again.",
            "{n} youths who had been protected since were protected again.",
            done.protected,
        )
        lines.append(protected.format(n=done.protected))
    if done.protected is None:
        lines.append(
            _(
                "Who was protected, restricted or not to be contacted after the backup was made "
                "cannot be told: check the marks."
            )
        )
    if plan.candidate.key is None:
        lines.append(_("The register is not encrypted, as the backup was not: kaa key rotate"))
    elif plan.lost is not None and plan.lost.is_related and plan.lost.is_rekeyed:
        lines.append(_("It opens with an earlier key. Give it a new one: kaa key rotate"))
    return lines
