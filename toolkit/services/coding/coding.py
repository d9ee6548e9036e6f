"""Coding in the workbench: a person's codings made, changed and removed, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.schemes import AREA, Code, Scheme
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.coding import schemes
from toolkit.services.material import transcripts
from toolkit.services.material.hands import Hand, text_changed
from toolkit.services.material.transcripts import Place, Transcribed
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.database.steps import Step
    from toolkit.storage.projects.store import Store

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Marked:
    """Words marked in a source, as the browser counts."""

    source_id: int
    start: Place
    end: Place


@dataclass(slots=True)
class Changed:
    """What a step touched: numbers of codings and memos that are new, changed or gone, and where in the source.

    `repeated` says that it had been done before under the same command, and nothing was done now.
    """

    verb: str
    source_id: int | None = None
    codings: list[int] = field(default_factory=list)
    memos: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    repeated: bool = False
    code: Code | None = None
    source: Transcribed | None = None

    def again(self, step: Step) -> bool:
        """Whether the step was taken before; then what it touched is told as it was the first time."""
        self.repeated = step.repeated
        if step.repeated:
            self.codings = [int(row) for row in step.rows("coding")]
            self.memos = [int(row) for row in step.rows("memo")]
        return step.repeated


@dataclass(frozen=True, slots=True)
class Ground:
    """What a change of codings needs beside itself: the source, the scheme under its version, and who does it."""

    project: Project
    source: Transcribed
    scheme: Scheme
    hand: Hand

    def put(self, step: Step, span: Span, path: str, changed: Changed) -> None:
        """Code the span, once; in a facet with one code a passage, the new code takes the place of the old one."""
        from toolkit.storage.sources import reading

        if reading.head(step.connection, self.source.head.id).text != self.source.head.text:
            raise text_changed()
        changed.spans.append(span)
        here = reading.own(step.connection, self.source.head, span, self.hand.coder)
        known = next((one for one in here if one.code == path), None)
        others = self.rivals(here, path)
        if known is None and others:
            known = others.pop(0)
            step.update("coding", _id(known), self._judged(path), revision=known.revision)
        changed.codings.append(_id(known) if known else int(step.insert("coding", self._row(span, path))))
        for other in others:
            step.delete("coding", _id(other), revision=other.revision)
            changed.codings.append(_id(other))

    def rivals(self, codings: Sequence[Coding], path: str) -> list[Coding]:
        """Those of the codings that cannot stand beside `path` on the same words."""
        return [one for one in codings if are_rivals(self.scheme, one.code, path)]

    def _judged(self, path: str) -> dict[str, object]:
        return {"code": path, "time": self.project.now, "scheme_version": self.scheme.version}

    def _row(self, span: Span, path: str) -> dict[str, object]:
        place = {"source_id": self.source.head.id, "start": span.start, "end": span.end}
        words = {"quote": span.of(self.source.source.text), "coder": self.hand.coder}
        return {**place, **words, **self._judged(path)}

    def move(self, span: Span, path: str) -> dict[str, object]:
        """The values of a coding that is moved to this span and code."""
        place = {"start": span.start, "end": span.end, "quote": span.of(self.source.source.text)}
        return {**place, **self._judged(path)}


def are_rivals(scheme: Scheme, one: str, path: str) -> bool:
    """Whether two codes cannot stand beside each other on the same words: two of a facet with one code a passage."""
    code, other = scheme.codes[path], scheme.codes.get(one)
    single = {facet.key for facet in scheme.facets if not facet.multiple}
    return one != path and other is not None and other.facet == code.facet and code.facet in single


def ground(project: Project, store: Store, source_id: int, hand: Hand) -> Ground:
    """What a change in this source needs; the scheme is recorded when its file is new."""
    hand.check()
    scheme = scheme_in_use(project, store)
    with store.reading() as connection:
        source = transcripts.transcript(project, connection, source_id)
    hand.check_text(source)
    return Ground(project, source, scheme, hand)


_versions: dict[Path, tuple[Scheme, int]] = {}  # a version has its number for good: nothing to ask the store again


def scheme_in_use(project: Project, store: Store) -> Scheme:
    """The scheme as its file says now, under its version in this project; a version that is new is recorded."""
    project.forget_scheme()
    now = project.scheme_file
    known, version = _versions.get(project.folder, (None, 0))
    if known is not now:
        used = schemes.current(project, store)
        schemes.record(project, store, used)
        version = used.scheme.version
        _versions[project.folder] = now, version
    return replace(now, version=version)


def in_use(scheme: Scheme, path: str) -> Code:
    """The code of this path; Refused when the scheme has none or it is retired."""
    code = scheme.codes.get(path)
    if code is None:
        raise Refused(N_("The scheme has no such code any more."), hint=N_("Choose another code."))
    if code.retired:
        raise Refused(N_("This code is out of use."), hint=N_("Choose another code, or take it back in the scheme."))
    return code


def code(project: Project, marked: Marked, codes: Sequence[str], *, hand: Hand) -> Changed:
    """Code the marked words with all the codes in one step; what is coded so already stays as it is."""
    from toolkit.services.projects.steps import stepping

    if not codes:
        raise UsageError(N_("No code is chosen."), hint=N_("Choose at least one code."))
    with project.store(write=True) as store:
        at = ground(project, store, marked.source_id, hand)
        span = at.source.span(marked.start, marked.end)
        transcripts.check_words(project, at.source, span)
        paths = [in_use(at.scheme, path).path for path in dict.fromkeys(codes)]
        changed = Changed("code", marked.source_id, source=at.source)
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            for path in () if changed.again(step) else paths:
                at.put(step, span, path, changed)
    return changed


@dataclass(frozen=True, slots=True)
class Alteration:
    """What a coding is to become: another extent, another code, or both; `revision` is the one that was seen."""

    revision: int
    start: Place | None = None
    end: Place | None = None
    code: str | None = None


def change(project: Project, coding_id: int, wanted: Alteration, *, hand: Hand) -> Changed:
    """Give the coder's own coding another extent or code; where that makes it the same as another, one stays.

    ConflictError when it is gone or has been changed since it was seen, Refused for a colleague's.
    """
    from toolkit.services.projects.steps import stepping

    with project.store(write=True) as store:
        if done := done_before(project, store, hand):
            return done
        source_id, old = _seen(store, [coding_id], hand)[coding_id]
        at = ground(project, store, source_id, hand)
        span = _extent(at, old, wanted)
        path = in_use(at.scheme, wanted.code).path if wanted.code else old.code
        changed = Changed("change coding", source_id, spans=[old.span, span], source=at.source)
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            if not changed.again(step):
                _altered(step, at, (old, span, path, wanted.revision), changed)
    return changed


def _extent(at: Ground, old: Coding, wanted: Alteration) -> Span:
    """The span that is meant: a side that is not told stays where it is."""
    if wanted.start is None and wanted.end is None:
        return old.span
    places = at.source.places(old.span)
    start, end = wanted.start or (places and places[0]), wanted.end or (places and places[1])
    if not start or not end:
        raise UsageError(N_("There is no such place in the text."), hint=N_("Open the page again."))
    span = at.source.span(start, end)
    transcripts.check_words(at.project, at.source, span)
    return span


def _altered(step: Step, at: Ground, what: tuple[Coding, Span, str, int], changed: Changed) -> None:
    from toolkit.storage.sources import reading

    old, span, path, revision = what
    here = [one for one in reading.own(step.connection, at.source.head, span, at.hand.coder) if one.id != old.id]
    same = next((one for one in here if one.code == path), None)
    for other in at.rivals(here, path) if path in at.scheme.codes else ():
        step.delete("coding", _id(other), revision=other.revision)
        changed.codings.append(_id(other))
    changed.codings.append(_id(old))
    if same is None:
        step.update("coding", _id(old), at.move(span, path), revision=revision)
    else:
        step.delete("coding", _id(old), revision=revision)
        changed.codings.append(_id(same))


def remove(project: Project, seen: Mapping[int, int], *, hand: Hand) -> Changed:
    """Remove the coder's own codings of one source, given with the revisions that were seen, in one step."""
    from toolkit.services.projects.steps import stepping

    hand.check()
    with project.store(write=True) as store:
        if done := done_before(project, store, hand):
            return done
        found = _seen(store, list(seen), hand)
        sources = {source_id for source_id, _ in found.values()}
        if len(sources) != 1:
            raise UsageError(N_("Codings are removed in one source at a time."))
        changed = Changed("remove coding", sources.pop(), list(seen), spans=[old.span for _, old in found.values()])
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            for coding_id in () if changed.again(step) else seen:
                step.delete("coding", coding_id, revision=seen[coding_id])
    return changed


