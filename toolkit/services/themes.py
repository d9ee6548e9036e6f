"""Themes of the project: proposed from codings or suggestions, kept, and bent to what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.analysis.engines import THEMES
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Passage, belongs, by_source, place_of
from toolkit.domain.text import Span
from toolkit.domain.themes import Theme, ThemeDecision
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.services import names, passages, schemes, sources, suggestions
from toolkit.services.project import Project, fingerprint
from toolkit.services.schemes import SchemeInUse

if TYPE_CHECKING:
    from toolkit.storage.store import Connection, Store

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
    """Themes and the passages they are made of."""

    themes: tuple[Theme, ...]
    passages: dict[str, Passage]
    scheme: Scheme
    machine: bool
    engine: str


def themes(project: Project, *, from_suggestions: bool = False, progress: Progress | None = None) -> ThemeView:
    """Find the themes anew if anything they rest on has changed, keep them, and show them."""
    if from_suggestions:
        suggestions.suggest(project, progress=progress)
    store = project.store(write=True)
    try:
        found = current(project, store, from_suggestions=from_suggestions, keep=True, progress=progress)
    finally:
        store.close()
    return ThemeView(tuple(_shown(project, found, theme) for theme in found.themes), found.machine)


def current(
    project: Project, store: Store, *, from_suggestions: bool, keep: bool, progress: Progress | None = None
) -> Findings:
    """The themes as they stand: those kept when nothing they rest on has changed, else proposed anew."""
    from toolkit.storage import runs
    from toolkit.storage import themes as stored

    sources.refresh(project, store)
    used = schemes.current(project, store)
    schemes.record(project, store, used)
    with store.reading() as connection:
        found = _passages(project, connection, used.scheme, from_suggestions=from_suggestions)
        decisions = _standing(stored.decisions(connection), found)
        latest = runs.latest(connection, RUN)
        kept = stored.each(connection)
    _not_empty(found, from_suggestions=from_suggestions)
    name = THEMES
    wanted = fingerprint(_said(found), _decided(decisions), used.sha256, name, project.language, SEED)
    by_key = {passage.key: passage for passage in found}
    if latest is not None and latest.fingerprint == wanted:
        return Findings(tuple(kept), by_key, used.scheme, from_suggestions, name)
    made = _proposed(project, found, used, decisions, progress)
    if keep:
        _keep(project, store, made, wanted, used)
    return Findings(tuple(made), by_key, used.scheme, from_suggestions, name)


def _passages(project: Project, connection: Connection, scheme: Scheme, *, from_suggestions: bool) -> list[Passage]:
    gather = passages.of_suggestions if from_suggestions else passages.of_codings
    return list(gather(project, connection, scheme))


def _not_empty(found: Sequence[Passage], *, from_suggestions: bool) -> None:
    if not found and from_suggestions:
        raise Refused(N_("There are no suggestions to find themes in."), hint=N_("First: spegla suggest"))
    if not found:
        raise Refused(
            N_("Nothing is coded yet."),
            hint=N_("Import codings (spegla codings import FILE), or take a first look with --from-suggestions."),
        )


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
    return fingerprint(*((one.key, sorted(one.codes), one.respondent, one.group, one.asked_area) for one in found))


def _decided(decisions: Sequence[ThemeDecision]) -> list[tuple[object, ...]]:
    return [(one.id, one.area, one.group, sorted(one.passages), one.name) for one in decisions]


def _proposed(
    project: Project,
    found: Sequence[Passage],
    used: SchemeInUse,
    decisions: Sequence[ThemeDecision],
    progress: Progress | None,
) -> list[Theme]:
    from toolkit.analysis.language import Language
    from toolkit.analysis.themes import propose_all

    return propose_all(
        found,
        language=Language(project.language),
        scheme=used.scheme,
        decisions=decisions,
        seed=SEED,
        progress=progress,
    )


def _keep(project: Project, store: Store, made: Sequence[Theme], wanted: str, used: SchemeInUse) -> None:
    from toolkit.storage import runs
    from toolkit.storage import themes as stored

    run = runs.Run(RUN, THEMES, {}, project.now, wanted, scheme_version=used.scheme.version, seed=SEED)
    with store.writing("themes", now=project.now) as change:
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
    """Make the named themes one (or give a single one a name); the decision survives every later run."""
    from toolkit.storage import themes as stored

    store = project.store(write=True)
    try:
        with store.reading() as connection:
            known = {theme.id: theme for theme in stored.each(connection)}
        chosen = [_known(known, one) for one in dict.fromkeys(ids)]
        decision = _decision(chosen, name)
        with store.writing("themes decide", now=project.now, themes=len(chosen)) as change:
            for theme in chosen:
                stored.remove_decision(change.connection, theme.id)
            stored.save_decision(change.connection, decision)
        machine = all(theme.machine for theme in known.values())
        found = current(project, store, from_suggestions=machine, keep=True)
        made = next((theme for theme in found.themes if theme.id == decision.id), None)
        if made is None:
            _take_back(project, store, decision)
    finally:
        store.close()
    if made is None:
        raise ConflictError(
            N_("The material has changed, and the theme is no longer there."),
            hint=N_("See the themes as they are now: spegla themes"),
        )
    return made


def _take_back(project: Project, store: Store, decision: ThemeDecision) -> None:
    from toolkit.storage import themes as stored

    with store.writing("themes undecide", now=project.now) as change:
        stored.remove_decision(change.connection, decision.id)


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
