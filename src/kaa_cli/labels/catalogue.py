"""The catalogue of measures: the shipped kinds, and those that the register in use has added.

The municipality's own words are data, so they are learnt when a register is opened; like the
language they are then known wherever a kind of measure is said or typed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaa_cli.labels import ambiguous, forms_of, label, meant_by, plain, typed, unknown
from kaa_cli.labels.codes import LABELS
from kaa_cli.labels.word import W
from kaa_cli.rules.codes import MeasureType
from kaa_cli.words import in_context, language

_NO_SUCH = W("no such", '"{word}" is no kind of measure.')
_ALL = W("all codes", "All kinds: kaa measure types")


@dataclass(frozen=True, slots=True)
class OwnType:
    """A kind of measure that a municipality has added, in both languages."""

    code: str
    sv: str
    en: str


_own: dict[str, OwnType] = {}


def learn(own: Iterable[OwnType]) -> None:
    """From now on these are the municipality's own kinds, and no others."""
    _own.clear()
    _own.update({one.code: one for one in own})


def own_types() -> list[OwnType]:
    """The municipality's own kinds, by code."""
    return [_own[code] for code in sorted(_own)]


def codes() -> list[str]:
    """Every kind that there is: the shipped ones in their order, then the own."""
    return [*(code.value for code in MeasureType), *sorted(_own)]


def measure_type(code: str) -> str:
    """What a kind of measure is called, as inside a sentence."""
    if code in _own:
        return spoken(_own[code])
    return label(MeasureType(code)) if code in set(MeasureType) else code  # one taken away since


def spoken(own: OwnType) -> str:
    """What an own kind is called in the language spoken."""
    return own.sv if language() == "sv" else own.en


def words_of(code: str) -> dict[str, str]:
    """A kind with what it is called in both languages."""
    if code in _own:
        return {"code": code, "sv": _own[code].sv, "en": _own[code].en}
    word = LABELS[MeasureType][MeasureType(code)]
    return {
        "code": code,
        "sv": in_context(word.context, word.english, "sv"),
        "en": word.english,
    }


def typed_type(code: str) -> str:
    """The word to type for a kind of measure."""
    return code if code in _own else typed(MeasureType(code))


def read_measure_type(text: str) -> str:
    """The code of the kind that a typed word means, in either language; raises `UnknownCode`."""
    forms = _forms()
    meant = meant_by(text, forms)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise ambiguous(text, [typed_type(code) for code in codes() if code in meant])
    words = {code: typed_type(code) for code in codes()}
    raise unknown(text, forms, words, str(_NO_SUCH), str(_ALL))


def clash(own: OwnType) -> str | None:
    """The kind that one of these words means already."""
    forms = _forms()
    return next((forms[form] for form in _forms_of(own) if form in forms), None)


def _forms() -> Mapping[str, str]:
    return {form: one.code for one in _own.values() for form in _forms_of(one)} | forms_of(
        MeasureType
    )


def _forms_of(own: OwnType) -> list[str]:
    return [plain(word) for word in (own.code, own.sv, own.en)]
