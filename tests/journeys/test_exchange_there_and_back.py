"""A project goes to another program's file and comes back: every word, code, coder, person and memo as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Spegla
from tests.exchange import producers
from toolkit.domain.codings.memos import Memo
from toolkit.domain.exchange.interchange import Exchanged, Peer
from toolkit.domain.texts.text import Span
from toolkit.exchange.refi_reading import read
from toolkit.services.exchange import exchange_in, exchange_out
from toolkit.services.exchange.exchange_out import Wishes
from toolkit.services.projects.project import Project, init, open_project

PRODUCERS = (
    producers.nvivo_windows,
    producers.nvivo_mac,
    producers.atlas_mac,
    producers.atlas_windows,
    producers.qualcoder,
    producers.maxqda,
    producers.qc,
    producers.quirkos,
    producers.taguette,
    producers.atlas_codebook,
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 4, 2, 8, 30, tzinfo=UTC)
FAMILY = "👨‍👩‍👧"
EMOJI = (
    "Date: 2025-05-01\n\nI: Hur gick det? 🙂\n"
    f"P01: Jo, bra 👍 tack, {FAMILY} var med på mötet i går.\nI: Å?\nP01: A\u0301nyo.\n"
)


def contents(folder: Path) -> Mapping[str, object]:
    """All that an exchange is to carry, without row numbers."""
    from toolkit.storage.codings import codings, memos
    from toolkit.storage.sources import sources

    project = open_project(folder, now=LATER)
    with project.store() as store, store.reading() as connection:
        held = list(sources.each(connection))
        judged = codings.each(connection)
        written = memos.each(connection)
    scheme = project.scheme_file
    return {
        "sources": [(one.name, one.text, one.turns, dict(one.facts)) for one in held],
        "codings": [(one.source, one.span, one.quote, one.code, one.coder, one.time) for one in judged],
        "memos": sorted(
            (m.source or "", m.span or Span(0, 1), m.code or "", m.text, m.author, m.time) for m in written
        ),
        "people": dict(project.register.respondents),
        "facets": [(facet.key, dict(facet.title)) for facet in scheme.facets],
        "codes": [(code.path, dict(code.title), dict(code.definition)) for code in scheme.codes.values()],
    }


def spoken(held: Mapping[str, object]) -> list[object]:
    """The texts, and who says what in them."""
    return [
        (name, text, [(turn.span, turn.role, turn.label, turn.respondent) for turn in turns])
        for name, text, turns, _ in held["sources"]  # type: ignore[attr-defined]
    ]


def without_guids(whole: Exchanged) -> Exchanged:
    """The value with each guid replaced by what it stands for."""
    codes = {code.guid: f"code {code.name}" for code in whole.codes}
    users = {user.guid: f"user {user.name}" for user in whole.users}
    meant = {**codes, **users}
    for source in whole.sources:
        meant[source.guid] = f"source {source.name}"
        for one in source.selections:
            meant[one.guid] = f"{source.name} {one.span}"

    def memo(one):
        return replace(one, guid="", user=meant.get(one.user or ""))

    def coding(one):
        return replace(one, guid="", code=meant[one.code], user=meant.get(one.user or ""))

    def selection(one):
        done = tuple(sorted(map(coding, one.codings), key=str))
        return replace(one, guid="", codings=done, memos=tuple(map(memo, one.memos)), user=meant.get(one.user or ""))

    return replace(
        whole,
        name="",
        users=tuple(sorted((replace(one, guid="") for one in whole.users), key=str)),
        codes=tuple(replace(one, guid=meant[one.guid], parent=meant.get(one.parent or "")) for one in whole.codes),
        sources=tuple(
            replace(one, guid="", selections=tuple(map(selection, one.selections)), memos=tuple(map(memo, one.memos)))
            for one in sorted(whole.sources, key=lambda each: each.name)
        ),
        cases=tuple(
            replace(
                one,
                guid="",
                variables=dict(sorted(one.variables.items())),
                sources=tuple(sorted(meant[each] for each in one.sources)),
                selections=tuple(sorted(meant[each] for each in one.selections)),
            )
            for one in whole.cases
        ),
        code_memos={meant[guid]: tuple(map(memo, found)) for guid, found in whole.code_memos.items()},
        units={},
        losses=(),
    )


def add_memos(folder: Path) -> None:
    from toolkit.storage.codings import memos

    project = open_project(folder, now=NOW)
    made = (
        Memo("What a bus 🚌 can do.\nA second line & <more>.", "KL", NOW, "p01.txt", Span(80, 120)),
        Memo("Met in the library.", "Eva B", NOW, "p02.txt"),
        Memo("Look at this code again.", "KL", NOW, code="needs/work"),
    )
    with project.store(write=True) as store, store.writing("memo", now=NOW) as change:
        memos.add_unknown(change.connection, made)


def taken(folder: Path, data: bytes) -> exchange_in.Arrived:
    project = open_project(folder, now=LATER) if folder.exists() else fresh(folder)
    return exchange_in.import_file(project, data, "there.qdpx")


def fresh(folder: Path) -> Project:
    init(folder, language="en", now=NOW)
    return open_project(folder, now=LATER)


@pytest.fixture
def full(small: Path, spegla: Spegla) -> Path:
    """The small project with memos, emoji, a second coder and codes of its own."""
    add_memos(small)
    emoji = small / "emoji.txt"
    emoji.write_text(EMOJI, encoding="utf-8")
    assert spegla("add", emoji, "-p", small).code == 0
    quote = f"tack, {FAMILY} var med"
    table = small / "emoji.csv"
    table.write_text(f'source,start,end,quote,code,coder\nemoji.txt,,,"{quote}",needs/work,Åsa Ö\n', encoding="utf-8")
    assert spegla("codings", "import", table, "-p", small).code == 0
    return small


@pytest.mark.parametrize("peer", list(Peer))
def test_everything_comes_back(full: Path, tmp_path: Path, peer: Peer) -> None:
    sent = exchange_out.export(open_project(full, now=NOW), ".qdpx", Wishes(peer=peer))
    back = taken(tmp_path / "back", sent.data)
    assert back.codings == sent.codings
    assert {loss.kind for loss in back.losses} <= {"same_text"}
    here, there = contents(full), contents(tmp_path / "back")
    kept = [one for one in here["codings"] if one[0] != "p07.txt"]  # type: ignore[attr-defined]
    assert there["codings"] == kept
    assert there["memos"] == here["memos"]
    assert there["codes"] == here["codes"]
    assert spoken(there) == [one for one in spoken(here) if one[0] != "p07.txt"]


@pytest.mark.parametrize("peer", list(Peer))
def test_there_and_back_again_is_a_fixed_point(full: Path, tmp_path: Path, peer: Peer) -> None:
    first = exchange_out.export(open_project(full, now=NOW), ".qdpx", Wishes(peer=peer)).data
    taken(tmp_path / "one", first)
    second = exchange_out.export(open_project(tmp_path / "one", now=LATER), ".qdpx", Wishes(peer=peer)).data
    taken(tmp_path / "two", second)
    third = exchange_out.export(open_project(tmp_path / "two", now=LATER), ".qdpx", Wishes(peer=peer)).data
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    one, two, three = (without_guids(read(data, "x.qdpx")) for data in (first, second, third))
    assert two == three
    assert one == two


def test_the_same_file_twice_adds_nothing(full: Path, tmp_path: Path) -> None:
    sent = exchange_out.export(open_project(full, now=NOW), ".qdpx").data
    taken(tmp_path / "back", sent)
    before = contents(tmp_path / "back")
    again = taken(tmp_path / "back", sent)
    assert again.nothing_new
    assert again.known_codings > 0
    assert contents(tmp_path / "back") == before


def test_its_own_file_brings_nothing_new(full: Path) -> None:
    before = contents(full)
    sent = exchange_out.export(open_project(full, now=NOW), ".qdpx").data
    assert taken(full, sent).nothing_new
    assert contents(full) == before


def test_words_of_who_withdrew_never_leave(full: Path) -> None:
    sent = exchange_out.export(open_project(full, now=NOW), ".qdpx", Wishes(consents=True, labels=True))
    whole = read(sent.data, "x.qdpx")
    assert "SEVENSECRET" not in repr(whole)
    assert "P07" not in [case.name for case in whole.cases]
    told = {loss.kind: loss.n for loss in sent.losses}
    assert told["withheld_sources"] == 1
    assert told["withheld_cases"] == 1


def test_who_withdrew_in_a_group_is_covered(full: Path, tmp_path: Path) -> None:
    register = full / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text().replace("T1,team,Office,given,2027-12-31,yes", "T1,team,Office,withdrawn,,")
    )
    sent = exchange_out.export(open_project(full, now=NOW), ".qdpx")
    whole = read(sent.data, "x.qdpx")
    text = next(source.text for source in whole.sources if source.name == "team.txt")
    assert "before the rent is paid" not in text
    assert "before the rent is paid" not in repr(whole)
    assert "people say what they need" in text
    assert {"withheld_turns", "withheld_codings"} <= {loss.kind for loss in sent.losses}
    assert taken(full, sent.data).nothing_new


def test_the_name_of_who_withdrew_is_covered_where_it_stands_before_the_words(full: Path, spegla: Spegla) -> None:
    register = full / "interviews" / "respondents.csv"
    register.write_text(register.read_text() + "W1,team,,given,,,Nora Withdrawnsson,\n")
    talk = full / "talk.txt"
    words = "Nora Withdrawnsson: So I said.\nT1: Thanks, Nora Withdrawnsson, well said of you there.\n"
    talk.write_text(f"Present: Nora Withdrawnsson, T1\n\nI: And?\n{words}", encoding="utf-8")
    assert spegla("add", talk, "-p", full).code == 0
    register.write_text(register.read_text().replace("W1,team,,given", "W1,team,,withdrawn"))
    sent = exchange_out.export(open_project(full, now=NOW), ".qdpx")
    text = next(source.text for source in read(sent.data, "x.qdpx").sources if source.name == "talk.txt")
    assert "So I said" not in text
    assert text.count("Withdrawnsson") == 1  # what others say is theirs
    assert taken(full, sent.data).nothing_new


def test_consents_go_along_only_when_asked(full: Path) -> None:
    project = open_project(full, now=NOW)
    silent = read(exchange_out.export(project, ".qdpx").data, "x.qdpx")
    told = read(exchange_out.export(project, ".qdpx", Wishes(consents=True, labels=True)).data, "x.qdpx")
    assert "consent" not in silent.kinds
    assert "labels" not in silent.kinds
    assert next(case for case in told.cases if case.name == "P05").variables["quote"] == "no"
    assert next(case for case in told.cases if case.name == "P10").variables["labels"] == "MB"


def test_two_exports_are_the_same_bytes(full: Path) -> None:
    assert (
        exchange_out.export(open_project(full, now=NOW), ".qdpx").data
        == exchange_out.export(open_project(full, now=LATER), ".qdpx").data
    )


@pytest.mark.parametrize("made", PRODUCERS, ids=lambda made: str(made.__name__))
def test_files_of_other_programs_stay_as_they_came(tmp_path: Path, made: Callable[[], bytes]) -> None:
    name = "study.qdc" if b"CodeBook" in made()[:2000] else "study.qdpx"
    init(tmp_path / "one", language="en", now=NOW)
    arrived = exchange_in.import_file(open_project(tmp_path / "one", now=LATER), made(), name)
    found = read(made(), name)
    assert arrived.codings == sum(
        len({(c.code, c.user) for s in source.selections if s.span == span for c in s.codings})
        for source in found.sources
        for span in {s.span for s in source.selections}
    ) + sum(len(source.codings) for source in found.sources)
    assert {loss.kind for loss in found.losses} <= {loss.kind for loss in arrived.losses}
    held = contents(tmp_path / "one")
    assert all(text[span.start : span.end] == quote for text, span, quote in quotes(held))
    first = exchange_out.export(open_project(tmp_path / "one", now=LATER), ".qdpx").data
    taken(tmp_path / "two", first)
    assert contents(tmp_path / "two") == held
    second = exchange_out.export(open_project(tmp_path / "two", now=LATER), ".qdpx").data
    assert without_guids(read(first, "x.qdpx")) == without_guids(read(second, "x.qdpx"))


def quotes(held: Mapping[str, object]) -> list[tuple[str, Span, str]]:
    """Each coding's text, span and words."""
    texts = {name: text for name, text, *_ in held["sources"]}  # type: ignore[attr-defined]
    return [(texts[source], span, quote) for source, span, quote, *_ in held["codings"]]  # type: ignore[attr-defined]
