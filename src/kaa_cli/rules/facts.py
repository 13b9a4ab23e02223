"""What is known about one youth, as frozen values: all that the rules may look at.

The register fills them, the rules read them. Days are `date`; nothing here knows what day it is.
"""

from dataclasses import dataclass
from datetime import date, time

from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    Channel,
    CheckReason,
    EndReason,
    OccupationCode,
    OutcomeCategory,
    PhoneState,
    Protection,
    Source,
    Target,
)
from kaa_cli.rules.days import birthday
from kaa_cli.rules.scope import DUTY_ENDS_AT
from kaa_cli.rules.support_codes import Lasting


@dataclass(frozen=True, slots=True)
class Phone:
    """One number to reach the youth by; `guardian` is 0 for the youth's own, else 1 or 2."""

    id: int
    number: str
    mobile: bool
    guardian: int
    state: PhoneState
    usable_on: date
    """The day it was recorded, or corrected from wrong."""
    wrong_on: date | None = None
    note: str = ""
    """Words beside it: when it is answered, whose it is."""

    @property
    def owner(self) -> Target:
        return Target.GUARDIAN if self.guardian else Target.YOUTH


@dataclass(frozen=True, slots=True)
class Address:
    """Where post goes; `bad_on` the day a letter came back. A street is enough for a visit."""

    street: str
    postcode: str
    city: str
    recorded_on: date
    bad_on: date | None = None

    @property
    def is_full(self) -> bool:
        return bool(self.street and self.postcode and self.city)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something done to reach the youth, or a reply that came in."""

    id: int
    on: date
    at: time | None
    channel: Channel
    to: Target
    result: AttemptResult
    phone: int | None = None
    occupation: OccupationCode | None = None
    next_on: date | None = None
    next_at: time | None = None


@dataclass(frozen=True, slots=True)
class Occupation:
    """What the youth did on a day, as told; who told it is None in what an attempt says alone."""

    on: date
    code: OccupationCode
    source: Source | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An agreed day to meet, and what became of it; who comes is an attempt that reached."""

    id: int
    on: date
    at: time | None
    kind: AppointmentKind
    state: AppointmentState = AppointmentState.BOOKED
    place: str = ""
    with_whom: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How far something offered to the youth came, and when it is to be followed up."""

    id: int
    type: str
    programme: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    follow_up_on: date | None = None
    """The first agreed day that is still to come or to be done."""
    followed_on: date | None = None
    """The last day it was followed up."""

    def runs_on(self, day: date) -> bool:
        """Whether it has begun and not ended."""
        begun = self.started_on is not None and self.started_on <= day
        return begun and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True, slots=True)
class OutcomeCheck:
    """Asked again: whether an outcome holds."""

    on: date
    result: Lasting


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where it led, and what was found when it was asked about again, oldest first."""

    id: int
    on: date
    category: OutcomeCategory
    detail: str | None = None
    checks: tuple[OutcomeCheck, ...] = ()

    @property
    def broken_on(self) -> date | None:
        """The day it was found that it did not last."""
        days = [check.on for check in self.checks if check.result is Lasting.INTERRUPTED]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Recheck:
    """An outcome to ask about again: for which time (1 is the first), and on which day."""

    outcome: Outcome
    number: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody must look before the ladder goes on: from `due_on`."""

    reason: CheckReason
    due_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """One youth in one registration; attempts are those of that registration, oldest first."""

    youth: int
    born_on: date
    first_seen_on: date
    registered_on: date
    ended_on: date | None = None
    end_reason: EndReason | None = None
    protection: Protection = Protection.NONE
    phones: tuple[Phone, ...] = ()
    address: Address | None = None
    email: str = ""
    email_on: date = date.min
    """The day the e-mail address was recorded."""
    attempts: tuple[Attempt, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    restricted: bool = False
    do_not_contact_until: date | None = None
    check: Check | None = None
    by_hand: bool = False
    preferred: Channel | None = None
    """The channel the youth answers on: its rung is walked first."""
    appointments: tuple[Appointment, ...] = ()
    """Those of the registration, by day."""
    measures: tuple[Measure, ...] = ()
    """Those of the youth that have begun, by number."""
    outcomes: tuple[Outcome, ...] = ()
    """Those of the youth, oldest first."""
    is_participant: bool = False
    """Taking part without being in the duty: no end at 20, no deadline."""

    @property
    def duty_ends_on(self) -> date | None:
        """The day of turning 20; None for whom no duty covers."""
        return None if self.is_participant else birthday(self.born_on, DUTY_ENDS_AT)

    def outlives_duty_on(self, day: date) -> bool:
        """Whether the duty has ended by its age limit on a day; never for a participant."""
        ends_on = self.duty_ends_on
        return ends_on is not None and day >= ends_on

    @property
    def begins_on(self) -> date:
        """The first day of the registration: the statutory one, or the day it came if earlier."""
        return min(self.registered_on, self.first_seen_on)

    def is_left_alone_on(self, day: date) -> bool:
        """Whether somebody has decided that the youth is not to be contacted on a day."""
        until = self.do_not_contact_until
        return self.restricted or (until is not None and day < until)

    @property
    def booked(self) -> Appointment | None:
        """The first appointment nothing has become of yet."""
        open_ones = (a for a in self.appointments if a.state is AppointmentState.BOOKED)
        return next(open_ones, None)

    @property
    def has_information_visit(self) -> bool:
        """Whether one is agreed or made."""
        return any(
            a.kind is AppointmentKind.INFORMATION_VISIT
            and a.state in {AppointmentState.BOOKED, AppointmentState.CAME}
            for a in self.appointments
        )
