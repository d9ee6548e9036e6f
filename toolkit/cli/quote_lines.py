"""Quotes as lines for people and as records of a JSON document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.cli import output
from toolkit.domain.quotes.quote_ledger import Entry, Share, Use
from toolkit.messages import ntr, tr
from toolkit.services.projects import names
from toolkit.services.quotes.quote_sentences import BAR, UNQUOTED, USE, WHY, record

if TYPE_CHECKING:
    from toolkit.services.projects.project import Project
    from toolkit.services.quotes.quote_balance import Balance, Quoted, Shown
    from toolkit.services.quotes.quote_lookup import Looked

SHOWN = 100  # letters of a quote in a list


def ledger_record(shown: Shown) -> dict[str, object]:
    """The ledger as a document."""
    entries = [{**record(entry), "in_draft": entry.id in shown.in_draft} for entry in shown.ledger.entries]
    return {"quotes": entries, "hidden": shown.ledger.hidden}


def ledger(shown: Shown) -> Iterator[str]:
    """The ledger by theme."""
    for theme, entries in shown.by_theme().items():
        yield f"{shown.titles[theme]}  [{theme}]" if theme else tr("Of no theme that stands")
        for entry in entries:
            yield f"  {entry.id:>4}  {entry.respondent}  {', '.join(_marks(entry, shown))}"
            yield f"        {output.quoted(_short(entry.printed))}"
        yield ""
    n = len(shown.ledger.entries)
    yield ntr("{n} quote in the ledger.", "{n} quotes in the ledger.", n)
    if shown.ledger.hidden:
        yield tr("Quotes of people whose words may not be used, which are not shown: {n}", n=shown.ledger.hidden)
    if not n:
        yield tr("A draft enters the quotes that it prints: spegla draft")


def _marks(entry: Entry, shown: Shown) -> Iterator[str]:
    yield tr(WHY[entry.why])
    if entry.use is not Use.ALLOWED:
        yield tr(USE[entry.use])
    if entry.id in shown.in_draft:
        yield tr("in the newest draft")
    if entry.bar is not None:
        yield tr("not usable: {why}", why=tr(BAR[entry.bar]))
    if entry.machine:
        yield tr("chosen by the machine")


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rpartition(' ')[0]} …"


def whole(entry: Entry, shown: Shown) -> list[str]:
    """One quote with its words as said."""
    title = shown.titles.get(entry.theme, "")
    return [
        f"{entry.id}  {entry.source}:{entry.span.start}–{entry.span.end}  {entry.respondent}",
        ", ".join(_marks(entry, shown)),
        *([tr("Theme: {name}", name=title)] if title else []),
        tr("Said:    {words}", words=" ".join(entry.spoken.split())),
        tr("Printed: {words}", words=entry.printed),
    ]


def looked_record(found: Looked) -> dict[str, object]:
    """What was found of printed words, as a document."""
    place, near = found.place, found.nearest
    there = [{"source": one.source, "start": one.span.start, "end": one.span.end} for one in (place, near) if one]
    return {
        "entry": found.entry.id if found.entry else None,
        "places": [{**one, "edits": len(place.edits)} for one in there] if place else [],
        "nearest": [{**one, "printed": near.difference.printed, "spoken": near.difference.spoken} for one in there]
        if near
        else [],
        "refused": found.refused or None,
    }


def looked(found: Looked) -> Iterator[str]:
    """What was found of printed words."""
    if found.entry is not None:
        yield tr("In the ledger as quote {id}.", id=found.entry.id)
    elif found.place is not None:
        place = f"{found.place.source}:{found.place.span.start}–{found.place.span.end}"
        yield tr("Said at {place}, but not in the ledger.", place=place)
        if found.altered is not None:
            yield tr("The ledger prints these words otherwise, as quote {id}.", id=found.altered.id)
    elif found.nearest is not None:
        near, other = found.nearest, found.nearest.difference
        place = f"{near.source}:{near.span.start}–{near.span.end}"
        yield tr("Not said so. Nearest is {place}:", place=place)
        yield tr("  printed “{printed}”, said “{spoken}”", printed=other.printed, spoken=other.spoken)
    else:
        yield tr("Nobody whose words may be used says this.")
    if found.refused:
        yield tr("These words may not be printed.")


def person_record(respondent: str, found: Sequence[Quoted]) -> dict[str, object]:
    """How somebody is quoted, as a document."""
    records = [
        {**record(one.entry), "before": one.before, "after": one.after, "title": one.title, "in_draft": one.in_draft}
        for one in found
    ]
    return {"respondent": respondent, "quotes": records}


def person(found: Sequence[Quoted]) -> Iterator[str]:
    """How somebody is quoted."""
    for one in found:
        where = tr("in the newest draft") if one.in_draft else tr("not in the newest draft")
        yield f"{one.entry.id}  {one.title or '–'}  ({where})"
        yield f"  {output.quoted(one.entry.printed)}"
        yield tr("  In the interview: {words}", words=" ".join(f"{one.before}{one.entry.spoken}{one.after}".split()))
        yield ""
    yield ntr("{n} quote may be printed.", "{n} quotes may be printed.", len(found))


def balance_record(found: Balance) -> dict[str, object]:
    """The shares as a document."""
    return {
        "quotes": found.quotes,
        "of_draft": found.of_draft,
        "most_of_one": found.most,
        "themes": [{"theme": theme or None, "quotes": n} for theme, n in found.by_theme.items()],
        "groups": [_share(one) for one in found.groups],
        "people": [
            {**_share(one), "group": one.group, "unquoted": one.unquoted.value if one.unquoted else None}
            for one in found.people
        ],
    }


def _share(one: Share) -> dict[str, object]:
    return {
        "name": one.name,
        "words": one.words,
        "quotes": one.quotes,
        "share_of_words": round(one.of_words, 4),
        "share_of_quotes": round(one.of_quotes, 4),
    }


def balance(project: Project, found: Balance) -> Iterator[str]:
    """The shares as tables, groups by their titles."""
    yield (
        tr("Quotes of the newest draft: {n}", n=found.quotes)
        if found.of_draft
        else tr("Quotes that may be printed (no draft has recorded its own yet): {n}", n=found.quotes)
    )
    yield ""
    themes = sum(map(bool, found.by_theme))  # "" is no theme
    if themes:
        yield ntr("They show {n} theme.", "They show {n} themes.", themes)
        yield ""
    header = (tr("group"), tr("words"), tr("quotes"), tr("% of words"), tr("% of quotes"))
    titled = (replace(one, name=one.name and names.group(project, one.name)) for one in found.groups)
    yield from output.table(header, map(_row, titled))
    yield ""
    by_person = (tr("respondent"), *header[1:], tr("why not"))
    yield from output.table(
        by_person, ((*_row(one), tr(UNQUOTED[one.unquoted]) if one.unquoted else "") for one in found.people)
    )


def _row(one: Share) -> tuple[object, ...]:
    return one.name or "–", one.words, one.quotes, f"{100 * one.of_words:.0f}", f"{100 * one.of_quotes:.0f}"
