"""Memos in the workbench: what a person writes beside a passage, a source or a code, each as a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.domain.codings.memos import Memo
from toolkit.domain.texts.text import Span, normalise
from toolkit.errors import ConflictError, Refused
from toolkit.messages import N_
from toolkit.services.coding.coding import Changed, Marked, done_before, in_use
from toolkit.services.material import transcripts
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

LONGEST = 20_000


def add(project: Project, text: str, on: Marked | int | str, *, hand: Hand) -> Changed:
    """Write a memo on marked words, on the source of a number, or on the code of a path."""
    from toolkit.services.projects.steps import stepping
    from toolkit.storage.codings import memos

    hand.check()
    words = checked(text)
    with project.store(write=True) as store:
        with store.reading() as connection:
            source_id, source, span = _place(project, connection, on, hand)
        code = in_use(project.scheme_file, on).path if isinstance(on, str) else None
        changed = Changed("memo", source_id, spans=[span] if span else [])
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            if not changed.again(step):
                memo = Memo(words, hand.coder, project.now, source, span, code)
                changed.memos.append(int(step.insert("memo", memos.values(step.connection, memo))))
    return changed


def checked(text: str) -> str:
    """The text as it is kept; Refused when it is empty or far too long."""
    words = normalise(text).strip()
    if not words:
        raise Refused(N_("The memo is empty."), hint=N_("Write something, or remove the memo."))
    if len(words) > LONGEST:
        raise Refused(N_("The memo is too long (at most {n} characters)."), n=LONGEST)
    return words


def _place(
    project: Project, connection: Connection, on: Marked | int | str, hand: Hand
) -> tuple[int | None, str | None, Span | None]:
    """The source's number and name and the span, as far as the memo has them."""
    if isinstance(on, str):
        return None, None, None
    source_id = on if isinstance(on, int) else on.source_id
    source = transcripts.transcript(project, connection, source_id)
    if isinstance(on, int):
        return source_id, source.head.name, None
    hand.check_text(source)
    span = source.span(on.start, on.end)
    if transcripts.withheld(project, source.touched(span)):
        raise Refused(N_("These are the words of somebody whose words may not be used."))
    return source_id, source.head.name, span


def change(project: Project, memo_id: int, text: str, revision: int, *, hand: Hand) -> Changed:
    """Write one's own memo over. ConflictError when it is gone or was changed since that revision was seen."""
    return _altered(project, (memo_id, revision), checked(text), hand)


def remove(project: Project, memo_id: int, revision: int, *, hand: Hand) -> Changed:
    """Remove one's own memo. ConflictError when it is gone or was changed since that revision was seen."""
    return _altered(project, (memo_id, revision), None, hand)


def _altered(project: Project, seen: tuple[int, int], text: str | None, hand: Hand) -> Changed:
    from toolkit.services.projects.steps import stepping

    hand.check()
    memo_id, revision = seen
    with project.store(write=True) as store:
        if done := done_before(project, store, hand):
            return done
        changed = Changed("change memo" if text else "remove memo", _own(store, memo_id, hand), memos=[memo_id])
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            if changed.again(step):
                return changed
            if text is None:
                step.delete("memo", memo_id, revision=revision)
            else:
                step.update("memo", memo_id, {"text": text, "time": project.now}, revision=revision)
    return changed


def _own(store: Store, memo_id: int, hand: Hand) -> int | None:
    """The number of the source of the memo, which must be there and the coder's own."""
    from toolkit.storage.sources import reading

    with store.reading() as connection:
        found = reading.memos(connection, [memo_id])
    if not found:
        raise ConflictError(N_("This memo has been removed meanwhile."), hint=N_("Look at what is there now."))
    source_id, memo = found[0]
    if memo.author != hand.coder:
        raise Refused(
            N_("This is a colleague's memo, which only the colleague changes."), hint=N_("Write one of your own.")
        )
    return source_id


def on_codes(project: Project) -> list[Memo]:
    """The memos on codes, in order of code."""
    from toolkit.storage.codings import memos

    with project.store() as store, store.reading() as connection:
        return memos.of_codes(connection)
