"""Sources in the store: texts with their turns, facts and original bytes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, delete, func, insert, select, update

from toolkit.domain.codings.segments import place_of
from toolkit.domain.sources.source_kinds import Kind, kind_of, shown_kind
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts import text as texts
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, DamagedProject, NotFound
from toolkit.messages import N_
from toolkit.storage.database import learned, steps
from toolkit.storage.database.engines import let_vanish
from toolkit.storage.sources import reading, source_settings
from toolkit.storage.tables.columns import RESTORE, UNREADABLE
from toolkit.storage.tables.schema import (
    run,
    source,
    theme,
    theme_decision,
    theme_decision_passage,
    theme_passage,
    turn,
)
from toolkit.storage.tables.schema_reports import stance

_SHOWN = 20
_SPOKEN = and_(turn.c.role == Role.RESPONDENT.value, turn.c.respondent.is_not(None))
FAST = 1  # level of compression: on transcripts a third of the usual one's time, for 15 % more bytes


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as a list shows it; `turns` and `words` count all, `respondent_words` only respondents' turns.

    `facts` are those of the file with what a person decided laid over them.
    """

    name: str
    added: datetime
    facts: Mapping[str, str]
    words: int
    turns: int
    respondents: tuple[str, ...]
    respondent_words: int
    kind: Kind = Kind.INTERVIEW


def add(
    connection: Connection, new: Source, *, original: bytes, words: int, spoken: Mapping[int, int] | None = None
) -> int:
    """Keep a source and its original bytes; give its row id. ConflictError when name or content is there already.

    `spoken` gives the words of each turn by number, where they have been counted already.
    """
    if hashlib.sha256(original).hexdigest() != new.sha256:
        raise ValueError("sha256 is not that of the original bytes")
    _refuse_known(connection, new)
    row = {
        "name": new.name,
        "sha256": new.sha256,
        "added": new.added,
        "words": words,
        "facts": dict(new.facts),
        "text": new.text,
        "original": zlib.compress(original, FAST),
    }
    source_id = connection.execute(insert(source), row).lastrowid
    _add_turns(connection, source_id, new.text, new.turns, spoken=spoken or {})
    return source_id


def keep_kind(connection: Connection, source_id: int, known: Source) -> None:
    """Keep which kind a source is, as its facts and voices say; an interview needs no line of its own."""
    kind = kind_of(known.facts, known.respondents()).value
    if kind != source_settings.of(connection, source_id).kind:
        source_settings.put(connection, source_id, kind=kind)


def _refuse_known(connection: Connection, new: Source) -> None:
    known = by_sha(connection, new.sha256)
    if known is None and connection.execute(select(source.c.id).where(source.c.name == new.name)).first():
        raise ConflictError(
            N_("There is already a source called {name}, with another content."),
            hint=N_("Give the file another name, or remove the source first."),
            name=new.name,
        )
    if known is not None:
        raise ConflictError(
            N_("{name} is already in the project, as {known}."), hint=N_("Nothing to do."), name=new.name, known=known
        )


def _add_turns(
    connection: Connection, source_id: int, text: str, turns: Iterable[Turn], *, spoken: Mapping[int, int]
) -> None:
    rows = [
        {
            "source_id": source_id,
            "number": each.number,
            "start": each.span.start,
            "end": each.span.end,
            "role": each.role.value,
            "label": each.label,
            "respondent": each.respondent,
            "time": each.time,
            "question": each.question,
            "area": each.area,
            "phase": each.phase,
            "words": spoken[each.number] if each.number in spoken else texts.words(each.span.of(text)),
        }
        for each in turns
    ]
    if rows:
        connection.execute(insert(turn), rows)


def names(connection: Connection) -> list[str]:
    """All names, in order."""
    return list(connection.execute(select(source.c.name).order_by(source.c.name)).scalars())


def names_by_words(connection: Connection) -> dict[int, list[str]]:
    """The names of all sources, in order, by how many words are said in them."""
    found: dict[int, list[str]] = {}
    for name, words in connection.execute(select(source.c.name, source.c.words).order_by(source.c.name)):
        found.setdefault(words, []).append(name)
    return found


def by_sha(connection: Connection, sha256: str) -> str | None:
    """The name of the source with these original bytes; None when it is new."""
    return connection.execute(select(source.c.name).where(source.c.sha256 == sha256)).scalar()


def ids(connection: Connection, wanted: Iterable[str] | None = None) -> dict[str, int]:
    """Row id by name, in name order, of all or the wanted sources; NotFound when one of them does not exist."""
    known = dict(connection.execute(select(source.c.name, source.c.id).order_by(source.c.name)).all())
    if wanted is None:
        return known
    asked = sorted(set(wanted))
    for name in asked:
        if name not in known:
            raise _not_found(name, list(known))
    return {name: known[name] for name in asked}


def places_of(connection: Connection, keys: Iterable[str]) -> list[list[int]]:
    """Row id of the source, start and end of each passage with these keys, in order; NotFound for another source."""
    places = dict.fromkeys(map(place_of, keys))
    known = ids(connection, {name for name, _ in places}) if places else {}
    return sorted([known[name], span.start, span.end] for name, span in places)


