"""What a person does with claims: what each deed leaves behind, and what it refuses without changing anything."""

import shutil
from dataclasses import replace

import pytest

from tests.services.projects.test_blinding import given
from tests.services.themed import NOW, hand, themed_once  # noqa: F401
from toolkit.domain.claims.claims import Claim, Judged, Stance
from toolkit.errors import ConflictError, NotFound, Refused, StillBlind
from toolkit.services.claims import claim_deeds, claims
from toolkit.services.projects import blinding, steps
from toolkit.services.projects.project import open_project

BUS = "{who} {say/says} that the bus is an obstacle."
P01, P03, PLAN = "p01.txt:112-234", "p03.txt:112-224", "p01.txt:289-416"
LEARNED = "p01.txt:496-620"
LAST = 10**6


@pytest.fixture(scope="module")
def project(themed_once, tmp_path_factory):  # noqa: F811
    """The small project with its themes, in which each test writes claims of its own."""
    return open_project(shutil.copytree(themed_once, tmp_path_factory.mktemp("deeds") / "p"), now=NOW)


@pytest.fixture(scope="module")
def themes(project):
    """The theme of each area and group."""
    return {(one.area, one.group): one.id for one in claims.claims(project).ground.findings.themes}


@pytest.fixture
def bus(project, themes):
    """A claim about the bus, on what participants need."""
    wanted = Claim(BUS, "participants", valence="hinders", themes=(themes["needs", "participants"],))
    return claim_deeds.write(project, wanted, hand())


def claim(project, number):
    return claim_deeds.claim_of(project, number)


def judge(project, number, person, stance, *passages, reason="said so", **more):
    wanted = Judged(number, person, stance, reason, tuple(passages), revision=more.pop("revision", 0))
    claim_deeds.judge(project, wanted, hand(**more))


def judgement(project, number, person):
    from toolkit.storage.findings import claims as stored

    with project.store() as store, store.reading() as connection:
        return next((one for one in stored.judged(connection).get(number, ()) if one.respondent == person), None)


def decided(project):
    from toolkit.storage.findings import themes as stored

    with project.store() as store, store.reading() as connection:
        return [one.id for one in stored.decisions(connection)]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Claim(""), "The claim needs a sentence."),
        (Claim(" \x00\n "), "The claim needs a sentence."),
        (Claim("x" * 601), "The claim is too long."),
        (
            Claim("x", valence="level"),
            "A claim is for what promotes, what hinders or what is proposed, or for neither.",
        ),
    ],
    ids=["nothing", "nothing that can be read", "one sign too many", "another side"],
)
def test_a_claim_that_says_nothing_or_too_much_is_refused_when_written_and_when_changed(project, bus, wanted, sentence):
    before = claim(project, bus)
    for deed in (claim_deeds.write, claim_deeds.change):
        with pytest.raises(Refused) as refused:
            deed(project, replace(wanted, id=bus, revision=before.revision), hand())
        assert refused.value.sentence == sentence
    assert claim(project, bus) == before


@pytest.mark.parametrize("valence", [None, "promotes", "hinders", "proposes"])
def test_the_longest_sentence_on_every_side_is_no_fault(valence):
    claim_deeds.checked(Claim("x" * 600, valence=valence))


@pytest.mark.parametrize(
    ("wrong", "sentence", "hint"),
    [
        ({"group": "nobody"}, "There is no group nobody.", "There are: participants, referrers, team"),
        ({"area": "needs/work"}, "There is no area needs/work.", "spegla scheme"),
        ({"area": "nothing"}, "There is no area nothing.", "spegla scheme"),
        ({"themes": ("needs-000000",)}, "There is no theme needs-000000.", "spegla themes"),
        ({"passages": ("p01.txt:0-4",)}, "There is no such coded passage of this person.", "Code it first"),
        ({"passages": ("p01.txt",)}, "There is no such coded passage of this person.", "Code it first"),
    ],
    ids=["group", "code that is no area", "area", "theme", "words not coded", "no place"],
)
def test_what_is_not_there_is_named_with_where_to_look(project, bus, wrong, sentence, hint):
    before = [one.claim for one in claims.claims(project).standings]
    for deed, wanted in ((claim_deeds.write, Claim("x")), (claim_deeds.change, claim(project, bus))):
        with pytest.raises(NotFound) as refused:
            deed(project, replace(wanted, **wrong), hand())
        assert refused.value.sentence == sentence
        assert hint in refused.value.hint
    assert [one.claim for one in claims.claims(project).standings] == before


