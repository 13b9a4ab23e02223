"""The language spoken: every sentence of the program passes through here.

Sentences are written in English in the code and looked up with gettext; `locale/sv` holds the
Swedish ones. The language is chosen once, before the commands are imported, because help texts
are read at import.
"""

import gettext
import locale
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

LANGUAGES = ("sv", "en")
_LOCALE_DIR = Path(__file__).parent / "locale"
_WINDOWS_SWEDISH = "swedish"  # Windows says "Swedish_Sweden" where others say "sv_SE"
_language = "en"


def use(language: str) -> None:
    """Speak this language ("sv" or "en") from now on."""
    global _language
    _language = language


def language() -> str:
    """The language spoken now: "sv" or "en"."""
    return _language


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language asked for: `--lang`, else `KAA_LANG`, else the locale, else English.

    An unknown language is left for the command line to refuse; until then English is spoken.
    """
    wanted = _flag(argv) or environ.get("KAA_LANG", "") or _from_locale(environ)
    if wanted.lower().startswith(_WINDOWS_SWEDISH):
        return "sv"
    code = wanted.lower()[:2]
    return code if code in LANGUAGES else "en"


def _flag(argv: Sequence[str]) -> str:
    for here, following in pairwise([*argv, ""]):
        if here == "--lang":
            return following
        if here.startswith("--lang="):
            return here.removeprefix("--lang=")
    return ""


def _from_locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    if os.name == "nt":
        with suppress(ValueError):  # a Windows locale Python has no name for
            return locale.getlocale()[0] or ""
    return ""


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    # A checkout without compiled catalogues speaks English rather than not at all.
    return gettext.translation("kaa", _LOCALE_DIR, [code], fallback=True)


def _(sentence: str) -> str:
    """The sentence in the language spoken."""
    return _catalogue(_language).gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence in the number that fits `count`, in the language spoken."""
    return _catalogue(_language).ngettext(one, many, count)


def in_context(context: str, word: str, code: str | None = None) -> str:
    """A word that means different things in different code lists, in one language."""
    return _catalogue(code or _language).pgettext(context, word)
