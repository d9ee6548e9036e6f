"""Keeping a pack that is let out: its pieces, counts and digests in the store, its files in the project's folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.reflection import packs as domain
from toolkit.domain.reflection.packs import Pack, PackFile, Wish
from toolkit.domain.reports.report import Paragraph, Report
from toolkit.services.material.hands import Hand
from toolkit.services.packs import pack_pieces
from toolkit.services.projects.files import take_away, write_file
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

FOLDER = {"sv": "underlag", "en": "packs"}
STEM = {"sv": "underlag", "en": "pack"}


@dataclass(frozen=True, slots=True)
class Making:
    """A pack about to be kept: what was wished, the report with its evidence, its files by suffix, who does it."""

    wish: Wish
    report: Report
    files: dict[str, bytes]
    hand: Hand


def keep(project: Project, store: Store, before: Pack | None, new: Making) -> Pack:
    """Keep what was let out and write its files, both or neither."""
    from toolkit.services.quotes import quotes
    from toolkit.storage.sessions import packs as stored
    from toolkit.storage.sources import sources as stored_sources

    folder = project.folder / FOLDER[project.language]
    with store.writing("pack", now=project.now) as change:
        connection = change.connection
        report = quotes.recorded(project, connection, new.report)
        told = pack_pieces.pieces(report, stored_sources.ids(connection))
        if before is None:
            id_ = stored.put(connection, new.wish, coder=new.hand.coder, at=project.now)
            before = stored.one(connection, id_)
        names = _names(folder, f"{STEM[project.language]}-{new.wish.audience}-{project.today}", new.files)
        after = replace(
            before,
            title=report.title,
            digest=domain.digest(report.title, new.wish.audience, told),
            wish=new.wish,
            coder=new.hand.coder,
            at=project.now,
            files=tuple(
                PackFile(name, hashlib.sha256(new.files[suffix]).hexdigest()) for suffix, name in names.items()
            ),
            counts=tuple(_counts(report)),
            rests=tuple(_rests(connection, report)),
        )
        stored.let_out(connection, before, after)
        stored.put_pieces(connection, before.id, told)
        for suffix, name in names.items():
            path = folder / name
            change.finally_do(partial(write_file, path, new.files[suffix]), back=partial(take_away, path))
        change.note(pack=before.id, files=len(names), pieces=len(told))
        return stored.one(connection, before.id)


def _rests(connection: Connection, report: Report) -> Iterator[str]:
    from toolkit.storage.sources import sources as stored

    shas = {name: sha for sha, name in stored.shas(connection).items()}
    names = dict.fromkeys(each.source for each in report.evidence.values())
    return (shas[name][: domain.SHORT] for name in names if name in shas)


def _names(folder: Path, stem: str, files: dict[str, bytes]) -> dict[str, str]:
    """Names in no use yet, by suffix: what a person has edited is never written over."""
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        if not any((folder / (name + suffix)).exists() for suffix in files):
            return {suffix: name + suffix for suffix in files}
    raise AssertionError


def _counts(report: Report) -> Iterator[tuple[str, str, int, int]]:
    """What the sentences of a report count, as an earlier report is remembered by the gate."""
    for block in report.blocks:
        if not isinstance(block, Paragraph):
            continue
        for each in block.sentences:
            if each.stated:
                about = f"claim-{each.claim}" if each.claim is not None else block.finding
                yield about, each.stated.group, each.stated.k, each.stated.n
