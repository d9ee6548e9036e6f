"""What a person does with themes: each deed one step that can be undone, kept for every later clustering."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.themes import theme_board
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import Theme, version_of
from toolkit.errors import ConflictError, Refused
from toolkit.messages import N_
from toolkit.services.material.hands import Hand
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.projects.steps import stepping
from toolkit.services.themes.no_theme import no_theme
from toolkit.services.themes.theme_board import bent_at

LONGEST_NAME = 200
MERGE = "theme merge"


@dataclass(frozen=True, slots=True)
class Seen:
    """Where somebody acts, and the version that they saw of each theme concerned."""

    area: str
    group: str
    versions: Mapping[str, str]


def rename(project: Project, seen: Seen, *, theme: str, name: str, hand: Hand) -> None:
    """Give the theme a name that stays."""
    wanted = _name(name)
    _act(project, seen, hand, "theme rename", lambda themes: theme_board.renamed(_of(themes, theme), wanted))


def put_aside(project: Project, seen: Seen, *, theme: str, aside: bool, hand: Hand) -> None:
    """Set the theme aside, so that no report tells it, or take it back."""
    verb = "theme aside" if aside else "theme back"
    _act(project, seen, hand, verb, lambda themes: theme_board.put_aside(_of(themes, theme), aside=aside))


def merge(project: Project, seen: Seen, *, themes: Sequence[str], hand: Hand, name: str = "") -> None:
    """Make the themes one, in the place of the first."""
    wanted = _name(name) if name.strip() else None

    def deed(known: Mapping[str, Theme]) -> Decided:
        return theme_board.merged([_of(known, one) for one in dict.fromkeys(themes)], wanted)

    _act(project, seen, hand, MERGE, deed)


def move(project: Project, seen: Seen, *, keys: Sequence[str], to: str, hand: Hand) -> None:
    """Put the passages into the theme `to`; they never come back to where they were by themselves."""
    _act(
        project,
        seen,
        hand,
        "theme move",
        lambda themes: theme_board.moved(_holding(themes, keys), keys, _of(themes, to)),
    )


def split(project: Project, seen: Seen, *, keys: Sequence[str], name: str, hand: Hand) -> None:
    """Make the passages a theme of their own with this name."""
    wanted = _name(name)
    _act(
        project,
        seen,
        hand,
        "theme split",
        lambda themes: theme_board.new_theme(_holding(themes, keys), keys, name=wanted),
    )


def loosen(project: Project, seen: Seen, *, keys: Sequence[str], hand: Hand) -> None:
    """Set single passages aside, so that no report tells them."""

    def deed(themes: Mapping[str, Theme]) -> Decided:
        return theme_board.loosened(
            _holding(themes, keys), keys, themes.get(theme_board.loose_id(seen.area, seen.group))
        )

    _act(project, seen, hand, "theme aside", deed)


def _act(project: Project, seen: Seen, hand: Hand, verb: str, deed: Callable[[Mapping[str, Theme]], Decided]) -> None:
    """Decide within one step of the coder, on the themes as they are stored at that moment."""
    from toolkit.storage.findings import claims, obstacles
    from toolkit.storage.findings import themes as stored
    from toolkit.storage.sessions import learning, packs

    refuse_blind(project)
    at = stored.Cell(seen.area, seen.group)
    with (
        project.store(write=True) as store,
        stepping(store, verb, project, coder=hand.coder, command=hand.command) as step,
    ):
        if step.repeated:
            return
        voices = _usable(project, stored.voices(step.connection, at))
        themes = {theme.id: theme for theme in bent_at(step.connection, at, voices)}
        _check(themes, seen)
        decided = deed(themes)
        stored.decide(step, decided)
        if verb == MERGE:
            for follow in (claims.follow, obstacles.follow, learning.follow_themes, packs.follow_themes):
                follow(step, decided.forgotten, decided.kept[0].id)


def _usable(project: Project, voices: Mapping[str, str]) -> dict[str, str]:
    return {key: voice for key, voice in voices.items() if project.register.usable(voice)}


def _check(themes: Mapping[str, Theme], seen: Seen) -> None:
    for one, version in seen.versions.items():
        if one not in themes or (version and version_of(themes[one]) != version):
            raise _not_as_seen()


def _not_as_seen() -> ConflictError:
    return ConflictError(
        N_("The themes have changed since you saw them. Nothing was changed."),
        hint=N_("Look at them as they are now, then do it again if it is still needed."),
    )


def _of(themes: Mapping[str, Theme], wanted: str) -> Theme:
    if wanted not in themes:
        raise _not_as_seen()
    if themes[wanted].pile:
        raise Refused(
            N_("New material is no theme."),
            hint=N_("Move its passages to themes, or make those that belong together a theme of their own."),
        )
    return themes[wanted]


def _holding(themes: Mapping[str, Theme], keys: Sequence[str]) -> list[Theme]:
    """The themes that the passages stand in; ConflictError when one stands nowhere any more."""
    wanted = set(keys)
    found = [theme for theme in themes.values() if wanted.intersection(theme.passages)]
    if not wanted or not wanted.issubset(key for theme in found for key in theme.passages):
        raise _not_as_seen()
    return found


def _name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused(N_("The theme needs a name."), hint=N_("Say in a few words what the passages have in common."))
    if len(wanted) > LONGEST_NAME:
        raise Refused(N_("The name is too long."), hint=N_("A heading of a few words says more."))
    return wanted


def decide(project: Project, ids: Sequence[str], *, hand: Hand, name: str | None = None) -> Theme:
    """Make the named themes one (or give a single one a name), as the command line does; gives the theme it makes."""
    known = _all(project)
    chosen = [_known(project, known, one) for one in dict.fromkeys(ids)]
    if len({(theme.area, theme.group) for theme in chosen}) > 1:
        raise Refused(
            N_("The themes belong to different areas or groups."),
            hint=N_("Only themes of the same area and the same group can be made one."),
        )
    seen = Seen(chosen[0].area, chosen[0].group, {theme.id: version_of(theme) for theme in chosen})
    merge(project, seen, themes=[theme.id for theme in chosen], name=name or "", hand=hand)
    return _all(project)[chosen[0].id]


def _all(project: Project) -> dict[str, Theme]:
    from toolkit.storage.findings import themes as stored

    with project.store() as store, store.reading() as connection:
        voices = _usable(project, stored.voices(connection, stored.EVERYWHERE))
        return {theme.id: theme for theme in bent_at(connection, stored.EVERYWHERE, voices)}


def _known(project: Project, known: Mapping[str, Theme], wanted: str) -> Theme:
    from toolkit.storage.findings import themes as stored

    if wanted in known:
        return known[wanted]
    with project.store() as store, store.reading() as connection:
        ids = {theme.id for theme in stored.each(connection)}
        ids |= {decision.id for decision in stored.decisions(connection)}
        if wanted in ids:
            raise ConflictError(
                N_("The material has changed, and the theme is no longer there."),
                hint=N_("See the themes as they are now: spegla themes"),
            )
    raise no_theme(wanted, {key: theme.name for key, theme in known.items()})
