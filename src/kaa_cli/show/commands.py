"""Commands in words: what was done, to whom, when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from kaa_cli.labels import field_word, heading, label
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    EndReason,
    MeasureEnd,
    OccupationCode,
    OutcomeCategory,
)
from kaa_cli.rules.commands import Done
from kaa_cli.rules.support_codes import ConsentScope, Decision, Lasting, MeasureState
from kaa_cli.show import sentences
from kaa_cli.show.days import short
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

_APPOINTMENTS = {
    "appointment add": AppointmentState.BOOKED,
    "appointment came": AppointmentState.CAME,
    "appointment missed": AppointmentState.MISSED,
    "appointment move": AppointmentState.MOVED,
    "appointment cancel": AppointmentState.CANCELLED,
}
_MEASURES = ("offer", "accept", "decline", "start", "end")

_PURGE = "purge"

Codes = Mapping[str, Any]


def told(done: Done) -> str:
    """What a command did: `"no answer" for Nova (no. 17)`."""
    what = _what(done)
    if done.person is not None:
        return _('"{what}" for {who}').format(what=what, who=sentences.who(done.person))
    if done.youths and done.command != _PURGE:
        n = len(done.youths)
        return ngettext('"{what}" for no. {nos}', '"{what}" for {n} youths', n).format(
            what=what, n=n, nos=done.youths[0]
        )
    return _('"{what}"').format(what=what)


def _what(done: Done) -> str:
    """By the command, not by what its entry happens to hold: one key can mean two code lists."""
    codes = done.what
    if "round" in codes:
        closing = _("visit round {n} closed") if "visited" in codes else _("visit round {n}")
        return closing.format(n=codes["round"])
    if done.command in _APPOINTMENTS:
        kind, state = AppointmentKind(codes["appointment"]), _APPOINTMENTS[done.command]
        return f"{label(kind)}: {label(state)}"
    key, tell = _TOLD.get(done.command, ("", None))
    return tell(codes) if tell is not None and key in codes else _command(done.command)


def _result(codes: Codes) -> str:
    return label(AttemptResult(codes["result"]))


def _measure(codes: Codes) -> str:
    return f"{measure_type(codes['type'])}: {label(MeasureState(codes['state']))}"


def _decision(codes: Codes) -> str:
    return _("application: {decision}").format(decision=label(Decision(codes["decision"])))


def _closed(codes: Codes) -> str:
    return _("closed: {reason}").format(reason=label(EndReason(codes["end_reason"])))


def _left(codes: Codes) -> str:
    return _("left the programme: {reason}").format(reason=label(MeasureEnd(codes["end_reason"])))


def _consent(codes: Codes) -> str:
    sentence = _("consent withdrawn: {what}") if "withdrawn_on" in codes else _("consent: {what}")
    return sentence.format(what=label(ConsentScope(codes["consent"])))


def _adopted(codes: Codes) -> str:
    told = {"name": codes["policy"], "day": codes["from"]}
    return _("contact routine {name} from {day}").format(**told)


def _taken_in(codes: Codes) -> str:
    told = {"file": codes["file"], "n": codes.get("new", 0), "m": codes.get("changed", 0)}
    return _("import of {file}: {n} new, {m} changed").format(**told)


def _lasts(codes: Codes) -> str:
    return _("asked again: {result}").format(result=label(Lasting(codes["lasting"])))


def _outcome(codes: Codes) -> str:
    return _("outcome: {what}").format(what=label(OutcomeCategory(codes["outcome"])))


def _worksheet(codes: Codes) -> str:
    return _("worksheet no. {n} of {half}").format(n=codes["snapshot"], half=codes["half_year"])


def _codes_loaded(codes: Codes) -> str:
    return _("the agency's codes from {half} on").format(half=codes["half_year"])


def _purged(codes: Codes) -> str:
    n = len(codes["youths"])
    return ngettext("{n} youth purged", "{n} youths purged", n).format(n=n)


def _kind_of_measure(sentence: Callable[[], str]) -> Callable[[Codes], str]:
    return lambda codes: f"{sentence()}: {codes['type']}"


_TOLD: dict[str, tuple[str, Callable[[Codes], str]]] = {
    _PURGE: ("reasons", _purged),
    **{f"measure {did}": ("state", _measure) for did in _MEASURES},
    **dict.fromkeys(("letters sent", "letters returned"), ("result", _result)),
    **dict.fromkeys(("contact log", "contact reply"), ("result", _result)),
    "measure follow-up": (
        "type",
        lambda codes: _("follow-up: {what}").format(what=measure_type(codes["type"])),
    ),
    "measure types add": ("type", _kind_of_measure(lambda: _("kind of measure"))),
    "measure types remove": (
        "type",
        _kind_of_measure(lambda: _("kind of measure taken away")),
    ),
    "occupation set": ("occupation", lambda codes: label(OccupationCode(codes["occupation"]))),
    "outcome record": ("outcome", _outcome),
    "outcome check": ("lasting", _lasts),
    "application withdraw": ("decision", _decision),
    "team decide": ("decision", _decision),
    "consent give": ("consent", _consent),
    "consent withdraw": ("consent", _consent),
    "programme leave": ("end_reason", _left),
    "youth close": ("end_reason", _closed),
    "youth merge": ("merged", lambda codes: _("merged with no. {no}").format(no=codes["merged"])),
    "youth edit": ("fields", lambda codes: _edited(codes["fields"])),
    "report half-year": ("snapshot", _worksheet),
    "codes load": ("half_year", _codes_loaded),
    "policy adopt": ("policy", _adopted),
    "import": ("file", _taken_in),
    "contact hand-over": ("to", lambda codes: _("handed over to {who}").format(who=codes["to"])),
}
"""How a command's codes are told, and the one of them that must be there for it."""


