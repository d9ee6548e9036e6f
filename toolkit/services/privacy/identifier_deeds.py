"""What a person does with what a scan found: keep, mask (a new revision), take a mask back, erase (gone everywhere)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.identifier_groups import (
    LONGEST,
    NAMES,
    Decided,
    Decision,
    Group,
    Scanned,
    State,
    bracketed,
)
from toolkit.domain.identifiers.own_names import folded
from toolkit.domain.sources.revisions import Edit
from toolkit.domain.texts.short_texts import Where
from toolkit.domain.texts.text import readable
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_finding, identifier_places
from toolkit.services.privacy.identifier_elsewhere import Beside, instead, put, stands, take_back
from toolkit.services.privacy.identifier_labels import MASK, masked
from toolkit.services.projects import names_left
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.services.privacy.erasing import Erased

DECIDE, TAKE_BACK = "privacy decide", "privacy reopen"
_INITIALS = 2  # letters


@dataclass(frozen=True, slots=True)
class Plan:
    """What masking would do: edits by source, and where the words stand beside the sources."""

    edits: Mapping[str, Sequence[Edit]]
    groups: Sequence[Group]
    beside: Beside = field(default_factory=Beside)
    seen: Mapping[str, int] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """How many places of the texts would be masked."""
        return sum(map(len, self.edits.values()))


@dataclass(frozen=True, slots=True)
class Masked:
    """What a masking did: sources, places, codings whose words are others now, texts `changed` beside the sources, and
    what is left there."""

    sources: int
    places: int
    codings: int
    beside: Beside
    changed: int = 0

    @property
    def elsewhere(self) -> Mapping[Where, int]:
        """How many texts of each kind beside the sources still hold the words."""
        return self.beside.every


@dataclass(frozen=True, slots=True)
class MaskView:
    """A mask as the log shows it: no word of what was masked."""

    source_id: int
    number: int
    at: datetime
    coder: str
    places: int
    undoable: bool


def extent(places: int, sources: int) -> str:
    """So many places in so many sources, in words."""
    return tr(
        "{places} in {sources}",
        places=ntr("{n} place", "{n} places", places),
        sources=ntr("{n} source", "{n} sources", sources),
    )


def decide(
    project: Project, groups: Iterable[Group], decision: Decision, replacement: str = "", *, hand: Hand
) -> list[Group]:
    """Keep a decision on each group, with the given words or what is proposed standing in; give them as decided."""
    from toolkit.storage.sources import identifier_decisions

    hand.check()
    done = as_if(groups, decision, replacement, hand.coder, now=project.now)
    if done:
        with project.store(write=True) as store, store.writing(DECIDE, now=project.now) as change:
            count = identifier_decisions.put(change.connection, (one.decided for one in done if one.decided))
            change.note(names=count, decision=decision.value)
    return done


def as_if(
    groups: Iterable[Group], decision: Decision, replacement: str, coder: str, *, now: datetime = datetime.min
) -> list[Group]:
    """The groups as they would be with a decision; nothing is kept. UsageError for a bracket that says nothing."""
    words = _checked(replacement)
    done = []
    for group in groups:
        stands_in = "" if decision is Decision.KEEP else words or _own(group)
        _refuse_itself(group, stands_in)
        done.append(replace(group, decided=Decided(group.digest, group.kind.value, decision, stands_in, coder, now)))
    return done


def _own(group: Group) -> str:
    before = group.decided.replacement if group.decided else ""
    return before or group.suggestion or bracketed(group.kind.value)


def _checked(replacement: str) -> str:
    """What stands in, as it is written: in one bracket."""
    words = readable(replacement)
    if len(words) > LONGEST:
        raise UsageError(
            N_("What stands in for a name may have {most} letters."), hint=N_("Make it shorter."), most=LONGEST
        )
    if replacement.strip() and not bracketed(words.replace("[", "").replace("]", "")):
        raise UsageError(N_("What stands in for a name must say something."), hint=N_("For example: [handledaren]"))
    return bracketed(words.replace("[", "").replace("]", ""))


def _refuse_itself(group: Group, stands_in: str) -> None:
    """UsageError when what is to be hidden stands in the bracket."""
    if group.kind in NAMES and re.search(rf"(?<!\w){re.escape(group.key)}(?!\w)", folded(stands_in)):
        raise UsageError(
            N_("The bracket holds the very word that it is to hide."), hint=N_("For example: [handledaren]")
        )


def reopen(project: Project, groups: Iterable[Group], *, hand: Hand) -> int:
    """Take decisions back; give how many there were."""
    from toolkit.storage.sources import identifier_decisions

    hand.check()
    digests = [group.digest for group in groups]
    with project.store(write=True) as store, store.writing(TAKE_BACK, now=project.now) as change:
        gone = identifier_decisions.forget(change.connection, digests)
        change.note(names=gone)
        change.idle = not gone
    return gone


def waiting(scanned: Scanned, decision: Decision = Decision.MASK) -> list[Group]:
    """What was decided and is not done yet; among masks also what goes without saying."""
    decided = [one for one in scanned.groups if one.decided and one.decided.decision is decision]
    if decision is Decision.MASK:
        decided += as_if([one for one in scanned.groups if one.state is State.DEFAULT], decision, "", "")
    return decided


def plan(project: Project, scanned: Scanned, groups: Sequence[Group]) -> Plan:
    """What masking these groups would do; nothing is changed."""
    from toolkit.storage.sources import sources

    at = _Where(groups, scanned)
    edits: dict[str, Sequence[Edit]] = {}
    replaced = frozenset(group.decided.replacement for group in groups if group.decided)
    with project.store() as store:
        for source_id, name in scanned.names.items():
            with store.reading() as connection:
                text = sources.text_of(connection, source_id)
            found = tuple(at.edits(source_id, text, identifier_finding.covered(text, replaced)))
            if found:
                edits[name] = found
    seen = {name: scanned.numbers.get(source_id, 0) for source_id, name in scanned.names.items() if name in edits}
    with project.store() as store, store.reading() as connection:
        heads = identifier_places.heads(connection, (spot.text for group in groups for spot in group.spots))
    return Plan(edits, groups, replace(stands(groups), heads=heads), seen)


class _Where:
    """Where groups stand: the places the scan found, and all others of the same forms where it found nothing else."""

    def __init__(self, groups: Sequence[Group], scanned: Scanned) -> None:
        mine = {group.digest for group in groups}
        self._others = _others([one for one in scanned.groups if one.digest not in mine])
        self._places: dict[int, list[tuple[int, int, Group]]] = {}
        self._forms: dict[str, Group] = {}
        for group in groups:
            for place in group.places:
                self._places.setdefault(place.source_id, []).append((place.start, place.end, group))
            if group.kind in NAMES:
                self._forms.update(dict.fromkeys(_sure_forms(group, scanned), group))
        forms = sorted(map(re.escape, self._forms), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?=(?:s|'s|’s)?(?!\w))") if forms else None

    def edits(self, source_id: int, text: str, bare: str) -> Iterator[Edit]:
        """The edits of one source: longer ones first, none over another."""
        found = list(self._places.get(source_id, ()))
        taken = bytearray(len(text))
        for start, end in self._others.get(source_id, ()):
            taken[start:end] = b"\1" * (end - start)
        if self._pattern is not None:
            found += [(one.start(), one.end(), self._forms[one.group()]) for one in self._pattern.finditer(bare)]
        for start, end, group in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield Edit(start, end, instead(text[start:end], group))


def _others(groups: Iterable[Group]) -> dict[int, list[tuple[int, int]]]:
    """Where other findings stand, by source: Karin in Karin Holm is hers when that name is decided on."""
    found: dict[int, list[tuple[int, int]]] = {}
    for place in (place for group in groups for place in group.places):
        found.setdefault(place.source_id, []).append((place.start, place.end))
    return found


def _sure_forms(group: Group, scanned: Scanned) -> list[str]:
    """The forms that are nobody's ordinary words: with a capital, and longer than initials."""
    if group.key in scanned.common:
        return []
    return [form for form in group.forms if form[:1].isupper() and len(form) > _INITIALS]


