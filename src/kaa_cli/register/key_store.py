"""Where keys are kept: in the file that `KAA_KEY_FILE` names, else the keyring, else our own file.

A key is kept under its own name, which every file it opens begins with, so the register and its
backups find it from whatever path they are opened. A key once kept stays: older backups need it.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kaa_cli.errors import KeyProblem
from kaa_cli.labels import quotable_path
from kaa_cli.register.keys import Key, is_nearly, mark_of, name_in, new_key, read_recovery
from kaa_cli.register.on_disk import write_lines
from kaa_cli.register.trouble import Trouble, explain
from kaa_cli.rules.key_place import KeyPlace
from kaa_cli.words import _

_SERVICE = "kaa"
_ELSEWHERE = "keyring"
"""What stands in a key's file when the keyring keeps the key: so we know the names it holds."""


_CANNOT = (
    FileExistsError,
    FileNotFoundError,
    IsADirectoryError,
    NotADirectoryError,
    PermissionError,
)


def named_file() -> Path | None:
    """The key file that `KAA_KEY_FILE` names, if any."""
    named = os.environ.get("KAA_KEY_FILE", "").strip()
    return Path(named) if named else None


def key_for_new() -> Key:
    """The key of a register to be made: of the file named, where it holds one, else a new one."""
    named = named_file()
    keys = _keys_in(named) if named is not None and os.path.exists(named) else []
    return keys[-1] if keys else new_key()


def find_key(mark: bytes) -> Key:
    """The key that opens what begins with this mark; raises KeyProblem where it is not there."""
    name, named = name_in(mark), named_file()
    if named is not None:
        found = [key for key in _keys_in(named) if key.name == name]
        if not found and is_nearly_known(mark):
            raise explain(Trouble.DAMAGED, writing=False)
        if not found:
            raise KeyProblem(
                _("The key in the file that KAA_KEY_FILE names is not the key of this register.")
            )
        return found[-1]
    own = _own_file(name)
    key = None
    if os.path.exists(own) and (lines := _lines(own)) != [_ELSEWHERE]:
        key = next((k for k in map(read_recovery, lines) if k.name == name), None)
    else:
        key = _from_keyring(name)
    if key is None or key.name != name:
        raise (
            explain(Trouble.DAMAGED, writing=False)
            if is_nearly_known(mark)
            else KeyProblem(_not_here())
        )
    return key


def keep_key(key: Key) -> KeyPlace:
    """Keep a key where `find_key` looks, before anything is enciphered with it."""
    named = named_file()
    if named is not None:
        there = _keys_in(named) if os.path.exists(named) else []
        if key not in there:
            _write(named, [*(each.recovery for each in there), key.recovery])
        return KeyPlace(named, is_named=True)
    own = _own_file(key.name)
    if _to_keyring(key):
        _write(own, [_ELSEWHERE], is_own=True)
        return KeyPlace(None)
    _write(own, [key.recovery], is_own=True)
    return KeyPlace(own)


def forget_key(key: Key) -> None:
    """Let go of a key that opens nothing after all."""
    named = named_file()
    if named is not None:
        left = [each.recovery for each in _keys_in(named) if each != key]
        _write(named, left) if left else named.unlink()
        return
    own = _own_file(key.name)
    if _lines(own) == [_ELSEWHERE]:
        import keyring
        from keyring.errors import KeyringError

        with suppress(KeyringError, OSError, RuntimeError):
            keyring.delete_password(_SERVICE, key.name)
    own.unlink()


def is_nearly_known(head: bytes) -> bool:
    """Whether a file begins as one of a key we hold would, but for a few bits: it is damaged."""
    return any(is_nearly(head, mark) for mark in _known())


def _known() -> Iterator[bytes]:
    named = named_file()
    with suppress(OSError, ValueError, KeyProblem):
        if named is not None:
            yield from [key.mark for key in _keys_in(named)]
            return
        for file in _own_file("any").parent.glob("*.key"):
            yield mark_of(file.stem)


def _own_file(name: str) -> Path:
    """A folder of its own: where data and settings share one, the key must not lie beside them."""
    from platformdirs import user_config_path

    return user_config_path("kaa-keys", appauthor=False) / f"{name}.key"


def _not_here() -> str:
    return _(
        "The register is encrypted and its key is not on this computer. Type in the recovery key "
        'with "kaa key import", name a key file in KAA_KEY_FILE, or log in as the user whose '
        "keyring holds it."
    )


def _keys_in(file: Path) -> list[Key]:
    return [read_recovery(line) for line in _lines(file)]


def _lines(file: Path) -> list[str]:
    """The lines of a key file that only its owner may read; raises KeyProblem."""
    try:
        if file.exists() and not file.is_file():  # a pipe would be waited for, for ever
            raise IsADirectoryError
        with file.open(encoding="ascii") as opened:
            rights = stat.S_IMODE(os.fstat(opened.fileno()).st_mode)
            if rights & 0o077 and os.name != "nt":
                import shlex

                shown = shlex.quote(quotable_path(file))
                sentence = _("Others may read the key file. Close it to them: chmod 600 {path}")
                raise KeyProblem(sentence.format(path=shown))
            return [line for line in map(str.strip, opened) if line]
    except FileNotFoundError as missing:
        raise KeyProblem(
            _("The key file is not there: {path}").format(path=quotable_path(file))
        ) from missing
    except (OSError, UnicodeDecodeError) as unreadable:
        raise KeyProblem(
            _("The key file cannot be read: {path}").format(path=quotable_path(file))
        ) from unreadable


def _write(file: Path, lines: list[str], *, is_own: bool = False) -> None:
    """Whole or not at all, and readable by its owner from the first byte; raises KeyProblem."""
    try:
        if is_own:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_lines(file, lines)
    except _CANNOT as error:
        sentence = _("The key file cannot be written: {path}")
        raise KeyProblem(sentence.format(path=quotable_path(file))) from error


def _from_keyring(name: str) -> Key | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, name)
    except (KeyringError, OSError, RuntimeError) as closed:
        raise KeyProblem(_not_here()) from closed
    return read_recovery(kept) if kept else None


def _to_keyring(key: Key) -> bool:
    """Whether the keyring of this computer took the key, and gives it back."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, key.name, key.recovery)
        return keyring.get_password(_SERVICE, key.name) == key.recovery
    except (KeyringError, OSError, RuntimeError):
        return False
