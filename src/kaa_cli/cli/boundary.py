"""The one place where errors end: a sentence on stderr and an exit code."""

import sys
import traceback
from collections.abc import Callable
from typing import Any

import typer
from typer._click import exceptions as typed

from kaa_cli.cli import door
from kaa_cli.cli.ask import tell
from kaa_cli.errors import KaaError
from kaa_cli.words import _

BUG, USAGE, DISK, INTERRUPTED = 1, 2, 5, 130


def guarded(command: Callable[[], Any], *, debug: bool) -> int:
    """Run a command and return its exit code; every refusal becomes one sentence on stderr."""
    return _write_no_more(_ended(command, debug=debug))


def _ended(command: Callable[[], Any], *, debug: bool) -> int:
    door.begin()
    try:
        returned = command()
        sys.stdout.flush()
    except KaaError as error:
        is_unheard = error.exit_code == DISK and door.has_saved()
        tell(_saved_unheard(error.sentence) if is_unheard else error.sentence)
        return _code(error.exit_code, debug=debug)
    except typed.UsageError as error:
        tell(f"{usage_sentence(error)} {_where_to_read(error)}".strip())
        return _code(USAGE, debug=debug)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        return 0
    except SystemExit as left:  # Typer's way out of a closed pipe, and of shell completion
        closed = isinstance(left.__context__, BrokenPipeError)
        return 0 if closed else int(left.code or 0)
    except OSError as error:
        why = error.strerror or ""
        told = _("The disk could not be read or written: {why}.").format(why=why)
        tell(_saved_unheard(why) if door.has_saved() else told)
        return _code(DISK, debug=debug)
    except Exception as error:  # anything else is a bug of ours
        kind = type(error).__name__
        told = _("kaa has made a mistake ({kind}). Nothing was saved. --debug tells more.")
        tell(_saved_unheard(kind) if door.has_saved() else told.format(kind=kind))
        return _code(BUG, debug=debug)
    if returned == INTERRUPTED:  # Typer has caught it already, and says nothing
        return _interrupted()
    return returned if isinstance(returned, int) else 0


def _interrupted() -> int:
    """Ctrl-C may come just after something was kept: then it must not be denied."""
    told = _("Interrupted. What was not yet confirmed is not saved.")
    if door.has_saved():
        told = _("Interrupted after it was saved: kaa undo --list shows it.")
    tell(told)
    return INTERRUPTED


def _saved_unheard(why: str) -> str:
    """The sentence for a command that was kept and whose answer failed: it must not deny it."""
    return _("It is saved, but the answer could not be written: {why}.").format(why=why.rstrip("."))


def _write_no_more(code: int) -> int:
    """Let go of outputs that take nothing, or Python tries again at the end and exits with 120.

    That the reader has left (`kaa … | head`) is fine, and nobody need hear more of it.
    """
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, AttributeError):
            setattr(sys, name, None)
    return code


def _code(code: int, *, debug: bool) -> int:
    if debug:
        tell(_("--debug: what follows may hold personal data."))
        traceback.print_exc(file=sys.stderr)
    return code


def _where_to_read(error: typed.UsageError) -> str:
    if isinstance(error, typed.NoArgsIsHelpError):
        return ""
    path = error.ctx.command_path if error.ctx else "kaa"
    return _("See {command} --help.").format(command=path)


def usage_sentence(error: typed.UsageError) -> str:
    """What was wrong with the words typed, without repeating more of them than their names."""
    match error:
        case typed.NoArgsIsHelpError():
            return error.message
        case typed.MissingParameter(param=param) if param is not None:
            return _("{name} is missing.").format(name=_name(param))
        case typed.NoSuchOption(option_name=name, ctx=ctx) if _example(ctx, name):
            return _("{name} stands before the command: {example}").format(
                name=name.partition("=")[0], example=_example(ctx, name)
            )
        case typed.NoSuchOption(option_name=name, possibilities=near):
            sentence = _("There is no option {name}.").format(name=name.partition("=")[0])
            if near:
                sentence += " " + _('Did you mean "{nearest}"?').format(nearest=near[0])
            return sentence
        case typed.BadOptionUsage(option_name=name):
            return _("The option {name} needs a value, or takes none.").format(name=name)
        case typed.BadParameter(param=param) if param is not None:
            return _("The value of {name} cannot be used.").format(name=_name(param))
        case typed.UsageError(ctx=ctx) if ctx is not None and not _is_group(ctx):
            return _("There are too many words.")
        case typed.UsageError(message="Missing command."):
            return _("A command is missing.")
        case _:
            return error.message


def _example(ctx: Any, name: str) -> str:
    """How an option of kaa itself is typed before the command it was typed after; else nothing."""
    if ctx is None or ctx.parent is None:
        return ""
    kaa = ctx.find_root()
    for option in kaa.command.params:
        if name.partition("=")[0] in option.opts:
            value = "" if option.is_flag else f" {option.metavar}"
            command = str(ctx.command_path).partition(" ")[2]
            return f"kaa {option.opts[0]}{value} {command} …"
    return ""


def _is_group(ctx: Any) -> bool:
    return hasattr(ctx.command, "commands")


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    return str(max(parameter.opts, key=len))
