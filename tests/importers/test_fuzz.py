"""A32: broken files of every format are read soundly or refused in words, and none takes long (long run: `soak`)."""

import io
import random
import time
import zipfile
from pathlib import Path

import pytest

from tests.importers import survey_samples
from tests.importers.clean_corpus import KINDS, talk
from tests.importers.conftest import package
from tests.importers.recorded import SAMPLES
from tests.importers.test_formats import broken
from toolkit import plugins
from toolkit.errors import BadFile
from toolkit.importers.conformance import check_transcript

FEW = 40  # broken files of each format
LONG = 600.0  # seconds for each format
MOST_SECONDS = 10
WHOLE = {**{name: made(talk(random.Random(3))) for name, made in KINDS.items()}, **SAMPLES, **survey_samples.SAMPLES}
BY_SUFFIX = {
    suffix: [name for name in WHOLE if Path(name).suffix == suffix] for suffix in {Path(one).suffix for one in WHOLE}
}


def broken_inside(data: bytes, dice: random.Random) -> bytes:
    """The zip file with one of its parts broken, and sound around it."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    name = dice.choice([one for one in parts if one.endswith(".xml")])
    return package({**parts, name: broken(parts[name], dice)})


def tried(suffix: str, dice: random.Random, *, least: int, seconds: float = 0.0) -> int:
    """How many broken files of a format were tried, at least so many and for so many seconds; fails for a crash, and
    for one that hangs."""
    importer = plugins.importer(suffix)
    started, count, longest = time.monotonic(), 0, 0.0
    while count < least or time.monotonic() - started < seconds:
        name = dice.choice(BY_SUFFIX[suffix])
        spoil = broken_inside if WHOLE[name].startswith(b"PK") and dice.random() < 0.8 else broken
        data, began = spoil(WHOLE[name], dice), time.monotonic()
        try:
            check_one(importer, data, name)
        except Exception as error:
            error.add_note(f"{name}, broken so: {data!r}")
            raise
        longest = max(longest, time.monotonic() - began)
        count += 1
    assert longest < MOST_SECONDS
    return count


def check_one(importer, data, name):
    try:
        found = importer.read(data, name)
    except BadFile as error:
        said = (error.sentence, error.hint)
        assert name in said[0]
        assert said[1]
    else:
        check_transcript(found)


@pytest.mark.figure("A32")
@pytest.mark.parametrize("suffix", sorted(BY_SUFFIX))
def test_broken_files_are_read_soundly_or_refused(suffix, figure):
    assert tried(suffix, random.Random(suffix), least=FEW) == FEW
    figure(inputs=FEW, crashes=0)


@pytest.mark.figure("A32")
@pytest.mark.soak
@pytest.mark.parametrize("suffix", sorted(BY_SUFFIX))
def test_broken_files_for_long(suffix, figure):
    count = tried(suffix, random.Random(), least=1_000, seconds=LONG)
    figure(inputs=count, crashes=0)
    assert count >= 1_000
