"""Who follows whom: contact persons given to one youth, to several, to all who have none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kaa_cli.errors import Refused
from kaa_cli.labels import plain
from kaa_cli.register import models, questions
from kaa_cli.rules.sharing import share_out
from kaa_cli.words import _
from kaa_cli.work.desk import Desk


def shares(desk: Desk, youths: Sequence[int] | None, owners: Sequence[str]) -> dict[int, str]:
    """Who would follow each of these youths, or each open one without a contact person.

    Youths at one address go to one caseworker; to the one who follows somebody there already, if
    that is one of those named. Protected youths' addresses are compared too and never shown.
    """
    everybody = {case.person.id: case for case in questions.open_cases(desk.session)}
    free = [
        number
        for number, case in everybody.items()
        if not case.person.contact_person and not case.period.ended_on
    ]
    wanted = free if youths is None else [desk.case(youth).person.id for youth in youths]
    addresses = {n: _address(desk, n) for n in everybody}
    households: defaultdict[str, list[int]] = defaultdict(list)
    for youth in wanted:
        households[addresses.get(youth) or f"no. {youth}"].append(youth)
    names = {name.casefold(): name for name in owners}
    followed = {
        addresses[n]: names[c.person.contact_person.casefold()]
        for n, c in everybody.items()
        if c.person.contact_person and c.person.contact_person.casefold() in names
        if addresses[n] and n not in wanted
    }
    settled = {n: followed[home] for n, home in enumerate(households) if home in followed}
    return share_out(list(households.values()), owners, settled)


def _address(desk: Desk, youth: int) -> str:
    row = desk.session.get_one(models.Youth, youth)
    return f"{plain(row.street)} {plain(row.postcode)}" if row.street else ""


def assign(desk: Desk, shared: Mapping[int, str]) -> None:
    """Give each youth the contact person."""
    if not shared:
        raise Refused(_("Everybody has a contact person. Nothing was saved."))
    people = {name: desk.caseworker_id(name) for name in sorted(set(shared.values()))}
    for youth, name in shared.items():
        desk.changes.set(desk.session.get_one(models.Youth, youth), contact_person_id=people[name])
    desk.what = {"youths": sorted(shared), "contact_persons": len(people)}
