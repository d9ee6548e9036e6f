"""What stances, sides, kinds and valences are called: each has a name of its own in both languages."""

import pytest

from toolkit.domain.claims.claims import ClaimKind, Side, Stance
from toolkit.messages import tr, use_language
from toolkit.services.claims import claim_names
from toolkit.services.claims.claim_deeds import SIDES as VALENCES_OF_CLAIMS


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("names", "every"),
    [
        (claim_names.STANCES, tuple(Stance)),
        (claim_names.SIDES, tuple(Side)),
        (claim_names.KINDS, tuple(ClaimKind)),
        (claim_names.VALENCES, ("", *VALENCES_OF_CLAIMS)),
    ],
)
def test_every_one_has_a_name_and_no_two_the_same(language, names, every):
    use_language(language)
    assert set(names) == set(every)
    told = [tr(name) for name in names.values()]
    assert all(told)
    assert len(set(told)) == len(told)
    if language == "sv":
        assert not set(told) & {str(name) for name in names.values()}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{who} tell of buses", "… tell of buses."),
        ("{vem} väntar på bussen.", "… väntar på bussen."),
        ("The plan suits {who}", "The plan suits …"),
        ("{who} {describe/describes} it", "… describe it."),
        ("ålder spelar roll", "Ålder spelar roll."),
        ("Does it suit {who}?", "Does it suit …?"),
    ],
)
def test_a_list_shows_three_dots_where_the_quantity_word_stands(text, shown):
    assert claim_names.short(text) == shown


def test_the_place_is_written_in_the_language_of_the_screen():
    assert claim_names.place() == "{who}"
    use_language("sv")
    assert claim_names.place() == "{vem}"
