"""Codings sorted to another code: all or none, only one's own, and where the code stands already one is enough."""

import pytest
from sqlalchemy import select

from tests.services.registers_told import NOW
from toolkit.domain.codings.scheme_edits import Merge
from toolkit.errors import ConflictError, Refused, SpeglaError
from toolkit.services.coding import codings, recoding, scheme_editing
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def held(project, code="needs/work", coder="KL"):
    """Id, revision and place of the coder's codings of a code."""
    from toolkit.storage.tables.schema import coding

    c = coding.c
    query = select(c.id, c.revision, c.source_id, c.start, c.end).where(c.code == code, c.coder == coder).order_by(c.id)
    with project.store() as store, store.reading() as connection:
        return [(key, revision, tuple(place)) for key, revision, *place in connection.execute(query)]


def seen(rows):
    return [(key, revision) for key, revision, _ in rows]


def recode(project, rows, code="needs/housing", coder="KL", command="recode"):
    return recoding.recode(project, rows, code, coder=coder, command=command)


def test_codings_get_the_code_at_their_places_and_one_undo_brings_all_back(project):
    before = held(project)
    assert len(before) == 4
    assert recode(project, seen(before)) == 4
    after = held(project, "needs/housing")
    assert held(project) == []
    assert [(key, place) for key, _, place in after] == [(key, place) for key, _, place in before]
    assert all(new > old for (_, new, _), (_, old, _) in zip(after, before, strict=True))
    steps.undo(project, coder="KL")
    assert held(project, "needs/housing") == []
    assert [(key, place) for key, _, place in held(project)] == [(key, place) for key, _, place in before]


def test_sent_again_nothing_more_is_changed(project):
    rows = seen(held(project))[:2]
    assert (recode(project, rows), recode(project, rows)) == (2, 2)
    assert (len(held(project)), len(held(project, "needs/housing"))) == (2, 2)


def test_nothing_to_sort_and_a_code_that_they_have_already_change_nothing(project):
    before = held(project)
    assert recode(project, [], command="none") == 0
    assert recode(project, seen(before), "needs/work", command="same") == 4
    assert held(project) == before


def test_codings_of_one_place_become_one(project):
    """Of P01's first answer both codes become housing: one coding is left, and undo brings both back."""
    first, hinders = held(project)[0], held(project, "valence/hinders")[0]
    assert first[2] == hinders[2]
    assert recode(project, seen([first, hinders])) == 2
    assert [place for _, _, place in held(project, "needs/housing")] == [first[2]]
    steps.undo(project, coder="KL")
    assert (held(project)[0][2], held(project, "valence/hinders")[0][2]) == (first[2], first[2])


def test_only_the_coder_s_own_coding_takes_another_in(project):
    """What a colleague has at the same place is nobody else's."""
    text = project.folder / "codings.csv"
    codings.import_codings(project, text, coder="MS")
    mine = held(project)
    assert recode(project, seen(mine)[:1], "valence/hinders") == 1
    assert (len(held(project)), len(held(project, coder="MS"))) == (3, 4)
    assert recode(project, seen(held(project, coder="MS")), coder="MS", command="theirs") == 4
    assert recode(project, seen(held(project))[:1], command="mine") == 1
    assert (len(held(project, "needs/housing")), len(held(project, "needs/housing", "MS"))) == (1, 4)


@pytest.mark.parametrize(
    ("change", "code", "coder", "error", "sentence"),
    [
        (lambda rows: [*rows, (99_999, 1)], "needs/housing", "KL", ConflictError, "is gone; nothing was changed"),
        (lambda rows: [*rows[:-1], (rows[-1][0], 77)], "needs/housing", "KL", ConflictError, None),
        (lambda rows: [*rows, rows[0]], "needs/housing", "KL", ConflictError, None),
        (lambda rows: rows, "needs/housing", "MS", Refused, "colleague's coding"),
        (lambda rows: rows, "needs/housing", "", Refused, "colleague's coding"),
        (lambda rows: rows, "needs/no_such", "KL", SpeglaError, None),
    ],
    ids=["gone", "changed", "named twice", "another's", "nobody's", "no code"],
)
def test_what_cannot_be_sorted_leaves_all_as_it_was(project, change, code, coder, error, sentence):
    before = held(project)
    with pytest.raises(error, match=sentence):
        recode(project, change(seen(before)), code, coder=coder)
    assert held(project) == before
    assert held(project, "needs/housing") == []


@pytest.mark.slow
def test_a_retired_code_is_given_to_nothing(project):
    scheme_editing.edit(project, Merge("needs/housing", "needs/income"), coder="KL", command="merge")
    fresh = open_project(project.folder, now=NOW)
    with pytest.raises(Refused) as refused:
        recode(fresh, seen(held(fresh)))
    assert refused.value.sentence == "“needs/housing” is retired: choose a code that is in use."
    assert len(held(fresh)) == 4
