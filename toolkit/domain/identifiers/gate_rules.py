"""The disclosure gate's rules: what the printed pieces of a report, alone and taken together, say about one person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.domain.identifiers import identifiers
from toolkit.domain.identifiers.disclosure import Exposed, Mention, Population, Published, Value, differences, exposed
from toolkit.domain.identifiers.gate import Fix, Kind, Risk, key_of, merged
from toolkit.domain.identifiers.identifiers import Names
from toolkit.domain.quantities.printed_tables import grid
from toolkit.domain.report_rules.sentences import uncounted
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.reports.report_blocks import digest
from toolkit.domain.sources.audiences import Audience
from toolkit.domain.texts import rare_words
from toolkit.domain.texts.rare_words import Candidate, WordLists
from toolkit.messages import N_

GROUP, PHASE = "group", "phase"
MANY_QUOTES = 3
"""So many quotes that can be traced to one person make a picture of that person."""
LONG = 15
"""So many words in a row, printed as they were said, are recognised by whoever heard them."""
AGES = ("age", "ålder")
_BRACKET = re.compile(r"\[[^\]]*\]|\(\.\.\.\)|…")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PRONOUN = "man"  # in Swedish whoever it may be, unless an article or adjective says otherwise
_ENDING = r"(?:s|en|n|et|t|ar|er|or|na|arna|erna|orna|ens|ets|nas|[’']s)?"


@dataclass(frozen=True)
class Ground:
    """What pieces are judged by: readers, people with their attributes, names, lists of words, earlier counts.

    `only` gives for a word the one respondent who says it; words that several say are not in it. `earlier` holds the
    counts of each report that was let out: about what, the group, k and n. `heard` holds the runs of words that
    people of `close_groups` said.
    """

    audience: Audience
    people: Mapping[str, Mapping[str, Value]]
    names: Names
    lists: WordLists
    only: Mapping[str, str] = field(default_factory=dict)
    earlier: Sequence[Sequence[tuple[str, str, int, int]]] = ()
    heard: Collection[tuple[str, ...]] = frozenset()

    @cached_property
    def population(self) -> Population:
        """Everyone who may be meant."""
        return Population(self.people)

    @cached_property
    def close_groups(self) -> frozenset[str]:
        """The groups among the readers that are so small that each knows what the others say."""
        every = {self.group_of(person) for person in self.people} - {""}
        least = self.audience.least
        return frozenset(each for each in every & {*self.audience.insiders} if self.fitting(each) < least(each))

    def group_of(self, person: str) -> str:
        """The group of a person; empty when there is none."""
        return str(self.people.get(person, {}).get(GROUP, ""))

    def narrows(self, told: Mapping[str, str], name: str, value: str) -> bool:
        """Whether fewer people fit when this is told too."""
        return self.population.holding({**told, name: value}) != self.population.holding(told)

    def fitting(self, group: str) -> int:
        """How many people there are in a group; everyone where none is told."""
        return len(self.population.holding({GROUP: group} if group else {}))


def wanted_words(pieces: Iterable[Printed], lists: WordLists) -> Iterator[tuple[Printed, Candidate]]:
    """The words of the pieces whose rarity matters."""
    for piece in pieces:
        if piece.form is not Form.TABLE:
            for each in rare_words.candidates(piece.text, lists, spoken=piece.form is Form.QUOTE):
                yield piece, each


def risks(pieces: Sequence[Printed], ground: Ground) -> list[Risk]:
    """All findings, in the order of kinds."""
    rules = (_identifiers, _rare_words, _told, _differences, _cells, _long_quotes, _one_person)
    return merged(risk for rule in rules for risk in rule(pieces, ground))


def _identifiers(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    for piece in pieces:
        if piece.form is Form.TABLE:
            continue
        spoken = piece.form is Form.QUOTE
        for leak in (*identifiers.numbers(piece.text), *ground.names.found(piece.text, spoken=spoken)):
            words = piece.text[leak.start : leak.end]
            yield Risk(
                Kind.IDENTIFIER,
                key_of(Kind.IDENTIFIER, leak.kind, words.casefold()),
                (piece.place,),
                piece.text,
                N_("“{words}” is {what}."),
                (("words", words), ("what", identifiers.TITLES[leak.kind])),
                leak=words,
                people=(piece.who,) if piece.who else (),
                fixes=(Fix.MASK, Fix.OMIT),
                source=piece.source,
            )


def _rare_words(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    for piece, each in wanted_words(pieces, ground.lists):
        who = ground.only.get(each.word)
        if who is None and each.why is not rare_words.Telling.FIRST_NAME:
            continue
        if each.why is rare_words.Telling.FIRST_NAME and piece.form is not Form.QUOTE and who is None:
            continue
        words = piece.text[each.start : each.end]
        alone = N_("“{words}” is {what}, and only one respondent says the word.")
        yield Risk(
            Kind.RARE_WORD,
            key_of(Kind.RARE_WORD, each.why, each.word),
            (piece.place,),
            piece.text,
            alone if who else N_("“{words}” is {what} in what somebody says."),
            (("words", words), ("what", rare_words.TITLES[each.why])),
            leak=words,
            people=(who,) if who else (piece.who,) if piece.who else (),
            candidates=1 if who else None,
            fixes=(Fix.MASK, Fix.OMIT),
            source=piece.source,
        )


def mention(piece: Printed, ground: Ground) -> Mention | None:
    """What a piece tells of the person it is about; None where nobody knows who that is.

    Only what is true of the person narrows down who it may be. What an area asks about tells of nobody.
    """
    own = ground.people.get(piece.who)
    if own is None:
        return None
    group = str(own.get(GROUP, ""))
    known = ground.audience.known if ground.audience.knows(group) else ()
    told = {
        name: value
        for name, value in own.items()
        if isinstance(value, str) and name not in (GROUP, PHASE) and (name in known or said(name, value, piece.text))
    }
    if piece.group and group == piece.group:
        told[GROUP] = group
    if piece.phase in own.get(PHASE, ()) and ground.narrows(told, PHASE, piece.phase):
        told[PHASE] = piece.phase
    return Mention(piece.place, piece.who, told, piece.label)


def said(name: str, value: str, text: str) -> str:
    """The words of a text that say this value of an attribute; empty when none do."""
    if not value or _DAY.fullmatch(value):
        return ""
    if value.isdecimal():
        pattern = rf"(?<!\d){value}(?:[ -]?år(?:ing|ig)?\w*|[ -]years?\b)" if name.casefold() in AGES else ""
    elif value.casefold() == _PRONOUN:
        pattern = r"(?<!\w)(?:(?:en|som|ung|yngre|äldre|medelålders|a|as a|young|older) man|mannen|mannens)(?!\w)"
    else:
        pattern = rf"(?<!\w){re.escape(value)}{_ENDING}(?!\w)" if len(value) > 1 else ""
    found = re.search(pattern, text, re.I) if pattern else None
    return found.group() if found else ""


def _told(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    by_place = {piece.place: piece for piece in pieces}
    mentions = [each for piece in pieces if (each := mention(piece, ground)) is not None]
    by_least: dict[int, list[Mention]] = defaultdict(list)
    for each in mentions:
        by_least[ground.audience.least(ground.group_of(each.respondent))].append(each)
    found = [one for least, own in by_least.items() for one in exposed(ground.population, own, least=least)]
    alone = [one for one in found if len(one.places) == 1]
    for one in alone:
        piece = by_place[one.places[0]]
        if _says_more(one, piece):
            yield _combination(one, piece)
    yield from _together([one for one in found if len(one.places) > 1], by_place)
    yield from _pictures(alone, mentions, by_place, ground)


def _says_more(each: Exposed, piece: Printed) -> bool:
    """Whether no other rule tells the same: a small group's sentences of one, and its long quotes."""
    if set(each.attributes) - {GROUP}:
        return True
    return piece.form is Form.QUOTE and not _is_long(piece.text)


