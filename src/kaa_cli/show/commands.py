"""Commands in words: what was done, to whom, when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kaa_cli.labels import field_word, heading, label
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.rules.codes import (
    AppointmentKind,
    AppointmentState,
    AttemptResult,
    EndReason,
    OccupationCode,
    OutcomeCategory,
)
from kaa_cli.rules.commands import Done
from kaa_cli.rules.support_codes import Lasting, MeasureState
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
_MEASURES = frozenset(f"measure {did}" for did in ("offer", "accept", "decline", "start", "end"))


def told(done: Done) -> str:
    """What a command did: `"no answer" for Nova (no. 17)`."""
    what = _what(done)
    if done.person is not None:
        return _('"{what}" for {who}').format(what=what, who=sentences.who(done.person))
    if done.youths:
        n = len(done.youths)
        return ngettext('"{what}" for no. {nos}', '"{what}" for {n} youths', n).format(
            what=what, n=n, nos=done.youths[0]
        )
    return _('"{what}"').format(what=what)


def _what(done: Done) -> str:
    codes = done.what
    if "round" in codes:
        closing = _("visit round {n} closed") if "visited" in codes else _("visit round {n}")
        return closing.format(n=codes["round"])
    if "merged" in codes:
        return _("merged with no. {no}").format(no=codes["merged"])
    if done.command in _APPOINTMENTS:
        kind, state = AppointmentKind(codes["appointment"]), _APPOINTMENTS[done.command]
        return f"{label(kind)}: {label(state)}"
    if done.command in _MEASURES and "type" in codes:
        return f"{measure_type(codes['type'])}: {label(MeasureState(codes['state']))}"
    if done.command == "measure follow-up":
        return _("follow-up: {what}").format(what=measure_type(codes["type"]))
    if done.command.startswith("measure types"):
        return f"{_command(done.command)}: {codes['type']}"
    if "result" in codes:
        return label(AttemptResult(codes["result"]))
    if "occupation" in codes:
        return label(OccupationCode(codes["occupation"]))
    if "outcome" in codes:
        return _("outcome: {what}").format(what=label(OutcomeCategory(codes["outcome"])))
    if "lasting" in codes:
        return _("asked again: {result}").format(result=label(Lasting(codes["lasting"])))
    if "end_reason" in codes:
        return _("closed: {reason}").format(reason=label(EndReason(codes["end_reason"])))
    if "half_year" in codes:
        return _half_year(codes)
    if "policy" in codes:
        return _("contact routine {name} from {day}").format(
            name=codes["policy"], day=codes["from"]
        )
    if "file" in codes:
        told = {"file": codes["file"], "n": codes.get("new", 0), "m": codes.get("changed", 0)}
        return _("import of {file}: {n} new, {m} changed").format(**told)
    if done.command == "contact hand-over":
        return _("handed over to {who}").format(who=codes["to"])
    if "fields" in codes:
        return _edited(codes["fields"])
    return _command(done.command)


def _half_year(codes: Mapping[str, Any]) -> str:
    if "snapshot" in codes:
        return _("worksheet no. {n} of {half}").format(n=codes["snapshot"], half=codes["half_year"])
    return _("the agency's codes from {half} on").format(half=codes["half_year"])


def _edited(fields: Sequence[str]) -> str:
    if list(fields) == ["checked"]:
        return _("looked at")
    return _("changed: {fields}").format(fields=", ".join(map(field_word, fields)))


def _command(command: str) -> str:
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
        "questionnaire before": _("questionnaire before"),
        "questionnaire after": _("questionnaire after"),
        "questionnaire import": _("questionnaires taken in"),
        "youth close": _("closing"),
        "import": _("import"),
        "undo": _("undo"),
    }.get(command, command)


def draw_undone(screen: Screen, done: Done, today: date) -> None:
    """Print what was taken back."""
    when = _("today") if done.on == today else short(done.on, today)
    sentence = _("Put back: {what}, {when}.") if done.undos % 2 else _("Undone: {what}, {when}.")
    screen.line(sentence.format(what=told(done), when=when))


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