def mask(project: Project, made: Plan, *, hand: Hand, everywhere: bool = False) -> Masked:
    """Make new revisions in which the brackets stand; the words are still in the files and in the history.

    Labels before turns that are masked are masked in the turns too. `everywhere`: the brackets are put beside the
    sources as well, where they can be; that is a step of its own, which undo takes back.
    """
    hand.check()
    before = names_left.found(project)
    corrections = {name: masked(project, name, edits, made.groups) for name, edits in made.edits.items()}
    done = revising.revise_many(project, corrections, verb=MASK, hand=hand, seen=made.seen) if corrections else []
    changed = put(project, made.groups, hand=hand) if everywhere else 0
    beside = made.beside.left() if everywhere else made.beside
    names_left.carry(project, before, gone=[one.digest for one in made.groups], left=bool(beside.every))
    return Masked(sum(one.edits > 0 for one in done), made.places, sum(one.touched for one in done), beside, changed)


def masks(project: Project) -> list[MaskView]:
    """The log of masks, the newest first: which source, when, by whom, how many places."""
    from toolkit.storage.revisions import revisions
    from toolkit.storage.sources import sources

    found = []
    with project.store() as store, store.reading() as connection:
        for source_id in sources.ids(connection).values():
            kept = revisions.each(connection, source_id)
            last = kept[-1].number if kept else 0
            found += [
                MaskView(source_id, one.number, one.at, one.coder, len(one.edits), one.number == last)
                for one in kept
                if one.verb == MASK
            ]
    return sorted(found, key=lambda one: (one.at, one.source_id), reverse=True)


