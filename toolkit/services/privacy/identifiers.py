"""The scan of a project: names and numbers that tell who people are, grouped, with what was decided of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.domain.identifiers.identifier_groups import (
    KINDS,
    Decided,
    Group,
    Place,
    Scanned,
    State,
    base_of,
    key_of,
    suggested,
)
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Capitals, Heard
from toolkit.domain.texts.short_texts import Spot
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.material import sources
from toolkit.services.privacy import identifier_finding as finding
from toolkit.services.privacy import identifier_places
from toolkit.services.privacy.identifier_salt import digests
from toolkit.services.projects import names_left
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import withheld_spans

Progress = Callable[[int, int], None]
AROUND = 90


@dataclass(slots=True)
class _One:
    """A finding on its way into a group."""

    kind: Identifier
    key: str
    form: str
    whose: str
    certain: bool


def scan(project: Project, *, progress: Progress | None = None, storing: bool = True) -> Scanned:
    """Look through everything; of what is found only keyed hashes are kept, to count what is left by.

    Words of people that may not be used are not shown. Unless `storing`, nothing is kept, and not even the salt is
    made: the keys of findings then hold for this scan alone.
    """
    from toolkit.storage.sources import identifier_decisions, source_settings

    sources.place(project)
    with project.store() as store, store.reading() as connection:
        decided = identifier_decisions.each(connection)
        numbers = {key: one.revision for key, one in source_settings.each(connection).items()}
        withheld = withheld_spans(project, connection)
    known = finding.lists(project)
    replaced = frozenset(one.replacement for one in decided.values() if one.replacement)
    seen, heard = [], Heard()
    for one in finding.each(project, replaced, progress):
        seen.append(one)
        heard.add(one.raw.heard)
    gathering = _Gathering()
    for one in seen:
        hidden = withheld.get(one.source.name, ())
        for named in finding.found_in(one, heard, known.words):
            place = Place(one.id, named.start, named.end, any(s.start <= named.start < s.end for s in hidden))
            form = one.source.text[named.start : named.end]
            gathering.add(_One(named.kind, key_of(named.kind, form), form, named.whose, named.certain), place)
    digest = digests(project, storing=storing)
    seeker = identifier_places.Seeker(known, heard, dict(gathering.groups), decided, digest, replaced)
    _elsewhere(project, seeker, gathering)
    groups = _grouped(gathering, known, decided, digest=digest)
    if storing:
        names_left.keep(project, ((group.digest, group.stands) for group in groups))
    return Scanned(
        groups,
        {one.id: one.source.name for one in seen},
        tuple(one.id for one in seen if one.raw.capitals is not Capitals.TELL),
        sum(one.raw.words for one in seen),
        numbers,
        frozenset(group.key for group in groups if group.key in heard.small or group.key in known.words.ordinary),
    )


def looked(project: Project, *, progress: Progress | None = None, storing: bool = True) -> Scanned:
    """The scan as it is now; the last one is kept in memory for as long as nothing has changed."""
    key = _standing_key(project)
    kept = _standing.get(project.folder)
    if kept is not None and kept[0] == key:
        return kept[1]
    found = scan(project, progress=progress, storing=storing)
    _standing[project.folder] = (_standing_key(project), found)
    return found


def at_hand(project: Project) -> Scanned | None:
    """The scan if one is in memory and still holds: nothing is looked through."""
    kept = _standing.get(project.folder)
    return kept[1] if kept is not None and kept[0] == _standing_key(project) else None


def decided_here(project: Project, groups: Iterable[Group], *, before: Scanned) -> Scanned:
    """The scan with decisions that were just made laid in, kept as the one that holds now."""
    new = {group.digest: group for group in groups}
    after = replace(before, groups=[new.get(group.digest, group) for group in before.groups])
    _standing[project.folder] = (_standing_key(project), after)
    return after


_standing: dict[Path, tuple[tuple[object, ...], Scanned]] = {}


def _standing_key(project: Project) -> tuple[object, ...]:
    with project.store() as store:
        eyes, mark = store.eyes, store.mark()
    return (mark, eyes, project.viewer, finding.lists(project).mark, project.withheld, project.today)


class _Gathering:
    """Findings by key, as they come."""

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}
        self.kinds: dict[str, Counter[tuple[Identifier, bool]]] = defaultdict(Counter)

    def add(self, one: _One, place: Place | None, spot: Spot | None = None) -> None:
        """Put a finding to its group."""
        group = self.groups.setdefault(one.key, Group(one.key, one.kind))
        self.kinds[one.key][one.kind, one.certain] += 1
        group.whose = group.whose or one.whose
        if place is not None:
            group.places.append(place)
        if spot is not None:
            group.stand(spot)
        if place is None or not place.withheld:
            group.forms[one.form] += 1

    def join(self, key: str, base: str) -> None:
        """Put a group to the one that its key is the genitive of."""
        own = self.groups.pop(key)
        into = self.groups.setdefault(base, Group(base, own.kind))
        into.places += own.places
        for spot in own.spots:
            into.stand(spot)
        into.forms += own.forms
        into.whose = into.whose or own.whose
        self.kinds[base] += self.kinds.pop(key)


def _elsewhere(project: Project, seeker: identifier_places.Seeker, gathering: _Gathering) -> None:
    """What stands in memos, names of themes, claims and all other short texts of the project."""
    for short in identifier_places.texts(project):
        for one in seeker.found(short):
            form = short.text[one.start : one.end]
            spot = Spot(short, one.start, one.end)
            gathering.add(_One(one.kind, one.key, form, one.whose, one.certain), None, spot)


def _grouped(
    gathering: _Gathering, known: finding.Lists, decided: Mapping[str, Decided], *, digest: Callable[[str], str]
) -> list[Group]:
    """The groups in the order they are shown, genitives joined, each with its decision and a proposal."""
    for key in list(gathering.groups):
        if key.endswith("s"):
            forms = {one for one in (key[:-1], key[:-2]) if one in gathering.groups or digest(one) in decided}
            base = base_of(key, forms, known.words)
            if base != key and digest(key) not in decided:
                gathering.join(key, base)
    groups = [group for group in gathering.groups.values() if group.forms]
    for group in groups:
        group.kind = finding.kind_of(gathering.kinds[group.key])
        group.digest = digest(group.key)
        group.decided = decided.get(group.digest)
    groups.sort(key=lambda group: (KINDS.index(group.kind), -len(group.places), group.key))
    _propose(groups, decided, known)
    return groups


def _propose(groups: Sequence[Group], decided: Mapping[str, Decided], known: finding.Lists) -> None:
    taken = {one.replacement for one in decided.values()}
    given = {group.key: group.decided.replacement for group in groups if group.decided and group.decided.replacement}
    for group in groups:
        if group.decided is None:
            sure = not group.whose or any(
                map(known.own.spelt, group.forms)
            )  # a word that only sounds so may be another
            group.suggestion = suggested(group if sure else replace(group, whose=""), taken, known.words, given)
            taken.add(group.suggestion)
            given.setdefault(group.key, group.suggestion)


def find(scanned: Scanned, keys: Iterable[str]) -> list[Group]:
    """The groups whose keys begin so; a kind's name stands for all open ones of it. NotFound for none or several."""
    found: list[Group] = []
    for key in keys:
        if key in KINDS:
            found += [
                group for group in scanned.groups if group.kind == key and group.state in (State.OPEN, State.DEFAULT)
            ]
            continue
        hits = [group for group in scanned.groups if key and group.digest.startswith(key)]
        if len(hits) != 1:
            raise NotFound(
                N_("No finding has the key {key}, or several do."),
                hint=N_("See the findings and their keys: spegla privacy scan"),
                key=key,
            )
        found += hits
    return list({group.digest: group for group in found}.values())


