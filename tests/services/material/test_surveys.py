"""Surveys in a project: people who are nobody known stay so; groups go into the register; counts hide the few."""

from datetime import UTC, datetime

import pytest

from tests.importers.survey_samples import FORMS, NAMED
from toolkit.domain.sources.sources import Role
from toolkit.services.material import adding, sources, surveys
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
ANONYMOUS = FORMS.encode("cp1252")


@pytest.fixture
def folder(spegla, tmp_path):
    spegla("init", tmp_path / "project", "--language", "sv")
    return tmp_path / "project"


def register(folder, *lines):
    path = folder / "interviews" / "respondents.csv"
    header = path.read_text("utf-8-sig").splitlines()[0]
    path.write_text("\n".join([header, *lines, ""]), "utf-8")
    return open_project(folder, now=NOW)


def stored(project, name):
    from toolkit.storage.sources import sources as rows

    with project.store() as store, store.reading() as connection:
        return rows.get(connection, name), rows.original(connection, name)


def test_anonymous_answers_are_people_of_their_own_and_not_those_of_the_register(folder):
    project = register(folder, "ENKÄT;team;;ja;;ja;Svar 1", "Svar 2;team;;ja;;ja;")
    result = adding.add_data(
        project,
        [("enkät.csv", ANONYMOUS), ("enkät två.csv", ANONYMOUS + b"5;;;;;Ett svar till som ingen annan gav.;;;\n")],
    )
    one, other = (set(each.respondents) for each in result.added)
    assert one == {"ENKÄT Svar 1", "ENKÄT Svar 2", "ENKÄT Svar 3"}
    assert one.isdisjoint(other)
    assert result.not_in_register == set()
    assert not any("respondents.csv" in problem.message for problem in result.problems)


def test_a_single_anonymous_answer_is_nobody_of_the_file_s_name(folder):
    project = register(folder, "D01;deltagare;;ja;;ja;")
    result = adding.add_data(project, [("d01.csv", b"Hur gick det?\nDet gick ganska bra till slut.\n")])
    assert result.added[0].respondents == ("D01 Svar 1",)


def test_only_the_reduced_table_is_stored_and_the_file_is_known_again(folder):
    project = open_project(folder, now=NOW)
    adding.add_data(project, [("enkät.csv", ANONYMOUS)])
    source, original = stored(project, "enkät.csv")
    for gone in (b"10:11:12", b"Starttid", b"2025-03-01"):
        assert gone not in original
    assert b"10:11:12" not in (folder / "project.db").read_bytes()
    assert source.facts["survey"] == "anonymous"
    assert adding.add_data(project, [("igen.csv", ANONYMOUS)]).known == [("igen.csv", "enkät.csv")]


def test_it_is_placed_anew_as_it_was(folder):
    project = open_project(folder, now=NOW)
    adding.add_data(project, [("enkät.csv", ANONYMOUS), ("namn.csv", NAMED.encode())])
    before = stored(project, "enkät.csv")[0]
    again = register(folder, "D01;deltagare;;ja;;ja;")
    sources.place(again)
    assert stored(again, "enkät.csv")[0] == before
    assert stored(again, "namn.csv")[0].respondents() == ("D01", "D02")


def test_answers_of_somebody_who_has_withdrawn_are_withheld(folder):
    project = register(folder, "D01;deltagare;;återkallat;;nej;")
    result = adding.add_data(project, [("namn.csv", NAMED.encode())])
    assert any(
        problem.values.get("respondent") == "D01" and "withdrawn" in problem.message for problem in result.problems
    )


def test_groups_of_the_table_go_into_the_register_and_change_nothing_there(folder):
    project = register(folder, "D02;team;;ja;;ja;")
    adding.add_data(project, [("namn.csv", NAMED.encode())])
    known = open_project(folder, now=NOW).register
    assert (known.get("D01").group, known.get("D02").group) == ("participants", "team")


def test_a_look_writes_no_group(folder):
    before = (folder / "interviews" / "respondents.csv").read_bytes()
    adding.preview(open_project(folder, now=NOW), [("namn.csv", NAMED.encode())])
    assert (folder / "interviews" / "respondents.csv").read_bytes() == before


def test_counts_of_closed_questions_hide_what_few_answered(folder):
    rows = [
        f"Ett svar på {n} ord om vardagen i gruppen.;{'Ja' if n < 9 else 'Nej' if n < 16 else 'Vet ej'}"
        for n in range(19)
    ]
    table = "\n".join(["Vad hände?;Nöjd?", *rows]).encode()
    seen = adding.preview(open_project(folder, now=NOW), [("s.csv", table)]).seen[0]
    question = seen.closed[0]
    assert (question.title, question.answered) == ("Nöjd?", 19)
    assert question.counts == (("Ja", 9),)  # "Nej" too is hidden: else 19 - 9 - 7 would tell the 3
    assert question.others == 10


def test_an_answer_belongs_to_the_question_before_it_only(folder, monkeypatch):
    project = open_project(folder, now=NOW)
    taken = sources.source_of(project, adding.importing_apart.importers()[".csv"], ANONYMOUS, name="e.csv")
    first = taken.source.turns[0]
    marked = [
        first.__class__(
            **{**{f: getattr(turn, f) for f in turn.__slots__}, "question": "q1" if turn.number == 1 else None}
        )
        for turn in taken.source.turns
    ]
    answered = list(sources._answering(marked))
    assert [turn.question for turn in answered[:4]] == ["q1", "q1", None, None]
    assert answered[1].role is Role.RESPONDENT


def test_unlinked_names_the_anonymous_only(folder):
    project = open_project(folder, now=NOW)
    adding.add_data(project, [("namn.csv", NAMED.encode())])
    assert list(surveys.unlinked(stored(project, "namn.csv")[0])) == []
