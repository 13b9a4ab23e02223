"""Why, to whom and what next, in sentences: the same words on cards, ladders and answers."""

from datetime import date, time

from kaa_cli.labels import do, label, titled
from kaa_cli.rules.codes import Channel, Target, Task
from kaa_cli.rules.cycle import Began
from kaa_cli.rules.facts import Appointment, Facts, Phone
from kaa_cli.rules.person import Person
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.queue import Due
from kaa_cli.rules.steps import Because, Rule, Step
from kaa_cli.rules.urgency import Term
from kaa_cli.show.days import clock, long, number, short
from kaa_cli.show.support_told import question
from kaa_cli.words import _, ngettext


def on_no_list(n: int) -> str:
    """How many protected youths a list of one programme leaves out: to stand on it tells where."""
    told = ngettext(
        "{n} protected youth is counted but on no list.",
        "{n} protected youths are counted but on no list.",
        n,
    )
    return told.format(n=n)


def name_of(person: Person) -> str:
    """The given name, or why it is hidden."""
    if not person.is_masked:
        return person.given_name
    return _("Protected") if person.is_protected else _("Restricted")


def in_it(*, are_participants: bool) -> str:
    """Where everybody counted is: no duty covers a participant."""
    return _("In the register") if are_participants else _("In the duty")


def number_of(person: Person) -> str:
    """The number, as people say it: "no. 17"."""
    return _("no. {no}").format(no=person.id)


def who(person: Person) -> str:
    """Given name and number, as in confirmations: "Nova (no. 17)"."""
    return _("{name} (no. {no})").format(name=name_of(person), no=person.id)


def name_and_year(person: Person) -> str:
    """Number, given name and year of birth, as in lists; a protected youth has no year."""
    year = "" if person.is_masked else f" {person.born_on.year}"
    return _("no. {no}").format(no=person.id) + f"  {name_of(person)}{year}"


def number_and_age(person: Person, today: date) -> str:
    """ "no. 17 · 17 years (b. 2009-03-12)"; of a protected youth only the year."""
    if person.is_masked:
        return _("no. {no}").format(no=person.id)
    return _("no. {no} · {age} years (b. {born})").format(
        no=person.id, age=person.age_on(today), born=person.born_on
    )


def wait(because: Because, policy: Policy, step: Step) -> str:
    """The wait behind a due day: "2 working days after attempt 1 (assumed)"."""
    if because.days is None or because.attempt is None:
        return ""
    days = ngettext("{n} working day", "{n} working days", because.days).format(n=because.days)
    if because.days == 0:
        text = _("the same day, if nobody answers")
    elif because.rule is Rule.RETRY:
        text = _("{days} after attempt {n}").format(days=days, n=(step.attempt or 2) - 1)
    else:
        text = _("{days} after {channel}").format(days=days, channel=label(because.attempt.channel))
    return text + (" " + _("(assumed)") if because.is_assumed(policy) else "")


def why_now(step: Step, facts: Facts, policy: Policy, today: date) -> str:
    """Why the step is due on its day, in one sentence."""
    because, due_on = step.because, step.due_on
    if due_on is None:
        return why_out(because, facts, today)
    day = _("today") if due_on == today else short(due_on, today)
    if step.appointment is not None:
        return appointment(step.appointment, today)
    waited = wait(because, policy, step)
    if step.due_at is not None:
        return _("Due {day} at {hour}: the hour agreed.").format(day=day, hour=clock(step.due_at))
    if step.recheck is not None:
        return _lasting(step, policy, day)
    match because.rule:
        case Rule.RETRY | Rule.AFTER if waited:
            return _("Due {day}: {wait}.").format(day=day, wait=waited)
        case Rule.SEARCH:
            return _("There is no number. Looked for until {day}; then the ladder goes on.").format(
                day=short(policy.calendar.after(due_on, because.days or 0), today)
            )
        case Rule.SEARCH_OVER:
            return ngettext(
                "No number was found in {n} working day: the ladder goes on.",
                "No number was found in {n} working days: the ladder goes on.",
                policy.search_days,
            ).format(n=policy.search_days)
        case Rule.FIRST:
            return _began(because, day)
        case Rule.MEASURE:
            return _measure(because, policy, day)
        case Rule.NO_WAY:
            return _("No way to reach: no number, address or other contact point can be used.")
        case _:
            return _rules()[because.rule].format(day=day)


