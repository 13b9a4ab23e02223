"""What tables and columns are called for the person they are about, and which hold codes."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from kaa_cli.labels import label, titled_field
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.labels.fields import FIELDS
from kaa_cli.labels.half_year import COLUMNS
from kaa_cli.labels.word import W
from kaa_cli.rules import codes, support_codes
from kaa_cli.rules.agency import VARIABLES
from kaa_cli.rules.codes import DETAILS, OutcomeCategory
from kaa_cli.rules.extract import CASEWORKER, GUARDIAN, LEFT_OUT, OWN
from kaa_cli.rules.support_codes import Block
from kaa_cli.words import _

TABLES = {
    "youth": W("kept", "The person"),
    "former_identity": W("kept", "Earlier numbers"),
    "guardian": W("kept", "Guardians"),
    "phone": W("kept", "Phone numbers"),
    "registration": W("kept", "Times in the register"),
    "attempt": W("kept", "Attempts to reach you, and contacts"),
    "appointment": W("kept", "Appointments"),
    "visit_stop": W("kept", "Home visits planned"),
    "occupation": W("kept", "What you do"),
    "measure": W("kept", "Measures"),
    "follow_up": W("kept", "Follow-ups of measures"),
    "application": W("kept", "Applications to programmes"),
    "consent": W("kept", "What you have agreed to"),
    "referral": W("kept", "Referrals from and to others"),
    "step": W("kept", "Steps forward"),
    "outcome": W("kept", "What it led to"),
    "outcome_check": W("kept", "Whether it lasted"),
    "hand_over": W("kept", "Changes of contact person"),
    "snapshot_line": W("kept", "Lines of half-year reports"),
    "claim": W("kept", "On a caseworker's screen at the moment"),
}
"""The tables in the order they are told."""

_COLUMNS = {
    "youth": W("kept", "number in the register"),
    "identity_kind": W("kept", "kind of number"),
    "address_on": W("kept", "address known since"),
    "address_bad_on": W("kept", "a letter came back on"),
    "email_on": W("kept", "e-mail known since"),
    "restricted_on": W("kept", "restricted since"),
    "do_not_contact_on": W("kept", "asked to be left alone on"),
    "key": W("kept", "number, or birth date and name"),
    "guardian": W("kept", "whose number"),
    "raw": W("kept", "number as it was given"),
    "number": W("kept", "number"),
    "mobile": W("kept", "mobile"),
    "state": W("kept", "state"),
    "usable_on": W("kept", "recorded or corrected on"),
    "wrong_on": W("kept", "found wrong on"),
    "check_reason": W("kept", "why somebody is to look"),
    "check_on": W("kept", "to be looked at from"),
    "checked_on": W("kept", "looked at on"),
    "look_on": W("kept", "the queue looks again on"),
    "stands_at": W("kept", "counted until then as"),
    "known_as": W("kept", "known until then as"),
    "cycle": W("kept", "walk up the ladder"),
    "step_on": W("kept", "next step on"),
    "try_by": W("kept", "to be tried by"),
    "reach_by": W("kept", "to be reached by"),
    "target": W("kept", "to whom"),
    "place": W("kept", "place"),
    "with": W("kept", "together with"),
    "next_on": W("kept", "next time agreed"),
    "next_at": W("kept", "hour agreed"),
    "attempt": W("kept", "at the contact of"),
    "code": W("kept", "what"),
    "due_on": W("kept", "to be followed up on"),
    "done_on": W("kept", "followed up on"),
    "signed_on": W("kept", "signed on"),
    "decision": W("kept", "decision"),
    "decided_on": W("kept", "decided on"),
    "scope": W("kept", "agreed to"),
    "actor": W("kept", "which actor"),
    "given_on": W("kept", "given on"),
    "withdrawn_on": W("kept", "withdrawn on"),
    "direction": W("kept", "from or to"),
    "consent": W("kept", "by the consent of"),
    "received_on": W("kept", "met there on"),
    "snapshot": W("kept", "half-year"),
    "block": W("kept", "part"),
    "told": W("kept", "what it said"),
    "kind": W("kept", "kind"),
    "from": W("kept", "who before"),
    "to": W("kept", "who after"),
    "round": W("kept", "day of the round"),
    "position": W("kept", "number in the order"),
    "until_at": W("kept", "until"),
}
CODED: Mapping[tuple[str, str], type[StrEnum]] = {
    ("youth", "identity_kind"): codes.IdentityKind,
    ("youth", "sex"): codes.Sex,
    ("youth", "protection"): codes.Protection,
    ("youth", "preferred_channel"): codes.Channel,
    ("phone", "state"): codes.PhoneState,
    ("registration", "reason"): codes.Reason,
    ("registration", "end_reason"): codes.EndReason,
    ("registration", "check_reason"): codes.CheckReason,
    ("attempt", "channel"): codes.Channel,
    ("attempt", "target"): codes.Target,
    ("attempt", "result"): codes.AttemptResult,
    ("attempt", "occupation"): codes.OccupationCode,
    ("appointment", "kind"): codes.AppointmentKind,
    ("appointment", "state"): codes.AppointmentState,
    ("occupation", "code"): codes.OccupationCode,
    ("occupation", "source"): codes.Source,
    ("outcome", "category"): codes.OutcomeCategory,
    ("measure", "end_reason"): codes.MeasureEnd,
    ("measure", "occupation_before"): codes.OccupationCode,
    ("measure", "occupation_after"): codes.OccupationCode,
    ("application", "referred_by"): support_codes.Actor,
    ("application", "decision"): support_codes.Decision,
    ("consent", "scope"): support_codes.ConsentScope,
    ("consent", "actor"): support_codes.Actor,
    ("referral", "direction"): support_codes.Direction,
    ("referral", "actor"): support_codes.Actor,
    ("outcome_check", "result"): support_codes.Lasting,
    ("outcome_check", "reason"): support_codes.BreakReason,
    ("snapshot_line", "block"): support_codes.Block,
}


def has_word(column: str) -> bool:
    """Whether a column, told under this key, has a heading of its own."""
    return column in _COLUMNS or column in FIELDS


def kept_table(table: str) -> str:
    """What a table is called for the person: its name in the register where it has no word."""
    return str(TABLES[table]) if table in TABLES else table


def kept_column(column: str) -> str:
    """What a column is called, as at the head of a row."""
    if column not in _COLUMNS:
        return titled_field(column) if column in FIELDS else column
    word = str(_COLUMNS[column])
    return word[:1].upper() + word[1:]


def kept_value(table: str, column: str, value: Any, row: Mapping[str, Any]) -> str:
    """A value in words; `row` tells what a detail is a detail of."""
    if value is None or value == "":
        return ""
    if (table, column) in CODED and value != LEFT_OUT:
        return label(CODED[table, column](value))
    if (table, column) == ("measure", "type"):
        return measure_type(value)
    if (table, column) == ("outcome", "detail"):
        return _detail(str(row.get("category", "")), value)
    if (table, column) == ("phone", "source") and value in _NUMBER_FROM:
        return str(_NUMBER_FROM[value])
    if (table, column) == ("snapshot_line", "told"):
        return _line_of_report(value, str(row.get("block", "")))
    return _plain(value)


def _line_of_report(told: Mapping[str, Any], block: str) -> str:
    """A line of the half-year report, each value under its heading there, without the row's no."""
    said = []
    for variable in VARIABLES[Block(block)] if block else ():
        if value := told.get(variable.key):
            word = measure_type(value) if variable.key == "type" else _plain(value)
            if variable.codes is not None and value in set(variable.codes):
                word = label(variable.codes(value))
            said.append(f"{COLUMNS[Block(block)][variable.key]}: {word}")
    return "; ".join(said)


def _detail(category: str, detail: str) -> str:
    of = DETAILS[OutcomeCategory(category)] if category else ()
    return next((label(code) for code in of if code == detail), detail)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case dict():
            told = [f"{kept_column(key)}: {_plain(each)}" for key, each in value.items()]
            return "; ".join(told)
        case list() | tuple():
            return ", ".join(_plain(each) for each in value)
    role = _ROLES.get(str(value))
    return str(role) if role is not None else str(value)


_ROLES = {
    CASEWORKER: W("kept", "a caseworker"),
    GUARDIAN: W("kept", "a guardian"),
    OWN: W("kept", "yours"),
    LEFT_OUT: W("kept", "left out: it is about somebody else"),
}
_NUMBER_FROM = {
    "list": W("kept", "a list of the municipality"),
    "log": W("kept", "told at a contact"),
    "answer": W("kept", "an answer to a question for numbers"),
}
