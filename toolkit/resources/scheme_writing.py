"""Scheme files changed as a careful hand would: only what is wished, with comments, order and style left as they are.

ruamel's round trip gives the packaged scheme back byte for byte; in a file whose lists are wrapped over several lines
those lists are set on one line each.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from toolkit.domain.codings.scheme_edits import Add, Merge, Move, Rename, Retire, Split, TakeBack, Wish, beside, key_of
from toolkit.domain.codings.schemes import AREA, Facet, Scheme
from toolkit.resources.yaml_files import editable

WIDEST = 1_000_000  # columns; no text is broken into lines
MARK = "new-code-"  # stands for a new code's key until its lines are in place


def edited(text: str, scheme: Scheme, wish: Wish, *, version: int) -> tuple[str, tuple[str, ...]]:
    """The file's text with the wish fulfilled and this version; and the paths of the codes that are new by it.

    `scheme` is what the text says. The wish must have been checked (`domain.scheme_edits.check`).
    """
    file = _File(text, scheme.key)
    new = tuple(_fulfil(file, scheme, wish))
    file.tree["version"] = version
    return file.text(), new


def grown(text: str, scheme: Scheme, facets: Sequence[Facet], codes: Sequence[Add], *, version: int) -> str:
    """The file's text with new facets and new codes, in this order, and this version.

    Each facet must get a code; a code's parent may be new too, under the path that `domain.scheme_edits.key_of` gives.
    """
    file = _File(text, scheme.key)
    for facet in facets:
        file.add_facet(facet)
    for code in codes:
        file.add(code.parent, code.title, code.definition)
    file.tree["version"] = version
    return file.text()


def taken_over(text: str, scheme: Scheme, other: str, paths: Iterable[str], *, version: int) -> str:
    """The file's text with these codes of the other file's text as they stand there, parents before children.

    Paths whose facet or parent is lacking here are left out.
    """
    file, from_ = _File(text, scheme.key), _File(other, scheme.key)
    for path in paths:
        file.take(path, from_.entries[path])
    file.tree["version"] = version
    return file.text()


def _fulfil(file: _File, scheme: Scheme, wish: Wish) -> Iterator[str]:
    match wish:
        case Add():
            yield file.add(wish.parent, wish.title, wish.definition)
        case Split():
            yield from file.split(beside(scheme.codes[wish.path]), wish.titles)
        case Rename():
            _reword(file.entries[wish.path], wish)
        case Move():
            yield file.move(wish.path, wish.under)
        case Merge():
            yield from file.merge(wish.path, wish.into)
        case Retire():
            file.retire_all(wish.path)
        case TakeBack():
            file.take_back(wish.path)


class _File:
    """A scheme file's tree and its entries by path."""

    def __init__(self, text: str, file: str) -> None:
        self._yaml = YAML(typ="rt")
        self._yaml.width = WIDEST
        self.tree: CommentedMap = editable(text, file)
        dash = self.tree["facets"].lc.col
        self._yaml.indent(mapping=_step(self.tree), sequence=dash + 2, offset=dash)
        self.entries: dict[str, CommentedMap] = {}
        self._made: list[tuple[CommentedMap, str]] = []
        for facet in self.tree["facets"]:
            self.entries[facet["key"]] = facet
            self._index(facet.get("codes", ()), "" if facet["key"] == AREA else facet["key"])

    def _index(self, codes: Sequence[CommentedMap], above: str) -> None:
        for entry in codes:
            path = f"{above}/{entry['key']}" if above else entry["key"]
            self.entries[path] = entry
            self._index(entry.get("codes") or (), path)

    def text(self) -> str:
        """The file's new text."""
        for number, (entry, _) in enumerate(self._made):
            entry["key"] = f"{MARK}{number}-"
        out = io.StringIO()
        self._yaml.dump(self.tree, out)
        lines = out.getvalue().split("\n")
        for number, (_, key) in enumerate(self._made):
            _settle(lines, f"{MARK}{number}-", key)
        return "\n".join(lines)

    def add(self, parent: str, title: Mapping[str, str], definition: Mapping[str, str]) -> str:
        """Put a new code last under `parent`; give its path."""
        made = CommentedMap(key="", title=_flow(title))
        if told := {language: words for language, words in definition.items() if words.strip()}:
            made["definition"] = CommentedMap({key: _quoted(words) for key, words in told.items()})
        return self._place(parent, made, next(iter(title.values())))

    def add_facet(self, facet: Facet) -> None:
        """Put a new facet last, still without codes."""
        made = CommentedMap(key=facet.key, title=_flow(facet.title), multiple=facet.multiple)
        self.tree["facets"].append(made)
        self.entries[facet.key] = made

    def split(self, parent: str, titles: Iterable[Mapping[str, str]]) -> Iterator[str]:
        """Put several new codes under `parent`; give their paths."""
        for title in titles:
            yield self.add(parent, title, {})

    def move(self, path: str, under: str) -> str:
        """Copy a code and those in use under it to another place, the old ones merged into the new; give the path."""
        old = self.entries[path]
        copied = _copied(old)
        children = [entry["key"] for entry in copied.pop("codes", ()) or () if not _retired(entry)]
        for name in ("number", "retired", "merged_into"):
            copied.pop(name, None)
        new = self._place(under, copied, old["key"])
        _retire(old, into=new)
        for key in children:
            self.move(f"{path}/{key}", new)
        return new

    def merge(self, path: str, into: str) -> Iterator[str]:
        """Merge a code into another, and move those in use under it there."""
        _retire(self.entries[path], into=into)
        for entry in list(self.entries[path].get("codes") or ()):
            if not _retired(entry):
                yield self.move(f"{path}/{entry['key']}", into)

    def retire_all(self, path: str) -> None:
        """Retire a code and those in use under it."""
        for each, entry in self.entries.items():
            if f"{each}/".startswith(f"{path}/") and not _retired(entry):
                _retire(entry)

    def take_back(self, path: str) -> None:
        """Use a retired or merged code again."""
        for name in ("retired", "merged_into"):
            self.entries[path].pop(name, None)

    def take(self, path: str, entry: CommentedMap) -> None:
        """Put a copy of another file's code, without those under it, at its path; nothing where it has no place."""
        parent, _, key = path.rpartition("/")
        if (parent or AREA) in self.entries and path not in self.entries:
            copied = _copied(entry)
            copied.pop("codes", None)
            self._put(parent or AREA, copied, key, path)

    def _place(self, parent: str, entry: CommentedMap, name: str) -> str:
        key = key_of(name, [one["key"] for one in self.entries[parent].get("codes") or ()])
        return self._put(parent, entry, key, f"{parent}/{key}")

    def _put(self, parent: str, entry: CommentedMap, key: str, path: str) -> str:
        above = self.entries[parent]
        if not above.get("codes"):
            above["codes"] = CommentedSeq()
        entry["key"] = key
        above["codes"].append(entry)
        self._made.append((entry, key))
        self.entries[path] = entry
        return path


