"""How codes are said on screen, and which code a typed word means.

Files and JSON never hold these words, only the codes.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from kaa_cli.errors import UsageProblem
from kaa_cli.labels.codes import LABELS
from kaa_cli.labels.fields import FIELDS
from kaa_cli.labels.headings import HEADINGS, PLURALS, VERBS
from kaa_cli.labels.word import W
from kaa_cli.rules.codes import (
    AppointmentKind,
    AttemptResult,
    Channel,
    EndReason,
    Knowledge,
    MeasureEnd,
    OccupationCode,
    OutcomeCategory,
    Reason,
    Sex,
    Source,
    Target,
    Task,
)
from kaa_cli.rules.commands import Kind
from kaa_cli.rules.difference import ListKind, Sort
from kaa_cli.rules.report_codes import By
from kaa_cli.rules.support_codes import (
    Actor,
    Area,
    BreakReason,
    ConsentScope,
    Decision,
    Lasting,
    MeasureState,
    Occasion,
)
from kaa_cli.rules.text import visible
from kaa_cli.rules.visits import VisitResult
from kaa_cli.words import _, in_context, language

__all__ = [
    "PLURALS",
    "UnknownCode",
    "W",
    "ambiguous",
    "do",
    "field_forms",
    "field_word",
    "forms_of",
    "heading",
    "label",
    "meant_by",
    "plain",
    "plural",
    "quotable",
    "quotable_path",
    "read_code",
    "titled",
    "titled_field",
    "typed",
    "unknown",
    "verb",
]

E = TypeVar("E", bound=StrEnum)
_LEAST = 2  # letters of a beginning
_SOMEBODY = re.compile(r"[0-9]{6}[-+ ]?[0-9]{4}")

_NO_SUCH: dict[type[StrEnum], W] = {
    Channel: W("no such", '"{word}" is not a channel.'),
    AttemptResult: W("no such", '"{word}" is not a result.'),
    VisitResult: W("no such", '"{word}" is nothing that comes of a visit.'),
    AppointmentKind: W("no such", '"{word}" is not an appointment.'),
    Knowledge: W("no such", '"{word}" is nothing that can be known of a youth.'),
    Target: W("no such", '"{word}" is not someone to reach.'),
    OccupationCode: W("no such", '"{word}" is not an occupation.'),
    Source: W("no such", '"{word}" is not a source.'),
    Reason: W("no such", '"{word}" is not a reason.'),
    MeasureEnd: W("no such", '"{word}" is no reason why a measure ended.'),
    MeasureState: W("no such", '"{word}" is not how far a measure can have come.'),
    EndReason: W("no such", '"{word}" is not an end reason.'),
    OutcomeCategory: W("no such", '"{word}" is not an outcome.'),
    Area: W("no such", '"{word}" is no area of the questionnaire.'),
    Occasion: W("no such", '"{word}" is no occasion: before or after.'),
    Lasting: W("no such", '"{word}" is nothing that can be found of an outcome.'),
    BreakReason: W("no such", '"{word}" is no reason why an outcome did not last.'),
    Actor: W("no such", '"{word}" is no actor.'),
    ConsentScope: W("no such", '"{word}" is nothing to consent to.'),
    Decision: W("no such", '"{word}" is no decision.'),
    ListKind: W("no such", '"{word}" is not a kind of list.'),
    By: W("no such", '"{word}" is nothing that figures are grouped by.'),
    Kind: W("no such", '"{word}" is not what an entry of the log can be.'),
    Sort: W("no such", '"{word}" is nothing that a difference shows.'),
}
_ALL_CODES: dict[type[StrEnum], W] = {
    AttemptResult: W("all codes", "All results: kaa contact log --help"),
    ListKind: W("all codes", "All kinds: kaa import --help"),
    Sort: W("all codes", "All of them: kaa import --help"),
}


class UnknownCode(UsageProblem):
    """A word typed that is no code, or the beginning of several: `known` are then those.

    `nearest` and `known` are words to type, in the language spoken.
    """

    def __init__(self, text: str, nearest: str | None, known: tuple[str, ...], sentence: str):
        super().__init__(sentence)
        self.text = text
        self.nearest = nearest
        self.known = known


def label(code: StrEnum) -> str:
    """The word for a code, as inside a sentence: "inget svar"."""
    return str(LABELS[type(code)][code])


def titled(code: StrEnum) -> str:
    """The word for a code, as at the head of a row: "Inget svar"."""
    word = label(code)
    return word[:1].upper() + word[1:]


def typed(code: StrEnum) -> str:
    """The word to type for a code, in the language spoken: "inget-svar"."""
    forms = LABELS[type(code)][code].typed
    return forms[0] if forms and language() == "sv" else code.value


def verb(channel: Channel | Task) -> str:
    """What to do, in capitals as on the card: "SKICKA SMS"."""
    return do(channel).upper()


def do(channel: Channel | Task) -> str:
    """What to do, as in the column "Gör": "Skicka sms"."""
    return str(VERBS[channel])


def heading(key: str) -> str:
    """The heading of a column; `key` is its name in JSON."""
    return str(HEADINGS[key])


def field_word(field: str) -> str:
    """What a field of a list or a youth is called, as inside a sentence."""
    return str(FIELDS[field])


def field_forms(field: str) -> tuple[str, ...]:
    """The words that may be typed for a field, in both languages."""
    word = FIELDS[field]
    return word.english, in_context(word.context, word.english, "sv"), *word.typed


def titled_field(field: str) -> str:
    """What a field is called, as at the head of a row or a question."""
    word = field_word(field)
    return word[:1].upper() + word[1:]


def plural(sex: Sex) -> str:
    """The row of a report by sex: "Pojkar"."""
    return str(PLURALS[sex])


def plain(text: str) -> str:
    """The letters and digits of a text without case and marks: "Besökte oss" is "besokteoss"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def quotable(text: str) -> str:
    """A typed word as it may stand in an error: short, and no number that could be a person's."""
    digits = sum(letter.isdigit() for letter in text)
    if digits > 8 or (digits == 8 and text.strip().isdigit()):  # 2026-02-30 may stand
        return "…"
    return text.strip()[:40]