def _combination(each: Exposed, piece: Printed) -> Risk:
    attributes = tuple(sorted(each.attributes.items()))
    leaks = [said(name, value, piece.text) for name, value in attributes if name not in (GROUP, PHASE)]
    leak = next((words for words in leaks if words), "")
    return Risk(
        Kind.COMBINATION,
        key_of(Kind.COMBINATION, each.respondent, attributes, each.candidates, _same(piece)),
        each.places,
        piece.text,
        N_("One person fits what is told here.")
        if each.candidates == 1
        else N_("Only {n} people fit what is told here."),
        (("n", each.candidates),),
        leak=leak,
        people=(each.respondent,),
        candidates=each.candidates,
        attributes=attributes,
        fixes=_fixes(each, leak),
        source=piece.source,
    )


def _fixes(each: Exposed, leak: str) -> tuple[Fix, ...]:
    """What lets enough people fit, then leaving it out."""
    usual = {GROUP: Fix.WIDEN, PHASE: Fix.NO_PHASE}
    found = [usual.get(name, Fix.MASK) for name in each.telling]
    kept = [fix for fix in found if fix is not Fix.MASK or leak]
    return tuple(dict.fromkeys((*kept, Fix.OMIT)))


def _together(found: Iterable[Exposed], by_place: Mapping[str, Printed]) -> Iterator[Risk]:
    for each in found:
        yield _picture(
            each.respondent, [by_place[place] for place in each.places], each.candidates,
            N_("What is printed under the same pseudonym fits too few when it is read together."),
        )  # fmt: skip


