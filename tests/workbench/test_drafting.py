"""The draft's page: sentences that lead to their evidence, files to fetch, and the way back from a coding."""

from __future__ import annotations

import re
import time

import pytest

from toolkit.services.reports import draft_view


@pytest.fixture
def desk(spegla, small, desk_on):
    assert spegla("themes", "-p", small).code == 0
    return desk_on(small)


def asked(page: str, claim: int) -> dict[str, object]:
    stamp, outline = re.search(r'data-stamp="([^"]+)" data-outline="(\d+)"', page).groups()
    return {"stamp": stamp, "outline": int(outline), "claim": claim}


def done(desk, job: int) -> dict[str, object]:
    until = time.monotonic() + 60
    while (found := desk.get(f"/api/jobs/{job}").json())["state"] == "running" and time.monotonic() < until:
        time.sleep(0.1)
    return found


def test_without_themes_the_page_leads_to_them(desk_on, small):
    page = desk_on(small).get("/draft")
    assert (page.status_code, 'href="/themes"' in page.text) == (200, True)


def test_a_sentence_leads_to_its_passages_and_they_to_their_place(desk):
    page = desk.get("/draft").text
    claims = [int(number) for number in re.findall(r'data-claim="(\d+)"', page)]
    assert claims == list(range(len(claims)))
    answer = desk.post("/api/draft/evidence", json=asked(page, claims[0])).json()
    assert answer["passages"]
    for passage in answer["passages"]:
        assert set(passage) == {"quote", "person", "group", "codes", "href", "machine", "time"}
        assert re.fullmatch(r"/read/\d+#t\d+", passage["href"])
    assert desk.post("/api/draft/evidence", json=asked(page, len(claims))).status_code == 404


def test_what_may_not_be_told_is_not_on_the_page(desk):
    assert "SECRET" not in desk.get("/draft").text


def test_each_outline_is_a_page_of_its_own(desk):
    pages = [desk.get(f"/draft/outline/{number}").text for number in (1, 2)]
    assert all("data-claim" in page for page in pages)
    assert pages[0] != pages[1]
    assert desk.get("/draft/outline/99").status_code == 200


def test_a_page_stays_of_use_while_others_go_on_coding(desk, spegla, small):
    page = desk.get("/draft").text
    spegla("codings", "import", small / "codings.csv", "--coder", "B", "-p", small)
    assert desk.post("/api/draft/evidence", json=asked(page, 0)).status_code == 200
    forgotten = asked(page, 0) | {"stamp": "of-another-day"}
    assert desk.post("/api/draft/evidence", json=forgotten).status_code == 409
    assert "is not told here yet" in desk.get("/draft").text


@pytest.mark.parametrize(("form", "name"), [("docx", "draft.docx"), ("html", "draft.html")])
def test_the_draft_is_written_and_fetched_under_a_neutral_name(desk, form, name):
    job = done(desk, desk.post("/api/draft/write", json={"outline": 1, "form": form}).json()["job"])
    assert job["state"] == "done"
    (file,) = desk.get("/api/draft/last").json()["files"]
    answer = desk.get(file["href"])
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.content[:2] == {"docx": b"PK", "html": b"<!"}[form]
    page = desk.get("/draft").text
    assert file["href"] in page
    assert "Something was changed since" not in page


def test_nothing_is_written_in_a_workbench_for_reading(desk_on, small, spegla):
    spegla("themes", "-p", small)
    desk = desk_on(small, read_only=True)
    assert "data-write" not in desk.get("/draft").text
    assert desk.post("/api/draft/write", json={"outline": 1, "form": "docx"}).status_code == 422
    assert not (small / "drafts").exists()


def test_a_coding_tells_where_it_is_used(desk):
    found = [use for number in range(1, 64) for use in desk.get(f"/api/evidence/{number}").json()["findings"]]
    page = desk.get("/draft").text
    assert found
    for use in found:
        assert f'id="{use["href"].partition("#")[2]}"' in page
    assert desk.get("/api/evidence/99999").json() == {"findings": []}


def test_a_draft_from_suggestions_says_so(desk_on, suggested, spegla):
    spegla("themes", "--from-suggestions", "-p", suggested)
    desk = desk_on(suggested)
    page = desk.get("/draft").text
    assert "machine-made" in page
    assert desk.post("/api/draft/evidence", json=asked(page, 0)).json()["passages"][0]["machine"]


def test_a_draft_of_many_texts_is_waited_for_on_a_page_that_says_so(desk, monkeypatch):
    monkeypatch.setattr(draft_view, "MANY", 0)
    waiting = desk.get("/draft/outline/2").text
    assert "takes some seconds" in waiting
    assert "data-claim" not in waiting
    composed = desk.get(re.search(r'hx-get="([^"]+)"', waiting)[1])
    assert (composed.status_code, composed.headers["HX-Refresh"]) == (200, "true")
    assert "data-claim" in desk.get("/draft/outline/2").text
