"""Claims as sentences: the quantity word that the stances of a group bear, and the other words that would be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.claims.claim_words import filled, has_place
from toolkit.domain.claims.claims import Standing, Tally
from toolkit.domain.quantities.quantities import QuantityScale, scale_from
from toolkit.resources import places
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
