"""Claims of a project: written, judged, undone; whose stance a coding bears; what a withdrawn person leaves."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from toolkit.domain.claims.claims import Claim, ClaimKind, Judged, Side, Stance
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.claims import claim_deeds, claim_notes, claims
from toolkit.services.claims import questions as asked
from toolkit.services.claims.claim_sentences import speech
from toolkit.services.coding import coding
from toolkit.services.material.hands import Hand
from toolkit.services.merging import merge_report, merging
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_board, theme_deeds, themes
from toolkit.services.themes.theme_deeds import Seen

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
COMMANDS = count(1)
BUS = "{who} {say/says} that the bus is an obstacle."


def hand(coder="KL", command=""):
    return Hand(coder, command or f"command-{next(COMMANDS)}")


@pytest.fixture
def project(small):
    settings = small / "project.toml"
    text = settings.read_text("utf-8")
    asked = 'evaluation_questions = [{key = "way", text = "What stands in the way?"}]'
    settings.write_text(re.sub(r"(?ms)^evaluation_questions = \[.*?^\]$", asked, text), "utf-8")
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


@pytest.fixture
def bus(project):
    """The theme of the participants' needs that holds most passages of the bus."""
    found = ground(project).findings
    said = {key for key, one in found.passages.items() if "bus" in one.text}
    return max(found.themes, key=lambda theme: len(said.intersection(theme.passages)))


def ground(project):
    return claims.claims(project).ground


def written(project, bus, **more):
    wanted = Claim(BUS, "participants", area="needs", valence="hinders", themes=(bus.id,))
    return claim_deeds.write(project, replace(wanted, **more), hand())


def asks(project, claim_id, *questions):
    claim_deeds.change(project, replace(claim_deeds.claim_of(project, claim_id), questions=questions), hand())


def stances(project, claim_id, group="participants"):
    return {one.respondent: one.stance for one in claims.claims(project).of(claim_id).positions[group]}


def judged(project, claim_id, person, stance, **more):
    claim_deeds.judge(project, Judged(claim_id, person, stance, **{"reason": "said so", "revision": 0, **more}), hand())


def test_a_claim_stands_on_its_themes_and_says_how_many(project, bus):
    one = written(project, bus)
    found = claims.claims(project)
    where = stances(project, one)
    assert where["P03"] is Stance.CONTRADICTS
    assert {where[who] for who in ("P01", "P02", "P04")} == {Stance.AFFIRMS}
    assert "P07" not in where  # withdrew
    told = speech(project).of(found.of(one))
    assert told.k == found.of(one).tally_of("participants").affirms
    assert told.sentence.endswith("that the bus is an obstacle.")
    assert (told.sentence.split(" say")[0].lower(), told.stated) == (told.who, True)


def test_a_theme_that_a_claim_rests_on_keeps_its_id_and_follows_a_merge(project, bus):
    one = written(project, bus)
    at = Seen("needs", "participants", {})
    theme_deeds.split(project, at, keys=bus.passages[:3], name="Apart", hand=Hand("KL", "split-it"))
    (column,) = theme_board.columns(project, "needs", group="participants")
    other = next(card.theme.id for card in column.cards if card.theme.name == "Apart")
    theme_deeds.merge(project, at, themes=[other, bus.id], hand=Hand("KL", "merge-them"))
    assert claims.claims(project).of(one).claim.themes == (other,)
    assert not claims.claims(project).of(one).lost
    steps.undo(project, coder="KL", command="undo-them")
    assert claims.claims(project).of(one).claim.themes == (bus.id,)
    from toolkit.storage.findings import themes as stored

    with project.store() as store, store.reading() as connection:
        assert bus.id in {decision.id for decision in stored.decisions(connection)}


