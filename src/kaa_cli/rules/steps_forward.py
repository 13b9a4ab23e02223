"""Steps forward: small movements towards studies or work, never counted as outcomes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kaa_cli.rules.figures import Share
from kaa_cli.rules.person import Person


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step of one youth, as it is listed."""

    person: Person
    on: date
    says: str
    programme: str = ""
    by: str | None = None


def share_with_steps(
    took_steps: Iterable[int], population: Collection[int], *, any_recorded: bool
) -> Share | None:
    """The people with a step in a period, of all in the register or the programme.

    None when the register holds no step at all: that nothing was written is no figure.
    """
    if not any_recorded:
        return None
    return Share(len(set(took_steps) & set(population)), len(population))