def _edited(fields: Sequence[str]) -> str:
    if list(fields) == ["checked"]:
        return _("looked at")
    return _("changed: {fields}").format(fields=", ".join(map(field_word, fields)))


def _command(command: str) -> str:  # long: one command a line
    return {
        "youth add": _("youth added"),
        "youth phone": _("phone number"),
        "youth reopen": _("new registration"),
        "youth assign": _("contact person"),
        "columns": _("columns forgotten"),
        "doctor": _("days reckoned anew"),
        "contact log": _("attempt"),
        "contact reply": _("reply"),
        "occupation set": _("occupation"),
        "occupation confirm": _("occupation confirmed"),
        "occupation talk": _("mapping talk"),
        "measure edit": _("measure corrected"),
        "measure types add": _("kind of measure"),
        "measure types remove": _("kind of measure taken away"),
        "outcome record": _("outcome"),
        "step": _("step forward"),
        "programme add": _("programme added"),
        "programme run": _("run of a programme"),
        "programme close": _("programme closed"),
        "programme enrol": _("enrolled in a programme"),
        "programme leave": _("left the programme"),
        "application add": _("application"),
        "application sign": _("application signed"),
        "application withdraw": _("application withdrawn"),
        "team decide": _("decision of the team meeting"),
        "consent give": _("consent"),
        "consent withdraw": _("consent withdrawn"),
        "referral out": _("handed on to another actor"),
        "referral in": _("sent by another actor"),
        "referral received": _("the other actor has met the youth"),
        "settings": _("setting changed"),
        "codes load": _("the agency's codes"),
        "outcome check": _("asked again"),
        "report half-year": _("worksheet"),
        "contact hand-over": _("handed over"),
        "letters sent": _("letters sent"),
        "letters returned": _("letters returned"),
        "visit plan": _("visit round"),
        "visit close": _("visit round closed"),
        "youth edit": _("youth changed"),
        "youth merge": _("youths merged"),
        "policy adopt": _("contact routine"),
        "questionnaire before": _("questionnaire before"),
        "questionnaire after": _("questionnaire after"),
        "questionnaire import": _("questionnaires taken in"),
        "youth close": _("closing"),
        "import": _("import"),
        "undo": _("undo"),
    }.get(command, command)


def draw_undone(screen: Screen, done: Done, today: date, user: str) -> None:
    """Print what was taken back, and whose it was when it was somebody else's."""
    when = _("today") if done.on == today else short(done.on, today)
    sentence = _("Put back: {what}, {when}.") if done.undos % 2 else _("Undone: {what}, {when}.")
    screen.line(sentence.format(what=told(done), when=when))
    if done.by != user:
        screen.line(_("It was {who} who had done it.").format(who=done.by))


def _listed(done: Done) -> str:
    """A command in the list of them; an undo says what it took back or put back."""
    if not done.undos:
        return told(done)
    sentence = _("undone: {what}") if done.undos % 2 else _("put back: {what}")
    return sentence.format(what=told(done))


def draw_history(screen: Screen, entries: Sequence[Done], today: date) -> None:
    """Print the latest commands, newest first, and which have been taken back."""
    screen.table(
        [_("Entry"), heading("on"), heading("by"), _("What"), ""],
        [
            [
                str(done.entry),
                short(done.on, today),
                done.by,
                _listed(done),
                _("taken back") if done.is_undone else "",
            ]
            for done in entries
        ],
        right=(0,),
    )
