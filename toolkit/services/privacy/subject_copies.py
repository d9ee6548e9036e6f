"""The copy that a respondent has a right to: all the person said, how it was coded, where it is used, who has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.claims.claims import Stance
from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.sources.consents import ALWAYS, Consent, Purpose
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.sources import Role, Turn
from toolkit.errors import SpeglaError, UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.services.claims import claim_sentences, claims
from toolkit.services.material import sources
from toolkit.services.material.turn_times import clock
from toolkit.services.privacy import consents
from toolkit.services.privacy.certificates import speaking
from toolkit.services.privacy.own_documents import Document
from toolkit.services.privacy.withdrawing import known
from toolkit.services.projects import access_log, names
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure_view

if TYPE_CHECKING:
    from toolkit.domain.codings.codings import Coding
    from toolkit.domain.codings.schemes import Scheme
    from toolkit.domain.sources.sources import Source
    from toolkit.storage.erasing.erasing import Voiced
    from toolkit.storage.projects.store import Connection

STANCES = {
    Stance.AFFIRMS: N_("you affirm it"),
    Stance.CONTRADICTS: N_("you contradict it"),
    Stance.QUALIFIES: N_("you see both sides"),
}
BASES = {"legal_basis": N_("the legal basis"), "ethical_participation": N_("taking part, beside another legal basis")}
HOWS = {
    "written": N_("in writing"),
    "oral": N_("orally"),
    "recorded": N_("on the recording"),
    "guardian": N_("by a guardian"),
    "interpreter": N_("with an interpreter"),
}


@dataclass(frozen=True, slots=True)
class Copied:
    """The copy that was written: for whom, where, how many sources, turns and codings it holds."""

    respondent: str
    file: Path
    sources: int
    turns: int
    codings: int


def file_name(respondent: str) -> str:
    """What the copy of a person is called when nobody says."""
    plain = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in respondent)
    return f"copy-{plain}.docx"


def write(project: Project, respondent: str, path: Path, *, force: bool = False) -> Copied:
    """Write the copy of one person as a Word file; NotFound for nobody, Refused to blind eyes and over a file."""
    if path.suffix.lower() != ".docx":
        raise UsageError(N_("The copy is written as .docx, not {suffix}."), suffix=path.suffix or path.name)
    refuse_existing(path, force=force)
    who, data, count = copy(project, respondent)
    write_file(path, data)
    access_log.note(project, "subject-copy", respondent=who, file=path.name)
    return Copied(who, path, *count)


def copy(project: Project, respondent: str) -> tuple[str, bytes, tuple[int, int, int]]:
    """Whose copy it is, the Word file in the project's language, and how many sources, turns and codings it holds."""
    refuse_blind(project)
    sources.place(project)
    who = known(project, respondent)
    with speaking(project.language):
        said = _statements(project, who)
        with project.store() as store, store.reading() as connection:
            made = _Copy(project, connection, who)
            made.write(said)
        return who, made.document.docx(), made.count


def _statements(project: Project, who: str) -> list[str]:
    """The claims on which the person's words bear, each with where the person stands; none while nothing is found."""
    try:
        found = claims.claims(project)
        speech = claim_sentences.speech(project)
    except SpeglaError:  # no themes are kept, or the guide cannot be read: then nothing was claimed either
        return []
    told = []
    for one in found.standings:
        stands = [each for group in one.positions.values() for each in group if each.respondent == who]
        voiced = [tr(STANCES[each.stance]) for each in stands if each.stance in STANCES]
        if voiced:
            told.append(f"{speech.of(one).sentence or one.claim.text} ({voiced[0]})")
    return told


