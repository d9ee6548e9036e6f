"""Putting together what was done apart: another copy of the project comes in, in one transaction, after a backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.domain.codings.codings import Decision, Verdict
from toolkit.domain.texts.text import Span
from toolkit.errors import BadFile
from toolkit.messages import N_
from toolkit.services.coding import schemes as used_schemes
from toolkit.services.material import sources as current
from toolkit.services.merging import (
    merging_beside,
    merging_corrections,
    merging_judgements,
    merging_others,
    merging_schemes,
    merging_sources,
    merging_ties,
    other_project,
)
from toolkit.services.merging.merging_judgements import Sorting
from toolkit.services.merging.merging_plan import KINDS, Places, Plan, Side
from toolkit.services.merging.merging_schemes import Joined
from toolkit.services.projects import backups
from toolkit.services.projects.overwriting import of_scheme, write_last
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Change, Connection

VERB = "merge"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, or with `dry_run` would do; `backup` is the folder of the backup made before.

    `withdrawn_there` are people whom only the other register tells as withdrawn or refused, `unknown` those it has and
    ours lacks.
    """

    plan: Plan
    dry_run: bool
    backup: Path | None
    withdrawn_there: tuple[str, ...]
    unknown: tuple[str, ...]


def merge(project: Project, folder: Path, *, dry_run: bool = False) -> Merged:
    """Take in what was done in the copy of the project in `folder`, which is never changed.

    Raises, and changes nothing, when it is no project, damaged, or a newer program's.
    """
    current.place(project)
    with other_project.opened(project, folder) as other:
        with other.store() as there, there.reading() as theirs, _readable(folder):
            its = Side(other, theirs, other.scheme_file)
            plan, backup = _seen(project, its) if dry_run else _taken(project, its)
        people = other.register.respondents.values()
        withdrawn = (one.id for one in people if not other.register.usable(one.id) and project.register.usable(one.id))
        unknown = tuple(one.id for one in people if project.register.find(one.id) is None)
        return Merged(plan, dry_run, backup, tuple(withdrawn), unknown)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Turn what values of a prepared database may raise into one sentence."""
    try:
        yield
    except (ValueError, TypeError):
        raise BadFile(
            N_("{folder} cannot be merged: its database holds values that Spegla never writes."),
            hint=N_("Nothing was changed."),
            folder=folder.name,
        ) from None


def _seen(project: Project, theirs: Side) -> tuple[Plan, None]:
    with project.store() as store:
        scheme = used_schemes.current(project, store).scheme
        with store.reading() as connection:
            return _planned(Side(project, connection, scheme), theirs)[0], None


def _taken(project: Project, theirs: Side) -> tuple[Plan, Path | None]:
    with project.store(write=True) as store:
        used = used_schemes.current(project, store)
        used_schemes.record(project, store, used)
        with store.reading() as connection:
            plan, _ = _planned(Side(project, connection, used.scheme), theirs)
        if plan.empty:
            return plan, None
        backup = backups.before(project, VERB).folder
        with store.writing(VERB, now=project.now) as change:
            ours = Side(project, change.connection, used.scheme)
            corrected = merging_corrections.take(ours, theirs, _planned(ours, theirs)[0], change)
            plan, joined = _planned(ours, theirs)
            plan.corrected = corrected
            _write(ours, theirs, plan)
            _write_scheme(ours, joined)
            if joined.changed:
                write_last(project, change, [of_scheme(project, joined.before, joined.after)])
            _note(change, plan)
    return plan, backup


def _planned(ours: Side, theirs: Side) -> tuple[Plan, Joined]:
    """All that would come in, and the scheme with their codes."""
    from toolkit.storage.codings import assignments, codings, memos, settlements
    from toolkit.storage.findings import claims, quotes, themes
    from toolkit.storage.projects import merging

    here, there = ours.connection, theirs.connection
    plan = Plan(merging.fork(here, there))
    merging_sources.pair(ours, theirs, plan)
    merging_corrections.look(ours, theirs, plan)
    joined = merging_schemes.join(ours, theirs, plan)
    sorting = Sorting(Places(ours, theirs, plan), joined.scheme, plan)
    merging_judgements.sort_codings(sorting, codings.each(here), codings.each(there))
    merging_judgements.sort_memos(sorting, memos.each(here), memos.each(there))
    merging_judgements.sort_settlements(sorting, settlements.each(here), settlements.each(there))
    verdicts = sorted(codings.verdicts(there), key=lambda one: one.source)
    merging_others.sort_verdicts(sorting, codings.verdicts(here), verdicts)
    merging_others.sort_decisions(sorting, themes.decisions(here), themes.decisions(there))
    merging_others.sort_assignments(sorting, assignments.each(here), assignments.each(there))
    merging_ties.sort_ties(sorting, here, there)
    plan.claims_left = len(claims.said(there) - claims.said(here))
    plan.quotes_left = len(quotes.decided(there) - quotes.decided(here))
    plan.stays = merging_beside.counted(ours, theirs, plan)
    return plan, joined


def _write(ours: Side, theirs: Side, plan: Plan) -> None:
    """Put everything that comes in, in the order in which one thing hangs on another."""
    from toolkit.storage.codings import codings
    from toolkit.storage.projects import merging
    from toolkit.storage.sources import sources

    merging_sources.take(ours, theirs, plan)
    ids = sources.ids(ours.connection)
    coded = plan.parts["codings"]
    used = {row["scheme_version"] for row in (*coded.new, *(row for _, row in coded.changed))}
    versions = merging_schemes.numbers(ours, theirs, used)
    for row in (*coded.new, *(row for _, row in coded.changed)):
        row["scheme_version"] = versions.get(row["scheme_version"], ours.scheme.version)
    for kind, table in (("codings", "coding"), ("memos", "memo"), ("settlements", "settlement")):
        part = plan.parts[kind]
        for row_id, row in part.changed:
            merging.change(ours.connection, table, int(row_id), _placed(ours.connection, row, ids, table))
        merging.put(ours.connection, table, [_placed(ours.connection, row, ids, table) for row in part.new])
    codings.add_verdicts(ours.connection, [_verdict(row) for row in plan.parts["verdicts"].new])
    merging.put_decisions(ours.connection, [_decision(row, ids) for row in plan.parts["theme_decisions"].new])
    given = plan.parts["assignments"]
    rows = [_numbered(row, ids) for row in (*given.new, *(row for _, row in given.changed))]
    merging.put_assignments(ours.connection, rows)
    merging_ties.write(ours.connection, plan, ids)


def _numbered(row: Mapping[str, Any], ids: Mapping[str, int]) -> dict[str, Any]:
    """The row with its source's number in the place of the name."""
    made = dict(row)
    name = made.pop("source")
    return {**made, "source_id": None if name is None else ids[name]}