@dataclass(frozen=True, slots=True)
class Unmasked:
    """What taking masks back did; in `later` sources the text was changed in another way since.

    `beside`: what the mask had put beside the sources was taken back with it.
    """

    sources: int
    places: int
    later: tuple[int, ...] = ()
    beside: bool = False


def unmask(project: Project, wanted: Iterable[str] | None = None, *, hand: Hand) -> Unmasked:
    """Take back the newest mask of the wanted sources, or of all; NotFound when there is none.

    Of all, also what was put beside the sources, while that is the last that this person did.
    """
    from toolkit.storage.sources import sources

    hand.check()
    with project.store() as store, store.reading() as connection:
        ids = sources.ids(connection, wanted)
    newest: dict[int, MaskView] = {}
    for one in masks(project):
        newest.setdefault(one.source_id, one)
    chosen = {name: newest[key] for name, key in ids.items() if key in newest}
    if not chosen:
        raise NotFound(N_("No mask can be taken back there."), hint=N_("See what was masked: spegla privacy masks"))
    beside = wanted is None and take_back(project, hand=hand)
    done = [(one, revising.undo(project, name, one.number, hand=hand)) for name, one in chosen.items() if one.undoable]
    later = tuple(sorted(one.source_id for one in chosen.values() if not one.undoable))
    return Unmasked(len(done), sum(one.places for one, _ in done), later, beside)


@dataclass(frozen=True, slots=True)
class Erasing:
    """What is to be erased: places in the texts, and strings that were masked before and stand in the history only.

    `beside` are strings that stand in no text of a source, but in memos, file names and the like.
    """

    edits: Mapping[str, Sequence[Edit]]
    groups: Sequence[Group] = ()
    masked: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @property
    def places(self) -> int:
        """How many places of the texts."""
        return sum(map(len, self.edits.values()))


def looked_for_erasing(
    project: Project, scanned: Scanned, groups: Sequence[Group], *, masked: bool = False, stand_in: str = ""
) -> Erasing:
    """What erasing these groups would take out, with `masked` also all that was masked before.

    Refused for a word that people also say in its ordinary sense: erasing takes a word out wherever it stands.
    """
    common = [group for group in groups if group.key in scanned.common]
    if common:
        raise Refused(
            N_("{n} of these are ordinary words, too, and would go wherever they stand: {keys}."),
            hint=N_("Mask them instead, or correct the places one by one."),
            n=len(common),
            keys=", ".join(group.digest[:8] for group in common),
        )
    decided = as_if(groups, Decision.ERASE, stand_in, "")
    made = plan(project, scanned, decided)
    beside = frozenset(form for group in groups if not group.places for form in group.forms)
    return Erasing(made.edits, decided, frozenset(masked_words(project)) if masked else frozenset(), beside)


def masked_words(project: Project) -> Iterator[str]:
    """The strings that stand in the history only, where masks were put over them."""
    from toolkit.storage.revisions import revisions
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        for source_id in sources.ids(connection).values():
            for one in revisions.each(connection, source_id):
                if one.verb == MASK:
                    text = revisions.before(connection, source_id, one.number).text
                    yield from (text[start:end] for start, end, _ in one.edits)


def erase(project: Project, look: Erasing, *, hand: Hand, ground: str = "") -> Erased:
    """Take the words out everywhere: texts, originals, history, memos, backups. It cannot be undone.

    What was decided is kept, so that an interview that comes later is told of. Refused (ProjectBusy) while a
    workbench runs.
    """
    from toolkit.services.privacy import erasing
    from toolkit.storage.sources import identifier_decisions

    hand.check()
    erasing.refuse_served(project)
    before = names_left.found(project)
    done = erasing.erase(project, look.edits, words=look.masked | look.beside, ground=ground)
    with project.store(write=True) as store, store.writing(DECIDE, now=project.now) as change:
        decided = (replace(one.decided, coder=hand.coder, at=project.now) for one in look.groups if one.decided)
        count = identifier_decisions.put(change.connection, decided)
        change.note(names=count, decision=Decision.ERASE.value)
    names_left.carry(project, before, gone=[one.digest for one in look.groups], left=False)
    identifier_finding.forget()
    return done
