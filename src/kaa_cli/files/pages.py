"""Pages to print: one HTML file that loads nothing from outside, from a template in `pages/`.

Every value is escaped where it stands: a name is never markup.
"""

from collections.abc import Mapping
from pathlib import Path

from kaa_cli.files.writers import save

_FOLDER = Path(__file__).parent / "pages"


def as_page(template: str, words: Mapping[str, object]) -> str:
    """The page of a template; a word it asks for and does not get is a bug."""
    from jinja2 import Environment, StrictUndefined

    room = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    source = (_FOLDER / f"{template}.html").read_text(encoding="utf-8")
    return room.from_string(source).render(words) + "\n"


def write_page(
    to: Path, template: str, words: Mapping[str, object], *, force: bool = False
) -> None:
    """Write the page whole, mode 0600. Raises what `save` raises."""
    save(to, as_page(template, words).encode(), force=force)
