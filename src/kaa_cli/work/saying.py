"""What must be said in words beside a code."""

from enum import StrEnum

from kaa_cli.errors import Refused
from kaa_cli.rules.codes import OccupationCode
from kaa_cli.rules.support_codes import BreakReason
from kaa_cli.words import _

_NEEDS_WORDS: frozenset[StrEnum] = frozenset({OccupationCode.OTHER, BreakReason.OTHER})


def must_say_what_other_is(code: StrEnum | None, says: str) -> None:
    """Refuse "other" alone: later it would tell nothing."""
    if code in _NEEDS_WORDS and not says:
        raise Refused(_('"Other" needs a few words on what: --says. Nothing was saved.'))
