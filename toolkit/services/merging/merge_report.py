"""What a merge did, told: as a record for JSON, and as a report in Markdown for those who did the work."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.domain.exchange.merging import Found
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr
from toolkit.services.merging.merging import Merged
from toolkit.services.merging.merging_beside import STAYS
from toolkit.services.merging.merging_plan import KINDS, REASONS, Conflict, Left, Part, Plan
from toolkit.services.merging.merging_schemes import FIELDS
from toolkit.services.projects import access_log
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.project import Project

TITLES = {
    "codings": N_("Codings"),
    "verdicts": N_("Answers to suggestions"),
    "memos": N_("Memos"),
    "settlements": N_("Settlements"),
    "theme_decisions": N_("Decisions about themes"),
    "assignments": N_("Blind assignments"),
    "ties": N_("Marks of partners"),
}
KIND = {
    "coding": N_("coding"),
    "verdict": N_("answer to a suggestion"),
    "memo": N_("memo"),
    "settlement": N_("settlement"),
    "theme": N_("theme"),
    "tie": N_("mark of a partner"),
}
COUNTS = {
    "new": N_("new: {n}"),
    "changed": N_("changed in the copy: {n}"),
    "same": N_("the same as here: {n}"),
    "moved": N_("found at another place: {n}"),
    "edited": N_("placed on edited words: {n}"),
    "removed_here": N_("removed or changed here since the copy was made, so left as it is here: {n}"),
    "withheld": N_("left out, consent is missing or has been withdrawn: {n}"),
}


def record(merged: Merged) -> dict[str, object]:
    """The merge as a record."""
    plan = merged.plan
    renamed = [one for one in plan.pairs.values() if one.theirs != one.ours]
    return {
        "dry_run": merged.dry_run,
        "nothing_new": plan.empty,
        "backup": merged.backup,
        "together_until": plan.fork.at,
        "sources": {
            "same": sum(one.found is not Found.WORDS for one in plan.pairs.values()),
            "by_words": [one.ours for one in plan.pairs.values() if one.found is Found.WORDS],
            "renamed": [{"there": one.theirs, "here": one.ours} for one in renamed],
            "new": [*plan.new_sources.values()],
            "removed_here": plan.removed_sources,
            "corrected": _numbers(plan.corrected),
            "corrected_apart": _numbers(plan.corrected_apart),
            "withheld": plan.withheld_sources,
        },
        "coders": plan.by_coder(),
        **{kind: plan.parts[kind].counts for kind in KINDS},
        "codes": {
            "new": plan.new_codes,
            "different": [
                {"code": path, "what": name, "here": ours, "there": theirs}
                for path, name, ours, theirs in plan.different_codes
            ],
        },
        "not_placed": [_left(one) for one in plan.left],
        "conflicts": [_conflict(one) for one in plan.conflicts],
        "claims_left": plan.claims_left,
        "quotes_left": plan.quotes_left,
        "stays": plan.stays,
        "withdrawn_there": merged.withdrawn_there,
        "not_in_register": merged.unknown,
    }


def _numbers(counts: Mapping[str, int]) -> list[dict[str, object]]:
    return [{"source": name, "corrections": n} for name, n in counts.items()]


def _left(one: Left) -> dict[str, object]:
    return {
        "kind": one.kind,
        "source": one.source,
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "code": one.code,
        "coder": one.coder,
        "reason": tr(REASONS.get(one.why, one.why)),
        "words": one.words,
    }


def _conflict(one: Conflict) -> dict[str, object]:
    return {
        "kind": one.kind,
        "source": one.source,
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "code": one.code,
        "here": one.ours,
        "there": one.theirs,
        "both_kept": one.both,
    }


def summary(merged: Merged) -> list[str]:
    """The merge in some lines, without words of the material."""
    return [*_sources(merged), *_parts(merged), *_scheme(merged), *_open(merged)]


def _sources(merged: Merged) -> Iterator[str]:
    plan = merged.plan
    if plan.fork.at is None:
        yield tr("The two have no history in common: everything in the other project counts as new.")
    yield tr("Interviews found again here: {n}", n=len(plan.pairs))
    by_words = sum(one.found is Found.WORDS for one in plan.pairs.values())
    if by_words:
        yield "  " + tr("of them known by their words, since the text was edited: {n}", n=by_words)
    if renamed := sum(one.theirs != one.ours for one in plan.pairs.values()):
        yield "  " + tr("of them under another name: {n}", n=renamed)
    for name in plan.new_sources.values():
        yield "  " + tr("new: {name}", name=name)
    for name in plan.removed_sources:
        yield "  " + tr("removed here, and so left out: {name}", name=name)
    yield from _corrected(plan)
    if plan.withheld_sources:
        yield "  " + tr("left out, consent is missing or has been withdrawn: {n}", n=plan.withheld_sources)


def _corrected(plan: Plan) -> Iterator[str]:
    for name, n in plan.corrected.items():
        told = ntr("{n} correction of {name} comes along", "{n} corrections of {name} come along", n, name=name)
        yield "  " + told
    for name, n in plan.corrected_apart.items():
        yield "  " + ntr(
            "{n} correction of {name} stays in the copy, as the text here is another: look there, and correct it here",
            "{n} corrections of {name} stay in the copy, as the text here is another: look there, and correct it here",
            n,
            name=name,
        )


def _parts(merged: Merged) -> Iterator[str]:
    for kind in KINDS:
        told = _counts(merged.plan.parts[kind])
        if told:
            yield f"{tr(TITLES[kind])}: {told}"
    for coder, n in merged.plan.by_coder().items():
        yield "  " + tr("new codings by {coder}: {n}", coder=coder, n=n)


def _counts(part: Part) -> str:
    return "; ".join(tr(COUNTS[name], n=n) for name, n in part.counts.items() if n)


def _scheme(merged: Merged) -> Iterator[str]:
    if merged.plan.new_codes:
        yield tr("New codes in the scheme: {codes}", codes=", ".join(merged.plan.new_codes))
    if different := {path for path, *_ in merged.plan.different_codes}:
        yield tr("Codes that are worded otherwise there; what stands here was kept: {n}", n=len(different))


def _open(merged: Merged) -> Iterator[str]:
    if merged.plan.left:
        yield tr("Could not be placed: {n}", n=len(merged.plan.left))
    if merged.plan.conflicts:
        yield tr("Decided otherwise here and there: {n}", n=len(merged.plan.conflicts))
    if merged.plan.claims_left:
        yield tr("Claims and decided stances that stay in the copy: {n}. Write them here.", n=merged.plan.claims_left)
    if merged.plan.quotes_left:
        yield tr("Quotes decided of that stay in the copy: {n}. Decide about them here.", n=merged.plan.quotes_left)
    yield from (tr(STAYS[what], n=n) for what, n in merged.plan.stays.items() if n)
    for person in merged.withdrawn_there:
        yield tr(
            "{person} has withdrawn or refused according to the copy's register, but not to the one here.",
            person=person,
        )
    if merged.unknown:
        yield tr("In the copy's register, but not in the one here: {people}", people=", ".join(merged.unknown))


def check(path: Path, *, force: bool) -> None:
    """Refuse, before anything is merged, a file that is neither `.md` nor `.json`, or is there without `force`."""
    suffix = path.suffix.lower()
    if suffix not in (".md", ".json"):
        raise UsageError(N_("A merge is told in a .md or a .json file, not {suffix}."), suffix=suffix or path.name)
    refuse_existing(path, force=force)


def write(project: Project, merged: Merged, path: Path) -> None:
    """Write the report to a file that was checked; it holds words of what could not be placed."""
    if path.suffix.lower() == ".json":
        data = json.dumps(record(merged), ensure_ascii=False, indent=1, default=str)
    else:
        data = "\n".join(_markdown(merged)) + "\n"
    write_file(path, data.encode())
    access_log.note(project, "merge", file=path.name)


def _markdown(merged: Merged) -> Iterator[str]:
    plan = merged.plan
    yield _heading(1, tr("Merge, only looked at") if merged.dry_run else tr("Merge"))
    yield from (f"- {line.strip()}" for line in summary(merged))
    if plan.left:
        yield _heading(2, tr("Could not be placed"))
        yield from (_line(_left(one), tr(REASONS.get(one.why, one.why))) for one in plan.left)
    if plan.conflicts:
        yield _heading(2, tr("Decided otherwise here and there"))
        yield from (_line(_conflict(one), _decided(one)) for one in plan.conflicts)
    if plan.different_codes:
        yield _heading(2, tr("Codes that are worded otherwise"))
        for path, name, ours, theirs in plan.different_codes:
            yield f"- `{path}`, {tr(FIELDS[name])}"
            yield from (f"  - {line}" for line in _both(_flat(ours), _flat(theirs)))


def _heading(level: int, title: str) -> str:
    return f"{'' if level == 1 else chr(10)}{'#' * level} {title}\n"


def _both(ours: str, theirs: str) -> tuple[str, str]:
    return tr("here: {what}", what=ours), tr("there: {what}", what=theirs)


def _decided(one: Conflict) -> str:
    kept = tr("both kept") if one.both else tr("what stands here was kept")
    return " · ".join((*_both(_flat(one.ours), _flat(one.theirs)), kept))


def _line(told: dict[str, object], what: str) -> str:
    place = f"{told['source']} {told['start']}–{told['end']}" if told["start"] is not None else str(told["source"])
    code = f" `{told['code']}`" if told.get("code") else ""
    words = f": “{_flat(str(told['words']))}”" if told.get("words") else ""
    coder = f" ({told['coder']})" if told.get("coder") else ""
    about = ", ".join(filter(None, (f"{tr(KIND[str(told['kind'])])}{code}{coder}", place)))
    return f"- {about}: {what}{words}"


def _flat(text: str) -> str:
    return " / ".join(text.split("\n")) if text else "–"
