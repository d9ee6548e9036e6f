"""The ledger: what drafts enter and people decide, obeyed by the next draft; never the words of who withdrew."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from tests.material import SAID
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quote_ledger import Bar, Unquoted, Use
from toolkit.domain.quotes.quotes import Quote, Why
from toolkit.domain.reports.report import Bullets, QuoteBlock, Report, Sentence
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.comparing import assignments
from toolkit.services.material import sources as listed
from toolkit.services.material.hands import Hand
from toolkit.services.merging import merge_report, merging
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.quotes import quote_balance, quote_deeds, quote_editor, quote_entering, quote_lookup, quotes
from toolkit.services.quotes.quote_deeds import Decision, Wanted
from toolkit.services.quotes.quote_entering import Change, Entering
from toolkit.services.reports import draft_records, drafts
from toolkit.storage.findings import drafts as kept

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
COMMANDS = count(1)
WORDS = {one.person: one.words for one in SAID if one.area == "needs"}
K = EditKind


def hand(coder="KL"):
    return Hand(coder, f"command-{next(COMMANDS)}")


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def placed(project, person="P01", words=None):
    """The number of a person's source and the span of words in it."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        name = f"{person.lower()}.txt"
        text = sources.text(connection, name)
        wanted = words or WORDS[person]
        start = text.index(wanted)
        return sources.id_of(connection, name), Span(start, start + len(wanted))


def enter(project, person="P01", words=None, *changes, **more):
    source = "team.txt" if person.startswith("T") else f"{person.lower()}.txt"
    return quote_entering.enter(
        project, Entering(source, placed(project, person, words)[1], changes, **more), hand=hand()
    )


def ledger(project):
    with project.store() as store:
        return quotes.ledger(project, store)


def entry(project, number):
    return ledger(project).by_id[number]


def drafted(project):
    drafts.draft(project, drafts.Wanted(formats=("md",)))
    return quote_balance.shown(project)


def newest(project):
    return max((project.folder / "drafts").glob("*.md"), key=lambda path: path.stat().st_mtime_ns).read_text("utf-8")


def withdrawn(project, person="P01", change=("given,2027-12-31,yes", "withdrawn,,")):
    path = project.folder / "interviews" / "respondents.csv"
    lines = [
        line.replace(*change) if line.startswith(f"{person},") else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines), "utf-8")
    return open_project(project.folder, now=NOW)


def test_a_draft_enters_what_it_prints_and_a_second_one_finds_it_again(project):
    first = drafted(project)
    assert first.in_draft == {one.id for one in first.printed}
    assert first.printed
    assert all(one.machine and one.use is Use.ALLOWED and one.usable for one in first.ledger.entries)
    assert not {one.respondent for one in first.ledger.entries} & {"P05", "P06", "P07"}
    assert {one.id for one in drafted(project).ledger.entries} == {one.id for one in first.ledger.entries}


def test_what_a_person_wants_is_printed_and_what_never_is_not(project):
    first = drafted(project).printed[0]
    quote_deeds.decide(project, first.id, Decision(use=Use.NEVER), hand=hand())
    wanted = enter(project, "P02", "I needed a bus card and somebody", Change(K.OMIT, "a bus card and"))
    now = drafted(project)
    assert first.id not in now.in_draft
    assert all(not one.span.shared(first.span) for one in now.printed if one.source == first.source)
    assert wanted in now.in_draft
    assert now.ledger.by_id[wanted].printed == "I needed (...) somebody"
    text = newest(project)
    assert "I needed (...) somebody" in text
    assert f"“{first.printed}" not in text


