"""Coders are compared on what both coded; what is settled is obeyed by passages, themes and suggestions."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID, codings_table
from toolkit.domain.codings.scheme_edits import Merge
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, NotFound, UsageError
from toolkit.services.coding import gathered, passages, scheme_editing, scheme_views, schemes
from toolkit.services.coding.scheme_editing import Sharpened
from toolkit.services.comparing import agreement, agreement_tables, disagreements, settling
from toolkit.services.comparing.disagreements import Kind
from toolkit.services.comparing.settling import Judgement
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import suggestions
from toolkit.services.themes import themes

NOW = datetime(2025, 10, 20, 12, tzinfo=UTC)
WORDS = {(one.person, one.area): one.words for one in SAID}
BUS = WORDS["P01", "needs"]


@pytest.fixture
def project(small, spegla):
    """The small project in which B has coded what P01 to P04 needed: one otherwise, one elsewhere, one not at all."""
    rows = [
        ("p01.txt", BUS[:60], "needs/work"),
        ("p01.txt", BUS, "valence/hinders"),
        ("p02.txt", WORDS["P02", "needs"], "needs/income"),
        ("p02.txt", WORDS["P02", "needs"], "valence/hinders"),
        ("p03.txt", WORDS["P03", "needs"], "needs/work"),
        ("p04.txt", WORDS["P04", "solutions"], "solutions/plan_pace"),
    ]
    table = small / "b.csv"
    table.write_text("source,quote,code\n" + "".join(f'{s},"{q}",{c}\n' for s, q, c in rows), "utf-8")
    assert spegla("codings", "import", table, "--coder", "B", "-p", small).code == 0
    return open_project(small, now=NOW)


@pytest.fixture
def found(project):
    return agreement.compared(project, ("KL", "B"))


def places(project, found, code):
    every = disagreements.disagreements(found, disagreements.settlements(project))
    return [one for one in every if one.code == code]


def codes_of(project, person):
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            return {
                (one.text, code)
                for one in passages.of_codings(project, connection, scheme)
                if one.respondent == person
                for code in one.codes
            }


def test_only_common_sources_are_compared(project, found):
    assert [one.name for one in agreement.coders(project)] == ["KL", "B"]
    assert agreement.named(project, [2, 1]) == ("B", "KL")
    assert [one.name for one in found.read] == ["p01.txt", "p02.txt", "p03.txt", "p04.txt"]
    assert found.lone > 0
    with pytest.raises(UsageError):
        agreement.named(project, [1])
    with pytest.raises(NotFound):
        agreement.named(project, [1, 9])


def test_agreement_is_reckoned_on_segments_with_the_codes_under_each(project, found):
    table = agreement_tables.table(project, found)
    rows = {row.code: row for row in table.codes}
    assert rows["needs"].given == (4, 3)
    assert rows["needs/work"].given == (4, 2)
    assert rows["needs/income"].figures["cohen_kappa"].value == pytest.approx(0)
    assert rows["needs"].figures.units == table.units == rows["phase/before"].figures.units
    assert rows["phase/before"].figures["krippendorff_alpha"].value < 0


def test_disagreements_are_of_three_kinds(project, found):
    first, second, fourth = places(project, found, "needs/work")
    assert (first.kind, [coder for coder, _ in first.marks]) == (Kind.EXTENT, ["KL", "B"])
    assert (second.kind, second.others) == (Kind.OTHER, {"B": ("needs/income",)})
    assert (fourth.kind, fourth.without) == (Kind.ONE, ("B",))
    assert all(one.without == ("B",) for one in places(project, found, "solutions/plan_pace"))


def test_two_codings_beside_each_other_are_one_place(small, spegla):
    table = small / "b.csv"
    table.write_text(f'source,quote,code\np01.txt,"{BUS[:60]}",needs/work\np01.txt,"{BUS[60:]}",needs/work\n', "utf-8")
    assert spegla("codings", "import", table, "--coder", "B", "-p", small).code == 0
    project = open_project(small, now=NOW)
    assert not places(project, agreement.compared(project, ("KL", "B")), "needs/work")


def test_the_same_words_are_shown_once_for_each_coder(project, found):
    place, *_ = places(project, found, "needs/work")
    one = agreement.in_source(project, found.coders, place.source_id)
    kl, b = disagreements.sides(project, one, "needs/work", place.span)
    assert [("".join(text for text, _ in side.turns[-1].pieces)) for side in (kl, b)] == [BUS, BUS]
    assert [[text for text, marked in side.turns[-1].pieces if marked] for side in (kl, b)] == [
        [BUS],
        [BUS[:60].rstrip()],
    ]
    assert kl.turns[0].interviewer
    with pytest.raises(NotFound):
        disagreements.sides(project, one, "learning", place.span)


def test_what_does_not_apply_counts_no_more_until_it_is_undone(project, found):
    _, place, _ = places(project, found, "needs/work")
    assert (WORDS["P02", "needs"], "needs/work") in codes_of(project, "P02")
    judged = Judgement(place.source_id, place.span, place.code, applies=False, reason=" not about work ")
    done = settling.settle(project, judged, coder="C", command="command-1")
    assert (done.reason, done.coder, done.applies) == ("not about work", "C", False)
    assert settling.settle(project, judged, coder="C", command="command-1") == done
    assert (WORDS["P02", "needs"], "needs/work") not in codes_of(project, "P02")
    assert (WORDS["P02", "needs"], "needs/income") in codes_of(project, "P02")
    assert places(project, found, "needs/work")[1].settled == done
    assert {row.code: row.given for row in agreement_tables.table(project, found).codes}["needs/work"] == (4, 2)
    steps.undo(project, coder="C")
    assert (WORDS["P02", "needs"], "needs/work") in codes_of(project, "P02")


def test_what_applies_stands_at_the_words_chosen(project, found):
    place, *_ = places(project, found, "needs/work")
    short = dict(place.marks)["B"]
    settling.settle(
        project, Judgement(place.source_id, short, place.code, applies=True), coder="C", command="command-1"
    )
    assert (BUS[:60].rstrip(), "needs/work") in codes_of(project, "P01")


def test_a_settlement_of_another_is_not_written_over_unseen(project, found):
    place, *_ = places(project, found, "needs/work")
    judged = Judgement(place.source_id, place.span, place.code, applies=False)
    first = settling.settle(project, judged, coder="C", command="command-1")
    with pytest.raises(ConflictError):
        settling.settle(project, judged, coder="D", command="command-2")
    seen = Judgement(place.source_id, place.span, place.code, applies=True, seen=(first.id, first.revision))
    second = settling.settle(project, seen, coder="D", command="command-3")
    assert (second.id, second.applies) == (first.id, True)
    with pytest.raises(ConflictError):
        settling.unsettle(project, first.id, first.revision, coder="C", command="command-4")
    settling.unsettle(project, second.id, second.revision, coder="D", command="command-5")
    assert not disagreements.settlements(project)


def test_nothing_can_be_settled_where_nothing_is_coded(project, found):
    place, *_ = places(project, found, "needs/work")
    for code, span in (("learning", place.span), ("needs/work", Span(0, 3))):
        with pytest.raises(NotFound):
            settling.settle(
                project, Judgement(place.source_id, span, code, applies=True), coder="C", command="command-1"
            )
    with pytest.raises(UsageError):
        settling.settle(
            project, Judgement(place.source_id, place.span, place.code, applies=True), coder="", command="command-2"
        )


def test_suggestions_are_made_anew_after_a_settlement(project, found):
    suggestions.suggest(project)
    assert suggestions.suggest(project).computed == 0
    place, *_ = places(project, found, "needs/work")
    settling.settle(
        project, Judgement(place.source_id, place.span, place.code, applies=False), coder="C", command="c-1"
    )
    assert suggestions.suggest(project).computed > 0


def test_words_of_those_who_withdrew_are_never_compared(small, spegla):
    table = small / "b.csv"
    table.write_text(codings_table(coder="B"), "utf-8")
    assert spegla("codings", "import", table, "-p", small).code == 0
    project = open_project(small, now=NOW)
    found = agreement.compared(project, ("KL", "B"))
    table_ = agreement_tables.table(project, found)
    assert not any(read.marks for read in found.read if read.name == "p07.txt")
    assert all(row.figures["krippendorff_alpha"].value in (1, None) for row in table_.codes)
    assert not disagreements.disagreements(found, {})
    assert scheme_views.sortable(project, "needs/health", "B")[1] == 4


def test_what_was_settled_counts_whoever_gave_it(project, found):
    place = next(one for one in places(project, found, "valence/promotes") if one.source == "p03.txt")
    assert place.without == ("B",)
    promotes = (WORDS["P03", "needs"], "valence/promotes")
    settling.settle(
        project, Judgement(place.source_id, place.span, place.code, applies=False), coder="C", command="c-1"
    )
    assert promotes not in codes_of(project, "P03")
    assert promotes not in {
        (piece.passage.text, code) for piece in gathered.gathered(project).pieces for code in piece.held
    }


def test_a_settlement_follows_its_code_when_codes_are_merged(project, found):
    _, place, _ = places(project, found, "needs/work")
    settling.settle(
        project, Judgement(place.source_id, place.span, place.code, applies=False), coder="C", command="c-1"
    )
    scheme_editing.edit(project, Merge("needs/work", "needs/housing"), coder="C", command="command-2")
    again = agreement.compared(project, ("KL", "B"))
    assert [bool(one.settled) for one in places(project, again, "needs/housing")] == [False, True, False]
    assert (WORDS["P02", "needs"], "needs/housing") not in codes_of(project, "P02")


def test_themes_are_outdated_by_a_settlement(project, found, spegla):
    assert spegla("themes", "-p", project.folder).code == 0
    place, *_ = places(project, found, "needs/work")

    def outdated():
        with project.store(write=True) as store:
            return themes.outdated(project, store)

    assert not outdated()
    settling.settle(
        project, Judgement(place.source_id, place.span, place.code, applies=False), coder="C", command="c-1"
    )
    assert outdated()


def sharpened(project, place, definition, was=None):
    now = project.scheme_file.codes[place.code].definition.get("en", "")
    new = Sharpened(definition, now if was is None else was)
    return Judgement(place.source_id, place.span, place.code, applies=False, reason="it is the bus", sharpened=new)


def test_a_decision_sharpens_the_definition_and_one_undo_takes_both_back(project, found):
    place, *_ = places(project, found, "needs/work")
    before = project.scheme_file.codes["needs/work"]
    judged = sharpened(project, place, "Work itself, not the way to it.")
    settling.settle(project, judged, coder="C", command="command-1")
    settling.settle(project, judged, coder="C", command="command-1")
    code = project.scheme_file.codes["needs/work"]
    assert code.definition["en"] == "Work itself, not the way to it."
    assert (code.title, code.includes) == (before.title, before.includes)
    newest, *_ = schemes.history(project)
    assert (newest.coder, newest.reason, newest.stands) == ("C", "it is the bus", True)
    assert [(one.code, one.what, one.after) for one in newest.reworded] == [
        ("needs/work", "definition", "Work itself, not the way to it.")
    ]
    steps.undo(project, coder="C")
    assert project.scheme_file.codes["needs/work"].definition == before.definition
    assert not disagreements.settlements(project)
    assert not schemes.history(project)[0].stands


def test_a_definition_that_somebody_changed_is_not_written_over(project, found):
    place, *_ = places(project, found, "needs/work")
    with pytest.raises(ConflictError):
        settling.settle(project, sharpened(project, place, "New.", was="Old."), coder="C", command="command-1")
    assert not disagreements.settlements(project)


def test_a_definition_that_says_the_same_makes_no_version(project, found):
    place, *_ = places(project, found, "needs/work")
    same = sharpened(project, place, project.scheme_file.codes["needs/work"].definition["en"])
    settling.settle(project, same, coder="C", command="command-1")
    assert not any(one.reason for one in schemes.history(project))


def test_a_version_after_an_undone_one_is_told_from_where_it_came(project, found):
    place, *_ = places(project, found, "needs/work")
    other, *_ = places(project, found, "needs/income")
    settling.settle(project, sharpened(project, place, "First."), coder="C", command="command-1")
    steps.undo(project, coder="C")
    settling.settle(project, sharpened(project, other, "Second."), coder="C", command="command-2")
    second, first, *_ = schemes.history(project)
    assert (second.stands, first.stands) == (True, False)
    assert [one.after for one in second.reworded] == ["Second."]
