"""The figures in the tests are those of scripts/reliability.toml, and each has a test."""

import ast
import tomllib
from pathlib import Path

from tests.conftest import REPOSITORY

SAID = tomllib.loads((REPOSITORY / "scripts" / "reliability.toml").read_text("utf-8"))
ISSUE = [*range(1, 9), *range(10, 16), *range(22, 30), *range(31, 34)]


def called(name):
    """Every call of `name` or of `….name` in the tests, with its arguments."""
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        if path != Path(__file__):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                    yield node


def test_every_figure_has_a_test_and_every_mark_a_figure():
    marked = {mark.args[0].value for mark in called("pytest.mark.figure")}
    assert marked == SAID["figures"].keys() == {"Day", *(f"A{number}" for number in ISSUE)}


def test_every_value_that_is_reported_has_words_in_both_languages():
    reported = {word.arg for call in called("figure") for word in call.keywords}
    assert reported == SAID["values"].keys()
    for one in SAID["values"].values():
        assert "{n}" in one["en"]
        assert "{n}" in one["sv"]
