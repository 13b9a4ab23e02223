"""Which column holds which field: the headings that school systems and spreadsheets use.

Case, blanks, punctuation and the marks on å ä ö make no difference. No public source states the
real headings, so what is missing here can be said with --column HEADING=field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaa_cli.errors import UsageProblem
from kaa_cli.files.table import refuse
from kaa_cli.labels import field_word, plain, quotable
from kaa_cli.words import _

_IDENTITY = (
    "Personnummer", "Personnr", "Person nr", "Pnr", "Pers.nr", "Personbeteckning", "Identitet",
    "Identitetsnummer", "Personal number", "Personal identity number", "Identity number",
)  # fmt: skip
_ROSTER: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "given_name": ("Förnamn", "Tilltalsnamn", "Given name", "First name"),
    "family_name": ("Efternamn", "Family name", "Last name", "Surname"),
    "name": ("Namn", "Elev", "Elevnamn", "Elevens namn", "Ungdom", "Name", "Full name"),
    "sex": ("Kön", "Sex", "Gender"),
    "street": ("Adress", "Gatuadress", "Gata", "Utdelningsadress", "Address", "Street address"),
    "postcode": ("Postnummer", "Postnr", "Post code", "Postal code", "Zip code"),
    "city": ("Ort", "Postort", "Stad", "City", "Town"),
    "municipality": ("Kommun", "Hemkommun", "Folkbokföringskommun", "Kommunkod"),
    "phone": (
        "Telefon", "Telefon 1", "Elevens telefon", "Elevens mobil", "Telefonnummer", "Telefonnr",
        "Tel", "Tfn", "Telnr", "Mobil", "Mobilnummer", "Mobilnr", "Mobiltelefon", "Phone number",
        "Telephone", "Mobile", "Mobile phone",
    ),
    "phone_2": ("Telefon 2", "Tfn 2", "Mobil 2", "Hemtelefon", "Telefon hem", "Annan telefon"),
    "email": ("E-post", "E-postadress", "E-mail", "Mejl", "Mail", "Mailadress", "Mejladress"),
    "school": (
        "Skola", "Hemskola", "Skolenhet", "Skolans namn", "Gymnasieskola", "Avlämnande skola",
        "Senaste skola", "Last school",
    ),
    "study_programme": ("Program", "Studieväg", "Utbildning", "Gymnasieprogram", "Programme"),
    "left_school_on": (
        "Avbrott", "Avbrottsdatum", "Avgångsdatum", "Studieavbrott", "Datum för avbrott",
        "Avslutade skolan", "Left school", "Drop-out date",
    ),
    "registered_on": (
        "Registrerad", "Registreringsdatum", "Reg.datum", "Datum för registrering", "Registered",
    ),
    "first_seen_on": ("Ny på listan", "Först sedd", "Inkom", "First seen"),
    "reason": (
        "Orsak", "Avbrottsorsak", "Registreringsorsak", "Orsak till registrering",
        "Orsak registrering", "Anledning", "Cause",
    ),
    "referred_by": ("Anvisad av", "Remitterad av", "Anmäld av", "Referred by"),
    "protection": (
        "Skyddad", "Skydd", "Sekretess", "Sekretessmarkering", "Sekretessmarkerad", "Sekr",
        "Skyddade personuppgifter", "Skyddad identitet", "Skyddad id", "Protected",
    ),
    "protected_registration": ("Skyddad folkbokföring", "Kvarskrivning", "Kvarskriven"),
    "assumed_identity": ("Fingerade personuppgifter", "Fingerad", "Fingerad identitet"),
    "guardian_1_name": (
        "Vårdnadshavare", "Vårdnadshavare 1", "Vårdnadshavares namn", "Vårdnadshavare 1 namn",
        "Vh", "Vh 1", "Vh namn", "Vh 1 namn", "Målsman", "Målsman 1", "Guardian", "Guardian 1",
        "Guardian name",
    ),
    "guardian_1_phone": (
        "Vårdnadshavares telefon", "Vårdnadshavare telefon", "Vårdnadshavare 1 telefon",
        "Vårdnadshavare mobil", "Vårdnadshavare 1 mobil", "Telefon vårdnadshavare",
        "Telefon vårdnadshavare 1", "Vh telefon", "Vh 1 telefon", "Vh tfn", "Vh 1 tfn", "Vh mobil",
        "Vh 1 mobil", "Telefon vh", "Tfn vh", "Målsmans telefon", "Målsman telefon",
        "Guardian phone",
    ),
    "guardian_2_name": (
        "Vårdnadshavare 2", "Vårdnadshavare 2 namn", "Vh 2", "Vh 2 namn", "Målsman 2", "Guardian 2",
    ),
    "guardian_2_phone": (
        "Vårdnadshavare 2 telefon", "Vårdnadshavare 2 mobil", "Telefon vårdnadshavare 2",
        "Vh 2 telefon", "Vh 2 tfn", "Vh 2 mobil", "Målsman 2 telefon",
    ),
    "contact_person": ("Kontaktperson", "Handläggare", "Caseworker"),
    "preferred_channel": ("Önskad kanal", "Föredragen kanal", "Kontaktväg", "Önskad kontaktväg"),
}  # fmt: skip
_ON = ("Datum", "Dag", "Date", "Day")
_PHONES: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "youth": ("Nr", "Kaa nr", "No", "Id"),
    "born_on": ("Född", "Födelsedatum", "Born", "Birth date", "Date of birth"),
    "given_name": _ROSTER["given_name"],  # our own list for a school has them: read by people
    "family_name": _ROSTER["family_name"],
    "school": _ROSTER["school"],
    "phone": _ROSTER["phone"],
    "of": ("Vems", "Tillhör", "Gäller", "Whose"),
    "source": ("Källa", "Uppgiftslämnare", "Från", "Source"),
}
_ATTEMPTS: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "on": _ON,
    "at": ("Tid", "Klockslag", "Kl", "Klockan", "Time", "Hour"),
    "channel": ("Kanal", "Kontaktväg", "Kontaktsätt", "Hur", "Sätt"),
    "to": ("Till", "Med vem", "Vem", "Mottagare", "Whom"),
    "result": ("Resultat", "Utfall av försöket", "Svar"),
    "by": ("Av", "Handläggare", "Sign", "Signatur", "Gjort av", "Caseworker"),
    "note": ("Anteckning", "Notering", "Kommentar", "Anm", "Comment"),
}
_OCCUPATIONS: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "on": _ON,
    "occupation": ("Sysselsättning", "Gör nu", "Nuvarande sysselsättning"),
    "source": ("Källa", "Enligt", "Uppgiftslämnare"),
    "says": ("Beskrivning", "Vad", "Närmare", "Description"),
}
_MEASURES: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "type": ("Åtgärd", "Åtgärdstyp", "Insats", "Typ", "Measure"),
    "programme": ("Verksamhet", "Program", "Kurs"),
    "run": ("Kursomgång", "Omgång"),
    "provider": ("Anordnare", "Utförare", "Ansvarig"),
    "offered_on": ("Erbjuden", "Erbjöds", "Erbjudande", "Offered"),
    "accepted_on": ("Tackat ja", "Accepterad", "Accepted"),
    "declined_on": ("Tackat nej", "Avböjd", "Declined"),
    "started_on": ("Påbörjad", "Start", "Startdatum", "Började", "Started"),
    "ended_on": ("Avslutad", "Slut", "Slutdatum", "Slutade", "Ended"),
    "end_reason": ("Orsak till avslut", "Avslutsorsak", "Slutorsak"),
    "occupation_before": ("Sysselsättning före", "Sysselsättning innan"),
    "occupation_after": ("Sysselsättning efter",),
    "follow_up_on": ("Uppföljning", "Uppföljningsdag", "Följs upp", "To follow up"),
    "goal": ("Mål", "Mål och plan", "Plan", "Goal and plan"),
    "by_youth": ("Ungdomens del", "Ungdomens insats"),
    "by_municipality": ("Kommunens del", "Kommunens insats"),
    "by_other": ("Annan aktörs del", "Annan aktörs insats", "By another actor"),
    "week": ("Veckoplan", "Veckoschema", "Vecka", "Weekly plan"),
}
_OUTCOMES: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "on": (*_ON, "Utfallsdatum", "Outcome date"),
    "category": ("Utfall", "Kategori", "Outcome"),
    "detail": ("Detalj", "Närmare", "Utfall detalj", "Preciserat", "Details"),
    "programme": ("Verksamhet", "Program", "Insats"),
}
_STEPS: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "on": _ON,
    "says": ("Steg", "Stegförflyttning", "Beskrivning", "Vad", "Step", "Description"),
    "programme": ("Verksamhet", "Program", "Insats"),
}
_CHECKS: dict[str, tuple[str, ...]] = {
    "identity_number": _IDENTITY,
    "on": _ON,
    "result": ("Resultat", "Håller", "Svar"),
    "reason": ("Orsak", "Orsak till avbrott", "Avbrottsorsak", "Cause"),
    "says": ("Beskrivning", "Vad", "Närmare", "Description"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its fields with the headings known for each, and those it must have."""

    fields: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]


