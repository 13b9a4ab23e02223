"""Taking in outcomes that a municipality already has in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kaa_cli.files.outcomes import OutcomeRow
from kaa_cli.files.rejects import Reject, reject
from kaa_cli.register import models, past
from kaa_cli.register.known import known_youths
from kaa_cli.rules.difference import Difference
from kaa_cli.work.desk import Desk
from kaa_cli.work.taking_in import same_as_shown


@dataclass(frozen=True)
class OutcomePlan:
    """The outcomes that are not in the register yet, by youth, and the counts."""

    new: tuple[tuple[int, OutcomeRow], ...]
    difference: Difference


def plan_outcomes(
    desk: Desk, rows: Sequence[OutcomeRow], rejects: Sequence[Reject], file: str, count: int
) -> OutcomePlan:
    """Match outcomes to youths; an outcome that is there already is unchanged."""
    known = known_youths(desk.session)
    kept = {
        (o.youth, o.on, str(o.category), o.detail, o.programme)
        for o in past.outcomes(desk.session, date.min, date.max)
    }
    new: list[tuple[int, OutcomeRow]] = []
    refused = list(rejects)
    for row in rows:
        youth = known.get(row.identity.number)
        if youth is None:
            refused.append(reject(row.line, "identity_number", "no-such-youth"))
            continue
        key = (youth.id, row.on, str(row.category), row.detail, row.programme)
        if key not in kept:
            kept.add(key)
            new.append((youth.id, row))
    refused.sort(key=lambda r: r.line)
    difference = Difference(
        file=file,
        rows=count,
        kind="outcomes",
        new=len(new),
        unchanged=len(rows) - len(new) - (len(refused) - len(rejects)),
        rejects=tuple((r.line, r.field, r.code, r.message) for r in refused),
    )
    return OutcomePlan(tuple(new), difference)


def apply_outcomes(desk: Desk, plan: OutcomePlan, shown: Difference) -> None:
    """Save the outcomes that are new; refused when the register has changed since."""
    same_as_shown(plan.difference, shown)
    desk.changes.add_many(
        models.Outcome,
        [
            {
                "youth_id": youth,
                "on": row.on,
                "category": row.category.value,
                "detail": row.detail,
                "programme": row.programme,
            }
            for youth, row in plan.new
        ],
    )
    desk.what = {"file": shown.file, "new": shown.new}
