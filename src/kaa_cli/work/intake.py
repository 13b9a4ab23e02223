"""What a roster would change in the register: who is new, changed, back, gone or outside.

Matching is by identity number; without one, by birth date and the very same name. Who may be
somebody known under another number is taken in to be checked, never joined by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from kaa_cli.files.roster import RosterFile
from kaa_cli.files.roster_row import RosterRow, each_once
from kaa_cli.register import office_questions, questions
from kaa_cli.register.known import KnownYouth, key_of, known_youths
from kaa_cli.rules.codes import Protection, Reason
from kaa_cli.rules.days import birthday
from kaa_cli.rules.difference import Difference
from kaa_cli.rules.protection import PLACE, may_keep_numbers, may_keep_place, strongest
from kaa_cli.rules.roles import plain
from kaa_cli.rules.scope import ADULT_AT, DUTY_ENDS_AT, is_before_duty
from kaa_cli.work.desk import Desk
from kaa_cli.work.hiding import find_doubles
from kaa_cli.work.lists import Source, told_rejects
from kaa_cli.work.roster_plan import RosterPlan, Update

TEXTS = (
    "given_name",
    "family_name",
    "street",
    "postcode",
    "city",
    "municipality",
    "email",
    "school",
    "study_programme",
)
_told = attrgetter(*TEXTS)
_PLACE = frozenset(PLACE)
NOT_DIALABLE = "not-dialable"
NUMBERS_NOT_STORED = "numbers-not-stored"
TAKEN_AWAY = "taken-away"
GUARDIANS_LEFT_OUT = "guardians-left-out"
OTHER_MUNICIPALITY = "other-municipality"
NO_MUNICIPALITY = "no-municipality"


def plan_roster(desk: Desk, roster: RosterFile, source: Source) -> RosterPlan:
    """Compare a list with the register; changes nothing."""
    everybody = known_youths(desk.session)
    plan = RosterPlan(office_questions.last_entry(desk.session), duplicates=roster.duplicates)
    known = _by_key(desk, everybody)
    _sort(plan, desk, roster.rows, known)
    find_doubles(plan, everybody)
    if source.whole_list:
        listed = {known[row.key].id for row in roster.rows if row.key in known}
        listed |= {
            s.id for many in plan.doubles.values() for s in many if isinstance(s, KnownYouth)
        }
        plan.gone = [youth for youth in everybody if youth.is_open and youth.id not in listed]
    plan.difference = _difference(plan, desk, roster, source)
    return plan


def _by_key(desk: Desk, everybody: Iterable[KnownYouth]) -> dict[str, KnownYouth]:
    """Everybody by what a list may call them: the number, or what they were known by before it."""
    by_id = {youth.id: youth for youth in everybody}
    former = questions.former_identities(desk.session)
    known = {key: by_id[youth] for key, youth in former.items()}
    return known | {key_of(youth): youth for youth in by_id.values()}


def _sort(
    plan: RosterPlan, desk: Desk, rows: Iterable[RosterRow], known: Mapping[str, KnownYouth]
) -> None:
    """Each row to where it belongs; this runs 100,000 times."""
    is_programme = desk.is_programme
    told: set[int] = set()
    by_former: list[tuple[RosterRow, KnownYouth]] = []
    for row in rows:
        if row.notes:
            plan.notes.update(row.notes)
        if undialled := sum(not phone.dialable for _owner, phone in row.numbers):
            plan.notes[NOT_DIALABLE] += undialled
        youth = known.get(row.key)
        if youth is not None and youth.is_open:
            if (row.identity.number or None) != youth.identity_number:
                by_former.append((row, youth))
                continue
            told.add(youth.id)
            _take(plan, row, youth, desk, is_sure=True)
        elif not is_programme and (why := _outside(row.identity.born_on, desk.today)):
            plan.outside.append((row, youth, why))
        elif youth is not None:
            plan.back.append((row, youth))
        else:
            plan.new.append(row)
    for row, youth in by_former:  # the surer row of a youth has told already
        if youth.id in told:
            plan.duplicates.append(row.line)
        else:
            told.add(youth.id)
            _take(plan, row, youth, desk, is_sure=False)


def _take(
    plan: RosterPlan, row: RosterRow, youth: KnownYouth, desk: Desk, *, is_sure: bool
) -> None:
    update = _update(row, youth, desk, is_sure=is_sure)
    if update.is_empty:
        plan.unchanged.append((row, youth))
    else:
        plan.updates.append(update)
    plan.notes[GUARDIANS_LEFT_OUT] += update.left_out
    raised = update.fields.get("protection", Protection.NONE)
    has_place = any(getattr(youth, name) for name in PLACE)
    if (has_place and not may_keep_place(raised)) or (
        youth.phones and not may_keep_numbers(raised)
    ):
        plan.notes[TAKEN_AWAY] += 1


def _outside(born_on: date, today: date) -> str | None:
    """The legal reason why somebody on the list is not in the duty, or None."""
    if today >= birthday(born_on, DUTY_ENDS_AT):
        return "turned-20"
    return "in-school" if is_before_duty(born_on, today) else None


def guardians_kept(born_on: date, desk: Desk) -> bool:
    """Guardians are kept only where the municipality does, and only while the youth is a minor."""
    return desk.today < birthday(born_on, ADULT_AT) and desk.policy.guardians


def _update(row: RosterRow, youth: KnownYouth, desk: Desk, *, is_sure: bool) -> Update:
    """What a row tells anew of a known youth; an empty cell never blanks, a mark never falls.

    By a former number (not `is_sure`) a list only fills what is missing.
    """
    fields: dict[str, Any] = {}
    protection = youth.protection
    if row.protection is not protection:
        protection = strongest(row.protection, protection)
        if protection is not youth.protection:
            fields["protection"] = protection
    if (told := _told(row)) != (known := _told(youth)):
        keeps_place = may_keep_place(protection)
        fields |= {
            name: new
            for name, new, old in zip(TEXTS, told, known, strict=True)
            if new and new != old and (is_sure or not old) and (keeps_place or name not in _PLACE)
        }
    if row.sex and row.sex != youth.sex:
        fields["sex"] = row.sex
    if row.preferred_channel and row.preferred_channel != youth.preferred_channel:
        fields["preferred_channel"] = row.preferred_channel
    if row.contact_person and row.contact_person.casefold() != youth.contact_person.casefold():
        fields["contact_person"] = row.contact_person
    update = Update(row.line, youth, fields, _period(row, youth))
    if may_keep_numbers(protection):
        _reached_by(update, row, desk)
    return update


def _period(row: RosterRow, youth: KnownYouth) -> dict[str, Any]:
    """What a row corrects of the open registration; its two dates are a person's to change."""
    told: dict[str, Any] = {}
    if row.reason and row.reason is not Reason.UNKNOWN and row.reason != youth.reason:
        told["reason"] = row.reason
    if row.left_school_on and row.left_school_on != youth.left_school_on:
        told["left_school_on"] = row.left_school_on
    if row.referred_by and row.referred_by != youth.referred_by:
        told["referred_by"] = row.referred_by
    return told