class _Copy:
    """A copy being written."""

    def __init__(self, project: Project, connection: Connection, who: str) -> None:
        self.project, self.connection, self.who = project, connection, who
        title = tr("Copy of personal data: {respondent}", respondent=who)
        self.document = Document(title, project.settings.name, project.language, project.today)
        self.turns = self.codings = 0

    @property
    def count(self) -> tuple[int, int, int]:
        """Sources, turns and codings."""
        return len(self.where), self.turns, self.codings

    @cached_property
    def where(self) -> list[Voiced]:
        """The sources in which the person speaks."""
        from toolkit.storage.erasing import erasing

        person = self.project.register.get(self.who)
        named = Marks.of(b"copy", (), (), names=(self.who, *person.labels))
        return erasing.voiced(self.connection, self.who, named)

    def write(self, statements: Sequence[str]) -> None:
        """Write all parts."""
        self._begin()
        self._consent()
        self._said()
        self._used(statements)
        self._hands()

    def _begin(self) -> None:
        self.document.heading(tr("What this is"))
        law = self.project.settings.law
        self.document.line(
            tr(
                "This is a copy of what the evaluation {name} keeps of you under the pseudonym {respondent}, as of "
                "{date}. Words of others are left out: where another person speaks it says so.",
                name=self.project.settings.name,
                respondent=self.who,
                date=self.project.today,
            )
        )
        self.document.line(law.controller or tr("not recorded"), tr("Who is responsible:"))
        self.document.line(law.legal_basis or tr("not recorded"), tr("Legal basis:"))
        self.document.line(
            tr(
                "You may ask for something to be corrected, for the use of it to be restricted, or for it to be "
                "erased, and you may complain to the authority for data protection."
            )
        )

    def _consent(self) -> None:
        person = self.project.register.get(self.who)
        self.document.heading(tr("What is recorded of you and your consent"))
        group = names.group(self.project, person.group) if person.group else ""
        rows = [*_about(group, person.organisation, person.variables), *consent_rows(person.consent)]
        self.document.table(tr("As the register says"), (tr("What"), tr("Recorded")), rows)
        uses = [(tr(consents.USES[purpose]), self._allowed(person.consent, purpose)) for purpose in Purpose]
        self.document.table(tr("What your words may be used for today"), (tr("Use"), tr("Allowed")), uses)

    def _allowed(self, consent: Consent, purpose: Purpose) -> str:
        why = consent.why_not(purpose, self.project.today)
        if why is not None:
            return tr("no, {why}", why=tr(consents.WHYS[why]))
        return tr("yes") if consent.recorded(purpose) else tr("not recorded, taken as yes")

    def _said(self) -> None:
        from toolkit.storage.sources import sources as stored

        self.document.heading(tr("What you said, and how it was coded"))
        if not self.where:
            self.document.line(tr("Nothing you said is kept."))
        for number, one in enumerate(self.where, 1):
            self._source(number, one, stored.by_id(self.connection, one.id))

    def _source(self, number: int, one: Voiced, source: Source) -> None:
        from toolkit.storage.codings import codings
        from toolkit.storage.sources import source_settings

        setting = source_settings.of(self.connection, one.id)
        facts = {**source.facts, **setting.decided}
        day = facts.get("date", "")
        kind = tr(_kind(setting.kind).rules.title)
        self.document.heading(f"{number}. {kind}" + (f", {day}" if day else ""), 2)
        for when, who, words in _lines(source, frozenset(one.turns)):
            self.document.line(words, f"{when} {who}:".strip() if who else "")
        if one.unplaced:
            self.document.line(
                ntr(
                    "{n} turn by a speaker whom nobody could place is left out here. It may be yours: ask.",
                    "{n} turns by speakers whom nobody could place are left out here. Some may be yours: ask.",
                    one.unplaced,
                )
            )
        own = [turn for turn in source.turns if turn.number in one.turns]
        self.turns += len(own)
        given = codings.of_source(self.connection, one.id)
        scheme = self.project.scheme_file
        rows = list(_coded(source, own, given, scheme, self.project.language))
        self.codings += sum(count for *_, count in rows)
        self.document.table(
            tr("How it was coded by those who read it"),
            (tr("Time"), tr("Your words"), tr("Codes")),
            (row[:3] for row in rows),
        )

    def _used(self, statements: Sequence[str]) -> None:
        from toolkit.storage.erasing import erasing_looks as looks
        from toolkit.storage.findings import quotes

        self.document.heading(tr("Where it is used"))
        printed = [one for one in quotes.each(self.connection) if (one.speaker or one.respondent) == self.who]
        self._listed(tr("Quotes of yours that were chosen"), [f"”{one.printed}”" for one in printed])
        self._listed(tr("Claims that your words bear on"), statements)
        themes = [
            ntr("{name}: {n} passage of yours", "{name}: {n} passages of yours", own, name=name)
            for name, own, _ in looks.themes(self.connection, self.where)
        ]
        self._listed(tr("Themes with words of yours"), themes)
        self._listed(tr("Sentences of the last draft that rest on your words"), self._sentences())
        counts = looks.counts(self.connection, self.where)
        self.document.line(
            tr(
                "There are also {memos} notes of the evaluators at your words, and {machine} proposals of codes that "
                "a machine made and that decide nothing. Ask the evaluator if you want to see them.",
                memos=counts.get("memo", 0),
                machine=counts.get("suggestion", 0),
            )
        )

    def _listed(self, heading: str, texts: Sequence[str]) -> None:
        self.document.heading(heading, 2)
        if texts:
            self.document.points(texts)
        else:
            self.document.line(tr("None."))

    def _sentences(self) -> list[str]:
        from toolkit.storage.erasing import erasing_looks as looks
        from toolkit.storage.findings import drafts

        last = drafts.latest(self.connection)
        if last is None or last.id is None:
            return []
        own = looks.evidence(self.connection, self.where)
        told = drafts.sentences(self.connection, last.id)
        return [f"{one.chapter}: {one.text}" for one in told if one.text and own.intersection(one.evidence)]

    def _hands(self) -> None:
        from toolkit.storage.codings import codings
        from toolkit.storage.erasing import erasing_looks as looks
        from toolkit.storage.findings import drafts
        from toolkit.storage.sessions import packs

        self.document.heading(tr("Who has access to it"))
        coders = len(codings.coders(self.connection))
        self.document.line(
            ntr(
                "{n} person has coded in the project, which lies on the evaluator's computer.",
                "{n} people have coded in the project, which lies on the evaluator's computer.",
                coders,
            )
        )
        own = looks.packs(self.connection, looks.evidence(self.connection, self.where))
        released = [one for one in drafts.released(self.connection) if set(one.files) & set(own)]
        rows = [(f"{one.at:%Y-%m-%d}", disclosure_view.title(one.audience or "")) for one in released]
        resting = packs.resting(self.connection, [one.sha256 for one in self.where])
        rows += [(f"{one.at:%Y-%m-%d}", disclosure_view.title(one.audience)) for one in resting]
        self.document.table(tr("Reports let out that rest on your words"), (tr("When"), tr("To whom")), rows)
        self.document.table(
            tr("What the access log says of the sources in which you speak"),
            (tr("What"), tr("How many times"), tr("Last")),
            _opened(self.project, self.who, {one.id for one in self.where}),
        )


