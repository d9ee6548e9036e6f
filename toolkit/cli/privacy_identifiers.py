"""`spegla privacy scan, keep, mask, unmask, masks`: what tells who people are, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_whole
from toolkit.cli.options import HERE, DryRun, Json, Language, ProjectFolder
from toolkit.domain.identifiers.identifier_groups import TITLES, Decision, State
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.texts.short_texts import WHERE_TITLES, Where
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.domain.identifiers.identifier_groups import Group, Scanned
    from toolkit.services.material.hands import Hand
    from toolkit.services.privacy.identifier_deeds import Plan
    from toolkit.services.privacy.identifier_elsewhere import Beside
    from toolkit.services.projects.project import Project

Keys = Annotated[
    list[str], typer.Argument(metavar=tr("KEY") + " …", help=tr("Keys as the scan shows them, or the name of a kind."))
]
SomeKeys = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=f"[{tr('KEY')} …]", help=tr("Keys as the scan shows them, or the name of a kind."), show_default=False
    ),
]
StandIn = Annotated[
    str, typer.Option("--as", metavar=tr("WORDS"), help=tr("What stands in, in a bracket: “handledaren”."))
]
Source = Annotated[
    list[str] | None,
    typer.Option("--source", metavar=tr("SOURCE"), help=tr("Only in this source; may be given several times.")),
]
Kinds = Annotated[
    list[Identifier] | None,
    typer.Option("--kind", metavar=tr("KIND"), help=tr("Only findings of this kind; may be given several times.")),
]
SHORT_KEY = 8
MARKS = {State.OPEN: "?", State.DEFAULT: "!", State.WAITING: "→", State.KEPT: "✓", State.PAST: "✓"}


def register_privacy(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command("scan", help=tr("Find names, numbers and other words that tell who people are."))(scan)
    group.command("keep", help=tr("Decide that names may stand."))(keep)
    group.command("mask", help=tr("Put brackets for names: a new revision. The words stay in the history."))(mask)
    group.command("unmask", help=tr("Take the last mask of sources back."))(unmask)
    group.command("masks", help=tr("What was masked: where, when, by whom. No words."))(masks)


def scan(
    source: Source = None,
    kind: Kinds = None,
    every: Annotated[bool, typer.Option("--all", help=tr("Also what may stand."))] = False,
    context: Annotated[
        int, typer.Option("--context", metavar="N", min=0, max=9, help=tr("Lines of context for each."))
    ] = 0,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Find names, numbers and other words that tell who people are; exit 1 while any are left."""
    opened = open_whole(project)
    scanned = looked_through(opened, json_wanted=json_wanted)
    chosen = _chosen(opened, scanned, source, kind)
    shown = [group for group in chosen if every or group.is_open]
    left = sum(group.is_open for group in chosen)
    if json_wanted:
        output.answer(_document(scanned, shown, left), (), json_wanted=True)
    else:
        output.told(_lines(opened, scanned, shown, context))
        output.told(_summary(scanned, left))
    if left:
        raise typer.Exit(1)


def looked_through(opened: Project, *, json_wanted: bool) -> Scanned:
    """The scan, with its progress told."""
    from toolkit.services.privacy import identifiers

    with output.progress(tr("Looking for names and numbers"), json_wanted=json_wanted) as progress:
        return identifiers.scan(opened, progress=progress)


def _chosen(
    opened: Project, scanned: Scanned, source: Iterable[str] | None, kind: Iterable[Identifier] | None
) -> list[Group]:
    from toolkit.services.privacy import identifiers

    kinds = set(kind or ())
    ids = identifiers.source_ids(opened, source) if source else None
    return [
        group
        for group in scanned.groups
        if (not kinds or group.kind in kinds) and (ids is None or not ids.isdisjoint(group.counts))
    ]


def _document(scanned: Scanned, shown: Sequence[Group], left: int) -> dict[str, object]:
    return {
        "open": left,
        "words": scanned.words,
        "without_capitals": [scanned.names[key] for key in scanned.hard],
        "findings": [_record(scanned, group) for group in shown],
    }


def _record(scanned: Scanned, group: Group) -> dict[str, object]:
    decided = group.decided
    return {
        "key": group.digest[:SHORT_KEY],
        "kind": group.kind.value,
        "words": group.shown,
        "forms": dict(group.forms),
        "respondent": group.whose or None,
        "state": group.state.value,
        "decision": decided.decision.value if decided else None,
        "replacement": decided.replacement if decided else group.suggestion,
        "places": len(group.places),
        "sources": {scanned.names[key]: count for key, count in group.counts.items()},
        "elsewhere": [{"where": where.value, "number": number} for where, number in group.elsewhere],
    }


