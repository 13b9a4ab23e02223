"""What lists called a youth before a surer number came: the next one may do so again."""

from kaa_cli.register import models, questions
from kaa_cli.rules.matching import numberless_key
from kaa_cli.work.desk import Desk


def key_of_row(row: models.Youth) -> str:
    """The number, else the birth date with the name."""
    return row.identity_number or numberless_key(row.born_on, row.given_name, row.family_name)


def remember_former(desk: Desk, youth: int, key: str) -> None:
    """Know the youth by that key too, from now on."""
    if key not in questions.former_identities(desk.session):
        desk.changes.add(models.FormerIdentity(youth_id=youth, key=key))
