"""Names in a report's own text: what was decided of them, and what the lists of the scan take for names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.identifiers.identifier_groups import Decided, Decision, key_of
from toolkit.domain.identifiers.identifier_words import bare
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Heard, Named, settled
from toolkit.domain.identifiers.own_names import WORD, OwnNames, folded, runs
from toolkit.domain.report_rules.names_told import Called, Known, Namer
from toolkit.services.privacy import identifier_finding as finding
from toolkit.services.privacy.identifier_deeds import masked_words
from toolkit.services.privacy.identifier_salt import digests
from toolkit.services.projects.project import Project

_PEOPLE = (Identifier.NAME, Identifier.CAPITALISED)
Digest = Callable[[str], str]


def namer(project: Project) -> Namer:
    """What finds names in a report; what somebody decided may stand is none."""
    from toolkit.storage.sources import identifier_decisions

    with project.store() as store, store.reading() as connection:
        decided = identifier_decisions.each(connection)
    lists, digest = finding.lists(project), digests(project, storing=False)
    hidden = {key for key, one in decided.items() if one.decision is not Decision.KEEP}
    masked = ((words, words) for words in masked_words(project) if hidden.intersection(_digests(words, digest)))
    parts = OwnNames(masked, ordinary=lists.words.ordinary)
    return _Seeker(project, lists, decided, digest, parts).found_in_all


def _digests(words: str, digest: Digest) -> Iterator[str]:
    """What a decision on this name may be kept under: the name, what it is the genitive of, its genitive."""
    key = key_of(Identifier.NAME, words)
    return map(digest, (*bare(key), f"{key}s"))


@dataclass(frozen=True, slots=True)
class _Seeker:
    project: Project
    lists: finding.Lists
    decided: Mapping[str, Decided]
    digest: Digest
    parts: OwnNames

    def found_in_all(self, texts: Sequence[str]) -> list[list[Called]]:
        """The names in each text, by its place; whether a word is written small is looked for in all of them."""
        replaced = frozenset(one.replacement for one in self.decided.values() if one.replacement)
        seen = [finding.raw_of(self.lists, text, replaced) for text in texts]
        heard = Heard()
        for raw in seen:
            heard.add(raw.heard)
        return [
            list(self._found(finding.covered(text, replaced), raw.names, heard))
            for text, raw in zip(texts, seen, strict=True)
        ]

    def _found(self, text: str, raws: Sequence[Named], heard: Heard) -> Iterator[Called]:
        taken = bytearray(len(text))
        every = (settled(raw, text, heard, self.lists.words) for raw in raws)
        told = (self._told(text, one) for one in every if one is not None)
        for called in (*self._hidden(text, heard), *filter(None, told)):
            if not any(taken[called.start : called.end]):
                taken[called.start : called.end] = b"\1" * (called.end - called.start)
                yield called

    def _hidden(self, text: str, heard: Heard) -> Iterator[Called]:
        """Words in a row, the longest first, that somebody decided to mask or to take out."""
        for start, end in runs(text) if self.decided else ():
            key = folded(text[start:end])
            if text[start].isupper() and self._decision(key) not in (None, Decision.KEEP):
                ordinary = key in heard.small or key in self.lists.words.ordinary  # Per, and "Per person"
                yield Called(start, end, Known.LIKELY if ordinary else Known.HIDDEN, key)

    def _decision(self, name: str) -> Decision | None:
        known = (self.decided.get(each) for each in _digests(name, self.digest))
        return next((one.decision for one in known if one), None)

    def _told(self, text: str, one: Named) -> Called | None:
        """What lists, capitals and shapes tell, where nobody decided that it may stand."""
        form = text[one.start : one.end]
        key = key_of(one.kind, form)
        if self._decision(form) is not None:  # that it is hidden was seen already
            return None
        if one.kind in _PEOPLE and self.parts.whose(form, near=False):
            return Called(one.start, one.end, Known.HIDDEN, key)
        if one.kind is not Identifier.NAME:
            return None
        return Called(one.start, one.end, self._known(text, one), key)

    def _known(self, text: str, one: Named) -> Known:
        """Whether it is surely a name of the register, or only looks like a name."""
        person = self.project.register.find(one.whose) if one.whose else None
        words = WORD.findall(text[one.start : one.end])
        if person is None or not any(self.lists.own.whose(word, near=False) == person.id for word in words):
            return Known.LIKELY
        return Known.REGISTER if self.project.register.usable(person.id) else Known.WITHHELD