def _lines(opened: Project, scanned: Scanned, shown: Sequence[Group], context: int) -> Iterator[str]:
    from toolkit.services.privacy import identifiers

    last = None
    for group in shown:
        if group.kind is not last:
            last = group.kind
            yield f"\n{tr(TITLES[last])} ({last.value})"
        yield f"  {MARKS[group.state]} {group.digest[:SHORT_KEY]}  {group.shown}  {_counted(group)}"
        for one in identifiers.contexts(opened, group, most=context) if context else ():
            yield f"        {one.before}«{one.words}»{one.after}"


def _counted(group: Group) -> str:
    parts = [ntr("{n} place", "{n} places", len(group.places))] if group.places else []
    if len(group.counts) > 1:
        parts.append(ntr("{n} source", "{n} sources", len(group.counts)))
    elsewhere = Counter(where for where, _ in group.elsewhere)
    parts += [
        f"{tr(WHERE_TITLES[where])} ({n})" if n > 1 else tr(WHERE_TITLES[where]) for where, n in elsewhere.items()
    ]
    stands_in = group.decided.replacement if group.decided else group.suggestion
    return ", ".join(parts) + (f"  → {stands_in}" if stands_in and group.is_open else "")


def _summary(scanned: Scanned, left: int) -> Iterator[str]:
    yield ""
    yield ntr("{n} name or number is not settled.", "{n} names and numbers are not settled.", left)
    if scanned.hard:
        yield ntr(
            "! {n} source is written without capitals: there names are found only from lists, and many are missed.",
            "! {n} sources are written without capitals: there names are found only from lists, and many are missed.",
            len(scanned.hard),
        )
        yield "  " + ", ".join(scanned.names[key] for key in scanned.hard)
    if left:
        yield tr(
            "To settle them: {commands}, or open the workbench.",
            commands='spegla privacy keep {key}, mask {key} --as "…", erase {key}'.format(key=tr("KEY")),
        )
        yield tr("The word in brackets after a heading stands for all under it: spegla privacy keep capitalised")


