"""Cases and respondents: people of another program into respondents.csv, and those of the register as cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.domain.exchange.interchange import Exchanged, ExchangedSet, Loss
from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Consent
from toolkit.domain.texts.days import day_in
from toolkit.domain.texts.text import folded, normalise
from toolkit.messages import N_, catalogue, current_language, use_language
from toolkit.resources import register_consents, register_writing, registers
from toolkit.resources.register_rows import column
from toolkit.resources.register_words import ABOUT_CONSENT, COLUMNS, TITLES
from toolkit.services.projects import names
from toolkit.services.projects.project import REGISTER, Project

CONSENTS = frozenset(register_consents.written(Consent()))
OTHER_GROUP = "imported_group"  # a column for groups that are none of the project's
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]+")
_NOT_IN_IDS = re.compile(r"[,=;|]+")  # a transcript's head lists speakers with these signs between them
YES_WORD = N_("yes")
_NOT_HELD: Mapping[str, str] = {
    "case_identity_number": N_("Values that look like personal identity numbers, which are never taken: {n}"),
    "case_consent": N_("Values about consent that are not understood; write them in respondents.csv by hand: {n}"),
    "case_conflict": N_("Values of cases that respondents.csv says otherwise; what stands there was kept: {n}"),
    "case_nameless": N_("Cases that could not be named as a respondent: {n}"),
    "case_labels": N_("Other names of cases that stand for somebody else already: {n}"),
    "case_codes": N_("Codings of cases that are not of words in a text: {n}"),
    "case_description": N_("Descriptions of cases: {n}"),
    "code_sets": N_("Sets of codes: {n}"),
    "source_sets": N_("Sets of sources that are more than one person's: {n}"),
    "set_description": N_("Descriptions of sets: {n}"),
}


def one_line(text: str) -> str:
    """A name or value as the register keeps it: on one line, nothing unseen."""
    return " ".join(_UNSEEN.sub(" ", normalise(text)).split())


@dataclass(slots=True)
class People:
    """What the register will hold: the people's values by id, who each case is, and what could not be held."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # respondent by guid of the case
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def losses(self) -> list[Loss]:
        """What could not be held."""
        return [Loss(kind, _NOT_HELD[kind], n) for kind, n in self.lost.items() if n]


@dataclass(frozen=True, slots=True)
class Registered:
    """The register's file before and after, and what is new in it."""

    before: bytes
    after: bytes
    register: Register
    people: tuple[str, ...]
    columns: tuple[str, ...]


class Gathering:
    """Gathers values of people, each checked so that the register stays readable and nothing in it is overruled."""

    def __init__(self, project: Project) -> None:
        self.project, self.register = project, project.register
        self.groups = registers.group_words(project.settings.groups)
        self.found = People()
        self.labels = {
            label.casefold() for one in self.register.respondents.values() for label in (one.id, *one.labels)
        }

    def cases(self, exchanged: Exchanged) -> People:
        """Every case as a respondent with its variables."""
        for case in exchanged.cases:
            person = self.person(case.name)
            self.found.lost["case_codes"] += len(case.codes)
            self.found.lost["case_description"] += bool(case.description.strip())
            if person is None:
                self.found.lost["case_nameless"] += 1
                continue
            self.found.ids[case.guid] = person
            self.variables(person, case.variables)
        return self.found

    def person(self, name: str) -> str | None:
        """The respondent of this name, who is added when the register has none; None for what can be no name."""
        wanted = " ".join(_NOT_IN_IDS.sub(" ", one_line(name)).split())
        if not wanted or registers.is_personal_number(wanted):
            return None
        known = self.register.find(wanted)
        new = next((each for each in self.found.values if each.casefold() == wanted.casefold()), None)
        person = known.id if known else new or wanted
        self.found.values.setdefault(person, {})
        return person

    def variables(self, person: str, variables: Mapping[str, str]) -> None:
        """Give a person these values, as far as the register can hold them."""
        for raw, value in variables.items():
            name, said = column(one_line(raw)), one_line(value)
            if name == "id" or not name or not said:
                continue
            if any(map(registers.is_personal_number, re.split(r"[,;|/]", said))):
                self.found.lost["case_identity_number"] += 1
            elif name in COLUMNS.values():
                self._known_column(person, name, said)
            elif ABOUT_CONSENT.search(name):
                self.found.lost["case_consent"] += 1
            else:
                self._give(person, name, said)

    def _known_column(self, person: str, name: str, value: str) -> None:
        if name == "group":
            known = folded(value) in self.groups
            self._give(person, name if known else OTHER_GROUP, value)
        elif name == "labels":
            self._label(person, value)
        elif name == "organisation" or register_consents.meant(name, value):
            self._give(person, name, value)
        else:
            self.found.lost["case_consent"] += 1

    def _label(self, person: str, value: str) -> None:
        own = _labels(value)
        mine = {person.casefold(), *(label.casefold() for label in self.register.get(person).labels)}
        mine |= _labels(self.found.values[person].get("labels", ""))
        if own & self.labels - mine:
            self.found.lost["case_labels"] += 1
            return
        self.labels |= own
        self._give(person, "labels", value)

    def _give(self, person: str, name: str, value: str) -> None:
        stands = _stands(self.register.get(person), name, self.groups)
        values = self.found.values[person]
        told = next((each for each in values if each.casefold() == name.casefold()), name)
        if stands or told in values:
            here = stands or values[told]
            same = self._meant(name, here) == self._meant(name, value)
            self.found.lost["case_conflict"] += not same
            return
        values[told] = value

    def _meant(self, name: str, value: str) -> str:
        """A value as it is compared: a group by its key, consents by what they say."""
        said = folded(value)
        if name == "group":
            return self.groups.get(said, said)
        return register_consents.meant(name, value) or said if name in CONSENTS else said

    def sets(self, sets: Sequence[ExchangedSet], persons: Mapping[str, str | None]) -> None:
        """Sets of sources as variables; `persons` gives by guid the one person who speaks in a source."""
        for each in sets:
            self.found.lost["code_sets"] += bool(each.codes)
            self.found.lost["set_description"] += bool(each.description.strip())
            people = {persons.get(guid) for guid in each.sources}
            if None in people:
                self.found.lost["source_sets"] += 1
                continue
            name, parted, value = each.name.partition(":")
            for person in filter(None, map(self.person, sorted(filter(None, people)))):
                said = value.strip() if parted and value.strip() else catalogue(self.project.language).gettext(YES_WORD)
                self.variables(person, {name if parted else each.name: said})


