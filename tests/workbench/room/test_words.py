"""What the room's page says: every name that its script asks for, in each language, with the same places."""

from __future__ import annotations

import re

from toolkit import messages
from toolkit.workbench.room.app import HERE
from toolkit.workbench.room.words import words


def test_the_script_asks_for_these_words_and_no_others():
    script = "".join(path.read_text("utf-8") for path in (HERE / "static").glob("*.js"))
    asked = set(re.findall(r"\bwords\.(\w+)|\bwords\[[\"'](\w+)", script))
    used = {one for pair in asked for one in pair if one}
    assert used <= set(words())
    assert {name for name in words() if name not in script} == set()


def test_every_sentence_is_there_in_each_language_with_the_same_places():
    english = words()
    messages.use_language("sv")
    swedish = words()
    assert set(swedish) == set(english)
    for name, sentence in english.items():
        assert swedish[name].strip()
        assert swedish[name] != sentence
        assert re.findall(r"{\w+}", swedish[name]) == re.findall(r"{\w+}", sentence)
