"""Somebody's words, or strings, taken out of a database: texts, originals, revisions, and all that was made of them."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Column, ColumnElement, Connection, delete, func, select, update

from toolkit.domain.identifiers.remains import CUT, TURN, Marks
from toolkit.domain.sources.revisions import Edit, Moves, applied, settled
from toolkit.domain.sources.sources import Role, Turn
from toolkit.domain.texts.text import Span
from toolkit.storage.database.engines import let_vanish
from toolkit.storage.erasing import erasing_sessions
from toolkit.storage.erasing.erasing_names import relabelled, renamed
from toolkit.storage.erasing.erasing_places import swept
from toolkit.storage.revisions import revisions
from toolkit.storage.revisions.moving import TABLES
from toolkit.storage.revisions.revisions import forget, replace_text
from toolkit.storage.sessions import packs
from toolkit.storage.sources import source_settings, sources
from toolkit.storage.sources.sources import FAST
from toolkit.storage.tables.schema import (
    coding,
    memo,
    run,
    scheme_version,
    segment,
    settlement,
    source,
    suggestion,
    theme,
    theme_decision,
    theme_decision_passage,
    theme_passage,
    turn,
    verdict,
)
from toolkit.storage.tables.schema_reflection import tie
from toolkit.storage.tables.schema_reports import draft_sentence, quote, stance

_ROWS = {  # what is counted by its rows, before and after
    "codings": coding,
    "verdicts": verdict,
    "settlements": settlement,
    "memos": memo,
    "suggestions": suggestion,
    "ties": tie,
    "quotes": quote,
    "stances": stance,
}
_HALF = 0.5
_WORD = re.compile(r"[^\W_]+")
_AROUND = " \t:.]>)-–*"  # what may stand between a label and what is said


@dataclass(frozen=True, slots=True)
class Voiced:
    """A source in which somebody speaks: the numbers of the turns; `whole` when nobody else is placed in it.

    `unplaced` counts the turns of speakers whom nobody could place.
    """

    id: int
    name: str
    sha256: str
    whole: bool
    turns: tuple[int, ...]
    unplaced: int = 0


def voiced(connection: Connection, person: str, marks: Marks) -> list[Voiced]:
    """The sources in which the person with this pseudonym, or one of the labels in `marks`, speaks."""
    t = turn.c
    rows: dict[int, list[tuple[int, bool, bool, bool]]] = {}
    for key, number, role, label, respondent in connection.execute(
        select(t.source_id, t.number, t.role, t.label, t.respondent).order_by(t.source_id, t.number)
    ):
        own = is_own(person, marks, respondent, role=role, label=label)
        unplaced = respondent is None and role == Role.UNKNOWN.value and label is not None and not own
        other = (respondent is not None or role == Role.RECORD.value) and not own
        rows.setdefault(key, []).append((number, own, other, unplaced))
    named = {
        key: (name, sha) for key, name, sha in connection.execute(select(source.c.id, source.c.name, source.c.sha256))
    }
    return [
        Voiced(
            key,
            *named[key],
            not any(other for _, _, other, _ in said),
            tuple(n for n, own, _, _ in said if own),
            sum(unplaced for *_, unplaced in said),
        )
        for key, said in rows.items()
        if any(own for _, own, _, _ in said)
    ]


def is_own(person: str, marks: Marks, respondent: str | None, *, role: str, label: str | None) -> bool:
    """Whether a turn is this person's: by pseudonym, and where nobody was placed by a label."""
    if respondent is not None:
        return respondent.casefold() == person.casefold()
    return role != Role.INTERVIEWER.value and marks.names_it(label)


def said(connection: Connection, where: Iterable[Voiced]) -> list[str]:
    """What the person says in these sources, turn by turn."""
    found = []
    for one in where:
        whole = sources.by_id(connection, one.id)
        found += [each.span.of(whole.text) for each in whole.turns if each.number in one.turns]
    return found


