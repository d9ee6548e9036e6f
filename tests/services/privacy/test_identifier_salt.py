"""The project's salt: made once, kept to its owner, and never put in the place of one that cannot be read."""

from __future__ import annotations

import hashlib
import hmac
import re

import pytest

from tests.services.stepped import NOW
from toolkit.errors import BadFile
from toolkit.services.privacy.identifier_salt import SALT, digests
from toolkit.services.projects.project import Project

KNOWN = bytes(range(32))


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path, NOW)


def salted(project, text=""):
    (project.folder / SALT).write_text(text or KNOWN.hex(), "ascii")


@pytest.mark.parametrize("key", ["karin", "åke öberg", "18850312", "", "👩 anna"])
def test_a_string_is_kept_under_its_keyed_hash_with_the_salt_of_the_file(project, key):
    salted(project)
    assert digests(project)(key) == hmac.new(KNOWN, key.encode("utf-8"), hashlib.sha256).hexdigest()


def test_white_space_round_the_salt_does_not_matter(project):
    salted(project)
    plain = digests(project)("karin")
    salted(project, f"\n {KNOWN.hex()}\r\n")
    assert digests(project)("karin") == plain


def test_the_first_scan_makes_a_salt_that_only_its_owner_reads_and_the_next_one_goes_by_it(project):
    first = digests(project)
    path = project.folder / SALT
    assert re.fullmatch("[0-9a-f]{64}", path.read_text("ascii"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert SALT in (project.folder / ".gitignore").read_text("utf-8").splitlines()
    made = path.read_bytes()
    assert digests(project)("karin") == first("karin")
    assert path.read_bytes() == made


def test_two_projects_keep_the_same_name_under_different_digests(tmp_path):
    both = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        both.append(digests(Project(tmp_path / name, NOW))("karin"))
    assert both[0] != both[1]


def test_a_scan_that_stores_nothing_makes_no_file_and_each_has_a_salt_of_its_own(project):
    one, other = digests(project, storing=False), digests(project, storing=False)
    assert list(project.folder.iterdir()) == []
    assert one("karin") == one("karin") != other("karin")


def test_a_scan_that_stores_nothing_still_goes_by_the_salt_that_is_there(project):
    salted(project)
    assert digests(project, storing=False)("karin") == digests(project)("karin")


@pytest.mark.parametrize(
    "content",
    [b"", b"zz", KNOWN.hex()[:-2].encode(), (KNOWN + b"\0").hex().encode(), "åäö".encode(), b"\0" * 64],
    ids=["empty", "no numbers", "too short", "too long", "not ascii", "zeros"],
)
@pytest.mark.parametrize("storing", [True, False])
def test_a_file_that_holds_no_salt_is_refused_and_left_as_it_is(project, content, storing):
    path = project.folder / SALT
    path.write_bytes(content)
    with pytest.raises(BadFile) as refused:
        digests(project, storing=storing)
    assert SALT in str(refused.value)
    assert "backup" in str(refused.value.hint)
    assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_salt_is_refused(project):
    (project.folder / SALT).mkdir()
    with pytest.raises(BadFile):
        digests(project)


def test_a_link_that_leads_nowhere_is_refused_and_no_salt_is_written_through_it(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "salt"
    (project.folder / SALT).symlink_to(elsewhere)
    with pytest.raises(BadFile):
        digests(project)
    assert not elsewhere.exists()
