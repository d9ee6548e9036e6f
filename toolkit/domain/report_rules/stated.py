"""The rule of drafted sentences: one that was edited still says what its evidence carries.

What differs from the draft is looked at: a quantity word must be true of the k of n that the sentence rests on, a
figure must be the drafted one or the one that would be drafted now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.domain.report_rules.alignment import ALIKE, likeness
from toolkit.domain.report_rules.bare_plurals import bare_plural
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import Line, Page
from toolkit.domain.report_rules.quantity_phrases import NUMBER, Phrase, rule_of
from toolkit.domain.report_rules.quotations import marked
from toolkit.domain.report_rules.sentences import Figure, figures, folded, sentences, uncounted
from toolkit.domain.reports.report import Stated
from toolkit.domain.texts.head_nouns import ANYBODY, SOME_PEOPLE
from toolkit.messages import N_

_PUT_BACK = N_("Put back what the draft said, or change the codings and draft it anew.")
_CHOOSE = N_("Choose a word that the count carries, or print the count.")
VAGUE = N_("“{words}” is vague: {k} of {n}.")
_CAPTION = re.compile(r"^(?:tabell|figur|table|figure)\s+\d+", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """A drafted sentence without its counts, those counts, and what it states."""

    text: str
    counts: tuple[str, ...]
    stated: tuple[Stated, ...]


def told(drafted: Drafted) -> list[Told]:
    """The sentences of a drafted paragraph, each with what it states; a bare count beside it states something too."""
    known: dict[str, list[Stated]] = {}
    for text, stated in drafted.stated:
        if stated is not None:
            for piece in sentences(folded(text)):
                known.setdefault(uncounted(piece)[0], []).append(stated)
    prose = drafted.text if drafted.quote else marked(drafted.text).hidden(drafted.text)
    seen = {marked(key).hidden(key): value for key, value in known.items()}
    found = []
    for piece in sentences(prose):
        text, counts = uncounted(piece)
        said = seen.get(text, [])
        group = next((each.group for each in said), ANYBODY)
        found.append(Told(text, counts, (*said, *(one for count in counts for one in _stated(count, group)))))
    return found


def _stated(count: str, group: str) -> Iterator[Stated]:
    """What a printed count says: "7 av 10", "3 och 2 av 9"."""
    numbers = [int(each.value) for each in figures(count, "")]
    for k in numbers[:-1]:
        if 0 <= k <= numbers[-1]:
            yield Stated(k, numbers[-1], group)


def edited_sentences(page: Page) -> Iterator[Found]:
    """What edited sentences of generated paragraphs say that their evidence does not carry."""
    for line in page.own():
        if line.drafted is None or line.drafted.quote or line.is_quote:
            continue
        again = page.basis.current.get(line.drafted.mark) if line.drafted.mark else None
        if again and again.stands(line.text, line.paragraph.digest):
            continue
        yield from _compared(line, page.basis, again)


def _compared(line: Line, basis: Basis, again: Drafted | None) -> Iterator[Found]:
    old = told(line.drafted) if line.drafted else []
    new = told(again) if again else []
    for sentence, match in paired(line.sentences, old):
        text, counts = uncounted(sentence)
        if match is None:
            continue
        others = [each for each in new if likeness(each.text, text) >= ALIKE]
        yield from _Comparing(line, basis, match, others).found(text, counts)


def paired(written: Sequence[str], drafted: Sequence[Told]) -> list[tuple[str, Told | None]]:
    """Each written sentence with the drafted one that it stems from: the same one, else the most alike."""
    written = [piece for each in written for piece in _cut(each, drafted)]
    free = dict.fromkeys(range(len(drafted)))
    matches: dict[int, Told] = {}
    for at, sentence in enumerate(written):
        text, _ = uncounted(sentence)
        place = next((place for place in free if drafted[place].text == text), None)
        if place is not None:
            matches[at] = drafted[place]
            del free[place]
    for at, sentence in enumerate(written):
        if at not in matches and free:
            text, _ = uncounted(sentence)
            best = max(free, key=lambda place: likeness(drafted[place].text, text))
            alone = len(free) == 1 and len(written) == len(drafted)
            if likeness(drafted[best].text, text) >= (0.0 if alone else ALIKE):
                matches[at] = drafted[best]
                del free[best]
    return [(sentence, matches.get(at)) for at, sentence in enumerate(written)]


def _cut(sentence: str, drafted: Sequence[Told]) -> Iterator[str]:
    """The sentence, cut where a drafted one ends in it: a small letter after a full stop hides where one begins."""
    for each in drafted:
        if each.text[-1:] in (".", "!", "?") and sentence.startswith(f"{each.text} "):
            yield each.text
            yield from _cut(sentence[len(each.text) + 1 :], drafted)
            return
    yield sentence


@dataclass(frozen=True, slots=True)
class _Comparing:
    line: Line
    basis: Basis
    old: Told
    others: Sequence[Told]

    @property
    def stated(self) -> tuple[Stated, ...]:
        """What the sentence rests on, as drafted and as it would be drafted now."""
        return tuple(dict.fromkeys((*self.old.stated, *(one for each in self.others for one in each.stated))))

    def found(self, text: str, counts: Sequence[str]) -> Iterator[Found]:
        """What the written sentence says otherwise."""
        yield from self._counts(counts)
        if text == self.old.text:
            return
        grammar = self.basis.grammar
        before = Counter(_said(each) for each in grammar.phrases(self.old.text))
        now = grammar.phrases(text)
        lost = before - Counter(map(_said, now))
        reported: list[Phrase] = []
        for phrase in now:
            if before[_said(phrase)] > 0:
                before[_said(phrase)] -= 1
                continue
            found = self._phrase(phrase, text, lost=bool(lost))
            if found:
                reported.append(phrase)
                yield found
        if lost and not any(each.people for each in now):
            yield from bare_plural(self.line.at, text, self.basis)
        yield from self._figures(text, reported)

    def _counts(self, counts: Sequence[str]) -> Iterator[Found]:
        """Counts in brackets are the drafted ones, each in its place; all of them may be gone."""
        drafted = [self.old.counts, *(each.counts for each in self.others)]
        for allowed in drafted:
            extra = Counter(counts) - Counter(allowed)
            if not extra and (len(counts) != len(allowed) or tuple(counts) == allowed):
                return
        wrong = [each for each in counts if each not in self.old.counts] or list(counts)
        yield self._finding(
            Kind.NUMBER,
            f"({wrong[0]})",
            N_("The count ({count}) is not the draft's: {drafted}."),
            _PUT_BACK,
            count=wrong[0],
            drafted=", ".join(f"({each})" for each in self.old.counts) or "–",
        )

    def _phrase(self, phrase: Phrase, text: str, *, lost: bool) -> Found | None:
        if phrase.key == NUMBER and not phrase.people:
            return None
        if not phrase.people and not lost:
            return None
        if self.stated:
            return self._measured(phrase, self.stated, text)
        told = self.basis.facts.get(self.line.drafted.finding, ()) if self.line.drafted else ()
        if told and phrase.people and phrase.group is not None:
            return self._measured(phrase, told, text)
        if lost:
            message = N_("The draft said something else here than “{words}”, and nothing in the evidence carries it.")
            return self._finding(Kind.QUANTITY, text, message, _PUT_BACK, words=phrase.text)
        return None

    def _measured(self, phrase: Phrase, stated: Sequence[Stated], text: str) -> Found | None:
        right = [each for each in stated if same_group(phrase, each)]
        if not right:
            message = N_("“{words}” counts others than the evidence, which is of this group: {group}.")
            group = self.basis.title(stated[0].group)
            return self._finding(Kind.QUANTITY, text, message, _PUT_BACK, words=phrase.text, group=group)
        carried = [each for each in right if phrase.carried(each.k, each.n, self.basis.scale)]
        if carried:
            rule = rule_of(self.basis.scale, phrase.key)
            if rule is not None and rule.vague:
                k, n = carried[0].k, carried[0].n
                return self._finding(Kind.QUANTITY, text, VAGUE, _CHOOSE, serious=False, words=phrase.text, k=k, n=n)
            return None
        message = N_("“{words}” is not what the evidence says: {k} of {n}.")
        k, n = right[0].k, right[0].n
        return self._finding(Kind.QUANTITY, text, message, _CHOOSE, words=phrase.text, k=k, n=n)

    def _figures(self, text: str, reported: Sequence[Phrase]) -> Iterator[Found]:
        language = self.basis.language
        now = figures(_unnumbered(text), language)
        drafted = [figures(_unnumbered(each.text), language) for each in (self.old, *self.others)]
        extras = [_extra(now, each) for each in drafted]
        extra = min(extras, key=len)
        missing = _extra(drafted[0], now)
        if not missing:
            return
        known = {value for each in self.stated for value in (each.k, each.n)}
        # Of one count, a drafted figure that was the count itself may give way to the other number that is stated.
        one = len(self.old.stated) == 1 and all(each.value in known for each in missing)
        allowed = {each.k for each in self.stated} if one else set()
        for figure in extra:
            if figure.value not in allowed and not _within(figure, reported):
                yield self._finding(
                    Kind.NUMBER,
                    text,
                    N_("The draft has {drafted} here, not {figure}, and no count of the data says {figure}."),
                    _PUT_BACK,
                    figure=figure.text,
                    drafted=", ".join(each.text for each in missing),
                )

    def _finding(
        self, kind: Kind, shown: str, message: str, hint: str, /, *, serious: bool = True, **values: object
    ) -> Found:
        return Found(kind, self.line.at, shortened(shown), message, hint, values, serious)


def _said(phrase: Phrase) -> tuple[object, ...]:
    return (phrase.key, phrase.k, phrase.n, phrase.share, phrase.group, phrase.people)


def same_group(phrase: Phrase, stated: Stated) -> bool:
    """Whether what a phrase counts are those of whom something is stated."""
    return phrase.group in (None, ANYBODY, SOME_PEOPLE, stated.group) or not stated.group


def _unnumbered(text: str) -> str:
    """The text without the number that a caption begins with: it is counted anew when a table comes or goes."""
    return _CAPTION.sub(lambda one: " " * len(one.group()), text)


def _extra(figures_: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """The figures that are more than the others hold."""
    left = Counter(each.value for each in others)
    extra = []
    for figure in figures_:
        if left[figure.value] > 0:
            left[figure.value] -= 1
        else:
            extra.append(figure)
    return extra


def _within(figure: Figure, phrases: Sequence[Phrase]) -> bool:
    return any(each.start <= figure.start < each.end for each in phrases)
