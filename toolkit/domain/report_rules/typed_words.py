"""The rule of typed words: a claim that says of how many in words somebody typed, which nothing computes anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.domain.claims.claim_words import has_place
from toolkit.domain.claims.claims import Standing, Tally
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.free_prose import wished
from toolkit.domain.report_rules.page import Page
from toolkit.domain.report_rules.quantity_phrases import NUMBER, Grammar, Phrase
from toolkit.domain.report_rules.quotations import marked
from toolkit.domain.report_rules.sentences import folded, sentences, uncounted
from toolkit.domain.reports.report import Stated
from toolkit.domain.texts.head_nouns import ANYBODY
from toolkit.messages import N_

_LEADS = {"sv": ("för", "bland", "hos", "enligt"), "en": ("for", "among", "to", "according to")}
_TOLD = {
    "sv": ("berättar", "berättade", "svarar", "svarade", "menar", "menade", "säger", "uppger", "uppgav"),
    "en": ("say", "said", "report", "reported"),
}
"""Verbs that a subject follows where something else begins the sentence: "I början svarade många …"."""


def stated_of(standing: Standing) -> tuple[Stated, ...]:
    """How many affirm a claim: of its group, or of all together and then of each group."""
    group = standing.claim.group
    if group:
        return (_stated(standing.tally_of(group), group),)
    each = (_stated(standing.tally_of(one), one) for one in standing.positions)
    return (_stated(standing.together(), ANYBODY), *each)


def _stated(tally: Tally, group: str) -> Stated:
    return Stated(tally.affirms, tally.asked, group)


def typed_word(text: str, stated: Sequence[Stated], grammar: Grammar) -> tuple[Phrase, Stated] | None:
    """The quantity phrase typed as the subject of a claim's text, with the count it should fit; None without any.

    Of others than those whom the claim is about nothing is computed, and what ought to be is no finding.
    """
    if has_place(text) or wished(text, grammar.language):
        return None
    groups = {one.group: one for one in stated}
    for phrase in grammar.phrases(text):
        if phrase.people and phrase.key != NUMBER and _is_subject(text[: phrase.start], grammar.language):
            group = stated[0].group if phrase.group in (None, ANYBODY) else phrase.group
            return (phrase, groups[group]) if group in groups else None
    return None


def _is_subject(before: str, language: str) -> bool:
    words = before.casefold().strip(" \u201d\u201c\"'")
    return not words or words in _LEADS[language] or words.rpartition(" ")[2] in _TOLD[language]


def typed_words(page: Page) -> Iterator[Found]:
    """Sentences of claims whose quantity word was typed: an alarm where the stances say something else."""
    claims = [(_known(text), text, stated) for text, stated in page.basis.typed.items()]
    for line in page.read() if claims else ():
        for sentence in line.sentences:
            said = uncounted(sentence)[0]
            text, stated = next(((text, one) for key, text, one in claims if said.startswith(key)), ("", ()))
            if found := typed_word(text, stated, page.basis.grammar) if stated else None:
                yield _found(line.at, sentence, *found, page.basis.grammar)


def _known(text: str) -> str:
    """A claim's first sentence as it stands in a paragraph that is read."""
    first = sentences(folded(text))[0]
    return marked(first).hidden(first).rstrip(".")


def _found(at: int, sentence: str, phrase: Phrase, stated: Stated, grammar: Grammar) -> Found:
    k, n = stated.k, stated.n
    right = n and phrase.carried(k, n, grammar.scale)
    message = (
        N_("“{words}” was typed into the claim and is not computed from its stances: {k} of {n}.")
        if right
        else N_("“{words}” was typed into the claim, and its stances say something else: {k} of {n}.")
    )
    hint = N_("Put {place} in its place in the claim: the word then follows the stances.")
    values = {"words": phrase.text, "k": k, "n": n, "place": "{vem}" if grammar.language == "sv" else "{who}"}
    return Found(Kind.QUANTITY, at, shortened(sentence), message, hint, values, serious=not right)
