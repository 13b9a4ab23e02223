"""Asking for a youth's fields at the prompt, one by one, and reading each answer."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kaa_cli.cli import ask, clock, when
from kaa_cli.errors import Refused, UsageProblem
from kaa_cli.labels import field_forms, field_word, plain, quotable, read_code, titled_field, typed
from kaa_cli.rules.codes import Channel, Protection, Reason
from kaa_cli.rules.identity import Identity, IdentityFault, read_identity
from kaa_cli.words import _

if TYPE_CHECKING:
    from kaa_cli.work.youths import NewYouth

_MOST = 200
_YES = frozenset({"j", "ja", "y", "yes", "1", "true"})
_NO = frozenset({"n", "nej", "no", "0", "false"})


def _text(text: str) -> str:
    from kaa_cli.files.cells import is_hostile, tidy

    if is_hostile(text) or len(text) > _MOST:
        raise UsageProblem(_("The text holds characters that cannot be kept, or is too long."))
    return tidy(text)


def _day(text: str) -> date:
    return when.read_day(text, clock.today(), forward=False)


def _postcode(text: str) -> str:
    from kaa_cli.files.cells import read_postcode

    return read_postcode(_text(text))


def _yes(text: str) -> bool:
    if text.casefold() not in _YES | _NO:
        raise UsageProblem(_("Answer yes or no. Nothing was saved."))
    return text.casefold() in _YES


def _day_to_come(text: str) -> date:
    return when.read_day(text, clock.today(), forward=True)


def _identity(text: str) -> Identity:
    from kaa_cli.files.rejects import reject

    try:
        return read_identity(text, clock.today())
    except IdentityFault as fault:
        message = reject(1, "identity_number", fault.code, text="…").message
        told = message.partition(", ")[2]
        raise Refused(f"{told[:1].upper()}{told[1:]} {_('Nothing was saved.')}") from None


_FIELDS: dict[str, Callable[[str], Any]] = {
    "identity_number": _identity,
    "given_name": _text,
    "family_name": _text,
    "street": _text,
    "postcode": _postcode,
    "city": _text,
    "municipality": _text,
    "email": _text,
    "school": _text,
    "study_programme": _text,
    "contact_person": _text,
    "preferred_channel": lambda text: read_code(text, Channel),
    "by_hand": _yes,
    "review_on": _day_to_come,
    "restricted": _yes,
    "protection": lambda text: read_code(text, Protection),
    "reason": lambda text: read_code(text, Reason),
    "registered_on": _day,
    "first_seen_on": _day,
}
_CODES: dict[str, Iterable[StrEnum]] = {
    "preferred_channel": Channel,
    "protection": Protection,
    "reason": Reason,
}
_NEVER_EMPTY = frozenset(
    {"identity_number", "municipality", "protection", "reason", "registered_on", "first_seen_on"}
)
_EMPTY: dict[str, Any] = {
    "preferred_channel": None,
    "review_on": None,
    "by_hand": False,
    "restricted": False,
}


def field(name: str) -> str:
    """The field meant, in either language; raises UsageProblem for one that cannot be edited."""
    forms = {form: key for key in _FIELDS for form in (plain(key), *map(plain, field_forms(key)))}
    wanted = forms.get(plain(name))
    if wanted is None:
        raise UsageProblem(
            _('"{word}" cannot be edited. All fields: kaa youth edit --help').format(
                word=quotable(name)
            )
        )
    return wanted


def values(names: Sequence[str], value: str, *, clear: bool) -> dict[str, Any]:
    """The new values: told, emptied, or asked for one by one."""
    if clear:
        fixed = _NEVER_EMPTY & set(names)
        if fixed:
            raise UsageProblem(_("{field} cannot be empty.").format(field=field_word(min(fixed))))
        return {name: _EMPTY.get(name, "") for name in names}
    if value and "identity_number" in names:
        raise UsageProblem(
            _("A personal number stays out of the shell's history: leave --value out.")
        )
    return {name: _FIELDS[name](value or _answer(name)) for name in names}


def _answer(name: str) -> str:
    question = titled_field(name)
    if _FIELDS[name] is _yes:
        question += " " + _("(yes or no)")
    elif name in _CODES:
        question += f" ({', '.join(map(typed, _CODES[name]))})"
    answer = ask.ask(question)
    if not answer:
        raise UsageProblem(
            _("No value for {field}. To empty it: --clear. Nothing was saved.").format(
                field=field_word(name)
            )
        )
    return answer


def _needed(question: str) -> str:
    answer = ask.ask(question)
    if not answer:
        raise UsageProblem(_("A youth cannot be added without it. Nothing was saved."))
    return answer


def new_youth(municipalities: str) -> "NewYouth":
    """Everything a new youth needs, asked for one by one; what is not known is left empty.

    `municipalities` are those that share the register; one alone is not asked for, nor is none.
    """
    from kaa_cli.files.phone_cells import typed_phones
    from kaa_cli.work.youths import NewYouth

    identity = _identity(_needed(_("Personal number")))
    shared = f"{_('Municipality')} ({municipalities})"
    municipality = _text(_needed(shared)) if municipalities else ""
    phone = ask.ask(_("Phone number (Enter: not known)"))
    return NewYouth(
        identity=identity,
        given_name=_text(ask.ask(_("Given name"))),
        family_name=_text(ask.ask(_("Family name"))),
        street=_text(ask.ask(_("Street (Enter: not known)"))),
        postcode=_postcode(ask.ask(_("Postcode"))),
        city=_text(ask.ask(_("City"))),
        phones=typed_phones(phone) if phone else (),
        school=_text(ask.ask(_("Former school"))),
        reason=read_code(ask.ask(_("Reason"), typed(Reason.UNKNOWN)), Reason),
        municipality=municipality,
    )
