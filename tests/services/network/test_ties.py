"""With whom: marked, proposed, undone, moved with the text, merged, hidden from blind eyes, gone with people."""

import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from toolkit.domain.codings.scheme_edits import Add, Merge
from toolkit.domain.networks.partners import Alias, Effect, PartnerKind, Time
from toolkit.domain.sources import turn_edits
from toolkit.domain.sources.consents import Purpose
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.services.coding import scheme_editing
from toolkit.services.comparing import assignments
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.merging import merging
from toolkit.services.network import partners, tie_proposals, ties
from toolkit.services.privacy import withdrawing
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.projects import blinding, steps
from toolkit.services.projects.project import open_project
from toolkit.storage.findings.partners import DECLINED, kept
from toolkit.storage.sources import sources

NOW = datetime.now(UTC) + timedelta(hours=1)
numbers = count()


def at(folder, minutes=0):
    return open_project(folder, now=NOW + timedelta(minutes=minutes))


def hand(coder="KL"):
    return Hand(coder, f"ties-{next(numbers)}")


@pytest.fixture
def project(small):
    opened = at(small)
    partners.add(opened, "Bus company", PartnerKind.ORGANISATION, hand=hand())
    partners.alias(opened, "Bus company", Alias("bus"), hand=hand())
    partners.add(opened, "Doctor", PartnerKind.PERSON, hand=hand())
    return opened


def whom(project, name="Bus company"):
    return partners.named(partners.partners(project), name).id


def number(project, name="p01.txt"):
    return ties.source_number(project, name)


def place(project, words="The bus was the worst", name="p01.txt"):
    with project.store() as store, store.reading() as connection:
        text = sources.text(connection, name)
    start = text.index(words)
    return Span(start, start + len(words))


def mark(project, coder="KL", name="p01.txt", words="The bus was the worst", **told):
    partner = whom(project, told.pop("partner", "Bus company"))
    where = (number(project, name), place(project, words, name))
    return ties.mark(project, where, ties.Told(partner, **told), hand=hand(coder)).tie


def rows(project):
    with project.store() as store, store.reading() as connection:
        assert store.check() == []
        return kept(connection)


def test_marking_says_who_tells_and_takes_the_phase_that_is_coded(project):
    mark(project, need="needs/work", effect=Effect.HINDERS, time=Time.BEFORE)
    (one,) = ties.ties(project)
    assert (one.respondent, one.need, one.phase) == ("P01", "needs/work", "before")
    assert (one.effect, one.time, one.coder) == (Effect.HINDERS, Time.BEFORE, "KL")
    mark(project, effect=Effect.HELPS)
    (again,) = ties.ties(project)
    assert (again.id, again.effect, again.need) == (one.id, Effect.HELPS, "")


def test_undo_and_redo(project):
    key = mark(project)
    steps.undo(project, coder="KL")
    assert ties.ties(project) == ()
    steps.redo(project, coder="KL")
    assert [one.id for one in ties.ties(project)] == [key]
    ties.unmark(project, key, hand=hand())
    assert ties.ties(project) == ()
    steps.undo(project, coder="KL")
    assert len(ties.ties(project)) == 1


def test_a_need_whose_code_was_merged_is_the_one_it_was_merged_into(project, small):
    mark(project, need="needs/work")
    scheme_editing.edit(project, Merge("needs/work", "needs/health"), coder="KL", command="merge-codes")
    assert [one.need for one in ties.ties(at(small))] == ["needs/health"]


def test_a_new_code_that_a_mark_has_as_its_need_is_not_undone(project, small):
    known = set(project.scheme_file.codes)
    scheme_editing.edit(project, Add("needs", {"en": "Buses"}), coder="A", command="add-code")
    (new,) = set(at(small).scheme_file.codes) - known
    mark(at(small), need=new)
    with pytest.raises(ConflictError):
        steps.undo(at(small), coder="A")
    assert [one.need for one in ties.ties(at(small))] == [new]