def _pictures(
    alone: Iterable[Exposed], mentions: Iterable[Mention], by_place: Mapping[str, Printed], ground: Ground
) -> Iterator[Risk]:
    """Persons of whom so many quotes can be put together that they make a picture."""
    traced: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    for one in alone:
        traced[(one.respondent, "")][one.places[0]] = one.candidates
    for told in mentions:
        if told.label:
            traced[(told.respondent, told.label)][told.place] = None
    for (respondent, _), places in traced.items():
        quotes = [by_place[place] for place in places if by_place[place].form is Form.QUOTE]
        if len(quotes) >= MANY_QUOTES:
            counts = [count for count in places.values() if count is not None]
            fitting = min(counts) if counts else ground.fitting(ground.group_of(respondent))
            yield _picture(respondent, quotes, fitting, N_("{pieces} quotes can be traced to one and the same person."))


def _picture(respondent: str, pieces: Sequence[Printed], candidates: int, message: str) -> Risk:
    return Risk(
        Kind.MOSAIC,
        key_of(Kind.MOSAIC, respondent, candidates, *sorted({_same(each) for each in pieces})),
        tuple(each.place for each in pieces),
        " … ".join(each.text for each in pieces),
        message,
        (("pieces", len(pieces)),),
        people=(respondent,),
        candidates=candidates,
        fixes=(Fix.OMIT,),
        source=pieces[0].source,
    )


Count = tuple[str, str, int, int]
"""What a sentence counts: what it is about, the group, k and n."""


def counts_of(pieces: Iterable[Printed]) -> list[Count]:
    """The counts that a report publishes, in its order."""
    return [
        (piece.about, piece.counted, piece.k, piece.n)
        for piece in pieces
        if piece.k is not None and piece.n is not None and piece.about
    ]


def _unlike(counts: Iterable[Count], others: Iterable[Count]) -> dict[tuple[str, str, int], Published]:
    """The counts that the other report has not, numbered by what they are about and their group."""
    left = Counter(counts) - Counter(others)
    found: dict[tuple[str, str, int], Published] = {}
    for about, group, k, n in left.elements():
        number = sum(key[:2] == (about, group) for key in found)
        found[(about, group, number)] = Published(k, n)
    return found


