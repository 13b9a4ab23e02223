"""What a youth does when a measure has ended: told, or asked at the prompt."""

from collections.abc import Sequence

import typer

from kaa_cli.cli import ask
from kaa_cli.cli.door import reading
from kaa_cli.errors import Refused
from kaa_cli.rules.codes import OccupationCode
from kaa_cli.words import _


def asked(ctx: typer.Context, youths: Sequence[int]) -> tuple[OccupationCode, str]:
    """What the youth does now; nobody is left without an answer, and several are not asked of."""
    from kaa_cli.cli.call_questions import ask_occupation

    code: OccupationCode | None = None
    says = ""
    if len(youths) == 1 and ask.is_at_terminal():
        with reading(ctx.obj) as desk:
            person = desk.case(youths[0]).person
        code, says = ask_occupation(person)
    if code is None:
        raise Refused(
            _(
                "What does the youth do now? --occupation, or --occupation unknown if nobody "
                "knows. Nothing was saved."
            )
        )
    return code, says