def test_the_same_command_is_no_second_change(project):
    wanted = ties.Told(whom(project))
    same = hand()
    where = (number(project), place(project))
    first = ties.mark(project, where, wanted, hand=same)
    again = ties.mark(project, where, wanted, hand=same)
    assert (again.tie, again.repeated) == (first.tie, True)


def test_what_cannot_be_marked_is_refused(project):
    with pytest.raises(Refused):
        mark(project, words="What did you need most help with")
    with pytest.raises(Refused):
        mark(project, name="p07.txt", words="I was afraid of the doctor")
    with pytest.raises(Refused):
        mark(project, need="solutions/plan_pace")
    with pytest.raises(NotFound):
        ties.mark(project, (number(project), place(project)), ties.Told(999), hand=hand())


def test_only_one_s_own_is_taken_away(project):
    key = mark(project)
    with pytest.raises(Refused):
        ties.unmark(project, key, hand=hand("MS"))
    with pytest.raises(ConflictError):
        ties.unmark(project, key, 99, hand=hand())
    ties.unmark(project, key, hand=hand())
    with pytest.raises(ConflictError):
        ties.unmark(project, key, hand=hand())


def test_partners_merge_with_their_marks_and_come_apart_again(project):
    mark(project)
    partners.add(project, "Coach firm", PartnerKind.ORGANISATION, hand=hand())
    mark(project, partner="Coach firm", effect=Effect.HELPS)
    mark(project, partner="Coach firm", words="it goes twice a day")
    before = ties.ties(project)
    done = partners.merge(project, "Coach firm", "Bus company", hand=hand())
    assert done.ties == 1
    assert [one.name for one in partners.partners(project)] == ["Bus company", "Doctor"]
    assert {one.partner for one in ties.ties(project)} == {whom(project)}
    assert len(ties.ties(project)) == 2
    assert whom(project, "coach firm") == whom(project)
    steps.undo(project, coder="KL")
    assert [(one.id, one.partner, one.effect) for one in ties.ties(project)] == [
        (one.id, one.partner, one.effect) for one in before
    ]


def test_names_of_two_partners_may_not_meet_in_time(project):
    partners.alias(project, "Doctor", Alias("clinic", until=date(2019, 12, 31)), hand=hand())
    with pytest.raises(Refused):
        partners.alias(project, "Bus company", Alias("Clinic"), hand=hand())
    partners.alias(project, "Bus company", Alias("Clinic", since=date(2020, 1, 1)), hand=hand())
    with pytest.raises(Refused):
        partners.add(project, "BUS", PartnerKind.MEASURE, hand=hand())
    with pytest.raises(Refused):
        partners.add(project, "  ", PartnerKind.MEASURE, hand=hand())


def test_renaming_keeps_the_old_name_with_its_last_day(project):
    one = partners.rename(project, "Doctor", "Physician", until=date(2024, 1, 1), hand=hand())
    assert (one.name, one.called(date(2023, 1, 1))) == ("Physician", "Doctor")
    assert partners.rename(project, "Physician", "physician", hand=hand()).name == "physician"


def test_a_partner_with_marks_is_removed_only_with_them(project):
    mark(project)
    with pytest.raises(Refused):
        partners.remove(project, "Bus company", hand=hand())
    partners.remove(project, "Bus company", with_ties=True, hand=hand())
    assert ties.ties(project) == ()
    steps.undo(project, coder="KL")
    assert len(ties.ties(project)) == 1


def test_adding_is_not_undone_while_others_rest_on_it(project):
    partners.add(project, "Library", PartnerKind.ORGANISATION, hand=hand("MS"))
    mark(project, partner="Library")
    with pytest.raises(ConflictError):
        steps.undo(project, coder="MS")
    assert len(ties.ties(project)) == 1


