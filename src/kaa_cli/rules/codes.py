"""The code lists: what a youth, an attempt, an occupation or an outcome can be called.

The English codes are what files, JSON and the register hold; `labels.py` has the words people see.
"""

from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class IdentityKind(StrEnum):
    PERSONAL = "personal"
    COORDINATION = "coordination"
    SCHOOL = "school"


class Protection(StrEnum):
    """Ordered from none to strongest; an import may raise it, never lower it."""

    NONE = "none"
    CONFIDENTIALITY = "confidentiality-marked"
    REGISTRATION = "protected-registration"
    ASSUMED = "assumed-identity"


class Channel(StrEnum):
    """A way to reach a youth; `find-number` is the step before the ladder."""

    PHONE = "phone"
    SMS = "sms"
    LETTER = "letter"
    POSTCARD = "postcard"
    HOME_VISIT = "home-visit"
    EMAIL = "e-mail"
    SOCIAL_MEDIA = "social-media"
    IN_PERSON = "in-person"
    DROP_IN = "drop-in"
    VIA_SCHOOL = "via-school"
    VIA_AUTHORITY = "via-authority"
    FIND_NUMBER = "find-number"


class Task(StrEnum):
    """What is due when it is not a rung: beside the channels in `Step.channel`."""

    FOLLOW_UP = "follow-up"
    CHECK = "check"
    NONE = "none"


class Target(StrEnum):
    YOUTH = "youth"
    GUARDIAN = "guardian"
    OTHER = "other"


