"""A word in its context, said in the language spoken."""

from kaa_cli.words import in_context


class W:
    """A word in its context; `str` says it in the language spoken, `tools/words.py` extracts it.

    `typed` are Swedish (or once used) forms that may be typed for it, the one to propose first.
    """

    __slots__ = ("context", "english", "typed")

    def __init__(self, context: str, english: str, *typed: str) -> None:
        self.context = context
        self.english = english
        self.typed = typed

    def __str__(self) -> str:
        return in_context(self.context, self.english)
