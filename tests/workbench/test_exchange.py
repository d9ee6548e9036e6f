"""In and out: a file is shown before it is taken, and what goes out holds nobody who withdrew."""

import io
import re
import zipfile

import pytest

from tests.services.keeping.test_archive import tables
from toolkit.domain.texts.text import Span
from toolkit.exchange import word_writing
from toolkit.exchange.word_writing import Comment
from toolkit.services.coding import codings
from toolkit.services.projects.project import open_project
from toolkit.workbench.desk import moment


def project_of(folder):
    return open_project(folder, now=moment())


def marked(folder, said="#needs/work mind this"):
    with project_of(folder).store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        text = sources.text(connection, "p01.txt")
    at = text.index("the worst of it")
    return word_writing.write(text, [Comment(Span(at, at + 15), "MS", moment(), (said,))])


def shown(client, name, data, coder=""):
    return client.post("/api/exchange/look", files={"file": (name, data)}, data={"coder": coder})


def look_in(answer):
    assert answer.status_code == 200, answer.text
    return re.search(r'data-take="([^"]+)"', answer.text)[1]


def of(folder, coder):
    return codings.listed(project_of(folder), coder=coder)[0]


def test_word_comments_are_shown_first_and_then_taken(desk_on, small):
    client = desk_on(small)
    answer = shown(client, "p01.docx", marked(small))
    assert "New codings" in answer.text
    assert "mind this" not in answer.text
    assert of(small, "MS") == []
    taken = client.post("/api/exchange/take", json={"look": look_in(answer)})
    assert taken.json() == {"said": "New codings: 1 · New memos: 1"}
    assert [one.quote for one in of(small, "MS")] == ["the worst of it"]
    again = client.post("/api/exchange/take", json={"look": look_in(answer)})
    assert again.status_code == 409
    assert "Nothing new in this file" in shown(client, "p01.docx", marked(small)).text


def test_the_coder_named_in_the_form_is_the_coder(desk_on, small):
    client = desk_on(small)
    look = look_in(shown(client, "p01.docx", marked(small), coder="AB"))
    client.post("/api/exchange/take", json={"look": look, "coder": "AB"})
    assert len(of(small, "AB")) == 1


def test_what_cannot_be_taken_is_said(desk_on, small):
    client = desk_on(small)
    answer = shown(client, "p01.docx", marked(small, "#needs/wrok"))
    assert "the scheme has no code needs/wrok" in answer.text
    assert "data-take" not in answer.text
    for name, data in (("x.docx", b"hello"), ("x.xlsx", b"PK\x03\x04"), ("x.exe", b"x"), ("x.qdpx", b"x")):
        refused = shown(client, name, data)
        assert refused.status_code == 422
        assert refused.json()["hint"]


@pytest.mark.parametrize("kind", ["all", "codings", "passages", "matrix", "respondents"])
@pytest.mark.parametrize("form", [".xlsx", ".csv", ".jsonl"])
def test_tables_leave_out_who_withdrew(desk_on, small, kind, form):
    answer = desk_on(small).post("/exchange/table", data={"kind": kind, "form": form})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert b"SEVENSECRET" not in unpacked(answer.content)
    assert b"P07" not in unpacked(answer.content)


def test_a_table_that_went_out_comes_in_again(desk_on, small):
    client = desk_on(small)
    data = client.post("/exchange/table", data={"kind": "codings", "form": ".xlsx"}).content
    assert "Codings known already" in shown(client, "codings.xlsx", data).text


def unpacked(data):
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return b"".join(container.read(name) for name in container.namelist())


def test_an_interview_in_word_and_back(desk_on, small):
    client = desk_on(small)
    page = client.get("/exchange").text
    number = re.search(r'<option value="(\d+)">p01.txt', page)[1]
    answer = client.post("/exchange/word", data={"source": number})
    assert answer.status_code == 200
    named = rf'filename="[^"]+ \d{{4}}-\d\d-\d\d {number}\.docx"'
    assert re.search(named, answer.headers["Content-Disposition"])
    assert "Codings known already" in shown(client, "x.docx", answer.content).text
    withdrawn = re.search(r'<option value="(\d+)">p07.txt', page)[1]
    assert client.post("/exchange/word", data={"source": withdrawn}).status_code == 422
    assert client.post("/exchange/word", data={"source": "999"}).status_code == 404


@pytest.mark.parametrize("suffix", [".qdpx", ".qdc"])
def test_for_another_program(desk_on, small, suffix):
    client = desk_on(small)
    answer = client.post("/exchange/other", data={"peer": "any", "suffix": suffix})
    assert answer.status_code == 200
    assert b"SEVENSECRET" not in unpacked(answer.content)
    assert "<li>" in client.post("/api/exchange/losses", data={"peer": "nvivo", "suffix": ".qdpx"}).text


def test_the_whole_project_says_what_it_holds(desk_on, small, tmp_path):
    from toolkit.services.keeping import archive

    client = desk_on(small)
    assert "stay behind" in client.get("/exchange").text
    answer = client.post("/exchange/project")
    (tmp_path / "p.zip").write_bytes(answer.content)
    back, _ = archive.read(tmp_path / "p.zip", tmp_path / "back", now=moment())
    assert b"SEVENSECRET" not in unpacked(answer.content)
    kept = [row for row in tables(project_of(small))["coding"] if "SEVENSECRET" not in row[4]]
    assert tables(back)["coding"] == kept


def test_nothing_is_taken_in_read_only_but_all_goes_out(desk_on, small):
    client = desk_on(small, read_only=True)
    page = client.get("/exchange").text
    assert "take-form" not in page
    assert shown(client, "p01.docx", marked(small)).status_code == 422
    assert client.post("/exchange/table", data={"kind": "codings", "form": ".csv"}).status_code == 200


def test_nothing_that_would_be_partial_goes_to_somebody_who_codes_blind(desk_on, small, spegla):
    assert spegla("coders", "assign", "MS", "--sources", "p01.txt", "-p", small).code == 0
    client = desk_on(small, coder="MS")
    for address, data in (
        ("/exchange/table", {"kind": "codings", "form": ".csv"}),
        ("/exchange/word", {"source": "1"}),
        ("/exchange/other", {}),
        ("/exchange/project", {}),
    ):
        assert client.post(address, data=data).status_code == 422, address


def test_an_empty_project_has_a_page(desk_on, spegla, tmp_path):
    spegla("init", tmp_path / "new", "--language", "en")
    assert "There are no interviews in the project yet." in desk_on(tmp_path / "new").get("/exchange").text
