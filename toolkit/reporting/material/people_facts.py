"""Who the interviewees are, as far as it can be told without telling who: persons, gender and age by group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.reports.report import Sentence, Table
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.wording import Wording

SMALL = 5
"""A cell of fewer persons is not printed."""
GENDER = ("gender", "kön", "sex")
AGE = ("age", "ålder")
_YEARS = re.compile(r"\d{1,3}")

Band = tuple[int, int, int]
"""From this age to that one, and how many."""


def people_table(material: Material, wording: Wording) -> Table:
    """Persons, the conversations they took part in and their organisations, by group."""
    none = str(wording.at("terms.none"))
    rows = []
    for group, people in material.people.items():
        places = len({name for person in people if (name := material.person(person).organisation)})
        rows.append((wording.group(group), str(len(people)), str(_held(material, people) or none), str(places or none)))
    everyone = list(material.group_of)
    rows.append((str(wording.at("terms.all")), str(len(everyone)), str(_held(material, everyone)), ""))
    header = tuple(wording.at("frame.method.people_header"))
    caption = wording.say("frame.method.people_caption_survey" if material.surveyed else "frame.method.people_caption")
    return Table(caption, header, tuple(rows), "table-people", wording.say("frame.method.people_note"))


def _held(material: Material, people: Iterable[str]) -> int:
    inside = set(people)
    return sum(not inside.isdisjoint(source.respondents) for source in material.talks)


def described(material: Material, wording: Wording) -> Iterator[Sentence]:
    """What is recorded of gender and age, group by group, in figures that tell on nobody; then what is not shown."""
    hidden: dict[str, list[str]] = {}
    for group, people in material.people.items():
        known = _Known(group, len(people), wording, hidden)
        genders = [told for person in people if (told := _variable(material, person, GENDER))]
        ages = [int(told) for person in people if _YEARS.fullmatch(told := _variable(material, person, AGE))]
        for text in (*known.gender(genders), *known.age(ages)):
            yield Sentence(text)
    if hidden:
        yield Sentence(wording.say("frame.method.hidden", what=wording.listed(_unshown(hidden, wording))))


def _unshown(hidden: Mapping[str, Sequence[str]], wording: Wording) -> Iterator[str]:
    """What must not be shown, each with the groups of which it is so."""
    groups: dict[str, list[str]] = {}
    for plural, what in hidden.items():
        groups.setdefault("_".join(what), []).append(plural)
    for what, plurals in groups.items():
        yield str(wording.at(f"frame.method.hidden_{what}")).format(plural=wording.listed(plurals))


def _variable(material: Material, person: str, names: Sequence[str]) -> str:
    known = {name.casefold(): value for name, value in material.person(person).variables.items()}
    return next((value.strip() for name in names if (value := known.get(name, "")).strip()), "")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is recorded of the people of a group; `hidden` gathers what must not be shown of it."""

    group: str
    people: int
    wording: Wording
    hidden: dict[str, list[str]]

    def _plural(self) -> str:
        return self.wording.noun(self.group).definite

    def _withhold(self, what: str) -> None:
        self.hidden.setdefault(self._plural(), []).append(what)

    def gender(self, genders: Sequence[str]) -> Iterator[str]:
        """How many of each gender; nothing of a group where most have none recorded."""
        named, unknown = dict(self.wording.at("frame.method.genders")), self.people - len(genders)
        counts = Counter(named.get(value.casefold(), value.casefold()) for value in genders)
        if len(genders) * 2 <= self.people:
            return
        if any(0 < number < SMALL for number in (*counts.values(), unknown)):
            self._withhold("gender")
            return
        part = str(self.wording.at("frame.method.gender_part"))
        parts = [part.format(number=self.wording.number(k), value=value) for value, k in counts.most_common()]
        yield self.wording.say("frame.method.gender", plural=self._plural(), parts=self.wording.listed(parts))
        yield from _unknown("gender", unknown, self.wording)

    def age(self, ages: Sequence[int]) -> Iterator[str]:
        """Ages in bands; nothing of a group where most have none recorded."""
        bands, unknown = age_bands(ages), self.people - len(ages)
        if len(ages) * 2 <= self.people:
            return
        if not bands or 0 < unknown < SMALL:
            self._withhold("age")
            return
        if len(bands) == 1:
            low, high, _ = bands[0]
            yield self.wording.say("frame.method.ages", plural=self._plural(), low=low, high=high)
        else:
            part = str(self.wording.at("frame.method.age_band"))
            parts = [part.format(number=self.wording.number(n), low=low, high=high) for low, high, n in bands]
            yield self.wording.say("frame.method.ages_bands", plural=self._plural(), bands=self.wording.listed(parts))
        yield from _unknown("age", unknown, self.wording)


def _unknown(what: str, number: int, wording: Wording) -> Iterator[str]:
    if number:
        yield wording.say(f"frame.method.unknown_{what}", number=wording.number(number))


def age_bands(ages: Iterable[int]) -> tuple[Band, ...]:
    """Ages in bands of whole decades with at least five persons each; none when there are fewer persons than that."""
    bands: list[Band] = []
    for decade, number in sorted(Counter(age // 10 * 10 for age in ages).items()):
        if bands and bands[-1][2] < SMALL:
            low, _, before = bands.pop()
            bands.append((low, decade + 9, before + number))
        else:
            bands.append((decade, decade + 9, number))
    if len(bands) > 1 and bands[-1][2] < SMALL:
        (low, _, before), (_, high, number) = bands[-2:]
        bands[-2:] = [(low, high, before + number)]
    return tuple(bands) if bands and bands[-1][2] >= SMALL else ()