def test_a_claim_is_of_the_one_area_of_its_themes_else_of_its_own(project, themes):
    needs, plan = themes["needs", "participants"], themes["solutions", "participants"]
    wrote = [
        claim_deeds.write(project, Claim("x", area="learning", themes=own), hand())
        for own in ((needs,), (needs, themes["needs", "team"]), (needs, plan), ())
    ]
    assert [claim(project, number).area for number in wrote] == ["needs", "needs", None, "learning"]


def test_themes_under_a_claim_become_decisions_once(project, themes, bus):
    assert decided(project).count(themes["needs", "participants"]) == 1
    claim_deeds.change(project, replace(claim(project, bus), text="Another"), hand())
    assert decided(project).count(themes["needs", "participants"]) == 1
    team = themes["needs", "team"]
    claim_deeds.change(project, replace(claim(project, bus), themes=(team,)), hand())
    assert decided(project).count(team) == 1
    assert claims.claims(project).of(bus).lost == ()


def test_rewriting_keeps_of_the_own_passages_those_that_somebody_left(project, bus):
    claim_deeds.change(project, replace(claim(project, bus), passages=(PLAN, LEARNED, P03)), hand())
    seen = claim(project, bus)
    wanted = Claim("{who} wait", "team", area="learning", valence="promotes")
    claim_deeds.rewrite(project, bus, wanted, (seen.revision, (P03, PLAN, P01)), hand())
    now = claim(project, bus)
    assert now.passages == (PLAN, P03)  # in their order, and none that was not there
    assert (now.text, now.group, now.area, now.valence, now.themes) == (
        "{who} wait",
        "team",
        "learning",
        "promotes",
        (),
    )
    assert (now.id, now.position) == (bus, seen.position)
    with pytest.raises(ConflictError):
        claim_deeds.rewrite(project, bus, wanted, (seen.revision, ()), hand())
    assert claim(project, bus) == now


@pytest.mark.parametrize("deed", ["change", "rewrite", "claim_of", "remove", "judge"])
def test_a_claim_that_is_not_there_is_told(project, deed):
    call = {
        "change": lambda: claim_deeds.change(project, Claim("x", id=LAST), hand()),
        "rewrite": lambda: claim_deeds.rewrite(project, LAST, Claim("x"), (1, ()), hand()),
        "claim_of": lambda: claim(project, LAST),
        "remove": lambda: claim_deeds.remove(project, LAST, 1, hand()),
        "judge": lambda: judge(project, LAST, "P01", Stance.AFFIRMS),
    }[deed]
    with pytest.raises((NotFound, ConflictError)):
        call()


def test_the_revision_that_was_judged_is_of_that_person_in_that_claim(project, bus, themes):
    other = claim_deeds.write(project, Claim("x", themes=(themes["needs", "participants"],)), hand())
    assert claim_deeds.judged_at(project, bus, "P03") == 0
    judge(project, bus, "P03", Stance.AFFIRMS)
    judge(project, bus, "P03", Stance.QUALIFIES, revision=1)
    judge(project, bus, "P01", Stance.QUALIFIES)
    found = [claim_deeds.judged_at(project, *one) for one in ((bus, "P03"), (bus, "P01"), (bus, "P02"), (other, "P03"))]
    assert found == [2, 1, 0, 0]


