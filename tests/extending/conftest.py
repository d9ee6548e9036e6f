"""A copy of the program that a page may change."""

from pathlib import Path

import pytest

from tests.extending.checkout import Checkout
from tests.workbench.conftest import desk_on

__all__ = ["desk_on"]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The program in a folder of its own."""
    return Checkout(tmp_path / "checkout")