def _lasting(step: Step, policy: Policy, day: str) -> str:
    """Why an outcome is asked about: the days since, and whether they are a guess."""
    because = step.because
    assumed = " " + _("(assumed)") if because.is_assumed(policy) else ""
    return ngettext(
        "Due {day}: {n} day after the outcome{assumed}.",
        "Due {day}: {n} days after the outcome{assumed}.",
        because.days or 0,
    ).format(day=day, n=because.days, assumed=assumed)


def asked(step: Step) -> str:
    """What is asked about an outcome, if that is the step: "ask whether the studies hold …"."""
    if step.recheck is None:
        return ""
    return question(step.recheck.outcome.category, step.because.days or 0)


def _measure(because: Because, policy: Policy, day: str) -> str:
    """A day agreed, or so many days without anybody asking how it goes."""
    if not because.key or because.days is None:
        return _("Due {day}: the day agreed to follow the measure up.").format(day=day)
    told = ngettext(
        "Due {day}: nobody has followed the measure up for {n} day.",
        "Due {day}: nobody has followed the measure up for {n} days.",
        because.days,
    ).format(day=day, n=because.days)
    return told[:-1] + f" {_('(assumed)')}." if because.is_assumed(policy) else told


def appointment(booked: Appointment, today: date) -> str:
    """ "Information visit today at 14:00, with Anna." """
    what = titled(booked.kind)
    when = moment(booked.on, booked.at, today)
    if booked.with_whom:
        return _("{what} {when}, with {who}.").format(what=what, when=when, who=booked.with_whom)
    return _("{what} {when}.").format(what=what, when=when)


def _began(because: Because, day: str) -> str:
    return {
        Began.FIRST_SEEN: _("New on the list: first attempt due {day}."),
        Began.CONTACT: _("Due {day}: the time between contacts has passed."),
        Began.EXPIRED: _("Due {day}: what is known of the occupation has expired."),
        Began.REFUSAL: _("Due {day}: it is time to ask again after the no."),
        Began.EXHAUSTED: _("Due {day}: the whole ladder was climbed in vain; it starts again."),
        Began.ASKED: _("Due {day}: the day agreed."),
        Began.MISSED: _("Due {day}: did not come to the appointment."),
        Began.MEASURE_ENDED: _("Due {day}: a measure has ended."),
        Began.INTERRUPTED: _("Due {day}: what it had led to is over; the ladder starts again."),
    }[because.began].format(day=day)


def _rules() -> dict[Rule, str]:
    return {
        Rule.SAME_DAY: _("Due {day}: the step before led nowhere."),
        Rule.EARLIER_RUNG: _("Due {day}: an earlier rung can be used again."),
        Rule.NEW_CONTACT_POINT: _("Due {day}: a new number or address was recorded."),
        Rule.ASKED: _("Due {day}: the day agreed."),
        Rule.MISSED: _("Due {day}: did not come to the appointment."),
        Rule.CHECK: _("To be checked from {day} on: does the youth still belong here?"),
        Rule.DOUBLE: _("To be checked from {day} on: is this somebody known already?"),
        Rule.REVIEW: _('Due {day}: "do not contact" is to be reviewed.'),
        Rule.RETRY: _("Due {day}."),
        Rule.AFTER: _("Due {day}."),
    }


def why_out(because: Because, facts: Facts, today: date) -> str:
    """Why a youth is out of the queue, and from when a wish to be left alone is reviewed."""
    until = facts.do_not_contact_until
    return {
        Rule.TURNED_20: _("Not covered: has turned 20."),
        Rule.ENDED: _("Not covered: the registration is closed."),
        Rule.NOT_YET: _("Not covered yet."),
        Rule.RESTRICTED: _("Out of the queue: the data are restricted."),
        Rule.DO_NOT_CONTACT: _(
            "Out of the queue: does not want to be contacted. To be reviewed from {day} on."
        ),
    }[because.rule].format(day=short(until, today) if until else "")


