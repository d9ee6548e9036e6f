"""Feedback packs: what readers who know each other never see, and that nothing leaves but past the gate."""

import shutil
from datetime import date

import pytest

from tests.conftest import run
from tests.services.pack_material import HAND, NOW, claim, made
from toolkit.domain.identifiers.gate import Answer
from toolkit.domain.reflection.packs import PieceKind, Wish
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.packs import packs
from toolkit.services.packs.packs import Prepared
from toolkit.services.projects.project import open_project
from toolkit.services.reports import disclosure_answers
from toolkit.services.reports.disclosure_answers import Given

TEAM = Wish("team")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("packs") / "project")


@pytest.fixture
def folder(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "project")


@pytest.fixture
def project(folder):
    return open_project(folder, now=NOW)


def words(prepared: Prepared):
    return "\n".join(f"{each.title} {each.text}" for each in prepared.pieces)


def of_kind(prepared, kind):
    return [each.text for each in prepared.pieces if each.kind is kind]


def written(project):
    folder = project.folder / "packs"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_team_of_four_gets_neither_its_own_words_nor_how_many_said_them(project):
    prepared = packs.prepare(project, TEAM)
    assert not prepared.open
    told = words(prepared)
    assert "TEAMWORDS" not in told
    assert "several of you" not in told
    assert "team members (" not in told
    assert "of 4" not in told
    assert not any(number in told for number in ("three team", "four team", "all team", "every team"))


def test_another_audience_hears_the_same_team_in_figures(project):
    told = words(packs.prepare(project, Wish("external")))
    assert "of 4" in told


def test_no_quote_names_one_of_the_team_or_the_role_of_one(project):
    prepared = packs.prepare(project, TEAM)
    quotes = of_kind(prepared, PieceKind.QUOTE)
    assert quotes
    assert not any(word in quote for quote in quotes for word in ("welder", "Berit"))


def test_the_gate_stops_a_role_and_a_name_wherever_they_stand(project):
    asked = Wish("team", questions=("What would the welder say?", "And Berit?", "What next?"))
    prepared = packs.prepare(project, asked)
    found = {risk.leak for risk in prepared.looked.verdict.open}
    assert {"welder", "Berit"} <= found


def test_whoever_withdrew_or_does_not_allow_feedback_is_not_in_it(project):
    prepared = packs.prepare(project, TEAM)
    assert "(6 of 6)" in words(prepared)
    evidence = {each.respondent for each in prepared.report.evidence.values()}
    assert not evidence & {"P6", "P7"}
    assert "HELDBACK" not in words(prepared)
    assert "(7 of 7)" in words(packs.prepare(project, Wish("external")))


def test_participants_so_few_that_they_know_each_other_never_see_each_other_s_quotes(folder):
    register = folder / "interviews" / "respondents.csv"
    few = register.read_text(encoding="utf-8").replace("P5,participants,given", "P5,participants,withdrawn")
    register.write_text(few, encoding="utf-8")
    prepared = packs.prepare(open_project(folder, now=NOW), Wish("participants"))
    assert not of_kind(prepared, PieceKind.QUOTE)
    assert "several of you" not in words(prepared)
    assert "None" not in words(prepared)


def test_nothing_is_written_while_a_finding_is_open_and_answering_lets_it_out(project):
    asked = Wish("team", questions=("What would the welder say?",))
    with pytest.raises(Refused) as refused:
        packs.write(project, asked, hand=HAND)
    assert "reflect disclose" in refused.value.hint
    assert written(project) == []
    assert packs.packs(project) == ()
    looked = packs.prepare(project, asked).looked
    keys = [risk.key for risk in looked.verdict.open]
    disclosure_answers.answer(project, looked, keys, Given(Answer.OMIT), hand=HAND)
    pack = packs.write(project, asked, hand=HAND)
    assert pack.let_out
    assert "welder" not in "".join(each.text for each in packs.pack(project, pack.id).pieces)
    assert len(written(project)) == 2


def test_the_same_wish_twice_is_the_same_pack_and_another_is_another(project):
    first = packs.write(project, TEAM, hand=HAND)
    assert packs.write(project, TEAM, hand=HAND) == first
    assert len(written(project)) == 2
    other = packs.write(project, Wish("team", title="Before the summer"), hand=HAND)
    assert other.digest != first.digest
    assert [each.id for each in packs.packs(project)] == [other.id, first.id]


def test_a_pack_is_kept_with_its_pieces_and_says_when_a_file_was_changed(project):
    pack = packs.write(project, TEAM, hand=HAND)
    view = packs.pack(project, pack.id)
    assert [(each.kind, each.title, each.text) for each in view.pieces] == [
        (each.kind, each.title, each.text) for each in packs.prepare(project, TEAM).pieces
    ]
    assert not view.changed
    quote = next(each for each in view.pieces if each.kind is PieceKind.QUOTE)
    assert quote.quote
    assert quote.source
    path = packs.paths(project, pack)[0]
    path.write_bytes(path.read_bytes() + b" ")
    assert packs.pack(project, pack.id).changed
    path.unlink()
    assert [each.state for each in packs.pack(project, pack.id).files] == ["gone", "same"]


