"""What lies on a source as JSON for the page: positions in the browser's count, codes by path, things by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.codings.schemes import Code, Scheme
from toolkit.domain.codings.undecided import Undecided
from toolkit.domain.comparing.settlements import Settlement
from toolkit.messages import current_language
from toolkit.services.material.reading import Reading, TurnView
from toolkit.services.material.transcripts import Place
from toolkit.services.suggesting.marks import Extent, Marks, Touched

Json = dict[str, Any]
BEYOND = 2**31  # letters: more than any turn has


def place(one: Place) -> Json:
    """A position."""
    return {"turn": one.turn, "offset": one.offset}


def _between(extent: Extent | None) -> Json:
    start, end = extent or (None, None)
    return {"start": place(start) if start else None, "end": place(end) if end else None}


def coding(one: Coding, extent: Extent) -> Json:
    """A coding of anybody."""
    told = {"id": one.id, "revision": one.revision, "code": one.code, "coder": one.coder}
    return {**told, **_between(extent), "at": one.time.isoformat()}


def suggestions(one: Undecided, extent: Extent) -> Json:
    """A segment with its open suggestions."""
    codes = [
        {"id": each.id, "code": each.code, "score": each.score, "because": each.because, "suggester": each.suggester}
        for each in one.suggestions
    ]
    return {"segment": one.id, **_between(extent), "skipped": one.skipped, "codes": codes}


def memo(one: Memo, extent: Extent | None = None) -> Json:
    """A memo; without an extent it is on the source, or on the code."""
    told = {"id": one.id, "revision": one.revision, "text": one.text, "author": one.author, "at": one.time.isoformat()}
    return {**told, **_between(extent), **({"code": one.code} if one.code else {})}


def settlement(one: Settlement, extent: Extent) -> Json:
    """What was decided where coders disagree."""
    told = {"id": one.id, "code": one.code, "applies": one.applies, "reason": one.reason, "coder": one.coder}
    return {**told, **_between(extent)}


def marks(found: Marks, *, me: str) -> Json:
    """The part of a page that changes."""
    return {
        "me": me,
        "mark": found.mark,
        "edition": found.text,
        "codings": [coding(*one) for one in found.codings],
        "suggestions": [suggestions(*one) for one in found.suggestions],
        "memos": [memo(*one) for one in found.memos],
        "settlements": [settlement(*one) for one in found.settlements],
        "elsewhere": found.elsewhere,
    }


def reading(found: Reading, lying: Json, *, texts: bool) -> Json:
    """A source with its turns and what lies on it; without the words themselves where the page holds them already."""
    told = {"id": found.id, "name": found.name, "words": found.words, "facts": dict(found.facts)}
    return {**told, "turns": [_turn(one, texts=texts) for one in found.turns], **lying}


def _turn(one: TurnView, *, texts: bool) -> Json:
    told = {
        "number": one.number,
        "role": one.role.value,
        "label": one.label,
        "respondent": one.respondent,
        "group": one.group,
        "group_title": one.group_title,
        "question": one.question,
        "area": one.area,
        "phase": one.phase,
        "time": one.time,
        "withheld": one.withheld,
        "sentences": one.sentences,
    }
    if texts:
        return {**told, "text": one.text}
    return {name: told[name] for name in ("number", "role", "label", "respondent", "withheld", "sentences")}


def opening(whole: Json, turns: int) -> Json:
    """What lies on the first so many turns of a source; what goes on beyond them is cut where they end."""
    shown = whole["turns"][:turns]
    numbers = {one["number"] for one in shown}
    end = {"turn": shown[-1]["number"], "offset": BEYOND} if shown else None

    def here(one: Json) -> Json | None:
        if not one["start"]:
            return one
        if one["start"]["turn"] not in numbers:
            return None
        return one if one["end"]["turn"] in numbers else {**one, "end": end}

    lying = {kind: [cut for one in whole[kind] if (cut := here(one))] for kind in ("codings", "suggestions", "memos")}
    coders = sorted({one["coder"] for one in whole["codings"]})
    unfinished = len(shown) < len(whole["turns"])
    return {**whole, **lying, "coders": coders, "turns": shown, "unfinished": unfinished}


def touched(found: Touched, *, verb: str, repeated: bool) -> Json:
    """What a change left, to be put in the place of what the page shows."""
    emptied: Iterable[Json] = (
        {"segment": one, "start": None, "end": None, "skipped": False, "codes": []} for one in found.emptied
    )
    return {
        "mark": found.mark,
        "verb": verb,
        "repeated": repeated,
        "source": found.source_id,
        "codings": [coding(*one) for one in found.codings],
        "removed": list(found.removed),
        "suggestions": [*(suggestions(*one) for one in found.suggestions), *emptied],
        "memos": [memo(*one) for one in found.memos],
        "memos_removed": list(found.memos_removed),
    }


def scheme(used: Scheme, counts: Mapping[str, int]) -> Json:
    """The codes to choose from, and the names of those that are out of use."""
    language = current_language()
    numbers = {area.path: area.number for area in used.active(top=True)}
    facets = [
        {"key": facet.key, "title": _said(facet.title, language, facet.key), "multiple": facet.multiple}
        for facet in used.facets
    ]
    retired = [
        {"path": one.path, "title": one.titled(language), "into": one.merged_into, "area": used.area_of(one.path)}
        for one in used.codes.values()
        if one.retired
    ]
    codes = [
        {**code(one, used), "number": numbers.get(one.path), "count": counts.get(one.path, 0)} for one in used.active()
    ]
    return {"version": used.version, "facets": facets, "codes": codes, "retired": retired}


def code(one: Code, used: Scheme) -> Json:
    """A code to choose."""
    language = current_language()
    return {
        "path": one.path,
        "facet": one.facet,
        "parent": one.parent,
        "area": used.area_of(one.path),
        "number": one.number,
        "title": one.titled(language),
        "definition": _said(one.definition, language, ""),
        "count": 0,
    }


def _said(texts: Mapping[str, str], language: str, otherwise: str) -> str:
    return texts.get(language) or next(iter(texts.values()), otherwise)
