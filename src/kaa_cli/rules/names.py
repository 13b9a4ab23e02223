"""Names that people give: of programmes and their runs. Capitals make no difference."""

LONGEST_NAME = 60


def is_same_name(one: str, other: str) -> bool:
    """Whether two names mean the same, however they are written."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """By what names that mean the same are found."""
    return tidy_name(name).casefold()


def tidy_name(name: str) -> str:
    """A name with single spaces."""
    return " ".join(name.split())
