"""What may be kept of a protected youth, and which of two marks is the stronger.

A list raises a mark and never lowers it. Under protected registration nothing may tell where the
youth is: no address, school, guardian or number. Under an assumed identity numbers and guardians
lead back to the old one. A confidentiality mark hides everything and forbids nothing to be kept.
"""

from kaa_cli.rules.codes import Channel, Protection

ADDRESS = ("street", "postcode", "city")
PLACE = (*ADDRESS, "school")
_STRENGTH = {protection: rank for rank, protection in enumerate(Protection)}


NEVER_USED = frozenset(
    {Channel.SMS, Channel.HOME_VISIT, Channel.IN_PERSON, Channel.POSTCARD, Channel.FIND_NUMBER}
)
"""Ways that no routine may use to a protected youth: they tell where somebody is, or who."""


def strongest(*marks: Protection) -> Protection:
    """The strongest of the marks, `none` being the weakest."""
    return max(marks, key=_STRENGTH.__getitem__)


def may_keep_place(protection: Protection) -> bool:
    """Whether an address and a school may be kept."""
    return protection is not Protection.REGISTRATION


def may_keep_numbers(protection: Protection) -> bool:
    """Whether phone numbers and guardians may be kept."""
    return protection in {Protection.NONE, Protection.CONFIDENTIALITY}
