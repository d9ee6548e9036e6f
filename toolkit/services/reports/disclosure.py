"""The disclosure gate: what a report says of each person, for whom it is, what was answered, and letting it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import PHASES
from toolkit.domain.identifiers.disclosure import Value
from toolkit.domain.identifiers.gate import KIND_TITLES, Fix, Kind, Risk, Verdict, key_of
from toolkit.domain.identifiers.gate_applying import applied, bare
from toolkit.domain.identifiers.gate_insiders import insider_risks, runs_of
from toolkit.domain.identifiers.gate_rules import GROUP, PHASE, Count, Ground, risks, wanted_words
from toolkit.domain.identifiers.identifiers import Names
from toolkit.domain.report_rules.sentences import folded, uncounted
from toolkit.domain.reports.printed import Printed
from toolkit.domain.reports.report import Report
from toolkit.domain.reports.written_report import WrittenReport
from toolkit.domain.sources.audiences import Audience
from toolkit.errors import BadFile, NotFound, Refused
from toolkit.messages import N_, ntr, tr
from toolkit.resources.disclosure_words import word_lists
from toolkit.services.material import sources
from toolkit.services.projects import audiences
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import read_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure_pieces, report_basis, word_reports
from toolkit.services.reports.disclosure_pieces import Stated

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

REACHED = ("phase_reached", "fas", "phase")
"""Variables of the register that say how far a person has come."""


SEE_DRAFT = N_("See the findings: spegla disclose --audience {audience}")
SEE_FILE = N_("See the findings: spegla disclose --audience {audience} --file {file}")
SEE_PACK = N_("See the findings: spegla reflect prepare --dry-run --audience {audience}, with the same options as here")


@dataclass(frozen=True)
class Looked:
    """A report as the gate sees it: for whom, the verdict, the pieces. `name` is the file's; empty for a draft.

    `report` is the composed report with all answers carried out, None for a file. `room`: its readers meet over it.
    """

    audience: Audience
    verdict: Verdict
    pieces: Sequence[Printed]
    name: str = ""
    report: Report | None = None
    room: bool = False

    @cached_property
    def by_place(self) -> Mapping[str, Printed]:
        """The pieces by their place."""
        return {piece.place: piece for piece in self.pieces}

    def piece(self, risk: Risk) -> Printed | None:
        """The first piece that a finding is about."""
        return next((self.by_place[place] for place in risk.places if place in self.by_place), None)

    def find_all(self, keys: Iterable[str]) -> list[Risk]:
        """The findings with these keys; the name of a kind stands for all unanswered ones of it."""
        found: list[Risk] = []
        for key in keys:
            kind = next((each for each in Kind if each.value == key), None)
            found += [risk for risk in self.verdict.open if risk.kind is kind] if kind else [self.find(key)]
        return list(dict.fromkeys(found))

    def find(self, key: str) -> Risk:
        """The finding whose key begins so; NotFound for none or several."""
        found = [risk for risk in self.verdict.risks if key and risk.key.startswith(key)]
        if len(found) != 1:
            raise NotFound(
                N_("No finding has the key {key}, or several do."),
                hint=SEE_PACK if self.room else SEE_FILE if self.name else SEE_DRAFT,
                key=key,
                audience=self.audience.key,
                file=self.name,
            )
        return found[0]


def look(project: Project, key: str, *, outline: str = "") -> Looked:
    """What the draft says of each person, as it would be written now for an audience. Nothing is kept."""
    from toolkit.services.reports import composing
    from toolkit.services.themes import themes

    refuse_blind(project)
    chosen = audiences.audience(project, key)
    sources.place(project)
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        shown = audiences.told(project, key)
        report, _ = composing.composed(shown, store, found, outline or project.settings.outline)
        return judged(shown, store, report, chosen)


def judged(project: Project, store: Store, report: Report, chosen: Audience, *, room: bool = False) -> Looked:
    """What a composed report says of each person; answers that were given are carried out first.

    `room`: its readers meet over it, so what they would recognise as one of their own is found, too.

    A finding that an answer took away is there no more; one whose answer could not be carried out still is.
    """
    pieces = disclosure_pieces.of_report(project, report)
    ground = _ground(project, store, pieces, chosen)
    ground = replace(ground, heard=_heard(store, ground)) if room else ground
    first = _verdict(store, _found(pieces, ground, room=room), chosen)
    done = applied(report, first, least=chosen.k)
    if done != report:
        pieces = disclosure_pieces.of_report(project, done)
        taken = {risk.key for risk in first.risks}
        left = _verdict(store, _found(pieces, ground, room=room), chosen)
        # What was carried out is no idle answer: it is given anew each time the draft is composed.
        left = replace(left, idle=tuple(each for each in left.idle if each.key not in taken))
        return Looked(chosen, left, pieces, report=done, room=room)
    return Looked(chosen, first, pieces, report=report, room=room)


def _found(pieces: Sequence[Printed], ground: Ground, *, room: bool) -> list[Risk]:
    return [*risks(pieces, ground), *(insider_risks(pieces, ground) if room else ())]


def look_file(project: Project, key: str, path: Path) -> Looked:
    """What the Word file at a path says of each person."""
    return look_bytes(project, key, path.name, read_file(path))


def look_bytes(project: Project, key: str, name: str, data: bytes) -> Looked:
    """What a Word file says of each person; BadFile when it is none."""
    refuse_blind(project)
    chosen = audiences.audience(project, key)
    if not name.lower().endswith((".docx", ".docm")):
        raise BadFile(
            N_("Only Word files (.docx) can be checked."), hint=N_("Save the report as .docx in Word or LibreOffice.")
        )
    written = word_reports.read(data, name)
    sources.place(project)
    with project.store() as store:
        with store.reading() as connection:
            draft = word_reports.draft_in(connection, written)
        pieces = disclosure_pieces.of_file(project, written, _stated(store, draft))
        found = [*risks(pieces, _ground(project, store, pieces, chosen, draft=draft)), *_hidden(written)]
        return Looked(chosen, _verdict(store, found, chosen), pieces, name)


def _hidden(written: WrittenReport) -> Iterable[Risk]:
    """What travels with a file though nobody sees it on paper."""
    changes = written.insertions + written.deletions
    told = (
        ("comments", len(written.comments), N_("The file holds {n} comments in the margin.")),
        ("changes", changes, N_("The file holds {n} tracked changes: what was deleted can be read.")),
    )
    for what, n, message in told:
        if n:
            yield Risk(Kind.HIDDEN, key_of(Kind.HIDDEN, what, n), (), "", message, (("n", n),), fixes=(Fix.CLEAN,))


def _stated(store: Store, draft: int | None) -> dict[tuple[str, str], Stated]:
    """What the sentences of the draft that a file was made from count, by block and words."""
    from toolkit.storage.findings import drafts

    found: dict[tuple[str, str], Stated] = {}
    with store.reading() as connection:
        for row in drafts.sentences(connection, draft) if draft is not None else ():
            facts = row.facts
            if "k" in facts and row.text:
                about = f"claim-{facts['claim']}" if "claim" in facts else row.finding
                found[row.block, uncounted(folded(row.text))[0]] = (about, facts["group"], facts["k"], facts["n"])
    return found


def _verdict(store: Store, found: Sequence[Risk], chosen: Audience) -> Verdict:
    from toolkit.storage.findings import gate

    with store.reading() as connection:
        given = gate.answers(connection, chosen.key)
    keys = {risk.key for risk in found}
    idle = tuple(each for each in given if each.key not in keys)
    return Verdict(tuple(found), {each.key: each for each in given if each.key in keys}, idle)


def _ground(
    project: Project, store: Store, pieces: Sequence[Printed], chosen: Audience, *, draft: int | None = None
) -> Ground:
    from toolkit.analysis.searching.word_spread import only_one
    from toolkit.services.material import word_index

    lists = word_lists(project.spoken)
    words = {each.word for _, each in wanted_words(pieces, lists)}
    with store.reading() as connection:
        earlier = _earlier(connection, draft)
        people = _people(project, connection)
    only = only_one(word_index.standing(project).shelf, words) if words else {}
    return Ground(chosen, people, Names(_names(project)), lists, only, earlier)


def _heard(store: Store, ground: Ground) -> frozenset[tuple[str, ...]]:
    """The runs of words that those among the readers said who are so few that they know each other's words."""
    from toolkit.storage.sources import sources as stored

    near = [person for person in ground.people if ground.group_of(person) in ground.close_groups]
    with store.reading() as connection:
        spans = stored.spans_of(connection, near) if near else {}
        texts = {name: stored.text(connection, name) for name in spans}
    return frozenset(
        run for name, own in spans.items() for span in own for run in runs_of(texts[name][span.start : span.end])
    )