def _opened(project: Project, who: str, ids: set[int]) -> Iterator[tuple[str, int, str]]:
    """What was done with the sources or of the person, or with the whole project, by the access log."""
    found: dict[str, list[str]] = {}
    for line in access_log.lines(project):
        touched = line.get("source") in ids or line.get("respondent") == who
        if touched or ("source" not in line and "respondent" not in line):
            found.setdefault(str(line.get("verb", "")), []).append(str(line.get("at", ""))[:10])
    for verb, days in found.items():
        yield tr(access_log.VERBS.get(verb, verb)), len(days), max(days)


def _kind(name: str) -> Kind:
    return Kind(name) if name in set(Kind) else Kind.INTERVIEW


def _about(group: str, organisation: str, variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if group:
        yield tr("Group"), group
    if organisation:
        yield tr("Organisation"), organisation
    yield from ((name, value) for name, value in variables.items() if value)


def consent_rows(consent: Consent) -> Iterator[tuple[str, str]]:
    """A consent as lines of a table: what, and what is recorded."""
    missing = tr("not recorded")
    yield tr("Consent"), tr(consents.STATUSES[consent.status])
    yield tr("Given on"), str(consent.since or missing)
    yield tr("Version of the text"), consent.text or missing
    yield tr("How"), ", ".join(tr(HOWS[one.value]) for one in consent.how) or missing
    scope = consent.scope
    told = missing if scope is None else ", ".join(tr(consents.USES[one]) for one in Purpose if one in scope)
    yield tr("For what"), told or tr("nothing")
    yield tr("May be quoted"), missing if consent.quote is None else tr("yes") if consent.quote else tr("no")
    yield tr("Until"), _until(consent) or missing
    yield tr("What the consent is in law"), tr(BASES[consent.basis.value]) if consent.basis else missing
    for title, day in ((tr("Restricted from"), consent.restricted), (tr("Withdrawn on"), consent.withdrawn)):
        if day is not None:
            yield title, tr("yes") if day == ALWAYS else str(day)


def _until(consent: Consent) -> str:
    if consent.last_day is not None:
        return str(consent.last_day)
    return tr("as long as you are enrolled") if consent.while_enrolled else ""


def _lines(source: Source, own: frozenset[int]) -> Iterator[tuple[str, str, str]]:
    """Time, who and words, turn by turn: the person's own, what the interviewer said just before, others as a mark."""
    waiting: list[tuple[str, str, str]] = []
    for turn in source.turns:
        when = "" if turn.time is None else clock(turn.time)
        if turn.number in own:
            yield from waiting
            yield when, tr("About you") if turn.role is Role.RECORD else tr("You"), turn.span.of(source.text)
            waiting = []
        elif turn.role is Role.INTERVIEWER:
            waiting.append((when, tr("Interviewer"), turn.span.of(source.text)))
        else:
            waiting = [("", "", tr("[another person]"))]


def _coded(
    source: Source, own: Sequence[Turn], given: Sequence[Coding], scheme: Scheme, language: str
) -> Iterator[tuple[str, str, str, int]]:
    """Time, words and codes of each place in the person's turns that has codings, and how many."""
    for turn in own:
        places: dict[tuple[int, int], list[Coding]] = {}
        for one in given:
            start, end = max(one.span.start, turn.span.start), min(one.span.end, turn.span.end)
            if start < end:
                places.setdefault((start, end), []).append(one)
        for (start, end), made in sorted(places.items()):
            codes = dict.fromkeys(_title(scheme, one.code, language) for one in made)
            when = "" if turn.time is None else clock(turn.time)
            yield when, source.text[start:end], "; ".join(codes), len(made)


def _title(scheme: Scheme, path: str, language: str) -> str:
    code = scheme.resolve(path)
    if code is None:
        return path
    return code.title.get(language) or next(iter(code.title.values()), path)
