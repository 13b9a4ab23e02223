"""The register's key: where it is, the recovery key on paper, and a new key."""

import os

from kaa_cli.labels import quotable_path
from kaa_cli.rules.key_place import KeyPlace
from kaa_cli.words import _


def is_key_named() -> bool:
    """Whether `KAA_KEY_FILE` names a key file."""
    return bool(os.environ.get("KAA_KEY_FILE", "").strip())


def kept_sentences(kept: KeyPlace | None) -> list[str]:
    """Where a new key is, and what to do about it; nothing for a register without one."""
    if kept is None:
        return []
    if kept.file is None:
        place = _("It is encrypted. Its key is in the keyring of this computer.")
    elif kept.is_named:
        place = _("It is encrypted. Its key is in the file that KAA_KEY_FILE names.")
    else:
        place = _(
            "It is encrypted. This computer has no keyring, so the key is in a file that only you "
            "may read: {path}"
        ).format(path=quotable_path(kept.file))
    return [place, _("Without the key nobody can open it. Write it down now: kaa key show")]
