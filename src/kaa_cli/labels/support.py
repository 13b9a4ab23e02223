"""The words for the codes of support, and the forms that may be typed for them beside them."""

from enum import StrEnum

from kaa_cli.labels.word import W
from kaa_cli.rules.commands import Kind
from kaa_cli.rules.support_codes import (
    Actor,
    Area,
    Block,
    BreakReason,
    ConsentScope,
    Decision,
    Direction,
    Lasting,
    MeasureState,
    Occasion,
    RegisterKind,
)

SUPPORT: dict[type[StrEnum], dict[StrEnum, W]] = {
    RegisterKind: {
        RegisterKind.KAA: W("register", "youths in the duty", "ansvaret"),
        RegisterKind.PROGRAMME: W("register", "participants outside the duty", "verksamhet"),
    },
    MeasureState: {
        MeasureState.OFFERED: W("measure state", "offered", "erbjuden"),
        MeasureState.DECLINED: W("measure state", "declined", "avböjd"),
        MeasureState.ACCEPTED: W("measure state", "accepted", "antagen"),
        MeasureState.STARTED: W("measure state", "started", "påbörjad", "pågår"),
        MeasureState.ENDED: W("measure state", "ended", "avslutad"),
    },
    Actor: {
        Actor.OUTREACH: W("actor", "own initiative, by the outreach", "egen", "uppsökande"),
        Actor.SCHOOL: W("actor", "the school", "skolan", "rektor"),
        Actor.SCHOOL_HEALTH: W("actor", "the school health team", "elevhälsan"),
        Actor.EMPLOYMENT_SERVICE: W("actor", "the employment service", "arbetsförmedlingen", "af"),
        Actor.SOCIAL_SERVICES: W("actor", "social services", "socialtjänsten"),
        Actor.LABOUR_MARKET_UNIT: W("actor", "the labour market unit", "ame"),
        Actor.INSURANCE_AGENCY: W(
            "actor", "the social insurance agency", "försäkringskassan", "fk"
        ),
        Actor.OTHER_MUNICIPALITY: W("actor", "another municipality", "annan-kommun"),
        Actor.ASSOCIATION: W("actor", "an association", "förening"),
        Actor.OTHER: W("actor", "someone else", "annan"),
    },
    Decision: {
        Decision.ACCEPTED: W("decision", "accepted", "antagen"),
        Decision.POSTPONED: W("decision", "postponed", "uppskjuten"),
        Decision.REJECTED: W("decision", "rejected", "avslag"),
        Decision.WITHDRAWN: W("decision", "withdrawn", "återtagen"),
    },
    ConsentScope: {
        ConsentScope.TAKE_PART: W("consent", "taking part", "delta", "deltagande"),
        ConsentScope.TEAM: W("consent", "being named at the team meeting", "teamet", "teammöte"),
        ConsentScope.ACTOR: W("consent", "sharing with another actor", "aktör", "annan-aktör"),
    },
    Direction: {
        Direction.IN: W("referral", "from", "från"),
        Direction.OUT: W("referral", "to", "till"),
    },
    Lasting: {
        Lasting.SUSTAINED: W("lasting", "sustained", "håller", "kvar"),
        Lasting.INTERRUPTED: W("lasting", "interrupted", "bruten", "avbruten"),
        Lasting.NOT_KNOWN: W("lasting", "not known", "okänt", "uppgift-saknas"),
    },
    BreakReason: {
        BreakReason.LEFT_STUDIES: W("break", "left the studies", "avbröt-studier"),
        BreakReason.JOB_ENDED: W("break", "the job ended", "jobbet-slut"),
        BreakReason.SUPPORT_ENDED: W("break", "the support ended", "stödet-slut"),
        BreakReason.MOVED: W("break", "moved", "flyttat"),
        BreakReason.OTHER: W("break", "other reason", "annan-orsak"),
    },
    Area: {
        Area.PHYSICAL_HEALTH: W("area", "physical health", "fysisk-hälsa"),
        Area.MENTAL_HEALTH: W("area", "mental health", "psykisk-hälsa"),
        Area.FOOD: W("area", "food", "mat"),
        Area.SLEEP: W("area", "sleep", "sömn"),
        Area.PERSONAL_DEVELOPMENT: W("area", "personal development", "personlig-utveckling"),
    },
    Kind: {
        Kind.CHANGE: W("log", "change", "ändring"),
        Kind.READ: W("log", "look-up", "visning"),
        Kind.LIST: W("log", "list", "lista"),
        Kind.EXPORT: W("log", "file", "fil", "export"),
        Kind.REFUSAL: W("log", "refusal", "nekad"),
        Kind.CLAIM: W("log", "claim", "upptagen"),
        Kind.PURGE: W("log", "purge", "gallring"),
        Kind.RESTORE: W("log", "restore", "återläsning"),
        Kind.RIGHTS: W("log", "rights", "behörigheter"),
    },
    Occasion: {
        Occasion.BEFORE: W("occasion", "before", "före"),
        Occasion.AFTER: W("occasion", "after", "efter"),
    },
    Block: {
        Block.MANDATORY: W("block", "mandatory data"),
        Block.CONTACT: W("block", "contact"),
        Block.MEASURE_STARTED: W("block", "measure started"),
        Block.MEASURE_ENDED: W("block", "measure ended"),
        Block.DUTY_ENDED: W("block", "the duty has ended"),
    },
}
