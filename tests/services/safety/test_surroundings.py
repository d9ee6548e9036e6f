"""What lies around a project: folders that are no good place for it, who else may read it, the room that is left."""

import os
import stat
from pathlib import Path

import pytest

from toolkit.services.safety import surroundings
from toolkit.services.safety.surroundings import SYNCED, Place, free_bytes, keep_to_owner, open_to_others, places

posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX'")
NOTHING = Path("/nowhere/mounts")


def mounts(tmp_path, *lines):
    path = tmp_path / "mounts"
    path.write_text("".join(f"{line} rw,relatime 0 0\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/kl/projekt", []),
        ("/home/kl/OneDrive - Kommunen/projekt", [Place.ONEDRIVE]),
        ("/home/kl/Dropbox (Team)/x", [Place.DROPBOX]),
        ("/Users/kl/Library/Mobile Documents/com~apple~CloudDocs/x", [Place.ICLOUD]),
        ("/Users/kl/Library/CloudStorage/GoogleDrive-kl@example.com/Min enhet/x", [Place.GOOGLE_DRIVE]),
        ("/home/kl/Nextcloud2/x", []),
        ("/home/kl/Nextcloud/x", [Place.NEXTCLOUD]),
        ("/home/kl/ownCloud/Å/x", [Place.OWNCLOUD]),
        ("/home/kl/Box Sync/x", [Place.BOX]),
        ("/home/kl/boxar/x", []),
        ("C:\\Users\\kl\\OneDrive\\x", [Place.ONEDRIVE]),
        ("\\\\server\\gemensam\\x", [Place.NETWORK]),
        ("/home/kl/Dropbox/onedrive/x", [Place.DROPBOX, Place.ONEDRIVE]),
        ("/media/kl/stick/x", [Place.REMOVABLE]),
        ("/run/media/kl/stick", [Place.REMOVABLE]),
        ("/media", []),
        ("/home/kl/media/x", []),
    ],
)
def test_a_folder_is_known_by_its_name_or_that_of_one_above(folder, expected):
    assert places(Path(folder), mounts=NOTHING) == expected


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        (".dropbox.cache", Place.DROPBOX),
        (".tmp.driveupload", Place.GOOGLE_DRIVE),
        (".sync_0a1b.db", Place.NEXTCLOUD),
        (".owncloudsync.log", Place.OWNCLOUD),
        (".stfolder", Place.SYNCTHING),
    ],
)
def test_a_folder_is_known_by_what_a_program_that_keeps_copies_left_in_it_or_above(tmp_path, mark, place):
    project = tmp_path / "shared" / "project"
    project.mkdir(parents=True)
    assert places(project, mounts=NOTHING) == []
    (tmp_path / "shared" / mark).mkdir()
    assert places(project, mounts=NOTHING) == [place]
    assert places(tmp_path, mounts=NOTHING) == []
    assert place in SYNCED


@posix
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ext4", []),
        ("btrfs", []),
        ("nfs", [Place.NETWORK]),
        ("nfs4", [Place.NETWORK]),
        ("cifs", [Place.NETWORK]),
        ("fuse.sshfs", [Place.NETWORK]),
        ("fuse.rclone", [Place.NETWORK]),
        ("fuse.other", []),
        ("vfat", [Place.WITHOUT_RIGHTS]),
        ("ntfs3", [Place.WITHOUT_RIGHTS]),
        ("tmpfs", [Place.TEMPORARY]),
        ("ramfs", [Place.TEMPORARY]),
    ],
)
def test_a_folder_is_judged_by_the_file_system_it_lies_on(tmp_path, kind, expected):
    listed = mounts(tmp_path, "/dev/sda1 / ext4", f"other /mnt/data {kind}")
    assert places(Path("/mnt/data/project"), mounts=listed) == expected
    assert places(Path("/mnt/database"), mounts=listed) == []


@posix
@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("/mnt/gemensam\\040yta", "/mnt/gemensam yta"),
        ("/mnt/Ärenden", "/mnt/Ärenden"),
        ("/mnt/a\\134b", "/mnt/a\\b"),
        ("/mnt/å\\040👩", "/mnt/å 👩"),
    ],
)
def test_a_mount_is_known_whatever_letters_its_name_has(tmp_path, written, point):
    listed = mounts(tmp_path, "/dev/sda1 / ext4", f"server:/x {written} nfs4")
    assert places(Path(point) / "project", mounts=listed) == [Place.NETWORK]


@posix
def test_of_mounts_over_each_other_the_innermost_and_last_counts(tmp_path):
    listed = mounts(
        *(tmp_path, "server:/a /mnt nfs", "/dev/sdb1 /mnt/own ext4", "x /mnt/twice ext4", "y /mnt/twice tmpfs", "torn")
    )
    assert places(Path("/mnt/other"), mounts=listed) == [Place.NETWORK]
    assert places(Path("/mnt/own/project"), mounts=listed) == []
    assert places(Path("/mnt/twice/project"), mounts=listed) == [Place.TEMPORARY]


def made(tmp_path):
    folder = tmp_path / "project"
    (folder / "interviews").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("project.db", "interviews/p01.txt", ".git/config"):
        (folder / name).write_text("x", "utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o610, 0o602])
def test_any_right_of_others_is_told_and_taken_away(tmp_path, mode):
    folder = made(tmp_path)
    assert open_to_others(folder) == []
    file = folder / "interviews" / "p01.txt"
    file.chmod(mode)
    folder.chmod(0o755)
    assert open_to_others(folder) == [folder, file]
    assert keep_to_owner(open_to_others(folder)) == []
    assert open_to_others(folder) == []
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)


@posix
def test_what_versions_are_kept_in_and_links_are_passed_over(tmp_path):
    folder = made(tmp_path)
    (folder / ".git" / "config").chmod(0o644)
    (folder / "link").symlink_to(folder / ".git" / "config")
    assert open_to_others(folder) == []


@posix
def test_the_owner_keeps_every_right_and_what_is_gone_is_given_back(tmp_path):
    folder = made(tmp_path)
    script = folder / "run"
    script.write_text("x", "utf-8")
    script.chmod(0o755)
    gone = folder / "gone"
    assert keep_to_owner([gone, script]) == [gone]
    assert stat.S_IMODE(script.stat().st_mode) == 0o700


def test_the_room_that_is_left_is_a_number_where_there_is_a_disk(tmp_path):
    assert free_bytes(tmp_path) > 0
    assert free_bytes(tmp_path / "no such folder") is None


def test_of_encryption_nothing_is_claimed_that_cannot_be_seen(tmp_path):
    assert surroundings.encrypted(tmp_path) in (True, None)
    assert surroundings.encrypted(tmp_path / "no such folder") is None
