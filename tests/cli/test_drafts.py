"""`spegla draft`: chapters with evidence, files where they are wanted, and no draft out past the gate."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


@pytest.mark.slow
def test_a_draft_is_written_where_it_is_wanted_and_counts_what_it_tells(spegla, themed, tmp_path):
    told = spegla("draft", "--format", "md", "--out", tmp_path / "ut", "-p", themed)
    assert told.code == 0
    (file,) = (tmp_path / "ut").iterdir()
    assert file.suffix == ".md"
    assert told.out.splitlines()[0] == f"Written: {file}"
    assert told.out.splitlines()[1].startswith("Findings: 4. Quotes: ")
    text = file.read_text("utf-8")
    assert "SEVENSECRET" not in text
    assert "FIVESECRET" not in text
    assert "SIXSECRET" not in text
    document = spegla(
        "draft", "--format", "md", "--format", "html", "--out", tmp_path / "two", "-p", themed, "--json"
    ).json
    assert {name.rpartition(".")[2] for name in document["files"]} == {"md", "html"}
    assert (len(document["findings"]), document["from_suggestions"], document["audience"]) == (4, False, None)
    refused = spegla("draft", "--audience", "external", "--out", tmp_path / "let out", "-p", themed)
    assert refused.code == 1
    assert "spegla disclose" in refused.err
    assert not (tmp_path / "let out").exists() or not list((tmp_path / "let out").iterdir())


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("--into", "report.docx", "--audience", "team"), "spegla disclose --file FILE"),
        (("--into", "report.docx", "--format", "html"), "neither --format nor --out"),
        (("--into", "report.docx", "--out", "here"), "neither --format nor --out"),
        (("--format", "pdf"), "pdf"),
        (("--outline", "novel"), "novel"),
        (("--audience", "martians"), "martians"),
        (("--into", "nowhere.docx"), ""),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is(spegla, themed_once, tmp_path, monkeypatch, words, err):
    monkeypatch.chdir(tmp_path)
    with unchanged(themed_once):
        answer = spegla("draft", *words, "-p", themed_once)
    assert answer.code in (1, 2)
    assert err in answer.err
    assert answer.err
    assert list(tmp_path.iterdir()) == []