def quotable_path(path: Path) -> str:
    """A path as it may be told: without control characters, and not if named after a person.

    The end of a backup's own name is where its log ended, and may look like somebody's number.
    """
    if not _SOMEBODY.search(path.name):
        return visible(str(path))
    from kaa_cli.rules.backups import read_name  # seldom

    backup = read_name(path.name)
    is_ours = backup is not None and not _SOMEBODY.search(backup.register)
    return visible(str(path)) if is_ours else "…"


def read_code(text: str, codes: type[E], among: Iterable[E] | None = None) -> E:
    """The code that a typed word means: in either language, also by a beginning that is unique.

    With `among`, only those codes are known. Raises `UnknownCode`.
    """
    allowed = list(codes if among is None else dict.fromkeys(among))
    forms = {form: code for form, code in forms_of(codes).items() if code in allowed}
    meant = meant_by(text, forms)
    if len(meant) == 1:
        return codes(meant[0])
    if meant:
        raise ambiguous(text, [typed(code) for code in allowed if code in meant])
    raise _unknown(text, codes, allowed, forms)


def meant_by(text: str, forms: Mapping[str, str]) -> list[str]:
    """The codes that a word may mean, by its forms: one, several by its beginning, or none."""
    wanted = plain(text)
    if wanted in forms:
        return [forms[wanted]]
    begun = {code for form, code in forms.items() if wanted and form.startswith(wanted)}
    is_too_short = len(begun) == 1 and len(wanted) < _LEAST
    return [] if is_too_short else sorted(begun)  # a key at the wrong question is no occupation


@cache
def forms_of(codes: type[StrEnum]) -> dict[str, str]:
    """Every typed form of every code, without case and marks, to the code's value."""
    return {
        plain(form): code.value
        for code, word in LABELS[codes].items()
        for form in (
            code.value,
            word.english,
            in_context(word.context, word.english, "sv"),
            *word.typed,
        )
    }


def ambiguous(text: str, words: Sequence[str]) -> UnknownCode:
    """That a word may mean several, which are told as words to type."""
    several = _('"{word}" can mean several: {words}.')
    sentence = several.format(word=quotable(text), words=", ".join(words))
    return UnknownCode(text, None, tuple(words), sentence)


def _unknown(
    text: str, codes: type[StrEnum], allowed: list[E], forms: dict[str, str]
) -> UnknownCode:
    no_such = _NO_SUCH.get(codes, W("no such", '"{word}" is not a word kaa knows here.'))
    words = {code.value: typed(code) for code in allowed}
    where = str(_ALL_CODES[codes]) if codes in _ALL_CODES else ""
    return unknown(text, forms, words, str(no_such), where)


def unknown(
    text: str, forms: Mapping[str, str], words: Mapping[str, str], no_such: str, where: str = ""
) -> UnknownCode:
    """That a word is no code, with the nearest; `words` are those to type, by code."""
    from difflib import get_close_matches  # needed by a typing error only

    close = get_close_matches(plain(text), forms, n=1)
    nearest = words.get(forms[close[0]]) if close else None
    known = tuple(words.values())
    parts = [no_such.format(word=quotable(text))]
    if nearest:
        parts.append(_('Did you mean "{nearest}"?').format(nearest=nearest))
    if where:
        parts.append(where)
    elif not nearest:
        parts.append(_("Known: {words}.").format(words=", ".join(known)))
    return UnknownCode(text, nearest, known, " ".join(parts))
