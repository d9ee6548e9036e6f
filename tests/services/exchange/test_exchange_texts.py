"""Texts of other programs as sources: whose words the cases say they are, and what is covered when texts go out."""

import hashlib
from collections import Counter
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.met import NOW
from toolkit import plugins
from toolkit.domain.exchange.interchange import Exchanged, ExchangedCase, ExchangedSource, Selection
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.services.exchange.exchange_texts import (
    BY_CASES,
    MASK,
    ExchangedText,
    Reading,
    Whose,
    covered,
    digest,
    masked,
    variables_of,
    whose,
)
from toolkit.services.projects.project import init, open_project

REGISTER = """id,group,consent,labels
P01,participants,given,Åsa Ek
P02,participants,withdrawn,Bo;P02
P03,participants,given,
"""
NONE = MappingProxyType({})


@pytest.fixture
def project(tmp_path):
    folder = init(tmp_path / "project", language="en", now=NOW).folder
    (folder / "interviews" / "respondents.csv").write_text(REGISTER, "utf-8")
    return open_project(folder, now=NOW)


def text_source(text, *spans, guid="s1", name="A talk", **more):
    return ExchangedSource(
        guid, name, text, tuple(Selection(f"{guid}-{n}", Span(*at)) for n, at in enumerate(spans)), **more
    )


def case(guid, *, sources=(), selections=()):
    return ExchangedCase(guid, guid, sources=sources, selections=selections)


IDS = {"c1": "P01", "c2": "P02"}


def test_the_cases_say_whose_a_text_or_its_stretches_are():
    one = text_source("x" * 100, (50, 60), (0, 10), (20, 30))
    other = text_source("y" * 10, guid="s2")
    cases = (
        case("c1", sources=("s2",), selections=("s1-0", "s1-1")),
        case("c2", selections=("s1-2",)),
        case("c3", sources=("s1",), selections=("s1-0",)),  # could not be named
    )
    assert whose(Exchanged("Study", sources=(one, other), cases=cases), IDS) == {
        "s1": Whose((), {"P01": (Span(0, 10), Span(50, 60)), "P02": (Span(20, 30),)}),
        "s2": Whose(("P01",), {}),
    }


@pytest.mark.parametrize(("end", "all_of_it"), [(90, False), (91, True), (100, True)])
def test_a_stretch_over_nearly_all_of_a_text_is_the_whole_text(end, all_of_it):
    found = whose(
        Exchanged("S", sources=(text_source("x" * 100, (0, end)),), cases=(case("c1", selections=("s1-0",)),)), IDS
    )
    assert found["s1"] == (Whose(("P01",)) if all_of_it else Whose((), {"P01": (Span(0, end),)}))


def test_selections_that_are_nowhere_say_nothing():
    exchanged = Exchanged("S", sources=(text_source("x"),), cases=(case("c1", selections=("gone",)),))
    assert whose(exchanged, IDS) == {}


def read(project, text, owner=None, **variables):
    source = text_source(text, variables=variables)
    reader = ExchangedText(project, plugins.importer(".txt"), source, owner or Whose())
    found = reader.read(text.encode(), "a.txt")
    return found, [(turn.label, turn.span.of(text)) for turn in found.turns]


TALK = "I: How was it?\nR: It was the bus that did not come.\nI: Oh.\nR: Then it came.\n"


def test_labels_tell_the_turns_and_the_case_who_it_is(project):
    found, turns = read(project, TALK, Whose(("P03",)), Town="Umeå", Speakers="R=P01")
    assert turns[:2] == [("I", "How was it?"), ("R", "It was the bus that did not come.")]
    assert found.facts["exchanged"] == "REFI-QDA"
    assert found.facts["town"] == "Umeå"
    assert found.facts["respondent"] == "P03"
    assert "speakers" not in found.facts  # a variable of the file names no speakers
    assert BY_CASES not in found.facts


