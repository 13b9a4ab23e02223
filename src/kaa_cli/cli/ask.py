"""Questions at the prompt: asked on stderr, answered on standard input, never kept in a history."""

import sys
from contextlib import suppress

from kaa_cli.errors import UsageProblem
from kaa_cli.rules.text import visible
from kaa_cli.words import _

_YES = frozenset({"j", "ja", "y", "yes"})
_NO = frozenset({"n", "nej", "no"})


class NobodyAnswered(UsageProblem):
    """Standard input ended where an answer was waited for."""


def ask(question: str, default: str = "") -> str:
    """One line from standard input; empty means the default. Raises NobodyAnswered at its end."""
    sys.stdout.flush()  # in a pipe, what the question is about would come after it
    shown = f"{question} [{default}] >" if default else f"{question} >"
    if sys.stderr.isatty():
        shown = _folded(shown)
    sys.stderr.write(visible(shown) + " ")  # a youth's name may stand in it
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise NobodyAnswered(_("Nobody answered the question. Nothing was saved."))
    return line.strip() or default


def confirm(question: str, *, default: bool = False) -> bool:
    """Yes or no, in either language; asked again until it is one of them."""
    choices = _("[Y/n]") if default else _("[y/N]")
    while True:
        answer = ask(f"{question} {choices}").casefold()
        if not answer:
            return default
        if answer in _YES | _NO:
            return answer in _YES
        tell(_("Answer y or n."))


def read_yes(text: str) -> bool:
    """Yes or no as typed, in either language; raises UsageProblem."""
    if text.casefold() not in _YES | _NO:
        raise UsageProblem(_("Answer y or n."))
    return text.casefold() in _YES


def tell(sentence: str) -> None:
    """A sentence on stderr, folded between words at a terminal; it may repeat what was typed."""
    if sys.stderr is None:  # closed: then nobody hears it, and the exit code tells
        return
    with suppress(OSError, ValueError):
        if sys.stderr.isatty():
            sentence = _folded(sentence)
        sys.stderr.write(visible(sentence) + "\n")


def _folded(sentence: str) -> str:
    """The sentence in lines that fit the terminal, broken between words."""
    from shutil import get_terminal_size
    from textwrap import fill

    width = max(20, get_terminal_size().columns)
    return "\n".join(
        fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in sentence.split("\n")
    )


def is_at_terminal() -> bool:
    """Whether a person can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def text_or_asked(value: str, question: str) -> str:
    """An option's text, or for "-" what is asked at the prompt or read from standard input."""
    return ask(question) if value == "-" else value


def why_opened(*, reason: bool) -> str:
    """The reason for opening protected data, asked for; empty where nothing is to be opened."""
    why = ask(_("Why do you open the data?")) if reason else ""
    if reason and not why:
        raise UsageProblem(_("Protected data are opened with a reason only."))
    return why


def lines() -> list[str]:
    """The lines on standard input that say something."""
    return [line.strip() for line in sys.stdin if line.strip()]
