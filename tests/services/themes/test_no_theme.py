"""Whoever names a theme that there is not is told its nearest, by id and by name, and what lists them."""

import pytest

from toolkit.services.themes.no_theme import no_theme

KNOWN = {"needs-team-42e7ae": "Time to listen", "work-team-99aa11": "A place of one's own"}
MEANT = "Do you mean needs-team-42e7ae (“Time to listen”)? See the themes and their ids with: spegla themes"


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("Time to lisen", MEANT),
        ("needs-team-42e7a", MEANT),
        ("zzz", "See the themes and their ids with: spegla themes"),
    ],
)
def test_the_nearest_is_named_with_its_id(wanted, hint):
    error = no_theme(wanted, KNOWN)
    assert (error.sentence, error.hint) == (f"There is no theme {wanted}.", hint)
