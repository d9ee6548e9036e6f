"""The coding scheme: facets, codes under them, and the paths that name a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

AREA = "area"
PHASE = "phase"
VALENCE = "valence"
LEVEL = "level"
AREAS = ("preconditions", "needs", "solutions", "actors", "followup", "learning")
PHASES = ("before", "during", "ending", "after")
VALENCES = ("promotes", "hinders", "proposes")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: 1–5 lower-case words, each a lemma (`rädd`), prefix (`förvänt*`), suffix or infix (`*kontakt*`)."""

    pattern: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Code:
    """A code. `path` is its stable name (`needs`, `needs/health`, `phase/before`); texts are by language."""

    path: str
    facet: str
    title: Mapping[str, str]
    definition: Mapping[str, str] = field(default_factory=dict)
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excludes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cues: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    number: int | None = None
    retired: bool = False
    merged_into: str | None = None

    @property
    def parent(self) -> str | None:
        """The path of the code above, None at the top of its facet."""
        above, _, _ = self.path.rpartition("/")
        return above if above and above != self.facet else None

    def titled(self, language: str) -> str:
        """The title in `language`, in any language when that one is missing, else the path."""
        return self.title.get(language) or next(iter(self.title.values()), self.path)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: an independent question asked of each passage. `multiple`: may a passage have several of its codes?"""

    key: str
    title: Mapping[str, str]
    multiple: bool = True


@dataclass(frozen=True, slots=True)
class Scheme:
    """A coding scheme: its key and version, its facets in order, and its codes by path in order."""

    key: str
    version: int
    title: Mapping[str, str]
    facets: tuple[Facet, ...]
    codes: Mapping[str, Code]

    def active(self, facet: str | None = None, *, top: bool = False) -> Iterator[Code]:
        """The codes in use, of one facet if named, only the facet's top level if `top`."""
        for code in self.codes.values():
            if not code.retired and (facet is None or code.facet == facet) and not (top and code.parent):
                yield code

    def resolve(self, path: str) -> Code | None:
        """The code in use that `path` means today, following merges; None when unknown or retired without heir."""
        seen: set[str] = set()
        code = self.codes.get(path)
        while code is not None and code.retired and code.merged_into and code.path not in seen:
            seen.add(code.path)
            code = self.codes.get(code.merged_into)
        return None if code is None or code.retired else code

    def area_of(self, path: str) -> str | None:
        """The question area that an area code lies under (`needs/health` → needs); None for codes of other facets."""
        code = self.codes.get(path)
        return path.partition("/")[0] if code is not None and code.facet == AREA else None
