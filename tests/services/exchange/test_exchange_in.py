"""Files of other programs taken in: words, turns, people, codes; and nothing half done."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.domain.codings.codings import Coding
from toolkit.domain.exchange.interchange import (
    Exchanged,
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSet,
    ExchangedSource,
    Form,
    Selection,
    Unit,
    User,
)
from toolkit.domain.sources.sources import Role, Source
from toolkit.domain.texts.text import Span
from toolkit.errors import NotSaved, SpeglaError
from toolkit.exchange.refi_writing import write
from toolkit.services.exchange import exchange_in
from toolkit.services.exchange.exchange_in import Arrived
from toolkit.services.projects.project import Project, init, open_project

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)
ANNA, BO = User(f"{1:08}-0000-4000-8000-000000000000", "Anna"), User(f"{2:08}-0000-4000-8000-000000000000", "Bo")
TALK = "I: How did it go? 🙂\nR: I could not sleep at all, 👨‍👩‍👧 said so.\nI: Oh.\nR: Then a doctor helped me.\n"


def guid(n: int) -> str:
    return f"{n:08x}-0000-4000-8000-00000000000f"


def code(n: int, name: str, parent: int | None = None, *, codable: bool = True, **more: str) -> ExchangedCode:
    return ExchangedCode(guid(n), name, guid(parent) if parent else None, codable=codable, **more)


def coded(n: int, text: str, words: str, *codes: int, user: User = ANNA) -> Selection:
    at = text.index(words)
    made = tuple(ExchangedCoding(guid(n * 1000 + one), guid(one), user.guid, AT) for one in codes)
    return Selection(guid(n), Span(at, at + len(words)), made, user=user.guid, at=AT)


def project_file(
    *sources: ExchangedSource, codes: Sequence[ExchangedCode] = (), cases: Sequence[ExchangedCase] = (), **more: object
) -> Exchanged:
    kinds = {name: "Text" for one in (*sources, *cases) for name in one.variables}
    return Exchanged(
        "Study", "NVivo", users=(ANNA, BO), codes=tuple(codes), sources=sources, cases=tuple(cases), kinds=kinds, **more
    )  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init(tmp_path / "project", language="en", now=NOW)
    return open_project(tmp_path / "project", now=NOW)


def of_another(data: bytes) -> bytes:
    """The file as another program would have written it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'origin="[^"]*"', b'origin="Sorter 2"', old.read(name), count=1))
    return out.getvalue()


def take(project: Project, whole: Exchanged, form: Form | None = None) -> Arrived:
    return exchange_in.import_file(project, of_another(write(whole, form=form)), "study.qdpx")


def sources(project: Project) -> dict[str, Source]:
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return {one.name: one for one in stored.each(connection)}


def codings(project: Project) -> list[Coding]:
    from toolkit.storage.codings import codings as stored

    with project.store() as store, store.reading() as connection:
        return stored.each(connection)


INTERVIEW = ExchangedSource(
    guid(50),
    "Interview 1",
    TALK,
    (coded(60, TALK, "👨‍👩‍👧 said so", 11), coded(61, TALK, "doctor helped", 12, user=BO)),
)
CODES = (code(11, "Family 👪"), code(12, "Doctors"))
CASE = ExchangedCase(guid(70), "P 01", {"Age": "34", "Group": "Participants"}, (guid(50),))


@pytest.mark.parametrize("form", [Form(), Form(Unit.UTF16, line_end="\r\n", mark=True)])
def test_words_coder_and_time_are_right(project: Project, form: Form) -> None:
    arrived = take(project, project_file(INTERVIEW, codes=CODES, cases=[CASE]), form)
    found = {one.quote: one for one in codings(project)}
    assert set(found) == {"👨‍👩‍👧 said so", "doctor helped"}
    assert found["doctor helped"].coder == "Bo"
    assert found["👨‍👩‍👧 said so"].time == AT
    assert arrived.coders == ("Anna", "Bo")
    assert [one.unit for one in arrived.units] == [form.unit]