def test_claims_are_put_in_another_order_only_all_at_once(project, bus):
    second = claim_deeds.write(project, Claim("Second"), hand())
    order = [one.claim.id for one in claims.claims(project).standings]
    assert order[-2:] == [bus, second]
    wanted = [second, *order[:-1]]
    claim_deeds.reorder(project, wanted, hand())
    assert [one.claim.id for one in claims.claims(project).standings] == wanted
    for wrong in (wanted[1:], [*wanted, LAST], [*wanted, second], [second, *wanted[1:-1], second]):
        with pytest.raises(ConflictError) as refused:
            claim_deeds.reorder(project, wrong, hand())
        assert refused.value.sentence == "The claims have changed since you saw them. Nothing was changed."
    assert [one.claim.id for one in claims.claims(project).standings] == wanted


def test_a_stance_rests_on_the_passages_chosen_and_silence_on_all_that_there_is(project, bus):
    judge(project, bus, "P01", Stance.QUALIFIES, PLAN)
    judge(project, bus, "P03", Stance.AFFIRMS)
    judge(project, bus, "P02", Stance.DID_NOT_RAISE, "p02.txt:488-605")
    assert judgement(project, bus, "P01").passages == (PLAN,)
    assert judgement(project, bus, "P03").passages == ()
    assert judgement(project, bus, "P02").passages == ("p02.txt:112-242", "p02.txt:488-605")
    positions = {one.respondent: one for one in claims.claims(project).of(bus).positions["participants"]}
    assert positions["P01"].evidence == ("c4", "c6", "c5")
    assert positions["P03"].evidence == ("c19", "c21", "c20")


def test_words_that_were_coded_anew_are_the_passage_that_is_there_now_and_count_once(project, bus):
    judge(project, bus, "P01", Stance.QUALIFIES, "p01.txt:290-410", PLAN)
    assert judgement(project, bus, "P01").passages == (PLAN,)
    judge(project, bus, "P02", Stance.NOT_ASKED, "p02.txt:112-240")
    assert judgement(project, bus, "P02").passages == ("p02.txt:112-242",)


@pytest.mark.parametrize("key", [P03, "p01.txt:0-4", "no place"], ids=["another's", "not coded", "no place"])
def test_a_stance_cannot_rest_on_what_the_person_has_not_said(project, bus, key):
    with pytest.raises(NotFound) as refused:
        judge(project, bus, "P01", Stance.QUALIFIES, PLAN, key)
    assert refused.value.sentence == "There is no such coded passage of this person."
    assert judgement(project, bus, "P01") is None


def test_a_person_without_words_in_the_claim_is_put_there_by_a_passage_alone(project, themes):
    learned = claim_deeds.write(
        project, Claim("x", "participants", themes=(themes["learning", "participants"],)), hand()
    )
    with pytest.raises(Refused) as refused:
        judge(project, learned, "P03", Stance.CONTRADICTS)
    assert refused.value.sentence == "A stance rests on the person's words, and none of them stand in this claim."
    judge(project, learned, "P03", Stance.NOT_ASKED)
    judge(project, learned, "P03", Stance.CONTRADICTS, P03, revision=1)
    assert claims.claims(project).of(learned).decided == {"P03"}


def test_of_a_claim_on_a_group_only_its_people_are_judged_and_of_one_on_all_anybody(project, bus, themes):
    with pytest.raises(NotFound) as refused:
        judge(project, bus, "T1", Stance.NOT_ASKED)
    assert refused.value.hint == f"See who is with: spegla claims show {bus}"
    both = tuple(themes["needs", group] for group in ("participants", "team"))
    everyone = claim_deeds.write(project, Claim("x", themes=both), hand())
    judge(project, everyone, "T1", Stance.QUALIFIES)
    judge(project, everyone, "P01", Stance.QUALIFIES)
    assert claims.claims(project).of(everyone).decided == {"T1", "P01"}
    with pytest.raises(NotFound):
        judge(project, everyone, "P07", Stance.NOT_ASKED)  # withdrew


