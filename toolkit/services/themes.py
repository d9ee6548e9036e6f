"""Themes of the project: proposed from codings or suggestions, kept, and bent to what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.analysis.engines import THEMES
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Passage, belongs, by_source, place_of
from toolkit.domain.text import Span
from toolkit.domain.themes import Theme, ThemeDecision
from toolkit.errors import ConflictError, NotFound, Problem, Refused, SpeglaError
from toolkit.messages import N_
from toolkit.services import names, passages, schemes, sources, suggestions
from toolkit.services.project import Project, fingerprint
from toolkit.services.schemes import SchemeInUse

if TYPE_CHECKING:
    from toolkit.services.passages import Coded
    from toolkit.storage.runs import Run
    from toolkit.storage.store import Change, Connection, Store

Progress = Callable[[int, int], None]
RUN = "themes"
SEED = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme with the names of its place, and the words of up to three typical passages."""

    theme: Theme
    area_title: str
    group_title: str
    typical: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The themes as they are listed."""

    shown: tuple[Shown, ...]
    machine: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Themes and the passages they are made of; `notes` are what in the codings an evaluator should look at."""

    themes: tuple[Theme, ...]
    passages: dict[str, Passage]
    scheme: Scheme
    machine: bool
    engine: str
    notes: tuple[Problem, ...] = ()


def themes(project: Project, *, from_suggestions: bool = False, progress: Progress | None = None) -> ThemeView:
    """Find the themes anew if anything they rest on has changed, keep them, and show them."""
    if from_suggestions:
        suggestions.suggest(project, progress=progress)
    with project.store(write=True) as store:
        found = current(project, store, from_suggestions=from_suggestions, keep=True, progress=progress)
    place = {group: number for number, group in enumerate(project.settings.groups)}
    ordered = sorted(found.themes, key=lambda theme: place.get(theme.group, len(place)))
    return ThemeView(tuple(_shown(project, found, theme) for theme in ordered), found.machine)


def current(
    project: Project, store: Store, *, from_suggestions: bool, keep: bool, progress: Progress | None = None
) -> Findings:
    """The themes as they stand: those kept when nothing they rest on has changed, else proposed anew."""
    material = _material(project, store, from_suggestions=from_suggestions)
    decisions = _standing(material.decisions, material.passages)
    wanted = material.fingerprint(project, decisions)
    if wanted == material.made_from and _whole(material.kept):
        return material.findings(material.kept)
    made = _proposed(project, material, decisions, progress)
    if keep:
        with store.writing("themes", now=project.now) as change:
            _keep(change, made, material.run(project, wanted))
    return material.findings(made)


def outdated(project: Project, store: Store) -> bool:
    """Whether the themes kept are not those that the codings, or suggestions, would give now.

    Where none can be given it is not for this to say; what hinders is told when they are asked for.
    """
    from toolkit.storage import themes as stored

    with store.reading() as connection:
        machine = all(theme.machine for theme in stored.each(connection))
    try:
        material = _read(project, store, schemes.current(project, store), from_suggestions=machine)
    except SpeglaError:
        return False
    return material.made_from != material.fingerprint(project, _standing(material.decisions, material.passages))


@dataclass(frozen=True, slots=True)
class _Material:
    """What themes are made from, and those that are kept with the fingerprint of what they were made from."""

    used: SchemeInUse
    passages: Sequence[Passage]
    notes: tuple[Problem, ...]
    decisions: Sequence[ThemeDecision]
    kept: Sequence[Theme]
    made_from: str | None
    machine: bool

    def fingerprint(self, project: Project, decisions: Sequence[ThemeDecision]) -> str:
        """What themes of this material would be made from, under these decisions."""
        said, decided = _said(self.passages), _decided(decisions)
        return fingerprint(said, decided, self.used.sha256, THEMES, project.spoken, SEED)

    def findings(self, themes: Sequence[Theme]) -> Findings:
        """These themes with the passages they are made of."""
        by_key = {passage.key: passage for passage in self.passages}
        return Findings(tuple(themes), by_key, self.used.scheme, self.machine, THEMES, self.notes)

    def run(self, project: Project, wanted: str) -> Run:
        """The run that a making of themes is kept as."""
        from toolkit.storage.runs import Run

        return Run(RUN, THEMES, {}, project.now, wanted, scheme_version=self.used.scheme.version, seed=SEED)


def _material(project: Project, store: Store, *, from_suggestions: bool) -> _Material:
    """Bring what it rests on up to date and read it."""
    sources.refresh(project, store)
    used = schemes.current(project, store)
    schemes.record(project, store, used)
    return _read(project, store, used, from_suggestions=from_suggestions)


def _read(project: Project, store: Store, used: SchemeInUse, *, from_suggestions: bool) -> _Material:
    """The material as it is stored; Refused, with the next step, when there is nothing to find themes in."""
    from toolkit.storage import runs
    from toolkit.storage import themes as stored

    with store.reading() as connection:
        found, notes = _gathered(project, connection, used.scheme, from_suggestions=from_suggestions)
        decisions, kept = stored.decisions(connection), stored.each(connection)
        latest = runs.latest(connection, RUN)
    made_from = latest.fingerprint if latest else None
    return _Material(used, found, notes, decisions, kept, made_from, from_suggestions)


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
        raise Refused(N_("There are no suggestions to find themes in."), hint=N_("First: spegla suggest"))
    return proposed, ()


