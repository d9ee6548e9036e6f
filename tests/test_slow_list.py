"""The list of slow tests names tests that are there."""

import ast

import pytest

from tests.conftest import REPOSITORY, SLOW


@pytest.mark.parametrize("file", SLOW)
def test_a_listed_test_is_there(file):
    tree = ast.parse((REPOSITORY / file).read_text("utf-8"))
    there = {one.name for one in ast.walk(tree) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))}
    assert set(SLOW[file]) <= there
