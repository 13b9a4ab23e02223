"""The words for the kinds of lists that are taken in, and for what becomes of their rows."""

from enum import StrEnum

from kaa_cli.labels.word import W
from kaa_cli.rules.difference import ListKind, Sort

LISTS: dict[type[StrEnum], dict[StrEnum, W]] = {
    ListKind: {
        ListKind.ROSTER: W("list", "roster", "lista", "ungdomar"),
        ListKind.PHONES: W("list", "phones", "telefoner", "nummer"),
        ListKind.ATTEMPTS: W("list", "attempts", "försök", "kontaktförsök"),
        ListKind.OCCUPATIONS: W("list", "occupations", "sysselsättningar"),
        ListKind.MEASURES: W("list", "measures", "åtgärder"),
        ListKind.OUTCOMES: W("list", "outcomes", "utfall"),
        ListKind.STEPS: W("list", "steps", "steg", "stegförflyttningar"),
        ListKind.CHECKS: W("list", "checks", "efterfrågningar", "omfrågningar"),
    },
    Sort: {
        Sort.NEW: W("sort", "new", "nya"),
        Sort.CHANGED: W("sort", "changed", "ändrade"),
        Sort.UNCHANGED: W("sort", "unchanged", "oförändrade"),
        Sort.GONE: W("sort", "missing from the list", "saknas"),
        Sort.BACK_ON_LIST: W("sort", "back on the list", "tillbaka"),
        Sort.DOUBLES: W("sort", "may be known already", "kanske-kända"),
        Sort.DUPLICATES: W("sort", "duplicates in the file", "dubbletter"),
        Sort.OUT_OF_SCOPE: W("sort", "outside the duty", "utanför"),
        Sort.PROTECTED: W("sort", "protected youths", "skyddade"),
        Sort.WITHOUT_NUMBER: W("sort", "without a phone number", "utan-nummer"),
    },
}