def test_words_as_printed_are_placed_with_their_edits(project):
    asked = Entering("p04.txt", "[Without the card] you stand there, (...) late every morning.", why=Why.STRONG)
    made = entry(project, quote_entering.enter(project, asked, hand=hand()))
    assert [edit.kind for edit in made.edits] == [K.REFER, K.OMIT, K.PUNCTUATION]
    assert made.printed == asked.what
    assert (made.why, made.use, made.machine, made.coder) == (Why.STRONG, Use.WANTED, False, "KL")
    with pytest.raises(Refused, match="stand nowhere"):
        quote_entering.enter(project, replace(asked, what="Without a driving licence you sit there"), hand=hand())


def test_every_deed_can_be_undone_and_one_of_the_same_place_is_not_doubled(project):
    one = enter(project)
    assert enter(project, use=Use.ALLOWED) == one
    assert entry(project, one).use is Use.ALLOWED
    quote_deeds.remove(project, one, revision=2, hand=hand())
    assert ledger(project).entries == ()
    for wanted in (Use.ALLOWED, Use.WANTED, None):
        steps.undo(project, coder="KL")
        there = ledger(project).by_id.get(one)
        assert (there.use if there else None) is wanted
    steps.redo(project, coder="KL")
    assert entry(project, one).printed == WORDS["P01"]


def test_what_was_changed_since_it_was_seen_is_left_alone(project):
    one = enter(project)
    quote_deeds.decide(project, one, Decision(1, use=Use.NEVER), hand=hand("B"))
    for deed in (
        lambda: quote_deeds.decide(project, one, Decision(1, use=Use.WANTED), hand=hand()),
        lambda: quote_deeds.remove(project, one, revision=1, hand=hand()),
    ):
        with pytest.raises(ConflictError):
            deed()
    assert entry(project, one).use is Use.NEVER
    with pytest.raises(NotFound):
        quote_deeds.decide(project, 99, Decision(), hand=hand())


@pytest.mark.parametrize(
    "change", [Change(K.MASK, "the wors", "x"), Change(K.MASK, "it", "x"), Change(K.MASK, "bus", "a]b")]
)
def test_edits_that_may_not_be_made_are_refused(project, change):
    with pytest.raises(UsageError):
        enter(project, "P01", "The bus was the worst of it, it goes twice a day", change)


@pytest.mark.parametrize("person", ["P05", "P06", "P07"])
def test_nobody_is_quoted_who_does_not_allow_it(project, person):
    source, span = placed(project, person)
    with pytest.raises(Refused):
        quote_deeds.add(project, Wanted(source, span), hand=hand())
    assert ledger(project).entries == ()


def test_words_of_two_people_or_of_the_interviewer_are_no_quote(project):
    from toolkit.storage.sources import sources

    source, span = placed(project)
    with project.store() as store, store.reading() as connection:
        whole = Span(0, len(sources.text_of(connection, source)))
    for wrong in (whole, Span(span.start - 40, span.start - 10)):
        with pytest.raises(Refused):
            quote_deeds.add(project, Wanted(source, wrong), hand=hand())


def test_who_withdraws_is_gone_from_the_ledger_the_look_up_and_the_next_draft(project):
    one = enter(project)
    drafted(project)
    now = withdrawn(project)
    assert one not in ledger(now).by_id
    assert ledger(now).hidden >= 1
    found = quote_lookup.lookup(now).find(WORDS["P01"])
    assert (found.entry, found.place, found.nearest) == (None, None, None)
    with pytest.raises(NotFound):
        quote_balance.of_person(now, "P01")
    with pytest.raises(NotFound):
        quote_editor.of_entry(now, one)
    assert "P01" not in {share.name for share in quote_balance.balance(now).people}
    drafted(now)
    text = newest(now)
    assert WORDS["P01"][:30] not in text


@pytest.mark.parametrize(
    ("change", "bar"),
    [(("given,2027-12-31,yes", "given,2027-12-31,no"), Bar.NO_QUOTE)],
)
def test_a_quote_that_may_be_printed_no_more_says_why(project, change, bar):
    one = enter(project)
    now = withdrawn(project, change=change)
    there = entry(now, one)
    assert (there.bar, there.usable) == (bar, False)
    assert ledger(now).wishes().wanted == ()
    assert quote_lookup.lookup(now).find(WORDS["P01"]).refused == bar.value
    quote_deeds.decide(now, one, Decision(use=Use.NEVER), hand=hand())


