"""What can be chosen where material is narrowed: codes, groups, phases, coders, sources, what the register says."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import AREA, PHASE, Code, Scheme
from toolkit.messages import current_language
from toolkit.services.coding import retrieval, schemes
from toolkit.services.projects import names
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store

KEPT = 8  # projects and viewers
MOST_VALUES = 24  # of one variable: ages and dates are no choice


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code in use: `above` is the title of the code or facet it stands under."""

    path: str
    title: str
    above: str
    area: str
    facet: str
    top: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Keys with their titles, in the order of scheme, settings or alphabet; `variables` are names with their values.

    `withheld` is how many people may not be heard.
    """

    codes: tuple[CodeChoice, ...]
    groups: tuple[tuple[str, str], ...]
    phases: tuple[tuple[str, str], ...]
    facets: tuple[tuple[str, str], ...]
    coders: tuple[str, ...]
    sources: tuple[tuple[int, str], ...]
    variables: Mapping[str, tuple[str, ...]]
    withheld: int

    @property
    def titles(self) -> dict[str, CodeChoice]:
        """The codes by path."""
        return {code.path: code for code in self.codes}

    def code_groups(self) -> list[tuple[str, list[CodeChoice]]]:
        """The codes under what they stand under, for a list with headings."""
        found: dict[str, list[CodeChoice]] = {}
        for code in self.codes:
            found.setdefault(code.above, []).append(code)
        return list(found.items())


@dataclass(frozen=True, slots=True)
class _Known:
    """What was there to choose from, and what that rests on: it holds as long as nobody changes anything.

    `voices` are all who speak in the sources that are listed, as they were `placed`.
    """

    rests_on: tuple[object, ...]
    placed: str
    voices: frozenset[str]
    choices: Choices


_kept: OrderedDict[tuple[Path, str], _Known] = OrderedDict()
_keeping = threading.Lock()


def choices(project: Project) -> Choices:
    """What the project has to choose from."""
    with project.store() as store:
        key = project.folder, store.eyes
        rests_on = (store.mark(), current_language(), project.register, project.settings, project.scheme_file)
        with _keeping:
            known = _kept.get(key)
        same = known is not None and _same(known.rests_on, rests_on)
        made = known if known is not None and same else _made(project, store, known, rests_on)
    with _keeping:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made.choices


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether number and language are the same, and the rest the same objects: files are read anew when they change."""
    return before[:2] == now[:2] and all(one is other for one, other in zip(before[2:], now[2:], strict=True))


def _made(project: Project, store: Store, known: _Known | None, rests_on: tuple[object, ...]) -> _Known:
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources
    from toolkit.storage.suggesting import runs

    scheme = schemes.current(project, store).scheme
    with store.reading() as connection:
        coders, placed = codings.coders(connection), runs.fingerprint(connection, "placing")
        listed = tuple((key, name) for name, key in sources.ids(connection).items())
        if known is not None and (known.placed, known.choices.sources) == (placed, listed):
            voices = known.voices
        else:
            voices = sources.respondents(connection)
    usable = [voice for voice in voices if project.register.usable(voice)]
    found = Choices(
        codes=tuple(_codes(scheme)),
        groups=tuple(_groups(project, usable)),
        phases=tuple(_phases(project, scheme)),
        facets=tuple((facet.key, _titled(facet.title, facet.key)) for facet in scheme.facets),
        coders=tuple(coders),
        sources=listed,
        variables=_variables(project, usable),
        withheld=len(voices) - len(usable),
    )
    return _Known(rests_on, placed, voices, found)


def _codes(scheme: Scheme) -> Iterator[CodeChoice]:
    speech = current_language()
    facets = {facet.key: _titled(facet.title, facet.key) for facet in scheme.facets}
    for code in scheme.active():
        area = scheme.area_of(code.path) or ""
        above = scheme.codes.get(area) if code.parent or code.facet == AREA else None
        yield CodeChoice(
            path=code.path,
            title=code.titled(speech),
            above=above.titled(speech) if above else facets.get(code.facet, code.facet),
            area=area,
            facet=code.facet,
            top=code.parent is None,
        )


def _titled(title: Mapping[str, str], key: str) -> str:
    return title.get(current_language()) or next(iter(title.values()), key)


def _groups(project: Project, voices: Iterable[str]) -> Iterator[tuple[str, str]]:
    there = {project.register.get(voice).group for voice in voices}
    yield from ((key, names.group(project, key)) for key in project.settings.groups if key in there)


def _phases(project: Project, scheme: Scheme) -> Iterator[tuple[str, str]]:
    for code in scheme.active(PHASE):
        key = code.path.removeprefix(f"{PHASE}/")
        yield key, _phase(project, key, code)


def _phase(project: Project, key: str, code: Code) -> str:
    return project.settings.phase_label(key, language=current_language()) or code.titled(current_language())


def _variables(project: Project, voices: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for voice in voices:
        for name, value in retrieval.variables(project, voice).items():
            if value:
                found.setdefault(name, set()).add(value)
    return {name: tuple(sorted(values)) for name, values in found.items() if 1 < len(values) <= MOST_VALUES}
