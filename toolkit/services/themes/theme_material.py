"""What themes are made from: the passages as they are stored, what people decided, and the themes that are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from toolkit.analysis.engines import THEMES
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.theme_board import bent
from toolkit.domain.themes.themes import Theme, ThemeDecision, standing
from toolkit.errors import Problem, Refused
from toolkit.messages import N_
from toolkit.services.coding import passages, schemes
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.material import sources
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.themes import theme_talk

if TYPE_CHECKING:
    from toolkit.analysis.themes.theme_words import Meanings
    from toolkit.services.coding.passages import Coded
    from toolkit.storage.projects.store import Connection, Store
    from toolkit.storage.suggesting.runs import Run

RUN = "themes"
SEED = 1


@dataclass(frozen=True, slots=True)
class Findings:
    """Themes and the passages they are made of; `notes` are what in the codings an evaluator should look at."""

    themes: tuple[Theme, ...]
    passages: dict[str, Passage]
    scheme: Scheme
    machine: bool
    engine: str
    notes: tuple[Problem, ...] = ()


def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Material:
    """What themes are made from, and those that are kept with the fingerprint of what they were made from.

    `joined` are passages (area, group, key) that came to themes since somebody looked, `counts` how many themes people
    wanted in a cell. `meanings` learns what words mean from what people say, when it is asked; without it that is
    learned from the passages.
    """

    used: SchemeInUse
    passages: Sequence[Passage]
    notes: tuple[Problem, ...]
    decisions: Sequence[ThemeDecision]
    kept: Sequence[Theme]
    made_from: str | None
    machine: bool
    joined: frozenset[tuple[str, str, str]] = frozenset()
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    meanings: Callable[[], Meanings | None] = field(default=_nothing, compare=False)

    def fingerprint(self, project: Project) -> str:
        """What themes of this material are made from; decisions bend them afterwards and are no part of it."""
        return fingerprint(_said(self.passages), self.used.sha256, THEMES, project.spoken, SEED)

    @property
    def whole(self) -> bool:
        """Whether the themes kept still have all passages they were made of."""
        return all(len(theme.passages) == sum(theme.spread.values()) for theme in self.kept)

    def is_current(self, project: Project) -> bool:
        """Whether the themes kept are those that this material gives."""
        return self.made_from == self.fingerprint(project) and self.whole

    def standing(self) -> list[ThemeDecision]:
        """What people decided, on the passages as they are now."""
        return standing(self.decisions, (passage.key for passage in self.passages))

    def findings(self, themes: Sequence[Theme]) -> Findings:
        """These themes, bent to what people decided, with the passages they are made of."""
        by_key = {passage.key: passage for passage in self.passages}
        voices = {key: passage.respondent for key, passage in by_key.items()}
        decided = tuple(bent(themes, self.decisions, voices))
        return Findings(decided, by_key, self.used.scheme, self.machine, THEMES, self.notes)

    def run(self, project: Project, parameters: Mapping[str, object]) -> Run:
        """The run that a making of themes is kept as."""
        from toolkit.storage.suggesting.runs import Run

        wanted, version = self.fingerprint(project), self.used.scheme.version
        return Run(RUN, THEMES, parameters, project.now, wanted, scheme_version=version, seed=SEED)


def fresh(project: Project, store: Store, *, from_suggestions: bool) -> Material:
    """Bring what themes rest on up to date and read it."""
    sources.refresh(project, store)
    used = schemes.current(project, store)
    schemes.record(project, store, used)
    return read(project, store, used, from_suggestions=from_suggestions)


def read(project: Project, store: Store, used: SchemeInUse, *, from_suggestions: bool) -> Material:
    """The material as it is stored; Refused, with the next step, when there is nothing to find themes in."""
    from toolkit.storage.findings import themes as stored
    from toolkit.storage.suggesting import runs

    with store.reading() as connection:
        found, notes = _gathered(project, connection, used.scheme, from_suggestions=from_suggestions)
        decisions, kept = stored.decisions(connection), stored.each(connection)
        latest = runs.latest(connection, RUN)
        joined, counts = stored.joined(connection), stored.counts(connection)
    made_from = latest.fingerprint if latest else None
    learn = partial(theme_talk.meanings, project, store)
    return Material(used, found, notes, decisions, kept, made_from, from_suggestions, joined, counts, learn)


def kept_from_suggestions(store: Store) -> bool:
    """Whether the themes kept rest on suggestions alone; of none at all, whether nobody has coded anything."""
    from toolkit.storage.codings import codings
    from toolkit.storage.findings import themes as stored

    with store.reading() as connection:
        kept = stored.each(connection)
        return all(theme.machine for theme in kept) if kept else not codings.coders(connection)


def superseded(store: Store) -> bool:
    """Whether there are themes that rest on suggestions alone though people have coded."""
    from toolkit.storage.codings import codings
    from toolkit.storage.findings import themes as stored

    with store.reading() as connection:
        kept = stored.each(connection)
        return bool(kept) and all(theme.machine for theme in kept) and bool(codings.coders(connection))


def refuse_none(store: Store) -> None:
    """Refused, with the next step, before any theme is made."""
    from toolkit.storage.findings import themes as stored

    with store.reading() as connection:
        if not stored.each(connection):
            raise Refused(N_("There are no themes yet."), hint=N_("Find them first: spegla themes"))


def joined(store: Store) -> frozenset[tuple[str, str, str]]:
    """The passages (area, group, key) that came to themes since somebody looked."""
    from toolkit.storage.findings import themes as stored

    with store.reading() as connection:
        return stored.joined(connection)


def _gathered(
    project: Project, connection: Connection, scheme: Scheme, *, from_suggestions: bool
) -> tuple[Sequence[Passage], tuple[Problem, ...]]:
    if not from_suggestions:
        found = passages.coded(project, connection, scheme)
        if not found.passages:
            raise _nothing_coded(project, found)
        return found.passages, tuple(_notes(project, found))
    proposed = list(passages.of_suggestions(project, connection, scheme))
    if not proposed:
        raise _nothing_suggested(connection)
    return proposed, ()


def _nothing_suggested(connection: Connection) -> Refused:
    from toolkit.storage.suggesting import suggestions

    if not suggestions.fingerprints(connection):
        return Refused(N_("There are no suggestions to find themes in."), hint=N_("First: spegla suggest"))
    return Refused(
        N_("The machine proposed nothing that themes can rest on (suggestions: {n})."),
        hint=N_(
            "Themes rest on words of somebody who allows it, with a question area. Code yourself (spegla serve), "
            "or look whether those who speak stand in respondents.csv (spegla sources)."
        ),
        n=suggestions.counts(connection).suggestions,
    )


def _nothing_coded(project: Project, found: Coded) -> Refused:
    if not found.codings:
        return Refused(
            N_("Nothing is coded yet."),
            hint=N_("Code in the browser (spegla serve), or take a first look with --from-suggestions."),
        )
    if found.retired.total() == found.codings:
        return Refused(
            N_("All that is coded has codes that are retired, with no other in their place."),
            hint=N_("Name the code that takes over in {file}: “merged_into: …”."),
            file=project.scheme_path.name,
        )
    return Refused(
        N_("There are codings, but none that counts."),
        hint=N_("A coding counts when it names a question area and lies on the words of somebody who allows it."),
    )


def _notes(project: Project, found: Coded) -> Iterator[Problem]:
    if found.retired:
        yield Problem(
            project.scheme_path.name,
            N_("Codings that count nowhere, for their code is retired with no other in its place: {n} ({codes})"),
            N_("Name the code that takes over in {file}: “merged_into: …”."),
            {"n": found.retired.total(), "codes": ", ".join(found.retired), "file": project.scheme_path.name},
            serious=False,
        )
    if found.disputed:
        yield Problem(
            project.settings.name,
            N_("Coders disagree on what promotes and what hinders (passages: {n})."),
            N_("The coder who set the stretch was followed. Compare your codings: spegla serve, under Compare"),
            {"n": found.disputed},
            serious=False,
        )


def _said(found: Sequence[Passage]) -> str:
    return fingerprint(
        *((one.key, sorted(one.codes), one.respondent, one.group, one.asked_area, one.evidence) for one in found)
    )
