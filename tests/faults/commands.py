"""The commands that write, each with what it needs: every fault is tried on all of them.

A new command is one line in the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from kaa_cli.register import migrations
from registers import made_by_an_older_program
from terminal import EXAMPLE, kaa, rows_of

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


def purgeable(register: Path) -> None:
    """The filled register with two more who are to be purged, and what comes before it done."""
    filled(register)
    roster = register.with_name("of-age.csv")
    rows = (f"2005050{n}-TF0{n};Ida;Alm;Studiebevis" for n in (1, 2))
    roster.write_text("\n".join(["Personnummer;Förnamn;Efternamn;Orsak", *rows]), encoding="utf-8")
    done("--db", str(register), "import", str(roster), "--yes", env={"KAA_TODAY": "2024-08-20"})
    roster.unlink()
    done("--db", str(register), "purge", "--preserve", str(register.with_name("kept.html")))
    register.with_name("kept.html").unlink()


def done(*words: str, env: Mapping[str, str] | None = None) -> None:
    answer = kaa(*words, env=env)
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
    Command("backup", ("backup", "copy.db"), filled, "proved whole"),
    Command("restore", ("restore", "earlier.db", "--yes"), backed_up, "is now the register"),
    Command(
        "purge",
        ("purge", "13,14", "--execute", "--yes", "--reported", "elsewhere"),
        purgeable,
        "Protocol of purging",
    ),
    Command("key rotate", ("key", "rotate"), filled, "has a new key"),
]