KINDS = {
    "roster": Kind(_ROSTER, ("identity_number",)),
    "phones": Kind(_PHONES, ("phone",)),
    "attempts": Kind(_ATTEMPTS, ("identity_number", "on", "result")),
    "occupations": Kind(_OCCUPATIONS, ("identity_number", "on", "occupation")),
    "measures": Kind(_MEASURES, ("identity_number", "type")),
    "outcomes": Kind(_OUTCOMES, ("identity_number", "on", "category")),
    "steps": Kind(_STEPS, ("identity_number", "on", "says")),
    "checks": Kind(_CHECKS, ("identity_number", "on", "result")),
}
REFUSED_BECAUSE = ("Orsak till avvisning", "Refused because")
"""The column that a file of refused rows has beside its own: told to people, read by nobody."""
_OURS = frozenset(map(plain, REFUSED_BECAUSE))
_SECOND_PLACE = {"phone": "phone_2"}
"""Telefon beside Mobil is common: the second of them goes here."""


@dataclass(frozen=True, slots=True)
class HeadingMap:
    """The column of each field found, counted from 0, and the headings nothing is read from."""

    fields: dict[str, int]
    unknown: tuple[str, ...]


def is_ours(heading: str) -> bool:
    """Whether a column holds the reasons that kaa wrote beside refused rows."""
    return plain(heading) in _OURS