def source_ids(project: Project, names: Iterable[str]) -> frozenset[int]:
    """The row ids of sources by name; NotFound for one that is not there."""
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return frozenset(stored.ids(connection, names).values())


@dataclass(frozen=True, slots=True)
class Context:
    """A finding with the words round it."""

    source_id: int
    turn: int | None
    before: str
    words: str
    after: str


def contexts(project: Project, group: Group, *, most: int = 2, source_id: int | None = None) -> list[Context]:
    """Some of the places where a group stands, each with the words round it; none of people who are withheld."""
    from toolkit.storage.sources import sources as stored

    places = [one for one in group.places if not one.withheld and source_id in (None, one.source_id)][:most]
    with project.store() as store, store.reading() as connection:
        hidden = withheld_spans(project, connection)
        found = []
        for place in places:
            source = stored.by_id(connection, place.source_id)
            turn = next((one for one in source.turns if one.span.start <= place.start < one.span.end), None)
            around = turn.span if turn else _line(source.text, place)
            before, after = _around(source.text, around, place, hidden.get(source.name, ()))
            words = source.text[place.start : place.end]
            found.append(Context(place.source_id, turn.number if turn else None, before, words, after))
    return found


def _line(text: str, place: Place) -> Span:
    end = text.find("\n", place.end)
    return Span(text.rfind("\n", 0, place.start) + 1, len(text) if end < 0 else end)


def _around(text: str, turn: Span, place: Place, hidden: Sequence[Span]) -> tuple[str, str]:
    """The words before and after, within the turn and outside of what is hidden."""
    start, end = max(turn.start, place.start - AROUND), min(turn.end, place.end + AROUND)
    for span in hidden:
        start = max(start, span.end) if span.end <= place.start else start
        end = min(end, span.start) if span.start >= place.end else end
    before, after = text[start : place.start], text[place.end : end]
    if start > turn.start:
        before = "… " + before.partition(" ")[2]
    if end < turn.end:
        after = after.rpartition(" ")[0] + " …"
    return before.replace("\n", " "), after.replace("\n", " ")