def said_by_others(connection: Connection, where: Iterable[Voiced]) -> Iterable[str]:
    """All texts of the project without what the person says, a source at a time."""
    own = {one.id: frozenset(one.turns) for one in where}
    for key in connection.execute(select(source.c.id).order_by(source.c.id)).scalars():
        if key not in own:
            yield sources.text_of(connection, key)
        else:
            whole = sources.by_id(connection, key)
            yield from (each.span.of(whole.text) for each in whole.turns if each.number not in own[key])


def remove_person(connection: Connection, person: str, marks: Marks) -> Counter[str]:
    """Take everything that a person said out of the database; give how much of what was taken."""
    let_vanish(connection)
    before = _rows(connection)
    where = voiced(connection, person, marks)
    gone, touched = Counter[str](), _themes_with(connection, where)
    gone["sentences"] = _blank_sentences(connection, evidence(connection, where))
    gone["pieces"] = _pieces(connection, person)
    for one in where:
        gone["turns"] += len(one.turns)
        gone["sources" if one.whole else "parts"] += 1
        if one.whole:
            sources.remove(connection, one.name)
        else:
            _silence(connection, one, marks)
    for table in (stance, quote):
        own = table.c.respondent.in_(as_written(connection, table.c.respondent, person))
        connection.execute(delete(table).where(own))
    gone += erasing_sessions.remove(connection, person, marks)
    _themes_renewed(connection, touched, marks)
    _not_counted(connection, person)
    return gone + (before - _rows(connection)) + swept(connection, marks)


def _rows(connection: Connection) -> Counter[str]:
    counted = {name: select(func.count()).select_from(table) for name, table in _ROWS.items()}
    return Counter({name: int(connection.execute(query).scalar_one()) for name, query in counted.items()})


def remove_strings(
    connection: Connection, marks: Marks, edits: Mapping[str, Sequence[Edit]] | None = None
) -> Counter[str]:
    """Take strings out of the database: where `edits` say by source, and wherever else `marks` know them."""
    let_vanish(connection)
    gone = Counter[str]()
    for name, key in sources.ids(connection).items():
        whole = sources.text_of(connection, key)
        asked = list((edits or {}).get(name, ()))
        taken = [Span(one.start, one.end) for one in asked if one.end > one.start]
        asked += [Edit.at(span, TURN) for span in marks.spans(whole) if not any(span.shared(each) for each in taken)]
        if asked or _stood_before(connection, name, key, marks):
            before = sources.by_id(connection, key)
            made = settled(whole, asked)
            moves = Moves(made)
            after = applied(whole, made)
            turns = _moved(before.turns, moves, after)
            _rewrite(connection, key, after, turns, moves)
            gone["places"] += len(asked)
            gone["parts"] += 1
    gone["names"] = renamed(connection, marks)
    gone["turn.label"] = relabelled(connection, marks)
    return gone + swept(connection, marks)


def _stood_before(connection: Connection, name: str, source_id: int, marks: Marks) -> bool:
    """Whether words that stand in a corrected text no more stand in what it was, as in that of a mask."""
    numbers = [one.number for one in revisions.each(connection, source_id)]
    earlier = [revisions.before(connection, source_id, number).text for number in numbers]
    if earlier:
        earlier.append(sources.original(connection, name).decode("utf-8", "ignore"))
    return any(marks.spans(text) for text in earlier)


def _moved(turns: Iterable[Turn], moves: Moves, after: str) -> list[Turn]:
    """The turns where their words stand now; without those of whose words nothing is left."""
    return [replace(each, span=placed.span) for each in turns if (placed := moves.landed(each.span, after))]


def _silence(connection: Connection, one: Voiced, marks: Marks) -> None:
    """Take one of several speakers out of a source: words, labels and what was judged of them."""
    whole = sources.by_id(connection, one.id)
    edits = settled(whole.text, _silencing(whole.text, whole.turns, frozenset(one.turns), marks))
    _unjudged(connection, one.id, [Span(each.start, each.end) for each in edits])
    moves, after = Moves(edits), applied(whole.text, edits)
    turns = [_nobody(each) if each.number in one.turns else each for each in _moved(whole.turns, moves, after)]
    _rewrite(connection, one.id, after, turns, moves)
    _unnamed(connection, one.id, marks)