def _differences(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    now = counts_of(pieces)
    for before in ground.earlier:
        old, new = _unlike(before, now), _unlike(now, before)
        changed = differences(old, new, least=ground.audience.k)
        for group in sorted({group for _, group, _ in changed}):
            told = [(about, pair) for (about, own, _), pair in changed.items() if own == group]
            yield _difference(group, told, pieces)


def _difference(group: str, told: Sequence[tuple[str, tuple[Published, Published]]], pieces: Sequence[Printed]) -> Risk:
    meant = {(about, group, new.k, new.n) for about, (_, new) in told}
    own = [piece for piece in pieces if (piece.about, piece.counted, piece.k, piece.n) in meant]
    numbers = sorted((about, old.k, old.n, new.k, new.n) for about, (old, new) in told)
    return Risk(
        Kind.DIFFERENCE,
        key_of(Kind.DIFFERENCE, group, numbers),
        tuple(piece.place for piece in own),
        own[0].text,
        N_(
            "Whoever also has an earlier report can compare the two and work out what a few people said. Counts that "
            "differ by only a few people: {n}."
        ),
        (("n", len(told)),),
        candidates=max(1, min(abs(new.n - old.n) for _, (old, new) in told)),
        fixes=(Fix.OMIT,),
    )


def _cells(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    for piece in pieces:
        counts = grid(piece.cells) if piece.form is Form.TABLE else None
        if counts is None:
            continue
        few, back = counts.small(ground.audience.k), counts.given_back(ground.audience.k)
        if back:
            yield _table(piece, "back", len(back), N_("The totals give back {n} of the cells that are left out."), 1)
        if few:
            least = min(counts.counts[r][c] for r, c in few)
            yield _table(
                piece, "small", len(few), N_("{n} cells count fewer than {k} people."), least, k=ground.audience.k
            )


def _table(piece: Printed, what: str, n: int, message: str, candidates: int, **more: int) -> Risk:
    return Risk(
        Kind.CELL,
        key_of(Kind.CELL, what, *more.values(), piece.cells),
        (piece.place,),
        piece.text,
        message,
        (("n", n), *more.items()),
        candidates=candidates,
        fixes=(Fix.MASK, Fix.MERGE, Fix.OMIT),
    )


def _is_long(text: str) -> bool:
    return any(len(part.split()) >= LONG for part in _BRACKET.split(text))


def _long_quotes(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    for piece in pieces:
        group = ground.group_of(piece.who)
        if piece.form is not Form.QUOTE or not group or not _is_long(piece.text):
            continue
        people = ground.fitting(group)
        if people < ground.audience.least(group):
            yield Risk(
                Kind.LONG_QUOTE,
                key_of(Kind.LONG_QUOTE, people, _same(piece)),
                (piece.place,),
                piece.text,
                N_("At least {long} words in a row, from a group of {n}: whoever heard them knows whose they are."),
                (("long", LONG), ("n", people)),
                people=(piece.who,),
                candidates=people,
                attributes=((GROUP, group),),
                fixes=(Fix.SHORTEN, Fix.OMIT),
                source=piece.source,
            )


def _one_person(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    for piece in pieces:
        counted = piece.form is Form.SENTENCE and piece.k == 1
        if not counted and not piece.sole:
            continue
        people = piece.n or ground.fitting(piece.group)
        pointed = N_("“{words}” is one person, and whoever knows the programme knows who.")
        yield Risk(
            Kind.ONE_PERSON,
            key_of(Kind.ONE_PERSON, *([] if counted else [piece.sole.casefold()]), _same(piece)),
            (piece.place,),
            piece.text,
            N_("The sentence is about one of {n} people.") if counted else pointed,
            (("n", people),) if counted else (("words", piece.sole),),
            leak="" if counted else piece.sole,
            people=(piece.who,) if piece.who else (),
            candidates=people if counted else 1,
            fixes=(Fix.NO_COUNT, Fix.OMIT),
            source=piece.source,
        )


def _same(piece: Printed) -> str:
    """What says that the words of a piece are the same, however they are set."""
    return digest(uncounted(piece.text)[0])