def _reached_by(update: Update, row: RosterRow, desk: Desk) -> None:
    """New numbers and guardians; a guardian is known by name, whichever column it stands in."""
    youth = update.youth
    places = {0: 0}
    if row.guardians and guardians_kept(youth.born_on, desk):
        known = dict(youth.guardians)
        for column, name in enumerate(row.guardians, start=1):
            if not name and all(owner != column for owner, _phone in row.numbers):
                continue
            place = _place_of(name, column, known)
            if place is None:
                update.left_out += 1
                continue
            places[column] = place
            if known.get(place) != name and name:
                known[place] = update.guardians[place] = name
    new = [
        (places[owner], phone)
        for owner, phone in row.numbers
        if owner in places and (places[owner], phone.number) not in youth.phones
    ]
    if new:
        update.numbers += each_once(new)


def _place_of(name: str, column: int, known: Mapping[int, str]) -> int | None:
    """First or second guardian; None when two others are known already.

    Nobody's name is written over: the numbers kept beside it are that person's.
    """
    for place, other in known.items():
        if other.casefold() == name.casefold():
            return place
    if not name and column in known:
        return column
    free = [place for place in (1, 2) if not known.get(place)]
    return free[0] if free else None


def _difference(plan: RosterPlan, desk: Desk, roster: RosterFile, source: Source) -> Difference:
    protected = Counter(
        mark
        for mark in (
            *(row.protection for row in plan.new),
            *(u.fields.get("protection", Protection.NONE) for u in plan.updates),
        )
        if mark is not Protection.NONE
    )
    hidden = sum(bool(r.numbers) and not may_keep_numbers(r.protection) for r in plan.new)
    plan.notes[NUMBERS_NOT_STORED] += hidden
    if desk.is_shared:
        plan.notes.update(_of_no_municipality(plan, desk.municipalities.split(", ")))
    return Difference(
        file=source.file,
        rows=source.rows,
        new=len(plan.new),
        new_today=sum(row.first_seen_on in (None, desk.today) for row in plan.new),
        without_number=sum(not has_number(row) for row in plan.new),
        changed=len(plan.updates),
        fields_changed=Counter(name for update in plan.updates for name in update.names),
        unchanged=len(plan.unchanged),
        gone=tuple(youth.id for youth in plan.gone),
        back_on_list=tuple(youth.id for _row, youth in plan.back),
        doubles=len(plan.doubles),
        to_mark=len(not_marked([*plan.gone, *(youth for _row, youth in plan.back)])),
        duplicates=len(plan.duplicates),
        out_of_scope=Counter(why for _row, _youth, why in plan.outside),
        protected=protected,
        notes=+plan.notes,
        rejects=told_rejects(roster.rejects),
        unknown_headings=roster.unknown_headings,
        are_participants=desk.is_programme,
        same_file_on=office_questions.taken_in_on(desk.session, "roster", source.fingerprint),
    )


def _of_no_municipality(plan: RosterPlan, ours: Iterable[str]) -> Iterator[str]:
    """A note for each youth who would be of another municipality than those, or of none."""
    known = {plain(name) for name in ours}
    told = [row.municipality for row in plan.new]
    told += [str(u.fields["municipality"]) for u in plan.updates if "municipality" in u.fields]
    for name in told:
        if plain(name) not in known:
            yield OTHER_MUNICIPALITY if name else NO_MUNICIPALITY


def not_marked(youths: Iterable[KnownYouth]) -> list[KnownYouth]:
    """Those who are not to be checked already; somebody closed is asked about once."""
    return [
        youth
        for youth in youths
        if youth.check_reason is None and (youth.is_open or youth.checked_on is None)
    ]


def has_number(row: RosterRow) -> bool:
    """Whether a row tells of any number that can be rung."""
    return any(phone.dialable for _owner, phone in row.numbers)
