"""What somebody has had before the eyes: which look at one youth shows which rows."""

_ALL = ("youth show", "extract")
_SOME = {
    "measure": ("measure show",),
    "phone": ("contact next", "contact call"),
}


def looks_at(table: str) -> tuple[str, ...]:
    """The commands by which one sees how a row of this table stands."""
    return (*_ALL, *_SOME.get(table, ()))
