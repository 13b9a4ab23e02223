"""Adopting another contact routine: from a day on, for the cycles that begin then."""

from dataclasses import dataclass
from datetime import date

from kaa_cli.errors import Refused
from kaa_cli.files.policies import PolicyFile
from kaa_cli.register import office, office_questions
from kaa_cli.register.cases import open_cases
from kaa_cli.rules.ladder import next_step
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.steps import Step
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Adoption:
    """A routine about to hold from a day: what it comes after and how many it moves.

    `moved` of the `youths` in the duty have another next step under it, as seen on that day if
    nothing happens until then.
    """

    from_on: date
    before: Policy
    after: Policy
    is_same_text: bool
    replaces: str
    moved: int
    youths: int


def plan_adoption(desk: Desk, file: PolicyFile, from_on: date) -> Adoption:
    """What adopting a routine from a day would change; refused for a day that has been."""
    if from_on < desk.today:
        raise Refused(
            _(
                "{day} has been. What was done then keeps the routine it was done under: "
                "choose today or a later day. Nothing was saved."
            ).format(day=from_on)
        )
    moved, youths = _moved(desk, file.policy, from_on)
    there = _for_the_day(desk, from_on)
    return Adoption(
        from_on=from_on,
        before=desk.book.on(from_on),
        after=file.policy,
        is_same_text=office_questions.policy_text(desk.session, from_on) == file.toml,
        replaces=there.name if there else "",
        moved=moved,
        youths=youths,
    )


def adopt(desk: Desk, file: PolicyFile, shown: Adoption) -> None:
    """Keep the routine as the text it is; refused when the register is no longer as shown."""
    desk.must_be_as_shown(plan_adoption(desk, file, shown.from_on), shown)
    there = _for_the_day(desk, shown.from_on)
    if there is None:
        row = office.AdoptedPolicy(from_on=shown.from_on, name=file.name, toml=file.toml)
        desk.changes.add(row)
    else:
        desk.changes.set(there, name=file.name, toml=file.toml)
    desk.what = {"policy": file.name, "from": shown.from_on.isoformat()}


def _for_the_day(desk: Desk, from_on: date) -> office.AdoptedPolicy | None:
    rows = office_questions.adopted_policies(desk.session)
    return next((row for row in rows if row.from_on == from_on), None)


def _moved(desk: Desk, policy: Policy, from_on: date) -> tuple[int, int]:
    """How many in the duty have another next step when this routine holds from the day."""
    after = desk.book.adopting(policy, from_on)
    cases = [case for case in open_cases(desk.session) if case.period.ended_on is None]
    steps = [
        (next_step(case.facts, desk.book, from_on), next_step(case.facts, after, from_on))
        for case in cases
    ]
    still = [(old, new) for old, new in steps if old.due_on is not None]
    return sum(_told(old) != _told(new) for old, new in still), len(still)


def _told(step: Step) -> tuple[object, ...]:
    """What a caseworker would notice of a step."""
    return step.channel, step.to, step.due_on, step.due_at, step.place
