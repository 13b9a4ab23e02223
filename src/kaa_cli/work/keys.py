"""The register's key: the recovery key on paper, a key brought from elsewhere, and a new one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kaa_cli.errors import KeyProblem
from kaa_cli.register import office, office_questions
from kaa_cli.register.engine import file_of, key_name
from kaa_cli.register.key_store import keep_key
from kaa_cli.register.keys import read_recovery
from kaa_cli.register.rekeying import NewKey, new_key_for
from kaa_cli.register.sqlite_file import connect, is_encrypted, is_opened_by, key_of, refuse_foreign
from kaa_cli.register.trouble import told_plainly
from kaa_cli.rules.key_place import KeyNote, KeyPlace
from kaa_cli.words import _
from kaa_cli.work.desk import Desk

_SAVED = "recovery_key_saved_on"


def recovery_key(where: str | Path) -> str:
    """The key of a register as it is written down; raises KeyProblem where there is none."""
    with told_plainly(writing=False, files=True):
        key = key_of(_encrypted(where))
        assert key is not None
        return key.recovery


def take_key(where: str | Path, text: str) -> KeyPlace:
    """Keep a key that was written down, once it has opened the register; raises KeyProblem."""
    with told_plainly(writing=True, files=True):
        path, key = _encrypted(where), read_recovery(text)
        if not is_opened_by(path, key):
            raise KeyProblem(_("That is the recovery key of another register."))
        with closing(connect(path, key)) as opened:
            opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return keep_key(key)


@contextmanager
def with_new_key(where: str | Path) -> Iterator[NewKey]:
    """A copy of the register with a new key, which takes its place at the end."""
    with told_plainly(writing=True, files=True), new_key_for(_file(where)) as copied:
        yield copied


def look_at_key(desk: Desk) -> None:
    """Log that the key was shown or made, by its name, which is no secret."""
    desk.what = {"key": key_name(desk.session.connection())}


def is_written_down(desk: Desk) -> None:
    """Remember that somebody has this key on paper; a later one is another."""
    name = key_name(desk.session.connection())
    value = f"{desk.today} {name}"
    row = desk.session.get(office.Setting, _SAVED)
    if row is None:
        desk.changes.add(office.Setting(key=_SAVED, value=value))
    else:
        desk.changes.set(row, value=value)
    desk.what = {"key": name}


def key_note(desk: Desk) -> KeyNote | None:
    """What to remind of; nothing where the server keeps the register, or plain was chosen."""
    name = key_name(desk.session.connection())
    if name:
        saved = office_questions.setting(desk.session, _SAVED)
        return None if saved.endswith(f" {name}") else KeyNote.NOT_WRITTEN_DOWN
    is_chosen = office_questions.setting(desk.session, "plaintext") == "chosen"
    return None if name is None or is_chosen else KeyNote.NOT_ENCRYPTED


def _encrypted(where: str | Path) -> Path:
    path = _file(where)
    refuse_foreign(path, writing=False, encrypting=True)
    if not is_encrypted(path):
        raise KeyProblem(
            _('The register is not encrypted and has no key. Encrypt it with "kaa key rotate".')
        )
    return path


def _file(where: str | Path) -> Path:
    path = file_of(where)
    if path is None:
        raise KeyProblem(
            _("A register on PostgreSQL has no key of its own: its server sees to encryption.")
        )
    return path
