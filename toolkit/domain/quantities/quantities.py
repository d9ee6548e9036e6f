"""Quantity words: which words a count allows, which one a draft prints, and how it stands before its noun.

The default scale is the table of the method (k of the n persons asked). Shares are compared as exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from toolkit.errors import BadSetting
from toolkit.messages import N_

SMALL_GROUP = 6
"""Below this n only the words marked `small` are admissible."""

_BOTH = 2


@dataclass(frozen=True, slots=True)
class CountNoun:
    """A head noun that is counted, in one language.

    `one` and `none` are its forms of the numeral: en/ingen for deltagare, ett/inget for företag, one/none for nouns in
    English.
    """

    singular: str
    plural: str
    definite: str
    one: str = "en"
    none: str = "ingen"


@dataclass(frozen=True, slots=True)
class Word:
    """A quantity word and its patterns before a noun: the plain one and, if there is one, that with the definite."""

    word: str
    plain: str
    definite: str = ""

    def before(self, noun: CountNoun, *, definite: bool = False) -> str:
        """The word with its noun: "flertalet deltagare", "flertalet av deltagarna"."""
        pattern = self.definite if definite and self.definite else self.plain
        return pattern.format(
            singular=noun.singular, plural=noun.plural, definite=noun.definite, one=noun.one, none=noun.none
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a quantity scale: the counts k of n that its words admit. Synonyms are equals.

    `rank` orders what words claim. k must lie in `least`–`most` and k/n in `low`–`high` (`over`: strictly above).
    `all_but` admits the counts that miss at most that share of n (and at least one person) of everyone.
    `people` is the least n. `small` words may stand below six persons. `vague` words are admissible and never chosen.
    `chosen_to` and `chosen_count` bound the share and the count up to which a draft picks the word, `means` is the
    share that it names.
    """

    key: str
    rank: int
    words: Mapping[str, tuple[Word, ...]] = field(hash=False)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    over: bool = False
    least: int = 0
    most: int | None = None
    all_but: Fraction | None = None
    people: int = 1
    small: bool = False
    vague: bool = False
    chosen_to: Fraction = Fraction(1)
    chosen_count: int | None = None
    means: Fraction | None = None

    def admits(self, k: int, n: int) -> bool:
        """Whether the words are true of k persons of n."""
        if n < self.people or k < self.least or (self.most is not None and k > self.most):
            return False
        if n < SMALL_GROUP and not self.small:
            return False
        if self.all_but is not None:
            return 0 < n - k <= max(1, int(self.all_but * n))
        share = Fraction(k, n)
        return (share > self.low if self.over else share >= self.low) and share <= self.high

    def picked(self, k: int, n: int) -> bool:
        """Whether a draft may print the words for k of n."""
        few_enough = self.chosen_count is None or k <= self.chosen_count
        return not self.vague and few_enough and Fraction(k, n) <= self.chosen_to and self.admits(k, n)


def _words(**by_language: Sequence[tuple[str, ...]]) -> dict[str, tuple[Word, ...]]:
    return {language: tuple(Word(*each) for each in words) for language, words in by_language.items()}