def test_a_quote_of_somebody_whose_consent_has_ended_is_shown_nowhere(project):
    one = enter(project)
    now = withdrawn(project, change=("2027-12-31", "2025-01-01"))
    assert one not in ledger(now).by_id
    assert ledger(now).hidden == 1
    assert ledger(now).wishes().wanted == ()


def test_a_source_that_is_removed_takes_its_quotes_and_the_steps_with_them(project):
    one = enter(project)
    listed.remove(project, "p01.txt")
    assert one not in ledger(project).by_id
    assert b"twice a day" not in (project.folder / "project.db").read_bytes()


def test_printed_words_are_looked_up_in_ledger_and_material(project):
    one = enter(project, "P01", "The bus was the worst of it", Change(K.MASK, "The bus", "the ride"))
    look = quote_lookup.lookup(project)
    assert entry(project, one).printed == "[The ride] was the worst of it"
    assert look.find("[The ride]  was the worst of it").entry.id == one
    said = look.find("The bus was the worst of it")
    assert (said.place.source, said.place.edits, said.altered.id) == ("p01.txt", (), one)
    near = look.find("The bus was the worsd of it, it goes twice a day").nearest
    assert (near.difference.printed, near.difference.spoken, near.source) == ("worsd", "worst", "p01.txt")
    assert look.find("something that nobody has ever uttered").nearest is None
    assert look.find("”") == look.find_all(["”"])[0]


def test_the_balance_says_who_is_quoted_how_much_and_why_not(project):
    drafted(project)
    found = quote_balance.balance(project)
    by_name = {one.name: one for one in found.people}
    assert found.of_draft
    assert sum(one.of_words for one in found.people) == pytest.approx(1)
    assert sum(one.of_quotes for one in found.groups) == pytest.approx(1)
    assert "P07" not in by_name
    assert {by_name[who].unquoted for who in ("P05", "P06")} == {Unquoted.NO_CONSENT}
    assert {by_name[who].unquoted for who in ("P10", "T3")} == {Unquoted.NOT_CODED}
    assert found.most == max(one.quotes for one in found.people)


def test_how_a_person_is_quoted_is_told_with_the_words_round_it(project):
    enter(project, "P01", "it goes twice a day from our village")
    (own,) = quote_balance.of_person(project, "P01")
    assert f"{own.before}{own.entry.spoken}{own.after}" == WORDS["P01"]
    assert quote_balance.of_person(project, "P10") == []


def test_whoever_codes_blind_sees_nothing_of_it(project):
    one = enter(project)
    assignments.assign(project, "B", ["p02.txt"])
    eyes = replace(project, viewer="B")
    for look in (
        lambda: quote_balance.shown(eyes),
        lambda: quote_balance.balance(eyes),
        lambda: quote_editor.of_entry(eyes, one),
        lambda: quote_deeds.decide(eyes, one, Decision(use=Use.NEVER), hand=hand("B")),
    ):
        with pytest.raises(Refused, match="blind"):
            look()


def test_a_report_gets_the_numbers_of_its_quotes(project):
    _, span = placed(project)
    quote = Quote("p01.txt", span, (Edit(K.OMIT, Span(span.start, span.start + 7)),), "P01", ("c1",))
    block = QuoteBlock("x", ("c1",), "", quote=quote)
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        report = quotes.recorded(project, change.connection, Report("t", "", "en", (block, block), quotes=(quote,)))
    numbers = {one.entry for one in report.blocks} | {one.entry for one in report.quotes}
    assert len(numbers) == 1
    assert entry(project, numbers.pop()).printed.startswith("(...) was the worst")


