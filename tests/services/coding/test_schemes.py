"""A scheme may change under codings, and nothing that was coded is lost by it."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from tests.services.themed import NOW
from toolkit.services.coding import schemes
from toolkit.services.projects.project import open_project
from toolkit.storage.suggesting import runs

SCHEME = """key: own
version: 1
title: {en: Own scheme, sv: Eget schema}
facets:
  - key: area
    title: {en: Area, sv: Område}
    codes:
      - key: needs
        title: {en: Needs, sv: Behov}
        codes:
          - {key: work, title: {en: Work, sv: Arbete}}
          - {key: health, title: {en: Health, sv: Hälsa}}
      - {key: solutions, title: {en: Solutions, sv: Lösningar}}
      - {key: learning, title: {en: Learning, sv: Lärande}}
"""


@pytest.fixture
def project(spegla, small):
    """The small project; a function puts another scheme in the place of its own."""

    def write(text):
        (small / "coding_schemes" / "six_areas.yaml").write_text(text, "utf-8")
        return small

    return write


def versions(folder):
    with closing(sqlite3.connect(folder / "project.db")) as database:
        recorded = database.execute("SELECT version FROM scheme_version ORDER BY version").fetchall()
        used = database.execute("SELECT DISTINCT scheme_version FROM coding ORDER BY 1").fetchall()
    return [version for (version,) in recorded], [version for (version,) in used]


def own_codings(folder, *codes):
    (folder / "k.csv").write_text(
        "source,quote,code\n" + "".join(f'p01.txt,"The bus was the worst of it",{code}\n' for code in codes), "utf-8"
    )
    return folder / "k.csv"


@pytest.fixture
def own(spegla, tmp_path, small):
    """A project under the small scheme above, with one coding of needs/work."""
    folder = tmp_path / "own"
    spegla("init", folder, "--language", "en")
    scheme = folder / "coding_schemes" / "six_areas.yaml"
    scheme.write_text(SCHEME, "utf-8")
    spegla("add", small / "interviews" / "p01.txt", "-p", folder)
    assert spegla("codings", "import", own_codings(folder, "needs/work"), "--coder", "A", "-p", folder).code == 0
    return folder, scheme


def test_a_changed_content_is_a_new_version_that_later_codings_know(spegla, own):
    folder, scheme = own
    scheme.write_text(SCHEME.replace("en: Work", "en: Paid work"), "utf-8")
    assert spegla("scheme", "-p", folder, "--json").json["version"] == 2
    spegla("codings", "import", own_codings(folder, "needs/health"), "--coder", "A", "-p", folder)
    assert versions(folder) == ([1, 2], [1, 2])
    scheme.write_text(SCHEME, "utf-8")
    assert spegla("scheme", "-p", folder, "--json").json["version"] == 1


def test_the_number_in_the_file_counts_when_it_is_higher(spegla, own):
    folder, scheme = own
    scheme.write_text(SCHEME.replace("version: 1", "version: 7"), "utf-8")
    assert spegla("scheme", "-p", folder, "--json").json["version"] == 7


@pytest.mark.parametrize(
    ("in_use", "file", "recorded"), [(9, 2, 3), (2, 9, 3), (2, 3, 9)], ids=["in use", "in the file", "recorded"]
)
def test_a_changed_scheme_gets_a_number_that_no_version_has_had(project, in_use, file, recorded):
    opened = open_project(project(SCHEME.replace("version: 1", f"version: {file}")), now=NOW)
    with opened.store(write=True) as store, store.writing("test", now=NOW) as change:
        runs.record_scheme(change.connection, runs.SchemeVersion(recorded, "a" * 64, "", NOW))
        scheme = replace(opened.scheme_file, version=in_use)
        assert schemes.next_version(opened, change.connection, scheme) == 10


@pytest.mark.parametrize("command", [("scheme",), ("suggest",), ("themes",), ("draft",)])
def test_a_code_that_is_gone_while_codings_use_it_is_refused_with_the_file(spegla, own, command):
    folder, scheme = own
    scheme.write_text(SCHEME.replace("          - {key: work, title: {en: Work, sv: Arbete}}\n", ""), "utf-8")
    answer = spegla(*command, "-p", folder)
    assert answer.code == 1
    assert "six_areas.yaml" in answer.err
    assert "needs/work" in answer.err
    assert "retired: true" in answer.err


def test_a_retired_and_merged_code_lives_on_in_its_heir(spegla, own):
    folder, scheme = own
    merged = "{key: work, title: {en: Work}, merged_into: needs/health}"
    scheme.write_text(SCHEME.replace("{key: work, title: {en: Work, sv: Arbete}}", merged), "utf-8")
    (theme,) = spegla("themes", "-p", folder, "--json").json["themes"]
    assert (theme["area"], len(theme["passages"])) == ("needs", 1)
    spegla("draft", "--format", "md", "-p", folder)
    assert "(Health)" in next((folder / "drafts").glob("*.md")).read_text("utf-8")
    codes = {code["code"]: code for code in spegla("scheme", "-p", folder, "--json").json["codes"]}
    assert codes["needs/work"] | {"title": "", "definition": ""} == {
        "code": "needs/work", "title": "", "definition": "", "codings": 1, "retired": True,
        "merged_into": "needs/health",
    }  # fmt: skip


def test_a_code_retired_without_heir_makes_no_passages(spegla, own):
    folder, scheme = own
    retired = "{key: work, title: {en: Work}, retired: true}"
    scheme.write_text(SCHEME.replace("{key: work, title: {en: Work, sv: Arbete}}", retired), "utf-8")
    answer = spegla("themes", "-p", folder)
    assert (answer.code, "Traceback" in answer.err) == (1, False)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (SCHEME.replace("version: 1", "version: one"), "six_areas.yaml:2:10"),
        (SCHEME.replace("- key: area", "- kex: area"), "six_areas.yaml:5:5"),
        (SCHEME.replace("title: {en: Needs", "title: [en: Needs"), "six_areas.yaml:9:"),
        (SCHEME.replace("key: health", "key: work"), "six_areas.yaml:12:"),
        ("- a list\n", "six_areas.yaml:1:1"),
        ("", "six_areas.yaml:1:1"),
    ],
)
def test_an_error_in_the_scheme_names_file_line_and_column(spegla, project, wrong, place):
    folder = project(wrong)
    for command in (("scheme",), ("suggest",), ("themes",), ("draft",)):
        answer = spegla(*command, "-p", folder)
        assert answer.code == 1
        assert place in answer.err


def test_a_scheme_that_is_not_utf8_is_told_with_its_line(spegla, small):
    (small / "coding_schemes" / "six_areas.yaml").write_bytes(SCHEME.encode("utf-16"))
    answer = spegla("scheme", "-p", small)
    assert answer.code == 1
    assert "six_areas.yaml:1:" in answer.err
