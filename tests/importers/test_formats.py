"""Every built-in importer of recorded and office formats: conformance, and what broken files do to it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.importers.recorded import SAMPLES
from toolkit import plugins
from toolkit.errors import BadFile

KINDS = (".vtt", ".srt", ".json", ".otr", ".rtf", ".html", ".htm", ".odt")
FEWEST = 300


def own(suffix):
    return {name: data for name, data in SAMPLES.items() if Path(name).suffix == suffix}


@pytest.mark.parametrize("suffix", [one for one in KINDS if one != ".htm"])
def test_the_importer_conforms(suffix, check_importer):
    check_importer(plugins.importer(suffix), own(suffix))


@pytest.mark.parametrize("suffix", KINDS)
def test_a_suffix_finds_the_importer_and_loads_no_other_library(suffix):
    assert suffix in plugins.importer(suffix).suffixes


def broken(data: bytes, dice: random.Random) -> bytes:
    """The file with bytes struck out, doubled, swapped and set."""
    raw = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(raw)) if raw else 0
        piece = raw[at : at + dice.randint(1, 40)]
        change = dice.randrange(4)
        if change == 0:
            del raw[at : at + len(piece)]
        elif change == 1:
            raw[at:at] = piece * dice.randint(1, 3)
        elif change == 2:
            raw[at : at + 1] = bytes([dice.randrange(256)])
        else:
            raw[at:at] = dice.choice(
                (b"\\u-10179?", b"-->", b"<v ", b"</", b"{", b"}", b"\x00", b"&#0;", b"\r", b"\n\n")
            )
    return bytes(raw)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_broken_file_is_read_soundly_or_refused_in_words(name, sound):
    dice = random.Random(name)
    importer = plugins.importer(Path(name).suffix)
    for _ in range(FEWEST):
        transcript = read_or_refused(importer, broken(SAMPLES[name], dice), name)
        if transcript is not None:
            sound(transcript)


def read_or_refused(importer, data, name):
    """The transcript; None when the file was refused in words that name it."""
    try:
        return importer.read(data, name)
    except BadFile as error:
        said = (error.sentence, error.hint)
    assert name in said[0]
    assert said[1]
    return None
