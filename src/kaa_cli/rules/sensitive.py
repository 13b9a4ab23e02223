"""Words that may not stand in free text: health, crime and the rest of 5 § (förordning 2006:39).

A net for what slips from the fingers, not a judge: it knows beginnings of words in both languages,
without case, and å ä ö typed as a and o too. What means something else here is let through by word
(`kaa settings allowed-words`), which is a decision of the municipality and logged as one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache


class Ground(StrEnum):
    """Why a word may not be kept."""

    HEALTH = "health"
    CRIME = "crime"
    FAITH = "faith"
    ORIGIN = "origin"
    OPINION = "opinion"
    SEX_LIFE = "sex-life"
    CARE = "care"
    """What the social services do for somebody: not in 5 §, but in no list of 4 § either."""


_BEGINNINGS: dict[Ground, str] = {
    Ground.HEALTH: """
        diagnos adhd autis asperger tourette npf psyk psychi psychos psychot psycholog depress
        deprim deppig deppar ångest panikatt anxiet anxious självskad självmord selfharm suicid
        ätstör anorexi bulimi bipol schizo ptsd trauma utbränd utmattning burnout stressrelat
        dyslex dyskalkyl missbruk alkoholis alkoholmiss alcoholi droger drogpåv drogtest drogbero
        drogmiss narkot narkoman knark cannabis hasch heroin kokain cocain amfetamin amphetamin
        drugs drugabus drugtest addict avgiftning beroendev beroendem nykterhet sjuk sickness
        sickleav illness disease disab handikap handicap funktionsned funktionshind funktionsvar
        rullstol wheelchair gravid pregnan abort missfall miscarriage förlossning cancer tumör
        tumour diabet epilep astma asthma allerg migrän migrain kronisk chronic ohälsa medicin
        tablett medication medicated läkarintyg läkarbesök läkartid läkarvård läkarunders sjukhus
        hospital lasarett öppenvård slutenvård heldygnsvård tvångsvård behandlingshem rehab terapi
        terapeut therap vaccin smittad covid långtidssjuk hälsotillstånd hälsoproblem
        """,
    Ground.CRIME: """
        brott kriminal kriminel criminal crime convict häkt anhållen anhållna anhölls dömd dömts
        dömas fängels prison fängsl arrest åtal åklag prosecut stöld stulit snatt rånad rånat
        misshandel misshandl våldtäkt våldtog våldsbrott ungdomsbrott inbrott polisanmäl polisförhör
        polisutred frivård straffad straffregist belastningsregist ungdomstjänst ungdomsövervak
        rättegång tingsrätt skadegör vandalis vapenbrott sexköp gängkrim gängmed parole burglar
        robber theft assault offender rapist
        """,
    Ground.FAITH: """
        religi muslim islam kristendom judisk judendom jewish hindu buddhis katolik katolsk
        catholic ortodox orthodox pingstkyrk frikyrk jehova moské mosque synagog ateis atheis
        ramadan hijab niqab koranen quran trosbek
        """,
    Ground.ORIGIN: """
        etni ethni zigen romsk samisk kurd hudfärg flykting refugee asyl
        ensamkommande rasifier
        """,
    Ground.OPINION: """
        fackför facklig partimed partipol nazis kommunist communist högerextr vänsterextr extremis
        """,
    Ground.SEX_LIFE: """
        homosex bisex lesb transperson transsex transgender transkvinn transman hbtq lgbt
        könsdysf könskorr könsidentitet queer sexlif sexliv sexualit
        """,
    Ground.CARE: """
        orosanm omhändertag tvångsomh familjehemsp kontaktfamilj socialbidrag försörjningsst
        """,
}
_WHOLE: dict[Ground, str] = {
    Ground.HEALTH: """
        bup add sick ill hiv ocd lss lpt lvm mår-dåligt self-harm eating-disorder eating-disorders
        mental-health
        """,
    Ground.CRIME: "domstol domstolen jail rape raped gripen gang-member suttit-inne",
    Ground.FAITH: "kristen kristna judar shia sunni imam",
    Ground.ORIGIN: "romer samer utländsk-bakgrund utländsk-härkomst skin-colour skin-color",
    Ground.OPINION: "trade-union",
    Ground.SEX_LIFE: "gay sexuell-läggning sexual-orientation",
    Ground.CARE: "lvu hvb foster-home foster-family",
}
"""Too short to be a beginning, or two words after each other: compared whole."""
_WITHIN: dict[Ground, str] = {
    Ground.HEALTH: "missbruk diagnos ångest sjukskriv sjukdom psykiatr självmord ohälsa",
    Ground.CRIME: "kriminell kriminalit",
}
"""Told by the end of a compound: spelmissbruk, adhddiagnos."""
_HARMLESS = """
    sjukskötersk sjukvårdsbitr sjukvårdsprogram sjukvårdsutb psykologi psychology diagnostiskt
    brottning brottare brottar brottas brottad fängslande hospitality heroine religionskunsk
    religionslär terapihund medicinsk medicintekn
