"""The one place where storage is opened: one `with` is one transaction.

Everything heavy is imported inside, so that help and typing errors never load it.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaa_cli.cli import clock
from kaa_cli.cli.ask import tell
from kaa_cli.cli.place import Call, login, user
from kaa_cli.errors import (
    NOT_BEGUN,
    Busy,
    DiskTrouble,
    KaaError,
    NoRegister,
    NotPermitted,
    Refused,
    Unseen,
)
from kaa_cli.words import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from kaa_cli.register.migrations import Upgraded
    from kaa_cli.rules.key_place import KeyPlace
    from kaa_cli.work.desk import Desk


_has_saved = False


@contextmanager
def reading(
    call: Call,
    as_of: "date | None" = None,
    *,
    listing: str = "",
    out: str = "",
    counting: bool = False,
) -> "Iterator[Desk]":
    """A desk to look from; what it sees does not change while it looks.

    With `as_of` it is that day there, and the register is as it was known at the end of it. A
    command that names youths tells itself as `listing`, and the file it goes to as `out`: what it
    put in `desk.what` is then logged. That one, and one that is `counting` youths without naming
    any, tells how many are kept from whoever looks.
    """
    if as_of is not None and as_of > clock.today():
        raise Refused(_("{day} has not been yet: nothing is known of it.").format(day=as_of))
    earlier = None if as_of == clock.today() else as_of
    with _desk(call, listing, "list", writing=False, as_of=earlier) as desk:
        if earlier is not None:
            from kaa_cli.register.as_of import rewind

            rewind(desk.session, earlier)
        yield desk
        if listing or counting:
            _tell_hidden(call, desk)
    if listing and desk.what:
        _log_shown(call, listing, "export" if out else "list", desk.what)


def _tell_hidden(call: Call, desk: "Desk") -> None:
    """Figures and lists without somebody must say so."""
    from kaa_cli.rules.places import is_path

    if is_path(str(call.where)):
        return  # a file keeps nobody from anybody
    from kaa_cli.work.roles import hidden

    if count := hidden(desk):
        told = ngettext(
            "{n} youth is kept from you, and is not counted here.",
            "{n} youths are kept from you, and are not counted here.",
            count,
        )
        tell(told.format(n=count))


def _log_shown(call: Call, command: str, kind: str, what: dict[str, Any]) -> None:
    """A list may be shown where nothing can be written; a file of it is not made unlogged."""
    if kind == "export":
        _log(call, command, kind, what)
    else:
        with suppress(Busy, DiskTrouble, NotPermitted):
            _log(call, command, kind, what)


def _log_refusal(call: Call, command: str, error: KaaError, youths: set[int]) -> None:
    """Who was refused what; where that cannot be written the refusal is told all the same."""
    what: dict[str, Any] = {"exit_code": error.exit_code}
    if youths:
        what["youths"] = sorted(youths)
    if isinstance(error, Unseen):
        what["told"] = list(error.told)
    with suppress(KaaError):
        _log(call, command, "refusal", what)


def _log(call: Call, command: str, kind: str, what: dict[str, Any]) -> None:
    with _desk(call, command, kind, writing=True) as desk:
        desk.changes.seal(what)


@contextmanager
def writing(
    call: Call, command: str, *, kind: str = "change", in_line: bool = True
) -> "Iterator[Desk]":
    """A desk to write at: kept and logged as one command at the end, or as if nothing happened.

    Not `in_line`, on a server, it only claims youths and lets them go, at once and whoever writes;
    what it shows is then logged as a list is; what it lets go is not, and is nothing to undo.
    """
    global _has_saved
    begin()
    asked_for: set[int] = set()
    seal, is_saving = "", False
    try:
        with _desk(call, command, kind, writing=True, in_line=in_line) as desk:
            asked_for = desk.asked_for
            yield desk
            if desk.changes.noted:
                from kaa_cli.work.due_days import keep_due_days

                keep_due_days(desk)
            entry = desk.changes.seal(desk.what, desk.said) if desk.is_in_line else None
            desk.entry = entry.id if entry else None
            seal, is_saving = entry.seal if entry else "", True
    except BaseException as error:
        if is_saving:
            _see_if_saved(call, seal, error, is_look=kind == "read")
        if isinstance(error, Refused | NotPermitted):
            _log_refusal(call, command, error, asked_for)
        is_begun = not isinstance(error, NOT_BEGUN)
        if kind == "read" and is_begun and isinstance(error, DiskTrouble | NotPermitted):
            raise NotPermitted(
                _(
                    "This must be logged, and the log could not be written: nothing is shown. "
                    "Make room on the disk, or ask for the right to write there."
                )
            ) from error
        raise
    if is_shown := bool(desk.what) and not desk.is_in_line:
        _log_shown(call, command, kind, desk.what)
    _has_saved = (entry is not None or is_shown) and kind != "read"


def _see_if_saved(call: Call, seal: str, error: BaseException, *, is_look: bool) -> None:
    """After a commit that failed or was interrupted, never say of what was saved that it was not.

    The disk can fail, and Ctrl-C come, just after the moment that decides.
    """
    global _has_saved
    from kaa_cli.register.doubt import corrected, is_kept

    kept = is_kept(call.where, seal) if seal else None
    _has_saved = bool(kept) and not is_look
    if isinstance(error, DiskTrouble):
        raise corrected(error, kept=kept) from error


def begin() -> None:
    """A command line begins: nothing of it is saved yet."""
    global _has_saved
    _has_saved = False


@contextmanager
def unbroken() -> Iterator[None]:
    """What must not be stopped half-way: Ctrl-C waits, and is then told that it came too late."""
    global _has_saved
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        _has_saved = True
        return
    endings = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, endings)
    try:
        yield
        _has_saved = True
    except BaseException:
        _has_saved = False  # what was written was a copy, which did not take the place
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def has_saved() -> bool:
    """Whether the last command has kept something: an answer that fails must not deny it."""
    return _has_saved


@contextmanager
def _desk(
    call: Call,
    command: str,
    kind: str,
    *,
    writing: bool,
    as_of: "date | None" = None,
    in_line: bool = True,
) -> "Iterator[Desk]":
    from kaa_cli.labels import catalogue
    from kaa_cli.register.cases import VIEWER
    from kaa_cli.register.changes import Changes, Signature
    from kaa_cli.register.engine import open_register
    from kaa_cli.register.measures import own_types
    from kaa_cli.work.desk import Desk

    refuse_lost(call)
    today = as_of or clock.today()
    hour = None if as_of else clock.hour()
    with open_register(
        call.where, writing=writing, rewinding=as_of is not None, claiming=not in_line
    ) as register:
        proven = register.login or login()
        register.session.info[VIEWER] = who = user(proven)
        signature = Signature(who, proven, command, kind, today, clock.instant())
        catalogue.learn(own_types(register.session))
        changes = Changes(register.session, signature)
        now = clock.moment(None if as_of else register.now())
        desk = Desk(register.session, changes, today, hour, now, who, register.claiming)
        if register.apart:
            desk.introduce = partial(_introduced, call, command)
        yield desk


def _introduced(call: Call, command: str, name: str) -> int:
    """Remember a new caseworker by a command in line with the others."""
    with writing(call, command, kind="claim") as desk:
        return desk.caseworker_id(name)


def refuse_lost(call: Call) -> None:
    """Refuse where no register is but backups of one lie: it is to be taken back."""
    from kaa_cli.rules.places import is_path

    place = str(call.where)
    if not is_path(place) or os.path.exists(place):  # False where nobody may look
        return
    from kaa_cli.labels import quotable_path
    from kaa_cli.register.backups import backups_in, folder_of

    folder = folder_of(Path(place))
    if backups_in(folder, Path(place)):
        raise NoRegister(
            _("There is no register here. Backups of one lie in {path}: kaa restore").format(
                path=quotable_path(folder)
            )
        )


def register_file(call: Call) -> Path | None:
    """The file of the register; None for one on a server."""
    from kaa_cli.register.engine import file_of

    return file_of(call.where)


def make(call: Call, **made_of: Any) -> "tuple[str | Path, KeyPlace | None]":
    """Make a register where the call says, with its folder when that is the default place.

    Returned are its place and where its key is kept; None when it has none.
    """
    from kaa_cli.register.making import create_register

    where = call.where
    if call.is_default:
        Path(where).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return where, create_register(where, today=clock.today(), **made_of)


def must_be_listable(call: Call) -> None:
    """Refuse to purge while the list of the purged cannot be read: nobody could be added to it."""
    from kaa_cli.register.purged import listed

    listed(call.where, writing=True)


def tidied(call: Call) -> None:
    """After a purge: its numbers on the list beside the register, and no trace left in the file."""
    from kaa_cli.register.engine import tidy
    from kaa_cli.register.purged import complete

    complete(call.where)
    tidy(call.where)


def bring_up_to_date(call: Call) -> "Upgraded":
    """Migrate an older register after a backup, where there is one to migrate."""
    global _has_saved
    from kaa_cli.register.doubt import corrected, is_upgraded
    from kaa_cli.register.migrations import upgrade

    refuse_lost(call)
    try:
        return upgrade(call.where, today=clock.today())
    except (DiskTrouble, KeyboardInterrupt) as error:
        kept = is_upgraded(call.where)
        _has_saved = bool(kept)
        if isinstance(error, DiskTrouble):
            raise corrected(error, kept=kept) from error
        raise
