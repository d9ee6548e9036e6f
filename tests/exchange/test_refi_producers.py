"""Files as NVivo, ATLAS.ti, QualCoder, MAXQDA, qc, Quirkos and Taguette write them are read right."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.exchange import producers
from tests.exchange.producers import LINES, QUOTES, guid
from toolkit.domain.exchange.interchange import ORIGIN, Unit, UnitFound
from toolkit.domain.texts.text import normalise
from toolkit.exchange.refi_reading import read
from toolkit.exchange.refi_writing import written


def quotes(source):
    return [each.span.of(source.text) for each in source.selections]


def lost(project):
    return {loss.kind: loss.n for loss in project.losses}


def tree(project):
    names = {code.guid: code.name for code in project.codes}
    return [(code.name, names.get(code.parent), code.codable) for code in project.codes]


def test_nvivo_for_windows():
    project = read(producers.nvivo_windows(), "Projekt.qdpx")
    (source,) = project.sources
    assert source.text == "\n".join(LINES)
    assert quotes(source) == list(QUOTES * 3)
    assert project.units[source.guid] == UnitFound(Unit.UTF16, 2, 0, "producer", 12, 12)
    assert {coding.user for each in source.selections for coding in each.codings} == {guid("Eva")}
    assert source.selections[0].user == guid("Admin")
    assert source.selections[0].codings[0].at == datetime(
        2024, 5, 6, 7, 8, 9, 123456, tzinfo=timezone(timedelta(hours=2))
    )
    assert source.selections[0].at == datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert [memo.text for memo in source.selections[0].memos] == ["Rörigt\nja"]
    assert project.memos == ()
    assert tree(project) == [("Samverkan", None, True), ("Möten", "Samverkan", True)]
    assert [(case.name, case.sources) for case in project.cases] == [("Åsa", (source.guid,))]
    assert lost(project) == {"user_id": 2, "rich_text": 1, "source_author": 1, "modified": 1}


def test_nvivo_for_mac():
    project = read(producers.nvivo_mac(), "Projekt.qdpx")
    (source,) = project.sources
    assert quotes(source) == [QUOTES[2]]
    assert source.selections[0].codings[0].user == guid("Eva")
    assert project.losses == ()


def test_atlas_for_mac():
    project = read(producers.atlas_mac(), "Projekt.qdpx")
    text, pdf, film = project.sources
    assert quotes(text) == list(QUOTES)
    assert project.units[text.guid].by == "quotes"
    assert (project.units[text.guid].unit, project.units[text.guid].line_ends) == (Unit.CODE_POINTS, 1)
    assert text.description == "Kommentar"
    assert tree(project) == [
        ("Coke", None, True),
        ("diet Coke", "Coke", True),
        ("Annat", None, False),
        ("Ensam", "Annat", True),
    ]
    assert (pdf.guid, pdf.name, quotes(pdf)) == (guid("pdf"), "Rapport", ["Möten"])
    assert [coding.code for coding in pdf.codings] == [guid("diet")]
    assert (film.guid, film.name, quotes(film)) == (guid("film"), "Filmen", ["på dig"])
    assert [memo.text for memo in text.selections[1].memos] == ["Om starten"]
    assert [(each.name, each.codes, each.sources) for each in project.sets] == [
        ("gender: female", (), (text.guid,)),
        ("Drycker", (guid("flat"), guid("diet")), ()),
    ]
    assert {user.guid for user in project.users} == {guid("Eva"), guid("ATLAS.ti")}
    assert lost(project) == {
        "selection_name": 1,
        "pdf_source": 1,
        "pdf_coding": 2,
        "video_source": 1,
        "video_coding": 1,
        "external_path": 1,
        "time_stamps": 2,
        "picture_source": 1,
        "picture_coding": 1,
        "link": 1,
        "graph": 1,
        "code_split": 2,
    }
    assert not any("hemligt" in repr(each) for each in (project, *project.losses))


def test_atlas_for_windows_keeps_names_of_a_tree():
    project = read(producers.atlas_windows(), "Projekt.qdpx")
    assert quotes(project.sources[0]) == list(QUOTES)
    assert tree(project)[0] == ("A::B", None, True)


def test_qualcoder():
    project = read(producers.qualcoder(), "Projekt.qdpx")
    (source,) = project.sources
    assert quotes(source) == list(QUOTES)
    assert project.units[source.guid].by == "quotes"
    assert project.units[source.guid].mark == 0
    assert tree(project) == [("Samverkan", None, False), ("Samverkan", "Samverkan", True)]
    assert [memo.text for memo in source.selections[0].memos] == ["Minne 0"]
    assert [(memo.name, memo.text) for memo in source.memos] == [("Dagbok", "Idag")]
    assert source.variables == {"Ort": "Umeå"}
    assert source.original.startswith(b"\xef\xbb\xbf")
    (case,) = project.cases
    assert (case.name, case.variables, case.sources, case.selections) == (
        "Åsa",
        {"Age": "34.0"},
        (source.guid,),
        (guid("s0"),),
    )
    assert project.kinds == {"Age": "Float", "Ort": "Text"}
    assert lost(project) == {"source_author": 1, "unused_entry": 1}


def test_maxqda():
    project = read(producers.maxqda(), "Projekt.qdpx")
    first, second = project.sources
    assert (first.name, second.name) == ("Svar", "Svar")
    assert quotes(first) == [QUOTES[1]]
    assert [memo.text for memo in first.selections[0].memos] == ["En anmärkning"]
    assert first.variables == {"År": "3", "Ort": "Luleå"}
    assert quotes(second) == ["Hej"]
    assert project.cases == ()
    assert project.losses == ()


def test_qc():
    project = read(producers.qc(), "Projekt.qdpx")
    assert quotes(project.sources[0]) == [LINES[0]]
    assert project.losses == ()


def test_quirkos():
    project = read(producers.quirkos(), "Projekt.qdpx")
    assert quotes(project.sources[0]) == ["Intervju"]
    assert project.sources[0].variables == {"Kön": "kvinna"}
    assert project.codes[0].color == "#abc"


def test_taguettes_codebook():
    project = read(producers.taguette(), "koder.qdc")
    assert tree(project) == [
        ("arbete", None, True),
        ("chef", "arbete", True),
        ("hälsa", None, False),
        ("sömn", "hälsa", True),
        ("t.ex. så", None, True),
    ]
    assert project.codes[0].guid == guid("arbete")
    assert project.name == "koder"
    assert lost(project) == {"code_split": 2}


def test_atlas_codebook():
    project = read(producers.atlas_codebook(), "koder.qdc")
    assert [code.name for code in project.codes] == ["Ett", "Två"]
    assert project.sets[0].codes == (guid("a"),)


PROJECTS = ["nvivo_windows", "nvivo_mac", "atlas_mac", "atlas_windows", "qualcoder", "maxqda", "qc", "quirkos"]


@pytest.mark.parametrize("producer", PROJECTS)
def test_import_export_import_is_a_fixed_point(producer):
    first = read(getattr(producers, producer)(), "Projekt.qdpx")
    done = written(first)
    again = read(done.data, "Projekt.qdpx")
    assert (done.losses, again.losses) == ((), ())
    assert again.sources == first.sources
    parts = ("users", "codes", "cases", "sets", "memos", "code_memos", "kinds", "description", "name")
    assert all(getattr(again, part) == getattr(first, part) for part in parts)
    assert again.origin == ORIGIN
    assert all(source.text == normalise(source.text) for source in again.sources)
