"""The half-year worksheet in words: counts and what to mend on screen, five sheets in a file."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kaa_cli.labels import heading, titled
from kaa_cli.labels.catalogue import measure_type
from kaa_cli.labels.half_year import BLOCKS, COLUMNS, FAULTS, MENDING
from kaa_cli.rules.agency import CODED, VARIABLES, CodeList, Variable
from kaa_cli.rules.codes import MeasureType
from kaa_cli.rules.half_year import BlockCounts, Half, Line, Worksheet
from kaa_cli.rules.half_year_faults import Flaw
from kaa_cli.rules.report_codes import Fault
from kaa_cli.rules.support_codes import Block
from kaa_cli.show.days import number
from kaa_cli.show.screen import Screen
from kaa_cli.words import _, ngettext

Sheet = tuple[str, Sequence[str], Sequence[Sequence[str | int]]]


def title(sheet: Worksheet) -> str:
    """ "Half-year report, July to December 2026" """
    if sheet.half.part == 1:
        return _("Half-year report January–June {year}").format(year=sheet.half.year)
    return _("Half-year report July–December {year}").format(year=sheet.half.year)


def draw(
    screen: Screen,
    sheet: Worksheet,
    found: Sequence[Flaw],
    codes: CodeList | None,
    without_value: Sequence[tuple[str, str]],
    counts: BlockCounts,
    past: Sequence[str] = (),
) -> None:
    """Print how many lines each block has, what is to be mended, and which codes hold."""
    dot = f" {screen.marks.dot} "
    screen.line(
        " ", (title(sheet), "bold"), dot, _("a basis for the agency's form"), dot, _("not filed")
    )
    _draw_counts(screen, counts)
    for line in past:
        screen.line(" ", line)
    if past:
        screen.line()
    if found or without_value:
        screen.line(
            " ",
            (_("To be mended before filing"), "bold"),
            f" (kaa check --half-year {sheet.half})",
        )
        _draw_flaws(screen, found, len(without_value))
    else:
        screen.line(" ", _("Nothing is to be mended before filing."))
    screen.line(" ", codes_told(codes, sheet.half))
    screen.line()
    screen.line(
        f" kaa report half-year {sheet.half} -o {_('worksheet')}.xlsx    ",
        _("five sheets, personal numbers, logged"),
    )


def _draw_counts(screen: Screen, counts: BlockCounts) -> None:
    screen.line(" ", _("As known on {day}.").format(day=counts.as_of))
    screen.line()
    screen.table(
        ["", "", _("Lines"), heading("youths")],
        [
            [str(place), str(BLOCKS[block]), number(lines), number(youths)]
            for place, (block, lines, youths) in enumerate(counts.blocks, start=1)
        ],
        right=(2, 3),
    )
    screen.line()


def _draw_flaws(screen: Screen, found: Sequence[Flaw], without_value: int) -> None:
    counts = Counter(flaw.fault for flaw in found)
    rows = [[number(counts[fault]), str(FAULTS[fault])] for fault in Fault if counts[fault]]
    if without_value:
        rows.append([number(without_value), no_value()])
    screen.table(["", ""], rows, right=(0,))


def by_block(sheet: Worksheet) -> list[tuple[Block, list[Line]]]:
    """The five blocks in their order, each with its lines."""
    return [(block, sheet.of(block)) for block in Block]


def codes_told(codes: CodeList | None, half: Half) -> str:
    """Whose values the sheets get."""
    if codes is None:
        return _(
            "Codes: the agency's list for {half} is not loaded. The sheets have words instead."
        ).format(half=half)
    return _("Codes: the agency's list from {half} on.").format(half=codes.half)


def no_value() -> str:
    """What is amiss where the list loaded lacks a value that is needed."""
    return _("code without a value in the agency's list")


def says(flaw: Flaw) -> str:
    """What is amiss, as the head of a sentence that names nobody."""
    words = str(FAULTS[flaw.fault])
    told = words[:1].upper() + words[1:]
    return told + (f" ({_('measure {n}').format(n=flaw.measure)})." if flaw.measure else ".")


def says_without_value(variable: str, code: str) -> str:
    """Which value the agency's list lacks."""
    return _('The agency\'s list has no value of {variable} for "{code}".').format(
        variable=variable, code=_our_word(variable, code)
    )