"""
"""Education, occupations and everyday words that begin like one that is stopped."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_]([ .])[^\W\d_](?:\1[^\W\d_])+(?![^\W_])")
"""Letters one by one: a d h d, B.U.P."""
_SOFT_HYPHEN = "\u00ad"


def _plain(text: str) -> str:
    """The letters of a text without case and marks, hyphens as they are."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _each(words: dict[Ground, str]) -> dict[str, Ground]:
    return {_plain(word): ground for ground, told in words.items() for word in told.split()}


BEGINNINGS = _each(_BEGINNINGS)
WHOLE = _each(_WHOLE)
WITHIN = _each(_WITHIN)
_ALLOWED = tuple(map(_plain, _HARMLESS.split()))
_LENGTHS = sorted({len(word) for word in BEGINNINGS})
_PAIRS = frozenset(word.partition("-")[0] for word in WHOLE if "-" in word)


def sensitive_word(text: str, allowed: Iterable[str] = ()) -> tuple[str, Ground] | None:
    """The first word of a text that may not be kept, as it was typed, and why; else None.

    `allowed` are beginnings of words that the municipality has decided mean something else.
    """
    if text.lower() == text.upper():  # no letter: an import asks this of every phone number
        return None
    spared = tuple(map(_plain, allowed))
    composed = unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))
    for told in _spelled(composed):
        plain, ground = _judged(told[::2])
        if ground is not None and not (spared and plain.startswith(spared)):
            return told, ground
    last = before = ""
    for word in _WORD.findall(composed):
        plain, ground = _judged(word)
        told = word
        if before in _PAIRS and (pair := WHOLE.get(f"{before}-{plain}")):
            told, ground = f"{last} {word}", pair
        if ground is not None and not (spared and _plain(told).startswith(spared)):
            return told, ground
        last, before = word, plain
    return None


def _spelled(text: str) -> Iterator[str]:
    """What is spelled letter by letter: of "har a d h d i" also "a d h d"."""
    for found in _SPACED.finditer(text):
        whole = found[0]
        for start in range(0, len(whole), 2):
            for end in range(start + 5, min(len(whole), start + 2 * _LENGTHS[-1]) + 1, 2):
                yield whole[start:end]


@lru_cache(maxsize=20_000)
def _judged(word: str) -> tuple[str, Ground | None]:
    """A word in its plain form, and why it may not be kept; an import asks it of the same words."""
    plain = _plain(word).replace("’", "'")
    parts = plain.split("-")
    for part in (*parts, "".join(parts)) if len(parts) > 1 else parts:
        if ground := _ground(part):
            return plain, ground
    return plain, WHOLE.get(plain)


def _ground(word: str) -> Ground | None:
    if word.startswith(_ALLOWED):
        return None
    if word in WHOLE:
        return WHOLE[word]
    for length in _LENGTHS:
        if ground := BEGINNINGS.get(word[:length]):
            return ground
    return next((ground for within, ground in WITHIN.items() if within in word), None)
