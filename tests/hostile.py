"""Text that would move, hide or rewrite a screen, and how to see whether it has become harmless."""

import re

from kaa_cli.rules.text import HOSTILE

STRINGS = {
    "CSI colour": "\x1b[31mrö\x1b[0m",
    "CSI clear": "\x1b[2J\x1b[Hx",
    "OSC title BEL": "\x1b]0;ti\x07x",
    "OSC title ST": "\x1b]0;ti\x1b\\x",
    "OSC link": "\x1b]8;;h:x\x1b\\l\x1b]8;;\x1b\\",
    "OSC clipboard": "\x1b]52;c;eA==\x07",
    "DCS": "\x1bP1;1|x\x1b\\",
    "C1 CSI": "\x9b31mx",
    "C1 OSC": "\x9d0;x\x9c",
    "backspace": "ab\b\bcd",
    "carriage return": "ab\rcd",
    "NUL": "ab\x00cd",
    "DEL": "ab\x7fcd",
    "bell": "ab\x07cd",
    "shift out": "ab\x0e\x0fcd",
    "bidi override": "ab\u202edc\u202c",
    "bidi isolate": "ab\u2066dc\u2069",
    "zero width": "a\u200bb\ufeffc",
    "markup": "[red]ab[/red]",
    "link markup": "[link=h:x]ab",
    "stray close": "[/foo]ab",
    "brackets and emoji": "[enhet] :bomb:",
}
"""Twenty-two ways: what a terminal obeys, and what the drawing library might."""
TEMPLATE = "{0.__class__}{who}{{7*7}}{%raw%}%s$HOME"
"""What another template than ours would fill in."""
ALL = "Q" + "Z".join((*STRINGS.values(), TEMPLATE)) + "X"
"""All of them in one text."""
_OURS = re.compile(r"\x1b\[[0-9;]*m")
_PROGRESS = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:\r|\x1b\[1A|\x1b\[2K)*", re.DOTALL)
"""The bar of something long, from the cursor's hiding until it is shown again."""
_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def without_colours(text: str) -> str:
    """What a terminal was sent, without colours and progress of our own."""
    return _OURS.sub("", _PROGRESS.sub("", text))


def harmless(text: str, *, at_terminal: bool = False) -> list[str]:
    """The control and bidi characters in an answer, but our own lines, tabs and colours."""
    text = without_colours(text) if at_terminal else text
    return [ascii(found) for found in _NOT_SHOWN.findall(text) + HOSTILE.findall(text)]