def test_words_within_a_sentence_are_kept_in_the_ledger_and_not_in_the_sentence(project):
    _, span = placed(project)
    quote = Quote("p01.txt", span, (), "P01", ("c1",))
    for text in (f"Better times (one participant): “{WORDS['P01']}”", WORDS["P01"][0].lower() + WORDS["P01"][1:]):
        said = Sentence(text, ("c1",), words=WORDS["P01"], quote=quote)
        with project.store(write=True) as store, store.writing("test", now=NOW) as change:
            report = Report("t", "", "en", (Bullets((said,)),), quotes=(quote,))
            (row,) = draft_records.sentence_rows(quotes.recorded(project, change.connection, report))
        assert WORDS["P01"][1:] not in row.text
        assert entry(project, row.quote).printed == WORDS["P01"]


def test_a_draft_keeps_no_words_of_people_in_its_sentences(project):
    drafted(project)
    with project.store() as store, store.reading() as connection:
        rows = kept.sentences(connection, kept.latest(connection).id)
    said = [row.text for row in rows if row.facts.get("quotes")]
    assert said
    assert all("“…”" in text for text in said)


@pytest.mark.parametrize("more", [{"claim": 9}, {"claim": 2**70}, {"theme": "none"}])
def test_a_quote_is_for_a_claim_or_theme_that_is_there(project, more):
    with pytest.raises(NotFound):
        enter(project, "P01", "it goes twice a day", **more)


def test_words_within_those_that_are_never_printed_are_said_to_be_so(project):
    enter(project, "P01", "The bus was the worst of it, it goes twice a day", use=Use.NEVER)
    assert quote_lookup.lookup(project).find("it goes twice a day").refused == "never"


def test_a_quote_is_edited_word_by_word(project):
    one = enter(project, "P01", "The bus was the worst of it, it goes twice a day")
    desk = quote_editor.of_entry(project, one)
    assert "".join(piece.text + piece.after for piece in desk.pieces) == WORDS["P01"]
    first = next(piece for piece in desk.pieces if piece.start == desk.span.start)
    edits = (Edit(K.MASK, Span(first.start, desk.pieces[1].end), "the ride"),)
    words, settled = quote_editor.preview(project, desk.source_id, desk.span, edits)
    assert words == "[The ride] was the worst of it, it goes twice a day"
    assert settled[0].text == "The ride"
    assert quote_editor.of_words(project, desk.source_id, desk.span).entry.id == one


def test_a_letter_changed_in_any_printed_quote_is_found_out(project):
    drafted(project)
    look, chance = quote_lookup.lookup(project), random.Random(7)
    printed = [one.printed for one in look.ledger.entries]
    assert all(one.entry for one in look.find_all(printed))
    changed = []
    for _ in range(300):
        words = chance.choice(printed)
        at = chance.choice([at for at, letter in enumerate(words) if letter.isalpha()])
        other = chance.choice([letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter != words[at].lower()])
        changed.append(words[:at] + other + words[at + chance.randrange(2) :])
    found = look.find_all(changed)
    assert [one.words for one in found if one.entry or one.place] == []
    assert all(one.nearest for one in found)


def test_what_was_decided_in_a_copy_stays_there_and_the_merge_says_so(project, tmp_path):
    copy = shutil.copytree(project.folder, tmp_path / "copy")
    enter(open_project(copy, now=NOW))
    assert merge_report.record(merging.merge(project, copy))["quotes_left"] == 1


def test_the_ledger_goes_along_in_the_archive_and_comes_back(project, tmp_path, spegla):
    one = enter(project, "P01", "it goes twice a day", Change(K.OMIT, "twice"))
    assert spegla("export", "project", tmp_path / "whole", "-p", project.folder).code == 0
    assert spegla("init", tmp_path / "back", "--from", tmp_path / "whole").code == 0
    assert entry(open_project(tmp_path / "back", now=NOW), one) == entry(project, one)
