"""What a report is checked against: what the program drafted, the project's counts, names, people and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from toolkit.domain.quantities.quantities import QuantityScale
from toolkit.domain.report_rules.quantity_phrases import Grammar
from toolkit.domain.report_rules.sentences import uncounted
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import Mark
from toolkit.domain.texts.head_nouns import ANYBODY, HeadNouns, head_nouns


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paragraph as the program wrote it, folded. `stated` are its sentences with what each says in numbers.

    `quote` says that it is a quote, `prompt` that it asks the evaluator for words. `erased`: a quote whose source was
    taken out of the project with all that it held. `digest` is that of its text without
    what Word works out by itself, such as page numbers; empty where unknown.
    """

    text: str
    mark: Mark | None = None
    finding: str = ""
    stated: tuple[tuple[str, Stated | None], ...] = ()
    quote: bool = False
    prompt: bool = False
    digest: str = ""
    erased: bool = False

    def stands(self, text: str, told: str) -> bool:
        """Whether a paragraph of this text and digest is this one; counts beside sentences may be gone."""
        return bool(self.digest and told == self.digest) or text in (self.text, uncounted(self.text)[0])


@dataclass(frozen=True)
class Basis:
    """All that rules need to know of a project.

    `drafted` is the draft in its order, `current` what stands at the same marks if it were drafted now. `sizes` is how
    many took part by group (ANYBODY: in all), `bases` which n there are by group. `counts` holds the numbers of other
    things by kind ("interviews"), `values` every number that report.toml names. `facts` are what is stated of each
    finding, `themes` the findings by folded name in small letters, `terms` what may stand between quotation marks
    without being anybody's words. `typed` are the claims that have no place for a quantity word, with what their
    stances state. `people` are the pseudonyms and names of the register: True for those whose words may not be used.
    `changed` gives for a finding's drafted sentence (uncounted) why what it rests on is no longer the same.
    """

    language: str
    drafted: tuple[Drafted, ...] = ()
    current: Mapping[Mark, Drafted] = field(default_factory=dict)
    nouns: HeadNouns = field(default_factory=lambda: head_nouns("sv"))
    scale: QuantityScale = field(default_factory=QuantityScale)
    sizes: Mapping[str, int] = field(default_factory=dict)
    bases: Mapping[str, frozenset[int]] = field(default_factory=dict)
    counts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    values: frozenset[Fraction] = frozenset()
    facts: Mapping[str, tuple[Stated, ...]] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    typed: Mapping[str, tuple[Stated, ...]] = field(default_factory=dict)
    people: Mapping[str, bool] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    changed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    group_titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def grammar(self) -> Grammar:
        """The grammar of quantity phrases in the report's language."""
        return Grammar(self.nouns, self.scale)

    def possible_bases(self, group: str | None) -> frozenset[int]:
        """Every n that a share of a group's people can have; without a group that of any."""
        if group in self.bases:
            return self.bases[str(group)]
        return frozenset(n for each in self.bases.values() for n in each)

    def title(self, group: str) -> str:
        """What a group is called."""
        return self.group_titles.get(group) or group

    def everyone(self) -> int:
        """How many took part in all."""
        return self.sizes.get(ANYBODY, 0)