def skipped(because: Because, person: Person) -> str:
    """Which rungs were passed over because nothing could be used, or empty.

    For a protected youth they are not allowed at all, which the card says in its own words.
    """
    if not because.skipped or person.is_masked:
        return ""
    names = ", ".join(label(channel) for channel in because.skipped)
    return _("Skipped, nothing to use: {channels}.").format(channels=names)


def urgent_because(term: Term, *, masked: bool = False) -> str:
    """The sentence of one urgency term; of a protected youth weeks, that no day tells who it is."""
    n = abs(term.count)
    match term.term:
        case "turning-20" if masked:
            weeks = n // 7
            return ngettext("turns 20 within {n} week", "turns 20 within {n} weeks", weeks).format(
                n=weeks
            )
        case "deadline" if term.count < 0:
            return ngettext(
                "the deadline passed {n} day ago", "the deadline passed {n} days ago", n
            ).format(n=n)
        case "deadline" if not n:
            return _("the deadline is today")
        case "deadline":
            return ngettext("{n} day to the deadline", "{n} days to the deadline", n).format(n=n)
        case "overdue":
            return ngettext("{n} day overdue", "{n} days overdue", n).format(n=n)
        case "never-reached":
            return ngettext("not reached in {n} cycle", "not reached in {n} cycles", n).format(n=n)
        case "turning-20":
            return ngettext("turns 20 in {n} day", "turns 20 in {n} days", n).format(n=n)
        case "expired":
            return _("the occupation has expired")
        case _:
            return _("given priority by hand")


def points_of(due: Due) -> list[str]:
    """The points of a due youth, and each term with its sentence."""
    masked, points = due.case.person.is_masked, number(round(due.urgency.points, 1))
    if not due.urgency.terms:
        return [_("Urgency {points}: nothing weighs.").format(points=points)]
    return [
        _("Urgency {points}:").format(points=points),
        *(
            f"  {number(round(term.points, 1)):>5}  {urgent_because(term, masked=masked)}"
            for term in due.urgency.terms
        ),
    ]


def target(to: Target | None, person: Person) -> str:
    """To whom: the youth by name, or the guardian."""
    if to is None or person.is_masked:
        return ""
    return name_of(person) if to is Target.YOUTH else label(to)


def beside(phone: Phone) -> str:
    """The words kept with a number, in brackets after it: " (efter kl 16)"."""
    return f" ({phone.note})" if phone.note else ""


def whom(step: Step) -> str:
    """ "to the guardian", where it is not the youth."""
    if isinstance(step.channel, Channel) and step.to is Target.GUARDIAN:
        return _("to the guardian")
    return ""


def what_next(step: Step, facts: Facts, today: date) -> str:
    """The coming step after something was saved: what, when, to whom."""
    if step.channel is None or step.due_on is None:
        return why_out(step.because, facts, today)
    due_on = max(step.due_on, today)
    what = do(step.channel)
    told = {
        "what": asked(step) or _lower(what),
        "day": _("today") if due_on == today else long(due_on, today),
        "hour": clock(step.due_at) if step.due_at else "",
    }
    if step.outlives_duty:
        return _("No further step: the youth turns 20 before the next one is due.")
    if step.appointment is not None:
        return _("Next: {what}").format(what=_lower(appointment(step.appointment, today)))
    if step.channel is Task.NONE:
        sentence = _("Next: no way to reach; look for a number or an address, {day}.")
    elif step.due_at is not None:
        sentence = _("Next: {what}, {day} at {hour}.")
    elif step.channel is Channel.PHONE and step.to is Target.GUARDIAN:
        sentence = _("Next: call the guardian, {day}.")
    elif step.channel is Channel.SMS and step.to is Target.GUARDIAN:
        sentence = _("Next: text the guardian, {day}.")
    else:
        sentence = _("Next: {what}, {day}.")
    return sentence.format(**told)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def moment(on: date, at: time | None, today: date) -> str:
    """ "today 15:48", or the day."""
    day = _("today") if on == today else short(on, today)
    return f"{day} {clock(at)}" if at else day