def _step(tree: CommentedMap) -> int:
    columns = [value.lc.col for value in tree.values() if isinstance(value, CommentedMap) and not value.fa.flow_style()]
    return columns[0] if columns and columns[0] > 0 else 2


def _retired(entry: CommentedMap) -> bool:
    return bool(entry.get("retired") or entry.get("merged_into"))


def _retire(entry: CommentedMap, *, into: str | None = None) -> None:
    """Mark a code as retired, right after its key as the README of the schemes shows it."""
    place = list(entry).index("key") + 1
    entry.pop("retired", None)
    entry.insert(place, "retired", value=True)
    if into is not None:
        entry.pop("merged_into", None)
        entry.insert(place + 1, "merged_into", into)


def _reword(entry: CommentedMap, wish: Rename) -> None:
    texts: tuple[tuple[str, Any], ...] = (
        ("title", wish.title.strip()),
        ("definition", wish.definition.strip()),
        ("includes", [text.strip() for text in wish.includes if text.strip()]),
        ("excludes", [text.strip() for text in wish.excludes if text.strip()]),
    )
    for name, value in texts:
        _set(entry, name, wish.language, value)


def _set(entry: CommentedMap, name: str, language: str, value: str | list[str]) -> None:
    """Write a text in one language, unless it says the same already; an empty one is taken away."""
    by_language = entry.get(name)
    before = by_language.get(language) if by_language else None
    if _same(before, value):
        return
    if not value:
        by_language.pop(language, None)
        if not by_language:
            entry.pop(name)
        return
    if by_language is None:
        by_language = entry[name] = CommentedMap()
    by_language[language] = _quoted(value) if isinstance(value, str) else _list(value)


def _same(before: object, value: str | list[str]) -> bool:
    if before is None:
        return not value
    if isinstance(value, list):
        texts = [before] if isinstance(before, str) else before
        return [str(text).strip() for text in texts] == value  # type: ignore[attr-defined]
    return str(before).strip() == value


def _quoted(text: str) -> DoubleQuotedScalarString:
    quoted: DoubleQuotedScalarString = DoubleQuotedScalarString(text.strip())
    return quoted


def _list(texts: Sequence[str]) -> CommentedSeq:
    made = CommentedSeq([_quoted(text) for text in texts])
    made.fa.set_flow_style()
    return made


def _flow(texts: Mapping[str, str]) -> CommentedMap:
    made = CommentedMap({language: _quoted(text) for language, text in texts.items() if text.strip()})
    made.fa.set_flow_style()
    return made


def _copied(entry: CommentedMap) -> CommentedMap:
    """A copy in the same style without comments: those of the old place tell of the old place."""
    made = CommentedMap({key: _value_copied(value) for key, value in entry.items()})
    if entry.fa.flow_style():
        made.fa.set_flow_style()
    return made


def _value_copied(value: object) -> object:
    if isinstance(value, CommentedMap):
        return _copied(value)
    if isinstance(value, CommentedSeq):
        made = CommentedSeq([_value_copied(each) for each in value])
        if value.fa.flow_style():
            made.fa.set_flow_style()
        return made
    if isinstance(value, FoldedScalarString):
        folded = FoldedScalarString(str(value))
        folded.fold_pos = getattr(value, "fold_pos", [])
        return folded
    return value


def _settle(lines: list[str], mark: str, key: str) -> None:
    """Give the new code its key, and put it above the comments that ruamel left before it: they belong to what follows.

    Comments on what follows stand no deeper than the new lines do; what stands deeper belongs to the code before.
    """
    at = next(number for number, line in enumerate(lines) if mark in line)
    lines[at] = lines[at].replace(mark, key)
    if not lines[at].lstrip().startswith(f"- key: {key}"):
        return
    first = at - 1 if lines[at - 1].strip() == "codes:" else at
    above, last = first, at + 1
    while _comment(lines[above - 1], _depth(lines[first])):
        above -= 1
    while last < len(lines) and (not lines[last].strip() or _depth(lines[last]) > _depth(lines[at])):
        last += 1
    while not lines[last - 1].strip():
        last -= 1
    lines[above:last] = lines[first:last] + lines[above:first]


def _comment(line: str, deepest: int) -> bool:
    return not line.strip() or (line.lstrip().startswith("#") and _depth(line) <= deepest)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
