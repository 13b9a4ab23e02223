"""Where a register must not lie: told by mounts, names and the environment alone."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from kaa_cli.rules.places import Mount, Unfit, mounts_of_linux, mounts_of_macos, unfit

LINUX = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 27 0:40 / /mnt/kommun rw,relatime - cifs //server/kaa rw,vers=3.1
31 27 0:41 / /mnt/hem rw - nfs4 server:/hem rw
32 27 0:42 / /home/anna/moln rw - fuse.sshfs anna@server:/ rw
33 27 0:43 / /home/anna/rclone rw - fuse.rclone drive: rw
34 27 0:44 / /home/anna/dold rw - fuse.gocryptfs /home/anna/.dold rw
35 27 8:17 / /media/usb rw - fuseblk /dev/sdb1 rw
36 27 0:45 / /mnt/c rw - 9p C:\134 rw,aname=drvfs
37 27 0:46 / /mnt/med\040blank rw - cifs //server/x rw
38 27 0:47 / /mnt/hem/lokal rw - ext4 /dev/sdc1 rw
39 27 0:48 / /home/anna/valv rw - fuse.veracrypt veracrypt rw
40 27 0:49 / /srv rw master:1 - overlay overlay rw
41 27 0:50 / /mnt/dav rw - fuse rest rw
a line that is none
"""
MACOS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@server/kaa on /Volumes/kaa (smbfs, nodev, nosuid, mounted by anna)
anna@server: on /Volumes/ssh (macfuse.sshfs, nodev)
server:/hem on /Volumes/hem med blank (nfs)
"""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/anna/kaa.db", ""),
        ("/mnt/kommun/kaa.db", "cifs"),
        ("/mnt/kommun/djupt/ned/kaa.db", "cifs"),
        ("/mnt/kommunen/kaa.db", ""),
        ("/mnt/hem/kaa.db", "nfs4"),
        ("/mnt/hem/lokal/kaa.db", ""),
        ("/home/anna/moln/kaa.db", "fuse.sshfs"),
        ("/home/anna/rclone/kaa.db", "fuse.rclone"),
        ("/home/anna/dold/kaa.db", ""),
        ("/home/anna/valv/kaa.db", ""),
        ("/media/usb/kaa.db", ""),
        ("/mnt/c/Users/anna/kaa.db", "9p-drive"),
        ("/mnt/med blank/kaa.db", "cifs"),
        ("/srv/kaa.db", ""),
    ],
)
def test_a_network_disk_of_linux_is_known_by_its_mount(path: str, name: str) -> None:
    found = unfit(PurePosixPath(path), mounts_of_linux(LINUX))
    assert (found.name if found else "") == name
    assert found is None or found.kind == "network"


def test_the_last_of_two_mounts_at_one_place_is_the_one_on_top() -> None:
    twice = LINUX + "50 27 8:9 / /mnt/kommun rw - ext4 /dev/sdd1 rw\n"
    assert unfit(PurePosixPath("/mnt/kommun/kaa.db"), mounts_of_linux(twice)) is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/Users/anna/kaa.db", ""),
        ("/Volumes/kaa/kaa.db", "smbfs"),
        ("/Volumes/ssh/kaa.db", "macfuse.sshfs"),
        ("/Volumes/hem med blank/kaa.db", "nfs"),
    ],
)
def test_a_network_disk_of_macos_is_known_by_its_mount(path: str, name: str) -> None:
    found = unfit(PurePosixPath(path), mounts_of_macos(MACOS))
    assert (found.name if found else "") == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PurePosixPath("/home/anna/Documents/kaa.db"), ""),
        (PurePosixPath("/home/anna/OneDrive/kaa.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\OneDrive - Alingsås kommun\kaa\kaa.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\anna\Dropbox (Kommunen)\kaa.db"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\anna\Dropboxes\kaa.db"), ""),
        (PureWindowsPath(r"C:\Users\anna\AppData\Local\kaa\register.db"), ""),
        (PurePosixPath("/Users/anna/Google Drive/kaa.db"), "Google Drive"),
        (
            PurePosixPath("/Users/anna/Library/CloudStorage/GoogleDrive-a@b.se/My Drive/kaa.db"),
            "CloudStorage",
        ),
        (
            PurePosixPath("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/kaa.db"),
            "iCloud",
        ),
        (PureWindowsPath(r"C:\Users\anna\iCloudDrive\kaa.db"), "iCloud"),
        (PurePosixPath("/home/anna/Nextcloud/kaa.db"), "Nextcloud"),
        (PurePosixPath("/home/anna/ownCloud/kaa.db"), "ownCloud"),
        (PurePosixPath("/home/anna/onedrive.db"), ""),
        (PurePosixPath("/home/anna/inbox/kaa.db"), ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: PurePath, name: str) -> None:
    found = unfit(path)
    assert (found.name if found else "") == name
    assert found is None or found.kind == "synced"


def test_onedrive_tells_where_it_is_whatever_it_is_called() -> None:
    environ = {"OneDriveCommercial": r"D:\Moln"}
    assert unfit(PureWindowsPath(r"D:\Moln\kaa.db"), (), environ) == Unfit("synced", "OneDrive")  # type: ignore[arg-type]
    assert unfit(PureWindowsPath(r"D:\Annat\kaa.db"), (), environ) is None


def test_a_share_and_a_network_drive_of_windows() -> None:
    share = unfit(PureWindowsPath(r"\\server\kaa\kaa.db"))
    assert share is not None
    assert share.kind == "network"
    remote = [Mount(PureWindowsPath("H:\\"), "remote")]
    assert unfit(PureWindowsPath(r"H:\kaa.db"), remote) == Unfit("network", "remote")  # type: ignore[arg-type]
    assert unfit(PureWindowsPath(r"C:\kaa.db"), remote) is None
