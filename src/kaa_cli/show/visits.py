"""Visit rounds: the way of one, the list of them, and those that are out or late."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from kaa_cli.labels import heading, label
from kaa_cli.labels.keys import VISIT_KEYS, letter
from kaa_cli.rules.orders import Logged
from kaa_cli.rules.person import Person
from kaa_cli.rules.visits import Plan, Round, Stop, VisitResult, is_doubtful, possible_results
from kaa_cli.show.answers import draw_logged
from kaa_cli.show.days import clock, short
from kaa_cli.show.screen import Screen
from kaa_cli.show.sentences import name_of
from kaa_cli.words import _, ngettext


def draw_round(screen: Screen, plan: Plan, today: date) -> None:
    """Print a round with its stops in the order of the way, and what is left out of it."""
    one = plan.round
    title = _("Home visits, round {n}").format(n=one.id) if one.id else _("Home visits")
    who = _("{lead} and {who}").format(lead=one.lead, who=one.with_whom)
    back = _("back by {hour}").format(hour=clock(one.back_at))
    dot = f" {screen.marks.dot} "
    screen.line(" ", (title, "bold"), dot, short(one.on, today), dot, who, dot, back)
    if one.office:
        screen.line(" ", _("At the office: {who}").format(who=one.office))
    if one.announced:
        screen.line(" ", _("Announced beforehand"))
    screen.line()
    _stops(screen, plan)
    screen.line()
    for sentence in [*_doubts(plan), *left_out(plan)]:
        screen.line(" ", sentence)


def _doubts(plan: Plan) -> list[str]:
    """Which addresses to check before anybody goes there; of a closed round it is too late."""
    doubtful = [stop.case.person.id for stop in plan.stops if is_doubtful(stop.case)]
    if not doubtful or plan.round.closed_on is not None:
        return []
    told = _("A letter came back from no. {nos}: check the address first.")
    return [told.format(nos=", ".join(map(str, doubtful)))]


def _stops(screen: Screen, plan: Plan) -> None:
    told = any(stop.result for stop in plan.stops)
    headings = ["", heading("youth"), _("Who"), heading("address")]
    screen.table(
        headings + ([heading("result")] if told else []),
        [
            [
                str(position),
                str(stop.case.person.id),
                who_and_age(stop.case.person, plan.round.on),
                address(stop.case.person) or screen.marks.none,
                *([label(stop.result or VisitResult.NOT_VISITED)] if told else []),
            ]
            for position, stop in enumerate(plan.stops, start=1)
        ],
        right=(0, 1),
    )


def who_and_age(person: Person, on: date) -> str:
    """ "Nova, 17 years", the age on the day of the visit."""
    if person.is_masked:
        return name_of(person)
    return _("{name}, {age} years").format(name=name_of(person), age=person.age_on(on))


def address(person: Person) -> str:
    """Where the door is, on one line; nothing of a protected youth."""
    return f"{person.street}, {person.postcode} {person.city}".strip(" ,")


def left_out(plan: Plan) -> list[str]:
    """The due visits that are not in the round, and stops that may not be visited any more."""
    told = []
    if n := len(plan.without_room):
        sentence = ngettext(
            "{n} due visit did not fit and stays in the queue: no. {nos}",
            "{n} due visits did not fit and stay in the queue: no. {nos}",
            n,
        )
        told.append(sentence.format(n=n, nos=", ".join(map(str, plan.without_room))))
    if plan.in_rounds:
        told.append(_("In another open round and left out: {n}").format(n=plan.in_rounds))
    if plan.with_others:
        others = ", ".join(f"{who} {count}" for who, count in sorted(plan.with_others.items()))
        told.append(_("Claimed by others and left out: {told}.").format(told=others))
    return told if plan.round.closed_on is not None else [*told, *_struck_out(plan)]


def _struck_out(plan: Plan) -> list[str]:
    """Those of an open round whom somebody has decided not to visit since it was planned."""
    cases = [stop.case for stop in plan.stops]
    masked = [case.person.id for case in cases if case.person.is_masked]
    alone = [case.person.id for case in cases if case.facts.is_left_alone_on(plan.round.on)]
    sentences = (
        (masked, _("Protected since: no. {nos}. Do not go there; strike it out on the paper.")),
        (alone, _("Not to be contacted: no. {nos}. Do not go there; strike it out on the paper.")),
    )
    return [told.format(nos=", ".join(map(str, nos))) for nos, told in sentences if nos]


def _saved(one: Round, today: date) -> str:
    """What was saved of a round."""
    sentence = ngettext(
        "Saved: round {n}, {day}, {lead} and {who}, {count} stop, back by {hour}.",
        "Saved: round {n}, {day}, {lead} and {who}, {count} stops, back by {hour}.",
        one.stops,
    )
    return sentence.format(
        n=one.id,
        day=_("today") if one.on == today else short(one.on, today),
        lead=one.lead,
        who=one.with_whom,
        count=one.stops,
        hour=clock(one.back_at),
    )


def draw_list(screen: Screen, rounds: Sequence[Round], today: date, now: time | None) -> None:
    """Print the rounds by day; one that should have been back says so."""
    if not rounds:
        screen.line(_("No round is open. A new one: kaa visit plan"))
        return
    keys = ("round", "on", "lead", "with", "back_at", "stops", "closed_on")
    screen.table(
        [heading(key) for key in keys],
        [
            [
                str(one.id),
                short(one.on, today),
                one.lead,
                one.with_whom,
                clock(one.back_at),
                str(one.stops),
                short(one.closed_on, today) if one.closed_on else screen.marks.none,
            ]
            for one in rounds
        ],
        right=(0, 5),
    )
    late = [one for one in rounds if one.is_late(today, now)]
    if late:
        screen.line()
    draw_out(screen, late, today, now)


def draw_out(screen: Screen, rounds: Iterable[Round], today: date, now: time | None) -> None:
    """Print the rounds that are out, and in red those that should have been back."""
    waiting = []
    for one in rounds:
        if one.is_late(today, now):
            sentence = _(
                "Round {n} is late: call {lead} and {who}. They were to be back {day} {hour}. "
                "Back? kaa visit close {n}"
            ).format(
                n=one.id,
                lead=one.lead,
                who=one.with_whom,
                day=_("today") if one.on == today else short(one.on, today),
                hour=clock(one.back_at),
            )
            screen.line(" ", (sentence, "red"))
        else:
            waiting.append(one)
    if waiting:
        n, hours = len(waiting), sorted({one.back_at for one in waiting})
        out = ngettext("{n} round out, back by {hour}", "{n} rounds out, back by {hour}", n)
        screen.line(" ", out.format(n=n, hour=", ".join(map(clock, hours))))


def legend(plan: Plan) -> list[str]:
    """What can be typed for a stop, in lines that fit 80 columns."""
    asked = {r for stop in plan.stops for r in possible_results(stop.case, plan.round.on)}
    words = [str(word) for result, word in VISIT_KEYS.items() if result in asked]
    return [f"   {'   '.join(words[:3])}", f"   {'   '.join(words[3:])}"]


def question(stop: Stop, on: date, possible: Iterable[VisitResult]) -> str:
    """One stop as it is asked about, with the keys that can answer."""
    person = stop.case.person
    where = f", {person.street}" if person.street else ""
    no = _("no. {no}").format(no=person.id)
    keys = " ".join(letter(VISIT_KEYS[result]) for result in possible)
    return f"   {no}  {who_and_age(person, on)}{where}  [{keys}]"


def counted(results: Iterable[VisitResult]) -> str:
    """ "2 reached, 1 nobody home"."""
    told = list(results)
    return ", ".join(f"{told.count(r)} {label(r)}" for r in VisitResult if r in told)


def draw_planned(
    screen: Screen, plan: Plan, today: date, *, is_written: bool, was_shown: bool
) -> None:
    """Print what was saved of a round and what comes next, or that there is nobody to visit."""
    one = plan.round
    if not plan.stops:
        nobody = _("Nobody is to be visited on {day}. Nothing was saved.")
        screen.line(nobody.format(day=short(one.on, today)))
        for sentence in left_out(plan):
            screen.line(sentence)
        return
    if not was_shown:
        draw_round(screen, plan, today)
    screen.line(_saved(one, today))
    if not is_written:
        screen.line(_("To print: kaa visit show {n} -o round.html").format(n=one.id))
    screen.line(_("When you are back: kaa visit close {n}").format(n=one.id))


def draw_closed(
    screen: Screen,
    number: int,
    logged: Sequence[Logged],
    again: Sequence[int],
    others: Sequence[int],
    today: date,
) -> None:
    """Print what was saved of each stop, which of the unvisited are due again, and which not."""
    for one in logged:
        draw_logged(screen, one, today)
    if n := len(again):
        sentence = ngettext(
            "{n} was not visited and is in the queue again: no. {nos}",
            "{n} were not visited and are in the queue again: no. {nos}",
            n,
        )
        screen.line(sentence.format(n=n, nos=", ".join(map(str, again))))
    if others:
        told = _("Not visited, and not due now: no. {nos}")
        screen.line(told.format(nos=", ".join(map(str, others))))
    told = _("Round {n} is closed. Shred the papers. Take back: kaa undo")
    screen.line(told.format(n=number))
