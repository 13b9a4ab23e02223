"""Help and groups of commands, in the language spoken.

Typer's own help is English and draws with Rich, which would load at every `--help`; this is plain
text that a screen reader reads in order.
"""

import inspect
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

import typer
from typer._click import exceptions as typed  # its only home
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from kaa_cli.labels import quotable
from kaa_cli.words import _

EVERY_DAY, YOUTHS, PROGRAMMES = _("Every day"), _("Youths"), _("Programmes")
REPORTS = _("Reports")
CARE = _("Care of the register")
_SECTIONS = (EVERY_DAY, YOUTHS, PROGRAMMES, REPORTS, CARE)

Function = TypeVar("Function", bound=Callable[..., Any])


class _Help:
    """What commands and groups share; stands before Typer's class in the bases."""

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


def _place(heading: str) -> int:
    """Where a heading stands among the others: the daily first, the rare last."""
    return _SECTIONS.index(heading) if heading in _SECTIONS else len(_SECTIONS)


def _section(formatter: Any, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    listed = list(rows)
    if listed:
        with formatter.section(heading):
            formatter.write_dl(listed)


class Command(_Help, TyperCommand):  # type: ignore[misc]  # Typer's own signatures are wider
    """A command whose help speaks the language chosen."""


class Group(_Help, TyperGroup):  # type: ignore[misc]
    """A group that lists its commands under headings and names the nearest to a mistyped one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = get_close_matches(args[0], list(self.commands), n=1)
            sentence = _('There is no command "{word}".').format(word=quotable(args[0]))
            if near:
                sentence += " " + _('Did you mean "{nearest}"?').format(nearest=near[0])
            raise typed.UsageError(sentence, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                heading = getattr(command, "rich_help_panel", None) or _("Commands")
                short = command.get_short_help_str(limit=200)
                panels.setdefault(str(heading), []).append((name, short))
        widest = max((len(name) for rows in panels.values() for name, _help in rows), default=0)
        for heading, rows in sorted(panels.items(), key=lambda panel: _place(panel[0])):
            _section(formatter, heading, [(name.ljust(widest), text) for name, text in rows])


class Room(typer.Typer):
    """A group of commands; a command's docstring is its help, in the language spoken."""

    def __init__(self, help: str = "", **options: Any) -> None:  # noqa: A002 - Typer's own name
        super().__init__(
            cls=Group,
            help=help,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            pretty_exceptions_show_locals=False,  # they may be somebody's name
            context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
            **options,
        )

    def command(  # type: ignore[override]
        self, name: str | None = None, *, section: str | None = None
    ) -> Callable[[Function], Function]:
        """Register a function as a command, listed under `section`."""

        def register(function: Function) -> Function:
            told = _(inspect.cleandoc(function.__doc__ or ""))
            register_as = super(Room, self).command(
                name, cls=Command, help=told, rich_help_panel=section
            )
            return register_as(function)

        return register
