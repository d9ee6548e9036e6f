"""A table that somebody saved as CSV: its text in whatever encoding, and what parts its columns."""

from __future__ import annotations

import re

from toolkit.domain.texts.text import normalise

SEPARATORS = ";\t,"
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_OTHER_FILES = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")  # Word, Excel and zip; PDF; Word and Excel of old
_BEFORE = re.compile(r"""(?:["]?sep=([,;\t|])[",;\t|]*\n)?(?:[ ,;\t|]*\n)*""", re.IGNORECASE)


def decoded(data: bytes) -> str | None:
    """The text of a table as Excel or any other program saves it, normalised; None when it is no text.

    What is neither marked nor UTF-8 is windows-1252, with U+FFFD for a byte that is no letter there.
    """
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00" if encoding == "utf-16" else data.decode("cp1252", errors="replace")
    return None if "\x00" in text or data.startswith(_OTHER_FILES) else normalise(text)


def delimiter(language: str) -> str:
    """What an Excel in this language expects between columns."""
    return ";" if language == "sv" else ","


def separated(text: str) -> tuple[str, int, str]:
    """The table from its first row that holds anything, how many lines stood before that, and the separator.

    The separator is what Excel's line `sep=;` says, which is no part of the table, or else what the first row has most.
    """
    before = _BEFORE.match(text)
    body = text[before.end() :] if before else text
    first = body.partition("\n")[0]
    said = before[1] if before else None
    return body, text[: len(text) - len(body)].count("\n"), said or max(SEPARATORS, key=first.count)
