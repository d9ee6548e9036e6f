"""`spegla demo`: the sample goes the whole way; a folder that is taken is left as it is."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


def test_a_folder_that_holds_something_is_left_alone(spegla, looked_at):
    with unchanged(looked_at):
        for words in ((looked_at,), ("-p", looked_at)):
            answer = spegla("demo", *words)
            assert (answer.code, answer.out) == (1, "")
            assert answer.err
            assert "  → " in answer.err


@pytest.mark.slow
def test_the_whole_way_is_told_as_it_is_gone_and_ends_in_files(spegla, tmp_path):
    answer = spegla("demo", "-p", tmp_path / "prov", "--json")
    assert answer.code == 0
    document = answer.json  # one document, none of the steps before it
    assert document["project"] == str(tmp_path / "prov")
    assert {name.rpartition(".")[2] for name in document["files"]} == {"docx", "html"}
    assert all(count > 0 for count in (document["sources"], document["codings"], document["themes"]))
    status = spegla("status", "-p", tmp_path / "prov", "--json").json
    assert status["sources"] >= document["sources"]  # what is said at sessions becomes sources too
    assert status["codings"] >= document["codings"]
