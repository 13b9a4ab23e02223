"""Text that could do harm on a terminal, and how it is made harmless."""

import re

HOSTILE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control and bidi characters: on a terminal they move, hide or rewrite what stands there."""
FORMULA_SIGNS = "=+-@＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula, in full width too."""
_PICTURE_OF_NUL = 0x2400


SOMEBODY = re.compile(r"(?<![0-9])(?:(?:19|20)[0-9]{6}[-+ ]?|[0-9]{6}[-+])[0-9]{4}(?![0-9])")
"""A personal number in the midst of words; ten digits alone may be a telephone number."""


def visible(text: str) -> str:
    """The text with every control or bidi character as a sign one can see."""
    return text if text.isprintable() else HOSTILE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURE_OF_NUL + code)
    return "␡" if code == 0x7F else "\ufffd"
