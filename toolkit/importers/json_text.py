"""JSON files of recorders and transcribing programs, read within limits."""

from __future__ import annotations

import json
from typing import cast

from toolkit.errors import BadFile
from toolkit.messages import N_

MAX_BYTES = 40_000_000  # three hours from WhisperX with a time for each word are some 10 MB
LONGEST_NUMBER = 50  # digits; what is longer is no time


def read_json(data: bytes, name: str) -> object:
    """What the JSON file called `name` holds; BadFile when it is none, damaged or too large."""
    if len(data) > MAX_BYTES:
        raise BadFile(
            N_("{name} is larger than a transcript can be ({limit} MB)."),
            hint=N_("Split the file into one file for each interview."),
            name=name,
            limit=MAX_BYTES // 1_000_000,
        )
    if not data.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise BadFile(N_("{name} is empty."), hint=N_("Check that the right file was chosen."), name=name)
    try:
        text = data.decode(json.detect_encoding(data))
        return cast("object", json.loads(text.removeprefix("\ufeff"), parse_int=_number, parse_float=_number))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise damaged(name) from error


def damaged(name: str) -> BadFile:
    """The refusal of a file whose JSON cannot be read."""
    return BadFile(
        N_("{name} is damaged and cannot be read."),
        hint=N_("Fetch the transcript again from the program that made it."),
        name=name,
    )


def _number(written: str) -> float:
    return float(written[:LONGEST_NUMBER])
