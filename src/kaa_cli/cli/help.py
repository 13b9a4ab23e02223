"""Help and groups of commands, in the language spoken.

Typer's own help is English and draws with Rich, which would load at every `--help`; this is plain
text that a screen reader reads in order.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

import typer
from typer._click import exceptions as typed  # its only home
from typer._click.shell_completion import CompletionItem
from typer._click.utils import make_default_short_help
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.models import CommandInfo

from kaa_cli.words import _

Function = TypeVar("Function", bound=Callable[..., Any])


class _AsTyped:
    """Words and flags need no reading; Typer loads pydantic, even for help, to find that out."""

    @staticmethod
    def coerce(value: Any, param: Any, ctx: typer.Context) -> Any:
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:  # bytes that are no text, as pydantic says too
                raise typed.BadParameter("", ctx=ctx, param=param) from None
        return value


class _Help:
    """What commands and groups share; stands before Typer's class in the bases."""

    def parse_args(self: Any, ctx: typer.Context, args: list[str]) -> list[str]:
        for parameter in self.get_params(ctx):
            if parameter.type_descriptor.annotation in {str, bool}:
                parameter._runtime_param = _AsTyped
        parsed: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        return parsed

    def collect_usage_pieces(self: Any, ctx: typer.Context) -> list[str]:
        """The words of the usage line: an argument that may be left out in brackets."""
        arguments = [p for p in self.get_params(ctx) if isinstance(p, TyperArgument)]
        names = [str(a.metavar or a.name) for a in arguments]
        shown = [
            name if argument.required or name.startswith("[") else f"[{name}]"
            for name, argument in zip(names, arguments, strict=True)
        ]
        rest = [_("COMMAND [ARGS]...")] if isinstance(self, TyperGroup) else []
        return [_("[OPTIONS]"), *shown, *rest]

    def format_usage(self: Any, ctx: typer.Context, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage:") + " ")

    def get_help_option(self: Any, ctx: typer.Context) -> TyperOption | None:
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help.")
        return option

    def format_options(self: Any, ctx: typer.Context, formatter: Any) -> None:
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            row = _row(parameter, ctx)
            if row is not None:
                (arguments if isinstance(parameter, TyperArgument) else options).append(row)
        for heading, rows in ((_("Arguments"), arguments), (_("Options"), options)):
            _section(formatter, heading, rows)
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)


def _row(parameter: Any, ctx: typer.Context) -> tuple[str, str] | None:
    record = parameter.get_help_record(ctx)
    if record is None:
        return None
    if isinstance(parameter, TyperArgument):
        return str(parameter.metavar or parameter.name), parameter.help or ""
    return str(record[0]), _options().get(parameter.name, parameter.help or "")


def _options() -> dict[str, str]:
    """Typer's own options, which it describes in English only."""
    return {
        "install_completion": _("Set up completion for the shell in use."),
        "show_completion": _("Print the completion script of the shell in use."),
    }


def _section(formatter: Any, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    listed = list(rows)
    if listed:
        with formatter.section(heading):
            formatter.write_dl(listed)


class Command(_Help, TyperCommand):  # type: ignore[misc]  # Typer's own signatures are wider
    """A command whose help speaks the language chosen."""


class Entry(NamedTuple):
    """A name to type: what it is for, the heading it stands under, and how its command is made."""

    told: str
    heading: str
    make: Callable[[], Any]


class Commands(Mapping[str, Any]):
    """The commands of a room by name: each is made when it is asked for, and kept.

    `others` are the places of rooms whose commands stand here too, opened when a name is not among
    those that are here already.
    """

    def __init__(self, others: Iterable[str]) -> None:
        self._entries: dict[str, Entry] = {}
        self._made: dict[str, Any] = {}
        self._others = list(others)

    def add(self, name: str, entry: Entry) -> None:
        self._entries[name] = entry

    def entries(self) -> dict[str, Entry]:
        """Every name and what it is for; makes no command."""
        while self._others:
            self._entries |= opened(self._others.pop(0)).commands.entries()
        return self._entries

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            near = self._entries if name in self._entries else self.entries()
            self._made[name] = near[name].make()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries or name in self.entries()

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries())

    def __len__(self) -> int:
        return len(self.entries())


