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
            who=claim.by, no=youth, hour=desk.hour_of(claim.until_at)
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
    if not (youths and most):
        return []
    by, until = desk.caseworker_id(desk.user), _until(desk)
    with desk.claiming() as at:
        claims.forget_ended(at, desk.now)
        return claims.take_first(at, youths, most, by, until)


def take(desk: Desk, youth: int, reason: str = "") -> tuple[datetime, Held | None]:
    """Claim one youth, also over somebody else's claim when a reason is told and logged.

    Returns until when, and whose claim it was. Raises Busy without a reason.
    """
    desk.case(youth)
    desk.must_be_fit_to_keep(reason)
    before = _of_another(desk, youth)
    if before is not None and not reason:
        raise _busy(desk, youth, before)
    by, until = desk.caseworker_id(desk.user), _until(desk)
    over = desk.caseworker_id(before.by) if before else by
    with desk.claiming() as at:
        is_mine_now = claims.take(at, youth, by, until=until, now=desk.now, over=over)
    if not is_mine_now:
        raise _busy(desk, youth, _of_another(desk, youth))
    if before is not None:
        desk.what = {"youths": [youth], "from": before.by}
        desk.said = {"reason": reason}
    return until, before


def _of_another(desk: Desk, youth: int) -> Held | None:
    claim = held(desk).get(youth)
    return None if claim is None or is_mine(desk, claim) else claim


def _busy(desk: Desk, youth: int, claim: Held | None) -> Busy:
    if claim is None:  # taken and let go again within a moment
        return Busy(_("Somebody else had no. {no} just now. Try again.").format(no=youth))
    sentence = _("{who} has no. {no} until {hour}. To take over: kaa contact take {no} --reason -")
    return Busy(sentence.format(who=claim.by, no=youth, hour=desk.hour_of(claim.until_at)))


def release(desk: Desk, youths: Collection[int] | None) -> list[int]:
    """Let go of the youths named, or of all this caseworker holds. Raises Refused for others'."""
    strange = set(youths or ()) - set(mine(desk))
    if strange:
        raise Refused(
            _("You have not claimed no. {no}. Nothing was changed.").format(no=min(strange))
        )
    with desk.claiming() as at:
        return claims.release(at, desk.caseworker_id(desk.user), youths)


def let_go(desk: Desk, youths: Collection[int]) -> None:
    """Release those of the youths that this caseworker holds, if any."""
    with desk.claiming() as at:
        claims.release(at, desk.caseworker_id(desk.user), youths)


def local(desk: Desk, moment: datetime) -> datetime:
    """An instant in the clock of whoever sits at the desk."""
    return moment.astimezone(desk.now.tzinfo)


def _until(desk: Desk) -> datetime:
    return desk.now + timedelta(minutes=desk.policy.claim_minutes)
