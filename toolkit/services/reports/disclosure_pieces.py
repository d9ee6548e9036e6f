"""The printed pieces of a report for the disclosure gate: a composed one's, or those that a Word file holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import AREA, PHASES
from toolkit.domain.report_rules.page import NOTICE, PROMPT, QUOTES, answer
from toolkit.domain.report_rules.quotations import marked
from toolkit.domain.report_rules.sentences import folded, sentences, uncounted
from toolkit.domain.reports.printed import Form, Pieces, Printed, Under, telling, told_by
from toolkit.domain.reports.report import Report
from toolkit.domain.reports.report_blocks import short
from toolkit.domain.reports.written_report import WrittenParagraph, WrittenReport
from toolkit.domain.texts.head_nouns import SOME_PEOPLE, HeadNouns
from toolkit.domain.texts.only_one import only_one
from toolkit.domain.texts.rare_words import WordLists
from toolkit.resources.disclosure_words import word_lists
from toolkit.services.projects.project import Project
from toolkit.services.reports import report_basis
from toolkit.services.reports.draft_records import wordless

if TYPE_CHECKING:
    from toolkit.domain.report_rules.quantity_phrases import Grammar
    from toolkit.services.quotes.quote_lookup import Looked

SHORTEST = 4
"""Words between quotation marks: fewer are a term, not a quote."""
VAGUE = ("some", "several")
"""Quantity words by which nobody can tell who is meant."""
_ONE = re.compile(r"\(1[ \u00a0](?:av|of)[ \u00a0](\d+)\)")
_ONE_OF = re.compile(
    r"(?<!inte )(?<!not )\b(?:en|ett|one|1|den\s+enda|det\s+enda|the\s+only)\s+"
    r"(?:(?:av|of|enda|annan|annat|single|other|de|dem|the|dessa|these)\s+)*"
    r"(?=([^\W_][\w-]*(?:\s+[\w-]+){0,6}))",
    re.I,
)
_AND = ("och", "and")
_NOUN = 3
"""Words of the longest noun for somebody: "steering group member"."""
Stated = tuple[str, str, int, int]
"""What a drafted sentence counts: the finding, the group, k and n."""


def of_report(project: Project, report: Report) -> list[Printed]:
    """The pieces of a composed report."""
    wording = report_basis.wording(project, report.language)
    groups = tuple(project.settings.groups)
    nouns = {wording.noun(group).singular.casefold(): group for group in groups}
    grammar = report_basis.grammar(project, report.language)
    lists = word_lists(report.language)
    every = (_of_one(piece, grammar, groups, lists) for piece in Pieces(report, groups, nouns).all())
    parts = (part for piece in every for part in _with_quotes(piece))
    return _spoken(project, list(_with_soles(parts, grammar.nouns, lists)))


def _of_one(piece: Printed, grammar: Grammar, groups: Collection[str], lists: WordLists) -> Printed:
    """A sentence that says of one person what nothing else says that it counts: in words, or as "(1 av 9)"."""
    if piece.form in (Form.NAME, Form.CAPTION):
        return replace(piece, counted=_how_many_of(piece.text, grammar, groups))
    if piece.form is not Form.SENTENCE or piece.k is not None:
        return piece
    found = [_described(each[1].split(), grammar.nouns, lists) for each in _ONE_OF.finditer(piece.text)]
    found += [each.group for each in grammar.phrases(piece.text) if each.people and each.k == 1]
    people = [group for group in found if group is not None]
    bracket = _ONE.search(piece.text)
    if not people and not bracket:
        return replace(piece, counted=_how_many_of(piece.text, grammar, groups))
    named = (group for group in people if group in groups)
    return replace(piece, group=next(named, piece.group), k=1, n=int(bracket[1]) if bracket else None)


def _with_soles(pieces: Iterable[Printed], nouns: HeadNouns, lists: WordLists) -> Iterator[Printed]:
    """The pieces, those that the report itself words each with the only one of a kind that it speaks of."""
    for piece in pieces:
        own = piece.form not in (Form.QUOTE, Form.TABLE)
        yield replace(piece, sole=only_one(piece.text, nouns, lists)) if own else piece


def _described(words: Sequence[str], nouns: HeadNouns, lists: WordLists) -> str | None:
    """The group of the noun that the words begin with, or that stands behind adjectives; None where there is none."""
    for at, word in enumerate(words):
        group = _counted_by(words[at:], nouns)
        if group is not None:
            return group
        if word.casefold() in lists.persons:
            return SOME_PEOPLE
        if not (lists.describes(word) or (at and word.casefold() in _AND)):
            return None
    return None


def _counted_by(words: Sequence[str], nouns: HeadNouns) -> str | None:
    """The group of the noun that the words begin with, the longest first; None where it stands for no people."""
    joined = ("-".join(words[:length]).lower() for length in range(min(_NOUN, len(words)), 1, -1))
    found = next((nouns.groups[each] for each in joined if each in nouns.groups), None)
    return nouns.group_of(words[0]) if found is None else found


def _how_many_of(text: str, grammar: Grammar, groups: Collection[str]) -> str:
    """The group of which a sentence says in words how many, more closely than "several"."""
    told = (each for each in grammar.phrases(text) if each.people and each.key not in VAGUE)
    return next((each.group for each in told if each.group in groups and each.group), "")


def _with_quotes(piece: Printed) -> Iterator[Printed]:
    """The piece without the quotes inside it, then these."""
    if piece.form in (Form.QUOTE, Form.TABLE):
        yield piece
        return
    inside = [each for each in marked(piece.text).quotations if len(each.text.split()) >= SHORTEST]
    text = piece.text
    for each in reversed(inside):
        text = f"{text[: each.start]}…{text[each.end :]}"
    yield replace(piece, text=text)
    for number, each in enumerate(inside):
        yield replace(piece, place=f"{piece.place}.q{number}", form=Form.QUOTE, text=each.text, k=None, n=None, who="")


def _spoken(project: Project, pieces: list[Printed]) -> list[Printed]:
    """The pieces, each quote with whoever says it; what only stands between quotation marks may be no quote."""
    from toolkit.services.quotes.quote_lookup import lookup

    unknown = [at for at, piece in enumerate(pieces) if piece.form is Form.QUOTE and not piece.who]
    if unknown:
        looked = lookup(project).find_all([pieces[at].text for at in unknown])
        for at, found in zip(unknown, looked, strict=True):
            pieces[at] = _known(pieces[at], found)
    return pieces


def _known(piece: Printed, found: Looked) -> Printed:
    sure = found.entry or found.place
    known = sure or (None if _inside(piece) else found.nearest)
    if known is None:
        return replace(piece, form=Form.NAME) if _inside(piece) else piece
    entry = found.entry
    quote = entry.quote() if entry else None
    return replace(piece, who=known.respondent, source=known.source, quote=quote, entry=entry.id if entry else None)


def _inside(piece: Printed) -> bool:
    return ".q" in piece.place


def of_file(project: Project, written: WrittenReport, stated: Mapping[tuple[str, str], Stated]) -> list[Printed]:
    """The pieces of a Word file; `stated` is what sentences of the draft it was made from count, by block and words."""
    reading = _Reading(project, stated)
    found = [
        piece for number, one in enumerate((*written.paragraphs, *written.notes)) for piece in reading.of(one, number)
    ]
    told = _with_soles(found, reading.grammar.nouns, word_lists(project.language))
    return _spoken(project, [*told, *_tables(written.paragraphs)])


@dataclass
class _Reading:
    """Reads a file's paragraphs one after another."""

    project: Project
    stated: Mapping[tuple[str, str], Stated]
    above: list[Under] = field(default_factory=lambda: [Under()] * 10)
    under: Under = field(default_factory=Under)

    @cached_property
    def grammar(self) -> Grammar:
        return report_basis.grammar(self.project)

    @cached_property
    def anchors(self) -> dict[str, tuple[str, str]]:
        """By a drafted heading's key: the group and phase that it names."""
        groups = tuple(self.project.settings.groups)
        areas = [code.path for code in self.project.scheme_file.active(AREA, top=True)]
        made = [f"group-{group}" for group in groups]
        made += [f"group-{group}-phase-{phase}" for group, phase in product(groups, PHASES)]
        made += [f"area-{area}-group-{group}" for area, group in product(areas, groups)]
        return {short(f"h-{anchor}"): told_by(anchor, groups) for anchor in made}

    @cached_property
    def titles(self) -> dict[str, tuple[str, str]]:
        """By a heading's usual words: the group or phase that it names."""
        wording = report_basis.wording(self.project)
        found = {}
        for group in self.project.settings.groups:
            for title in (wording.group(group), wording.group(group, what="chapter"), wording.noun(group).plural):
                found[folded(title).casefold()] = (group, "")
        for phase in PHASES:
            found[folded(wording.phase(phase, "")).casefold()] = ("", phase)
        return found

    def of(self, one: WrittenParagraph, number: int) -> Iterator[Printed]:
        """The pieces of a paragraph."""
        text = folded(one.text)
        if one.style == PROMPT:
            text = answer(text)
        if not text or one.style.upper().startswith("TOC") or one.style == NOTICE:
            return
        if one.level:
            self._heading(one, text)
            yield self._piece(f"{number}.0", Form.NAME, text)
        elif one.style in QUOTES:
            yield self._quote(text, number)
        elif one.cell is not None:
            if telling(text):
                yield from _with_quotes(self._piece(f"{number}.0", Form.CAPTION, text))
        else:
            yield from self._prose(text, number, [mark.block for mark in one.marks])

    def _piece(self, place: str, form: Form, text: str) -> Printed:
        return Printed(place, form, text, self.under.heading, self.under.group, self.under.phase)

    def _heading(self, one: WrittenParagraph, text: str) -> None:
        plain = re.sub(r"^[\d.]+\s+", "", text)
        by_key = next((self.anchors[mark.block] for mark in one.marks if mark.block in self.anchors), None)
        group, phase = by_key or self.titles.get(plain.casefold(), ("", ""))
        over = self.above[one.level - 1] if one.level > 1 else Under()
        self.under = Under(text, group or over.group, phase or over.phase)
        self.above[one.level :] = [self.under] * (len(self.above) - one.level)

    def _quote(self, text: str, number: int) -> Printed:
        """A quote standing by itself; what stands behind it says of whom it is."""
        quotations = marked(text).quotations
        words = max((each.text for each in quotations), key=len, default=text)
        behind = text.replace(words, " ")
        said = re.findall(r"\w+", behind)
        groups = (_counted_by(said[at : at + _NOUN], self.grammar.nouns) for at in range(len(said)))
        named = (each for each in groups if each and each in self.project.settings.groups)
        group = next(named, self.under.group)
        label = next((word for word in re.findall(r"[\w-]+", behind) if self.project.register.find(word)), "")
        return replace(self._piece(f"{number}.0", Form.QUOTE, words), group=group, label=label)

    def _prose(self, text: str, number: int, blocks: Sequence[str]) -> Iterator[Printed]:
        """The sentences of a paragraph; a quote of several sentences parts none."""
        hidden = marked(text).hidden(text)
        start = 0
        for at, sentence in enumerate(sentences(hidden)):
            start = hidden.index(sentence, start)
            whole = text[start : start + len(sentence)]
            start += len(sentence)
            for piece in _with_quotes(self._piece(f"{number}.{at}", Form.SENTENCE, whole)):
                yield self._counted(piece, whole, blocks) if piece.form is Form.SENTENCE else piece

    def _counted(self, piece: Printed, sentence: str, blocks: Sequence[str]) -> Printed:
        """The sentence with what it counts: as drafted, in brackets, or in its words when they are of one person."""
        words = wordless(uncounted(sentence)[0])  # as it is kept
        known = next((self.stated[block, words] for block in blocks if (block, words) in self.stated), None)
        if known:
            about, counted, k, n = known
            return replace(piece, about=about, counted=counted, group=counted or piece.group, k=k, n=n)
        lists = word_lists(self.project.language)
        told = _of_one(replace(piece, text=sentence), self.grammar, self.project.settings.groups, lists)
        return replace(told, text=piece.text)


def _tables(paragraphs: Iterable[WrittenParagraph]) -> Iterator[Printed]:
    """The tables of a file, each as its rows of cells."""
    cells: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
    heading: dict[int, str] = {}
    caption: dict[int, str] = {}
    last = ""
    for one in paragraphs:
        if one.cell is None:
            last = folded(one.text) or last
            continue
        place = (one.cell.row, one.cell.column)
        own = cells[one.cell.table]
        own[place] = f"{own.get(place, '')} {folded(one.text)}".strip()
        heading.setdefault(one.cell.table, one.heading)
        caption.setdefault(one.cell.table, last)
    for number, own in cells.items():
        rows = max(row for row, _ in own)
        columns = max(column for _, column in own)
        whole = tuple(tuple(own.get((r, c), "") for c in range(1, columns + 1)) for r in range(1, rows + 1))
        yield Printed(f"table{number}.table", Form.TABLE, caption[number], heading[number], cells=whole)
