"""Sources of an exchanged project: texts with selections, and the texts that PDF files, sound and films carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.domain.texts.text import normalise
from toolkit.exchange.refi_elements import Elements, number
from toolkit.exchange.refi_raw import RawSelection, RawSource
from toolkit.exchange.refi_values import guid_of
from toolkit.exchange.refi_xml import child_text, children, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

SORTS = {"PictureSource": "picture", "PDFSource": "pdf", "AudioSource": "audio", "VideoSource": "video"}


def read_sources(element: _Element, elements: Elements) -> list[RawSource]:
    """The text sources in a source element: one, none, or one for each transcript; the rest is counted."""
    sort = SORTS.get(tag(element))
    if sort is None:
        return _text_source(element, elements)
    elements.ledger.add(f"{sort}_source")
    elements.texts.media(element)
    held = _representation(element, elements) + _transcripts(element, elements)
    _places_of_media(element, elements, sort)
    guid = elements.guid(element, "source")
    _of_media(element, elements, sort, held)
    if held:  # cases and sets refer to the medium, and mean its text
        held[0].guid, held[0].name = guid, element.get("name") or held[0].name
    return held


def _text_source(element: _Element, elements: Elements) -> list[RawSource]:
    elements.author(element)
    raw = elements.texts.of(element)
    selections = elements.plain_selections(element)
    name = element.get("name") or ""
    guid = elements.guid(element, "source")
    codings, notes = elements.codings(element)
    if raw is None:
        where = name or guid
        elements.ledger.add("source_without_text", max(1, len(selections)), where=where)
        return []
    description = normalise(child_text(element, "Description")).strip()
    values = elements.values(element)
    return [RawSource(guid, name, raw, description, selections, codings, elements.notes(element) + notes, values)]


def _representation(element: _Element, elements: Elements) -> list[RawSource]:
    return [source for each in children(element, "Representation") for source in _text_source(each, elements)]


def _transcripts(element: _Element, elements: Elements) -> list[RawSource]:
    found = []
    for transcript in children(element, "Transcript"):
        points = {guid_of(point): number(point, "position") for point in children(transcript, "SyncPoint")}
        elements.ledger.add("time_stamps", len(points))
        selections = [_synced(each, points, elements) for each in children(transcript, "TranscriptSelection")]
        for source in _text_source(transcript, elements):
            source.selections += selections
            found.append(source)
    return found


def _synced(element: _Element, points: dict[str, int | None], elements: Elements) -> RawSelection:
    start, end = (points.get(guid_of(element, name)) for name in ("fromSyncPoint", "toSyncPoint"))
    return elements.selection(element, start, end)


def _places_of_media(element: _Element, elements: Elements, sort: str) -> None:
    """Count what hangs on places of a picture or page, or on times of sound or film."""
    for selection in element:
        if tag(selection) in ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection"):
            elements.ledger.add(f"{sort}_coding", len(children(selection, "Coding")))
            elements.ledger.add("media_note", len(children(selection, "NoteRef")))
            elements.ledger.add("media_description", int(bool(child_text(selection, "Description").strip())))


def _of_media(element: _Element, elements: Elements, sort: str, held: list[RawSource]) -> None:
    """Give the first text what hangs on the medium as a whole; count it when there is no text."""
    elements.author(element)
    (codings, notes), values = elements.codings(element), elements.values(element)
    notes += elements.notes(element)
    description = normalise(child_text(element, "Description")).strip()
    described = [description, *(["text"] if children(element, "TextDescription") else [])]
    if held and not held[0].description:
        held[0].description, described = description, described[1:]
    elements.ledger.add("media_description", sum(bool(each) for each in described))
    if held:
        held[0].codings += codings
        held[0].notes += notes
        held[0].values += values
        return
    elements.ledger.add(f"{sort}_coding", len(codings))
    elements.ledger.add("media_note", len(notes))
    elements.ledger.add("media_variables", len(values))
