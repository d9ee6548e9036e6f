"""Notes on claims: none before anybody has written one, then the questions without a claim; what a screen shows."""

import re
import shutil
from datetime import timedelta

import pytest

from tests.made_once import made_once
from tests.material import SAID
from tests.services.met import NOW
from tests.services.projects.test_blinding import given
from toolkit.domain.claims.claims import Claim, Judged, Stance
from toolkit.services.claims import claim_deeds, claim_notes, claim_views, claims
from toolkit.services.claims.claim_sentences import speech, typed
from toolkit.services.coding import codings
from toolkit.services.material.hands import Hand
from toolkit.services.projects import blinding
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes

ASKED = 'evaluation_questions = [{key = "way", text = "What stands in the way?"}, {key = "use", text = "Of what use?"}]'


@pytest.fixture(scope="module")
def asked_once(tmp_path_factory, small_coded):
    def make(folder):
        shutil.copytree(small_coded, folder)
        settings = folder / "project.toml"
        text = settings.read_text("utf-8")
        settings.write_text(re.sub(r"(?ms)^evaluation_questions = \[.*?^\]$", ASKED, text), "utf-8")
        themes.themes(open_project(folder, now=NOW))

    return made_once(tmp_path_factory, "asked", make)


@pytest.fixture
def project(asked_once, tmp_path):
    return open_project(shutil.copytree(asked_once, tmp_path / "asked"), now=NOW)


def needs(project):
    found = claims.claims(project).ground.themes.values()
    return next(one for one in found if (one.area, one.group) == ("needs", "participants"))


def written(project, **more):
    wanted = Claim("{who} {tell/tells} of buses", "participants", themes=(needs(project).id,), **more)
    return claim_deeds.write(project, wanted, Hand("KL", f"write {more}"))


def told(project):
    return [one.sentence for one in claim_notes.notes(project)]


def test_where_nobody_has_written_a_claim_nothing_is_missed(project):
    assert told(project) == []


def test_a_question_without_a_claim_is_open(project):
    written(project, questions=("way",))
    assert told(project)[0] == "The evaluation question use has no claim that answers it."
    note = claim_notes.notes(project)[0]
    assert (note.where, note.serious) == ("project.toml", False)
    assert note.next_step == "Write one: spegla claims add TEXT --question use"
    written(project, questions=("use",))
    assert not any("question" in one for one in told(project))


def test_that_people_count_as_affirming_by_raising_the_matter_is_one_note_until_somebody_judged(project):
    number = written(project, questions=("way", "use"))
    assert told(project) == [
        "Claims in which people count as affirming because they raise the matter, judged by nobody: 1."
    ]
    for one in claims.claims(project).of(number).raising:
        claim_deeds.judge(project, Judged(number, one, Stance.AFFIRMS, revision=0), Hand("KL", f"judge {one}"))
    assert told(project) == []


def test_who_codes_blind_is_told_nothing_of_claims(project):
    written(project)
    given(project.folder, "MS", "p01.txt")
    assert claim_notes.notes(blinding.for_eyes(project, "MS")) == ()
    assert len(claim_notes.notes(project)) == 3


def test_a_screen_shows_each_person_once_under_their_stance(project):
    number = written(project)
    found = claims.claims(project)
    seen = claim_views.view(project, found, number)
    [group] = seen.groups
    people = [one for _, own in group.stances for one in own]
    assert sorted(one.number for one in people) == list(range(len(people)))
    assert len({one.position.respondent for one in people}) == len(people)
    assert "P07" not in {one.position.respondent for one in people}
    assert all(one.position.stance is stance for stance, own in group.stances for one in own)
    assert sum(len(own) for _, own in group.stances) == group.tally.asked + group.tally.not_asked
    assert seen.whole == speech(project).of(found.of(number))
    assert [theme.id for theme in seen.themes] == [needs(project).id]
    assert seen.seen == 0


def test_a_quantity_word_typed_by_hand_is_told_with_the_text_that_computes_it(project):
    wanted = Claim("All participants tell of buses", "participants", themes=(needs(project).id,))
    claim = claim_deeds.write(project, wanted, Hand("KL", "by hand"))
    one = claims.claims(project).of(claim)
    note = typed(project, speech(project), one)
    k, n = one.tally_of("participants").affirms, one.tally_of("participants").asked
    assert (note.values["words"], note.values["k"], note.values["n"]) == ("All participants", k, n)
    assert note.values["text"] == "{who} tell of buses"
    assert "typed by hand" in told(project)[-1]
    assert claim_views.view(project, claims.claims(project), claim).typed == note
    by_word = Claim(f"{note.values['text']}", "participants", themes=wanted.themes, id=claim)
    claim_deeds.change(project, by_word, Hand("KL", "by word"))
    assert typed(project, speech(project), claims.claims(project).of(claim)) is None


def test_something_coded_after_a_judgement_that_says_otherwise_is_told(project, tmp_path):
    claim = written(project, valence="hinders")
    claim_deeds.judge(project, Judged(claim, "P01", Stance.AFFIRMS, revision=0), Hand("KL", "judge"))
    said_since = "Claim 1: people who were judged have said something else since (people: 1)."
    assert said_since not in told(project)
    table = tmp_path / "since.csv"
    words = next(one.words for one in SAID if one.person == "P01" and one.area == "needs")
    table.write_text(f'source,quote,code\np01.txt,"{words}",valence/promotes\n', "utf-8")
    later = open_project(project.folder, now=NOW + timedelta(days=30))
    codings.import_codings(later, table, coder="KL")
    assert said_since in told(later)
