"""Youths in a list, as found, and one youth's whole sheet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kaa_cli.labels import heading, label, titled_field
from kaa_cli.rules.codes import Place, Protection, Target
from kaa_cli.rules.events import Event
from kaa_cli.rules.facts import Occupation
from kaa_cli.rules.occupations import expires_on, known_occupation
from kaa_cli.rules.person import Case, keeps_guardian_of_adult, seen_on
from kaa_cli.rules.phone_form import reading_form
from kaa_cli.rules.queue import Standing
from kaa_cli.rules.sheet import Beside
from kaa_cli.rules.steps import Step
from kaa_cli.show import sentences, timeline
from kaa_cli.show.hidden import how_to_open
from kaa_cli.show.occupations import told
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import beside as beside_number
from kaa_cli.show.sharing import about
from kaa_cli.words import _, ngettext

_LIST = ("youth", "given_name", "birth_year", "status", "knowledge", "contact_person")


def draw_list(screen: Screen, found: Sequence[Standing]) -> None:
    """Print youths with where each is; never a personal number."""
    screen.table(
        [heading(key) for key in _LIST], [_row(screen, row) for row in found], right=(0, 2)
    )
    screen.line()
    screen.line(" ", ngettext("{n} youth.", "{n} youths.", len(found)).format(n=len(found)))


def _row(screen: Screen, row: Standing) -> list[str]:
    person = row.case.person
    return [
        str(person.id),
        sentences.name_of(person),
        screen.marks.none if person.is_masked else str(person.born_on.year),
        status(row.case, row.step),
        label(row.known),
        person.contact_person or screen.marks.none,
    ]


def status(case: Case, step: Step) -> str:
    """Where a youth is, in words: closed, on which channel of the ladder, mapped, resting …"""
    if case.period.ended_on is not None:
        return _("closed")
    if step.place is Place.RUNG and step.channel is not None:
        return _("on the ladder: {channel}").format(channel=label(step.channel))
    return label(step.place)


def draw_found(screen: Screen, found: Sequence[Standing], today: date) -> None:
    """Print what a search found, with the numbers that could have rung."""
    if not found:
        screen.line(_("Nobody fits. Fewer letters or digits find more; at least three digits."))
        screen.line(_("A protected youth is found by the whole personal number only."))
        return
    for row in found:
        person = row.case.person
        born = "" if person.is_masked else f"  {person.born_on.year}"
        number, name = _("no. {no}").format(no=person.id), sentences.name_of(person)
        screen.line(f" {number}  ", (name, "bold"), born)
        for text in [] if person.is_masked else _phones(seen_on(row.case, today)):
            screen.line(f"     {text}")
        screen.line("     ", (_coming(row, today), "dim"))
    if len(found) == 1:
        no = found[0].case.person.id
        screen.line(
            " ",
            _("Show: kaa show {no}    Save the answer: kaa contact reply {no} phone").format(no=no),
        )


def _coming(row: Standing, today: date) -> str:
    if row.case.period.ended_on is not None:
        return _("closed on {day}").format(day=row.case.period.ended_on)
    return sentences.what_next(row.step, row.case.facts, today)


def draw_sheet(
    screen: Screen, row: Standing, beside: Beside, events: Sequence[Event], today: date
) -> None:
    """Print all that is kept of one youth, the coming step and the timeline."""
    case = row.case
    if case.person.is_masked:
        screen.line(how_to_open(case.person))
    for name, value in [*_fields(row, today), *_beside(row.case, beside)]:
        screen.line(f" {name:<22} ", value)
    screen.line()
    screen.line(" ", sentences.what_next(row.step, case.facts, today))
    screen.line()
    timeline.draw(screen, case, events, today)


def _fields(row: Standing, today: date) -> list[tuple[str, str]]:
    case = row.case
    person, period = case.person, case.period
    rows = [(_("No."), str(person.id))]
    if not person.is_masked:
        address = ", ".join(
            filter(None, (person.street, f"{person.postcode} {person.city}".strip()))
        )
        bad = case.facts.address and case.facts.address.bad_on
        rows += [
            (_("Name"), person.full_name),
            (_("Personal number"), person.identity_number or ""),
            (_("Born"), f"{person.born_on} ({person.age_on(today)})"),
            (_("Address"), address + (f" ({_('a letter came back')})" if bad else "")),
            (_("E-mail"), person.email),
            *((_("Phone"), text) for text in _phones(seen_on(case, today))),
            (_("Former school"), person.school),
            (_("Study programme"), person.study_programme),
            (_("Municipality"), person.municipality),
        ]
        if keeps_guardian_of_adult(case, today):
            rows.append((_("Guardian"), _("kept still, and not used: to be purged")))
        if person.protection is not Protection.NONE:
            rows.append((_("Protection"), label(person.protection)))
    known = known_occupation(case.facts, today)
    if known is not None:
        rows.append((_("Occupation"), _occupation(row, known, today)))
    rows.append((_("Known"), label(row.known)))
    if case.facts.preferred is not None:
        rows.append((_("Prefers"), label(case.facts.preferred)))
    marks = ("by_hand", case.facts.by_hand), ("restricted", case.facts.restricted)
    rows += [(titled_field(name), _("yes")) for name, is_set in marks if is_set]
    if period.ended_on is not None:
        rows.append((_("Closed"), str(period.ended_on)))
    rows.append((_("Contact person"), person.contact_person or ""))
    return [(name, value) for name, value in rows if value]


def _beside(case: Case, beside: Beside) -> list[tuple[str, str]]:
    """Agreements, programmes and until when it is kept; of a protected youth what tells nothing."""
    is_masked = case.person.is_masked
    rows = [
        (_("Agrees to"), about(one.scope, None if is_masked else one.actor))
        for one in beside.consents
    ]
    if case.person.is_masked:
        return rows
    rows += [(_("Takes part in"), programme) for programme in beside.programmes]
    if beside.purge_on is not None:
        rows.append((_("Kept at most until"), str(beside.purge_on)))
    elif case.facts.is_participant:
        after = _("some time after the last participation: kaa settings")
        rows.append((_("Kept until"), after))
    return rows


def _occupation(row: Standing, known: Occupation, today: date) -> str:
    """What is known, who told it, and until when it counts; no words on a protected youth."""
    policy = row.step.policy
    end = expires_on(known, policy) if policy is not None else None
    if row.case.person.is_masked:
        known = replace(known, says="")
    return told(known, end - timedelta(days=1) if end else None, today)


def _phones(case: Case) -> list[str]:
    """The numbers with owner and state; guardians' names beside theirs."""
    texts = []
    for phone in case.facts.phones:
        owner = label(phone.owner)
        if phone.owner is Target.GUARDIAN and len(case.person.guardians) >= phone.guardian:
            owner = f"{owner} {case.person.guardians[phone.guardian - 1]}".strip()
        texts.append(
            f"{reading_form(phone.number)}  {owner}, {label(phone.state)}{beside_number(phone)}"
        )
    return texts
