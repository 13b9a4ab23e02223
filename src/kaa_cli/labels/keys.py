"""The keys typed at a question: for each a word in the language spoken, its letter in brackets."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from kaa_cli.labels.word import W
from kaa_cli.rules.call_session import Act
from kaa_cli.rules.codes import AttemptResult, Target
from kaa_cli.rules.visits import VisitResult

E = TypeVar("E", bound=StrEnum)
_LETTER = re.compile(r"\[([\w-])\]")

KEYS: Mapping[AttemptResult | Act, W] = {
    AttemptResult.REACHED: W("key", "[r]eached"),
    AttemptResult.NO_ANSWER: W("key", "[n]o answer"),
    AttemptResult.VOICEMAIL: W("key", "[v]oicemail"),
    AttemptResult.CALL_LATER: W("key", "call [l]ater"),
    AttemptResult.WRONG_NUMBER: W("key", "[w]rong number"),
    AttemptResult.DECLINED: W("key", "[d]eclines"),
    AttemptResult.SENT: W("key", "sen[t]"),
    AttemptResult.NOT_HOME: W("key", "nobody [h]ome"),
    AttemptResult.NO_NUMBER: W("key", "[f]inds no number"),
    Act.SKIP: W("key", "[s]kip"),
    Act.UNDO: W("key", "[u]ndo the last"),
    Act.QUIT: W("key", "[q]uit"),
}
WHO: Mapping[Target, W] = {
    Target.YOUTH: W("key", "the [y]outh"),
    Target.GUARDIAN: W("key", "[g]uardian"),
    Target.OTHER: W("key", "[s]omeone else"),
}

VISIT_KEYS: Mapping[VisitResult, W] = {
    VisitResult.REACHED: W("key", "[r]eached"),
    VisitResult.GUARDIAN_REACHED: W("key", "[g]uardian reached"),
    VisitResult.NOT_HOME: W("key", "nobody [h]ome"),
    VisitResult.DECLINED: W("key", "[d]eclines"),
    VisitResult.WRONG_ADDRESS: W("key", "[w]rong address"),
    VisitResult.NOT_VISITED: W("key", "[-] not visited"),
}


def letter(word: W) -> str:
    """The letter to type: the one in brackets."""
    found = _LETTER.search(str(word))
    assert found is not None
    return found[1]


def read_key(text: str, words: Mapping[E, W], among: Iterable[E]) -> E | None:
    """The code that a typed letter stands for, in either case; None when it is none of them."""
    typed = text.strip().casefold()
    return next((code for code in among if letter(words[code]) == typed), None)
