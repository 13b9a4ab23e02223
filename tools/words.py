"""The catalogues: gather every sentence of kaa, keep its Swedish, compile both languages.

    python tools/words.py              update kaa.pot, both kaa.po and both kaa.mo
    python tools/words.py --check      exit 1 and say what is missing or stale
    python tools/words.py --missing    the sentences without Swedish, one JSON object a line
    python tools/words.py --fill FILE  take in {"msgid": "svenska" or ["en", "flera"]} ("-": stdin)

A sentence with a context is named "context\\u0004msgid" in JSON, as gettext itself does. The files
hold no dates, line numbers or versions: the same sentences give the same bytes.
"""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "src" / "kaa_cli"
PLACEHOLDER = re.compile(r"\{(\w+)[^{}]*\}")
HEADER = """\
Project-Id-Version: kaa
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals=2; plural=(n != 1);
"""

Text = str | list[str] | tuple[str, ...]


class Words(Catalog):
    """A catalogue whose header names its language only, so that its bytes never vary by itself."""

    def __init__(self, language: str) -> None:
        super().__init__(locale=language or None, header_comment="# The words of kaa.")
        self.language = language

    def __iter__(self) -> Iterator[Message]:
        yield Message("", HEADER.format(language=self.language))
        for message in list(super().__iter__())[1:]:
            message.flags = set()
            yield message


def gather(package: Path) -> Words:
    """Every sentence of the package: marked ones, and the help texts of commands."""
    words = Words("")
    for path in sorted(package.rglob("*.py")):
        for text, context in marked(path.read_text("utf-8")):
            words.add(text, context=context)
    for path in sorted((package / "cli").rglob("*.py")):
        for text in help_texts(path.read_text("utf-8")):
            words.add(text)
    return words


