"""Erasing: a string is gone in every place, what people wrote for the program stays, and it can be done again."""

import json

import pytest

from tests.services.met import NOW
from tests.services.two_sides import text_of
from tests.services.withdrawn import lying
from toolkit.domain.identifiers.remains import Marks
from toolkit.domain.sources.revisions import Edit
from toolkit.errors import NotFound, Refused
from toolkit.services.privacy import erasing
from toolkit.services.privacy.erasing import Erased
from toolkit.services.projects import backups, withdrawal_ledger
from toolkit.services.projects.project import open_project
from toolkit.services.projects.withdrawal_ledger import ERASE, WITHDRAW, Errand

STRING = "twice a day from our village"
MARKS = Marks.of_strings(b"look" * 4, [STRING])
ERRAND = Errand(WITHDRAW, "P01", "consent", "", "")


def cut(folder, name="p01.txt", words=STRING):
    start = text_of(folder, name).index(words)
    return {name: [Edit(start, start + len(words), "(…)")]}


def at(folder):
    return open_project(folder, now=NOW)


@pytest.mark.parametrize(
    ("left", "unclean", "unread", "clean"),
    [({}, (), (), True), ({}, (), ("x",), True), ({"a": 1}, (), (), False), ({}, ("b",), (), False)],
)
def test_it_is_clean_when_no_file_holds_words_and_no_backup_was_left(left, unclean, unread, clean):
    assert Erased(ERRAND, {}, left, unread, unclean).clean is clean


def test_what_was_taken_and_the_packs_that_were_shown_are_counted_apart():
    done = Erased(ERRAND, {"turns": 3, "pack 12": 1, "pack 4": 2, "pieces": 5})
    assert done.taken == {"turns": 3, "pieces": 5}
    assert done.packs == {4, 12}


@pytest.mark.slow
def test_a_string_is_gone_from_database_backups_and_copies_that_may_go(small):
    backups.before(at(small), "erase")
    copy = small / "notes.txt"
    copy.write_text(f"She said {STRING.upper()}.", "utf-8")
    original = small / "interviews" / "p01.txt"
    done = erasing.erase(at(small), cut(small), ground="consent", delete=True)
    assert lying(small, MARKS) == {}
    assert STRING not in text_of(small, "p01.txt")
    assert "last bus home leaves" in text_of(small, "p01.txt")
    assert set(done.files) == {"interviews/p01.txt", "notes.txt", "codings.csv"}
    assert not copy.exists()
    assert not original.exists()
    assert (done.clean, done.errand.act, done.errand.ground, done.backups >= 2) == (True, ERASE, "consent", True)
    assert withdrawal_ledger.pending(small) == ()
    [line] = withdrawal_ledger.errands(small)
    assert (line.number, line.left, line.delete) == (done.errand.number, 0, True)
    assert json.loads(done.certificate.with_suffix(".json").read_text("utf-8"))["files_deleted"] == 3
    again = erasing.carry_out(at(small), line)
    assert (again.files, again.left, again.clean) == ((), {}, True)
    assert again.counts == done.counts


@pytest.mark.slow
def test_files_of_people_are_told_and_left_where_nobody_let_them_go(small):
    done = erasing.erase(at(small), cut(small))
    assert set(done.left) == {"interviews/p01.txt", "codings.csv"}
    assert (done.files, done.clean) == ((), False)
    assert (small / "codings.csv").is_file()
    [line] = withdrawal_ledger.errands(small)
    assert line.left == 2


def test_without_words_nothing_is_done(small):
    for cuts in ({}, cut(small, words=" ")):
        with pytest.raises(Refused) as refused:
            erasing.erase(at(small), cuts)
        assert refused.value.hint == "Nothing was done."
    with pytest.raises(NotFound):
        erasing.erase(at(small), {"p77.txt": [Edit(0, 3, "")]})
    assert withdrawal_ledger.errands(small) == []
    assert not (small / "backups").exists()


def test_the_questions_are_those_of_all_guides(small):
    (small / "interviews" / "guides" / "team.yml").write_bytes("fråga: Å".encode("latin-1"))
    asked = erasing.guides(at(small))
    assert len(asked) == 2
    assert "What did you need most help with" in asked[0]


def test_only_a_withdrawal_looks_for_all_that_a_person_says(small):
    project = at(small)
    marks = Marks.of(b"k" * 16, (), ())
    with project.store() as store, store.reading() as connection:
        assert erasing.completed(connection, Errand(ERASE, "", "", "", ""), marks, asked=()) is marks
        whole = erasing.completed(connection, ERRAND, marks, asked=())
        assert whole.found(STRING + " and the last bus")
        assert erasing.completed(connection, ERRAND, whole, asked=()) is whole
        bare = erasing.completed(connection, ERRAND, marks, asked=[text_of(small, "p01.txt")])
        assert not bare.found(STRING + " and the last bus")