class Group(_Help, TyperGroup):  # type: ignore[misc]
    """A group that lists its commands under headings and names the nearest to a mistyped one."""

    commands: Commands  # type: ignore[assignment]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            from kaa_cli.labels import quotable

            near = get_close_matches(args[0], list(self.commands), n=1)
            sentence = _('There is no command "{word}".').format(word=quotable(args[0]))
            if near:
                sentence += " " + _('Did you mean "{nearest}"?').format(nearest=near[0])
            raise typed.UsageError(sentence, ctx)
        return super().resolve_command(ctx, args)

    def _listed(self) -> Iterator[tuple[str, str, str]]:
        """Heading, name and first sentence of each: no command is made to tell what it is for."""
        for name, entry in self.commands.entries().items():
            yield entry.heading, name, make_default_short_help(entry.told, max_length=200)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        widest = max(map(len, self.commands), default=0)
        panels: dict[str, list[tuple[str, str]]] = {}
        for heading, name, told in self._listed():
            panels.setdefault(heading, []).append((name.ljust(widest), told))
        for heading, rows in panels.items():
            _section(formatter, heading, rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        names = [
            CompletionItem(name, help=told)
            for _heading, name, told in self._listed()
            if name.startswith(incomplete)
        ]
        # Not TyperGroup's own, which makes each command to read its help.
        return [*names, *super(TyperGroup, self).shell_complete(ctx, incomplete)]


class Room(typer.Typer):
    """A group of commands; a command's docstring is its help, in the language spoken.

    Commands of `others`, rooms named by their places, stand in this room too. A place is a module
    here and its room, such as "contact:contact".
    """

    def __init__(self, *others: str, help: str = "", **options: Any) -> None:  # noqa: A002 - Typer's
        super().__init__(
            cls=Group,
            help=help,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            pretty_exceptions_show_locals=False,  # they may be somebody's name
            context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
            **options,
        )
        self.commands = Commands(others)

    def command(  # type: ignore[override]
        self, name: str
    ) -> Callable[[Function], Function]:
        """Register a function as a command."""

        def register(function: Function) -> Function:
            told = _(inspect.cleandoc(function.__doc__ or ""))
            info = CommandInfo(name, cls=Command, help=told, callback=function)
            self.commands.add(name, Entry(told, _("Commands"), partial(_made, info)))
            return function

        return register

    def lists(self, name: str, place: str, told: str, heading: str = "") -> None:
        """List a room, or with a place such as "contact:contact:next" one command of it.

        It is loaded when it is named. `told` is the first sentence of its help.
        """
        heading = heading or _("Commands")
        self.commands.add(name, Entry(told, heading, partial(_found, name, place, told)))

    def group(self, name: str, told: str = "") -> Group:
        """The room as Typer runs it; its help begins with `told`."""
        group = typer.main.get_group(self)
        assert isinstance(group, Group)
        group.name, group.commands = name, self.commands
        group.help = "\n\n".join(filter(None, (told, group.help)))
        return group


def opened(place: str) -> Room:
    """The room at a place, whose module is now loaded."""
    module, _colon, name = place.partition(":")
    room = getattr(import_module(f"kaa_cli.cli.{module}"), name)
    assert isinstance(room, Room)
    return room


def _made(info: CommandInfo) -> Any:
    return typer.main.get_command_from_info(
        info, pretty_exceptions_short=False, rich_markup_mode=None
    )


def _found(name: str, place: str, told: str) -> Any:
    """The room or the single command at a place."""
    if place.count(":") == 1:
        return opened(place).group(name, told)
    room, _colon, command = place.rpartition(":")
    return opened(room).commands[command]
