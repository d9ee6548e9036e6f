"""Bytes to text: byte-order mark, then strict UTF-8, then UTF-16 that NULs show, then windows-1252, Mac or DOS."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, Problem
from toolkit.messages import N_

MAX_BYTES = 5_000_000  # an hour of talk is some 60,000
MAX_LINES = 100_000
MAX_RUN, MAX_SAME = 10_000, 1_000  # signs without white space, of one sign over and over: 200,000 "(" took for ever
_SAME = re.compile(rf"(\S)\1{{{MAX_SAME}}}")
_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_SPARSE = 8  # fewer NULs than one byte in so many are strays
_UNEVEN = 10  # in UTF-16 of European text nearly every NUL stands in the same half of the pair
_INSIDE = {  # å, ä, ö between two Latin letters: in windows-1252 the others' bytes are „ … † Š Œ š ”
    encoding: re.compile(rb"(?<=[A-Za-z])[" + re.escape("åäö".encode(encoding)) + rb"](?=[a-z])")
    for encoding in ("cp1252", "mac_roman", "cp850")
}
_FEWEST_LETTERS = 3
_SHOWN_AS = {"cp1252": "windows-1252", "mac_roman": "macintosh"}
_DOUBLE = re.compile("Ã[¥¤¶©¨¼…„–\u0080-\u009f]|â€[™œ\u009d“”¦]")
TWICE = "utf-8-twice"
_CODECS = {  # what a person may choose, by the name that is shown
    "utf-8": "utf-8",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "macintosh": "mac_roman",
    "cp850": "cp850",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    TWICE: "utf-8",
}
ENCODINGS = tuple(_CODECS)
_LEADING = 0xC0  # from here on a byte begins a sequence of UTF-8; those below go on with one
_HIGH = {  # the sign that each byte was taken for, by those who took it for windows-1252 or for Latin-1
    sign: byte for byte in range(128, 256) for sign in (chr(byte), bytes([byte]).decode("cp1252", "ignore")) if sign
}
_TWICE = re.compile("[Â-ô][" + re.escape("".join(sign for sign, byte in _HIGH.items() if byte < _LEADING)) + "]{1,3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, normalised, and the encoding that it was read with."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """Read the bytes of a text file called `name`; raise BadFile for an empty, too large or binary file."""
    check_size(len(data), data.count(b"\n"), name)
    if data.startswith(_SIGNATURES):
        raise _binary(name)
    raw, encoding = _read(data, name)
    text = normalise(raw)
    check_size(len(text), text.count("\n"), name)
    if not text.strip("\ufeff\u200b \t\n\v\f\x85\xa0\u2028\u2029"):
        raise BadFile(N_("{name} is empty."), hint=N_("Check that the right file was chosen."), name=name)
    return Decoded(text, encoding)


def recoded(data: bytes, name: str, encoding: str) -> bytes:
    """The text file called `name` as UTF-8 with a mark, read with the encoding that a person chose from ENCODINGS.

    Raise BadFile for an unknown encoding and for a file that is no text. Bytes without a meaning become U+FFFD.
    """
    codec = _CODECS.get(encoding.lower())
    if codec is None:
        raise BadFile(
            N_("The encoding {encoding} is not known."),
            hint=N_("These are: {existing}"),
            encoding=encoding,
            existing=", ".join(ENCODINGS),
        )
    if data.startswith(_SIGNATURES):
        raise BadFile(
            N_("The encoding of {name} cannot be chosen: it is no text file."),
            hint=N_("Add it without choosing an encoding."),
            name=name,
        )
    text = data.decode(codec, errors="replace").removeprefix("\ufeff")
    return codecs.BOM_UTF8 + (_mended(text) if encoding.lower() == TWICE else text).encode()


def _mended(text: str) -> str:
    """The text with each letter that was encoded twice as it was meant; all else is left."""
    return _TWICE.sub(lambda found: _once(found[0]), text)


def _once(signs: str) -> str:
    for end in range(len(signs), 1, -1):
        try:
            return bytes(_HIGH[sign] for sign in signs[:end]).decode("utf-8") + signs[end:]
        except UnicodeDecodeError:
            continue
    return signs


def check_size(size: int, lines: int, name: str) -> None:
    """Raise BadFile for a text of more bytes or lines than an interview can have."""
    if size > MAX_BYTES or lines > MAX_LINES:
        raise BadFile(
            N_("{name} is larger than a transcript can be ({limit} MB, {lines} lines)."),
            hint=N_("Split the file into one file for each interview."),
            name=name,
            limit=MAX_BYTES // 1_000_000,
            lines=MAX_LINES,
        )


def check_runs(text: str, name: str) -> None:
    """Raise BadFile for a run of signs that is no language: reading it word by word would never end."""
    runs = text.split()
    if max(map(len, runs), default=0) <= MAX_SAME:
        return
    for run in runs:
        if len(run) > MAX_RUN or (len(run) > MAX_SAME and _SAME.search(run)):
            raise BadFile(
                N_("{name} holds a run of {length} signs without a blank, which is no speech."),
                hint=N_("Remove it from the file (it may be a picture or a ruled line), and add the file again."),
                name=name,
                length=len(run),
            )


def _read(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), encoding
    if b"\x00" in data and (wide := _wide(data)):
        return _strict(data, wide, name), "utf-16"
    if len(data) - len(data.translate(None, _CONTROLS)) > max(3, len(data) // 1000):
        raise _binary(name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _single(data)
        return data.decode(encoding, errors="replace"), _SHOWN_AS.get(encoding, encoding)


def _single(data: bytes) -> str:
    """Windows-1252, unless å, ä and ö stand inside words in the code of an old Mac or of DOS alone."""
    found = {encoding: len(inside.findall(data)) for encoding, inside in _INSIDE.items()}
    best = max(found, key=lambda encoding: found[encoding])
    return best if not found["cp1252"] and found[best] >= _FEWEST_LETTERS else "cp1252"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile(
            N_("{name} is damaged: it is not the {encoding} text that it says it is."),
            hint=N_("Open the file in the program it came from and save it again as UTF-8 text."),
            name=name,
            encoding=encoding.upper(),
        ) from error


def _wide(data: bytes) -> str | None:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) * _SPARSE < len(data):
        return None
    if odd > _UNEVEN * even:
        return "utf-16-le"
    return "utf-16-be" if even > _UNEVEN * odd else None


def _binary(name: str) -> BadFile:
    return BadFile(
        N_("{name} is not a text file, whatever its name says."),
        hint=N_("Save the interview as a Word document (.docx) or as plain text (.txt)."),
        name=name,
    )


def doubts(decoded: Decoded, name: str) -> tuple[Problem, ...]:
    """What a person should look at in the decoded text: letters that were encoded twice, bytes that meant nothing."""
    twice, lost = len(_DOUBLE.findall(decoded.text)), decoded.text.count("\ufffd")
    found = []
    if twice:
        message = N_(
            "Letters that seem to have been encoded twice (å printed as two signs): {count}. Nothing was changed."
        )
        hint = N_(
            "To mend them, add the file with --encoding utf-8-twice, or save it again as UTF-8 where it came from."
        )
        found.append(Problem(name, message, hint, {"count": twice}, serious=False))
    if lost:
        message = N_("Characters that could not be read and stand as \ufffd: {count}.")
        hint = N_("Look at these places in the original, and save it again as UTF-8.")
        found.append(Problem(name, message, hint, {"count": lost}, serious=False))
    return tuple(found)