def test_a_label_is_the_person_in_whose_case_its_words_lie(project):
    text = (
        "I: Vem?\nKarin: Jag tog bussen hem igen.\nOlle: Jag gick till fots i stället.\nI: Ja.\nKarin: Ja.\nOlle: Ja.\n"
    )
    parts = {person: (Span(text.index(words), text.index(words) + len(words)),) for person, words in
             {"P01": "Jag tog bussen hem igen.", "P03": "Jag gick till fots i stället."}.items()}  # fmt: skip
    found, _ = read(project, text, Whose((), parts))
    assert found.facts["speakers"] == "Karin=P01, Olle=P03"


def test_a_label_whose_words_lie_in_two_cases_is_nobody_s(project):
    text = "I: Vem?\nKarin: Jag tog bussen hem igen.\nI: Ja.\nKarin: Ja.\n"
    start = text.index("Jag")
    parts = {"P01": (Span(start, start + 12),), "P03": (Span(start + 12, start + 24),)}
    found, _ = read(project, text, Whose((), parts))
    assert "speakers" not in found.facts


@pytest.mark.parametrize(("share", "told"), [(4, False), (5, True)])
def test_a_fifth_of_a_label_s_words_is_enough(project, share, told):
    words = "a" * 20
    text = f"I: Vem?\nKarin: {words}\nI: Och?\nKarin: bbbbb\n"
    start = text.index(words)
    found, _ = read(project, text, Whose((), {"P01": (Span(start, start + share),)}))
    assert (found.facts.get("speakers") == "Karin=P01") is told


def test_without_labels_stretches_of_cases_are_turns_and_the_rest_is_nobody_s(project):
    text = "Before.\nI walked home.\nBetween.\nI took the bus.\nAfter."
    at = {words: text.index(words) for words in ("I walked home.", "I took the bus.")}
    parts = {
        "P01": (Span(at["I walked home."], at["I walked home."] + 14),),
        "P03": (Span(at["I took the bus."], at["I took the bus."] + 15),),
    }
    found, turns = read(project, text, Whose((), parts))
    assert turns == [
        (None, "Before."),
        ("P01", "I walked home."),
        (None, "Between."),
        ("P03", "I took the bus."),
        (None, "After."),
    ]
    assert found.facts[BY_CASES] == "yes"


def test_of_stretches_that_overlap_the_first_counts(project):
    text = "We walked home together then."
    found, turns = read(project, text, Whose((), {"P01": (Span(0, 14),), "P03": (Span(10, 29),)}))
    assert turns == [("P01", "We walked home"), (None, "together then.")]
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one\ntwo\nthree", ["one", "two", "three"]),
        ("one\n\ntwo\nstill two", ["one", "two", "still two"]),
        ("one\n\ntwo\nstill two\n\nthree\n \nfour", ["one", "two\nstill two", "three", "four"]),
        ("  one  ", ["one"]),
    ],
)
def test_a_text_that_is_wholly_one_person_s_is_cut_at_its_paragraphs(project, text, paragraphs):
    _, turns = read(project, text, Whose(("P01",)))
    assert turns == [("P01", words) for words in paragraphs]
    _, turns = read(project, text, Whose(("P01", "P03")))
    assert turns == [(None, words) for words in paragraphs]


def test_variables_that_say_how_a_text_is_read_do_not_come_from_outside_and_do_not_go_out(project):
    found, _ = read(project, "one\ntwo", Respondent="P01", Interviewer="KL", Exchanged="no", Town=" Umeå\n", Empty=" ")
    assert found.facts == {"town": "Umeå", "exchanged": "REFI-QDA", BY_CASES: "yes"}
    facts = {"town": "Umeå", "respondent": "P01", "speakers": "a=b", "exchanged": "x", BY_CASES: "yes", "empty": ""}
    assert variables_of(facts) == {"town": "Umeå"}


@given(
    st.text(alphabet="ab å👩\n\t", max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9)), max_size=3)
)
def test_what_is_covered_keeps_every_position_and_all_white_space(text, places):
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    told = masked(text, spans)
    assert len(told) == len(text)
    inside = {at for span in spans for at in range(span.start, span.end)}
    for at, (now, before) in enumerate(zip(told, text, strict=True)):
        assert now == (MASK if at in inside and not before.isspace() else before)
    assert masked(told, spans) == told