def test_deleting_a_coding_changes_exactly_the_stances_that_rest_on_it(project, bus):
    one, other = written(project, bus), written(project, bus, group="", valence=None)
    learning = Claim("{who} learned.", "participants", area="learning")
    passage = next(key for key, each in ground(project).findings.passages.items() if "learned to ask" in each.text)
    third = claim_deeds.write(project, replace(learning, passages=(passage,)), hand())
    before = {each: stances(project, each) for each in (one, other, third)}
    said = next(
        each for each in ground(project).findings.passages.values() if each.respondent == "P02" and "bus" in each.text
    )
    for evidence in said.evidence:
        number = int(evidence.removeprefix("c"))
        coding.remove(project, {number: 1}, hand=hand())
    after = {each: stances(project, each) for each in (one, other, third)}
    changed = {(each, who) for each in before for who in before[each] if before[each][who] is not after[each][who]}
    assert changed == {(one, "P02"), (other, "P02")}
    assert after[one]["P02"] is Stance.DID_NOT_RAISE


def test_a_stance_that_a_person_fixed_changes_the_count_and_is_taken_back(project, bus):
    one = written(project, bus)
    before = speech(project).of(claims.claims(project).of(one))
    judged(project, one, "P03", Stance.AFFIRMS, reason="she means the last bus")
    found = claims.claims(project).of(one)
    assert (found.decided, found.proposed["P03"]) == ({"P03"}, Stance.CONTRADICTS)
    assert speech(project).of(found).k == before.k + 1
    steps.undo(project, coder="KL", command="undo-stance")
    assert stances(project, one)["P03"] is Stance.CONTRADICTS
    steps.redo(project, coder="KL", command="redo-stance")
    assert stances(project, one)["P03"] is Stance.AFFIRMS
    (kept,) = judgements(project, one)
    claim_deeds.take_back(project, one, "P03", kept.revision, hand())
    assert stances(project, one)["P03"] is Stance.CONTRADICTS


def judgements(project, claim_id):
    from toolkit.storage.findings import claims as stored

    with project.store() as store, store.reading() as connection:
        return stored.judged(connection).get(claim_id, [])


def test_a_stance_rests_on_words_of_that_person_and_has_a_reason(project, bus):
    one = written(project, bus)
    with pytest.raises(Refused):
        judged(project, one, "P10", Stance.AFFIRMS)
    with pytest.raises(Refused):
        judged(project, one, "P03", Stance.AFFIRMS, reason=" ")
    judged(project, one, "P01", Stance.AFFIRMS, reason="")  # that the codings are right needs none
    with pytest.raises(NotFound):
        judged(project, one, "P07", Stance.AFFIRMS)
    with pytest.raises(NotFound):
        judged(project, one, "T1", Stance.AFFIRMS)
    others = next(key for key, each in ground(project).findings.passages.items() if each.respondent == "P01")
    for key in (others, "no key", "p01.txt:0-3"):
        with pytest.raises(NotFound):
            judged(project, one, "P03", Stance.AFFIRMS, passages=[key])
    judged(project, one, "P03", Stance.NOT_ASKED)
    assert stances(project, one)["P03"] is Stance.NOT_ASKED


def test_nothing_is_written_over_that_was_not_seen(project, bus):
    one = written(project, bus)
    claim = claim_deeds.claim_of(project, one)
    claim_deeds.change(project, replace(claim, text="Another"), hand())
    for deed in (
        lambda: claim_deeds.change(project, replace(claim, text="Mine"), hand()),
        lambda: claim_deeds.remove(project, one, claim.revision, hand()),
        lambda: claim_deeds.reorder(project, [one, one + 1], hand()),
    ):
        with pytest.raises(ConflictError):
            deed()
    judged(project, one, "P03", Stance.AFFIRMS)
    with pytest.raises(ConflictError):
        judged(project, one, "P03", Stance.CONTRADICTS)
    judged(project, one, "P03", Stance.QUALIFIES, revision=1)
    with pytest.raises(ConflictError):
        judged(project, one, "P01", Stance.QUALIFIES, revision=1)


def test_a_removed_claim_comes_back_with_its_stances(project, bus):
    one, two = written(project, bus), written(project, bus, text="Second")
    judged(project, one, "P03", Stance.AFFIRMS)
    claim_deeds.reorder(project, [two, one], hand())
    assert [each.claim.id for each in claims.claims(project).standings] == [two, one]
    claim_deeds.remove(project, one, claim_deeds.claim_of(project, one).revision, hand())
    assert [each.claim.id for each in claims.claims(project).standings] == [two]
    steps.undo(project, coder="KL", command="undo-removal")
    found = claims.claims(project).of(one)
    assert (found.decided, found.claim.text) == ({"P03"}, BUS)


