"""Feedback packs: whatever somebody wrote into them, readers who know each other meet nobody of their own."""

import shutil

import pytest

from tests.conftest import run
from tests.services.pack_material import HAND, NOW, claim, made
from toolkit.domain.identifiers.gate import Answer
from toolkit.domain.reflection.packs import PieceKind, Wish
from toolkit.errors import Refused
from toolkit.services.packs import packs
from toolkit.services.projects.project import open_project
from toolkit.services.reports import disclosure_answers
from toolkit.services.reports.disclosure_answers import Given


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("packs") / "project")


@pytest.fixture
def folder(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "project")


@pytest.fixture
def project(folder):
    return open_project(folder, now=NOW)


def leaks(project, wish):
    return {risk.leak for risk in packs.prepare(project, wish).looked.verdict.open}


def test_a_title_is_looked_at_like_all_else_and_masked_when_so_answered(project):
    wish = Wish("team", title="What Berit and the welder said")
    assert {"Berit", "welder"} <= leaks(project, wish)
    with pytest.raises(Refused):
        packs.write(project, wish, hand=HAND)
    looked = packs.prepare(project, wish).looked
    keys = [risk.key for risk in looked.verdict.open]
    disclosure_answers.answer(project, looked, keys, Given(Answer.MASK), hand=HAND)
    pack = packs.write(project, wish, ("html", "docx"), hand=HAND)
    assert pack.title == "What […] and the […] said"
    for path in packs.paths(project, pack):
        assert b"Berit" not in path.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "Nobody in the team has asked the municipality; why?",
        "All four of you in the team say so?",
        "Three of the team members say so.",
        "Most team members think otherwise?",
        "No team members have asked?",
        "One of you says that the bus is an excuse?",
        "She in the team who asked: what came of it?",
        "Everyone in the team but one agrees?",
        "To my mind the bus is an excuse now and then, is it?",
        "What of “to my mind the bus is an excuse”?",
    ],
)
def test_what_somebody_asks_says_nothing_of_one_of_them(project, text):
    assert packs.prepare(project, Wish("team", questions=(text,))).open
    assert not packs.prepare(project, Wish("external", questions=("What next?",))).open


@pytest.mark.parametrize(
    "text", ["What do several of you recognise?", "What would you like to try?", "Hur ser det ut för er i teamet?"]
)
def test_questions_to_all_of_them_pass(project, text):
    assert not packs.prepare(project, Wish("team", questions=(text,))).open


@pytest.mark.parametrize("text", ["{who} {tell/tells} of the welder", "Berit asked the municipality, {who} {say/says}"])
def test_a_claim_that_names_one_of_them_does_not_pass(folder, text):
    claim(folder, text)
    project = open_project(folder, now=NOW)
    assert leaks(project, Wish("team", claims=(2,))) & {"welder", "Berit"}
    with pytest.raises(Refused):
        packs.write(project, Wish("team", claims=(2,)), hand=HAND)


def test_a_claim_in_the_words_of_one_of_them_does_not_pass(folder):
    claim(folder, "{who} {say/says} that to my mind the bus is an excuse now and then")
    assert packs.prepare(open_project(folder, now=NOW), Wish("team", claims=(2,))).open


def test_a_theme_named_after_one_of_them_does_not_pass(folder):
    (theme,) = [each for each in packs_themes(folder) if each.startswith("needs-participants")]
    assert run(["themes", "rename", "--coder", "KL", theme, "What the welder sees", "-p", str(folder)]) == 0
    assert "welder" in leaks(open_project(folder, now=NOW), Wish("team"))


def packs_themes(folder):
    from toolkit.services.themes import themes

    return [one.theme.id for one in themes.themes(open_project(folder, now=NOW)).shown]


def test_three_who_all_said_it_are_never_told_that_several_did(folder):
    register = folder / "interviews" / "respondents.csv"
    fewer = register.read_text(encoding="utf-8").replace("T4,team,given", "T4,team,withdrawn")
    register.write_text(fewer, encoding="utf-8")
    prepared = packs.prepare(open_project(folder, now=NOW), Wish("team"))
    assert not any("several of you in the team" in each.text for each in prepared.pieces)


def test_whoever_has_another_audience_s_pack_learns_nothing_of_one_person_from_this(project):
    """The external pack counts 7 of 7; without the one who does not allow feedback it would be 6 of 6."""
    packs.write(project, Wish("external"), hand=HAND)
    kinds = {risk.kind.value for risk in packs.prepare(project, Wish("team")).looked.verdict.open}
    assert "difference" in kinds


def test_the_other_language_says_the_same_group_of_whoever_is_quoted(folder):
    """Of four referrers a reader knows, each is told by the group that stands behind the quote, in any language."""
    project = open_project(folder, now=NOW)
    for language in ("en", "sv"):
        looked = packs.prepare(project, Wish("team", language=language)).looked
        quotes = [piece for piece in looked.pieces if piece.form.value == "quote"]
        assert [piece.group for piece in quotes] == ["participants"]


def test_a_count_of_them_in_the_other_language_is_found(project):
    assert packs.prepare(project, Wish("team", language="sv", questions=("Säger alla teammedlemmar det?",))).open
    assert packs.prepare(project, Wish("team", language="sv", questions=("Varför har ingen av er frågat?",))).open


def test_whoever_no_longer_allows_being_quoted_is_not_in_the_pieces_of_a_pack_let_out(folder):
    pack = packs.write(open_project(folder, now=NOW), Wish("team"), hand=HAND)
    before = packs.pack(open_project(folder, now=NOW), pack.id).pieces
    (quote,) = [each for each in before if each.kind is PieceKind.QUOTE]
    said_by = f"P{quote.source}"
    register = folder / "interviews" / "respondents.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    changed = [
        line.replace("interview, quote, feedback", "interview, feedback").replace(",yes,", ",no,")
        if line.startswith(f"{said_by},")
        else line
        for line in lines
    ]
    assert changed != lines
    register.write_text("\n".join(changed) + "\n", encoding="utf-8")
    after = packs.pack(open_project(folder, now=NOW), pack.id).pieces
    assert after == tuple(each for each in before if each.kind is not PieceKind.QUOTE)
    with pytest.raises(Refused):
        packs.file(open_project(folder, now=NOW), pack.id, 0)
