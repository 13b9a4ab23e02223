"""Every command there is, as lines that make it show as much as it can of the full register.

`{y}` is the youth a line is about, `{folder}` where the lists lie. After < stands what is typed, |
being the end of a line. A line is run in every form its command takes, at a terminal and in a pipe.
"""

import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import openpyxl

import engines
from counting import IS_FULL
from full_register import checked
from kaa_cli.cli import _command
from terminal import ENCRYPTED, in_terminal, kaa

ALL_WAYS = IS_FULL
"""Whether every line is run in every way, or in enough of them that each is met."""

READ, LIST, EXPORT, CHANGE, CLAIM = "read", "list", "export", "change", "claim"
REFUSAL, PURGE, NOTHING = "refusal", "purge", ""
"""What a line leaves in the log; a list that goes to a file leaves an export instead."""
WORKSHEET = "report half-year 2026H2"
"""As a file this is what the law asks for: personal numbers, of the protected too."""


@dataclass(frozen=True)
class Line:
    """One command line: what it leaves in the log, and what must be done before it."""

    text: str
    logs: str = NOTHING
    first: tuple[str, ...] = ()
    code: int = 0
    on_server: int | None = None
    """Its code on a server, where it is another and nothing is logged."""

    def as_here(self) -> "Line":
        """The line with what it leaves on the engine of the test."""
        if self.on_server is None or not engines.is_postgres():
            return self
        return replace(self, logs=NOTHING, code=self.on_server, first=())

    @property
    def is_about_one(self) -> bool:
        return "{y}" in self.text

    @property
    def logs_as_file(self) -> str:
        """What it leaves when it goes to a file that names somebody; nothing for figures."""
        if self.text == WORKSHEET:
            return CHANGE  # what was written is kept, to compare a later one with
        return EXPORT if self.logs == LIST or self.text == "numbers" else self.logs

    @property
    def is_listing(self) -> bool:
        """Whether it may go to a file: what changes something has none, or tells it on screen."""
        return self.logs not in {CHANGE, CLAIM, REFUSAL, EXPORT, PURGE}

    @property
    def command(self) -> str:
        """The leaf command it belongs to: the longest that the line begins with."""
        return max(
            (name for name in LEAVES if f"{self.text} ".startswith(f"{name} ") or not name),
            key=len,
        )


def _walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands") or command.invoke_without_command:
        yield " ".join(path), command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _walk(inner, (*path, name))


LEAVES: dict[str, Any] = dict(_walk(_command()))
"""Every command by its words: those without others below, and those that do something alone."""


def takes(command: str, option: str) -> bool:
    """Whether a command has an option such as `-o`."""
    return any(option in parameter.opts for parameter in LEAVES[command].params)


def lines_of(command: str) -> list[Line]:
    """The lines of one command, those of another name for it too."""
    return [line for line in LINES if line.command == command]


@dataclass(frozen=True)
class Way:
    """How an answer is asked for: on which screen, in which language and form, to which file."""

    lang: str
    form: str = "table"
    ending: str = ""
    columns: int = 0
    """Of a terminal; none is a pipe."""
    encoding: str = "utf-8"

    def __str__(self) -> str:
        screen = f"terminal {self.columns}" if self.columns else "pipe"
        return f"{self.lang} {self.ending or self.form} {screen} {self.encoding}"


@dataclass(frozen=True)
class Shown:
    """All that a command line let out: its screen, its errors, and every file it wrote."""

    code: int
    out: str
    """At a terminal what went to stderr too."""
    err: str
    files: str

    @property
    def screen(self) -> str:
        return self.out + self.err

    @property
    def text(self) -> str:
        return self.screen + self.files


_DRAWN = (Way("en"), Way("sv", columns=80))
_ROWS = (Way("sv", "json"), Way("en", "csv"))
_FILES = (Way("sv", ending="xlsx"), Way("en", ending="html"))
_MORE = (
    Way("sv"),
    Way("en", columns=200),
    Way("en", columns=30),
    Way("en", ending="csv"),
    Way("sv", ending="json"),
)
_PAGES = ("report", "visit show", "visit plan")


