"""Codes to and from other programs: the scheme as a tree of folders and codes, and a tree fitted into the scheme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.domain.codings.scheme_edits import Add, key_of
from toolkit.domain.codings.schemes import AREA, Code, Facet, Scheme
from toolkit.domain.exchange.interchange import ORIGIN, Exchanged, ExchangedCode, Loss
from toolkit.domain.texts.text import normalise
from toolkit.messages import N_, WRITTEN, catalogue

IMPORTED = "imported"
IMPORTED_TITLE = N_("Imported codes")
DEEPEST = 12  # levels below a facet: deeper codes are put beside each other on the last one
_NUMBER, _DOTTED = re.compile(r"\d{1,2}[.):]?\s+"), re.compile(r"\d{1,2}(?:\.\d{1,2})+[.):]?\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def folded(title: str) -> str:
    """A title as it is compared: composed letters, no capitals, single blanks."""
    return " ".join(normalise(title).casefold().split())


def imported_titles() -> dict[str, str]:
    """What the facet of imported codes is called, by language."""
    return {language: catalogue(language).gettext(IMPORTED_TITLE) for language in WRITTEN}


@dataclass(frozen=True, slots=True)
class Tree:
    """The scheme as other programs take it, and the guid of each code by its path."""

    codes: tuple[ExchangedCode, ...]
    guids: dict[str, str]


def tree(scheme: Scheme, language: str, guid: Callable[..., str]) -> Tree:
    """The codes in use under their facets, which are folders; each name stands once in the tree."""
    codes: list[ExchangedCode] = []
    guids: dict[str, str] = {}
    titles: dict[str, str] = {}
    names: set[str] = set()
    for facet in scheme.facets:
        title = _titled(facet, language)
        guids[facet.key], titles[facet.key] = guid("facet", facet.key), title
        codes.append(ExchangedCode(guids[facet.key], _unique(title, "", names), codable=False))
        for code in scheme.active(facet.key):
            above = _above(code, titles)
            guids[code.path], titles[code.path] = guid("code", code.path), code.titled(language)
            name = _unique(code.titled(language), titles[above], names)
            codes.append(ExchangedCode(guids[code.path], name, guids[above], definition(code, language)))
    return Tree(tuple(codes), guids)


def _titled(facet: Facet, language: str) -> str:
    return facet.title.get(language) or next(iter(facet.title.values()), facet.key)


def _above(code: Code, known: dict[str, str]) -> str:
    """The nearest code above that is in use, else the facet."""
    above = code.parent
    while above is not None and above not in known:
        above = above.rpartition("/")[0] or None
    return above or code.facet


def _unique(title: str, above: str, names: set[str]) -> str:
    name, number = title, 2
    if name.casefold() in names and above:
        name = first = f"{title} ({above})"
        while name.casefold() in names:
            name, number = f"{first} {number}", number + 1
    names.add(name.casefold())
    return name


def definition(code: Code, language: str) -> str:
    """What the code means, with what belongs to it and what does not."""
    translate = catalogue(language).gettext
    parts = [code.definition.get(language) or next(iter(code.definition.values()), "")]
    for lists, title in ((code.includes, N_("Belongs here: {what}")), (code.excludes, N_("Not here: {what}"))):
        said = lists.get(language) or next(iter(lists.values()), ())
        if said:
            parts.append(translate(title).format(what="; ".join(said)))
    return "\n\n".join(part for part in parts if part)


@dataclass(slots=True)
class Fitted:
    """A tree fitted into a scheme: the path of each code by guid (None: a folder that is a facet), and what is new."""

    paths: dict[str, str | None] = field(default_factory=dict)
    facets: list[Facet] = field(default_factory=list)
    adds: list[Add] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    matched: set[str] = field(default_factory=set)
    losses: list[Loss] = field(default_factory=list)


def fitted(exchanged: Exchanged, scheme: Scheme, language: str) -> Fitted:
    """Where each code of the file has its place: codes and areas by their titles, all else under imported codes."""
    work = _Fitting(scheme, language, ours=exchanged.origin == ORIGIN)
    work.names = Counter(folded(code.name) for code in exchanged.codes)
    for code in exchanged.codes:
        work.fit(code)
    work.tell(exchanged.codes)
    return work.done


@dataclass(slots=True)
class _Place:
    """A code's or facet's place: `key` is a path or the facet's key, `title` the plain title."""

    key: str
    title: str
    above: _Place | None = None
    facet: bool = False

    @property
    def depth(self) -> int:
        """How many levels it stands below its facet."""
        return self.key.count("/")


