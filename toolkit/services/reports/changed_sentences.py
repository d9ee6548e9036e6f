"""What has changed under the last draft: exactly the sentences that no longer hold as they were written, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.domain.report_rules.quotations import HIDDEN
from toolkit.domain.reports.changed_sentences import ChangedLine, Grounds, Line, Why, changed
from toolkit.errors import SpeglaError
from toolkit.messages import N_, ntr, tr
from toolkit.services.projects import audiences, steps
from toolkit.services.projects.blinding import blindness
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.projects.withholding import touches, withheld_spans
from toolkit.services.reports import composing, draft_view
from toolkit.services.themes import themes

if TYPE_CHECKING:
    from toolkit.storage.findings.drafts import Draft, SentenceRow
    from toolkit.storage.projects.store import Connection, Store

TOLD = 5
WHY = {
    Why.WITHDRAWN: N_("consent or material was taken back"),
    Why.REMOVED: N_("a coding it rested on is gone"),
    Why.MOVED: N_("what it rested on counts elsewhere now"),
    Why.ADDED: N_("codings have come"),
    Why.COUNTS: N_("it counts otherwise now"),
    Why.RENAMED: N_("the theme has another name"),
    Why.CLAIM: N_("the claim reads otherwise now"),
    Why.CORRECTED: N_("the words it quotes were corrected"),
    Why.FIGURES: N_("it shows something else now"),
    Why.GONE: N_("a new draft would leave it out"),
    Why.NEW: N_("the draft would say it now"),
}
KINDS = {
    "quote": N_("A quote"),
    "table": N_("Table: {text}"),
    "figure": N_("Figure: {text}"),
    "name": N_("The heading {text}"),
}


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence of the last draft that no longer holds as it was written.

    `text` is what it said ("" for a quote), `now` what the draft would say; `theme` the name of its theme. `by` are the
    coders who took codings away that it rested on, as far as the steps of the day tell.
    """

    position: int
    kind: str
    chapter: str
    theme: str
    text: str
    now: str
    why: tuple[Why, ...]
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    finding: str = ""
    claim: int | None = None

    @property
    def anchor(self) -> str:
        """Where its theme stands on the draft's page; empty for what is no theme's."""
        from toolkit.reporting.rendering.clean import slug

        return slug(self.finding) if self.finding else ""

    def told(self) -> str:
        """The sentence, or what stands in its place."""
        said = shown(self.text)
        return tr(KINDS[self.kind], text=said) if self.kind in KINDS else said

    def told_now(self) -> str:
        """What the draft would say, as `told` says it."""
        return shown(self.now)

    def reasons(self) -> str:
        """Why it no longer holds, in words."""
        said = [tr(WHY[each]) for each in self.why]
        return "; ".join([*said, *([tr("by {coders}", coders=", ".join(self.by))] if self.by else [])])


def shown(text: str) -> str:
    """A kept sentence as it is shown: an ellipsis for the words of a quote, which are kept in the ledger alone."""
    return re.sub(f"{HIDDEN}+", "…", text)


@dataclass(frozen=True, slots=True)
class Changes:
    """The sentences of the last draft that have changed, and the claims among them.

    `known` is False for a draft of which no sentences were kept: one that an older version wrote.
    """

    draft: int
    at: datetime
    outline: str
    sentences: tuple[ChangedSentence, ...] = ()
    claims: tuple[int, ...] = ()
    known: bool = True


_judged: dict[Path, tuple[str, Changes]] = {}


def changes(project: Project) -> Changes | None:
    """What has changed under the last draft; None before the first. Quick when nothing was done since."""
    from toolkit.storage.findings import drafts as kept
    from toolkit.storage.findings import written

    with project.store() as store:
        with store.reading() as connection:
            draft = kept.latest(connection)
            done = written.since_draft(connection) - draft_view.NEUTRAL
        if draft is None or draft.id is None:
            return None
        nothing = Changes(draft.id, draft.at, draft.outline)
        if not done and not _files_changed(project, draft.at) and not draft_view.turned(project, draft.at):
            return nothing
        stamp = fingerprint(steps.mark(project), project.today, draft.id, *draft_view.marks(project.folder))
        judged = _judged.get(project.folder)
        if judged is None or judged[0] != stamp:
            judged = _judged[project.folder] = stamp, _compared(project, store, draft, nothing)
    return judged[1]


def compared(project: Project, store: Store) -> Changes | None:
    """What has changed under the last draft for this project as it is given; None before the first. Nothing is kept."""
    from toolkit.storage.findings import drafts as kept

    with store.reading() as connection:
        draft = kept.latest(connection)
    if draft is None or draft.id is None:
        return None
    return _compared(project, store, draft, Changes(draft.id, draft.at, draft.outline))


def told(project: Project) -> Changes | None:
    """The same where it can be told; None before the first draft, for blind eyes, and when nothing can be compared.

    What hinders is said when a draft is asked for.
    """
    try:
        return None if blindness(project) else changes(project)
    except SpeglaError:
        return None


def _files_changed(project: Project, since: datetime) -> bool:
    """Whether any file that a draft rests on was written after it."""
    return any(changed_at > since.timestamp() * 1e9 for _, changed_at, _ in draft_view.marks(project.folder))