def test_the_case_is_who_answers_in_the_interview(project: Project) -> None:
    arrived = take(project, project_file(INTERVIEW, codes=CODES, cases=[CASE]))
    assert arrived.respondents == ("P 01",)
    assert arrived.columns == ("Age",)
    source = sources(project)["Interview 1"]
    assert [(turn.role, turn.respondent) for turn in source.turns[:2]] == [
        (Role.INTERVIEWER, None),
        (Role.RESPONDENT, "P 01"),
    ]
    one = project.register.respondents["P 01"]
    assert one.group == "participants"
    assert dict(one.variables) == {"Age": "34"}


def test_speakers_stay_placed_when_the_register_changes(project: Project) -> None:
    from toolkit.services.material import sources as service

    take(project, project_file(INTERVIEW, codes=CODES, cases=[CASE]))
    before = sources(project)
    register = project.folder / "interviews" / "respondents.csv"
    register.write_bytes(register.read_bytes() + b"P9\n")
    again = open_project(project.folder, now=NOW)
    service.place(again)
    assert sources(again) == before


def test_a_focus_group_by_its_cases(project: Project) -> None:
    text = (
        "KL: Who begins?\nAA: I do, of course I do.\nKL: And then?\nBB: And I go on from there.\n"
        "KL: What of the rest?\nAA: Yes, we all do.\nBB: We do.\n"
    )
    said = ("I do, of course I do.", "And I go on", "Yes, we all")
    parts = {word: coded(80 + n, text, word) for n, word in enumerate(said)}
    source = ExchangedSource(guid(50), "Group.docx", text, tuple(parts.values()))
    first, second, last = (one.guid for one in parts.values())
    cases = [
        ExchangedCase(guid(71), "D10", {}, (guid(50),), (first, last)),
        ExchangedCase(guid(72), "D11", {}, (guid(50),), (second,)),
    ]
    take(project, project_file(source, cases=cases))
    turns = sources(project)["Group.docx"].turns
    assert [(turn.label, turn.respondent) for turn in turns if turn.role is Role.RESPONDENT] == [
        ("AA", "D10"),
        ("BB", "D11"),
        ("AA", "D10"),
        ("BB", "D11"),
    ]
    assert [turn.label for turn in turns if turn.role is Role.INTERVIEWER] == ["KL"] * 3


def test_a_group_without_labels_is_told_apart_by_its_cases(project: Project) -> None:
    text = "I never slept.\nAnd what then?\nI slept like a stone."
    parts = [coded(80, text, "I never slept."), coded(81, text, "I slept like a stone.")]
    cases = [ExchangedCase(guid(71 + n), f"D1{n}", {}, (), (one.guid,)) for n, one in enumerate(parts)]
    take(project, project_file(ExchangedSource(guid(50), "Group", text, tuple(parts)), cases=cases))
    assert [(turn.role, turn.respondent) for turn in sources(project)["Group"].turns] == [
        (Role.RESPONDENT, "D10"),
        (Role.UNKNOWN, None),
        (Role.RESPONDENT, "D11"),
    ]


def test_a_text_without_labels_is_its_case_s(project: Project) -> None:
    text = "It was a long winter.\n\nThen it was spring.\n"
    source = ExchangedSource(guid(50), "Diary", text, (coded(60, text, "long winter", 12),))
    arrived = take(project, project_file(source, codes=CODES, cases=[ExchangedCase(guid(70), "Eva", {}, (guid(50),))]))
    turns = sources(project)["Diary"].turns
    assert [(turn.role, turn.respondent) for turn in turns] == [(Role.RESPONDENT, "Eva")] * 2
    assert not any(problem.serious for problem in arrived.problems)


def test_a_text_without_labels_or_case_counts_for_nobody_and_says_so(project: Project) -> None:
    source = ExchangedSource(guid(50), "Diary", "It was a long winter.")
    arrived = take(project, project_file(source))
    assert [turn.role for turn in sources(project)["Diary"].turns] == [Role.UNKNOWN]
    assert "No respondent speaks in Diary" in arrived.problems[0].sentence


def test_variables_of_a_document_are_its_respondent_s(project: Project) -> None:
    text = "I: Well?\nP77: All is well here now.\n"
    take(project, project_file(ExchangedSource(guid(50), "P77.txt", text, variables={"Town": "Umeå"})))
    assert dict(project.register.respondents["P77"].variables) == {"Town": "Umeå"}
    assert sources(project)["P77.txt"].facts["town"] == "Umeå"


