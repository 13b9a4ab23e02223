"""The words for every code, and the forms that may be typed for it beside them.

English is the msgid, Swedish stands in the catalogue. They are written as inside a sentence.
"""

from enum import StrEnum

from kaa_cli.labels.lists import LISTS
from kaa_cli.labels.reports import REPORTS
from kaa_cli.labels.support import SUPPORT
from kaa_cli.labels.word import W
from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    AuthorityDetail,
    Channel,
    CheckReason,
    EndReason,
    IdentityKind,
    Knowledge,
    MeasureEnd,
    MeasureType,
    OccupationCode,
    OutcomeCategory,
    PhoneState,
    Place,
    Protection,
    Reason,
    Sex,
    Source,
    Target,
    Task,
    WorkDetail,
)
from kaa_cli.rules.visits import VisitResult

LABELS: dict[type[StrEnum], dict[StrEnum, W]] = {
    Sex: {
        Sex.FEMALE: W("sex", "girl", "flicka", "kvinna", "tjej", "f", "k"),
        Sex.MALE: W("sex", "boy", "pojke", "man", "kille", "m", "p"),
    },
    IdentityKind: {
        IdentityKind.PERSONAL: W("identity", "personal number"),
        IdentityKind.COORDINATION: W("identity", "coordination number"),
        IdentityKind.SCHOOL: W("identity", "TF number"),
    },
    Protection: {
        Protection.NONE: W("protection", "not protected", "inget"),
        Protection.CONFIDENTIALITY: W(
            "protection", "confidentiality-marked", "sekretessmarkering", "sekretess"
        ),
        Protection.REGISTRATION: W("protection", "protected registration", "skyddad-folkbokföring"),
        Protection.ASSUMED: W("protection", "assumed identity", "fingerade-personuppgifter"),
    },
    Channel: {
        Channel.PHONE: W("channel", "phone", "telefon", "tel", "ring", "ringt", "samtal"),
        Channel.SMS: W("channel", "sms", "sms"),
        Channel.LETTER: W("channel", "letter", "brev"),
        Channel.POSTCARD: W("channel", "postcard", "vykort"),
        Channel.HOME_VISIT: W("channel", "home visit", "hembesök", "besök"),
        Channel.EMAIL: W("channel", "e-mail", "e-post", "mejl", "mail"),
        Channel.SOCIAL_MEDIA: W("channel", "social media", "sociala-medier"),
        Channel.IN_PERSON: W("channel", "sought out in person", "uppsökt", "plats"),
        Channel.DROP_IN: W("channel", "came to us", "besökte-oss"),
        Channel.VIA_SCHOOL: W("channel", "via the school", "skolan"),
        Channel.VIA_AUTHORITY: W(
            "channel", "via another service or authority", "myndighet", "verksamhet"
        ),
        Channel.FIND_NUMBER: W("channel", "find number", "sök-nummer"),
    },
    Task: {
        Task.FOLLOW_UP: W("task", "follow-up", "uppföljning"),
        Task.CHECK: W("task", "to be checked", "kontrollera"),
        Task.NONE: W("task", "no way to reach", "ingen"),
    },
    Target: {
        Target.YOUTH: W("target", "the youth", "ungdomen", "själv", "eleven"),
        Target.GUARDIAN: W(
            "target", "guardian", "vårdnadshavare", "vh", "förälder", "mamma", "pappa"
        ),
        Target.OTHER: W("target", "someone else", "annan"),
    },
    AttemptResult: {
        AttemptResult.REACHED: W("result", "reached", "nådd", "nådde", "fick-svar", "svarade"),
        AttemptResult.NO_ANSWER: W(
            "result", "no answer", "inget-svar", "svarar-inte", "svarade-inte", "upptaget"
        ),
        AttemptResult.VOICEMAIL: W("result", "voicemail", "telefonsvarare", "svarare"),
        AttemptResult.CALL_LATER: W("result", "call later", "ring-senare"),
        AttemptResult.WRONG_NUMBER: W("result", "wrong number", "fel-nummer"),
        AttemptResult.SENT: W("result", "sent", "skickat", "skickad"),
        AttemptResult.REPLIED: W("result", "a reply came in", "svar-kom-in"),
        AttemptResult.RETURNED: W(
            "result", "the letter was returned", "retur", "kom-i-retur", "i-retur"
        ),
        AttemptResult.NOT_HOME: W("result", "nobody home", "ingen-hemma", "inte-hemma", "ej-hemma"),
        AttemptResult.DECLINED: W(
            "result", "declines", "avböjer", "avböjde", "tackar-nej", "tackade-nej", "nej"
        ),
        AttemptResult.DO_NOT_CONTACT: W(
            "result", "does not want to be contacted", "vill-inte-bli-kontaktad", "kontakta-inte"
        ),
        AttemptResult.SAID_MOVED: W("result", "said to have moved", "flyttat", "moved"),
        AttemptResult.SAID_NOT_IN_TARGET: W(
            "result", "said not to be in the target group", "inte-målgruppen", "not-in-target"
        ),
        AttemptResult.NO_NUMBER: W("result", "finds no number", "inget-nummer"),
    },
    VisitResult: {
        VisitResult.REACHED: W("visit", "reached", "nådd"),
        VisitResult.GUARDIAN_REACHED: W(
            "visit", "guardian reached", "vårdnadshavare-nådd", "vh-nådd"
        ),
        VisitResult.NOT_HOME: W("visit", "nobody home", "ingen-hemma", "ej-hemma"),
        VisitResult.DECLINED: W("visit", "declines", "avböjer", "avböjde", "tackar-nej"),
        VisitResult.WRONG_ADDRESS: W("visit", "wrong address", "fel-adress"),
        VisitResult.NOT_VISITED: W("visit", "not visited", "inte-besökt", "ej-besökt"),
    },
    PhoneState: {
        PhoneState.WORKS: W("phone", "works", "fungerar"),
        PhoneState.WRONG: W("phone", "wrong", "fel"),
        PhoneState.UNKNOWN: W("phone", "untried", "oprövat"),
    },
    OccupationCode: {
        OccupationCode.UPPER_SECONDARY: W(
            "occupation", "upper secondary school, also adapted", "gymnasiet", "gymnasium"
        ),
        OccupationCode.INTRODUCTORY: W(
            "occupation", "introductory programme", "introduktionsprogram", "im"
        ),
        OccupationCode.KOMVUX: W("occupation", "komvux, upper secondary level", "komvux"),
        OccupationCode.KOMVUX_BASIC: W("occupation", "komvux, basic level", "komvux-grundläggande"),
        OccupationCode.SFI: W("occupation", "Swedish for immigrants (sfi)", "sfi"),
        OccupationCode.FOLK_HIGH_SCHOOL: W("occupation", "folk high school", "folkhögskola"),
        OccupationCode.HIGHER_VOCATIONAL: W(
            "occupation", "higher vocational education", "yrkeshögskola", "yh"
        ),
        OccupationCode.LABOUR_MARKET_TRAINING: W(
            "occupation", "labour market training", "arbetsmarknadsutbildning"
        ),
        OccupationCode.OTHER_STUDIES: W("occupation", "other studies", "annan-utbildning"),
        OccupationCode.WORK: W("occupation", "work", "arbete", "arbetar", "jobb", "jobbar"),
        OccupationCode.INTERNSHIP: W("occupation", "internship", "praktik"),
        OccupationCode.JOB_SEEKING: W("occupation", "job-seeking", "arbetssökande"),
        OccupationCode.MILITARY: W("occupation", "military service", "värnplikt"),
        OccupationCode.ABROAD: W("occupation", "is abroad", "utomlands"),
        OccupationCode.PARENTAL_LEAVE: W("occupation", "parental leave", "föräldraledig"),
        OccupationCode.NONE: W("occupation", "no occupation", "ingen", "inget"),
        OccupationCode.OTHER: W("occupation", "other", "annat"),
        OccupationCode.UNKNOWN: W("occupation", "unknown", "okänd", "vet-inte"),
    },
    Source: {
        Source.YOUTH: W("source", "own account", "ungdomen", "egen"),
        Source.GUARDIAN: W("source", "according to the guardian", "vårdnadshavare", "vh"),
        Source.SCHOOL: W("source", "according to the school", "skolan"),
        Source.AUTHORITY: W("source", "according to an authority", "myndighet"),
        Source.OTHER: W("source", "according to someone else", "annan"),
    },
    Reason: {
        Reason.DROPPED_OUT_NATIONAL: W(
            "reason", "dropped out, national programme", "avbrott-nationellt"
        ),
        Reason.DROPPED_OUT_ADAPTED: W(
            "reason", "dropped out, adapted upper secondary school", "avbrott-anpassad"
        ),
        Reason.DROPPED_OUT_INTRODUCTORY: W(
            "reason", "dropped out, introductory programme", "avbrott-introduktion", "avbrott-im"
        ),
        Reason.NEVER_STARTED: W(
            "reason", "never started upper secondary", "aldrig-påbörjat", "ej-påbörjat", "ej-börjat"
        ),
        Reason.STUDY_CERTIFICATE: W(
            "reason", "study certificate (without a diploma)", "studiebevis"
        ),
        Reason.COMPLETED_INTRODUCTORY: W(
            "reason",
            "completed introductory programme, does not go on",
            "slutfört-introduktion",
        ),
        Reason.MOVED_IN: W("reason", "moved in", "inflyttad", "flyttat-in"),
        Reason.OTHER: W("reason", "other reason", "annan-orsak"),
        Reason.UNKNOWN: W("reason", "not known", "uppgift-saknas", "okänd"),
    },
    EndReason: {
        EndReason.TURNED_20: W("end", "turned 20", "fyllt-20"),
        EndReason.UPPER_SECONDARY: W(
            "end", "began a national or adapted programme", "gymnasiet", "nationellt", "anpassat"
        ),
        EndReason.INTRODUCTORY: W(
            "end", "began an introductory programme", "introduktionsprogram", "im"
        ),
        EndReason.EQUIVALENT: W("end", "began equivalent education", "motsvarande"),
        EndReason.COMPLETED: W("end", "completed education", "slutfört"),
        EndReason.MOVED: W("end", "moved from the municipality", "flyttat", "utflyttad"),
        EndReason.DECEASED: W("end", "deceased", "avliden"),
        EndReason.NOT_IN_TARGET: W("end", "wrongly registered", "felaktigt-registrerad"),
    },
    CheckReason: {
        CheckReason.SAID_MOVED: W("check", "said to have moved"),
        CheckReason.SAID_NOT_IN_TARGET: W("check", "said not to be in the target group"),
        CheckReason.GONE: W("check", "missing from the list"),
        CheckReason.BACK_ON_LIST: W("check", "back on the list"),
        CheckReason.DOUBLE: W("check", "may be in the register already"),
    },
    MeasureType: {
        MeasureType.STUDY_GUIDANCE: W(
            "measure", "study and career guidance", "studievägledning", "vägledning", "syv"
        ),
        MeasureType.COACHING: W("measure", "coaching", "coachning"),
        MeasureType.MOTIVATIONAL_TALKS: W("measure", "motivational talks", "motiverande-samtal"),
        MeasureType.SUPPORTIVE_TALKS: W("measure", "supportive talks", "samtalsstöd"),
        MeasureType.SELF_CONFIDENCE: W("measure", "self-confidence", "självkänsla"),
        MeasureType.HEALTH_ACTIVITIES: W("measure", "health activities", "friskvård"),
        MeasureType.SOCIAL_ACTIVITIES: W("measure", "social activities", "sociala-aktiviteter"),
        MeasureType.CIVIC_ORIENTATION: W("measure", "civic orientation", "samhällsorientering"),
        MeasureType.STUDY_VISITS: W("measure", "study visits", "studiebesök"),
        MeasureType.LECTURES: W("measure", "lectures", "föreläsningar"),
        MeasureType.INTERNSHIP: W("measure", "internship", "praktik"),
        MeasureType.TRIAL_COURSE: W("measure", "trial course", "prova-på-kurs"),
        MeasureType.INTENSIVE_COURSE: W("measure", "intensive course", "intensivkurs"),
        MeasureType.STUDY_TECHNIQUE: W("measure", "study technique", "studieteknik"),
        MeasureType.EVERYDAY_SUPPORT: W("measure", "everyday support", "stöd-i-vardagen"),
        MeasureType.GUIDANCE_TO_SERVICES: W("measure", "guidance to other services", "lotsning"),
        MeasureType.STUDY_COACHING: W("measure", "study coaching", "studiecoachning"),
        MeasureType.STUDY_SUPPORT: W("measure", "study support", "studiestöd"),
        MeasureType.STRUCTURE_SUPPORT: W("measure", "support with structure", "strukturstöd"),
        MeasureType.SPECIAL_EDUCATION: W(
            "measure", "work with a special-needs teacher", "specialpedagog"
        ),
        MeasureType.GROUP_WORK: W("measure", "group work", "grupparbete"),
        MeasureType.FILM_WORK: W("measure", "film work", "filmarbete"),
        MeasureType.EQUAL_TREATMENT: W("measure", "equal treatment work", "likabehandling"),
        MeasureType.KOMVUX_BASIC: W("measure", "komvux, basic level", "komvux-grundläggande"),
        MeasureType.SFI: W("measure", "Swedish for immigrants (sfi)", "sfi"),
        MeasureType.ORIENTATION_COURSE: W("measure", "orientation course", "orienteringskurs"),
        MeasureType.OTHER: W("measure", "other measure", "annan-åtgärd", "annat"),
    },
    MeasureEnd: {
        MeasureEnd.COMPLETED: W("measure end", "completed", "genomförd", "slutförd"),
        MeasureEnd.TO_STUDIES: W("measure end", "began to study", "studier"),
        MeasureEnd.TO_WORK: W("measure end", "began to work", "arbete"),
        MeasureEnd.TO_OTHER_MEASURE: W("measure end", "went on to another measure", "annan-åtgärd"),
        MeasureEnd.INTERRUPTED: W("measure end", "interrupted", "avbruten", "avbröts"),
        MeasureEnd.TURNED_20: W("measure end", "turned 20", "fyllt-20"),
        MeasureEnd.MOVED: W("measure end", "moved from the municipality", "flyttat"),
        MeasureEnd.OTHER: W("measure end", "other reason", "annan-orsak"),
    },
    OutcomeCategory: {
        OutcomeCategory.STUDIES: W("outcome", "studies", "studier"),
        OutcomeCategory.WORK: W("outcome", "work", "arbete", "jobb"),
        OutcomeCategory.OTHER_AUTHORITY: W("outcome", "other authority", "annan-myndighet"),
        OutcomeCategory.REMAINS: W("outcome", "remains", "kvar"),
    },
    WorkDetail: {
        WorkDetail.EMPLOYMENT: W("work", "employment", "anställning"),
        WorkDetail.TEMPORARY: W("work", "temporary or holiday job", "visstid", "feriejobb"),
        WorkDetail.OWN_BUSINESS: W("work", "own business", "eget-företag"),
    },
    AuthorityDetail: {
        AuthorityDetail.EMPLOYMENT_SERVICE: W(
            "authority", "the employment service", "arbetsförmedlingen", "af"
        ),
        AuthorityDetail.SOCIAL_SERVICES: W("authority", "social services", "socialtjänsten"),
        AuthorityDetail.LABOUR_MARKET_UNIT: W("authority", "the labour market unit", "ame"),
        AuthorityDetail.INSURANCE_AGENCY: W(
            "authority", "the social insurance agency", "försäkringskassan", "fk"
        ),
    },
    Place: {
        Place.FIND_NUMBER: W("place", "find number"),
        Place.RUNG: W("place", "on the ladder"),
        Place.NO_WAY: W("place", "no way to reach"),
        Place.MAPPED: W("place", "mapped"),
        Place.IN_MEASURE: W("place", "in a measure"),
        Place.BOOKED: W("place", "has an appointment"),
        Place.RESTING: W("place", "at rest"),
        Place.CHECK: W("place", "to be checked"),
        Place.OUT_OF_QUEUE: W("place", "out of the queue"),
    },
    Knowledge: {
        Knowledge.MAPPED: W("knowledge", "mapped", "kartlagd"),
        Knowledge.EXPIRED: W("knowledge", "expired", "inaktuell"),
        Knowledge.UNKNOWN: W("knowledge", "unknown", "okänd"),
        Knowledge.REFUSED: W("knowledge", "refused", "avböjt"),
        Knowledge.UNREACHABLE: W("knowledge", "unreachable", "inte-nåbar", "onåbar"),
    },
    AppointmentKind: {
        AppointmentKind.INFORMATION_VISIT: W("appointment", "information visit", "infobesök"),
        AppointmentKind.FIRST_TALK: W("appointment", "first talk", "första-möte"),
        AppointmentKind.TALK: W("appointment", "talk", "samtal"),
    },
    AppointmentState: {
        AppointmentState.BOOKED: W("appointment state", "booked"),
        AppointmentState.CAME: W("appointment state", "came"),
        AppointmentState.MISSED: W("appointment state", "did not come"),
        AppointmentState.MOVED: W("appointment state", "moved"),
        AppointmentState.CANCELLED: W("appointment state", "cancelled"),
    },
    **LISTS,
    **SUPPORT,
    **REPORTS,
}