def _people(project: Project, connection: Connection) -> dict[str, dict[str, Value]]:
    """Everyone whose words may be used, with what the register says; who took part in nothing is no candidate."""
    from toolkit.storage.sources import sources as stored

    spoke = {person for row in stored.overview(connection) for person in row.respondents}
    found = {}
    for id_ in sorted(spoke):
        person = project.register.get(id_)
        if project.register.usable(id_):
            told: dict[str, Value] = {name: value.strip() for name, value in person.variables.items()}
            reached = next((value for name in REACHED if (value := str(told.pop(name, ""))) in PHASES), PHASES[-1])
            told |= {GROUP: person.group or "", "organisation": person.organisation}
            told[PHASE] = PHASES[: PHASES.index(reached) + 1]
            found[id_] = told
    return found


def _names(project: Project) -> list[str]:
    """The names and labels of the register that are no words of the language."""
    nouns = report_basis.grammar(project).nouns
    every = (name for one in project.register.respondents.values() for name in (one.id, *one.labels))
    return [name for name in every if name[:1].isupper() and nouns.group_of(name) is None]


def _earlier(connection: Connection, own: int | None) -> list[list[Count]]:
    """The counts of each report and pack that was let out but `own`, whoever it was for: readers may have them all."""
    from toolkit.storage.findings import gate
    from toolkit.storage.sessions import packs

    reports = [gate.counted(connection, draft) for draft, _ in gate.let_out(connection) if draft != own]
    return [*reports, *packs.counts(connection)]


