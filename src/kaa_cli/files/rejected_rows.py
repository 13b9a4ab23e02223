"""The rows that were refused, given back as a file: the same columns, and why beside them.

Mended, that file can be taken in as it is: the column with the reasons is not read.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kaa_cli.files.table import Table
from kaa_cli.files.writers import Column, Form, write
from kaa_cli.words import _

_REASON = "reason"


def default_name(file: Path) -> Path:
    """Beside the file, named after it; a spreadsheet's rows go to a spreadsheet."""
    ending = ".xlsx" if file.suffix.lower() in {".xlsx", ".xls", ".ods"} else ".csv"
    return file.with_name(_("{name}-rejected").format(name=file.stem) + ending)


def write_rejected(
    table: Table, reasons: Mapping[int, Iterable[str]], to: Path, *, force: bool = False
) -> None:
    """Write the rows on these lines with their reasons, readable by their owner only (0600).

    Raises what `files.writers.save` raises; nothing stands half written.
    """
    columns = [Column(str(place), heading) for place, heading in enumerate(table.headings)]
    rows = [
        {str(place): cell for place, cell in enumerate(row.cells)}
        | {_REASON: " ".join(reasons[row.line])}
        for row in table.rows
        if row.line in reasons
    ]
    form: Form = "xlsx" if to.suffix.lower() == ".xlsx" else "csv"
    write(rows, [*columns, Column(_REASON, _("Refused because"))], form, to, force=force)
