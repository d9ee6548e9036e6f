"""What can be chosen where material is narrowed: codes, groups, phases, coders, sources, what the register says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.domain.schemes import AREA, PHASE, Code, Scheme
from toolkit.messages import current_language
from toolkit.services import names, retrieval, schemes
from toolkit.services.project import Project

MOST_VALUES = 24  # of one variable: ages and dates are no choice


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code in use: `above` is the title of the code or facet it stands under, `codings` how many it has itself."""

    path: str
    title: str
    above: str
    area: str
    facet: str
    top: bool
    codings: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Keys with their titles, in the order of scheme, settings or alphabet; `variables` are names with their values."""

    codes: tuple[CodeChoice, ...]
    groups: tuple[tuple[str, str], ...]
    phases: tuple[tuple[str, str], ...]
    facets: tuple[tuple[str, str], ...]
    coders: tuple[str, ...]
    sources: tuple[tuple[int, str], ...]
    variables: Mapping[str, tuple[str, ...]]

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


def choices(project: Project) -> Choices:
    """What the project has to choose from."""
    from toolkit.storage import codings, sources

    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            counts, coders = schemes.as_counted(scheme, codings.codes(connection)), codings.coders(connection)
            listed = tuple((key, name) for name, key in sources.ids(connection).items())
            voices = sources.respondents(connection)
    usable = [voice for voice in voices if project.register.usable(voice)]
    return Choices(
        codes=tuple(_codes(scheme, counts)),
        groups=tuple(_groups(project, usable)),
        phases=tuple(_phases(project, scheme)),
        facets=tuple((facet.key, _titled(facet.title, facet.key)) for facet in scheme.facets),
        coders=tuple(coders),
        sources=listed,
        variables=_variables(project, usable),
    )


def _codes(scheme: Scheme, counts: Mapping[str, int]) -> Iterator[CodeChoice]:
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
            codings=counts.get(code.path, 0),
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
