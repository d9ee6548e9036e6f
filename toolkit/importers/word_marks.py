"""Comments in a Word file and the words that each is on, at positions in exactly the text that `word.py` reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from toolkit.domain.texts.text import Span, normalise, trimmed
from toolkit.importers.ooxml import Package, open_package
from toolkit.importers.word import MARK, body_of, marked_text

_MARK = re.compile(f"{MARK}([\udc00-\udfff])([\udc00-\udfff])")
_FIRST_DIGIT, _DIGITS = 0xDC00, 1024
_BEGIN, _END, _HANGS = "commentRangeStart", "commentRangeEnd", "commentReference"
_JAMO = range(0x1160, 0x1200)  # vowels and ends, which compose with what stands before


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: who wrote what when, and the words it is on; `whole` when it is on no words, but in a paragraph.

    `span` is None when the comment is on nothing that Word shows.
    """

    id: str
    author: str
    time: datetime | None
    text: str
    span: Span | None
    whole: bool = False


def read_marked(data: bytes, name: str) -> tuple[str, list[Remark]]:
    """The normalised text of the Word file called `name` and its comments in order of place; BadFile as the importer.

    A reply without words of its own is on those of the comment that it answers.
    """
    package = open_package(data, name)
    raw, numbered = marked_text(body_of(package))
    text, places = _placed(raw, numbered)
    remarks = {one.id: _on_words(one, text, places.get(one.id, {})) for one in _comments(package)}
    answered = _answered(package)
    found = [_with_parent(one, remarks, answered) for one in remarks.values()]
    return text, sorted(found, key=lambda one: (one.span is None, one.span or Span(0, 1)))


def _placed(raw: str, numbered: Sequence[tuple[str, str]]) -> tuple[str, dict[str, dict[str, int]]]:
    """The text without marks, normalised, and for each comment's id the positions of its marks by kind."""
    plain: list[str] = []
    cuts: list[tuple[int, str, str]] = []
    length = last = 0
    for found in _MARK.finditer(raw):
        plain.append(raw[last : found.start()])
        length += found.start() - last
        last = found.end()
        high, low = (ord(digit) - _FIRST_DIGIT for digit in found.groups())
        cuts.append((length, *numbered[high * _DIGITS + low]))
    whole = "".join([*plain, raw[last:]])
    moved = normalised_positions(whole, {at for at, _, _ in cuts})
    places: dict[str, dict[str, int]] = {}
    for at, kind, key in cuts:
        places.setdefault(key, {})[kind] = moved[at]
    return normalise(whole), places


def normalised_positions(raw: str, positions: Iterable[int]) -> dict[int, int]:
    """Where positions of a raw text stand in `normalise(raw)`; one inside a composed letter stands after it."""
    begin = len(raw) - len(raw.lstrip("\ufeff"))
    wanted = sorted(set(positions))
    edges = [max(begin, _edge(raw, at)) for at in wanted]
    found, length = {}, 0
    for (at, edge), before in zip(zip(wanted, edges, strict=True), [begin, *edges], strict=False):
        piece = raw[before:edge].replace("\r\n", "\n").replace("\r", "\n")
        length += len(unicodedata.normalize("NFC", piece))
        found[at] = length
    return found


def _edge(raw: str, at: int) -> int:
    while 0 < at < len(raw) and _joins(raw[at - 1], raw[at]):
        at += 1
    return at


def _joins(before: str, after: str) -> bool:
    composing = unicodedata.category(after).startswith("M") or ord(after) in _JAMO
    return composing or (before == "\r" and after == "\n")


def _comments(package: Package) -> Iterator[Remark]:
    root = package.xml("word/comments.xml")
    for element in () if root is None else root:
        if _local(element.tag) == "comment":
            text = normalise(_MARK.sub("", marked_text(element)[0])).strip()
            author = " ".join(_value(element, "author").split())
            yield Remark(_value(element, "id"), author, _moment(_value(element, "date")), text, None)


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _on_words(one: Remark, text: str, at: Mapping[str, int]) -> Remark:
    """The comment on the words between its marks, or on the paragraph in which it stands."""
    if not at:
        return one
    hangs = at.get(_HANGS)
    begin = at.get(_BEGIN, at.get(_END, hangs))
    end = at.get(_END, hangs if hangs is not None else begin)
    if begin is None or end is None:
        return one
    span = trimmed(text, begin, end) if begin < end else None
    if span is not None and (_BEGIN in at) and (_END in at or hangs is not None):
        return replace(one, span=span)
    first, last = text.rfind("\n", 0, min(begin, end)) + 1, text.find("\n", max(begin, end))
    return replace(one, span=trimmed(text, first, last if last >= 0 else len(text)), whole=True)


def _with_parent(one: Remark, remarks: Mapping[str, Remark], answered: Mapping[str, str]) -> Remark:
    parent = remarks.get(answered.get(one.id, ""))
    if parent is not None and parent.span is not None and (one.span is None or one.whole):
        return replace(one, span=parent.span, whole=parent.whole)
    return one


def _answered(package: Package) -> dict[str, str]:
    """The id of the comment that each reply answers."""
    comments, extended = package.xml("word/comments.xml"), package.xml("word/commentsExtended.xml")
    if comments is None or extended is None:
        return {}
    by_paragraph = {
        _value(paragraph, "paraId"): _value(comment, "id")
        for comment in comments
        for paragraph in comment.iter()
        if _local(paragraph.tag) == "p" and _value(paragraph, "paraId")
    }
    found = {}
    for each in extended.iter():
        own, parent = (by_paragraph.get(_value(each, key)) for key in ("paraId", "paraIdParent"))
        if own and parent and own != parent:
            found[own] = parent
    return found


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _value(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if _local(key) == name), "")
