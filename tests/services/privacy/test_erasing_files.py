"""Which files of a project's folder may be deleted with somebody's words, and which are only looked into."""

import pytest

from tests.services.met import NOW
from toolkit.services.privacy import erasing_files
from toolkit.services.projects.project import open_project
from toolkit.services.projects.withdrawal_ledger import WITHDRAW, Errand

ERRAND = Errand(WITHDRAW, "P01", "consent", "", "")


def at(folder):
    return open_project(folder, now=NOW)


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("notes.txt", True),
        ("drafts/report.docx", True),
        ("other/settings.toml", True),
        ("other/scheme.yaml", True),
        ("project.toml", False),
        ("templates/outline.toml", False),
        ("coding_schemes/scheme.yaml", False),
        ("coding_schemes/scheme.yml", False),
        ("interviews/guides/participants.yaml", False),
        ("interviews/respondents.csv", False),
        ("project.db", False),
        ("project.db-journal", False),
        ("backups/b1/notes.txt", False),
        ("withdrawals/1.json", False),
    ],
)
def test_what_may_go_when_deleting_is_asked_for(small, name, goes):
    project = at(small)
    path = small / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text("words", "utf-8")
    asked = Errand(WITHDRAW, "P01", "", "", "", delete=True)
    assert erasing_files.would_go(project, path, asked) is goes
    assert erasing_files.would_go(project, path, ERRAND) is False


def test_half_written_files_always_go_and_copies_of_what_goes_whole_too(small):
    import hashlib

    project = at(small)
    half = small / ".report.docx.part"
    half.write_text("words", "utf-8")
    assert erasing_files.would_go(project, half, ERRAND)
    copy = small / "elsewhere.txt"
    copy.write_text("her whole interview", "utf-8")
    whole = Errand(WITHDRAW, "P01", "", "", "", sources=(hashlib.sha256(copy.read_bytes()).hexdigest(),))
    assert erasing_files.would_go(project, copy, whole)
    assert list(erasing_files.copies(project, whole)) == [copy]
    assert list(erasing_files.copies(project, ERRAND)) == []


def test_the_files_of_people_are_those_that_the_program_does_not_keep_itself(small):
    for name in ("backups/b/notes.txt", "withdrawals/1.json", "sub/mine.txt"):
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_text("x", "utf-8")
    (small / "link.txt").symlink_to(small / "sub" / "mine.txt")
    names = [path.relative_to(small).as_posix() for path in erasing_files.files(at(small))]
    assert {"sub/mine.txt", "project.toml", "interviews/p01.txt", "codings.csv"} <= set(names)
    assert not [name for name in names if name.startswith(("backups", "withdrawals", "project.db", "link"))]
    assert names == sorted(names, key=lambda name: small / name)