def marked(source: str) -> Iterator[tuple[Text, str | None]]:
    """The sentences of a module with their contexts, also those inside f-strings.

    Babel's own reader sees into f-strings from Python 3.12 on only: the catalogue would depend on
    the Python that made it.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(ast.Name("_"), [ast.Constant(str(text)), *_]):
                yield text, None
            case ast.Call(
                ast.Name("ngettext"), [ast.Constant(str(one)), ast.Constant(str(many)), *_]
            ):
                yield (one, many), None
            case ast.Call(
                ast.Name("in_context" | "W"),
                [ast.Constant(str(about)), ast.Constant(str(text)), *_],
            ):
                yield text, about


def help_texts(source: str) -> Iterator[str]:
    """The docstrings of the commands in a module, cleaned as `inspect.cleandoc` does."""
    tree = ast.parse(source)
    named = {name for node in ast.walk(tree) for name in _made_command(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in named:
            text = ast.get_docstring(node)
            if text:
                yield text


def _made_command(node: ast.AST) -> Iterator[str]:
    """The function that a node makes a command: `@room.command()` or `room.command()(function)`."""
    match node:
        case ast.FunctionDef(name=name, decorator_list=decorators):
            yield from (name for decorator in decorators if _is_command(decorator))
        case ast.Call(func, [ast.Name(name)]) if _is_command(func):
            yield name


def _is_command(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "command"


def english(template: Words) -> Words:
    """Every sentence as its own translation, so that both languages take the same way."""
    words = Words("en")
    for message in entries(template):
        words.add(message.id, message.id, context=message.context)
    return words


def swedish(template: Words, package: Path) -> Words:
    """The template's sentences with the Swedish they had; what is gone from the code is dropped."""
    words = Words("sv")
    path = _folder(package, "sv") / "kaa.po"
    old = read_catalogue(path) if path.exists() else Catalog(locale="sv")
    for message in entries(template):
        known = old.get(_singular(message), message.context)
        kept = known.string if known and _texts(known.id) == _texts(message.id) else None
        words.add(message.id, kept, context=message.context)
    return words


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it is on disk."""
    with path.open("rb") as file:
        return read_po(file)


def entries(catalogue: Catalog) -> list[Message]:
    """The sentences of a catalogue, without its header, in order of their English."""
    return sorted(message for message in catalogue if message.id)


def key_of(message: Message) -> str:
    """The name of a sentence in JSON."""
    name = _singular(message)
    return f"{message.context}\x04{name}" if message.context else name


def _singular(message: Message) -> str:
    return _forms(message.id)[0]


def _texts(text: Text) -> Text:
    return text if isinstance(text, str) else tuple(text)


def _forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _folder(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES"


def is_translated(message: Message) -> bool:
    """Whether every number of the sentence has its translation."""
    return all(_forms(message.string or ""))


def untranslated(catalogue: Catalog) -> list[Message]:
    """The sentences that lack their translation, or one number of it."""
    return [message for message in entries(catalogue) if not is_translated(message)]


def misplaced(message: Message) -> bool:
    """Whether a translation has other placeholders than its English; a singular may have fewer."""
    wanted = [set(PLACEHOLDER.findall(form)) for form in _forms(message.id)]
    given = [set(PLACEHOLDER.findall(form)) for form in _forms(message.string or "")]
    return given[-1] != wanted[-1] or not given[0] <= wanted[0] | wanted[-1]


def files(package: Path) -> tuple[Words, dict[Path, bytes]]:
    """The Swedish catalogue as it should be, and every file with the bytes it should hold."""
    template = gather(package)
    spoken = {"sv": swedish(template, package), "en": english(template)}
    wanted = {package / "locale" / "kaa.pot": _written(template)}
    for language, words in spoken.items():
        wanted[_folder(package, language) / "kaa.po"] = _written(words)
        wanted[_folder(package, language) / "kaa.mo"] = compiled(words)
    return spoken["sv"], wanted


def _written(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True, sort_output=True)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it at run time."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update(package: Path) -> int:
    """Write every file anew and say how much Swedish is missing."""
    words, wanted = files(package)
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(entries(words))} sentences, {len(untranslated(words))} without Swedish")
    return 0


def check(package: Path) -> int:
    """Name every sentence without Swedish, with other placeholders, and every stale file."""
    words, wanted = files(package)
    faults = [f"no Swedish: {key_of(message)!r}" for message in untranslated(words)]
    faults += [
        f"placeholders: {key_of(message)!r}"
        for message in entries(words)
        if is_translated(message) and misplaced(message)
    ]
    faults += [
        f"stale, run tools/words.py: {path.relative_to(package)}"
        for path, content in wanted.items()
        if not path.exists() or path.read_bytes() != content
    ]
    print("\n".join(faults) or "the catalogues are complete")
    return 1 if faults else 0


def missing(package: Path) -> int:
    """Print the sentences without Swedish; with "many" the answer is a list of two."""
    words, _wanted = files(package)
    for message in untranslated(words):
        row = {"msgid": key_of(message)}
        if message.pluralizable:
            row["many"] = _forms(message.id)[-1]
        print(json.dumps(row, ensure_ascii=False))
    return 0


def fill(package: Path, translations: dict[str, str | list[str]]) -> int:
    """Take in Swedish sentences; what fits is kept, what does not is named and left out."""
    words, _wanted = files(package)
    known = {key_of(message): message for message in entries(words)}
    refused = [name for name, text in translations.items() if not _taken(known.get(name), text)]
    path = _folder(package, "sv") / "kaa.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(words))
    update(package)
    for name in refused:
        print(f"not taken (unknown, wrong number or placeholders): {name!r}", file=sys.stderr)
    return 1 if refused else 0


def _taken(message: Message | None, text: str | list[str]) -> bool:
    if message is None or message.pluralizable != isinstance(text, list):
        return False
    before, message.string = message.string, text if isinstance(text, str) else tuple(text)
    if len(_forms(message.id)) == len(_forms(message.string)) and not misplaced(message):
        return True
    message.string = before
    return False


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the options ask; without any, update."""
    parser = argparse.ArgumentParser(description="The catalogues of kaa.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--fill", metavar="FILE")
    parser.add_argument("--package", type=Path, default=PACKAGE, help="another copy of kaa_cli")
    asked = parser.parse_args(argv)
    if asked.check:
        return check(asked.package)
    if asked.missing:
        return missing(asked.package)
    if asked.fill:
        text = sys.stdin.read() if asked.fill == "-" else Path(asked.fill).read_text("utf-8")
        return fill(asked.package, json.loads(text))
    return update(asked.package)


if __name__ == "__main__":
    raise SystemExit(main())
