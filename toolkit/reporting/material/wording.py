"""Wording: what a draft says and how, read from a language's wording file, with its grammar and typography."""

from __future__ import annotations

import re
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from toolkit.domain.quantities.quantities import CountNoun, QuantityScale
from toolkit.errors import BadSetting
from toolkit.messages import N_
from toolkit.reporting.material.own_wording import laid_over

_PARTED = 10_000  # from here on thousands are parted
_PAIR = 2
_INNER = re.compile('["“”„»«]')


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language by dotted path, and the rules for numbers, dates, lists and names.

    `group_names` and `phase_names` are a project's own, as in Material.
    """

    language: str
    texts: Mapping[str, Any]
    group_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    phase_names: Mapping[str, str] = field(default_factory=dict)

    def at(self, path: str) -> Any:  # noqa: ANN401 - a text, a list or a table, as the file has it there
        """What stands at a dotted path of the wording file; BadSetting when nothing does."""
        found: Any = self.texts
        for part in path.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise BadSetting(
                    N_("The wording file for “{language}” lacks “{path}”."),
                    hint=N_("Copy the line from the wording file that came with the program."),
                    language=self.language,
                    path=path,
                )
            found = found[part]
        return found

    def say(self, path: str, **values: object) -> str:
        """The text at a path with its places filled and a capital first letter if it begins with a place."""
        text = str(self.at(path))
        filled = text.format(**values) if values else text
        return capitalised(filled) if text.startswith("{") else filled

    def noun(self, group: str) -> CountNoun:
        """The head noun that counts members of a group; "interviewee" for a group that has no name."""
        names = self._group(group)
        return CountNoun(
            names["singular"], names["plural"], names["definite"], names.get("one", "en"), names.get("none", "ingen")
        )

    def group(self, group: str, *, what: str = "name") -> str:
        """What a group is called: `name` beside figures, `chapter` above its chapter; its key when it has no name."""
        return self._group(group).get(what) or group

    def _group(self, group: str) -> dict[str, str]:
        known = self.at("groups")
        own = dict(self.group_names.get(group, {}))
        if group in known:
            return {**known[group], **own}
        unnamed = {key: value for key, value in known[""].items() if key not in {"name", "chapter"}}
        return {**unnamed, "name": group, "chapter": own.get("name", group), **own}

    def phase(self, phase: str, group: str = "") -> str:
        """What a phase is called, for a group if the project says so."""
        own = self.phase_names
        return own.get(f"{group}.{phase}") or own.get(phase) or str(self.at("phases").get(phase, phase))

    def number(self, k: int) -> str:
        """A whole number in a text: in words up to twelve."""
        words = self.at("numbers.words")
        return str(words[k]) if k < len(words) else self.figure(k)

    def figure(self, k: int) -> str:
        """A whole number in figures with the language's mark between thousands from 10 000 on."""
        return f"{k:,}".replace(",", self.at("numbers.thousands")) if k >= _PARTED else str(k)

    def count(self, k: int, n: int) -> str:
        """The count beside a sentence: "7 av 10"."""
        return str(self.at("numbers.of")).format(k=k, n=n)

    def day(self, day: date) -> str:
        """A date in a running text: "den 11 mars 2025"."""
        return self._dated("dates.on", day)

    def short_day(self, day: date) -> str:
        """A date in a table: "11 mars 2025"."""
        return self._dated("dates.full", day)

    def span(self, first: date, last: date) -> str:
        """From one day to another, each month and year said once: "9–12 juni 2025", "11 mars–4 juni 2025"."""
        begin = self.short_day(first)
        if first.year == last.year:
            begin = begin.removesuffix(str(first.year)).rstrip()
            begin = begin.removesuffix(str(self.at("dates.months")[last.month - 1])).rstrip()
        return self.short_day(last) if first == last else f"{begin}–{self.short_day(last)}"

    def _dated(self, path: str, day: date) -> str:
        return str(self.at(path)).format(day=day.day, month=self.at("dates.months")[day.month - 1], year=day.year)

    def listed(self, items: Iterable[str], *, quoted: bool = False, last: str = "last") -> str:
        """The items as a running list, each between quotation marks if `quoted`, with "or" if `last` is "either"."""
        marked = [self.quoted(item) if quoted else item for item in items]
        if len(marked) <= 1:
            return "".join(marked)
        return str(self.at("lists.separator")).join(marked[:-1]) + str(self.at(f"lists.{last}")) + marked[-1]

    def both(self, items: Sequence[str]) -> str:
        """The items as one subject: "både a och b", with more of them an ordinary list."""
        return str(self.at("lists.both")).format(*items) if len(items) == _PAIR else self.listed(items)

    def quoted(self, text: str) -> str:
        """The text between the language's quotation marks."""
        return f"{self.at('lists.open')}{text}{self.at('lists.close')}"

    def inside(self, quote: str) -> str:
        """The words of a quote as they stand between quotation marks: marks within it become the inner ones."""
        marks = {True: str(self.at("lists.inner_open")), False: str(self.at("lists.inner_close"))}
        return _INNER.sub(lambda found: marks[not found.start() or quote[found.start() - 1] in " (["], quote)

    def who(self, k: int, n: int, group: str, *, scale: QuantityScale, variant: int = 0, of: int = 0) -> str:
        """The quantity word and the noun of a group for k of n; the number with the noun where no word may stand.

        All of those asked are not all of the group when it has more people (`of`): then, too, the number stands.
        """
        noun = self.noun(group)
        word = None if k == n < of else scale.word(k, n, self.language, variant=variant // 2)
        if word is None:
            form = "one" if k == 1 else "both" if k == n == _PAIR >= of else "many"
            forms = {"singular": noun.singular, "plural": noun.plural, "definite": noun.definite}
            return str(self.at(f"numerals.{form}")).format(number=self.number(k), **forms)
        return word.before(noun, definite=bool(variant % 2) and n > 1)

    def another(self, group: str) -> str:
        """One more of a group that has been told of: "en annan deltagare"."""
        noun = self.noun(group)
        path = "numerals.another_neuter" if noun.one == "ett" else "numerals.another"
        return str(self.at(path)).format(singular=noun.singular)


def drawn(key: str) -> int:
    """A number for what a key names, the same in each draft: its counts are put into one word throughout a report."""
    return zlib.crc32(key.encode())


@dataclass(slots=True)
class Turns:
    """Takes the patterns of each kind of sentence in turn, so that a chapter does not repeat itself at once."""

    wording: Wording
    start: int = 0
    taken: Counter[str] = field(default_factory=Counter)

    def next(self, kind: str) -> int:
        """The running number of a kind, counted from this chapter's own start."""
        self.taken[kind] += 1
        return self.start + self.taken[kind] - 1

    def sentence(self, kind: str, form: str = "many", *, at: int | None = None, **values: object) -> str:
        """The next sentence of a kind in a grammatical form, or the one that `at` draws, its places filled."""
        forms: Mapping[str, list[str]] = self.wording.at(f"sentences.{kind}")
        patterns = forms.get(form) or forms["many"]
        number = self.next(kind) if at is None else at
        return capitalised(patterns[number % len(patterns)].format(**values))


def uncapitalised(text: str) -> str:
    """The text with a small first letter, for a name inside a sentence; abbreviations keep theirs."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def read_wording(
    data: bytes,
    *,
    name: str,
    usual: bytes = b"",
    group_names: Mapping[str, Mapping[str, str]] | None = None,
) -> Wording:
    """The wording in the TOML file `name`; BadSetting when it cannot be read.

    `usual` is the file that came with the program: whatever `data` does not say stands there, so that an older copy of
    a project's own keeps working.
    """
    texts = _texts(data, usual, name)
    return Wording(str(texts.get("language", "")), texts, group_names or {})


@lru_cache(maxsize=4)
def _texts(data: bytes, usual: bytes, name: str) -> Mapping[str, Any]:
    """What two files say together; kept, because one page or draft asks for the same words several times."""
    return laid_over(_parsed(usual, name), _parsed(data, name), name=name)


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(N_("{name} is not valid TOML: {detail}"), name=name, detail=str(error)) from error