class _Fitting:
    """Fits codes one by one, parents first."""

    def __init__(self, scheme: Scheme, language: str, *, ours: bool) -> None:
        self.scheme, self.language, self.ours = scheme, language, ours
        self.done = Fitted()
        self.names: Counter[str] = Counter()
        self.places: dict[str, _Place] = {}
        self.children = dict(_children(scheme))
        self.anywhere = _titles_once(scheme)
        self.facets = {folded(title): facet.key for facet in scheme.facets for title in facet.title.values()}
        self.keys: dict[str, set[str]] = {}
        self.claimed: dict[str, str] = {}
        self.fresh: set[str] = set()
        self.flattened = 0
        for path, code in scheme.codes.items():
            self.keys.setdefault(code.parent or code.facet, set()).add(path.rpartition("/")[2])

    def fit(self, code: ExchangedCode) -> None:
        """Give one code its place."""
        above = self.places.get(code.parent or "")
        title = self._plain(code.name, above)
        place = self._under(above, title, code) if above else self._top(title, code)
        self.places[code.guid] = place
        self.done.paths[code.guid] = None if place.facet else place.key

    def _plain(self, name: str, above: _Place | None) -> str:
        """The title without the parent's in brackets, where that only keeps two names apart."""
        plain = " ".join(_CONTROL.sub(" ", normalise(name)).split())
        added = f" ({above.title})" if above else ""
        short = plain.removesuffix(added) if added else plain
        return short if short and self.names[folded(short)] else plain

    def _top(self, title: str, code: ExchangedCode) -> _Place:
        known = folded(title)
        if not code.codable and known in self.facets:
            return _Place(self.facets[known], title, facet=True)
        if not code.codable and (self.ours or known in map(folded, imported_titles().values())):
            return self._new_facet(title)
        path = self._in_scheme(AREA, title) or self._area_by_number(title) or self.anywhere.get(known)
        if path and self._free(path, code):
            return self._matched(path, title)
        return self._under(self._imported(), title, code)

    def _in_scheme(self, above: str, title: str) -> str | None:
        """The code of the scheme with this title here, also where the title has a number before it ("2.1 Health")."""
        known = folded(title)
        plain = (_NUMBER if above == AREA else _DOTTED).sub("", known, count=1)
        return self.children.get((above, known)) or self.children.get((above, plain))

    def _area_by_number(self, title: str) -> str | None:
        """The area that the title names by its number and first word ("2 Behov")."""
        told = re.match(r"(\d)[.):]?\s+(\w+)", folded(title))
        for area in self.scheme.active(AREA, top=True) if told else ():
            firsts = {text.casefold().split()[0] for text in area.title.values()}
            if told and area.number == int(told[1]) and any(one.startswith(told[2]) for one in firsts):
                return area.path
        return None

    def _under(self, above: _Place, title: str, code: ExchangedCode) -> _Place:
        path = self._in_scheme(above.key, title)
        if path and self._free(path, code):
            return self._matched(path, title, above)
        if above.key == AREA:
            return self._under(self._imported(), title, code)
        if above.depth >= DEEPEST and above.above is not None:
            self.flattened += 1
            return self._under(above.above, title, code)
        return self._new(above, title, code)

    def _free(self, path: str, code: ExchangedCode) -> bool:
        """Whether no other code of the file has this place: two codes of one name are kept apart."""
        return not code.codable or self.claimed.setdefault(path, code.guid) == code.guid

    def _matched(self, path: str, title: str, above: _Place | None = None) -> _Place:
        if path not in self.fresh:
            self.done.matched.add(path)
        return _Place(path, title, above)

    def _imported(self) -> _Place:
        key = next((each.key for each in self.scheme.facets if each.key == IMPORTED), None)
        return _Place(key, "", facet=True) if key else self._new_facet(imported_titles()["en"])

    def _new_facet(self, title: str) -> _Place:
        known = folded(title)
        if known not in self.facets:
            theirs = known in map(folded, imported_titles().values())
            taken = {*(each.key for each in self.scheme.facets), *self.facets.values(), *self.keys.get(AREA, ())}
            key = key_of(IMPORTED if theirs else title, taken)
            titles = imported_titles() if theirs else {self.language: title}
            self.done.facets.append(Facet(key, titles))
            self.facets.update({folded(each): key for each in titles.values()})
        return _Place(self.facets[known], title, facet=True)

    def _new(self, above: _Place, title: str, code: ExchangedCode) -> _Place:
        first = named = title or catalogue(self.language).gettext(N_("Code without a name"))
        number = 2
        while known := self.children.get((above.key, folded(named))):
            if self._free(known, code):
                return self._matched(known, named, above)
            named, number = f"{first} {number}", number + 1
        path = self._add(above, named, code)
        self._free(path, code)
        return _Place(path, named, above)

    def _add(self, above: _Place, title: str, code: ExchangedCode) -> str:
        taken = self.keys.setdefault(above.key, set())
        key = key_of(title, taken)
        taken.add(key)
        path = f"{above.key}/{key}"
        told = _CONTROL_BUT_LINES.sub(" ", normalise(code.definition)).strip()
        self.done.adds.append(Add(above.key, {self.language: title}, {self.language: told} if told else {}))
        self.done.new.append(path)
        self.fresh.add(path)
        self.children[above.key, folded(title)] = path
        return path

    def tell(self, codes: Sequence[ExchangedCode]) -> None:
        """Note what the scheme cannot hold of these codes, and drop facets that got no code."""
        used = {each.parent.partition("/")[0] for each in self.done.adds}
        self.done.facets = [facet for facet in self.done.facets if facet.key in used]
        folders = sum(not code.codable and self.done.paths[code.guid] in self.fresh for code in codes)
        colors = sum(bool(code.color) for code in codes)
        told = (
            (colors, "code_colors", N_("Colours of codes, which this program does not keep: {n}")),
            (folders, "code_folders", N_("Folders of codes, which stand as codes that can be coded with: {n}")),
            (self.flattened, "deep_codes", N_("Codes in too deep a tree, put further up: {n}")),
        )
        self.done.losses += [Loss(kind, message, n) for n, kind, message in told if n]


_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def _children(scheme: Scheme) -> Iterator[tuple[tuple[str, str], str]]:
    """The path of each code by what it stands under and its title in each language; codes in use win over merged."""
    merged = [(code, scheme.resolve(code.path)) for code in scheme.codes.values() if code.retired]
    heirs: Iterable[tuple[Code, Code | None]] = [*merged, *((code, code) for code in scheme.active())]
    for code, stands in heirs:
        for title in code.title.values() if stands else ():
            yield (code.parent or code.facet, folded(title)), stands.path if stands else ""


def _titles_once(scheme: Scheme) -> dict[str, str]:
    """The path of each code in use whose title no other has."""
    found: dict[str, set[str]] = {}
    for code in scheme.active():
        for title in code.title.values():
            found.setdefault(folded(title), set()).add(code.path)
    return {title: next(iter(paths)) for title, paths in found.items() if len(paths) == 1}
