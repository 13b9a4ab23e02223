"""The code lists of what is done after the first contact: support, and what lasts of it."""

from enum import StrEnum


class RegisterKind(StrEnum):
    """Whom a register holds: youths in the duty, or participants outside it. Never both."""

    KAA = "kaa"
    PROGRAMME = "programme"


class MeasureState(StrEnum):
    """How far a measure came, in order; told by its days."""

    OFFERED = "offered"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    STARTED = "started"
    ENDED = "ended"


class Actor(StrEnum):
    """Who refers a youth, takes one over or is told: another service than the own team."""

    OUTREACH = "outreach"
    SCHOOL = "school"
    SCHOOL_HEALTH = "school-health"
    EMPLOYMENT_SERVICE = "employment-service"
    SOCIAL_SERVICES = "social-services"
    LABOUR_MARKET_UNIT = "labour-market-unit"
    INSURANCE_AGENCY = "insurance-agency"
    OTHER_MUNICIPALITY = "other-municipality"
    ASSOCIATION = "association"
    OTHER = "other"


class Decision(StrEnum):
    """What becomes of an application: what a team meeting says, or that the youth takes it back.

    One postponed is brought up again.
    """

    ACCEPTED = "accepted"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OF_THE_TEAM = (Decision.ACCEPTED, Decision.POSTPONED, Decision.REJECTED)
"""What a meeting can decide."""


class ConsentScope(StrEnum):
    """What a youth agrees to; the duty itself rests on law, never on consent."""

    TAKE_PART = "take-part"
    TEAM = "team"
    ACTOR = "actor"


class Direction(StrEnum):
    """Whether a referral came from another actor, or went to one."""

    IN = "in"
    OUT = "out"


class Lasting(StrEnum):
    """What is found when an outcome is asked about again."""

    SUSTAINED = "sustained"
    INTERRUPTED = "interrupted"
    NOT_KNOWN = "not-known"


class BreakReason(StrEnum):
    """Why an outcome did not last."""

    LEFT_STUDIES = "left-studies"
    JOB_ENDED = "job-ended"
    SUPPORT_ENDED = "support-ended"
    MOVED = "moved"
    OTHER = "other"


class Area(StrEnum):
    """The five areas of the anonymous questionnaire (seed 000), each told from 1 to 10."""

    PHYSICAL_HEALTH = "physical-health"
    MENTAL_HEALTH = "mental-health"
    FOOD = "food"
    SLEEP = "sleep"
    PERSONAL_DEVELOPMENT = "personal-development"


class Occasion(StrEnum):
    """When a questionnaire is filled in: as a course begins, and after it."""

    BEFORE = "before"
    AFTER = "after"


class Block(StrEnum):
    """The five blocks of the half-year report to the statistics agency."""

    MANDATORY = "mandatory"
    CONTACT = "contact"
    MEASURE_STARTED = "measure-started"
    MEASURE_ENDED = "measure-ended"
    DUTY_ENDED = "duty-ended"
