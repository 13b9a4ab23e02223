"""A Swedish number as it is read and dialled: 070-174 06 12, 08-123 456 78."""

_TWO = frozenset({"8"})
_THREE = frozenset(
    "10 11 13 16 18 19 20 21 23 26 31 33 35 36 40 42 44 46 54 60 63 90".split()  # noqa: SIM905
)


def reading_form(number: str) -> str:
    """A number in E.164 as it is read aloud; other countries' as they are, other texts too."""
    if not number.startswith("+46") or not number[3:].isdigit():
        return number
    national = number[3:]
    area = _area(national)
    return f"0{area}-{' '.join(_groups(national[len(area) :]))}"


def _area(national: str) -> str:
    """The area code without its zero; the PTS plan has one, two or three digits."""
    if national[0] == "7" or national[:2] in _THREE:
        return national[:2]
    return national[0] if national[0] in _TWO else national[:3]


def _groups(digits: str) -> list[str]:
    """Groups of two from the end, the first of two or three."""
    first = 3 if len(digits) % 2 else 2
    if len(digits) == 8:
        return [digits[:3], digits[3:6], digits[6:]]
    rest = digits[first:]
    return [digits[:first], *(rest[i : i + 2] for i in range(0, len(rest), 2))]
