"""Where names may stand beside the sources: every place can be said in words."""

from __future__ import annotations

from toolkit import messages
from toolkit.domain.texts.short_texts import RECORDS, WHERE_TITLES, Short, Where
from toolkit.messages import tr


def test_every_place_has_words_of_its_own_in_both_languages() -> None:
    assert set(WHERE_TITLES) == set(Where)
    for language in ("sv", "en"):
        messages.use_language(language)
        said = [tr(title) for title in WHERE_TITLES.values()]
        assert len(set(said)) == len(Where)
        assert all(said)
    messages.use_language("sv")
    assert all(tr(title) != title for title in WHERE_TITLES.values())


def test_only_what_was_made_for_others_stays_as_it_was() -> None:
    assert set(RECORDS) == {Where.PACK, Where.DRAFT}


def test_a_text_cannot_be_changed_unless_it_is_said() -> None:
    assert not Short(Where.MEMO, 1, "memos", 1, ("text",), "x").changeable