def in_turn(line: Line, found: Sequence[Way]) -> list[Way]:
    """One of the ways, another for another line: both at every line when all is asked."""
    return list(found) if ALL_WAYS else [found[crc32(line.text.encode()) % len(found)]]


def ways(line: Line) -> list[Way]:
    """The ways to ask for a line: one drawn, one of rows and each file, or all; drawn alone of
    another name for a command."""
    command = line.command
    found = in_turn(line, _DRAWN)
    room, _blank, rest = command.partition(" ")
    if room in {"contact", "youth"} and rest in LEAVES:
        return found
    if command == "extract":
        return [*found, _ROWS[0], Way("en", ending="txt")]
    if takes(command, "--format"):
        found += in_turn(line, _ROWS)
    if takes(command, "--out") and line.is_listing:
        is_page = command.startswith(_PAGES) and command != "report half-year"
        found += [way for way in _FILES if way.ending != "html" or is_page]
    if ALL_WAYS:
        found += [way for way in _MORE if not way.ending or takes(command, "--out")]
    return found


def run(line: Line, way: Way, place: Path, register: Path, values: Mapping[str, object]) -> Shown:
    """The line on a copy of the register, in an empty folder of its own."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    engines.copy(register, place / "kaa.db")
    told = {
        "folder": register.parent,
        "out": place / "out",
        "number": checked("20090404-238"),
        "teller": "|",
        "search": "Nova",
        **values,
    }
    start = ("--db", str(place / "kaa.db"))
    for text in line.first:
        done = kaa(*start, *shlex.split(text.format(**told)))
        assert done.code in {0, 3}, (text, done.err)
    text, _mark, typed = line.text.format(**told).partition(" < ")
    words = [*start, "--lang", way.lang, *shlex.split(text)]
    words += ["-f", way.form] * (way.form != "table")
    words += ["-o", str(place / f"out.{way.ending}")] * bool(way.ending)
    typed = typed.replace("|", "\n") + "\n"
    if way.columns:  # four ends of input, or a question too many waits for ever
        answer = in_terminal(*words, columns=way.columns, input=typed + "\x04" * 4)
        answer = replace(answer, out=answer.out.replace(typed.strip(), "", 1))  # which it repeats
    else:
        answer = kaa(*words, input=typed, encoding=way.encoding)
    files = "".join(map(_read, sorted(place.glob("out*"))))
    return Shown(answer.code, answer.out, answer.err, files)


def _read(file: Path) -> str:
    if file.suffix != ".xlsx":
        return file.read_text(encoding="utf-8-sig")
    sheets = openpyxl.load_workbook(file).worksheets
    cells = (cell for sheet in sheets for row in sheet.values for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


LINES = (
    Line("", NOTHING),
    Line("next", LIST),
    Line("next -n 99 --why", LIST),
    Line("next --channel letter", LIST),
    Line("next --claim", CLAIM),
    Line("call < n||q", CLAIM),
    Line("call --channel letter < s|k|q", CLAIM),
    Line("log {y} no-answer --note hej -y", CHANGE),
    Line("log {y} reached other --channel in-person --place Torget --says cyklar -y", CHANGE),
    Line("log 1-14 sent --channel letter -y", CHANGE),
    Line("find - < {search}", LIST),
    Line("show {y}", READ),
    Line("ladder", NOTHING),
    Line("ladder {y}", READ),
    Line("timeline {y}", READ),
    Line("numbers", NOTHING),
    Line("numbers --school Alströmergymnasiet", LIST),
    Line("init --municipality Alingsås", NOTHING, code=3),
    Line("where"),
    Line("upgrade"),
    Line("demo"),
    Line("import {folder}/roster.csv --dry-run --show changed", LIST),
    Line("import {folder}/later.csv --dry-run --whole-list --show gone", LIST),
    Line("import {folder}/bad.csv --skip-bad --yes --rejects {out}.csv", CHANGE),
    Line("import {folder}/bad.csv", NOTHING, code=3),
    Line("import {folder}/mine.csv --yes --show changed", CHANGE),
    Line("import {folder}/phones.csv --as phones --dry-run --show new", LIST),
    Line("columns"),
    Line("check", LIST, code=3),
    Line("check --half-year 2026H2", LIST, code=3),
    Line("doctor"),
    Line("copy --to {out}.db", NOTHING, code=3),
    Line("undo", CHANGE),
    Line("undo --list -n 999", LIST),
    Line("settings"),
    Line("settings smallest-group 4", CHANGE),
    Line("step {y} --note ringde-själv", CHANGE),
    Line("step", LIST),
    Line("contact next -n 3", LIST),
    Line("contact log {y} no-answer -y", CHANGE),
    Line("contact reply {y} letter --occupation other --says cyklar --note hej", CHANGE),
    Line("contact call < n||q", CLAIM),
    Line("contact release"),
    Line("contact take {y}", CLAIM),
    Line("contact hand-over {y} --to Cia -y", CHANGE),
    Line("contact countdown --within 1400", LIST),
    Line("contact countdown --farewell --within 1400", LIST),
    Line("letters", LIST),
    Line("letters sent -y", CHANGE),
    Line("letters returned {y}", CHANGE, ("log {y} sent --channel letter -y",)),
    Line("appointment add {y} talk 22/9 14:00 --place Caféet --with Bo", CHANGE),
    Line(
        "appointment came {y} --on 2026-09-04 --note kom --occupation other --says cyklar", CHANGE
    ),
    Line("appointment missed {y} --on 2026-09-04", CHANGE),
    Line("appointment cancel {y} --on 2026-09-15", CHANGE),
    Line("appointment move {y} 22/9 15:00 --on 2026-09-15", CHANGE),
    Line("appointment list", LIST),
    Line("visit plan --with Bo --back 15:30 --yes", CHANGE),
    Line("visit show 1", LIST),
    Line("visit list --all"),
    Line("visit close 1 --result {y}=reached:work", CHANGE),
    Line("visit close 1 < -|-|-|-|-|y", CHANGE),
    Line("youth list --all", LIST),
    Line("youth list --without-contact-person", LIST),
    Line(
        "youth add < {number}|Alingsås|070-174 06 95|Ny|Nysson|Gata|441 00|Alingsås|Skola|unknown",
        CHANGE,
    ),
    Line("youth edit {y} contact_person --value Bo", CHANGE),
    Line("youth edit {y} email study_programme < ny@example.se|El", CHANGE),
    Line("youth edit {y} municipality --value Lerum", CHANGE),
    Line("youth edit {y} restricted --value yes", CHANGE),
    Line("youth edit {y} --checked", REFUSAL, code=3),
    Line("youth phone {y} < 070-174 06 96", CHANGE),
    Line("youth find - < {search}", LIST),
    Line("youth show {y}", READ),
    Line("youth close {y} moved -y", CHANGE),
    Line("youth reopen {y} moved-in", CHANGE, ("youth close {y} moved -y",)),
    Line("youth merge", LIST),
    Line("youth merge 1 16 -y", CHANGE),
    Line("youth merge {y} 16 < n", LIST, code=3),
    Line("youth assign {y} --to Bo -y", CHANGE),
    Line("occupation set {y} other --says cyklar", CHANGE),
    Line("occupation confirm {y}", CHANGE, ("occupation set {y} work --on 2026-09-02",)),
    Line("occupation list", LIST),
    Line("occupation list --expiring 3000", LIST),
    Line("occupation talk {y} < |{teller}other|cyklar||||||y", CHANGE),
    Line("measure offer {y} coaching --goal mål --provider Plugin", CHANGE),
    Line("measure accept {y}", CHANGE),
    Line("measure decline {y}", CHANGE),
    Line("measure start {y} coaching --goal mål", CHANGE),
    Line("measure end {y} to-work --occupation work", CHANGE),
    Line("measure edit {y} --goal nytt", CHANGE, ("measure end {y} to-work --occupation work",)),
    Line("measure follow-up {y} --note bra", CHANGE),
    Line("measure list --all", LIST),
    Line("measure list --programme Möjligheten", LIST),
    Line("measure list --due", LIST),
    Line("measure show {y}", READ),
    Line("measure types"),
    Line("measure types add ny --sv Ny --en New", CHANGE),
    Line("measure types remove cykel", CHANGE),
    Line("outcome record {y} work --detail employment --programme Kursen", CHANGE),
    Line("outcome check {y} sustained", CHANGE, ("outcome record {y} work --on 2026-09-01",)),
    Line("outcome list", LIST),
    Line("programme add Ny --type coaching --provider Plugin", CHANGE),
    Line("programme run Kursen --name Höst --from 2026-09-01", CHANGE),
    Line("programme list"),
    Line("programme show Möjligheten", LIST),
    Line("programme close Kursen", CHANGE),
    Line("programme enrol {y} Kursen -y", CHANGE),
    Line(
        "programme leave {y} Kursen --reason other --occupation work",
        CHANGE,
        ("programme enrol {y} Kursen -y",),
    ),
    Line("application add {y} Möjligheten --referred-by insurance-agency", CHANGE),
    Line("application sign {y}", CHANGE),
    Line("application withdraw {y}", CHANGE),
    Line("application list", LIST),
    Line("team agenda", LIST),
    Line("team agenda --internal", LIST),
    Line("team roles", NOTHING, code=3, on_server=0),  # in a file there are none to lay
    Line(
        "team decide {y} accepted --contact Bo --note plats -y", CHANGE, ("application sign {y}",)
    ),
    Line("consent give {y} take-part", CHANGE),
    Line("consent withdraw {y} team", CHANGE),
    Line("consent list", LIST),
    Line("consent list {y}", READ),
    Line("referral out {y} social-services --note bokat", CHANGE),
    Line("referral in {y} school --note hej", CHANGE),
    Line("referral received {y} social-services", CHANGE),
    Line("referral list", LIST),
    Line("questionnaire before Möjligheten --values 4,5,3,6,2", CHANGE),
    Line("questionnaire after Möjligheten < ABCD1234|4,5,3,6,2", NOTHING, code=3),
    Line("questionnaire import Kursen {folder}/answers.csv", REFUSAL, code=3),
    Line("questionnaire show"),
    *(
        Line(f"report {name}")
        for name in ("outcomes", "reach", "ladder", "inflow", "load", "goals", "sustained")
    ),
    Line(WORKSHEET),
    Line("report half-year 2026H2 --compare", LIST),
    Line("codes load {folder}/codes.csv --half-year 2027H1", CHANGE),
    Line("codes list"),
    Line("extract {y}", READ),
    Line("youth history {y}", READ),
    Line("purge --dry-run", LIST),
    Line("purge --preserve {out}.html", REFUSAL, code=3),
    Line("purge --execute --ahead -y", PURGE),
    Line("audit show -n 999", LIST),
    Line("audit show --youth {y} -n 999", LIST),
    Line("audit verify"),
    Line("backup", EXPORT, on_server=3),
    Line("backup --list", on_server=3),
    Line("restore --yes", first=("backup",), on_server=3),
    Line("restore < n", first=("backup",), code=3, on_server=3),
    Line("key show < nej", code=3 if ENCRYPTED else 8, on_server=8),
    Line("key import", code=8),
    Line("key rotate", READ, on_server=8),
    Line("policy list"),
    Line("policy show"),
    Line("policy check {folder}/routine.toml"),
    Line("policy diff salem laholm"),
    Line("policy adopt {folder}/routine.toml --yes", CHANGE),
    Line("policy replay {folder}/routine.toml --from 2026-08-10 --to 2026-09-04"),
)
