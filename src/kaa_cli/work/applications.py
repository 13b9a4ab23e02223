"""Applications to a programme: made with a referrer, signed by the youth, decided by the team."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.register import sharing_questions as questions
from kaa_cli.register import support
from kaa_cli.register.cases import latest_cases
from kaa_cli.register.questions import row_of
from kaa_cli.rules.consents import Application
from kaa_cli.rules.names import is_same_name
from kaa_cli.rules.person import Case
from kaa_cli.rules.support_codes import Actor, Decision, MeasureState
from kaa_cli.words import _
from kaa_cli.work import measures
from kaa_cli.work.contact_persons import set_contact_person
from kaa_cli.work.desk import Desk
from kaa_cli.work.duty import must_be_covered
from kaa_cli.work.programmes import columns, named, open_one
from kaa_cli.work.unseen import must_have_been_seen


def add(
    desk: Desk, youth: int, programme: str, referred_by: Actor, on: date, signed_on: date | None
) -> tuple[Case, str]:
    """Remember an application; tells the programme's own name."""
    case = desk.case(youth)
    desk.must_have_been(on)
    _must_be_here(case)
    must_be_covered(desk.case(youth, on), on)
    name = open_one(desk, programme).name
    open_ones = _open_ones(desk, youth)
    if any(is_same_name(one.programme, name) for one in open_ones):
        raise Refused(
            _("No. {no} has applied there, and it is not decided yet. Nothing was saved.").format(
                no=youth
            )
        )
    if signed_on is not None:
        _must_be_signable(desk, on, signed_on)
    desk.changes.add(
        support.Application(
            youth_id=youth, programme=name, on=on, referred_by=referred_by, signed_on=signed_on
        )
    )
    desk.what = {"youths": [youth], "application": referred_by, "on": on.isoformat()}
    return case, name


def _must_be_here(case: Case) -> None:
    if case.period.ended_on is not None:
        raise Refused(
            _("No. {no} was closed on {day}: kaa youth reopen {no}. Nothing was saved.").format(
                no=case.person.id, day=case.period.ended_on
            )
        )


def _must_be_signable(desk: Desk, made_on: date, signed_on: date) -> None:
    desk.must_have_been(signed_on)
    if signed_on < made_on:
        raise Refused(
            _("It was made on {day}: it cannot be signed before. Nothing was saved.").format(
                day=made_on
            )
        )


def _open_ones(desk: Desk, youth: int) -> list[Application]:
    return [one for one in questions.applications(desk.session, [youth]) if one.is_open]


def _open_one(desk: Desk, youth: int, programme: str) -> Application:
    """The application of a youth that is to be decided; named when there are several."""
    found = _open_ones(desk, youth)
    if programme:
        name = named(desk, programme).name
        found = [one for one in found if is_same_name(one.programme, name)]
    if not found:
        raise Refused(
            _(
                "No. {no} has no application to decide: "
                "kaa application add {no} PROGRAMME --referred-by WHO. Nothing was saved."
            ).format(no=youth)
        )
    if len(found) > 1:
        names = ", ".join(one.programme for one in found)
        raise Refused(
            _(
                "No. {no} has applied to several: --programme, one of {names}. Nothing was saved."
            ).format(no=youth, names=names)
        )
    return found[0]


def sign(desk: Desk, youth: int, on: date, programme: str = "") -> tuple[Case, str]:
    """The youth has signed: only then can the team accept."""
    case = desk.case(youth)
    found = _open_one(desk, youth, programme)
    _must_be_signable(desk, found.on, on)
    if found.signed_on is not None:
        raise Refused(_("It was signed on {day}. Nothing was saved.").format(day=found.signed_on))
    desk.changes.set(row_of(desk.session, support.Application, found.id), signed_on=on)
    desk.what = {"youths": [youth], "signed_on": on.isoformat()}
    return case, found.programme


def withdraw(desk: Desk, youth: int, on: date, programme: str = "") -> tuple[Case, str]:
    """The youth takes the application back; it stays on the timeline and on no agenda."""
    case = desk.case(youth)
    desk.must_have_been(on)
    found = _open_one(desk, youth, programme)
    _must_not_be_before(found, on)
    row = row_of(desk.session, support.Application, found.id)
    desk.changes.set(row, decision=Decision.WITHDRAWN, decided_on=on, note="")
    desk.what = {"youths": [youth], "decision": Decision.WITHDRAWN, "on": on.isoformat()}
    return case, found.programme


def _must_not_be_before(found: Application, on: date) -> None:
    if on < found.on:
        raise Refused(
            _("It was made on {day}: it cannot be decided before. Nothing was saved.").format(
                day=found.on
            )
        )


def listed(desk: Desk, *, only_open: bool) -> list[tuple[Case, Application]]:
    """The applications, the oldest first; or those a meeting has still to decide."""
    found = questions.applications(desk.session)
    if only_open:
        found = [one for one in found if one.is_open]
    cases = latest_cases(desk.session, sorted({one.youth for one in found}))
    return [(cases[one.youth], one) for one in found]


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """What the meeting says, on which day, who follows the youth then, and what it waits for."""

    decision: Decision
    on: date
    contact: str = ""
    note: str = ""
    programme: str = ""


def decide(desk: Desk, youth: int, told: ToldDecision) -> tuple[Case, str]:
    """Decide an application; an accepted one becomes a measure that the youth has said yes to."""
    case = desk.case(youth)
    desk.must_have_been(told.on)
    desk.must_be_fit_to_keep(told.note)
    found = _open_one(desk, youth, told.programme)
    _must_not_be_before(found, told.on)
    if told.decision is Decision.ACCEPTED:
        _accept(desk, case, found, told)
    if told.contact:
        of, person = desk.youth(youth), desk.caseworker_id(told.contact)
        must_have_been_seen(desk, (of, {"contact_person_id": person}))
        set_contact_person(desk, of, person)
    row = row_of(desk.session, support.Application, found.id)
    note = told.note or (found.note if told.decision is Decision.POSTPONED else "")
    desk.changes.set(row, decision=told.decision, decided_on=told.on, note=note)
    desk.what = {"youths": [youth], "decision": told.decision, "on": told.on.isoformat()}
    return desk.case(youth), found.programme


def _accept(desk: Desk, case: Case, found: Application, told: ToldDecision) -> None:
    no = case.person.id
    _must_be_here(case)
    must_be_covered(desk.case(no, told.on), told.on)
    if found.signed_on is None or found.signed_on > told.on:
        raise Refused(
            _(
                "The youth had not signed by then, and takes part by its own choice: "
                "kaa application sign {no}. Nothing was saved."
            ).format(no=no)
        )
    programme = open_one(desk, found.programme)
    for one in measures.listed(desk, no):
        if not is_same_name(one.programme, programme.name):
            continue
        if one.state in {MeasureState.ACCEPTED, MeasureState.STARTED}:
            return  # has a place already: nothing is offered twice
        if one.state is MeasureState.OFFERED:
            measures.change(desk, one, {"accepted_on": told.on})
            return
    days = {"offered_on": found.on, "accepted_on": told.on}
    measures.add(desk, no, columns(programme) | days)
