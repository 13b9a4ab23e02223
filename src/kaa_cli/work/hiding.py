"""Who may be somebody known, found and hidden together until a person has looked."""

from collections.abc import Sequence
from dataclasses import replace

from kaa_cli.files.roster_row import without_address
from kaa_cli.register.known import KnownYouth
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.protection import may_keep_place, strongest
from kaa_cli.work.doubles import doubles, groups
from kaa_cli.work.roster_plan import RosterPlan, Update

MARK_TAKEN_OVER = "mark-taken-over"


def find_doubles(plan: RosterPlan, everybody: Sequence[KnownYouth]) -> None:
    """New youths who may be known under another number; a mark of one hides them all.

    Until somebody has looked, a protected youth's name must not stand open beside the mask. A new
    row gets the whole mark; of one in the register nothing is taken away, it is hidden only.
    """
    plan.doubles = doubles(plan.new, everybody)
    places = {row.line: place for place, row in enumerate(plan.new)} if plan.doubles else {}
    for rows, youths in groups(plan.new, plan.doubles) if plan.doubles else ():
        told = [_mark_told(plan, youth) for youth in youths]
        mark = strongest(*(row.protection for row in rows), *told)
        for row in rows:
            if mark is not row.protection:
                masked = replace(row, protection=mark)
                place = places[row.line]
                plan.new[place] = masked if may_keep_place(mark) else without_address(masked)
                plan.notes[MARK_TAKEN_OVER] += 1
        if mark is not Protection.NONE:
            for youth in youths:
                _hide(plan, youth)


def _mark_told(plan: RosterPlan, youth: KnownYouth) -> Protection:
    """The mark a youth will have after this list."""
    raised = (u.fields.get("protection") for u in plan.updates if u.youth.id == youth.id)
    return strongest(youth.protection, *filter(None, raised))


def _hide(plan: RosterPlan, youth: KnownYouth) -> None:
    if _mark_told(plan, youth) is not Protection.NONE:
        return
    plan.notes[MARK_TAKEN_OVER] += 1
    plan.unchanged = [pair for pair in plan.unchanged if pair[1].id != youth.id]
    for update in plan.updates:
        if update.youth.id == youth.id:
            update.fields["protection"] = Protection.CONFIDENTIALITY
            return
    plan.updates.append(Update(None, youth, {"protection": Protection.CONFIDENTIALITY}))
