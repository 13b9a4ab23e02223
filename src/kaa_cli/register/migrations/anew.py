"""Building a SQLite table anew: the only way to another CHECK there.

From the table's own text, which keeps everything else in it: a batch by reflection would lose the
CHECKs. Foreign keys are off while a register is migrated, so no child goes with its parent.
"""

from collections.abc import Callable

from alembic import op


def build_anew(table: str, reword: Callable[[str], str]) -> None:
    """Give a table the text that `reword` makes of its own: rows, indexes and numbering stay."""
    ask = op.get_bind().exec_driver_sql
    of_table = "FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    made = ask(f"SELECT sql {of_table} AND type = 'table'", (table,)).scalar_one()
    indexes = ask(f"SELECT sql {of_table} AND type = 'index'", (table,)).scalars().all()
    last = ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    reworded = reword(made)
    anew = reworded.replace(table, f"{table}_anew", 1)
    if reworded == made or f"{table}_anew" not in anew.partition("(")[0]:
        raise RuntimeError(f"{table} is not built as the steps before built it")
    ask(anew)
    ask(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    ask(f"DROP TABLE {table}")
    ask(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for index in indexes:
        ask(index)
    ask("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    ask("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last or 0))
