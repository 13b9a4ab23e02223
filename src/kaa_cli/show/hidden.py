"""What stands instead of somebody who may not be seen, and how to see it all the same."""

from kaa_cli.rules.person import Person
from kaa_cli.words import _


def full_name_of(person: Person) -> str:
    """The whole name, or why it is hidden."""
    if not person.is_masked:
        return person.full_name
    return _("Protected personal data") if person.is_protected else _("Restricted personal data")


def how_to_open(person: Person) -> str:
    """Who sees the data of somebody hidden."""
    if person.is_protected:
        return _("Protected personal data. Shown only with --reason, and the look-up is logged.")
    return _(
        "Restricted personal data. Shown to the contact person only, or with --reason, and the "
        "look-up is logged."
    )