class AttemptResult(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no-answer"
    VOICEMAIL = "voicemail"
    CALL_LATER = "call-later"
    WRONG_NUMBER = "wrong-number"
    SENT = "sent"
    REPLIED = "replied"
    RETURNED = "returned"
    NOT_HOME = "not-home"
    DECLINED = "declined"
    DO_NOT_CONTACT = "do-not-contact"
    SAID_MOVED = "said-moved"
    SAID_NOT_IN_TARGET = "said-not-in-target"
    NO_NUMBER = "no-number"


class PhoneState(StrEnum):
    WORKS = "works"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class OccupationCode(StrEnum):
    UPPER_SECONDARY = "upper-secondary"
    INTRODUCTORY = "introductory"
    KOMVUX = "komvux"
    KOMVUX_BASIC = "komvux-basic"
    SFI = "sfi"
    FOLK_HIGH_SCHOOL = "folk-high-school"
    HIGHER_VOCATIONAL = "higher-vocational"
    LABOUR_MARKET_TRAINING = "labour-market-training"
    OTHER_STUDIES = "other-studies"
    WORK = "work"
    INTERNSHIP = "internship"
    JOB_SEEKING = "job-seeking"
    MILITARY = "military"
    ABROAD = "abroad"
    PARENTAL_LEAVE = "parental-leave"
    NONE = "none"
    OTHER = "other"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Who told of an occupation; the youth's own account is kept apart in every figure."""

    YOUTH = "youth"
    GUARDIAN = "guardian"
    SCHOOL = "school"
    AUTHORITY = "authority"
    OTHER = "other"


class Reason(StrEnum):
    """Why a registration began."""

    DROPPED_OUT_NATIONAL = "dropped-out-national"
    DROPPED_OUT_ADAPTED = "dropped-out-adapted"
    DROPPED_OUT_INTRODUCTORY = "dropped-out-introductory"
    NEVER_STARTED = "never-started"
    STUDY_CERTIFICATE = "study-certificate"
    COMPLETED_INTRODUCTORY = "completed-introductory"
    MOVED_IN = "moved-in"
    OTHER = "other"
    UNKNOWN = "unknown"


class EndReason(StrEnum):
    """Why a registration ended."""

    TURNED_20 = "turned-20"
    UPPER_SECONDARY = "upper-secondary"
    INTRODUCTORY = "introductory"
    EQUIVALENT = "equivalent"
    COMPLETED = "completed"
    MOVED = "moved"
    DECEASED = "deceased"
    NOT_IN_TARGET = "not-in-target"


class CheckReason(StrEnum):
    """Why somebody must look at a registration before the ladder goes on."""

    SAID_MOVED = "said-moved"
    SAID_NOT_IN_TARGET = "said-not-in-target"
    GONE = "gone"
    BACK_ON_LIST = "back-on-list"
    DOUBLE = "double"


class AppointmentKind(StrEnum):
    INFORMATION_VISIT = "information-visit"
    FIRST_TALK = "first-talk"
    TALK = "talk"


class AppointmentState(StrEnum):
    """What became of an appointment; one that was moved stands beside the new one."""

    BOOKED = "booked"
    CAME = "came"
    MISSED = "missed"
    MOVED = "moved"
    CANCELLED = "cancelled"


class OutcomeCategory(StrEnum):
    STUDIES = "studies"
    WORK = "work"
    OTHER_AUTHORITY = "other-authority"
    REMAINS = "remains"


class MeasureType(StrEnum):
    """What a municipality offers: the repertoire of seeds 000-002, and what the law counts in."""

    STUDY_GUIDANCE = "study-guidance"
    COACHING = "coaching"
    MOTIVATIONAL_TALKS = "motivational-talks"
    SUPPORTIVE_TALKS = "supportive-talks"
    SELF_CONFIDENCE = "self-confidence"
    HEALTH_ACTIVITIES = "health-activities"
    SOCIAL_ACTIVITIES = "social-activities"
    CIVIC_ORIENTATION = "civic-orientation"
    STUDY_VISITS = "study-visits"
    LECTURES = "lectures"
    INTERNSHIP = "internship"
    TRIAL_COURSE = "trial-course"
    INTENSIVE_COURSE = "intensive-course"
    STUDY_TECHNIQUE = "study-technique"
    EVERYDAY_SUPPORT = "everyday-support"
    GUIDANCE_TO_SERVICES = "guidance-to-services"
    STUDY_COACHING = "study-coaching"
    STUDY_SUPPORT = "study-support"
    STRUCTURE_SUPPORT = "structure-support"
    SPECIAL_EDUCATION = "special-education"
    GROUP_WORK = "group-work"
    FILM_WORK = "film-work"
    EQUAL_TREATMENT = "equal-treatment"
    KOMVUX_BASIC = "komvux-basic"
    SFI = "sfi"
    ORIENTATION_COURSE = "orientation-course"
    OTHER = "other"


class MeasureEnd(StrEnum):
    """Why a measure ended."""

    COMPLETED = "completed"
    TO_STUDIES = "to-studies"
    TO_WORK = "to-work"
    TO_OTHER_MEASURE = "to-other-measure"
    INTERRUPTED = "interrupted"
    TURNED_20 = "turned-20"
    MOVED = "moved"
    OTHER = "other"


class WorkDetail(StrEnum):
    EMPLOYMENT = "employment"
    TEMPORARY = "temporary"
    OWN_BUSINESS = "own-business"


class AuthorityDetail(StrEnum):
    EMPLOYMENT_SERVICE = "employment-service"
    SOCIAL_SERVICES = "social-services"
    LABOUR_MARKET_UNIT = "labour-market-unit"
    INSURANCE_AGENCY = "insurance-agency"


DETAILS: dict[OutcomeCategory, tuple[StrEnum, ...]] = {
    OutcomeCategory.STUDIES: (
        OccupationCode.UPPER_SECONDARY,
        OccupationCode.INTRODUCTORY,
        OccupationCode.KOMVUX,
        OccupationCode.KOMVUX_BASIC,
        OccupationCode.SFI,
        OccupationCode.FOLK_HIGH_SCHOOL,
        OccupationCode.HIGHER_VOCATIONAL,
        OccupationCode.LABOUR_MARKET_TRAINING,
        OccupationCode.OTHER_STUDIES,
    ),
    OutcomeCategory.WORK: tuple(WorkDetail),
    OutcomeCategory.OTHER_AUTHORITY: tuple(AuthorityDetail),
    OutcomeCategory.REMAINS: (),
}
"""What an outcome can be told as more exactly, by its category."""


class Knowledge(StrEnum):
    """What is known of what a youth does: the last four are ways of not knowing."""

    MAPPED = "mapped"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class Place(StrEnum):
    """Where a youth in scope is: everybody is in exactly one of these."""

    FIND_NUMBER = "find-number"
    RUNG = "rung"
    NO_WAY = "no-way"
    MAPPED = "mapped"
    IN_MEASURE = "in-measure"
    BOOKED = "booked"
    RESTING = "resting"
    CHECK = "check"
    OUT_OF_QUEUE = "out-of-queue"
