"""Who a youth is, as far as a screen may show it; protected youths are masked at the source."""

from dataclasses import dataclass, replace
from datetime import date

from kaa_cli.rules.codes import Protection, Sex
from kaa_cli.rules.days import age_on, birthday
from kaa_cli.rules.facts import Facts
from kaa_cli.rules.scope import ADULT_AT


@dataclass(frozen=True, slots=True)
class Person:
    """One youth's own data. `is_masked`: names, numbers, addresses and school are left out."""

    id: int
    born_on: date
    protection: Protection = Protection.NONE
    is_masked: bool = False
    identity_number: str | None = None
    given_name: str = ""
    family_name: str = ""
    sex: Sex | None = None
    street: str = ""
    postcode: str = ""
    city: str = ""
    municipality: str = ""
    email: str = ""
    school: str = ""
    study_programme: str = ""
    contact_person: str | None = None
    guardians: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_protected(self) -> bool:
        return self.protection is not Protection.NONE

    def age_on(self, day: date) -> int:
        return age_on(self.born_on, day)


@dataclass(frozen=True, slots=True)
class Period:
    """One registration as people speak of it."""

    id: int
    registered_on: date
    first_seen_on: date
    reason: str
    ended_on: date | None = None
    end_reason: str | None = None

    @property
    def begins_on(self) -> date:
        """The first day that counts: the statutory one, or the day it came if earlier."""
        return min(self.registered_on, self.first_seen_on)


@dataclass(frozen=True, slots=True)
class Case:
    """A youth in one registration: who it is, the period, and what the ladder needs to know."""

    person: Person
    period: Period
    facts: Facts


def keeps_guardian_of_adult(case: Case, day: date) -> bool:
    """Whether a guardian's data are there still though the youth has come of age."""
    is_kept = case.person.guardians or any(phone.guardian for phone in case.facts.phones)
    return bool(is_kept) and day >= birthday(case.facts.born_on, ADULT_AT)


def seen_on(case: Case, day: date) -> Case:
    """The case as it may be shown on a day: once the youth is of age no guardian is in view.

    The ladder is reckoned from the whole case, for it was walked with the guardian's number.
    """
    if day < birthday(case.facts.born_on, ADULT_AT):
        return case
    own = tuple(phone for phone in case.facts.phones if not phone.guardian)
    person = replace(case.person, guardians=())
    return replace(case, person=person, facts=replace(case.facts, phones=own))


def masked(person: Person) -> Person:
    """The person as any list or card may show a protected youth: an id and a year of birth."""
    return replace(
        Person(person.id, person.born_on, person.protection, is_masked=True),
        contact_person=person.contact_person,
    )


def may_be_seen(person: Person, restricted_on: date | None, viewer: str) -> bool:
    """Whether somebody may see who it is: nobody a protected youth, restricted data one's own."""
    if person.is_protected or restricted_on is None:
        return not person.is_protected
    return person.contact_person is not None and person.contact_person.casefold() == viewer