def map_headings(
    headings: Sequence[str], kind: str, columns: Mapping[str, str] | None = None
) -> HeadingMap:
    """Which column holds which field of a kind of file, one of `KINDS`.

    `columns` says it outright (heading to field) and goes first. Raises `Refused` when two columns
    claim one field or a field that must be there is missing.
    """
    known = KINDS[kind]
    forms = _forms(known)
    fields = _told(headings, known, columns or {})
    told = dict(fields)
    unknown = []
    for column, heading in enumerate(headings):
        if not heading or column in told.values() or is_ours(heading):
            continue
        field = forms.get(plain(heading))
        if field in told:
            field = None
        elif field in fields:
            field = _second_place(field, fields, headings, heading)
        if field is None:
            unknown.append(heading)
        else:
            fields[field] = column
    if kind == "roster" and not columns:
        _refuse_other_kind(headings, fields)
    for field in known.required:
        if field not in fields:
            message = _("No column holds {field}. Name its heading: --column HEADING={code}.")
            refuse(message.format(field=field_word(field), code=field))
    return HeadingMap(fields, tuple(unknown))


def _refuse_other_kind(headings: Sequence[str], fields: Mapping[str, int]) -> None:
    """A list of attempts taken for a roster would make youths of it: then ask which it is."""
    for kind, known in KINDS.items():
        forms = _forms(known)
        found = {forms.get(plain(heading)) for heading in headings} - {None}
        if kind != "roster" and found >= set(known.required) and len(found) > len(fields):
            message = _(
                "The headings are those of another list: --as {kind}. "
                "A roster all the same? Say what a column holds with --column."
            )
            refuse(message.format(kind=kind))


def _told(headings: Sequence[str], known: Kind, columns: Mapping[str, str]) -> dict[str, int]:
    places = {plain(heading): column for column, heading in enumerate(headings)}
    forms = _forms(known)
    fields: dict[str, int] = {}
    for heading, word in columns.items():
        field = word if word in known.fields else forms.get(plain(word), word)
        if plain(heading) not in places:
            told = _('The file has no heading "{heading}".').format(heading=quotable(heading))
            raise UsageProblem(told)
        if field not in known.fields:
            message = _('"{field}" is not a field. Fields: {fields}.')
            told = message.format(field=quotable(word), fields=", ".join(known.fields))
            raise UsageProblem(told)
        if field in fields:
            raise UsageProblem(_('Two headings are given for "{field}".').format(field=field))
        fields[field] = places[plain(heading)]
    return fields


def _forms(known: Kind) -> dict[str, str]:
    return {
        plain(form): field
        for field, headings in known.fields.items()
        for form in (field, *headings)
    }


def _second_place(
    field: str, fields: Mapping[str, int], headings: Sequence[str], heading: str
) -> str:
    second = _SECOND_PLACE.get(field)
    if second is None or second in fields:
        message = _('Both "{first}" and "{second}" say {field}. Choose with --column.')
        refuse(
            message.format(first=headings[fields[field]], second=heading, field=field_word(field))
        )
    return second