def test_sets_of_sources_become_a_variable(project: Project) -> None:
    sets = (
        ExchangedSet(guid(90), "gender: male", sources=(guid(50),)),
        ExchangedSet(guid(91), "Pilot", sources=(guid(50),)),
        ExchangedSet(guid(92), "Codes of mine", codes=(guid(11),)),
    )
    arrived = take(project, project_file(INTERVIEW, codes=CODES, cases=[CASE], sets=sets))
    variables = project.register.respondents["P 01"].variables
    assert (variables["gender"], variables["Pilot"]) == ("male", "yes")
    assert [loss.kind for loss in arrived.losses] == ["code_sets"]


def test_the_register_keeps_what_stands_and_its_form(project: Project) -> None:
    path = project.folder / "interviews" / "respondents.csv"
    before = "id;grupp;samtycke;ålder;ort\r\nP 01;deltagare;ja;33;\r\n".encode("cp1252")
    path.write_bytes(before)
    case = replace(CASE, variables={"Ålder": "34", "Group": "Team", "Ort": "Åmål", "Skor": "=1+1", "consent": "no"})
    arrived = take(project, project_file(INTERVIEW, codes=CODES, cases=[case]))
    assert path.read_bytes().decode("cp1252") == (
        "id;grupp;samtycke;ålder;ort;Skor\r\nP 01;deltagare;ja;33;Åmål; =1+1\r\n"
    )
    one = project.register.respondents["P 01"]
    assert dict(one.variables) == {"ålder": "33", "ort": "Åmål", "Skor": "=1+1"}
    assert [(loss.kind, loss.n) for loss in arrived.losses] == [("case_conflict", 3)]


def test_what_the_register_may_not_hold_is_told(project: Project) -> None:
    variables = {
        "Number": "811218-9876",
        "Consent form": "signed",
        "consent": "perhaps",
        "Group": "Blue group",
        "": "x",
        "Note\n2": "two\nlines",
    }
    arrived = take(project, project_file(INTERVIEW, codes=CODES, cases=[replace(CASE, variables=variables)]))
    assert {loss.kind: loss.n for loss in arrived.losses} == {"case_identity_number": 1, "case_consent": 2}
    one = project.register.respondents["P 01"]
    assert dict(one.variables) == {"imported_group": "Blue group", "Note 2": "two lines"}
    assert one.group is None


def test_memos_come_with_their_place(project: Project) -> None:
    from toolkit.storage.codings import memos

    on_words = ExchangedMemo(guid(31), "Look", "Title", ANNA.guid, AT)
    selection = replace(INTERVIEW.selections[0], memos=(on_words,))
    source = replace(
        INTERVIEW, selections=(selection,), memos=(ExchangedMemo(guid(32), "In May", user=BO.guid, at=AT),)
    )
    on_code = {guid(11): (ExchangedMemo(guid(33), "Wide", user=ANNA.guid, at=AT),)}
    loose = (ExchangedMemo(guid(34), "Project diary", user=ANNA.guid, at=AT),)
    arrived = take(project, project_file(source, codes=CODES, cases=[CASE], code_memos=on_code, memos=loose))
    with project.store() as store, store.reading() as connection:
        found = {(one.source, one.span, one.code): (one.text, one.author) for one in memos.each(connection)}
    assert found == {
        ("Interview 1", selection.span, None): ("Title\n\nLook", "Anna"),
        ("Interview 1", None, None): ("In May", "Bo"),
        (None, None, "imported/family"): ("Wide", "Anna"),
    }
    assert [(loss.kind, loss.n) for loss in arrived.losses] == [("memos", 1)]


def test_two_sources_of_one_name_and_two_of_one_text(project: Project) -> None:
    other = "I: And you?\nR: I was ill all through the spring.\n"
    whole = project_file(
        ExchangedSource(guid(51), "Interview", TALK, (coded(60, TALK, "doctor helped", 12),)),
        ExchangedSource(guid(52), "Interview", other, (coded(61, other, "ill all through", 12),)),
        ExchangedSource(guid(53), "Copy", TALK, (coded(62, TALK, "doctor helped", 12),)),
        codes=CODES,
    )
    arrived = take(project, whole)
    assert arrived.sources == ("Interview", "Interview (2)")
    assert (arrived.codings, arrived.known_codings) == (2, 1)
    assert "same_text" in [loss.kind for loss in arrived.losses]
    assert take(project, whole).nothing_new