def test_a_reason_is_wanted_where_the_codings_say_something_else(project, bus):
    judge(project, bus, "P01", Stance.AFFIRMS, reason="")
    with pytest.raises(Refused) as refused:
        judge(project, bus, "P02", Stance.CONTRADICTS, reason=" \n")
    assert refused.value.sentence == "A stance needs a reason."
    judge(project, bus, "P02", Stance.CONTRADICTS, reason="she\x00 means\x1b[31m the card")
    assert judgement(project, bus, "P02").reason == "she means[31m the card"
    judge(project, bus, "P04", Stance.CONTRADICTS, reason="y" * 2001)
    assert judgement(project, bus, "P04").reason == "y" * 2000


def test_a_judgement_is_taken_back_by_who_saw_it_and_once(project, bus):
    judge(project, bus, "P03", Stance.AFFIRMS)
    judge(project, bus, "P01", Stance.CONTRADICTS)
    with pytest.raises(ConflictError):
        claim_deeds.take_back(project, bus, "P03", 2, hand())
    claim_deeds.take_back(project, bus, "P03", 1, hand())
    assert claims.claims(project).of(bus).decided == {"P01"}
    with pytest.raises(NotFound) as refused:
        claim_deeds.take_back(project, bus, "P03", 1, hand())
    assert refused.value.sentence == "Nobody has decided where this person stands."


def test_a_command_that_comes_twice_is_done_once(project, bus):
    judge(project, bus, "P03", Stance.AFFIRMS, command="decide-once")
    judge(project, bus, "P03", Stance.CONTRADICTS, command="decide-once")
    assert judgement(project, bus, "P03").stance is Stance.AFFIRMS
    for _ in range(2):
        claim_deeds.take_back(project, bus, "P03", 1, hand(command="back-once"))
    claim_deeds.write(project, Claim("Another"), hand())
    assert claim_deeds.write(project, Claim("Other"), hand(command="write-once")) == claim_deeds.write(
        project, Claim("Other"), hand(command="write-once")
    )


@pytest.mark.parametrize("verb", ["write claim", "change claim", "remove claim", "judge stance", "take stance back"])
def test_each_deed_is_one_step_of_its_name_that_can_be_undone(project, bus, verb):
    if verb == "take stance back":
        judge(project, bus, "P03", Stance.AFFIRMS)
    before = claims.claims(project).of(bus), judgement(project, bus, "P03")
    {
        "write claim": lambda: claim_deeds.write(project, Claim("New"), hand()),
        "change claim": lambda: claim_deeds.change(project, replace(claim(project, bus), text="New"), hand()),
        "remove claim": lambda: claim_deeds.remove(project, bus, claim(project, bus).revision, hand()),
        "judge stance": lambda: judge(project, bus, "P03", Stance.AFFIRMS),
        "take stance back": lambda: claim_deeds.take_back(project, bus, "P03", 1, hand()),
    }[verb]()
    assert steps.undo(project, coder="KL").verb == verb
    found = claims.claims(project)
    assert (found.of(bus).positions, found.of(bus).claim.text) == (before[0].positions, BUS)
    now = judgement(project, bus, "P03")
    assert (now and now.stance) == (before[1] and before[1].stance)
    assert "New" not in {one.claim.text for one in found.standings}


def test_who_codes_blind_does_nothing_with_claims(themed_once, tmp_path):  # noqa: F811
    folder = shutil.copytree(themed_once, tmp_path / "p")
    one = claim_deeds.write(open_project(folder, now=NOW), Claim("x", "participants"), hand())
    given(folder, "MS", "p01.txt")
    seen = blinding.for_eyes(open_project(folder, now=NOW), "MS")
    for deed in (
        lambda: claim_deeds.write(seen, Claim("y"), hand("MS")),
        lambda: claim_deeds.remove(seen, one, 1, hand("MS")),
        lambda: claim_deeds.reorder(seen, [one], hand("MS")),
        lambda: judge(seen, one, "P01", Stance.NOT_ASKED, coder="MS"),
    ):
        with pytest.raises(StillBlind):
            deed()
    assert [each.claim.text for each in claims.claims(open_project(folder, now=NOW)).standings] == ["x"]
