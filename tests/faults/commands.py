"""The commands that write, each with what it needs: every fault is tried on all of them.

A new command is one line in the table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from kaa_cli.register import migrations
from registers import made_by_an_older_program
from terminal import EXAMPLE, kaa, rows_of

LATER = "2031-01-02T10:00"
"""A day on which the youths of the filled register are to be purged."""
OLDER = "0005"
"""The schema that `upgrade` begins from."""


@dataclass(frozen=True)
class Command:
    """Words to type where `ready` has made a register, and what it says when it is done."""

    name: str
    words: tuple[str, ...]
    ready: Callable[[Path], None]
    acknowledged: str
    is_same_twice: bool = False
    logs_each_try: bool = False
    """Whether the log may tell of a try that came to nothing."""
    today: str = "2026-09-07T10:00"


def empty(register: Path) -> None:
    done("--db", str(register), "init", "--municipality", "Alingsås")


def filled(register: Path) -> None:
    empty(register)
    done("--db", str(register), "import", str(EXAMPLE), "--yes")


def older(register: Path) -> None:
    """The filled register as an older program would have kept it."""
    with TemporaryDirectory() as folder:
        full = Path(folder) / "full.db"
        done("--db", str(full), "init", "--municipality", "Alingsås", "--plaintext")
        done("--db", str(full), "import", str(EXAMPLE), "--yes")
        steps = Path(copytree(migrations.HERE, Path(folder) / "steps"))
        with made_by_an_older_program(str(register), steps, OLDER):
            pass
        with rows_of(register) as rows:
            rows.commit()
            rows.execute("ATTACH ? AS new", (str(full),))
            for (table,) in rows.execute(
                "SELECT name FROM main.sqlite_master WHERE type = 'table'"
                " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
            ).fetchall():
                columns = ", ".join(
                    f'"{name}"'
                    for (name,) in rows.execute(
                        "SELECT a.name FROM pragma_table_info(?, 'main') a"
                        " JOIN pragma_table_info(?, 'new') b ON a.name = b.name",
                        (table, table),
                    )
                )
                rows.execute(
                    f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM new."{table}"'
                )
            rows.execute("DELETE FROM setting WHERE key NOT IN ('kind', 'municipalities')")


def backed_up(register: Path) -> None:
    """The filled register with a backup beside it, and a command saved since."""
    filled(register)
    done("--db", str(register), "backup", str(register.with_name("earlier.db")))
    done("--db", str(register), "log", "1", "no-answer")


def outworn(register: Path) -> None:
    """The filled register years later, when what must be preserved has been written out."""
    filled(register)
    preserve = ("purge", "--preserve", str(register.with_name("preserved.html")))
    done("--db", str(register), *preserve, today=LATER)


def done(*words: str, today: str = "2026-09-07") -> None:
    answer = kaa(*words, env={"KAA_TODAY": today})
    assert answer.code == 0, answer.err


IMPORT = Command(
    "import", ("import", str(EXAMPLE), "--yes"), empty, "Imported:", is_same_twice=True
)
COMMANDS = [
    IMPORT,
    Command("log", ("log", "1", "no-answer"), filled, "Saved"),
    Command("undo", ("undo",), filled, "Undone:"),
    Command("claim", ("next", "--claim"), filled, "is yours until"),
    Command("show", ("show", "1"), filled, "Ekdahl"),
    Command("upgrade", ("upgrade",), older, "was upgraded", is_same_twice=True),
    Command("init", ("--db", "new.db", "init"), filled, "A register was made"),
    Command("export", ("youth", "list", "-o", "list.xlsx"), filled, "rows written"),
    Command("backup", ("backup", "copy.db"), filled, "proved whole", logs_each_try=True),
    Command("restore", ("restore", "earlier.db", "--yes"), backed_up, "is now the register"),
    Command("key rotate", ("key", "rotate"), filled, "Save the new recovery key"),
    Command(
        "purge",
        ("purge", "--execute", "--ahead", "--yes", "--reported", "elsewhere"),
        outworn,
        "Protocol of purging",
        today=LATER,
    ),
]