def _silencing(text: str, turns: Sequence[Turn], own: frozenset[int], marks: Marks) -> list[Edit]:
    """What must stand instead: a mark for each turn with its label, and for the names between and before turns."""
    edits, at = [], 0
    for each in turns:
        gap = text[at : each.span.start]
        labels = [Span(span.start + at, span.end + at) for span in marks.name_spans(gap)]
        if each.number in own:
            label = labels.pop() if labels and not gap[labels[-1].end - at :].strip(_AROUND) else None
            edits.append(Edit(label.start if label else each.span.start, each.span.end, TURN))
        edits += [Edit.at(span, TURN) for span in labels]
        at = each.span.end
    return edits + [Edit.at(Span(span.start + at, span.end + at), TURN) for span in marks.name_spans(text[at:])]


def _nobody(each: Turn) -> Turn:
    return replace(each, role=Role.UNKNOWN, label=None, respondent=None)


def _unjudged(connection: Connection, source_id: int, silent: Sequence[Span]) -> None:
    """Remove the rows half of whose words, or more, are taken out."""
    for table in TABLES:
        key = list(table.primary_key.columns)
        rows = connection.execute(
            select(*key, table.c.start, table.c.end).where(table.c.source_id == source_id, table.c.start.is_not(None))
        ).all()
        gone = [row[:-2] for row in rows if is_silent(Span(*row[-2:]), silent)]
        for row in gone:
            connection.execute(delete(table).where(*(column == value for column, value in zip(key, row, strict=True))))


def is_silent(span: Span, silent: Sequence[Span]) -> bool:
    """Whether half of a span, or more, is taken out."""
    return sum(span.shared(each) for each in silent) >= _HALF * len(span)


def _rewrite(connection: Connection, source_id: int, after: str, turns: Sequence[Turn], moves: Moves) -> None:
    """Give a source this text and no other: its original and its revisions go; it is never read from a file again."""
    replace_text(connection, source_id, after, turns, place=lambda span: moves.landed(span, after))
    forget(connection, source_id)
    data = after.encode("utf-8", "surrogatepass")
    kept = {"original": zlib.compress(data, FAST), "sha256": hashlib.sha256(data).hexdigest()}
    connection.execute(update(source).where(source.c.id == source_id).values(kept))
    source_settings.put(connection, source_id, erased=True)


def _unnamed(connection: Connection, source_id: int, marks: Marks) -> None:
    """Take a speaker's labels out of what a source's file, and a person at its import, said of it."""
    facts = connection.execute(select(source.c.facts).where(source.c.id == source_id)).scalar_one()
    connection.execute(update(source).where(source.c.id == source_id).values(facts=_without(facts, marks)))
    decided = source_settings.of(connection, source_id).decided
    source_settings.put(connection, source_id, decided=_without(decided, marks))


def _without(facts: Mapping[str, str], marks: Marks) -> dict[str, str]:
    """The facts without each part, between commas, that names somebody."""
    kept = {}
    for key, value in facts.items():
        parts = [part for part in value.split(",") if not marks.name_spans(part)]
        if parts:
            kept[key] = ",".join(parts).strip()
    return kept


def _pieces(connection: Connection, person: str) -> int:
    """Take the person's quotes out of feedback packs; give how many."""
    own = select(quote.c.id).where(quote.c.respondent.in_(as_written(connection, quote.c.respondent, person)))
    return packs.forget_quotes(connection, connection.execute(own).scalars())


def as_written(connection: Connection, column: Column[str], person: str) -> list[str]:
    """The person's pseudonym as rows have it, in whatever case: SQLite itself knows the capitals of A to Z only."""
    known = connection.execute(select(column).distinct()).scalars()
    return [who for who in known if who.casefold() == person.casefold()]


