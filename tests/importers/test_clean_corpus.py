"""A15: of two hundred sound files no character is lost, and none comes empty."""

from pathlib import Path

import pytest

from tests.importers.clean_corpus import EACH, KINDS, corpus
from toolkit import plugins

FILES = list(corpus())


def test_there_are_two_hundred():
    assert len(FILES) == EACH * len(KINDS) >= 200


def joined(turns):
    """What is said by each in turn, without white space: printed lines are broken, and cues of one speaker are one."""
    found = []
    for label, words in turns:
        if found and found[-1][0] == label:
            found[-1][1] += "".join(words.split())
        else:
            found.append([label, "".join(words.split())])
    return found


@pytest.mark.figure("A15", parts=True)
@pytest.mark.parametrize("kind", KINDS)
def test_no_character_is_lost(kind, figure):
    for name, data, turns in FILES:
        if name.endswith(kind):
            found = plugins.importer(Path(name).suffix).read(data, name, known=frozenset({"i"}))
            said = [(turn.label, turn.span.of(found.text)) for turn in found.turns]
            assert joined(said) == joined(turns), name
            assert found.counts["characters"] == len(found.text)
            figure(files=1, lost=0)
