"""What everybody in the register is found by, and nothing else of them."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlmodel import Session

from kaa_cli.register.questions import GUARDIAN, PHONE, YOUTH, rows
from kaa_cli.rules.search import Findable


def findable(session: Session) -> Iterator[Findable]:
    """Everybody there has ever been, by id; whoever may see them, and with every guardian."""
    guardians = _texts(session, select(GUARDIAN.c.youth_id, GUARDIAN.c.name))
    numbers = _texts(session, select(PHONE.c.youth_id, PHONE.c.number))
    question = select(
        YOUTH.c.id,
        YOUTH.c.born_on,
        YOUTH.c.identity_number,
        YOUTH.c.given_name,
        YOUTH.c.family_name,
    )
    for youth, born_on, identity, *own in rows(session, question.order_by(YOUTH.c.id)):
        names = (*own, *guardians.get(youth, ()))
        yield Findable(youth, born_on, identity, names, numbers.get(youth, ()))


def _texts(session: Session, question: Select[tuple[int, str]]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for youth, text in rows(session, question):
        found[youth].append(text)
    return found
