"""How an actor is named in what leaves the team: some names alone tell of illness or need."""

from kaa_cli.rules.codes import OutcomeCategory
from kaa_cli.rules.support_codes import Actor

OTHER_AUTHORITY = OutcomeCategory.OTHER_AUTHORITY
"""What is said instead."""
_TELLING = frozenset({Actor.SOCIAL_SERVICES, Actor.INSURANCE_AGENCY})
"""An outcome's detail has the same two, by the same codes."""


def tells_of_need(actor: str | None) -> bool:
    """Whether the very name of an actor, or of the authority an outcome led to, tells of need."""
    return actor in _TELLING


def outwardly(actor: str) -> str:
    """An actor as it may stand in what leaves the team."""
    return OTHER_AUTHORITY if tells_of_need(actor) else actor