def _labels(value: str) -> set[str]:
    """The labels that a value lists, as they are compared."""
    return {label.strip().casefold() for label in re.split(r"[,;|/]", value) if label.strip()}


def _stands(one: Respondent, name: str, groups: Mapping[str, str]) -> str:
    """What the register says of this person in this column; empty when nothing."""
    known = {
        "group": next((word for word, key in groups.items() if key == one.group), one.group or ""),
        "organisation": one.organisation,
        "labels": ", ".join(one.labels),
        **register_consents.written(one.consent),
    }
    own = {variable.casefold(): value for variable, value in one.variables.items()}
    return known[name] if name in known else own.get(name.casefold(), "")


def registered(project: Project, people: People) -> Registered:
    """The register with these people; as it is when they bring nothing new."""
    path = project.folder / "interviews" / REGISTER
    before = path.read_bytes()
    known = project.register.respondents
    new = tuple(person for person in people.values if person not in known)
    wanted = {person: values for person, values in people.values.items() if values or person in new}
    if not wanted:
        return Registered(before, before, project.register, (), ())
    after = register_writing.extended(before, wanted, file=path.name, language=project.language)
    register, _ = registers.parsed(after, path.name, groups=project.settings.groups)
    had = {name.casefold() for one in known.values() for name in one.variables}
    columns = dict.fromkeys(name for values in wanted.values() for name in values if name not in COLUMNS.values())
    fresh = tuple(name for name in columns if name.casefold() not in had)
    return Registered(before, after, register, new, fresh)


def variables_of(project: Project, one: Respondent, *, consents: bool, labels: bool) -> dict[str, str]:
    """What other programs get told of a person: group, organisation, other columns; consent and labels if asked."""
    titles = TITLES.get(project.language, TITLES["en"])
    told = {
        "group": _group_title(project, one.group) if one.group else "",
        "organisation": one.organisation,
        **(register_consents.written(one.consent) if consents else {}),
        **({"labels": ", ".join(one.labels)} if labels else {}),
    }
    return {**{titles[name]: value for name, value in told.items() if value}, **one.variables}


def has_consent(one: Respondent) -> bool:
    """Whether the register says anything about what this person allows."""
    return one.consent != Consent()


def _group_title(project: Project, key: str) -> str:
    """The group's title in the project's language where reading it gives the group again, else its key."""
    before = current_language()
    use_language(project.language)
    try:
        title = names.group(project, key)
    finally:
        use_language(before)
    return title if registers.group_words(project.settings.groups).get(folded(title)) == key else key


def kinds(variables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The type of each variable: whole numbers and dates where all values are such, else text."""
    values: dict[str, list[str]] = {}
    for each in variables:
        for name, value in each.items():
            values.setdefault(name, []).append(value)
    return {name: next(_kinds(said)) for name, said in values.items()}


def _kinds(values: Sequence[str]) -> Iterator[str]:
    if all(re.fullmatch(r"0|-?[1-9]\d{0,8}", value) for value in values):
        yield "Integer"
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) and day_in(value) for value in values):
        yield "Date"
    yield "Text"