def _nothing_coded(project: Project, found: Coded) -> Refused:
    if not found.codings:
        return Refused(
            N_("Nothing is coded yet."),
            hint=N_("Import codings (spegla codings import FILE), or take a first look with --from-suggestions."),
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
            N_("The coder who set the stretch was followed. Compare your codings: spegla codings list"),
            {"n": found.disputed},
            serious=False,
        )


def _whole(kept: Sequence[Theme]) -> bool:
    """Whether the themes kept still have all passages they were made of."""
    return all(len(theme.passages) == sum(theme.spread.values()) for theme in kept)


def _standing(decisions: Sequence[ThemeDecision], found: Sequence[Passage]) -> list[ThemeDecision]:
    """The decisions with their passages as they stand now: a passage that a new coding moved is known by its words.

    A decision none of whose words are coded any more is left out, and holds again when they are.
    """
    if not decisions:
        return []
    known = {passage.key: passage for passage in found}
    near = {source: [(one.span, one.key) for one in inside] for source, inside in by_source(found).items()}
    standing = []
    for decision in decisions:
        keys = {key for one in decision.passages for key in ([one] if one in known else _moved(one, near))}
        if keys:
            standing.append(replace(decision, passages=frozenset(keys)))
    return standing


def _moved(key: str, near: Mapping[str, Sequence[tuple[Span, str]]]) -> list[str]:
    source, span = place_of(key)
    return [now for other, now in near.get(source, ()) if belongs(other, span)]


def _said(found: Sequence[Passage]) -> str:
    return fingerprint(
        *((one.key, sorted(one.codes), one.respondent, one.group, one.asked_area, one.evidence) for one in found)
    )


def _decided(decisions: Sequence[ThemeDecision]) -> list[tuple[object, ...]]:
    return [(one.id, one.area, one.group, sorted(one.passages), one.name) for one in decisions]


def _proposed(
    project: Project, material: _Material, decisions: Sequence[ThemeDecision], progress: Progress | None = None
) -> list[Theme]:
    from toolkit.analysis.language import Language
    from toolkit.analysis.themes import propose_all

    return propose_all(
        material.passages,
        language=Language(project.spoken),
        scheme=material.used.scheme,
        decisions=decisions,
        seed=SEED,
        progress=progress,
    )


def _keep(change: Change, made: Sequence[Theme], run: Run) -> None:
    from toolkit.storage import runs
    from toolkit.storage import themes as stored

    stored.replace_all(change.connection, made, run=runs.record(change.connection, run))
    change.note(themes=len(made))


def _shown(project: Project, found: Findings, theme: Theme) -> Shown:
    code = found.scheme.codes.get(theme.area)
    return Shown(
        theme=theme,
        area_title=code.titled(project.language) if code else theme.area,
        group_title=names.group(project, theme.group),
        typical=tuple(found.passages[key].text for key in theme.passages[:3] if key in found.passages),
    )


def record(shown: Shown) -> dict[str, object]:
    """A theme as a flat record for JSON."""
    theme = shown.theme
    return {
        "id": theme.id,
        "area": theme.area,
        "group": theme.group,
        "name": theme.name,
        "named_by_person": theme.named,
        "words": theme.words,
        "passages": theme.passages,
        "typical": shown.typical,
        "respondents": theme.spread,
        "one_respondent": theme.one_voice,
        "stability": theme.stability,
        "machine": theme.machine,
    }


def decide(project: Project, ids: Sequence[str], *, name: str | None = None) -> Theme:
    """Make the named themes one (or give a single one a name); the decision survives every later run.

    It is kept together with the themes that follow from it, and takes the place of earlier ones, or nothing is changed.
    """
    from toolkit.storage import themes as stored

    with project.store(write=True) as store:
        with store.reading() as connection:
            known = {theme.id: theme for theme in stored.each(connection)}
        chosen = [_known(known, one) for one in dict.fromkeys(ids)]
        decision = _decision(chosen, name)
        material = _material(project, store, from_suggestions=all(theme.machine for theme in known.values()))
        replaced = {theme.id for theme in chosen}
        others = [one for one in material.decisions if one.id not in replaced]
        decisions = _standing([*others, decision], material.passages)
        themes = _proposed(project, material, decisions)
        made = _found(themes, decision)
        with store.writing("themes decide", now=project.now, decided=len(chosen)) as change:
            for one in replaced:
                stored.remove_decision(change.connection, one)
            stored.save_decision(change.connection, decision)
            _keep(change, themes, material.run(project, material.fingerprint(project, decisions)))
    return made


def _found(themes: Sequence[Theme], decision: ThemeDecision) -> Theme:
    for theme in themes:
        if theme.id == decision.id:
            return theme
    raise ConflictError(
        N_("The material has changed, and the theme is no longer there."),
        hint=N_("See the themes as they are now: spegla themes"),
    )


def _known(known: dict[str, Theme], wanted: str) -> Theme:
    if wanted not in known:
        raise NotFound(
            N_("There is no theme {id}."), hint=N_("See the themes and their ids with: spegla themes"), id=wanted
        )
    return known[wanted]


def _decision(chosen: Sequence[Theme], name: str | None) -> ThemeDecision:
    places = {(theme.area, theme.group) for theme in chosen}
    if len(places) > 1:
        raise Refused(
            N_("The themes belong to different areas or groups."),
            hint=N_("Only themes of the same area and the same group can be made one."),
        )
    kept = name or next((theme.name for theme in chosen if theme.named), None)
    together = frozenset(key for theme in chosen for key in theme.passages)
    return ThemeDecision(chosen[0].id, chosen[0].area, chosen[0].group, together, kept)