def id_of(connection: Connection, name: str) -> int:
    """The row id of one source; NotFound when there is none of this name."""
    found: int | None = connection.execute(select(source.c.id).where(source.c.name == name)).scalar()
    if found is None:
        raise _not_found(name, names(connection))
    return found


def _not_found(name: str, existing: list[str]) -> NotFound:
    shown = ", ".join(existing[:_SHOWN]) + (" …" if len(existing) > _SHOWN else "")
    hint = (
        N_("There are: {names}")
        if existing
        else N_("There are no sources yet: `spegla add` reads files into the project.")
    )
    return NotFound(N_("There is no source called {name}."), hint=hint, name=name, names=shown)


def name_of(connection: Connection, source_id: int) -> str:
    """The name of the source with this row id; NotFound when there is none."""
    found: str | None = connection.execute(select(source.c.name).where(source.c.id == source_id)).scalar()
    if found is None:
        raise NotFound(
            N_("There is no source number {number}."),
            hint=N_("It may have been removed: see the list of sources."),
            number=source_id,
        )
    return found


_TEXT = select(source.c.text).where(source.c.id == bindparam("key"))  # building it takes longer than running it


def text_of(connection: Connection, source_id: int) -> str:
    """The text of the source with this row id."""
    whole: str = connection.execute(_TEXT, {"key": source_id}).scalar_one()
    return whole


def text(connection: Connection, name: str) -> str:
    """The text of a source."""
    return text_of(connection, id_of(connection, name))


def original(connection: Connection, name: str) -> bytes:
    """The bytes of the file as it was added; DamagedProject where they cannot be read."""
    packed = connection.execute(select(source.c.original).where(source.c.id == id_of(connection, name))).scalar_one()
    try:
        return zlib.decompress(packed)
    except zlib.error:
        raise DamagedProject(UNREADABLE, hint=RESTORE) from None


def get(connection: Connection, name: str) -> Source:
    """One source with its turns; NotFound, with the names there are."""
    return _get(connection, id_of(connection, name))


def by_id(connection: Connection, source_id: int) -> Source:
    """The source with this row id, with its turns; NotFound when there is none."""
    name_of(connection, source_id)
    return _get(connection, source_id)


def each(connection: Connection, wanted: Iterable[str] | None = None) -> Iterator[Source]:
    """All or the wanted sources in name order, one at a time in memory."""
    for source_id in ids(connection, wanted).values():
        yield _get(connection, source_id)


def _get(connection: Connection, source_id: int) -> Source:
    columns = (source.c.name, source.c.sha256, source.c.text, source.c.facts, source.c.added)
    row = connection.execute(select(*columns).where(source.c.id == source_id)).one()
    return Source(row.name, row.sha256, row.text, _turns(connection, source_id), row.facts, row.added)


def _turns(connection: Connection, source_id: int) -> tuple[Turn, ...]:
    rows = connection.execute(select(turn).where(turn.c.source_id == source_id).order_by(turn.c.number))
    return tuple(
        Turn(number, Span(start, end), Role(role), label, respondent, time, question, area, phase)
        for _, number, start, end, role, label, respondent, time, question, area, phase, _ in rows
    )


def overview(connection: Connection) -> list[SourceRow]:
    """All sources in name order with their counts, without loading a text."""
    columns = (source.c.id, source.c.name, source.c.added, source.c.facts, source.c.words)
    counted, voices = _turn_counts(connection), reading.voices(connection)
    settings, usual = source_settings.each(connection), source_settings.Setting()
    rows = []
    for key, name, added, facts, words in connection.execute(select(*columns).order_by(source.c.name)):
        turns, spoken = counted.get(key, (0, 0))
        setting, people = settings.get(key, usual), tuple(voices.get(key, ()))
        told = {**facts, **setting.decided}
        rows.append(SourceRow(name, added, told, words, turns, people, spoken, shown_kind(setting.kind, told, people)))
    return rows


def _turn_counts(connection: Connection) -> dict[int, tuple[int, int]]:
    spoken = func.sum(case((turn.c.role == Role.RESPONDENT.value, turn.c.words), else_=0))
    rows = connection.execute(select(turn.c.source_id, func.count(), spoken).group_by(turn.c.source_id))
    return {key: (turns, words) for key, turns, words in rows}


def replace_turns(connection: Connection, name: str, turns: Iterable[Turn]) -> None:
    """Put other turns in the place of a source's turns (new labels, questions, respondents)."""
    source_id = id_of(connection, name)
    learned.forget(connection)
    connection.execute(delete(turn).where(turn.c.source_id == source_id))
    _add_turns(connection, source_id, text_of(connection, source_id), turns, spoken={})


