"""What a person does with obstacles: each deed one step that can be undone, none on what was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.codings.segments import place_of
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status, by_level, moved
from toolkit.domain.texts.days import day_given
from toolkit.domain.texts.text import readable
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.claims.claims import Ground
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.themes.no_theme import no_theme

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step

LONGEST, LONGEST_NAME, LONGEST_STEP = 300, 120, 1000
Deed = Callable[["Step", Ground], int]


@dataclass(frozen=True, slots=True)
class Seen:
    """An obstacle as somebody saw it; without a revision the one that stands now is meant."""

    id: int
    revision: int | None = None


def write(project: Project, wanted: Obstacle, hand: Hand) -> int:
    """Write an obstacle, the last of its level; give its id."""
    return write_all(project, [wanted], hand)


def write_all(project: Project, every: Sequence[Obstacle], hand: Hand) -> int:
    """Write obstacles in one step, each the last of its level then; give the id of the last of them."""
    from toolkit.storage.findings import obstacles as stored

    def deed(step: Step, ground: Ground) -> int:
        made = 0
        for wanted in every:
            made = stored.write(step, _ready(step, ground, wanted, Obstacle("", wanted.level)))
        return made

    return _act(project, hand, "write obstacle", deed)


@dataclass(frozen=True, slots=True)
class Wish:
    """Other words, level or owner for an obstacle (what is empty or None stays), evidence more and less.

    `more` holds the words and the evidence that is put to it; `without` names claims, themes and passages to take away.
    """

    more: Obstacle
    level: Level | None = None
    owner: str | None = None
    without: frozenset[str] = frozenset()

    def of(self, before: Obstacle) -> Obstacle:
        """The obstacle as it is wished."""
        grown = _joined(before, self.more)
        return replace(
            grown,
            text=self.more.text or before.text,
            level=self.level or before.level,
            owner=before.owner if self.owner is None else self.owner,
            claims=tuple(one for one in grown.claims if str(one) not in self.without),
            themes=tuple(one for one in grown.themes if one not in self.without),
            passages=tuple(one for one in grown.passages if one not in self.without),
        )


def edit(project: Project, seen: Seen, wish: Wish, hand: Hand) -> None:
    """Change what a wish names, and leave the rest."""
    _edit(project, seen, "change obstacle", wish.of, hand)


def rewrite(project: Project, seen: Seen, wanted: Obstacle, hand: Hand) -> None:
    """Give an obstacle other words, another level or owner, and other evidence."""

    def make(before: Obstacle) -> Obstacle:
        return replace(
            before,
            text=wanted.text,
            level=wanted.level,
            owner=wanted.owner,
            claims=wanted.claims,
            themes=wanted.themes,
            passages=wanted.passages,
        )

    _edit(project, seen, "change obstacle", make, hand)


def lift(project: Project, seen: Seen, forum: str, day: str, hand: Hand) -> None:
    """Say with which forum an obstacle was raised, and when."""
    if not readable(forum):
        raise Refused(N_("Say with which forum it was raised."))
    when = day_given(day).isoformat()
    _edit(project, seen, "lift obstacle", lambda before: before.lifted_to(readable(forum), when), hand)


def tell(project: Project, seen: Seen, done: Done, hand: Hand) -> None:
    """Note a dated line of what was done with an obstacle, or what the forum answered."""
    if not readable(done.text):
        raise Refused(N_("Say what was done."))
    new = replace(done, day=day_given(done.day).isoformat(), text=readable(done.text))
    _edit(project, seen, "tell of obstacle", lambda before: before.told(new), hand)


def changed(project: Project, seen: Seen, change: str, passages: Iterable[str], hand: Hand) -> None:
    """Say what is seen to be otherwise, with the passages in which it is said."""
    if not readable(change):
        raise Refused(N_("Say what is seen to have changed, and from what."))
    more = tuple(passages)

    def make(before: Obstacle) -> Obstacle:
        grown = _joined(before, Obstacle("", before.level, passages=more))
        return replace(grown, change=readable(change), status=Status.CHANGED)

    _edit(project, seen, "change seen", make, hand)


def close(project: Project, seen: Seen, hand: Hand) -> None:
    """Close an obstacle without any change."""
    _edit(project, seen, "close obstacle", lambda before: replace(before, status=Status.CLOSED), hand)


def reopen(project: Project, seen: Seen, hand: Hand) -> None:
    """Open an obstacle again: lifted where it was lifted, else open. What was said of a change stays."""

    def make(before: Obstacle) -> Obstacle:
        return replace(before, status=Status.LIFTED if before.lifted else Status.OPEN)

    _edit(project, seen, "reopen obstacle", make, hand)


def move(project: Project, obstacle_id: int, to: int, hand: Hand) -> None:
    """Give an obstacle this priority within its level, counted from 1."""
    from toolkit.storage.findings import obstacles as stored

    def deed(step: Step, _: Ground) -> int:
        one = stored.by_id(step.connection, obstacle_id)
        own = [each.id or 0 for each in by_level(stored.each(step.connection))[one.level]]
        stored.place(step, moved(own, obstacle_id, to))
        return obstacle_id

    _act(project, hand, "order obstacles", deed)


def reorder(project: Project, level: Level, order: list[int], hand: Hand) -> None:
    """Put all obstacles of a level in this order; ConflictError when they are not those that there are."""
    from toolkit.storage.findings import obstacles as stored

    def deed(step: Step, _: Ground) -> int:
        own = [each.id or 0 for each in by_level(stored.each(step.connection))[level]]
        if sorted(order) != sorted(own):
            raise ConflictError(
                N_("The obstacles have changed since you saw them. Nothing was changed."),
                hint=N_("Look at them as they are now, then do it again if it is still needed."),
            )
        stored.place(step, order)
        return 0

    _act(project, hand, "order obstacles", deed)


def remove(project: Project, seen: Seen, hand: Hand) -> None:
    """Remove an obstacle; its claims, themes and passages stay as they are."""
    from toolkit.storage.findings import obstacles as stored

    def deed(step: Step, _: Ground) -> int:
        known = stored.by_id(step.connection, seen.id)
        stored.remove(step, seen.id, known.revision if seen.revision is None else seen.revision)
        return seen.id

    _act(project, hand, "remove obstacle", deed)


def _joined(before: Obstacle, more: Obstacle) -> Obstacle:
    return replace(
        before,
        claims=tuple(dict.fromkeys((*before.claims, *more.claims))),
        themes=tuple(dict.fromkeys((*before.themes, *more.themes))),
        passages=tuple(dict.fromkeys((*before.passages, *more.passages))),
    )


def _edit(project: Project, seen: Seen, verb: str, make: Callable[[Obstacle], Obstacle], hand: Hand) -> None:
    from toolkit.storage.findings import obstacles as stored

    def deed(step: Step, ground: Ground) -> int:
        before = stored.by_id(step.connection, seen.id)
        wanted = _ready(step, ground, make(before), before)
        stored.change(step, replace(wanted, revision=before.revision if seen.revision is None else seen.revision))
        return seen.id

    _act(project, hand, verb, deed)


def _ready(step: Step, ground: Ground, wanted: Obstacle, before: Obstacle) -> Obstacle:
    """The obstacle in readable words, its themes kept from now on; NotFound for new evidence that is not there."""
    from toolkit.storage.findings import claims as stored

    _check(wanted)
    for claim_id in set(wanted.claims) - set(before.claims):
        stored.by_id(step.connection, claim_id)
    for theme in set(wanted.themes) - set(before.themes) - ground.themes.keys():
        raise no_theme(theme, {key: one.name for key, one in ground.themes.items()})
    for key in set(wanted.passages) - set(before.passages):
        if not _there(ground, key):
            raise NotFound(N_("There is no such coded passage."), hint=N_("Code it first, or choose another passage."))
    claim_deeds.pin(step, ground, wanted.themes)
    return replace(wanted, text=readable(wanted.text), owner=readable(wanted.owner))


def _there(ground: Ground, key: str) -> bool:
    try:
        place_of(key)
    except ValueError:
        return False
    return bool(ground.places.now(key))


def _check(wanted: Obstacle) -> None:
    """Refused for an obstacle that says nothing, or too much."""
    if not readable(wanted.text):
        raise Refused(N_("The obstacle needs words."), hint=N_("Say in one sentence what is in the way."))
    longest = [(wanted.text, LONGEST), *((name, LONGEST_NAME) for name in (wanted.owner, wanted.forum))]
    longest += [(text, LONGEST_STEP) for text in (wanted.change, *(one.text for one in wanted.steps))]
    for text, most in longest:
        if len(text) > most:
            raise Refused(N_("This is too long: at most {n} letters."), n=most)


def _act(project: Project, hand: Hand, verb: str, deed: Deed) -> int:
    """Do it within one step, on the themes and passages as they are stored at that moment."""
    from toolkit.storage.database.rows import OBSTACLE

    refuse_blind(project)
    hand.check()
    sources.place(project)
    with project.store(write=True) as store:
        ground = claims.ground_of(project, store)
        with steps.stepping(store, verb, project, coder=hand.coder, command=hand.command) as step:
            if step.repeated:
                return next((int(row) for row in step.rows(OBSTACLE)), 0)
            return deed(step, ground)
