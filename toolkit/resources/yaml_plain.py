"""YAML read fast: what a well-formed text says, by libyaml; anything unusual is left to the careful reader.

The careful reader (`yaml_files`) tells where a text goes wrong and keeps comments for an edit. It takes thirty times as
long: a third of a second for the packaged scheme, which each command reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import CollectionEndEvent, Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

DEEPEST = 50  # lists and names within one another
_WORDS = {"true": True, "false": False}
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,9})\.[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT = re.compile(r"(?!(?:null|true|false)$)[^\W\d_]", re.I)
"""A scalar without quotation marks that begins with a letter is a text in YAML 1.2, unless it is one of these words."""


class Unusual(ValueError):
    """The text holds something that the careful reader must decide."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come; `key` is the name whose value comes next."""

    made: dict[str, object] | list[object]
    key: str | None = None

    def take(self, value: object) -> None:
        """Put in the next thing, which in a mapping is in turn a name and its value."""
        if isinstance(self.made, list):
            self.made.append(value)
        elif self.key is not None:
            self.made[self.key] = value
            self.key = None
        elif isinstance(value, str) and value not in self.made:
            self.key = value
        else:
            raise Unusual


def read_plain(text: str) -> object:
    """What the text says as dicts, lists, texts, whole and decimal numbers and truths.

    Unusual when it has errors, tags, anchors, names that stand twice or are no texts, several documents, or scalars
    that are neither plainly a text nor plainly a number.
    """
    documents = _Open([])
    within = [documents]
    try:
        for event in _events(text):
            _taken(event, within)
    except yaml.YAMLError as error:
        raise Unusual from error
    if len(documents.made) != 1 or len(within) != 1:
        raise Unusual
    return next(iter(documents.made))


def _events(text: str) -> Iterator[Event]:
    if not yaml.__with_libyaml__:
        raise Unusual
    parser = yaml.CBaseLoader(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def _taken(event: Event, within: list[_Open]) -> None:
    """Put what an event tells where it belongs; `within` are the open lists and mappings, innermost last."""
    if getattr(event, "anchor", None) is not None:  # also of an alias
        raise Unusual
    if isinstance(event, ScalarEvent):
        within[-1].take(_scalar(event))
    elif isinstance(event, MappingStartEvent):
        _begun({}, event.tag, within)
    elif isinstance(event, SequenceStartEvent):
        _begun([], event.tag, within)
    elif isinstance(event, CollectionEndEvent):
        within.pop()


def _begun(made: dict[str, object] | list[object], tag: str | None, within: list[_Open]) -> None:
    if len(within) > DEEPEST or tag is not None:
        raise Unusual
    within[-1].take(made)
    within.append(_Open(made))


def _scalar(event: ScalarEvent) -> object:
    if event.tag is not None:
        raise Unusual
    text = event.value
    unquoted = event.implicit[0]
    if not unquoted or _DAY.fullmatch(text):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _TEXT.match(text) or " " in text:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    raise Unusual
