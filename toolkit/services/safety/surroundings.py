"""What lies around a project: the kind of folder, who may read it, disk encryption, and the room that is left."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path, PurePath

OTHERS = 0o077
MOST_FILES = 20_000


class Place(StrEnum):
    """A kind of folder on which a database is not safe, or is not kept from others."""

    ONEDRIVE = "onedrive"
    DROPBOX = "dropbox"
    ICLOUD = "icloud"
    GOOGLE_DRIVE = "google_drive"
    NEXTCLOUD = "nextcloud"
    OWNCLOUD = "owncloud"
    BOX = "box"
    SYNCTHING = "syncthing"
    NETWORK = "network"
    REMOVABLE = "removable"
    WITHOUT_RIGHTS = "without_rights"
    TEMPORARY = "temporary"


SYNCED = frozenset(
    (
        Place.ONEDRIVE,
        Place.DROPBOX,
        Place.ICLOUD,
        Place.GOOGLE_DRIVE,
        Place.NEXTCLOUD,
        Place.OWNCLOUD,
        Place.BOX,
        Place.SYNCTHING,
    )
)
_NAMES = {  # how the folder, or one above it, is called
    Place.ONEDRIVE: re.compile(r"onedrive\b.*"),
    Place.DROPBOX: re.compile(r"dropbox\b.*"),
    Place.ICLOUD: re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs|icloud\b.*"),
    Place.GOOGLE_DRIVE: re.compile(r"google ?drive\b.*|googledrive-.*|my drive|min enhet"),
    Place.NEXTCLOUD: re.compile(r"nextcloud\b.*"),
    Place.OWNCLOUD: re.compile(r"owncloud\b.*"),
    Place.BOX: re.compile(r"box|box sync|box-box"),
}
_MARKS = {  # what such programs put into the folders that they keep alike
    Place.DROPBOX: (".dropbox", ".dropbox.cache"),
    Place.GOOGLE_DRIVE: (".tmp.drivedownload", ".tmp.driveupload"),
    Place.NEXTCLOUD: (".sync_*.db", "._sync_*.db", ".nextcloudsync.log"),
    Place.OWNCLOUD: (".owncloudsync.log",),
    Place.SYNCTHING: (".stfolder", ".stversions"),
}
_NETWORK = re.compile(
    r"nfs4?|cifs|smb3?|smbfs|afs|ncpfs|9p|davfs|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|smbnetfs)|webdav"
)
_WITHOUT_RIGHTS = re.compile(r"vfat|msdos|exfat|fuseblk|ntfs3?")
_REMOVABLE = re.compile(r"/(media|run/media|Volumes)/.+")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # how a blank stands in the list of mounts
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4
MOUNTS = Path("/proc/self/mounts")


def places(folder: Path, *, mounts: Path = MOUNTS) -> list[Place]:
    """What kinds of folder this is that a project had better not lie in; an ordinary one is none."""
    found = {kind for part in _parts(folder) for kind, name in _NAMES.items() if name.fullmatch(part)}
    for above in (folder, *folder.parents):
        found.update(kind for kind, marks in _MARKS.items() if any(_has(above, mark) for mark in marks))
    found.update(_of_mount(folder, mounts))
    if str(folder).startswith(("\\\\", "//")):
        found.add(Place.NETWORK)
    return sorted(found)


def _parts(folder: PurePath) -> Iterator[str]:
    return (part.casefold() for part in re.split(r"[\\/]", str(folder)) if part)


def _has(folder: Path, mark: str) -> bool:
    with suppress(OSError):
        return next(folder.glob(mark), None) is not None
    return False


def _of_mount(folder: Path, mounts: Path) -> Iterator[Place]:
    if sys.platform == "win32":
        yield from _of_drive(folder)
        return
    kind = _filesystem(folder, mounts)
    if _NETWORK.fullmatch(kind):
        yield Place.NETWORK
    if _WITHOUT_RIGHTS.fullmatch(kind):
        yield Place.WITHOUT_RIGHTS
    if _REMOVABLE.fullmatch(folder.as_posix()):
        yield Place.REMOVABLE
    if kind in ("tmpfs", "ramfs"):
        yield Place.TEMPORARY


def _of_drive(folder: Path) -> Iterator[Place]:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - other systems have none
    kind = kernel.GetDriveTypeW(str(Path(folder.anchor)))
    if kind == _WINDOWS_REMOTE:
        yield Place.NETWORK
    if kind == _WINDOWS_REMOVABLE:
        yield Place.REMOVABLE


def _filesystem(folder: Path, mounts: Path) -> str:
    """The kind of file system that the folder lies on; empty where that cannot be seen."""
    best, kind = "", ""
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            _, mounted, form, *_ = (*line.split(), "", "", "")
            point = _ESCAPED.sub(_sign, mounted) if form else ""
            if point and folder.is_relative_to(point) and len(point) >= len(best):
                best, kind = point, form
    return kind


def _sign(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 8))


def open_to_others(folder: Path) -> list[Path]:
    """What others on this computer may read or change: the folder, files and folders in it. None on Windows."""
    if os.name != "posix":
        return []
    return [path for path in (folder, *_inside(folder)) if _lax(path)]


def _inside(folder: Path) -> Iterator[Path]:
    for number, path in enumerate(folder.rglob("*")):
        if number >= MOST_FILES:
            return
        if ".git" not in path.parts:
            yield path


def _lax(path: Path) -> bool:
    with suppress(OSError):
        mode = path.lstat().st_mode
        return not stat.S_ISLNK(mode) and bool(mode & OTHERS)
    return False


def keep_to_owner(paths: list[Path]) -> list[Path]:
    """Let only their owner use these; give those for which that could not be done."""
    failed = []
    for path in paths:
        try:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~OTHERS)
        except OSError:
            failed.append(path)
    return failed


def encrypted(folder: Path) -> bool | None:
    """Whether the disk is encrypted; None where only a person can see that."""
    if not sys.platform.startswith("linux"):
        return None
    with suppress(OSError):
        device = folder.stat().st_dev
        return True if _is_crypt(Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")) else None
    return None


def _is_crypt(device: Path) -> bool:
    """Whether the device, or one that it is made of, is LUKS'."""
    with suppress(OSError):
        if (device / "dm" / "uuid").read_text(encoding="ascii", errors="replace").startswith("CRYPT-"):
            return True
    slaves = device / "slaves"
    return slaves.is_dir() and any(_is_crypt(one) for one in slaves.iterdir())


def free_bytes(folder: Path) -> int | None:
    """How much room is left on the disk."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free
    return None