def keep(
    keys: Keys,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Decide that names may stand."""
    from toolkit.services.privacy import identifier_deeds, identifiers

    opened = open_whole(project)
    groups = identifiers.find(looked_through(opened, json_wanted=json_wanted), keys)
    done = identifier_deeds.decide(opened, groups, Decision.KEEP, hand=hand_of(opened, coder))
    line = ntr(
        "{n} may stand, also in interviews that are added later.",
        "{n} may stand, also in interviews that are added later.",
        len(done),
    )
    output.answer({"kept": len(done)}, [line], json_wanted=json_wanted)


def mask(
    keys: SomeKeys = None,
    stand_in: StandIn = "",
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help=tr("Also in memos, names of themes, claims and the scheme."))
    ] = False,
    only_look: DryRun = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Put brackets for names: a new revision. Without keys: for all that was decided, and for personal numbers."""
    from toolkit.services.privacy import identifier_deeds

    opened = open_whole(project)
    made, hand = _planned(opened, keys, stand_in, Decision.MASK, (coder, only_look), json_wanted=json_wanted)
    if only_look or hand is None:
        _answer_plan(made, json_wanted=json_wanted)
        return
    done = identifier_deeds.mask(opened, made, hand=hand, everywhere=everywhere)
    document = {
        "sources": done.sources,
        "places": done.places,
        "codings": done.codings,
        "changed_elsewhere": done.changed,
        "elsewhere": _named(done.elsewhere),
        "can_be_changed": _named(done.beside.changeable),
    }
    lines = [
        tr("Masked: {extent}.", extent=identifier_deeds.extent(done.places, done.sources)),
        *_changed(done.changed),
        *(_still_there() if done.places or done.changed else ()),
        *_left(done.beside),
    ]
    output.answer(document, lines, json_wanted=json_wanted)


def _planned(
    opened: Project,
    keys: Sequence[str] | None,
    stand_in: str,
    decision: Decision,
    who: tuple[str, bool],
    *,
    json_wanted: bool,
) -> tuple[Plan, Hand | None]:
    """What is to be done of the keys given, or of all that waits; nothing is decided when somebody only looks."""
    from toolkit.services.privacy import identifier_deeds, identifiers

    coder, only_look = who
    scanned = looked_through(opened, json_wanted=json_wanted)
    if keys:
        groups = identifiers.find(scanned, keys)
        if only_look:
            groups = identifier_deeds.as_if(groups, decision, stand_in, coder)
        else:
            groups = identifier_deeds.decide(opened, groups, decision, stand_in, hand=hand_of(opened, coder))
    else:
        groups = identifier_deeds.waiting(scanned, decision)
    made = identifier_deeds.plan(opened, scanned, groups)
    return made, None if only_look else hand_of(opened, coder)


def _named(elsewhere: Mapping[Where, int]) -> dict[str, int]:
    return {where.value: count for where, count in elsewhere.items()}


def _still_there() -> Iterator[str]:
    yield tr(
        "The words are still in the project, in its history and the original files. "
        "To take them out everywhere: spegla privacy erase --masked"
    )


def _changed(n: int) -> Iterator[str]:
    if n:
        yield ntr(
            "Masked beside the sources: {n} text. Undo takes this back until the day ends: spegla undo",
            "Masked beside the sources: {n} texts. Undo takes this back until the day ends: spegla undo",
            n,
        )


def _left(beside: Beside) -> Iterator[str]:
    """Where the same words still stand, and what can be done there."""
    for where, n in beside.changeable.items():
        yield tr("Still {where}: {n}.", where=tr(WHERE_TITLES[where]), n=n)
    if beside.changeable:
        yield tr("To put the brackets there, too: {command}", command=f"spegla privacy mask {tr('KEY')} --everywhere")
    for where, n in beside.by_hand.items():
        if where is not Where.FACTS:
            yield tr("Still {where}, to be changed by hand: {n}.", where=tr(WHERE_TITLES[where]), n=n)
    yield from beside.at_heads()
    if Where.FILE in beside.by_hand:
        command = f"spegla sources rename {tr('SOURCE')} {tr('NEWNAME')}"
        yield tr("Such a source is given another name with: {command}", command=command)
    for where, n in beside.before.items():
        yield tr("Still {where}, which stays as it was: {n}. Make it anew.", where=tr(WHERE_TITLES[where]), n=n)


def _answer_plan(made: Plan, *, json_wanted: bool) -> None:
    from toolkit.services.privacy import identifier_deeds

    document = {
        "sources": len(made.edits),
        "places": made.places,
        "codings": None,
        "changed_elsewhere": 0,
        "elsewhere": _named(made.beside.every),
        "can_be_changed": _named(made.beside.changeable),
    }
    line = tr("Would mask {extent}.", extent=identifier_deeds.extent(made.places, len(made.edits)))
    output.answer(document, [line, *_left(made.beside)], json_wanted=json_wanted)


def unmask(
    source: Annotated[
        list[str] | None, typer.Argument(metavar=f"[{tr('SOURCE')} …]", help=tr("Sources; else all."))
    ] = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take the last mask of sources back."""
    from toolkit.services.privacy import identifier_deeds

    opened = open_whole(project)
    done = identifier_deeds.unmask(opened, source or None, hand=hand_of(opened, coder))
    lines = [tr("Taken back: {extent}.", extent=identifier_deeds.extent(done.places, done.sources))]
    if done.beside:
        lines.append(tr("Taken back in memos, names of themes, claims and the scheme, too."))
    if done.later:
        lines.append(
            ntr(
                "{n} source was changed in another way since; take that back first.",
                "{n} sources were changed in another way since; take that back first.",
                len(done.later),
            )
        )
    document = {
        "sources": done.sources,
        "places": done.places,
        "elsewhere": done.beside,
        "changed_since": len(done.later),
    }
    output.answer(document, lines, json_wanted=json_wanted)


def masks(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """What was masked: where, when, by whom. No words."""
    from toolkit.services.material import sources
    from toolkit.services.privacy import identifier_deeds

    opened = open_whole(project)
    found, names = identifier_deeds.masks(opened), sources.names(opened)
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M}", one.coder, names.get(one.source_id, one.source_id), one.number, one.places)
        for one in found
    ]
    header = (tr("Time"), tr("Coder"), tr("Source"), tr("revision"), tr("places"))
    lines = output.table(header, rows) if rows else [tr("Nothing is masked.")]
    output.answer({"masks": [output.plain(one) for one in found]}, lines, json_wanted=json_wanted)
