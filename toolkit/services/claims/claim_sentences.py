"""Claims as sentences: the quantity word that the stances of a group bear, and one that somebody typed instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.claims.claim_words import filled, has_place
from toolkit.domain.claims.claims import Standing, Tally
from toolkit.domain.quantities.quantities import QuantityScale, scale_from
from toolkit.domain.report_rules.quantity_phrases import Grammar
from toolkit.domain.report_rules.typed_words import stated_of, typed_word
from toolkit.domain.texts.head_nouns import HeadNouns, head_nouns
from toolkit.errors import Problem
from toolkit.messages import N_
from toolkit.resources import places
from toolkit.services.claims.claims import WHO
from toolkit.services.projects.project import SETTINGS, Project

if TYPE_CHECKING:
    from toolkit.reporting.material.wording import Wording


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in the words of one group (or all together): `k` of the `n` asked affirm it.

    `sentence` is empty where nobody affirms it. `who` is the quantity word with its noun, `rule` the key of its rule;
    `admissible` are all words that are true of the count, `stated` says whether the text has a place for them.
    """

    group: str
    k: int
    n: int
    who: str
    rule: str
    sentence: str
    admissible: tuple[str, ...]
    stated: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """How a project speaks: its wording and its quantity words."""

    wording: Wording
    scale: QuantityScale
    language: str

    def of(self, standing: Standing, group: str = "") -> Told:
        """The claim as one group bears it; without a group that of the claim, or all its groups together."""
        group = group or standing.claim.group
        counts = standing.tally_of(group) if group else standing.together()
        return self.told(standing.claim.text, group, counts)

    def told(self, text: str, group: str, counts: Tally) -> Told:
        """The text with these counts."""
        k, n = counts.affirms, counts.asked
        who, rule = self.who(k, n, group)
        words = tuple(self.scale.admissible(k, n, self.language)) if n else ()
        sentence = filled(text, who, one=k == 1) if k else ""
        return Told(group, k, n, who, rule, sentence, words, has_place(text))

    def who(self, k: int, n: int, group: str) -> tuple[str, str]:
        """The quantity word with its noun, and the key of its rule; both empty where nobody was asked."""
        if not n:
            return "", ""
        rule = self.scale.rule(k, n, self.language)
        return self.wording.who(k, n, group, scale=self.scale), rule.key if rule else ""


def speech(project: Project) -> Speech:
    """How the project speaks in its reports."""
    from toolkit.reporting.material.wording import read_wording

    language, settings = project.language, project.settings
    path = places.find(project.folder, "templates", f"wording.{language}.toml")
    titles = {key: own[language] for key, own in settings.groups.items() if own.get(language)}
    names = {key: {"name": title, "chapter": title} for key, title in titles.items()}
    usual = (places.packaged("templates") / path.name).read_bytes()
    wording = read_wording(path.read_bytes(), name=path.name, group_names=names, usual=usual)
    rules = settings.quantities
    return Speech(wording, scale_from(rules, language, where=SETTINGS) if rules else QuantityScale(), language)


def nouns(project: Project, wording: Wording, language: str = "") -> HeadNouns:
    """The nouns that stand for people in the project's language, or another, with those of its own groups."""
    own = []
    for group in project.settings.groups:
        noun = wording.noun(group)
        own += [(form, group) for form in (noun.singular, noun.plural, noun.definite)]
    return head_nouns(language or project.language, own, groups=project.settings.groups)


def typed(project: Project, spoken: Speech, standing: Standing) -> Problem | None:
    """What to do about a quantity word that somebody typed as the subject of a claim; None where there is none."""
    text = standing.claim.text
    if has_place(text):
        return None
    grammar = Grammar(nouns(project, spoken.wording), spoken.scale)
    found = typed_word(text, stated_of(standing), grammar)
    if found is None:
        return None
    phrase, stated = found
    wrong = stated.n > 0 and not phrase.carried(stated.k, stated.n, spoken.scale)
    said = f"{text[: phrase.start]}{WHO[project.language]}{text[phrase.end :]}"
    return Problem(
        project.settings.name,
        N_("Claim {id}: “{words}” is typed by hand, and the stances say something else: {k} of {n}.")
        if wrong
        else N_("Claim {id}: “{words}” is typed by hand, and does not change when the stances do."),
        N_("Write it like this, and the word is computed: {text}"),
        {"id": standing.claim.id or 0, "words": phrase.text, "k": stated.k, "n": stated.n, "text": said},
        serious=False,
    )
