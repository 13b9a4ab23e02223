"""Text that could do harm on a terminal, and how it is made harmless."""

import re
import unicodedata

HOSTILE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control and bidi characters: on a terminal they move, hide or rewrite what stands there."""
FORMULA_SIGNS = "=+-@＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula, in full width too."""
_PICTURE_OF_NUL = 0x2400


SOMEBODY = re.compile(
    r"(?<![0-9])(?:"
    r"(?:19|20)[0-9]{2}[- ]?(?:0[0-9]|1[0-2])[- ]?[0-9]{2} ?[-+]? ?[0-9]{4}"
    r"|[0-9]{6} ?[-+] ?[0-9]{4}"
    r"|[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]|[6-9][0-9]) [0-9]{4}"
    r")(?![0-9])"
)
"""A personal number in the midst of plain words; ten digits alone may be a telephone number."""
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"), "-")


def holds_a_number(text: str) -> bool:
    """Whether a personal number stands in the text, in whatever digits, dashes and blanks."""
    if not text.isascii():  # an import asks this of every cell
        text = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
        text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    return SOMEBODY.search(" ".join(text.split())) is not None


def visible(text: str) -> str:
    """The text with every control or bidi character as a sign one can see."""
    return text if text.isprintable() else HOSTILE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURE_OF_NUL + code)
    return "␡" if code == 0x7F else "\ufffd"