def test_undoing_a_claim_takes_no_decision_of_somebody_else_along(project, bus):
    one = written(project, bus)
    decided = Judged(one, "P03", Stance.AFFIRMS, "said so", revision=0)
    claim_deeds.judge(project, decided, Hand("B", "decided by another"))
    with pytest.raises(ConflictError):
        steps.undo(project, coder="KL", command="undo-writing")
    assert claims.claims(project).of(one).decided == {"P03"}
    steps.undo(project, coder="B", command="undo-deciding")
    steps.undo(project, coder="KL", command="undo-writing again")
    assert not claims.claims(project).standings


def test_a_claim_can_be_changed_when_its_question_and_group_are_gone_from_the_settings(project, bus):
    one = written(project, bus, questions=("way",))
    settings = project.folder / "project.toml"
    text = settings.read_text("utf-8").replace('key = "way"', 'key = "road"')
    settings.write_text(text.replace('"participants"', '"visitors"'), "utf-8")
    later = open_project(project.folder, now=NOW)
    claim_deeds.change(later, replace(claim_deeds.claim_of(later, one), text="Another"), hand())
    claim = claim_deeds.claim_of(later, one)
    assert (claim.text, claim.questions) == ("Another", ("way",))
    with pytest.raises(NotFound):
        claim_deeds.change(later, replace(claim, questions=("way", "none")), hand())


def test_a_claim_is_kept_without_what_no_page_can_show(project, bus):
    one = written(project, bus, text="{who} \x00 wait\x1b[31m \udcff long\n")
    assert claim_deeds.claim_of(project, one).text == "{who} wait[31m long"


def test_the_same_command_again_is_no_second_claim(project, bus):
    wanted = Claim("Once", themes=(bus.id,))
    assert claim_deeds.write(project, wanted, hand(command="same-one")) == claim_deeds.write(
        project, wanted, hand(command="same-one")
    )
    assert len(claims.claims(project).standings) == 1


def test_what_is_not_there_is_refused(project, bus):
    for wrong in (
        Claim(" "), Claim("x" * 601), Claim("x", valence="level"), Claim("x", "nobody"), Claim("x", area="needs/work"),
        Claim("x", themes=("needs-000000",)), Claim("x", passages=("p01.txt:0-4",)), Claim("x", questions=("why",)),
    ):  # fmt: skip
        with pytest.raises((Refused, NotFound)):
            claim_deeds.write(project, wrong, hand())
    with pytest.raises(UsageError):
        claim_deeds.write(project, Claim("x"), Hand("", "command"))
    assert claims.claims(project).standings == ()


def test_questions_gather_claims_and_one_without_is_unanswered(project, bus):
    one = written(project, bus)
    found = claims.claims(project)
    assert ([each.answered for each in found.questions], len(found.loose)) == ([False], 1)
    asks(project, one, "way")
    found = claims.claims(project)
    assert ([each.answered for each in found.questions], found.loose) == ([True], ())
    bare = replace(claim_deeds.claim_of(project, one), questions=(), themes=())
    claim_deeds.change(project, bare, hand())
    assert claims.claims(project).of(one).passages == ()
    with pytest.raises(NotFound):
        asked.check(project, ["other"])


def test_a_claim_across_groups_is_compared_and_a_theme_that_is_gone_is_told(project, bus):
    talk = next(one for one in ground(project).findings.themes if one.group == "team")
    one = written(project, bus, group="", themes=(bus.id, talk.id, *()), kind=ClaimKind.NEED)
    (row,) = claims.claims(project).matrix.rows
    assert {group: cell.side for group, cell in row.cells.items()} == {"participants": Side.AGREE, "team": Side.QUALIFY}
    assert row.shared
    with project.store(write=True) as store, steps.stepping(store, "x", project, coder="KL") as step:
        step.update("claim", one, {"themes": [bus.id, "needs-000000"]})
    assert claims.claims(project).of(one).lost == ("needs-000000",)
    assert stances(project, one)["P01"] is Stance.AFFIRMS