def test_a_source_that_is_here_is_found_by_its_words(project: Project) -> None:
    from toolkit.services.material import adding

    adding.add_data(project, [("my name.txt", TALK.encode("utf-8-sig").replace(b"\n", b"\r\n"))])
    arrived = take(project, project_file(INTERVIEW, codes=CODES, cases=[CASE]))
    assert arrived.sources == ()
    assert arrived.known_sources == ("my name.txt",)
    assert {one.source for one in codings(project)} == {"my name.txt"}


def test_a_codebook_alone(project: Project) -> None:
    from toolkit.exchange.refi_writing import codebook

    whole = project_file(
        codes=(code(11, "Family", definition="Who is near.\nAnd who is not."), code(12, "Doctors", 11))
    )
    arrived = exchange_in.import_file(project, codebook(whole), "codes.qdc")
    assert arrived.codes == ("imported/family", "imported/family/doctors")
    assert project.scheme_file.codes["imported/family"].definition == {"en": "Who is near.\nAnd who is not."}


def test_a_coding_of_the_whole_source_and_of_a_folder(project: Project) -> None:
    folder = code(13, "Folder", codable=False)
    whole = replace(
        INTERVIEW,
        codings=(ExchangedCoding(guid(99), guid(12), BO.guid, AT),),
        selections=(coded(60, TALK, "doctor helped", 13),),
    )
    arrived = take(project, project_file(whole, codes=(*CODES, folder, code(14, "In it", 13)), cases=[CASE]))
    assert {loss.kind: loss.n for loss in arrived.losses} == {"code_folders": 1, "whole_source": 1}
    assert next(one.span for one in codings(project)) == Span(0, len(TALK))


def test_codings_of_nobody_are_the_named_coder_s(project: Project) -> None:
    nobody = replace(
        INTERVIEW,
        selections=tuple(
            replace(s, codings=tuple(replace(c, user=None) for c in s.codings)) for s in INTERVIEW.selections
        ),
    )
    data = of_another(write(project_file(nobody, codes=CODES, cases=[CASE])))
    assert exchange_in.preview(project, data, "x.qdpx").coders == ("Sorter",)
    arrived = exchange_in.import_file(project, data, "x.qdpx", coder="MT")
    assert arrived.coders == ("MT",)
    assert any("MT" in problem.sentence for problem in arrived.problems)


def test_a_look_stores_nothing_and_says_what_will_be(project: Project) -> None:
    data = write(project_file(INTERVIEW, codes=CODES, cases=[CASE]))
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if path.suffix in (".csv", ".yaml", ".db")}
    seen = exchange_in.preview(project, data, "x.qdpx")
    assert {path: path.read_bytes() for path in before} == before
    assert exchange_in.import_file(open_project(project.folder, now=NOW), data, "x.qdpx") == seen


@pytest.mark.parametrize("blocked", ["coding_schemes/.six_areas.yaml.part", "interviews/.respondents.csv.part"])
def test_nothing_is_half_done(project: Project, blocked: str) -> None:
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if path.suffix in (".csv", ".yaml")}
    (project.folder / blocked).mkdir()
    with pytest.raises(NotSaved):
        take(project, project_file(INTERVIEW, codes=CODES, cases=[CASE]))
    assert {path: path.read_bytes() for path in before} == before
    again = open_project(project.folder, now=NOW)
    assert not sources(again)
    assert not codings(again)
    (project.folder / blocked).rmdir()
    assert take(again, project_file(INTERVIEW, codes=CODES, cases=[CASE])).codings == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<!DOCTYPE x>", b"\x00" * 100, TALK.encode()])
def test_what_is_no_project_is_refused_without_its_words(project: Project, data: bytes) -> None:
    with pytest.raises(SpeglaError) as refused:
        exchange_in.import_file(project, data, "x.qdpx")
    assert "sleep" not in refused.value.sentence + refused.value.hint
    assert not sources(project)
