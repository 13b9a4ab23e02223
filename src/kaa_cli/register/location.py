"""What lies under a path: asked of the system, told by the rules."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from kaa_cli.errors import Refused
from kaa_cli.rules.places import (
    Mount,
    PlaceKind,
    Unfit,
    mounts_of_linux,
    mounts_of_macos,
    unfit,
)
from kaa_cli.words import _

_WINDOWS_REMOTE = 4  # DRIVE_REMOTE
_MOUNT_SECONDS = 5


def unfit_place(path: Path) -> Unfit | None:
    """Why a register or a backup should not lie at a path, there already or not; None: it may."""
    whole = Path(os.path.realpath(path))
    return unfit(Path(os.path.abspath(path)), (), os.environ) or unfit(
        whole, _mounts(whole), os.environ
    )


def refuse_unfit(path: Path, *, network_too: bool = True) -> None:
    """Refuse to put a register, or with `network_too` False a backup, where it must not lie."""
    found = unfit_place(path)
    if found is None or (found.kind is PlaceKind.NETWORK and not network_too):
        return
    if found.kind is PlaceKind.NETWORK:
        sentence = _(
            "That folder is on a network disk ({name}): two who write at once can damage a "
            "register there. Choose the computer's own disk, or PostgreSQL for several; "
            "--anywhere goes on all the same. Nothing was saved."
        )
    else:
        sentence = _(
            "{name} copies that folder elsewhere, with the personal data in it, and keeps old "
            "versions that no purging reaches. Choose another folder; --anywhere goes on all the "
            "same. Nothing was saved."
        )
    raise Refused(sentence.format(name=found.name))


def _mounts(path: Path) -> list[Mount]:
    """The mounts of this computer; what cannot be asked is taken for its own disk."""
    with suppress(OSError, subprocess.SubprocessError, UnicodeDecodeError):
        if sys.platform == "darwin":
            told = subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, timeout=_MOUNT_SECONDS, check=True
            )
            return mounts_of_macos(told.stdout)
        if sys.platform == "win32":
            import ctypes

            kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
            return [Mount(Path(path.anchor), "remote" if kind == _WINDOWS_REMOTE else "local")]
        return mounts_of_linux(Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    return []
