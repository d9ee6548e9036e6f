"""What a person decides of a name: kept without the name, masked where it stands and nowhere else, taken back whole."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from tests.services.named import (  # noqa: F401
    FIRST,
    HAND,
    NOW,
    at,
    group,
    id_of,
    named_once,
    places,
    scanned,
    text_of,
)
from toolkit.domain.identifiers.identifier_groups import LONGEST, Decision
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import use_language
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_deeds as deeds

NOBODY = Hand("", "")


@pytest.fixture
def project(named_once, tmp_path):  # noqa: F811
    return at(shutil.copytree(named_once, tmp_path / "project"))


@pytest.fixture
def looked(named_once):  # noqa: F811
    """The project, only looked at."""
    return at(named_once)


def kept(project):
    from toolkit.storage.sources import identifier_decisions

    with project.store() as store, store.reading() as connection:
        return identifier_decisions.each(connection)


@pytest.mark.parametrize(
    ("places", "sources", "english", "swedish"),
    [(1, 1, "1 place in 1 source", "1 ställe i 1 källa"), (3, 2, "3 places in 2 sources", "3 ställen i 2 källor")],
)
def test_how_far_a_deed_goes_is_said_in_words(places, sources, english, swedish):
    assert deeds.extent(places, sources) == english
    use_language("sv")
    assert deeds.extent(places, sources) == swedish


@pytest.mark.parametrize(
    ("replacement", "stands_in"),
    [
        ("handledaren", "[handledaren]"),
        ("[handledaren]", "[handledaren]"),
        ("  en  kollega ", "[en kollega]"),
        ("[a] och [b]", "[a och b]"),
        ("å" * LONGEST, f"[{'å' * LONGEST}]"),
        ("", "[T1]"),
        ("   ", "[T1]"),
    ],
)
def test_what_stands_in_is_written_in_one_bracket_or_is_what_was_proposed(replacement, stands_in):
    (one,) = deeds.as_if([group("karin", suggestion="[T1]")], Decision.MASK, replacement, "KL", now=NOW)
    assert one.decided.replacement == stands_in
    assert (one.decided.decision, one.decided.kind, one.decided.coder) == (Decision.MASK, "name", "KL")


def test_without_words_the_earlier_bracket_stands_then_the_proposal_then_the_kind():
    earlier = group("karin", stand_in="[chefen]", suggestion="[T1]")
    proposed, bare = group("eva", suggestion="[Namn A]"), group("0701234567", kind=Identifier.PHONE)
    made = deeds.as_if([earlier, proposed, bare], Decision.MASK, "", "KL")
    assert [one.decided.replacement for one in made] == ["[chefen]", "[Namn A]", "[phone]"]
    (keep,) = deeds.as_if([earlier], Decision.KEEP, "chefen", "KL")
    assert keep.decided.replacement == ""
    assert earlier.decided.replacement == "[chefen]"


@pytest.mark.parametrize("replacement", ["x" * (LONGEST + 1), "[]", "[ ]", "[[]]"])
def test_a_bracket_that_says_nothing_or_too_much_is_refused(replacement):
    with pytest.raises(UsageError):
        deeds.as_if([group("karin")], Decision.MASK, replacement, "KL")


@pytest.mark.parametrize(
    ("key", "replacement", "refused"),
    [
        ("karin", "Karin", True),
        ("karin", "vår KARIN här", True),
        ("åsa", "Åsa", True),
        ("karin holm", "Karin Holm", True),
        ("karin", "Karina", False),
        ("bo", "boendestödjaren", False),
    ],
)
def test_the_very_word_that_is_to_be_hidden_may_not_stand_in_its_bracket(key, replacement, refused):
    if not refused:
        assert deeds.as_if([group(key)], Decision.MASK, replacement, "KL")
        return
    with pytest.raises(UsageError) as told:
        deeds.as_if([group(key)], Decision.MASK, replacement, "KL")
    assert key not in str(told.value).casefold()


def test_a_decision_is_kept_by_its_digest_and_a_later_one_takes_its_place(project):
    one = replace(group("karin", suggestion="[T1]"), digest="d" * 64)
    deeds.decide(project, [one], Decision.MASK, hand=HAND)
    deeds.decide(project, [one], Decision.KEEP, hand=Hand("EA", "other"))
    (row,) = kept(project).values()
    assert (row.digest, row.decision, row.replacement, row.coder, row.revision) == (
        "d" * 64,
        Decision.KEEP,
        "",
        "EA",
        2,
    )
    assert row.at == NOW
    assert "karin" not in repr(row).casefold()


def test_nothing_is_kept_of_what_is_refused_or_of_nobody(project):
    before = (project.folder / "project.db").read_bytes()
    both = [group("eva", suggestion="[A]"), group("karin", suggestion="[B]")]
    with pytest.raises(UsageError):
        deeds.decide(project, both, Decision.MASK, "Karin", hand=HAND)
    for deed in (
        lambda: deeds.decide(project, both, Decision.MASK, hand=NOBODY),
        lambda: deeds.reopen(project, both, hand=NOBODY),
        lambda: deeds.mask(project, deeds.Plan({}, both), hand=NOBODY),
        lambda: deeds.unmask(project, hand=NOBODY),
        lambda: deeds.erase(project, deeds.Erasing({}, both), hand=NOBODY),
    ):
        with pytest.raises(UsageError):
            deed()
    assert deeds.decide(project, [], Decision.MASK, hand=HAND) == []
    assert kept(project) == {}
    assert (project.folder / "project.db").read_bytes() == before


def test_decisions_that_are_taken_back_are_forgotten_and_counted(project):
    groups = [replace(group(one), digest=one * 12) for one in ("karin", "eva")]
    deeds.decide(project, groups, Decision.MASK, "någon", hand=HAND)
    assert deeds.reopen(project, groups[:1], hand=HAND) == 1
    assert list(kept(project)) == ["eva" * 12]
    assert deeds.reopen(project, groups[:1], hand=HAND) == 0


def test_what_waits_is_what_was_decided_so_and_numbers_that_go_without_saying(looked):
    number = group("8503120084", "850312-0084", kind=Identifier.PERSON_NUMBER, suggestion="[personnummer]")
    masked, open_one = group("karin", stand_in="[T1]"), group("eva")
    erased = group("bo", stand_in="[x]")
    erased.decided = replace(erased.decided, decision=Decision.ERASE)
    found = scanned(looked, number, masked, open_one, erased)
    assert [(one.key, one.decided.replacement) for one in deeds.waiting(found)] == [
        ("karin", "[T1]"),
        ("8503120084", "[personnummer]"),
    ]
    assert [one.key for one in deeds.waiting(found, Decision.ERASE)] == ["bo"]
    assert deeds.waiting(found, Decision.KEEP) == []


def planned(project, *groups, common=frozenset(), others=()):
    made = deeds.plan(project, scanned(project, *groups, *others, common=common), groups)
    texts = {}
    for name, edits in made.edits.items():
        text = text_of(project, name)
        for edit in sorted(edits, key=lambda one: -one.start):
            text = text[: edit.start] + edit.words + text[edit.end :]
        texts[name] = text
    return made, texts


def test_every_place_of_a_name_is_masked_with_its_genitive_also_where_the_scan_found_nothing(looked):
    karin = group("karin", "Karin", "Karins", stand_in="[T1]", places=places(looked, "d01.txt", "Karin"))
    made, texts = planned(looked, karin)
    assert texts == {
        "d01.txt": FIRST.replace("Karins", "[T1]s").replace("Karin", "[T1]"),
        "fokus.txt": text_of(looked, "fokus.txt").replace("Karin", "[T1]"),
    }
    assert made.places == 4
    assert made.seen == {"d01.txt": 0, "fokus.txt": 0}
    assert text_of(looked, "d01.txt") == FIRST


def test_a_longer_name_is_masked_whole_and_another_finding_is_left_to_its_own_decision(looked):
    karin = group("karin", "Karin", stand_in="[T1]")
    holm = group("karin holm", "Karin Holms", stand_in="[grannen]", places=places(looked, "d01.txt", "Karin Holms"))
    _, both = planned(looked, karin, holm)
    assert both["d01.txt"].endswith("[T1]. [T1]s bil, [grannen]s hus.\n")
    _, one = planned(looked, karin, others=[replace(holm, decided=None)])
    assert one["d01.txt"].endswith("[T1]. [T1]s bil, Karin Holms hus.\n")


@pytest.mark.parametrize(
    ("form", "common", "masked"),
    [
        ("Karin", frozenset(), True),
        ("Karin", frozenset({"karin"}), False),
        ("karin", frozenset(), False),
        ("KN", (), False),
    ],
    ids=["sure", "an ordinary word", "written small", "initials"],
)
def test_only_forms_that_are_nobodys_ordinary_words_are_masked_beyond_what_was_found(looked, form, common, masked):
    one = group(form.casefold(), form, stand_in="[x]")
    made, _ = planned(looked, one, common=frozenset(common))
    assert bool(made.edits) is masked


def test_a_number_is_masked_where_it_was_found_alone(looked):
    number = group("hus", "hus", kind=Identifier.PHONE, stand_in="[telefon]", places=places(looked, "d01.txt", "hus"))
    made, texts = planned(looked, number)
    assert texts == {"d01.txt": FIRST.replace("hus", "[telefon]")}
    assert made.places == 1


def test_what_stands_in_a_bracket_already_is_not_masked_again(project):
    first = group("karin", "Karin", "Karins", stand_in="[Eva Ek]")
    made, _ = planned(project, first)
    deeds.mask(project, made, hand=HAND)
    again = group("eva ek", "Eva Ek", stand_in="[x]")
    bracket = group("karin", "Karin", stand_in="[Eva Ek]")
    assert deeds.plan(project, scanned(project, again, bracket), [again, bracket]).places == 0


def test_a_mask_is_a_revision_that_is_logged_without_words_and_can_be_taken_back_once(project):
    before = {name: text_of(project, name) for name in ("d01.txt", "fokus.txt")}
    done = deeds.mask(project, planned(project, group("karin", "Karin", "Karins", stand_in="[T1]"))[0], hand=HAND)
    assert (done.sources, done.places, done.changed, done.elsewhere) == (2, 4, 0, {})
    log = deeds.masks(project)
    assert sorted((one.source_id, one.places, one.coder, one.undoable) for one in log) == [
        (id_of(project, "d01.txt"), 3, "KL", True),
        (id_of(project, "fokus.txt"), 1, "KL", True),
    ]
    assert "Karin" not in repr(log)
    one = deeds.unmask(project, ["d01.txt"], hand=Hand("KL", "back"))
    assert (one.sources, one.places, one.later, one.beside) == (1, 3, (), False)
    assert text_of(project, "d01.txt") == before["d01.txt"]
    assert "Karin" not in text_of(project, "fokus.txt")
    with pytest.raises(NotFound, match="No mask can be taken back"):
        deeds.unmask(project, ["d01.txt"], hand=Hand("KL", "again"))
    deeds.unmask(project, hand=Hand("KL", "rest"))
    assert {name: text_of(project, name) for name in before} == before
    assert deeds.masks(project) == []


def test_a_mask_under_a_later_change_is_told_and_left(project):
    karin = group("karin", "Karin", "Karins", stand_in="[T1]")
    deeds.mask(project, planned(project, karin)[0], hand=HAND)
    deeds.mask(project, planned(project, group("holm", "Holms", stand_in="[x]"))[0], hand=Hand("KL", "second"))
    assert [one.undoable for one in deeds.masks(project) if one.source_id == id_of(project, "d01.txt")].count(True) == 1
    from toolkit.domain.sources import turn_edits
    from toolkit.services.material import revising

    source, seen = revising.current(project, "d01.txt")
    other = turn_edits.worded(source, 1, "Vem då?")
    revising.correct(project, "d01.txt", other, hand=Hand("KL", "third"), seen=seen, agreed=True)
    done = deeds.unmask(project, hand=Hand("KL", "back"))
    assert (done.sources, done.later) == (1, (id_of(project, "d01.txt"),))
    assert "Karin" not in text_of(project, "d01.txt")
    assert "Karin" in text_of(project, "fokus.txt")


def test_nothing_to_mask_makes_no_revision(project):
    done = deeds.mask(project, deeds.Plan({}, []), hand=HAND)
    assert (done.sources, done.places, done.codings) == (0, 0, 0)
    assert deeds.masks(project) == []


def test_a_word_that_is_also_ordinary_is_never_erased_everywhere_and_is_not_named_in_the_refusal(looked):
    karin = group("karin", "Karin")
    with pytest.raises(Refused) as told:
        deeds.looked_for_erasing(looked, scanned(looked, karin, common=frozenset({"karin"})), [karin])
    assert "Karin" not in str(told.value)
    assert told.value.values["n"] == 1


def test_what_erasing_would_take_is_looked_at_first_with_what_was_masked_before(project):
    deeds.mask(project, planned(project, group("karin", "Karin", "Karins", stand_in="[T1]"))[0], hand=HAND)
    ek = group("åke ek", "Åke Ek", places=places(project, "fokus.txt", "Åke Ek"))
    memo = group("gunvor", "Gunvor", "Gunvors")
    found = scanned(project, ek, memo)
    look = deeds.looked_for_erasing(project, found, [ek, memo], stand_in="någon")
    assert (look.masked, look.beside) == (frozenset(), {"Gunvor", "Gunvors"})
    assert look.places == text_of(project, "fokus.txt").count("Åke Ek")
    assert {one.decided.decision for one in look.groups} == {Decision.ERASE}
    assert {one.decided.replacement for one in look.groups} == {"[någon]"}
    assert deeds.looked_for_erasing(project, found, [ek], masked=True).masked == {"Karin", "Karins"}


def test_the_latest_mask_comes_first_in_the_log(project):
    deeds.mask(project, planned(project, group("karin", "Karin", stand_in="[T1]"))[0], hand=HAND)
    later = project.again(NOW.replace(hour=10))
    deeds.mask(later, planned(later, group("åke ek", "Åke Ek", stand_in="[x]"))[0], hand=Hand("EA", "later"))
    assert [one.coder for one in deeds.masks(project)] == ["EA", "KL", "KL"]