def done_before(project: Project, store: Store, hand: Hand) -> Changed | None:
    """What was done under this command before; None when it is new."""
    from toolkit.services.projects.steps import known, stepping

    if not known(store, hand.command):
        return None
    changed = Changed("")
    with stepping(store, "again", project, coder=hand.coder, command=hand.command) as step:
        changed.verb = step.verb
        changed.again(step)
    return changed


def _seen(store: Store, ids: Sequence[int], hand: Hand) -> dict[int, tuple[int, Coding]]:
    """The codings, which must be there and the coder's own."""
    from toolkit.storage.sources import reading

    with store.reading() as connection:
        found = reading.some(connection, ids)
    if len(found) < len(ids):
        raise ConflictError(N_("This coding has been removed meanwhile."), hint=N_("Look at what is there now."))
    if any(one.coder != hand.coder for _, one in found.values()):
        raise Refused(
            N_("This is a colleague's coding, which only the colleague changes."),
            hint=N_("Make your own coding beside it; differences are settled under Compare."),
        )
    return found


def in_vivo(project: Project, marked: Marked, parent: str | None, *, hand: Hand) -> Changed:
    """Make a new code of the marked words under `parent` (else under the area being asked about), and code them so.

    One step: undoing it takes back the coding and the code.
    """
    from toolkit.services.coding import scheme_editing
    from toolkit.services.projects import steps

    with scheme_editing.editing, project.store(write=True) as store:
        at = ground(project, store, marked.source_id, hand)
        span = at.source.span(marked.start, marked.end)
        transcripts.check_words(project, at.source, span)
        changed = Changed("code in vivo", marked.source_id, source=at.source)
        made = None
        if not steps.known(store, hand.command):
            above = in_use(at.scheme, parent or _asked(at, span)).path
            titles = {project.spoken: _title(span.of(at.source.source.text))}
            made = scheme_editing.adding(project, store, above, titles)
        with steps.stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            if not changed.again(step) and made is not None:
                scheme_editing.write_in(step, project, made)
                replace(at, scheme=made.after.scheme).put(step, span, made.new[0], changed)
        project.forget_scheme()
        changed.code = _given(project, store, changed.codings)
    return changed


def _given(project: Project, store: Store, ids: Sequence[int]) -> Code | None:
    """The code of the first of these codings; None when it is gone again."""
    from toolkit.storage.codings import codings

    with store.reading() as connection:
        found = codings.by_ids(connection, ids[:1])
    return project.scheme_file.codes.get(found[0].code) if found else None


def _asked(at: Ground, span: Span) -> str:
    """The area of the question being answered where the span begins, else the scheme's first area."""
    areas = [area.path for area in at.scheme.active(AREA, top=True)]
    asked = next((turn.area for turn in at.source.touched(span) if turn.area in areas), None)
    return asked or areas[0]


def _title(words: str) -> str:
    title = " ".join(words.split())
    if len(title) > LONGEST_TITLE:
        raise Refused(
            N_("These are too many words for a code's name (at most {n} characters)."),
            hint=N_("Mark fewer words, or make the code under Scheme."),
            n=LONGEST_TITLE,
        )
    return title


def _id(coding: Coding) -> int:
    if coding.id is None:
        raise ValueError("a coding that is not stored")
    return coding.id