def evidence(connection: Connection, where: Iterable[Voiced]) -> frozenset[str]:
    """The ids, as drafts name them, of codings and suggestions on what the person says."""
    found = set()
    for one in where:
        turns = [each.span for each in sources.by_id(connection, one.id).turns if each.number in one.turns]
        coded = select(coding.c.id, coding.c.start, coding.c.end).where(coding.c.source_id == one.id)
        found |= {f"c{key}" for key, *span in connection.execute(coded) if one.whole or is_silent(Span(*span), turns)}
        proposed = select(suggestion.c.id, segment.c.start, segment.c.end).join_from(suggestion, segment)
        rows = connection.execute(proposed.where(segment.c.source_id == one.id))
        found |= {f"s{key}" for key, *span in rows if one.whole or is_silent(Span(*span), turns)}
    return frozenset(found)


def _blank_sentences(connection: Connection, ids: frozenset[str]) -> int:
    """Take the text from sentences of drafts that rest on nothing else than this evidence."""
    s = draft_sentence.c
    count = 0
    for draft_id, position, rests_on in connection.execute(select(s.draft_id, s.position, s.evidence)).all():
        if rests_on and ids.issuperset(rests_on):
            row: tuple[ColumnElement[bool], ...] = (s.draft_id == draft_id, s.position == position)
            connection.execute(update(draft_sentence).where(*row).values(text=CUT))
            count += 1
    return count


def _themes_with(connection: Connection, where: Iterable[Voiced]) -> list[str]:
    wanted = [one.id for one in where]
    query = select(theme_passage.c.theme_id).where(theme_passage.c.source_id.in_(wanted)).distinct()
    return list(connection.execute(query).scalars())


def _themes_renewed(connection: Connection, touched: Sequence[str], marks: Marks) -> None:
    """Let themes that lost passages say nothing but what a passage left or the scheme says; those without any go."""
    connection.execute(delete(theme).where(theme.c.id.not_in(select(theme_passage.c.theme_id))))
    kept = select(theme_decision_passage.c.decision_id)
    connection.execute(delete(theme_decision).where(theme_decision.c.id.not_in(kept)))
    scheme = _scheme(connection, marks)
    for key, area, name, named, words in connection.execute(
        select(theme.c.id, theme.c.area, theme.c.name, theme.c.named, theme.c.words).where(theme.c.id.in_(touched))
    ).all():
        left = _words_left(connection, key)
        still = [word for word in words if all(part in left for part in word.casefold().split())]
        told = named or all(part in left or part in scheme for part in _WORD.findall(name.casefold()))
        new = {"words": still, "name": name if told else ", ".join(still[:2]) or area}
        connection.execute(update(theme).where(theme.c.id == key).values(new))
    connection.execute(update(run).where(run.c.id.in_(select(theme.c.run_id))).values(fingerprint=""))


def _not_counted(connection: Connection, person: str) -> None:
    """Take the person out of what each theme counts by respondent."""
    for key, spread in connection.execute(select(theme.c.id, theme.c.spread)).all():
        kept = {who: count for who, count in spread.items() if who.casefold() != person.casefold()}
        if kept != spread:
            connection.execute(update(theme).where(theme.c.id == key).values(spread=kept))


def _scheme(connection: Connection, marks: Marks) -> str:
    """The newest scheme's words, which are nobody's: the machine calls themes by them, too."""
    newest = select(scheme_version.c.content).order_by(scheme_version.c.version.desc()).limit(1)
    return marks.cut(connection.execute(newest).scalar() or "").casefold()


def _words_left(connection: Connection, theme_id: str) -> str:
    p = theme_passage.c
    words = func.substr(source.c.text, p.start + 1, p.end - p.start)
    query = select(words).join_from(theme_passage, source).where(p.theme_id == theme_id)
    return " ".join(connection.execute(query).scalars()).casefold()
