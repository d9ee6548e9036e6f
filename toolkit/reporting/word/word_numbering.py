"""Numbered lists that come from one Word document into another: each with a numbering of its own there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from toolkit.reporting.word.word_paragraphs import NAMESPACES, Element, child, removed, value

_W = f"{{{NAMESPACES[0]}}}"


@dataclass(slots=True)
class Numberings:
    """The numberings of the file that lists come from and of the one they are put into; None where it has none."""

    theirs: Element | None
    ours: Element | None
    changed: bool = False
    _known: dict[str, str] = field(default_factory=dict)

    def fit(self, reference: Element) -> None:
        """Have a copied paragraph's `numPr` name a numbering of this file; without one the style's own counts."""
        number = child(reference, "numId")
        own = self._own(value(number)) if number is not None else ""
        if own and number is not None:
            number.set(f"{_W}val", own)
        else:
            removed(reference)

    def _own(self, id_: str) -> str:
        if id_ not in self._known:
            self._known[id_] = self._brought(id_)
        return self._known[id_]

    def _brought(self, id_: str) -> str:
        theirs = _named(self.theirs, "num", "numId", id_)
        number = deepcopy(theirs)
        inner = child(number, "abstractNumId")
        way = _named(self.theirs, "abstractNum", "abstractNumId", value(inner)) if inner is not None else None
        if number is None or inner is None or way is None or self.ours is None:
            return ""
        way = deepcopy(way)
        for unlike in ("nsid", "tmpl"):  # two ways of one name are taken for one
            told = child(way, unlike)
            if told is not None:
                way.remove(told)
        way.set(f"{_W}abstractNumId", _free(self.ours, "abstractNum", "abstractNumId"))
        number.set(f"{_W}numId", _free(self.ours, "num", "numId"))
        inner.set(f"{_W}val", value(way, "abstractNumId"))
        first = child(self.ours, "num")
        self.ours.insert(len(self.ours) if first is None else list(self.ours).index(first), way)
        last = list(self.ours.iter(f"{_W}num"))
        self.ours.insert(list(self.ours).index(last[-1]) + 1 if last else len(self.ours), number)
        self.changed = True
        return value(number, "numId")


def _named(root: Element | None, name: str, key: str, wanted: str) -> Element | None:
    """The numbering, or way of numbering, of that id; None where there is none."""
    if root is None:
        return None
    return next((each for each in root.iter(f"{_W}{name}") if value(each, key) == wanted), None)


def _free(root: Element, name: str, key: str) -> str:
    taken = [int(told) for each in root.iter(f"{_W}{name}") if (told := value(each, key)).isdecimal()]
    return str(max(taken, default=0) + 1)