@dataclass(frozen=True, slots=True)
class Released:
    """A report let out: `whole` with its evidence for the project's records, `bare` as readers get it."""

    whole: Report
    bare: Report


HOW_TO_ANSWER = N_("See and answer them: spegla disclose --audience {audience}")


def released(
    project: Project, store: Store, report: Report, key: str, *, room: bool = False, hint: str = HOW_TO_ANSWER
) -> Released:
    """The report as it may be let out to an audience; Refused while findings are unanswered."""
    chosen = audiences.audience(project, key)
    audiences.refuse_without_basis(project, chosen)
    looked = judged(project, store, report, chosen, room=room)
    left = looked.verdict.open
    if left:
        raise Refused(
            N_("Findings that point people out are unanswered, and nothing was written: {kinds}."),
            hint=hint,
            kinds=counted(looked.verdict.by_kind(left)),
            audience=chosen.key,
        )
    whole = looked.report or report
    return Released(whole, bare(whole, notices=_notices(project, whole, chosen)))


def counted(by_kind: Mapping[Kind, Sequence[Risk]]) -> str:
    """How many findings there are of each kind, in words."""
    return "; ".join(f"{tr(KIND_TITLES[kind])} {len(own)}" for kind, own in by_kind.items())


def _notices(project: Project, report: Report, chosen: Audience) -> tuple[str, ...]:
    """What the title page says: for whom and when it was checked, and what the machine alone has done.

    Those who get a pack are told of the machine alone: nobody changes a pack before it is shown.
    """
    wording = report_basis.wording(project, report.language)
    known = dict(wording.at("audiences"))
    day = wording.short_day(project.today)
    checked = wording.say("notices.checked", audience=known.get(chosen.key, chosen.key), day=day)
    machine = {wording.say("notices.machine"), wording.say("notices.some_machine")}
    return (*(() if report.brief else (checked,)), *(each for each in report.notices if each in machine))


def summary(looked: Looked) -> str:
    """How many findings there are, and how many hinder."""
    verdict = looked.verdict
    found = ntr("{n} finding,", "{n} findings,", len(verdict.risks))
    return f"{found} " + ntr("{n} unanswered.", "{n} unanswered.", len(verdict.open))
