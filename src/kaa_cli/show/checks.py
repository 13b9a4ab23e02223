"""What is amiss, in sentences, each with the command that mends it."""

from collections.abc import Sequence
from datetime import date

from kaa_cli.labels import heading
from kaa_cli.rules.checks import Code, Finding
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext


def draw(screen: Screen, found: Sequence[Finding], today: date) -> None:
    """Print the findings, numbered; nothing at all when there are none."""
    if not found:
        return
    keys = ("finding", "youth", "says", "command")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                str(number),
                str(one.youth or screen.marks.none),
                says(one, today),
                command(one),
            ]
            for number, one in enumerate(found, start=1)
        ],
        right=(0, 1),
    )


def says(one: Finding, today: date) -> str:
    """What is amiss, in one sentence that names nobody."""
    if counted := _counted(one):
        return counted.format(n=one.days)
    day = short(one.on, today) if one.on else ""
    return {
        Code.NOT_BEGUN: _("Accepted, and the run has begun {day}: did it begin?"),
        Code.RUNS_AFTER_END: _("Closed, but a measure runs since {day}."),
        Code.NOT_KNOWN_AFTER: _(
            "What the youth did after the measure that ended {day} is missing."
        ),
        Code.SILENT: _("Has no place: neither due, nor waiting, booked or decided."),
        Code.OVERLOOKED: _("Due since {day}, but the queue does not see it."),
        Code.TURNED_20: _("Has turned 20 and is not closed."),
        Code.BACK_ON_LIST: _("Closed, but on the list again: does the youth belong here?"),
        Code.APPOINTMENT: _("Appointment {day}: came, missed, moved or cancelled?"),
        Code.VISIT_ROUND: _("Visit round {no}, {day}, is not closed: are both back?"),
        Code.RESTS_PAST_20: _("Never reached, and waits until after the 20th birthday."),
        Code.GUARDIAN_KEPT: _("Of age, and a guardian is still kept: to be purged."),
        **_of_what_is_kept(),
        Code.NO_CONTACT_POINT: _("No number, address or e-mail address to reach the youth by."),
    }[one.code].format(day=day, no=one.number)


def _of_what_is_kept() -> dict[Code, str]:
    return {
        Code.ENDS_BEFORE_START: _("A measure ended {day}, before it began."),
        Code.BIRTH_DATE: _("The birth date and the personal number do not agree."),
        Code.SHARED_PHONE: _("The same mobile number as no. {no}: whose is it?"),
        Code.NOT_A_NUMBER: _("What is kept as a phone number is none."),
        Code.NO_POSTCODE: _("The address has no postcode."),
        Code.OTHER_WITHOUT_WORDS: _("Does something else since {day}, and what is not said."),
    }


def _counted(one: Finding) -> str:
    """The sentence on what has gone on for some days; empty for all else."""
    match one.code:
        case Code.NOT_CHECKED:
            return ngettext("To be checked for {n} day.", "To be checked for {n} days.", one.days)
        case Code.RESTRICTED:
            return ngettext(
                "Restricted for {n} day without anybody looking.",
                "Restricted for {n} days without anybody looking.",
                one.days,
            )
        case Code.NOT_FOLLOWED_UP:
            return ngettext(
                "In a measure that nobody has followed up for {n} day.",
                "In a measure that nobody has followed up for {n} days.",
                one.days,
            )
    return ""


def command(one: Finding) -> str:
    """The command that mends it."""
    return {
        Code.SILENT: "kaa show {no}",
        Code.OVERLOOKED: "kaa doctor --mend",
        Code.TURNED_20: "kaa youth close --turned-20",
        Code.BACK_ON_LIST: "kaa youth reopen {no}",
        Code.NOT_CHECKED: "kaa youth edit {no} --checked",
        Code.APPOINTMENT: "kaa appointment came {no}",
        Code.VISIT_ROUND: "kaa visit close {no}",
        Code.RESTS_PAST_20: "kaa contact countdown",
        Code.NO_CONTACT_POINT: "kaa youth phone {no}",
        Code.GUARDIAN_KEPT: "kaa purge --dry-run",
        Code.RESTRICTED: "kaa youth edit {no} restricted",
        Code.NOT_FOLLOWED_UP: "kaa measure follow-up {no} --measure {n}",
        Code.ENDS_BEFORE_START: f"kaa measure edit {{no}} --ended {_('DAY')} --measure {{n}}",
        Code.BIRTH_DATE: "kaa youth edit {no} identity_number",
        Code.SHARED_PHONE: "kaa youth phone {no} --state wrong",
        Code.NOT_A_NUMBER: "kaa youth phone {no} --state wrong",
        Code.NO_POSTCODE: "kaa youth edit {no} postcode",
        Code.OTHER_WITHOUT_WORDS: "kaa occupation set {no} other --says -",
        Code.NOT_BEGUN: "kaa measure start {no} --measure {n}",
        Code.RUNS_AFTER_END: f"kaa measure end {{no}} {_('REASON')} --measure {{n}}",
        Code.NOT_KNOWN_AFTER: f"kaa measure edit {{no}} --after {_('OCCUPATION')} --measure {{n}}",
    }[one.code].format(no=one.youth or one.number, n=one.number)
