"""JSON of transcribing programs: read in whatever encoding, and refused in words when it cannot be a transcript."""

from __future__ import annotations

import json
import math

import pytest

from toolkit.errors import BadFile
from toolkit.importers import json_text
from toolkit.importers.json_text import damaged, read_json
from toolkit.messages import use_language

TEXT = '{"text": "Åsa säger: näää 😀", "start": 1, "end": 2.5}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_of_json_is_read(encoding):
    assert read_json(TEXT.encode(encoding), "a.json") == {"text": "Åsa säger: näää 😀", "start": 1.0, "end": 2.5}


def test_each_number_is_a_fraction_so_that_times_are_of_one_kind():
    found = read_json(b'{"start": 1, "end": -2, "far": 1e400}', "a.json")
    assert all(isinstance(value, float) for value in found.values())
    assert math.isinf(found["far"])
    assert json_text.LONGEST_NUMBER == 50
    assert read_json(b"1" * 100_000, "a.json") == float("1" * 50)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_refused_as_empty(data):
    with pytest.raises(BadFile) as caught:
        read_json(data, "tom.json")
    assert caught.value.sentence == "tom.json is empty."
    assert caught.value.hint == "Check that the right file was chosen."


@pytest.mark.parametrize(
    "data",
    [TEXT.encode()[:-1], b"HEMLIGT", b'{"a": "\xff\xfe\xfd"}', b"[" * 100_000, TEXT.encode("utf-16")[:-1]],
    ids=["cut off", "no JSON", "no text", "endless", "half a character"],
)
def test_a_damaged_file_is_refused_without_a_word_of_it(data):
    with pytest.raises(BadFile) as caught:
        read_json(data, "d01.json")
    assert caught.value.sentence == damaged("d01.json").sentence == "d01.json is damaged and cannot be read."
    assert "from the program that made it" in caught.value.hint
    assert "HEMLIGT" not in f"{caught.value}{caught.value.hint}{caught.value.values}"


def test_a_file_too_large_is_refused_before_it_is_read_and_says_the_limit(monkeypatch):
    monkeypatch.setattr(json_text, "MAX_BYTES", 3_000_000)
    at_the_limit = json.dumps("x" * 2_999_998).encode()
    assert len(at_the_limit) == 3_000_000
    assert read_json(at_the_limit, "a.json")
    with pytest.raises(BadFile) as caught:
        read_json(b"{" * 3_000_001, "lång.json")
    assert caught.value.sentence == "lång.json is larger than a transcript can be (3 MB)."
    assert caught.value.hint == "Split the file into one file for each interview."
    use_language("sv")
    assert "3 MB" in caught.value.sentence
    assert caught.value.sentence != "lång.json is larger than a transcript can be (3 MB)."