def test_the_list_to_start_from_is_taken_once_and_undone_at_once(small):
    project = at(small)
    assert len(partners.start(project, hand=hand())) == len(partners.offered("en"))
    assert partners.start(project, hand=hand()) == ()
    steps.undo(project, coder="KL")
    assert partners.partners(project) == ()
    assert [one.name for one in partners.start(project, ["Doctors"], hand=hand())] == ["doctors"]


def test_proposals_say_why_and_count_nothing(project):
    found = tie_proposals.proposals(project, number(project))
    assert {one.name for one in found} == {"Bus company"}
    first = found[0]
    assert (first.need, first.effect, first.phase) == ("needs/work", Effect.HINDERS, "before")
    assert any("one of its names" in why for why in first.because)
    assert ties.ties(project) == ()


def test_a_no_does_not_come_back_until_it_is_undone(project):
    first = tie_proposals.proposals(project, number(project))[0]
    ties.decline(project, first.source, first.span, first.partner, hand=hand())
    left = tie_proposals.proposals(project, number(project))
    assert first.key not in {one.key for one in left}
    assert ties.ties(project) == ()
    assert ties.counts(project) == {}
    assert [one.effect for one in rows(project)] == [DECLINED]
    steps.undo(project, coder="KL")
    assert first.key in {one.key for one in tie_proposals.proposals(project, number(project))}


def test_a_yes_after_a_no_is_a_mark(project):
    first = tie_proposals.proposals(project, number(project))[0]
    ties.decline(project, first.source, first.span, first.partner, hand=hand())
    ties.mark(project, (first.source, first.span), ties.Told(first.partner), hand=hand())
    assert [one.effect for one in ties.ties(project)] == [Effect.UNSAID]


def test_nothing_is_proposed_in_words_that_may_not_be_used_or_of_the_interviewer(project):
    assert tie_proposals.proposals(project, number(project, "p07.txt")) == ()
    partners.add(project, "Weeks", PartnerKind.MEASURE, hand=hand())
    with project.store() as store, store.reading() as connection:
        text = sources.text(connection, "p01.txt")
        spoken = [turn for turn in sources.get(connection, "p01.txt").turns if turn.respondent]
    for one in tie_proposals.proposals(project, number(project)):
        assert any(turn.span.contains(one.word) for turn in spoken)
        assert one.span.of(text)


def test_marks_move_with_corrections_of_the_text_and_back(project):
    mark(project)
    declined = place(project, "the last bus home")
    ties.decline(project, number(project), declined, whom(project), hand=hand())
    before = rows(project)
    source, seen = revising.current(project, "p01.txt")
    turn = next(one for one in source.turns if one.respondent)
    worded = turn_edits.worded(source, turn.number, "Well, hm. " + turn.span.of(source.text))
    done = revising.correct(project, "p01.txt", worded, hand=hand(), seen=seen, agreed=False)
    with project.store() as store, store.reading() as connection:
        text = sources.text(connection, "p01.txt")
    moved = rows(project)
    assert [one.span.of(text) for one in moved] == ["The bus was the worst", "the last bus home"]
    revising.undo(project, "p01.txt", number=done.number, hand=hand())
    assert [(one.id, one.span) for one in rows(project)] == [(one.id, one.span) for one in before]


def test_purposes_that_a_person_does_not_allow_leave_marks_out(project):
    mark(project)
    register = project.folder / "interviews" / "respondents.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    column = lines[0] + ",consent_scope"
    scope = '"interview, quote"'
    rows_ = [f"{line},{scope if line.startswith('P01') else ''}" for line in lines[1:]]
    register.write_text("\n".join([column, *rows_]) + "\n", encoding="utf-8")
    asked = at(project.folder)
    assert len(ties.ties(asked)) == 1
    assert ties.ties(asked, purpose=Purpose.FEEDBACK) == ()


