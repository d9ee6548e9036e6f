"""The rule of people's own sentences: how many of whom, as far as the project's counts can tell.

A sentence in a generated paragraph, or one that names a theme, is measured by what is stated of that finding. Elsewhere
only what cannot be is an alarm: a share of a number of people that nobody interviewed. The rest is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.domain.report_rules.bare_plurals import bare_plural
from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import HEADS, NOTICE, Line, Page
from toolkit.domain.report_rules.quantity_phrases import ALL, BOTH, NUMBER, Phrase, rule_of
from toolkit.domain.report_rules.stated import paired, same_group, told
from toolkit.domain.reports.report import Stated
from toolkit.domain.texts.head_nouns import ANYBODY, SOME_PEOPLE
from toolkit.messages import N_

_ASKED = {
    "sv": re.compile(r"intervju|samtal|tillfråga|svara|berätta|upplev|beskriv|menar|anser|tycker|säger|nämner", re.I),
    "en": re.compile(r"interview|conversation|asked|answer|said|says|told|describe|think|feel|mention", re.I),
}
_WISHED = {
    "sv": re.compile(r"\b(?:ska|skall|bör|borde|viktigt att|rätt (?:till|att))\b", re.I),
    "en": re.compile(r"\b(?:should|shall|ought to|important that|(?:a|the) right to|entitled to)\b", re.I),
}
"""What ought to be is no finding: "Alla deltagare ska ha en plan"."""
_SEE = N_("See in the themes or claims how many it concerns, or name the theme in the sentence.")


@dataclass(frozen=True, slots=True)
class _Sentence:
    line: Line
    text: str
    facts: Sequence[Stated]


def own_sentences(page: Page) -> Iterator[Found]:
    """What people's own sentences say of how many."""
    for sentence in _own(page):
        phrases = [each for each in page.basis.grammar.phrases(sentence.text) if each.people]
        for phrase in phrases:
            found = (
                _measured(phrase, sentence, page.basis) if sentence.facts else _unmeasured(phrase, sentence, page.basis)
            )
            if found:
                yield found
        if not phrases:
            yield from bare_plural(sentence.line.at, sentence.text, page.basis)


def wished(text: str, language: str) -> bool:
    """Whether a sentence says what ought to be."""
    return bool(_WISHED.get(language, _WISHED["en"]).search(text))


def _own(page: Page) -> Iterator[_Sentence]:
    for line in page.own():
        if line.paragraph.level or line.paragraph.style in (NOTICE, *HEADS) or line.paragraph.cell or line.waits:
            continue
        pairs = paired(line.sentences, told(line.drafted)) if line.drafted else [(one, None) for one in line.sentences]
        finding = line.drafted.finding if line.drafted else ""
        for text, match in pairs:
            if match is None:
                yield _Sentence(line, text, _facts(page.basis, finding, text, line.text))


def _facts(basis: Basis, finding: str, text: str, whole: str) -> Sequence[Stated]:
    """What is stated of the finding that a sentence stands under, or whose theme it names."""
    if finding:
        return basis.facts.get(finding, ())
    if not basis.themes:
        return ()
    # Quoted words are hidden in `text`: a theme's name between quotation marks stands in the whole paragraph.
    shown = text.casefold() if "\u2423" not in text else whole.casefold()
    named = [key for name, key in basis.themes.items() if name in shown]
    return [one for key in named for one in basis.facts.get(key, ())]


def _measured(phrase: Phrase, sentence: _Sentence, basis: Basis) -> Found | None:
    right = [each for each in sentence.facts if same_group(phrase, each)]
    if phrase.group == SOME_PEOPLE or not right:
        return _note(phrase, sentence)
    if any(phrase.carried(each.k, each.n, basis.scale) for each in right):
        rule = rule_of(basis.scale, phrase.key)
        return _vague(phrase, sentence) if rule is not None and rule.vague else None
    if phrase.group is None:
        return _note(phrase, sentence)
    return Found(
        Kind.QUANTITY,
        sentence.line.at,
        shortened(sentence.text, around=phrase.start),
        N_("No count of this finding carries “{words}”: {counts}."),
        N_("Choose a word that the count carries, or print the count."),
        {"words": phrase.text, "counts": ", ".join(dict.fromkeys(f"{each.k}/{each.n}" for each in right))},
    )


