"""The scheme as a screen shows it: the tree with its counts, and all about one code."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import AREA, AREAS, Code, Scheme
from toolkit.errors import NotFound
from toolkit.messages import N_, current_language
from toolkit.services.coding import schemes
from toolkit.services.material import sources
from toolkit.services.projects import names, withholding
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.codings.scheme_use import Use
    from toolkit.storage.projects.store import Connection

EXAMPLES = 5


def key(path: str) -> str:
    """A short name of a code for addresses, which hold no words: a code made in vivo is somebody's words."""
    return hashlib.sha256(path.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Node:
    """A code in the tree: its title, how many codings it has, and with those under it; the codes under it."""

    code: Code
    key: str
    title: str
    count: int
    whole: int
    area: str
    under: tuple[Node, ...]

    @property
    def fixed(self) -> bool:
        """Whether it is one of the six areas, which can only be reworded, split or added to."""
        return self.code.path in AREAS


@dataclass(frozen=True, slots=True)
class Branch:
    """A facet with its codes."""

    key: str
    title: str
    several: bool
    codes: tuple[Node, ...]

    @property
    def grows(self) -> bool:
        """Whether a code can be put at its top: the question areas are six."""
        return self.key != AREA


@dataclass(frozen=True, slots=True)
class Tree:
    """The scheme with its counts, under the version it has in this project; `sha256` is the file's fingerprint."""

    title: str
    version: int
    sha256: str
    own: bool
    branches: tuple[Branch, ...]
    nodes: Mapping[str, Node]

    def node(self, wanted: str) -> Node:
        """The code with this short name; NotFound when there is none."""
        if wanted not in self.nodes:
            raise NotFound(N_("The scheme has no such code any more."), hint=N_("Choose another in the tree."))
        return self.nodes[wanted]


def tree(project: Project) -> Tree:
    """The scheme in use with how many codings each code has."""
    from toolkit.storage.codings import codings as stored

    with project.store() as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            counts = schemes.as_counted(used.scheme, stored.codes(connection))
    nodes = _nodes(used.scheme, counts)
    return Tree(
        title=_said(used.scheme.title),
        version=used.scheme.version,
        sha256=used.sha256,
        own=project.scheme_path.is_relative_to(project.folder),
        branches=tuple(
            Branch(facet.key, _said(facet.title), facet.multiple, tuple(_top(used.scheme, facet.key, nodes)))
            for facet in used.scheme.facets
        ),
        nodes={node.key: node for node in nodes.values()},
    )


def _said(texts: Mapping[str, str]) -> str:
    return texts.get(current_language()) or next(iter(texts.values()), "")


def _top(scheme: Scheme, facet: str, nodes: Mapping[str, Node]) -> list[Node]:
    return [nodes[code.path] for code in scheme.codes.values() if code.facet == facet and code.parent is None]


def _nodes(scheme: Scheme, counts: Mapping[str, int]) -> dict[str, Node]:
    below: dict[str, list[Code]] = {}
    for code in scheme.codes.values():
        below.setdefault(code.parent or "", []).append(code)
    made: dict[str, Node] = {}

    def node(code: Code) -> Node:
        under = tuple(node(child) for child in below.get(code.path, ()))
        count = counts.get(code.path, 0)
        whole = count + sum(child.whole for child in under if not child.code.retired)
        title, area = code.titled(current_language()), scheme.area_of(code.path) or ""
        made[code.path] = Node(code, key(code.path), title, count, whole, area, under)
        return made[code.path]

    for code in below.get("", ()):
        node(code)
    return {path: made[path] for path in scheme.codes}


@dataclass(frozen=True, slots=True)
class Example:
    """A coded passage: where it stands, who said it, its words."""

    source_id: int
    turn: int
    respondent: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Detail:
    """All about one code in use of the material: codings by coder, people by group, a few passages.

    `withheld` is how many codings lie on words of people who withdrew or refused.
    """

    coders: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...]
    people: int
    examples: tuple[Example, ...]
    withheld: int


def detail(project: Project, path: str) -> Detail:
    """How a code is used: by whom, on whose words, and a few passages of different people."""
    from toolkit.storage.codings import scheme_use

    sources.place(project)
    with project.store() as store:
        meant = _meant(schemes.current(project, store).scheme, path)
        with store.reading() as connection:
            every = scheme_use.spoken(connection, meant)
            gone = withholding.unusable(project, {voice for _, voices in every for voice in voices})
            examples = tuple(_example(project, one) for one in _first_uses(connection, meant, gone))
    kept = {(coder, voices): n for (coder, voices), n in every.items() if not gone.intersection(voices)}
    coders = Counter[str]()
    for (coder, _), n in kept.items():
        coders[coder] += n
    people = sorted({voice for _, voices in kept for voice in voices})
    groups = Counter(names.group(project, project.register.get(person).group) for person in people)
    withheld = sum(every.values()) - sum(kept.values())
    return Detail(tuple(sorted(coders.items())), tuple(groups.items()), len(people), examples, withheld)


def _first_uses(connection: Connection, meant: Sequence[str], gone: Container[str]) -> list[Use]:
    """The first coding of each of a few people; no more sources are read than that takes."""
    from toolkit.storage.codings import scheme_use

    first: dict[str, Use] = {}
    for source_id in scheme_use.sources_of(connection, meant):
        for one in scheme_use.uses(connection, meant, source_id=source_id):
            if not any(voice in gone for voice in one.respondents):
                first.setdefault(one.respondents[0], one)
        if len(first) >= EXAMPLES:
            break
    return list(first.values())[:EXAMPLES]


def _uses(project: Project, path: str) -> list[Use]:
    from toolkit.storage.codings import scheme_use

    sources.place(project)
    with project.store() as store:
        meant = _meant(schemes.current(project, store).scheme, path)
        with store.reading() as connection:
            every = scheme_use.uses(connection, meant)
    gone = withholding.unusable(project, {voice for one in every for voice in one.respondents})
    return [one for one in every if not gone.intersection(one.respondents)]


def _meant(scheme: Scheme, path: str) -> list[str]:
    """The code, and those that were merged into it."""
    return [path, *(one for one in scheme.codes if one != path and _means(scheme, one, path))]


def _means(scheme: Scheme, path: str, wanted: str) -> bool:
    heir = scheme.resolve(path)
    return heir is not None and heir.path == wanted


def _example(project: Project, one: Use) -> Example:
    person = one.respondents[0]
    group = names.group(project, project.register.get(person).group)
    return Example(one.source_id, one.turn, person, group, one.quote)


@dataclass(frozen=True, slots=True)
class Sortable:
    """A coding to be sorted: id and revision as seen, and its passage."""

    id: int
    revision: int
    passage: Example


def sortable(project: Project, path: str, coder: str) -> tuple[list[Sortable], int]:
    """The coder's codings of a code, in order of the text, and how many there are of other coders."""
    found = _uses(project, path)
    own = [Sortable(one.id, one.revision, _example(project, one)) for one in found if one.coder == coder]
    return own, len(found) - len(own)