def remove(connection: Connection, name: str) -> None:
    """Remove a source with all that stands on it: turns, codings, verdicts, memos, suggestions, theme passages, steps.

    A theme or decision that keeps no passage goes too, what was judged of people who speak nowhere else, and all that
    was learned. The themes left have lost passages, so no run stands for them.
    """
    source_id = id_of(connection, name)
    learned.forget(connection)
    let_vanish(connection)
    steps.forget_source(connection, source_id)
    connection.execute(delete(source).where(source.c.id == source_id))
    connection.execute(delete(theme).where(theme.c.id.not_in(select(theme_passage.c.theme_id))))
    kept = select(theme_decision_passage.c.decision_id)
    connection.execute(delete(theme_decision).where(theme_decision.c.id.not_in(kept)))
    speaking = select(turn.c.respondent).where(_SPOKEN)
    connection.execute(delete(stance).where(stance.c.respondent.not_in(speaking)))
    connection.execute(update(run).where(run.c.id.in_(select(theme.c.run_id))).values(fingerprint=""))


@dataclass(frozen=True, slots=True)
class Placing:
    """How a source's turns are placed: a hash of who says what in answer to which question, and who speaks.

    `state` is another with each revision of the text.
    """

    id: int
    name: str
    state: str
    digest: str
    voices: tuple[str, ...]


def placings(connection: Connection) -> Iterator[Placing]:
    """The placing of every source, in order of name."""
    columns = (turn.c.start, turn.c.end, turn.c.role, turn.c.respondent, turn.c.question, turn.c.area, turn.c.phase)
    places: dict[int, list[tuple[object, ...]]] = {}
    for key, *row in connection.execute(select(turn.c.source_id, *columns).order_by(turn.c.source_id, turn.c.number)):
        places.setdefault(key, []).append(tuple(row))
    query = select(source.c.id, source.c.name, source_settings.WORDS).order_by(source.c.name)
    for key, name, state in connection.execute(query):
        rows = places.get(key, [])
        voices = sorted({str(row[3]) for row in rows if row[3] is not None})
        yield Placing(key, name, state, hashlib.sha256(repr(rows).encode()).hexdigest()[:16], tuple(voices))


def altered(connection: Connection) -> Iterator[str]:
    """The names of sources whose original bytes are no longer those that were added."""
    for name, source_id in ids(connection).items():
        row = connection.execute(select(source.c.sha256, source.c.original).where(source.c.id == source_id)).one()
        try:
            intact = hashlib.sha256(zlib.decompress(row.original)).hexdigest() == row.sha256
        except zlib.error:
            intact = False
        if not intact:
            yield name


def shas(connection: Connection) -> dict[str, str]:
    """The name of every source by the sha256 of its original bytes."""
    return dict(connection.execute(select(source.c.sha256, source.c.name)).all())


def spans_of(connection: Connection, respondents: Iterable[str]) -> dict[str, list[Span]]:
    """Where these respondents speak, by source name."""
    found: dict[str, list[Span]] = {}
    columns = (source.c.name, turn.c.start, turn.c.end)
    query = select(*columns).join_from(turn, source).where(turn.c.respondent.in_(sorted(respondents)))
    for name, start, end in connection.execute(query.order_by(source.c.name, turn.c.start)):
        found.setdefault(name, []).append(Span(start, end))
    return found


def respondents(connection: Connection) -> frozenset[str]:
    """Everyone who speaks as a respondent in any source."""
    query = select(turn.c.respondent).where(_SPOKEN).distinct()
    return frozenset(connection.execute(query).scalars())


def named(connection: Connection) -> frozenset[str]:
    """Everyone who speaks as a respondent, or whom a case description is about."""
    query = select(turn.c.respondent).where(turn.c.respondent.is_not(None)).distinct()
    return frozenset(connection.execute(query).scalars())


def about(connection: Connection) -> dict[str, str]:
    """Whom each case description is about, by the source's name."""
    query = select(source.c.name, turn.c.respondent).join_from(turn, source)
    return dict(connection.execute(query.where(turn.c.role == Role.RECORD.value, turn.c.respondent.is_not(None))).all())


def spoken(connection: Connection) -> dict[str, tuple[int, int]]:
    """In how many sources each respondent speaks, and how many words, by pseudonym."""
    query = (
        select(turn.c.respondent, func.count(turn.c.source_id.distinct()), func.sum(turn.c.words))
        .where(_SPOKEN)
        .group_by(turn.c.respondent)
    )
    return {who: (sources, words) for who, sources, words in connection.execute(query)}


def asked(connection: Connection) -> list[tuple[str, tuple[str, ...], frozenset[str] | None]]:
    """For each source, its name, who speaks in it and the areas of the guide's questions that were put there.

    The areas are None at a reflection session: nobody is silent on what was not asked there.
    """
    put: dict[int, set[str]] = {}
    query = select(turn.c.source_id, turn.c.area).where(turn.c.area.is_not(None)).distinct()
    for key, area in connection.execute(query):
        put.setdefault(key, set()).add(area)
    settings = source_settings.each(connection)
    met = {key for key, setting in settings.items() if setting.kind == Kind.REFLECTION.value}
    named = {row.id: row.name for row in connection.execute(select(source.c.id, source.c.name))}
    return [
        (named[key], tuple(voices), None if key in met else frozenset(put.get(key, ())))
        for key, voices in reading.voices(connection).items()
    ]
