"""The screen of the people: consent in words, what is empty, restriction, the copy, what a withdrawal takes."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from toolkit.services.comparing import assignments
from toolkit.services.privacy import withdrawal_look
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.projects import access_log
from toolkit.services.projects.project import open_project


@pytest.fixture
def client(small, desk_on):
    return desk_on(small)


def opened(folder):
    return open_project(folder, now=datetime.now(UTC))


def rows(page):
    return dict(re.findall(r'<li class="card person-row".*?<span class="person">(\w+)</span>(.*?)</li>', page, re.S))


def test_everybody_stands_there_with_consent_in_words(client):
    found = rows(client.get("/people").text)
    assert len(found) == 13
    assert "Nothing is used: withdrawn" in found["P07"]
    assert re.search(r"quote</dt><dd>no\s*<span class=\"soft\">\(as the register says\)", found["P05"])
    assert "consent_scope" in found["P01"]
    assert re.search(r"[1-9]\d* words · [1-9]\d* codings", found["P01"])


def test_who_speaks_without_a_line_is_named(small, desk_on):
    path = small / "interviews" / "respondents.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("P01")]
    path.write_text("\n".join(kept), encoding="utf-8")
    page = desk_on(small).get("/people").text
    assert "has no line in interviews/respondents.csv" in page
    assert "P01" in page


def test_consents_that_end_soon_come_first(small, desk_on):
    path = small / "interviews" / "respondents.csv"
    soon = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    text = path.read_text(encoding="utf-8")
    text = text.replace("P09,participants,,given,2027-12-31", f"P09,participants,,given,{soon}")
    path.write_text(text, encoding="utf-8")
    page = desk_on(small).get("/people").text
    assert next(iter(rows(page))) == "P09"
    assert f"Ends on {soon}" in page


def test_a_restriction_is_put_and_lifted(client, small):
    page = client.post("/people/restrict", data={"respondent": "P01"}).text
    assert "processing restricted" in rows(page)["P01"]
    assert not opened(small).register.usable("P01")
    assert "bus was the worst" not in client.get("/read/1").text + client.get("/read/1/rest").text
    page = client.post("/people/restrict", data={"respondent": "P01", "lift": "true"}).text
    assert "Nothing is used" not in rows(page)["P01"]
    assert opened(small).register.usable("P01")


def test_the_copy_is_a_word_file_under_a_name_that_names_nobody(client, small):
    answer = client.post("/people/copy", data={"respondent": "P01"})
    assert answer.status_code == 200
    assert "P01" not in answer.headers["Content-Disposition"]
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert access_log.lines(opened(small))[-1]["verb"] == "subject-copy"


def test_what_a_withdrawal_takes_is_shown_and_nothing_is_done(client, small):
    page = client.post("/people/withdraw", data={"respondent": "P01"}).text
    assert "1 source, whole" in page
    told = withdrawal_look.look(opened(small), "P01", Wish()).files
    assert "<li>codings: 9</li>" in page  # as the certificate says it
    assert all(f'<span class="person">{name}</span>' in page for name in told)
    assert "spegla privacy withdraw P01" in page
    assert not (small / "withdrawals.jsonl").exists()
    assert client.post("/people/withdraw", data={"respondent": "Nobody"}).status_code == 404


def test_read_only_and_presentation_are_obeyed(small, desk_on):
    client = desk_on(small, read_only=True)
    assert "/people/restrict" not in client.get("/people").text
    assert client.post("/people/restrict", data={"respondent": "P01"}).status_code == 422
    assert "/people/copy" not in desk_on(small, presentation=True).get("/people").text


def test_blind_eyes_get_no_copy_and_no_look(small, desk_on):
    assignments.assign(opened(small), "B", ["p02.txt"])
    client = desk_on(small, coder="B")
    page = client.get("/people").text
    assert "/people/copy" not in page
    assert " quotes" not in rows(page)["P01"]
    for path in ("/people/copy", "/people/withdraw"):
        assert client.post(path, data={"respondent": "P01"}).status_code == 422


def test_an_empty_register_says_what_to_do(spegla, tmp_path, desk_on):
    assert spegla("init", tmp_path / "new").code == 0
    assert "Nobody is in the register yet." in desk_on(tmp_path / "new").get("/people").text
