"""The code lists of the reports: groupings, stations, goals, parts of the day."""

from enum import StrEnum


class By(StrEnum):
    """What the figures of a report can be grouped by; several are crossed."""

    SEX = "sex"
    AGE = "age"
    SCHOOL = "school"
    REASON = "reason"
    PROGRAMME = "programme"
    MUNICIPALITY = "municipality"
    CONTACT_PERSON = "contact-person"

    @property
    def key(self) -> str:
        """Its name in JSON."""
        return self.value.replace("-", "_")


class Station(StrEnum):
    """The stations of the chain, in order."""

    ATTEMPTED = "attempted"
    REACHED = "reached"
    MAPPED = "mapped"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    STARTED = "started"
    OUTCOME = "outcome"
    STILL_THERE = "still-there"


class Goal(StrEnum):
    """What is to be reached; the last two are told apart because a try is no contact."""

    MAPPED = "mapped"
    ONWARD = "onward"
    FIRST_ATTEMPT = "first-attempt"
    CONTACT = "contact"


class Part(StrEnum):
    """A part of the day in which somebody is called."""

    MORNING = "morning"
    EARLY_AFTERNOON = "early-afternoon"
    LATE_AFTERNOON = "late-afternoon"
    EVENING = "evening"
    NOT_NOTED = "not-noted"


class Fault(StrEnum):
    """What can be amiss in a half-year report, in the order it is told."""

    NO_PERSONAL_NUMBER = "no-personal-number"
    REASON_UNKNOWN = "reason-unknown"
    TURNED_20 = "turned-20"
    NOT_ENDED = "measure-not-ended"
    NO_END_REASON = "measure-without-end-reason"
    NO_OCCUPATION_AFTER = "no-occupation-after"
    OUTSIDE = "measure-outside-the-duty"
    MUNICIPALITY_UNKNOWN = "municipality-unknown"
    SEX_UNKNOWN = "sex-unknown"