def _unmeasured(phrase: Phrase, sentence: _Sentence, basis: Basis) -> Found | None:
    impossible = _impossible(phrase, sentence, basis)
    if impossible:
        return impossible
    rule = rule_of(basis.scale, phrase.key)
    if rule is not None and rule.vague:
        return _vague(phrase, sentence)
    harmless = wished(sentence.text, basis.language) or _needs_no_evidence(phrase, basis)
    return None if harmless else _note(phrase, sentence)


def _needs_no_evidence(phrase: Phrase, basis: Basis) -> bool:
    """A number without a noun may be of anything, and that of a whole group is known."""
    whole = phrase.n is None and phrase.k == basis.sizes.get(phrase.group or ANYBODY)
    return phrase.key == NUMBER and (phrase.group is None or whole)


def _impossible(phrase: Phrase, sentence: _Sentence, basis: Basis) -> Found | None:
    """A share of people that cannot be: of an n that no group has, or of more than took part."""
    if phrase.group == SOME_PEOPLE or not basis.sizes:
        return None
    size = basis.sizes.get(phrase.group or ANYBODY, basis.everyone())
    return _unheard_of(phrase, sentence, basis, size) or _too_small(phrase, sentence, basis, size)


def _unheard_of(phrase: Phrase, sentence: _Sentence, basis: Basis, size: int) -> Found | None:
    known = basis.possible_bases(phrase.group or ANYBODY) | {size}
    if phrase.n is not None and phrase.n not in known and phrase.n not in basis.values:
        message = N_("Nothing in the data counts {n} people here: {size} took part.")
        return _alarm(phrase, sentence, message, serious=phrase.group is not None, n=phrase.n, size=size)
    if phrase.k is not None and phrase.n is not None and phrase.k > phrase.n:
        return _alarm(phrase, sentence, N_("The part is larger than the whole: {k} of {n}."), k=phrase.k, n=phrase.n)
    if phrase.key == NUMBER and phrase.k is not None and phrase.k > size:
        asked = _ASKED.get(basis.language, _ASKED["en"]).search(sentence.text)
        message = N_("{k} are more than took part in the interviews ({size}).")
        return _alarm(phrase, sentence, message, serious=bool(asked), k=phrase.k, size=size)
    return None


def _too_small(phrase: Phrase, sentence: _Sentence, basis: Basis, size: int) -> Found | None:
    """A word that no count of so small a group can carry."""
    if phrase.key in (BOTH, ALL) or phrase.group in (None, ANYBODY):
        return None
    rule = rule_of(basis.scale, phrase.key)
    bases = basis.possible_bases(phrase.group) | {size}
    if rule is None or any(rule.admits(k, n) for n in bases if n for k in range(n + 1)):
        return None
    message = N_("“{words}” is not for so small a group: {size} took part.")
    return _alarm(phrase, sentence, message, words=phrase.text, size=size, kind=Kind.QUANTITY)


def _alarm(
    phrase: Phrase,
    sentence: _Sentence,
    message: str,
    *,
    serious: bool = True,
    kind: Kind = Kind.NUMBER,
    **values: object,
) -> Found:
    words = shortened(sentence.text, around=phrase.start)
    return Found(
        kind, sentence.line.at, words, message, N_("Count again, or say of whom it is a share."), values, serious
    )


def _vague(phrase: Phrase, sentence: _Sentence) -> Found:
    words = shortened(sentence.text, around=phrase.start)
    message, hint = N_("“{words}” is vague."), N_("Choose a word that the count carries, or print the count.")
    return Found(Kind.QUANTITY, sentence.line.at, words, message, hint, {"words": phrase.text}, serious=False)


def _note(phrase: Phrase, sentence: _Sentence) -> Found:
    words = shortened(sentence.text, around=phrase.start)
    message = N_("“{words}” cannot be checked: no evidence belongs to the sentence.")
    return Found(Kind.QUANTITY, sentence.line.at, words, message, _SEE, {"words": phrase.text}, serious=False)
