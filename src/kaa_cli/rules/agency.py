"""What the statistics agency calls things: the variables of each block, and its code lists.

The names are those of the agency's public metadata. Its values and the order of its columns are
not public: a municipality loads the list it has been given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kaa_cli.rules.codes import (
    Channel,
    EndReason,
    MeasureEnd,
    MeasureType,
    OccupationCode,
    Reason,
    Target,
)
from kaa_cli.rules.half_year import Half, Line
from kaa_cli.rules.support_codes import Block


@dataclass(frozen=True, slots=True)
class Variable:
    """A column of a block: our key, the agency's name for it, and the code list it takes."""

    key: str
    name: str = ""
    codes: type[StrEnum] | None = None


_WHO = Variable("identity_number", "personnr")
_TYPE = Variable("type", "atgard", MeasureType)
VARIABLES: dict[Block, tuple[Variable, ...]] = {
    Block.MANDATORY: (
        _WHO,
        Variable("municipality", "rkom"),
        Variable("registered_on", "datumreg"),
        Variable("reason", "orsak-registrering", Reason),
        Variable("occupation", "sysselsättning-registrering", OccupationCode),
    ),
    Block.CONTACT: (
        _WHO,
        Variable("on", "datumkontakt"),
        Variable("occupation", "syskontakt", OccupationCode),
        Variable("channel", "", Channel),
        Variable("to", "", Target),
    ),
    Block.MEASURE_STARTED: (
        _WHO,
        Variable("started_on", "startdatum"),
        _TYPE,
        Variable("occupation", "sysinnan", OccupationCode),
    ),
    Block.MEASURE_ENDED: (
        _WHO,
        Variable("started_on", "startdatum"),
        _TYPE,
        Variable("ended_on", "datumatgslut"),
        Variable("end_reason", "orsak-avslutad", MeasureEnd),
        Variable("occupation", "sysefter", OccupationCode),
    ),
    Block.DUTY_ENDED: (
        _WHO,
        Variable("ended_on", "datumavreg"),
        Variable("end_reason", "orsak-upphört", EndReason),
    ),
}
MUNICIPALITY = "rkom"
CODED: dict[str, type[StrEnum] | None] = {
    one.name: one.codes
    for some in VARIABLES.values()
    for one in some
    if one.name and (one.codes is not None or one.name == MUNICIPALITY)
}
"""The variables that a list can tell values of; a municipality is told by its name."""


@dataclass(frozen=True)
class CodeList:
    """The agency's values by variable and our code, as they hold from a half-year on."""

    half: Half
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def value(self, variable: Variable, code: str) -> str | None:
        """The agency's value; None where the list has none."""
        return self.values.get((variable.name, code.casefold() if not variable.codes else code))

    def takes(self, variable: Variable) -> bool:
        """Whether the variable needs a value from the list."""
        if variable.name == MUNICIPALITY:
            return any(name == MUNICIPALITY for name, _code in self.values)
        return bool(variable.name and variable.codes)


def in_force(lists: Iterable[CodeList], half: Half) -> CodeList | None:
    """The list of a half-year: its own, else the latest before it."""
    return max((one for one in lists if one.half <= half), key=lambda one: one.half, default=None)


def missing(lines: Iterable[Line], codes: CodeList) -> list[tuple[str, str]]:
    """Variable and code of every value that lines need and the list does not have."""
    found = {
        (variable.name, line.told[variable.key])
        for line in lines
        for variable in VARIABLES[line.block]
        if codes.takes(variable)
        and line.told.get(variable.key)
        and codes.value(variable, line.told[variable.key]) is None
    }
    return sorted(found)