def test_who_withdraws_is_nowhere_and_who_is_removed_leaves_no_judgement(project, bus, spegla):
    one = written(project, bus)
    judged(project, one, "P03", Stance.AFFIRMS)
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace("P03,participants,,given", "P03,participants,,withdrawn"), "utf-8"
    )
    now = open_project(project.folder, now=NOW)
    found = claims.claims(now).of(one)
    assert "P03" not in {each.respondent for each in found.positions["participants"]}
    assert not found.decided | found.doubtful
    assert not any(key.startswith("p03") for key in found.passages)
    assert spegla("sources", "remove", "p03.txt", "--yes", "-p", project.folder).code == 0
    assert judgements(now, one) == []


def test_the_machine_proposes_a_sentence_to_begin_with(project, bus):
    made = claims.proposed(project, ground(project), bus.id)
    assert (made.themes, made.group, made.valence, made.id) == ((bus.id,), "participants", "hinders", None)
    assert made.text.startswith("{who} {describe/describes}")
    with pytest.raises(NotFound):
        claims.proposed(project, ground(project), "needs-000000")


def test_claims_stand_where_nothing_is_coded(suggested):
    project = open_project(suggested, now=NOW)
    claim_deeds.write(project, Claim("x", "participants"), hand())
    (found,) = claims.claims(project).standings
    assert found.tally_of("participants").asked == 0


def test_what_nobody_in_particular_said_counts_no_person_and_is_told(project, spegla):
    (project.folder / "k.csv").write_text('source,quote,code\nteam.txt,"[laughter]",needs\n', "utf-8")
    assert spegla("codings", "import", project.folder / "k.csv", "--coder", "KL", "-p", project.folder).code == 0
    text = (project.folder / "interviews" / "team.txt").read_text("utf-8")
    at = text.index("[laughter]")
    one = claim_deeds.write(project, Claim("x", "team", passages=(f"team.txt:{at}-{at + 10}",)), hand())
    found = claims.claims(project).of(one)
    assert (found.unknown, found.tally_of("team").raised) == (1, 0)


def test_claims_of_a_copy_stay_there_and_the_merge_says_so(project, bus, tmp_path):
    copy = shutil.copytree(project.folder, tmp_path / "copy")
    there = open_project(copy, now=NOW)
    one = written(there, bus)
    judged(there, one, "P03", Stance.AFFIRMS)
    merged = merging.merge(project, copy)
    assert merge_report.record(merged)["claims_left"] == 2
    assert any("stay in the copy" in line for line in merge_report.summary(merged))
    assert claims.claims(project).standings == ()


def test_status_tells_open_questions_lost_themes_and_what_to_look_at_again(project, bus):
    assert claim_notes.notes(project) == ()
    key = next(
        key
        for key, each in ground(project).findings.passages.items()
        if each.respondent == "P03" and each.areas == {"needs"}
    )
    one = written(project, bus)
    judged(project, one, "P03", Stance.QUALIFIES, passages=(key,))
    assert [note.values.get("key") for note in claim_notes.notes(project)] == ["way"]
    for evidence in ground(project).findings.passages[key].evidence:
        coding.remove(project, {int(evidence.removeprefix("c")): 1}, hand=hand())
    asks(project, one, "way")
    (again,) = claim_notes.notes(project)
    assert (again.values["n"], again.serious) == (1, False)
    found = claims.claims(project).of(one)
    assert (found.doubtful, stances(project, one)["P03"]) == ({"P03"}, Stance.DID_NOT_RAISE)
    assert found.proposed["P03"] is Stance.DID_NOT_RAISE


def test_removing_a_source_forgets_the_steps_of_claims(project, bus, spegla):
    written(project, bus)
    assert spegla("sources", "remove", "p02.txt", "--yes", "-p", project.folder).code == 0
    with pytest.raises(NotFound):
        steps.undo(project, coder="KL", command="undo-after")
    assert claims.claims(open_project(project.folder, now=NOW)).standings
