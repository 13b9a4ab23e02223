"""Two who change the same: what somebody else has written meanwhile is not replaced unseen.

Within a command nothing can go stale, for there is one writer at a time. What can is what a person
has read: the log knows what it was. Asked of what is typed; what follows from it is reckoned.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kaa_cli.errors import Unseen
from kaa_cli.labels import field_word
from kaa_cli.labels.fields import FIELDS
from kaa_cli.labels.kept import kept_value
from kaa_cli.labels.written import written
from kaa_cli.register import office, questions
from kaa_cli.register.about import youth_of
from kaa_cli.register.unseen import Replaced, Whoever, name_of, unseen
from kaa_cli.rules.extract import key_of
from kaa_cli.words import _
from kaa_cli.work.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import SQLModel

_MOST_TOLD = 5
_NEVER_SHOWN = frozenset({"identity_number"})


def must_have_been_seen(desk: Desk, *wanted: "tuple[SQLModel, Mapping[str, Any]]") -> None:
    """Refuse to replace what others changed since this caseworker looked. Raises Unseen, once."""
    who = Whoever(desk.user, desk.today)
    sentences, told, youths = [], [], []
    for row, fields in wanted:
        found = unseen(desk.session, row, fields, who)
        sentences += [_sentence(desk, row, one, fields[one.field]) for one in found]
        told += [name_of(row)] if found else []
        youths += [youth_of(desk.session, row)] if found else []
    if not sentences:
        return
    if len(sentences) > _MOST_TOLD:
        rest = len(sentences) - _MOST_TOLD
        sentences[_MOST_TOLD:] = [_("So it is with {n} more.").format(n=rest)]
    sentences.append(_("Nothing was saved."))
    if youths[0] is not None:
        sentences.append(_("Look at it all: kaa show {no}.").format(no=youths[0]))
    sentences.append(_("The same command once more replaces it."))
    raise Unseen(" ".join(sentences), told)


def _sentence(desk: Desk, row: "SQLModel", one: Replaced, wanted: Any) -> str:
    """Who changed what at which hour, from what to what, and what was wanted instead."""
    return _("{who} changed {what} at {hour}: from {before} to {now}. You wanted {wanted}.").format(
        who=one.by,
        what=_what(desk, row, one.field),
        hour=desk.hour_of(one.at),
        before=_value(desk, row, one.field, one.before),
        now=_value(desk, row, one.field, getattr(row, one.field)),
        wanted=_value(desk, row, one.field, wanted),
    )


def _what(desk: Desk, row: "SQLModel", column: str) -> str:
    youth = youth_of(desk.session, row)
    if isinstance(row, office.Setting):
        return row.key.replace("_", "-")
    of, key = str(row.__tablename__), key_of(column)
    word = field_word(key) if of == "youth" and key in FIELDS else written(f"{of}.{key}")
    return word if youth is None else _("{what} (no. {no})").format(what=word, no=youth)


def _value(desk: Desk, row: "SQLModel", column: str, value: Any) -> str:
    """A value as whoever is refused may see it."""
    youth = youth_of(desk.session, row)
    person = desk.case(youth).person if youth is not None else None
    if person is not None and person.is_masked:
        return _("Protected") if person.is_protected else _("Restricted")
    if column in _NEVER_SHOWN:
        return "…"
    if column == "contact_person_id":
        value = questions.caseworkers(desk.session).get(value)
    told = kept_value(str(row.__tablename__), column, value, {})
    return f'"{told}"' if told else _("(empty)")