def _compared(project: Project, store: Store, draft: Draft, nothing: Changes) -> Changes:
    from toolkit.services.reports.draft_records import renamed, sentence_rows
    from toolkit.storage.findings import drafts as kept

    with store.reading() as connection:
        before = kept.sentences(connection, nothing.draft)
        if not before:
            return replace(nothing, known=False)
        grounds = _grounds(project, connection, before, draft.at)
        coders = _takers(connection)
    found, _ = themes.as_kept(project, store)
    report, _ = composing.composed(audiences.told(project, draft.audience), store, found, draft.outline)
    now = list(sentence_rows(report))
    findings, keys = renamed(before, now)
    lines = [
        replace(_line(row), block=keys.get(row.block, row.block), finding=findings.get(row.finding, row.finding))
        for row in before
    ]
    names = {findings.get(key, key): name for key, name in _names(before).items()}
    told = [_told(each, names, coders) for each in changed(lines, map(_line, now), grounds)]
    claims = dict.fromkeys(each.claim for each in told if each.claim is not None)
    return replace(nothing, sentences=tuple(told), claims=tuple(claims))


def _line(row: SentenceRow) -> Line:
    facts = row.facts
    return Line(
        row.position,
        row.block,
        row.chapter,
        str(facts.get("kind", "sentence")),
        row.text,
        row.digest,
        row.finding,
        tuple(facts.get(key) for key in ("k", "n", "count")) if "k" in facts or "count" in facts else (),
        facts.get("claim"),
        row.evidence,
        facts.get("claimed", ""),
    )


def _names(rows: Iterable[SentenceRow]) -> Mapping[str, str]:
    return {row.finding: row.text for row in rows if row.facts.get("kind") == "name" and row.finding}


def _told(each: ChangedLine, names: Mapping[str, str], coders: Mapping[str, str]) -> ChangedSentence:
    line = each.line
    by = sorted({coders[id_] for id_ in each.lost if id_ in coders})
    now = "" if each.now is None or each.now is line else each.now.text
    theme = names.get(line.finding, "")
    return ChangedSentence(
        line.position,
        line.kind,
        line.chapter,
        theme,
        line.text,
        now,
        each.why,
        each.lost,
        each.gained,
        tuple(by),
        line.finding,
        line.claim,
    )


def _grounds(project: Project, connection: Connection, rows: Sequence[SentenceRow], since: datetime) -> Grounds:
    """What has become of all that a draft rests on."""
    from toolkit.storage.codings import codings
    from toolkit.storage.findings import claims
    from toolkit.storage.revisions import revisions
    from toolkit.storage.suggesting import undecided

    spans = withheld_spans(project, connection)
    ids = {id_ for row in rows for id_ in row.evidence}
    coded, proposed = (sorted(int(id_[1:]) for id_ in ids if id_.startswith(kind)) for kind in "cs")
    there: dict[str, Any] = {f"c{one.id}": one for one in codings.by_ids(connection, coded)}
    there |= {f"s{id_}": one for id_, (_, one) in undecided.by_id(connection, proposed).items()}
    withheld = frozenset(id_ for id_, one in there.items() if touches(one, spans))
    said = {one.id: one.text for one in claims.each(connection) if one.id}
    corrected = frozenset(f"c{id_}" for id_ in revisions.touched_since(connection, since))
    return Grounds(withheld, frozenset(there), said, corrected)


def _takers(connection: Connection) -> Mapping[str, str]:
    """Who took away each coding that is gone, as far as the steps of the day tell."""
    from toolkit.storage.findings import written

    return {f"c{id_}": coder for id_, coder in written.taken_codings(connection).items()}


def lines(found: Changes, *, most: int | None = TOLD) -> Iterator[str]:
    """The changed sentences as lines to read: where, what it said, and why it no longer holds."""
    if not found.sentences:
        return
    yield ntr(
        "{n} sentence of the last draft no longer holds as it was written.",
        "{n} sentences of the last draft no longer hold as they were written.",
        len(found.sentences),
    )
    for each in found.sentences[:most]:
        where = " › ".join(part for part in (each.chapter, each.theme) if part)
        yield f"  {where}: {each.told()}"
        yield f"    → {each.reasons()}"
    left = 0 if most is None else len(found.sentences) - most
    if left > 0:
        yield tr("  … and {n} more: spegla status --sentences", n=left)


def records(found: Changes | None, *, most: int | None = TOLD) -> dict[str, object]:
    """What has changed under the last draft as a part of a JSON document."""
    sentences = found.sentences if found else ()
    return {
        "draft": found.draft if found else None,
        "known": found.known if found else False,
        "count": len(sentences),
        "sentences": [record(each) for each in sentences[:most]],
        "claims": found.claims if found else (),
    }


def record(each: ChangedSentence) -> dict[str, object]:
    """A changed sentence as a flat record for JSON."""
    return {
        "position": each.position,
        "kind": each.kind,
        "chapter": each.chapter,
        "theme": each.theme,
        "text": shown(each.text),
        "now": each.told_now(),
        "why": [str(one) for one in each.why],
        "lost": each.lost,
        "gained": each.gained,
        "by": each.by,
        "claim": each.claim,
    }