def _placed(connection: Connection, row: Mapping[str, Any], ids: Mapping[str, int], table: str) -> dict[str, Any]:
    """The same with the words that stand at its place here."""
    from toolkit.storage.database.rows import words_at

    made = _numbered(row, ids)
    if table != "memo":
        made["quote"] = words_at(connection, made["source_id"], made["start"], made["end"])
    return made


def _verdict(row: Mapping[str, Any]) -> Verdict:
    span, decision = Span(row["start"], row["end"]), Decision(row["decision"])
    return Verdict(row["source"], span, row["code"], decision, row["coder"], row["time"])


def _decision(row: Mapping[str, Any], ids: Mapping[str, int]) -> dict[str, Any]:
    """The row with its passages' sources by number."""
    return {**row, "passages": [(ids[source], start, end) for source, start, end in row["passages"]]}


def _write_scheme(ours: Side, joined: Joined) -> None:
    from toolkit.storage.projects import merging

    if joined.changed:
        number = 1 + max(merging.scheme_numbers(ours.connection).values(), default=0)
        version = max(joined.scheme.version, number)
        row = {"version": version, "sha256": joined.sha256, "content": joined.after, "at": ours.project.now}
        merging.put_scheme(ours.connection, row)


def _note(change: Change, plan: Plan) -> None:
    counts: dict[str, int] = {kind: len(plan.parts[kind].new) for kind in KINDS}
    changed = sum(len(part.changed) for part in plan.parts.values())
    change.note(
        sources=len(plan.new_sources),
        corrected=len(plan.corrected),
        codes=len(plan.new_codes),
        changed=changed,
        **counts,
    )
