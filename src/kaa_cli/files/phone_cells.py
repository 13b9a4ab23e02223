"""A cell with phone numbers: none, one or several, and the words that stand beside them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kaa_cli.files.phones import PhoneNumber, read_phone

LONGEST_WORDS = 100
_NOTHING = frozenset(
    {
        *("", "-", "–", "x", "?", "0", "null", "none", "missing", "unknown", "n/a"),
        *("saknas", "saknar", "ingen", "inget", "inga", "nej", "ej", "okänd", "okänt"),
        *("finns ej", "finns inte", "ej känt", "uppgift saknas"),
    }
)
_ASIDE = re.compile(r"\((?!0[0-9]{0,3}\))[^()]*\)")
"""Words in brackets, with their own commas and digits; `(0)` and `(08)` belong to a number."""
_BETWEEN = re.compile(r"[;,|]| (?:eller|och|samt|or|and|&) ", re.IGNORECASE)
_RUN = re.compile(r"[+0-9Oo(][-0-9 \u00a0()/.‐‑‒–—−]*[0-9]")
_SEAM = re.compile(r"[ /]+(?=[+(]?0|\+)")
"""Where one number may end and the next begin, with no more than a blank or a slash between."""
_ENDS = re.compile(r"[0-9] ?/ ?[0-9]{1,3} ?(?=$|[^-0-9 ./()])")
"""`08-12 34 56/57` is two numbers, the second by its end only: not to be put together."""
_EDGES = " \t:;,.-–/()|"


def read_phones(text: str) -> tuple[PhoneNumber, ...]:
    """The numbers of a cell, each once; never raises.

    `070-174 06 05 (efter kl 16)` is one number with a note. What looks like a number and cannot be
    dialled is kept as it was written; "saknas" and the like are no number at all.
    """
    whole = read_phone(text)
    if "/" in text and _ENDS.search(text):
        return (PhoneNumber(whole.raw, whole.raw, mobile=False, dialable=False),)
    if whole.dialable:
        return (whole,)
    if text.strip().casefold() in _NOTHING:
        return ()
    found: dict[str, PhoneNumber] = {}
    words: list[str] = []
    for piece in _pieces(text):
        numbers, beside = _numbers_in(piece)
        words += beside
        for number in numbers:
            note = "; ".join(words)[:LONGEST_WORDS] if number.dialable else ""
            words = [] if number.dialable else words
            found.setdefault(number.number, replace(number, note=note))
    if not any(number.dialable for number in found.values()):
        return (whole,)
    if words:  # they came after the last number
        last = [key for key, number in found.items() if number.dialable][-1]
        note = "; ".join(filter(None, [found[last].note, *words]))[:LONGEST_WORDS]
        found[last] = replace(found[last], note=note)
    return tuple(found.values())


def typed_phones(text: str) -> tuple[PhoneNumber, ...]:
    """The numbers somebody typed; what is no number comes back as it is, to be refused."""
    return read_phones(text) or (read_phone(text),)


def _pieces(text: str) -> Iterator[str]:
    """The cell cut where a comma or an "eller" stands outside brackets."""
    begin = 0
    asides = [match.span() for match in _ASIDE.finditer(text)]
    for cut in _BETWEEN.finditer(text):
        if not any(start < cut.start() < end for start, end in asides):
            yield text[begin : cut.start()]
            begin = cut.end()
    yield text[begin:]


def _numbers_in(piece: str) -> tuple[list[PhoneNumber], list[str]]:
    """The numbers of a piece and the words left over; figures alone are a number kept as it is."""
    words = [match[0].strip(_EDGES) for match in _ASIDE.finditer(piece)]
    body = _ASIDE.sub("|", piece)  # a bracket ends a number
    numbers: list[PhoneNumber] = []
    left = []
    begin = 0
    for run in _RUN.finditer(body):
        dialled = _cut(run[0])
        if dialled:
            left.append(body[begin : run.start()])
            begin = run.end()
            numbers += dialled
    left.append(body[begin:])
    rest = " ".join(filter(None, (part.strip(_EDGES) for part in left)))
    if rest and not numbers and not any(map(str.isalpha, rest)):
        return [read_phone(rest)], words
    return numbers, [*filter(None, [rest]), *words]


def _cut(run: str) -> list[PhoneNumber]:
    """A run of figures as the numbers it is: whole, or cut at a seam so that all can be dialled."""
    whole = read_phone(run)
    if whole.dialable:
        return [whole]
    for seam in _SEAM.finditer(run):
        first = read_phone(run[: seam.start()])
        if first.dialable and (rest := _cut(run[seam.end() :])):
            return [first, *rest]
    return []