def test_names_of_who_withdrew_are_covered_where_the_text_says_who_speaks_and_not_in_others_words(project):
    text = "Talk with Bo and Åsa Ek\n\nBo: My secret.\n\nÅsa Ek: Bo said so. P02\n\nbo: More. Bodil"
    turns = []
    for number, (words, who) in enumerate(
        (("My secret.", "P02"), ("Bo said so. P02", "P01"), ("More. Bodil", "P02")), 1
    ):
        start = text.index(words)
        turns.append(Turn(number, Span(start, start + len(words)), Role.RESPONDENT, respondent=who))
    source = Source("talk.txt", "0" * 64, text, tuple(reversed(turns)), NONE, NOW)
    told = covered(project, source, [turn.span for turn in turns if turn.respondent == "P02"])
    assert told == "Talk with ██ and Åsa Ek\n\n██: ██ ███████\n\nÅsa Ek: Bo said so. P02\n\n██: █████ █████"


def reading(project, *sources, owners=NONE):
    with project.store() as store, store.reading() as connection:
        return Reading(project, connection).read(Exchanged("S", sources=sources), owners)


def test_sources_get_names_of_their_own_and_the_same_words_are_one(project):
    found = reading(
        project,
        text_source("one", guid="a", name="Talk.txt"),
        text_source("two", guid="b", name="talk.txt"),
        text_source("one", guid="c", name="Other"),
        text_source("  \n", guid="d", name="Empty"),
        text_source("three", guid="e", name="v. ending"),
        text_source("four", guid="f", name="V. Ending"),
    )
    assert found.names == {
        "a": "Talk.txt",
        "b": "talk (2).txt",
        "c": "Talk.txt",
        "e": "v. ending",
        "f": "V. Ending (2)",
    }
    assert Counter({one.kind: one.n for one in found.losses}) == {"empty_sources": 1, "same_text": 1}
    assert [source.name for source, _ in found.new] == list(dict.fromkeys(found.names.values()))
    assert all(data == b"" for _, data in found.new)


def test_the_original_file_is_kept_where_it_is_another_than_the_text(project):
    [(source, data)] = reading(project, text_source("one", original=b"one as a file")).new
    assert data == b"one as a file"
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_text_that_is_here_is_that_source_whatever_it_is_called(small):
    from toolkit.storage.sources import sources

    project = open_project(small, now=NOW)
    with project.store() as store, store.reading() as connection:
        text = sources.text(connection, "p01.txt")
        gone = covered(
            project,
            sources.get(connection, "p07.txt"),
            [turn.span for turn in sources.get(connection, "p07.txt").turns if turn.respondent == "P07"],
        )
    found = reading(project, text_source(text, guid="a", name="Else"), text_source(gone, guid="b", name="Covered"))
    assert found.names == {"a": "p01.txt", "b": "p07.txt"}
    assert found.known == ["p01.txt", "p07.txt"]
    assert found.new == []


def test_what_was_removed_with_somebody_who_withdrew_does_not_come_back(project):
    from toolkit.domain.identifiers.remains import Marks
    from toolkit.services.projects import withdrawal_ledger
    from toolkit.services.projects.withdrawal_ledger import WITHDRAW, Errand

    sums = tuple(hashlib.sha256(each).hexdigest() for each in (b"her words", b"her file"))
    begun = withdrawal_ledger.begin(
        project.folder, Errand(WITHDRAW, "P09", "", "", "", sums), Marks.of(b"k" * 16, (), ()), now=NOW
    )
    withdrawal_ledger.end(project.folder, begun, {}, left=0, now=NOW)
    found = reading(
        project,
        text_source("her words", guid="a"),
        text_source("other words", guid="b", original=b"her file"),
        text_source("mine", guid="c"),
    )
    assert list(found.names) == ["c"]
    assert [(one.kind, one.n) for one in found.losses] == [("removed", 2)]


def test_a_digest_tells_texts_apart_also_with_signs_that_are_no_text():
    assert len({digest(text) for text in ("a", "å", "a\u030a", "\ud800", "")}) == 5
