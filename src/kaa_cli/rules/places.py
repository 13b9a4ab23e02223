"""Where a register must not lie: on a network disk, or in a folder that a program copies away.

Two who write over a network can damage the file, for its locks do not hold there. A synchronised
folder sends personal data elsewhere, keeps versions that no purging reaches, and can put an older
copy back. Told by the table of mounts, by names and by what the environment says; a folder that
has been renamed or that the system itself copies away (Desktop and Documents) is not seen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

_FOR_A_SERVER = re.compile(r"^\s*postgres(ql)?\b.*[:/]|\bpassword\s*=", re.IGNORECASE)


def is_path(where: str) -> bool:
    """Whether it names a file; not what was meant for a server, which may hold a password."""
    return "://" not in where and not _FOR_A_SERVER.search(where)


class PlaceKind(StrEnum):
    """Why a place is unfit."""

    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class Unfit:
    """What is wrong with a place, and by what name: "nfs4", "OneDrive"."""

    kind: PlaceKind
    name: str


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a disk is mounted, and as what."""

    at: PurePath
    kind: str


_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afs|afpfs|ncpfs|9p-drive|davfs2?|webdav|glusterfs|ceph|lustre|"
    r"beegfs|gfs2?|ocfs2|orangefs|coda|remote"
)
_FUSE = re.compile(r"(?:mac|os)?x?fuse\.(.+)")
_LOCAL_FUSE = {
    "gocryptfs", "encfs", "cryfs", "veracrypt", "ntfs-3g", "ntfs", "exfat", "mergerfs", "bindfs",
    "fuse-overlayfs", "unionfs", "lxcfs", "squashfuse", "ext4", "portal",
}  # fmt: skip
"""File systems of that kind that lie on the computer's own disk; all others come from elsewhere."""
_SYNCED = (
    ("OneDrive", re.compile(r"onedrive\b.*")),
    ("SharePoint", re.compile(r"sharepoint\b.*")),
    ("Dropbox", re.compile(r"dropbox( \(.*\)|-.*)?")),
    ("Google Drive", re.compile(r"google ?drive\b.*|drivefs")),
    ("iCloud", re.compile(r"icloud ?drive\b.*|mobile documents|com~apple~clouddocs")),
    ("Nextcloud", re.compile(r"nextcloud\b.*")),
    ("ownCloud", re.compile(r"owncloud\b.*")),
    ("Box", re.compile(r"box|box sync|box-box")),
    ("CloudStorage", re.compile(r"cloudstorage")),
)
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def unfit(
    path: PurePath, mounts: Iterable[Mount] = (), environ: Mapping[str, str] | None = None
) -> Unfit | None:
    """Why a register must not lie at an absolute path whose links are followed; None: it may."""
    for name in _ONEDRIVE:
        folder = (environ or {}).get(name, "")
        if folder and path.is_relative_to(type(path)(folder)):
            return Unfit(PlaceKind.SYNCED, "OneDrive")
    for part in path.parent.parts:
        for name, words in _SYNCED:
            if words.fullmatch(part.casefold()):
                return Unfit(PlaceKind.SYNCED, name)
    if path.drive.startswith("\\\\"):
        return Unfit(PlaceKind.NETWORK, path.drive)
    over = [mount for mount in mounts if path.is_relative_to(mount.at)]
    kind = max(over, key=lambda mount: len(mount.at.parts)).kind if over else ""
    fuse = _FUSE.fullmatch(kind)
    is_network = _NETWORK.fullmatch(kind) or (fuse and fuse[1] not in _LOCAL_FUSE)
    return Unfit(PlaceKind.NETWORK, kind) if is_network else None


def mounts_of_linux(text: str) -> list[Mount]:
    """What /proc/self/mountinfo tells; of mounts on one place the last is on top, so it is first.

    Drives of Windows, as its Linux shows them, are 9p: their locks do not hold either.
    """
    found = []
    for line in text.splitlines():
        before, bar, after = line.partition(" - ")
        fields, told = before.split(" "), after.split(" ")
        if not bar or len(fields) < 5 or len(told) < 2:
            continue
        kind, source = told[0], told[1]
        if kind == "9p" and re.fullmatch(r"[A-Za-z]:(\\134.*|\\.*)?|drvfs", source):
            kind = "9p-drive"
        found.append(Mount(PurePath(_unescaped(fields[4])), kind))
    return found[::-1]


def mounts_of_macos(text: str) -> list[Mount]:
    """What `mount` prints there: "//anna@server/kaa on /Volumes/kaa (smbfs, nodev)"."""
    found = re.findall(r"^.* on (/.*) \(([a-z0-9_.]+)[,)]", text, re.MULTILINE)
    return [Mount(PurePath(at), kind) for at, kind in found][::-1]


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)
