"""What was found is shown as sentences, then coded in one step that is undone as one."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID
from toolkit.domain.codings.searches import asked
from toolkit.domain.texts.text import Span
from toolkit.errors import Refused, UsageError
from toolkit.services.coding import codings, finding, finding_codes
from toolkit.services.coding.finding import Limits
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)
BUS = next(one.words for one in SAID if (one.person, one.area) == ("P01", "needs"))


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def proposed(project, words="bus", **more):
    hits = finding.find(project, asked(words), Limits()).hits
    return finding_codes.proposals(project, hits, **more)


def made(project, coder="X"):
    return [(coding.quote, coding.code) for coding in codings.listed(project, coder=coder)[0]]


def test_hits_in_one_sentence_make_one_passage(project):
    found = proposed(project)
    assert [one.respondent for one in found] == ["P01", "P02", "P03", "P04"]
    assert "".join(text for text, _ in found[0].pieces) == BUS
    assert [text for text, marked in found[0].pieces if marked] == ["bus", "bus"]


def test_what_the_coder_has_coded_is_known(project):
    assert proposed(project, coder="KL")[0].known == {"needs/work", "valence/hinders", "phase/before"}
    assert proposed(project, coder="KL")[0].to_do(["needs/work", "solutions"]) == ["solutions"]
    assert not proposed(project, coder="X")[0].known


def test_all_are_coded_in_one_step_and_undone_as_one(project):
    places = [(one.source_id, one.span) for one in proposed(project)]
    hand = Hand("X", "command-1")
    changed = finding_codes.code_many(project, places, ["solutions", "valence/promotes"], hand=hand)
    assert len(changed.codings) == 8
    assert (BUS, "solutions") in made(project)
    assert finding_codes.code_many(project, places, ["solutions", "valence/promotes"], hand=hand).repeated
    assert len(made(project)) == 8
    steps.undo(project, coder="X", command="command-2")
    assert made(project) == []


def test_what_is_coded_so_stays_as_it_is(project):
    places = [(one.source_id, one.span) for one in proposed(project)]
    before = made(project, "KL")
    finding_codes.code_many(project, places, ["needs/work"], hand=Hand("KL", "command-1"))
    assert made(project, "KL") == before


def test_words_that_are_nobodys_to_code_are_refused(project):
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        text = sources.text(connection, "p07.txt")
        ids = sources.ids(connection)
    secret, question = text.index("SEVENSECRET"), text.index("What did you")
    for place in (Span(secret, secret + 30), Span(question, question + 20), Span(10**6, 10**6 + 5), Span(0, 4)):
        with pytest.raises(Refused):
            finding_codes.code_many(project, [(ids["p07.txt"], place)], ["needs"], hand=Hand("X", "c"))
    assert finding_codes.sentence(project, ids["p07.txt"], Span(secret, secret + 5)) is None
    assert made(project) == []


def test_nothing_or_too_much_is_refused(project):
    place = (1, Span(150, 160))
    with pytest.raises(UsageError):
        finding_codes.code_many(project, [place], [], hand=Hand("X", "c"))
    with pytest.raises(UsageError):
        finding_codes.code_many(project, [place], ["needs"], hand=Hand("", "c"))
    with pytest.raises(Refused):
        finding_codes.code_many(project, [place] * 501, ["needs"], hand=Hand("X", "c"))
    with pytest.raises(Refused):
        finding_codes.code_many(
            project, [(one.source_id, one.span) for one in proposed(project)], ["x"], hand=Hand("X", "c")
        )


def test_the_sentence_round_one_hit(project):
    hit = finding.find(project, asked("village"), Limits()).hits[0]
    whole = finding_codes.sentence(project, hit.source_id, hit.span)
    assert whole is not None
    assert "".join(text for text, _ in whole.pieces) == BUS