_DEFAULT = (
    Rule(
        "none", 0, _words(
            sv=[("ingen", "{none} {singular}", "{none} av {definite}")],
            en=[("none", "no {singular}", "none of {definite}")],
        ), most=0, small=True,
    ),
    Rule(
        "one", 1, _words(
            sv=[("en", "{one} {singular}", "{one} av {definite}")],
            en=[("one", "one {singular}", "one of {definite}")],
        ), least=1, most=1, small=True,
    ),
    Rule(
        "single", 2, _words(
            sv=[("enstaka", "enstaka {plural}")],
            en=[("single", "single {plural}")],
        ), least=1, most=2, vague=True,
    ),
    Rule(
        "couple", 3, _words(
            sv=[("ett par", "ett par {plural}", "ett par av {definite}")],
            en=[("a couple", "a couple of {plural}", "a couple of {definite}")],
        ), least=2, most=2, small=True,
    ),
    Rule(
        "few", 4, _words(
            sv=[("ett fåtal", "ett fåtal {plural}", "ett fåtal av {definite}")],
            en=[("a few", "a few {plural}", "a few of {definite}")],
        ), least=2, most=4, chosen_to=Fraction(15, 100),
    ),
    Rule(
        "some", 5, _words(
            sv=[
                ("några", "några {plural}", "några av {definite}"),
                ("vissa", "vissa {plural}", "vissa av {definite}"),
                ("ett antal", "ett antal {plural}", "ett antal av {definite}"),
            ],
            en=[("some", "some {plural}", "some of {definite}")],
        ), least=2, high=Fraction(35, 100), chosen_count=9,
    ),
    Rule(
        "several", 6, _words(
            sv=[
                ("flera", "flera {plural}", "flera av {definite}"),
                ("ett flertal", "ett flertal {plural}", "ett flertal av {definite}"),
            ],
            en=[("several", "several {plural}", "several of {definite}")],
        ), least=3, high=Fraction(1, 2),
    ),
    Rule(
        "many", 7, _words(
            sv=[("många", "många {plural}", "många av {definite}")],
            en=[("many", "many {plural}", "many of {definite}")],
        ), least=4, low=Fraction(3, 10), high=Fraction(7, 10), vague=True,
    ),
    Rule(
        "near_half", 8, _words(
            sv=[("nära hälften", "nära hälften av {definite}")],
            en=[("nearly half", "nearly half of {definite}")],
        ), least=1, low=Fraction(40, 100), high=Fraction(50, 100), means=Fraction(45, 100),
    ),
    Rule(
        "half", 9, _words(
            sv=[("hälften", "hälften av {definite}")],
            en=[("half", "half of {definite}")],
        ), least=1, low=Fraction(45, 100), high=Fraction(55, 100), means=Fraction(1, 2),
    ),
    Rule(
        "most", 10, _words(
            sv=[
                ("flertalet", "flertalet {plural}", "flertalet av {definite}"),
                ("de flesta", "de flesta {plural}", "de flesta av {definite}"),
                ("merparten", "merparten av {definite}"),
                ("majoriteten", "majoriteten av {definite}"),
            ],
            en=[
                ("most", "most {plural}", "most of {definite}"),
                ("the majority", "the majority of {definite}"),
            ],
        ), low=Fraction(1, 2), over=True, small=True,
    ),
    Rule(
        "great_majority", 11, _words(
            sv=[("överväldigande majoritet", "en överväldigande majoritet av {definite}")],
            en=[("the great majority", "the great majority of {definite}")],
        ), low=Fraction(8, 10), people=10,
    ),
    Rule(
        "nearly_all", 12, _words(
            sv=[
                ("nästan samtliga", "nästan samtliga {plural}"),
                ("nästintill samtliga", "nästintill samtliga {plural}"),
            ],
            en=[("nearly all", "nearly all {plural}", "nearly all of {definite}")],
        ), all_but=Fraction(1, 10), people=8,
    ),
    Rule(
        "all", 13, _words(
            sv=[("samtliga", "samtliga {plural}"), ("alla", "alla {plural}")],
            en=[("all", "all {plural}", "all of {definite}")],
        ), low=Fraction(1), people=3, small=True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuantityScale:
    """A project's rules for quantity words, weakest claim first."""

    rules: tuple[Rule, ...] = field(default=_DEFAULT)

    def admissible(self, k: int, n: int, language: str) -> list[str]:
        """All words that are true of k of the n persons asked, weakest claim first."""
        _check(k, n)
        return [each.word for rule in self.rules if rule.admits(k, n) for each in rule.words.get(language, ())]

    def rule(self, k: int, n: int, language: str = "sv") -> Rule | None:
        """The rule whose words a draft prints for k of n; None when the count is to be printed instead.

        The most exact rule wins: the one that fewest other counts of n would share; between equals the nearer share
        that a word names, then the weaker claim. No rule is chosen for both of two persons (`all` begins at three
        and *a couple* would hide that it is everyone).
        """
        _check(k, n)
        return None if k == n == _BOTH else _picked(self.rules, k, n, language)

    def choose(self, k: int, n: int, language: str, *, variant: int = 0) -> str | None:
        """The word to print for k of n, synonyms taken in turn by `variant`; None: print the count."""
        word = self.word(k, n, language, variant=variant)
        return word.word if word else None

    def word(self, k: int, n: int, language: str, *, variant: int = 0) -> Word | None:
        """The chosen word with its patterns; None: print the count."""
        rule = self.rule(k, n, language)
        return rule.words[language][variant % len(rule.words[language])] if rule else None


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n or n < 1:
        raise ValueError(f"not a count of persons asked: {k} of {n}")


@lru_cache(maxsize=8192)
def _width(rule: Rule, n: int) -> int:
    return sum(rule.admits(k, n) for k in range(n + 1))


@lru_cache(maxsize=8192)
def _picked(rules: tuple[Rule, ...], k: int, n: int, language: str) -> Rule | None:
    share = Fraction(k, n)
    able = (rule for rule in rules if rule.words.get(language) and rule.picked(k, n))
    return min(able, key=lambda rule: (_width(rule, n), _distance(rule, share), rule.rank), default=None)


def _distance(rule: Rule, share: Fraction) -> Fraction:
    return Fraction(1) if rule.means is None else abs(share - rule.means)


DEFAULT_SCALE = QuantityScale()


def admissible(k: int, n: int, language: str, *, scale: QuantityScale = DEFAULT_SCALE) -> list[str]:
    """All words that are true of k of the n persons asked, weakest claim first."""
    return scale.admissible(k, n, language)


def choose(k: int, n: int, language: str, *, variant: int = 0, scale: QuantityScale = DEFAULT_SCALE) -> str | None:
    """The word to print for k of n, synonyms taken in turn by `variant`; None: print the count."""
    return scale.choose(k, n, language, variant=variant)


_FIELDS = {"low", "high", "over", "least", "most", "all_but", "people", "small", "vague", "chosen_to", "chosen_count"}
_SHARES = {"low", "high", "all_but", "chosen_to"}


def scale_from(rules: Iterable[Mapping[str, object]], language: str, *, where: str = "project.toml") -> QuantityScale:
    """The default scale with a project's own rows: `{key = "most", words = ["flertalet"], low = 0.5, …}`.

    A row with the key of a default row changes it; one with a new key is added and needs `rank`. A row with
    `words = []` is left out. New words stand before the plural ("flertalet deltagare"). Raises BadSetting.
    """
    by_key = {rule.key: rule for rule in _DEFAULT}
    for row in rules:
        key = str(row.get("key", ""))
        by_key[key] = _row(row, by_key.get(key), language, where=where)
    kept = (rule for rule in by_key.values() if rule.words.get(language))
    return QuantityScale(tuple(sorted(kept, key=lambda rule: rule.rank)))


def _row(row: Mapping[str, object], old: Rule | None, language: str, *, where: str) -> Rule:
    try:
        rank = int(str(row["rank"] if old is None else row.get("rank", old.rank)))
        values = {name: _value(name, row[name]) for name in _FIELDS & row.keys()}
    except (KeyError, ValueError) as error:
        raise BadSetting(
            N_("{where}: the quantity word row “{key}” cannot be read."),
            hint=N_("A new row needs key, rank and words; shares are numbers from 0 to 1, counts whole numbers."),
            where=where,
            key=str(row.get("key", "")),
        ) from error
    words = dict(old.words) if old else {}
    if isinstance(row.get("words"), list | tuple):
        known = {each.word: each for rule in _DEFAULT for each in rule.words.get(language, ())}
        printed = [str(word) for word in row["words"]]  # type: ignore[attr-defined]
        words[language] = tuple(known.get(word, Word(word, f"{word} {{plural}}")) for word in printed)
    before = {} if old is None else {name: getattr(old, name) for name in (*_FIELDS, "means")}
    return Rule(str(row["key"]), rank, words, **{**before, **values})


def _value(name: str, value: object) -> object:
    if name in {"over", "small", "vague"}:
        return bool(value)
    return Fraction(str(value)) if name in _SHARES else int(str(value))