def draw_findings(screen: Screen, found: Sequence[Mapping[str, object]]) -> None:
    """Print what is to be mended, numbered; nothing at all when there is nothing."""
    if not found:
        return
    keys = ("finding", "youth", "says", "command")
    rows = [[str(one[key] or screen.marks.none) for key in keys] for one in found]
    screen.table([heading(key) for key in keys], rows, right=(0, 1))


def command(found: Sequence[Flaw]) -> str:
    """The command that mends flaws of one kind; of several the numbers are to be filled in."""
    fault = found[0].fault
    if fault is Fault.TURNED_20 and len(found) > 1:
        return "kaa youth close --turned-20"
    no, measure = (found[0].youth, found[0].measure) if len(found) == 1 else ("NR", "N")
    return MENDING[fault].format(no=no, measure=measure)


# --- the sheets ---------------------------------------------------------------------------------


def sheets(sheet: Worksheet, numbers: Mapping[int, str], codes: CodeList | None) -> list[Sheet]:
    """The five sheets: in plain words, or in the agency's variables and values."""
    return [
        (f"{place} {BLOCKS[block]}", _headings(block, codes), _rows(block, lines, numbers, codes))
        for place, (block, lines) in enumerate(by_block(sheet), start=1)
    ]


def _headings(block: Block, codes: CodeList | None) -> list[str]:
    named = [
        variable.name if codes and variable.name else str(COLUMNS[block][variable.key])
        for variable in VARIABLES[block]
    ]
    return [heading("youth"), *named]


def _rows(
    block: Block, lines: Sequence[Line], numbers: Mapping[int, str], codes: CodeList | None
) -> list[list[str | int]]:
    return [
        [
            line.youth,
            *(_cell(variable, line, numbers, codes) for variable in VARIABLES[block]),
        ]
        for line in lines
    ]


def _cell(
    variable: Variable, line: Line, numbers: Mapping[int, str], codes: CodeList | None
) -> str:
    if variable.key == "identity_number":
        return numbers.get(line.youth, "")
    code = line.told.get(variable.key, "")
    value = codes.value(variable, code) if codes and codes.takes(variable) else None
    return value if value is not None else word_of(variable, code)


def word_of(variable: Variable, code: str) -> str:
    """A code in words; a day and a municipality stand as they are, as does a kind of their own."""
    if variable.codes is MeasureType:
        word = measure_type(code)
        return word[:1].upper() + word[1:]
    if variable.codes is None or not code:
        return code
    return titled(variable.codes(code))


def written(count: int, snapshot: int, protected: int) -> list[str]:
    """What is said beside a worksheet that was written."""
    told = [
        _("Kept as worksheet no. {n} to compare with, and logged.").format(n=snapshot),
    ]
    if protected:
        told.append(
            ngettext(
                "{n} protected youth is in it, by personal number alone: "
                "keep the file as such data are kept.",
                "{n} protected youths are in it, by personal number alone: "
                "keep the file as such data are kept.",
                protected,
            ).format(n=protected)
        )
    if count:
        told.append(
            ngettext(
                "{n} thing is to be mended before filing.",
                "{n} things are to be mended before filing.",
                count,
            ).format(n=count)
        )
    return told


def draw_codes(screen: Screen, half: Half, codes: CodeList | None) -> None:
    """Print the code list that holds for a half-year."""
    screen.line(" ", codes_told(codes, half))
    if codes is None:
        return
    screen.line()
    screen.table(
        [heading(key) for key in ("variable", "code", "agency_value")],
        [
            [variable, _our_word(variable, code), value]
            for (variable, code), value in codes.values.items()
        ],
    )


def _our_word(name: str, code: str) -> str:
    return word_of(Variable(name, name, CODED.get(name)), code)
