"""Whom a caseworker has in hand: claimed for some minutes, let go, or taken over with a reason."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from kaa_cli.errors import Busy, Refused
from kaa_cli.register import claims
from kaa_cli.register.claims import Held
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def held(desk: Desk) -> Mapping[int, Held]:
    """The claims that stand, by youth."""
    return claims.held(desk.session, desk.now)


def of_others(desk: Desk) -> dict[int, Held]:
    """The claims of other caseworkers, by youth."""
    return {youth: claim for youth, claim in held(desk).items() if not is_mine(desk, claim)}


def with_others(desk: Desk, youths: Collection[int]) -> list[str]:
    """A sentence on each of the youths whom another caseworker has."""
    return [
        _("{who} has no. {no} until {hour}.").format(
            who=claim.by, no=youth, hour=_hour(desk, claim.until_at)
        )
        for youth, claim in of_others(desk).items()
        if youth in youths
    ]


def mine(desk: Desk) -> list[int]:
    """The youths this caseworker holds."""
    return [youth for youth, claim in held(desk).items() if is_mine(desk, claim)]


def is_mine(desk: Desk, claim: Held) -> bool:
    return claim.by.casefold() == desk.user.casefold()


def claim(desk: Desk, youths: Sequence[int], most: int) -> list[int]:
    """Claim the first of the youths whom nobody holds, this caseworker neither; tells whom."""
    by, until = desk.caseworker_id(desk.user), _until(desk)
    claims.forget_ended(desk.session, desk.now)
    taken: list[int] = []
    for youth in youths:
        if len(taken) == most:
            break
        if claims.take(desk.session, youth, by, until=until, now=desk.now):
            taken.append(youth)
    return taken


def take(desk: Desk, youth: int, reason: str = "") -> tuple[datetime, Held | None]:
    """Claim one youth, also over somebody else's claim when a reason is told and logged.

    Returns until when, and whose claim it was. Raises Busy without a reason.
    """
    desk.case(youth)
    desk.must_be_fit_to_keep(reason)
    before = held(desk).get(youth)
    if before is not None and is_mine(desk, before):
        before = None
    if before is not None and not reason:
        raise Busy(
            _(
                "{who} has no. {no} until {hour}. To take over: kaa contact take {no} --reason -"
            ).format(who=before.by, no=youth, hour=_hour(desk, before.until_at))
        )
    by, until = desk.caseworker_id(desk.user), _until(desk)
    over = desk.caseworker_id(before.by) if before else by
    claims.take(desk.session, youth, by, until=until, now=desk.now, over=over)
    if before is not None:
        desk.what = {"youths": [youth], "from": before.by}
        desk.said = {"reason": reason}
    return until, before


def release(desk: Desk, youths: Collection[int] | None) -> list[int]:
    """Let go of the youths named, or of all this caseworker holds. Raises Refused for others'."""
    strange = set(youths or ()) - set(mine(desk))
    if strange:
        raise Refused(
            _("You have not claimed no. {no}. Nothing was changed.").format(no=min(strange))
        )
    return claims.release(desk.session, desk.caseworker_id(desk.user), youths)


def let_go(desk: Desk, youths: Collection[int]) -> None:
    """Release those of the youths that this caseworker holds, if any."""
    claims.release(desk.session, desk.caseworker_id(desk.user), youths)


def local(desk: Desk, moment: datetime) -> datetime:
    """An instant in the clock of whoever sits at the desk."""
    return moment.astimezone(desk.now.tzinfo)


def _hour(desk: Desk, moment: datetime) -> str:
    at = local(desk, moment)
    return _("{hour}:{minute}").format(hour=f"{at:%H}", minute=f"{at:%M}")


def _until(desk: Desk) -> datetime:
    return desk.now + timedelta(minutes=desk.policy.claim_minutes)
