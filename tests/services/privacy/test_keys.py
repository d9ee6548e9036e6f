"""What is done with a project's key: each use is logged, whole lines only, and gone is gone."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.services.stepped import NOW
from toolkit.errors import NotFound, Refused
from toolkit.services.privacy import key_file, keys
from toolkit.services.privacy.key_file import Row
from toolkit.services.projects import access_log
from toolkit.services.projects.project import Project, open_project

PHRASE, FRESH = "fyra ord på rad", "helt andra ord nu"
ROW = Row("P01", "Åsa Öberg", "070-174 06 05", "")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(key_file, "COST", 8)


@pytest.fixture
def project(small_coded, tmp_path):
    (tmp_path / "project" / "interviews").mkdir(parents=True)
    for name in ("project.toml", "interviews/respondents.csv"):
        shutil.copy(small_coded / name, tmp_path / "project" / name)
    return Project(tmp_path / "project", NOW)


@pytest.fixture
def path(project, tmp_path):
    made = tmp_path / "keys" / "own.spegla-key"
    keys.new(project, made, PHRASE)
    return made


def log(project):
    return [(line["verb"], line.get("respondent"), line["file"]) for line in access_log.lines(project)]


def read(project, path, phrase=PHRASE):
    return key_file.read(path, phrase, project=project.folder).rows


def test_copies_of_a_project_have_their_key_at_the_same_place_and_other_projects_elsewhere(
    small, small_coded, suggested_once, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    one, copy, other = (open_project(each, now=NOW) for each in (small_coded, small, suggested_once))
    assert keys.path_of(one) == keys.path_of(copy) != keys.path_of(other)
    assert keys.path_of(one).name.endswith(key_file.ENDING)
    assert small.name not in keys.path_of(one).name
    assert keys.path_of(one, tmp_path / "own.spegla-key") == tmp_path / "own.spegla-key"


def test_a_line_that_is_put_comes_back_under_the_register_s_pseudonym_without_white_space(project, path):
    made, known = keys.put(project, path, PHRASE, Row(" p01 ", " Åsa Öberg ", " 070-174 06 05", "å b 👩 "))
    assert known
    assert made.get("P01") == Row("P01", "Åsa Öberg", "070-174 06 05", "å b 👩")
    assert read(project, path) == made.rows


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"], ids=["no-break", "narrow", "thin"])
def test_spaces_that_came_along_from_another_program_are_plain_ones(project, path, space):
    row = Row(f"p01{space}", f"{space}Åsa{space}Öberg", f"070{space}174", "")
    made, known = keys.put(project, path, PHRASE, row)
    assert (made.rows["p01"], known) == (Row("P01", "Åsa Öberg", "070 174", ""), True)


def test_a_line_over_an_earlier_one_is_the_one_that_stands(project, path):
    keys.put(project, path, PHRASE, ROW)
    keys.put(project, path, PHRASE, Row("P01", "Eva Ek", "", ""))
    assert [one.name for one in read(project, path).values()] == ["Eva Ek"]


def test_somebody_whom_the_register_does_not_know_is_kept_and_told(project, path):
    made, known = keys.put(project, path, PHRASE, Row(" X9 ", "Åsa", "", ""))
    assert not known
    assert made.get("X9").name == "Åsa"


@pytest.mark.parametrize(
    "row",
    [
        Row(" ", "Åsa", "", ""),
        Row("P01", "Åsa\nÖberg", "", ""),
        Row("P01", "x" * 501, "", ""),
        Row("P01", "", "\t", ""),
        Row("P01", "", "", "\x00"),
    ],
    ids=["nobody", "two lines", "too long", "a tab", "a zero"],
)
def test_what_is_no_line_of_text_is_refused_before_the_key_is_opened(project, path, row):
    before, logged = path.read_bytes(), log(project)
    with pytest.raises(Refused) as refused:
        keys.put(project, path, PHRASE, row)
    assert "500" in str(refused.value)
    assert "Åsa" not in str(refused.value)
    assert (path.read_bytes(), log(project)) == (before, logged)


def test_a_line_of_just_the_longest_length_is_kept(project, path):
    keys.put(project, path, PHRASE, Row("P01", "x" * 500, "", ""))
    assert len(read(project, path)["p01"].name) == 500


def test_each_use_stands_in_the_log_with_whom_it_was_for_and_no_name(project, path):
    keys.put(project, path, PHRASE, ROW)
    keys.opened(project, path, PHRASE)
    keys.opened(project, path, PHRASE, respondent="P01")
    keys.remove(project, path, PHRASE, "P01")
    what = log(project)
    assert [one[0] for one in what] == ["key"] * 5
    assert [bool(one[1]) for one in what] == [False, True, False, True, True]
    assert {one[2] for one in what} == {access_log.digest("own.spegla-key")}
    assert "Öberg" not in access_log.path_of(project).read_text("utf-8")


def test_a_key_that_is_not_opened_is_not_logged_and_not_changed(project, path):
    before, logged = path.read_bytes(), log(project)
    for deed in (
        lambda: keys.opened(project, path, "fel ord på raden"),
        lambda: keys.put(project, path, "fel ord på raden", ROW),
        lambda: keys.rephrased(project, path, "fel ord på raden", FRESH),
        lambda: keys.rephrased(project, path, PHRASE, "kort"),
        lambda: keys.new(project, path, PHRASE),
    ):
        with pytest.raises(Refused):
            deed()
    assert (path.read_bytes(), log(project)) == (before, logged)


def test_a_line_that_is_taken_out_is_gone_and_one_that_was_not_there_is_told(project, path):
    keys.put(project, path, PHRASE, ROW)
    keys.remove(project, path, PHRASE, "p01")
    assert read(project, path) == {}
    with pytest.raises(NotFound, match="no line for P01"):
        keys.remove(project, path, PHRASE, "P01")


def test_who_has_withdrawn_is_taken_out_and_the_certificate_says_so(project, path, tmp_path):
    from toolkit.messages import tr
    from toolkit.services.privacy.certificates import KEY, KEY_DONE

    certificate = tmp_path / "certificate.md"
    certificate.write_text(f"# Å\n{tr(KEY)}\n", "utf-8")
    certificate.with_suffix(".json").write_text('{"key": "there"}', "utf-8")
    before = certificate.read_bytes()
    keys.put(project, path, PHRASE, ROW)
    assert not keys.taken(project, path, PHRASE, "P02", certificate)
    assert certificate.read_bytes() == before
    assert keys.taken(project, path, PHRASE, "p01", certificate)
    assert certificate.read_text("utf-8") == f"# Å\n{tr(KEY_DONE)}\n"
    assert json.loads(certificate.with_suffix(".json").read_bytes()) == {"key": "removed"}
    assert not keys.taken(project, path, PHRASE, "P01", certificate)
    keys.put(project, path, PHRASE, ROW)
    assert keys.taken(project, path, PHRASE, "P01", None)
    assert read(project, path) == {}


def test_a_fresh_phrase_opens_what_the_old_one_no_longer_does(project, path):
    keys.put(project, path, PHRASE, ROW)
    keys.rephrased(project, path, PHRASE, FRESH)
    assert list(read(project, path, FRESH).values()) == [ROW]
    with pytest.raises(Refused):
        read(project, path)