def test_no_file_for_readers_holds_evidence_pseudonyms_or_comments(project):
    pack = packs.write(project, TEAM, ("html", "md"), hand=HAND)
    for path in packs.paths(project, pack):
        text = path.read_text(encoding="utf-8")
        assert not any(name in text for name in ("P1", "P3", "T1", "p3.txt", "TEAMWORDS", "GONEAWAY"))
        assert not any(note in text for note in ("To the evaluator", "Checked on"))


def test_what_was_shown_is_kept_once_with_its_version(project):
    pack = packs.write(project, TEAM, hand=HAND)
    day = date(2025, 10, 17)
    packs.shown(project, pack.id, day, "Team day", hand=HAND)
    again = packs.shown(project, pack.id, day, " Team  day ", hand=HAND)
    assert [(each.day, each.meeting, each.digest) for each in again.shown] == [(day, "Team day", pack.digest)]
    with pytest.raises(UsageError):
        packs.shown(project, pack.id, date(2025, 10, 21), "", hand=HAND)


def test_a_pack_in_preparation_keeps_its_own_questions_and_no_file(project):
    begun = packs.begin(project, TEAM, hand=HAND)
    assert not begun.let_out
    assert written(project) == []
    with pytest.raises(Refused):
        packs.shown(project, begun.id, date(2025, 10, 17), "", hand=HAND)
    asked = packs.ask(project, begun.id, ("Why now?", "What next?"), seen=begun.revision, hand=HAND)
    assert asked.wish.questions == ("Why now?", "What next?")
    assert of_kind(packs.look(project, begun.id), PieceKind.QUESTION) == ["Why now?", "What next?"]
    with pytest.raises(ConflictError):
        packs.ask(project, begun.id, ("Else?",), seen=begun.revision, hand=HAND)
    done = packs.let_out(project, begun.id, hand=HAND)
    assert done.id == begun.id
    assert done.let_out
    for deed in (packs.let_out, packs.drop):
        with pytest.raises(Refused):
            deed(project, begun.id, hand=HAND)


def test_a_pack_in_preparation_can_be_dropped(project):
    begun = packs.begin(project, TEAM, hand=HAND)
    packs.drop(project, begun.id, hand=HAND)
    assert packs.packs(project) == ()


def test_a_claim_that_too_few_of_the_readers_carry_is_told_to_others_only(folder):
    claim(folder, "{who} {have/has} asked the municipality")
    project = open_project(folder, now=NOW)
    for person in ("P1", "P2", "P3", "P4", "P5", "P6", "P8", "T1", "T3"):
        stance = ["claims", "stance", "2", person, "did_not_raise", "--reason", "Not said."]
        assert run([*stance, "--coder", "KL", "-p", str(folder)]) == 0
    assert "municipality" not in words(packs.prepare(project, Wish("team", claims=(1, 2))))
    assert "rests on so few" in words(packs.prepare(project, Wish("team", claims=(1, 2))))


def test_the_questions_are_three_to_five_and_end_with_those_of_double_loop(project):
    asked = of_kind(packs.prepare(project, TEAM), PieceKind.QUESTION)
    assert 3 <= len(asked) <= 5
    assert "right things" in asked[-2]
    assert "do without" in asked[-1]


def test_a_pack_may_be_in_the_other_language(project):
    prepared = packs.prepare(project, Wish("team", language="sv"))
    assert prepared.report.language == "sv"
    assert any("Ni är få" in each.text for each in prepared.pieces)
    assert "{who}" not in words(prepared)
    assert "participants tell of a bus" in words(prepared)  # the claim is English, and so is its whole sentence
    assert prepared.notes[0].startswith("The pack is in another language than the material")
    assert not any("another language" in note for note in packs.prepare(project, TEAM).notes)


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (Wish("nobody"), NotFound),
        (Wish("team", claims=(99,)), NotFound),
        (Wish("team", themes=("none",)), NotFound),
        (Wish("team", questions=("",)), UsageError),
        (Wish("team", questions=("?",) * 9), UsageError),
        (Wish("team", title="x" * 121), UsageError),
        (Wish("team", language="fi"), UsageError),
    ],
)
def test_a_wish_that_cannot_be_is_refused(project, wish, error):
    with pytest.raises(error):
        packs.prepare(project, wish)


def test_who_holds_an_earlier_pack_is_counted_on_by_the_gate(folder):
    project = open_project(folder, now=NOW)
    packs.write(project, Wish("external"), hand=HAND)
    register = folder / "interviews" / "respondents.csv"
    fewer = register.read_text(encoding="utf-8").replace("P5,participants,given", "P5,participants,withdrawn")
    register.write_text(fewer, encoding="utf-8")
    later = packs.prepare(open_project(folder, now=NOW), Wish("external"))
    assert {risk.kind.value for risk in later.looked.verdict.open} >= {"difference"}
