"""Who follows whom: contact persons given to one youth, to several, to all who have none."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kaa_cli.errors import Refused
from kaa_cli.labels import plain
from kaa_cli.register import models, questions
from kaa_cli.register.cases import open_cases
from kaa_cli.rules.sharing import share_out
from kaa_cli.words import _
from kaa_cli.work.contact_persons import set_contact_person
from kaa_cli.work.desk import Desk, must_be_a_name
from kaa_cli.work.unseen import must_have_been_seen

_SOMEBODY = re.compile(r"[0-9]{6}")


def must_be_names(owners: Sequence[str]) -> None:
    """Refuse what is no caseworker's name; here six digits are somebody's number, not a login."""
    for name in owners:
        must_be_a_name(name, unlike=_SOMEBODY)


def strangers(desk: Desk, owners: Sequence[str]) -> list[str]:
    """Those of the names that nobody here has; none while nobody at all is known here."""
    must_be_names(owners)
    known = {name.casefold() for name in desk.caseworkers}
    return [
        name for name in owners if known and name.casefold() not in known | {desk.user.casefold()}
    ]


def shares(desk: Desk, youths: Sequence[int] | None, owners: Sequence[str]) -> dict[int, str]:
    """Who would follow each of these youths, or each open one without a contact person.

    Youths at one address go to one caseworker; to the one who follows somebody there already, if
    that is one of those named. Protected youths' addresses are compared too and never shown.
    """
    everybody = {case.person.id: case for case in open_cases(desk.session)}
    free = [
        number
        for number, case in everybody.items()
        if not case.person.contact_person and not case.period.ended_on
    ]
    wanted = free if youths is None else [desk.case(youth).person.id for youth in youths]
    rows = questions.by_id(desk.session, models.Youth, [*everybody])
    addresses = {number: _address(row) for number, row in rows.items()}
    households: defaultdict[str, list[int]] = defaultdict(list)
    for youth in wanted:
        households[addresses.get(youth) or f"no. {youth}"].append(youth)
    names, chosen = {name.casefold(): name for name in owners}, set(wanted)
    followed = {
        addresses[n]: names[c.person.contact_person.casefold()]
        for n, c in everybody.items()
        if c.person.contact_person and c.person.contact_person.casefold() in names
        if addresses[n] and n not in chosen
    }
    settled = {n: followed[home] for n, home in enumerate(households) if home in followed}
    return share_out(list(households.values()), owners, settled)


def _address(row: models.Youth) -> str:
    return f"{plain(row.street)} {plain(row.postcode)}" if row.street else ""


def assign(desk: Desk, shared: Mapping[int, str]) -> None:
    """Give each youth the contact person."""
    if not shared:
        raise Refused(_("Everybody has a contact person. Nothing was saved."))
    people = {name: desk.caseworker_id(name) for name in sorted(set(shared.values()))}
    rows = questions.by_id(desk.session, models.Youth, [*shared])
    given = {youth: {"contact_person_id": people[name]} for youth, name in shared.items()}
    must_have_been_seen(desk, *((rows[youth], fields) for youth, fields in given.items()))
    for youth, name in shared.items():
        set_contact_person(desk, rows[youth], people[name])
    desk.what = {"youths": sorted(shared), "contact_persons": len(people)}
