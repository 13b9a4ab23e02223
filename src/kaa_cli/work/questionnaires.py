"""The anonymous questionnaire: keeping an answer without its giver, and what enough of them say."""

import secrets
from collections.abc import Sequence

from kaa_cli.errors import Refused
from kaa_cli.files.answers import AnswerRow
from kaa_cli.labels import label
from kaa_cli.register import answers, support
from kaa_cli.rules.questionnaire import (
    CODE_LENGTH,
    LETTERS,
    Questionnaire,
    Values,
    fingerprint,
    read_written_code,
    summed,
)
from kaa_cli.rules.support_codes import Occasion
from kaa_cli.words import _
from kaa_cli.work.desk import Desk
from kaa_cli.work.programmes import named, run_named


def answer_before(desk: Desk, programme: str, run: str, values: Values) -> str:
    """Keep the answer as a course begins; the code it is paired by, which nothing here keeps."""
    name, run_id = which(desk, programme, run)
    taken = answers.kept_hashes(desk.session, Occasion.BEFORE)
    code = _new_code()
    while fingerprint(code) in taken:
        code = _new_code()
    _keep(desk, name, run_id, Occasion.BEFORE, code, values)
    desk.what = {"programme": name}
    return code


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


def must_be_awaited(desk: Desk, programme: str, typed: str) -> str:
    """The code as it is compared; refused unless the programme waits for an answer after by it.

    One sentence for every wrong code, so that nobody learns which codes there are elsewhere.
    """
    name, code = named(desk, programme).name, read_written_code(typed)
    known = answers.kept_hashes(desk.session, Occasion.BEFORE, name)
    answered = answers.kept_hashes(desk.session, Occasion.AFTER, name)
    if code is None or fingerprint(code) not in known - answered:
        raise Refused(
            _(
                "No answer of {programme} waits by that code. Compare with the note; the code "
                "cannot be found again. Nothing was saved."
            ).format(programme=name)
        )
    return code


def answer_after(desk: Desk, programme: str, run: str, typed: str, values: Values) -> None:
    """Keep the answer after a course, paired by the code."""
    name, run_id = which(desk, programme, run)
    _keep(desk, name, run_id, Occasion.AFTER, must_be_awaited(desk, name, typed), values)
    desk.what = {"programme": name}


def take_in(desk: Desk, programme: str, run: str, rows: Sequence[AnswerRow]) -> int:
    """Keep the answers of a list, all or none, in no order that tells which row was whose."""
    name, run_id = which(desk, programme, run)
    taken = {one: answers.kept_hashes(desk.session, one) for one in Occasion}
    for row in rows:
        mark = fingerprint(row.code)
        if mark in taken[row.occasion]:
            told = _("Row {line}: that code has an answer {occasion} already. Nothing was saved.")
            raise Refused(told.format(line=row.line, occasion=label(row.occasion)))
        taken[row.occasion].add(mark)
    shuffled = list(rows)
    secrets.SystemRandom().shuffle(shuffled)
    for row in shuffled:
        _keep(desk, name, run_id, row.occasion, row.code, row.values)
    desk.what = {"programme": name}
    return len(rows)


def _keep(
    desk: Desk, programme: str, run_id: int | None, occasion: Occasion, code: str, values: Values
) -> None:
    told = dict(zip(answers.COLUMNS, values, strict=True))
    desk.changes.add(
        support.Answer(
            programme=programme,
            run_id=run_id,
            occasion=occasion,
            code_hash=fingerprint(code),
            **told,
        )
    )


def which(desk: Desk, programme: str, run: str) -> tuple[str, int | None]:
    """The programme's own spelling, and the run's number if one is named."""
    found = named(desk, programme)
    return found.name, run_named(desk, found, run).id if run else None


def results(desk: Desk, programme: str = "", run: str = "") -> list[Questionnaire]:
    """What the answers say of each programme, or of the one named, or of one of its runs."""
    kept = answers.answers(desk.session)
    least = desk.settings.questionnaire_from
    if not programme:
        return [summed(kept[name], name, least) for name in sorted(kept)]
    name, run_id = which(desk, programme, run)
    return [summed(kept.get(name, []), name, least, run=run_id, run_name=run)]