def test_marks_of_somebody_who_withdrew_are_not_read_and_go_when_the_words_go(project):
    mark(project)
    mark(project, name="p02.txt", words="I needed a bus card")
    register = project.folder / "interviews" / "respondents.csv"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("P01,participants,,given", "P01,participants,,withdrawn"), encoding="utf-8")
    assert [one.respondent for one in ties.ties(at(project.folder))] == ["P02"]
    assert tie_proposals.proposals(at(project.folder), number(project)) == ()
    register.write_text(text, encoding="utf-8")
    withdrawing.withdraw(at(project.folder), "P01", Wish(delete=True))
    assert [one.respondent for one in rows(at(project.folder))] == ["P02"]


def test_marks_in_a_turn_that_is_silenced_go_and_the_others_stay(project):
    mark(project, name="team.txt", words="We asked about work first")
    mark(project, name="team.txt", words="What helps is to walk")
    withdrawing.withdraw(at(project.folder), "T1", Wish(delete=True))
    (left,) = rows(at(project.folder))
    assert left.respondent == "T2"


def test_two_partners_called_in_the_person_s_words_do_not_hinder_the_withdrawal(project):
    names = ("the bus was the worst of it, it goes twice a day", "the last bus home leaves before the shift has ended")
    for name in names:
        partners.add(project, name, PartnerKind.PERSON, hand=hand())
    assert withdrawing.withdraw(at(project.folder), "P01", Wish(delete=True)).clean
    left = [one.name for one in partners.partners(at(project.folder))]
    assert len(left) == 4
    assert not set(names) & set(left)


def test_copies_merge_with_the_same_mark_once(project, tmp_path):
    mark(project)
    copy = shutil.copytree(project.folder, tmp_path / "copy")
    mark(at(copy, 1), coder="B", effect=Effect.HELPS)
    partners.add(at(copy, 2), "Library", PartnerKind.ORGANISATION, hand=hand("B"))
    mark(at(copy, 3), coder="B", partner="Library", words="it goes twice a day")
    partners.add(at(copy, 3), "Unused", PartnerKind.ORGANISATION, hand=hand("B"))
    merged = merging.merge(at(project.folder, 5), copy)
    assert merged.plan.parts["ties"].counts["new"] == 2
    assert merged.plan.parts["ties"].counts["same"] == 1
    assert merged.plan.stays["partner_names"] == 1
    assert [one.name for one in partners.partners(project)] == ["Bus company", "Doctor", "Library"]
    assert len(rows(at(project.folder))) == 3
    assert merging.merge(at(project.folder, 6), copy).plan.empty


def test_what_was_removed_here_stays_away_and_what_the_copy_changed_comes_in(project, tmp_path):
    gone, changed = mark(project), mark(project, words="it goes twice a day")
    copy = shutil.copytree(project.folder, tmp_path / "copy")
    ties.unmark(at(project.folder, 1), gone, hand=hand())
    mark(at(copy, 2), words="it goes twice a day", effect=Effect.BOTH)
    merged = merging.merge(at(project.folder, 5), copy)
    counts = merged.plan.parts["ties"].counts
    assert (counts["new"], counts["changed"], counts["removed_here"]) == (0, 1, 1)
    (one,) = rows(at(project.folder))
    assert (one.id, one.effect) == (changed, "both")


def test_blind_eyes_see_their_own_marks_only(project):
    mark(project)
    assignments.assign(project, "B", ["p01.txt"])
    eyes = blinding.for_eyes(at(project.folder, 1), "B")
    assert ties.ties(eyes) == ()
    assert tie_proposals.proposals(eyes, number(eyes)) != ()
    mark(eyes, coder="B", effect=Effect.HELPS)
    assert [one.coder for one in ties.ties(eyes)] == ["B"]
    assert ties.counts(eyes) == {whom(project): 1}
    with pytest.raises(Refused):
        partners.merge(eyes, "Doctor", "Bus company", hand=hand("B"))
