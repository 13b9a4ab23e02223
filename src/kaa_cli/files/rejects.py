"""Why a row is refused, in words: which row, which field, what is wrong, what to do."""

from dataclasses import dataclass

from kaa_cli.labels import W, field_word
from kaa_cli.words import _

_SAYS = {
    "missing": W("reject", "is missing. Add it in the source, or take the row out of the file."),
    "hostile-characters": W(
        "reject", "holds invisible control characters. Type it anew in the source."
    ),
    "too-long": W("reject", "has more than {letters} letters. Shorten it in the source."),
    "personal-number": W(
        "reject", "holds a personal number: it has its own column. Take it out of the text."
    ),
    "sensitive": W(
        "reject",
        'contains "{word}". That may not be kept (ordinance 2006:39). Reword it or empty the cell.',
    ),
    "not-a-number": W("reject", "is not a personal number. Write 12 digits, or 10 with a hyphen."),
    "excel-shortened": W(
        "reject",
        "Excel shortened it to {text}. Format the column as text and fetch the list again.",
    ),
    "no-such-day": W("reject", "there is no such day. Compare with the source; do not guess."),
    "future": W("reject", "the day has not been yet. Compare with the source."),
    "century": W("reject", "a plus sign means a hundred years or more. Compare with the source."),
    "birth-number-zero": W("reject", "birth number 000 is never issued. Compare with the source."),
    "check-digit": W(
        "reject", "the check digit does not match. Compare with the source; do not guess."
    ),
    "duplicate": W(
        "reject", "the same person is on row {first}, with other particulars. Keep one of them."
    ),
    "nobody": W("reject", "is missing. With a birth date alone a name is needed."),
    "not-a-day": W("reject", "is not a day kaa can read. Write it like 2026-03-12."),
    "not-an-address": W("reject", "is not an e-mail address. Mend it or leave the cell empty."),
    "unknown-code": W("reject", "is not a word kaa knows here. Known: {known}."),
    "no-such-youth": W(
        "reject", "nobody in the register has it. Take in the roster first, or compare it."
    ),
    "before-birth": W("reject", "is before the youth was born. Correct the day."),
    "outside-registration": W(
        "reject",
        "is outside the time in the register, which begins {day}. Correct the day, or when the "
        "registration began.",
    ),
    "other-youth": W(
        "reject", "is not the youth with that number. Compare with the list that was sent."
    ),
    "other-birth-date": W(
        "reject", "another birth date than the youth with that number. Compare with the source."
    ),
    "protected": W("reject", "is protected: no number may be kept. Take the row out of the file."),
    "not-an-id": W("reject", "is not a youth's number, such as 17."),
    "not-an-hour": W("reject", "is not an hour kaa can read. Write it like 15:48."),
    "impossible-pair": W("reject", "cannot come of that channel. All: kaa contact log --help"),
    "days-out-of-order": W(
        "reject", "the days are not in order: offered, answered, started, ended."
    ),
    "no-day": W("reject", "at least one day must be told: offered, answered, started or ended."),
    "told-differently": W(
        "reject", "a row further up tells the same with other particulars. Make one row of them."
    ),
    "yes-and-no": W("reject", "is both accepted and declined. Empty one of the two."),
    "held": W("reject", "goes with an interrupted outcome only. Empty it, or mend the result."),
    "no-outcome": W("reject", "no outcome of that day or before is kept. Take in those first."),
    "no-detail": W("reject", "does not go with this category. Leave the cell empty."),
}
_DID_YOU_MEAN = W("reject", 'is not a word kaa knows here. Did you mean "{nearest}"?')
_SAYS_OF_FIELD = {
    ("identity_number", "future"): W(
        "reject", "the person is not born yet. Compare with the source."
    ),
}


@dataclass(frozen=True, slots=True)
class Reject:
    """One fault in one row; `code` is for programs, `message` for people and without any name."""

    line: int
    field: str
    code: str
    message: str


def reject(line: int, field: str, code: str, **values: object) -> Reject:
    """A refused row; `values` fill the placeholders that the code's sentence has."""
    sentence = _DID_YOU_MEAN if "nearest" in values else _SAYS_OF_FIELD.get((field, code))
    says = str(sentence or _SAYS[code]).format(**values)
    message = _("Row {line}, {field}: {says}").format(line=line, field=field_word(field), says=says)
    return Reject(line, field, code, message)
