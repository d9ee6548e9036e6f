"""Answers that say no: the status that fits, a page or a document as was asked, and never a value."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.workbench.conftest import DeskOn
from toolkit import messages
from toolkit.cli import output
from toolkit.errors import (
    BadFile,
    BadSetting,
    ConflictError,
    DamagedProject,
    MisplacedQuote,
    NotAProject,
    NotFound,
    NotSaved,
    ProjectBusy,
    Refused,
    SpeglaError,
    UsageError,
)
from toolkit.messages import N_
from toolkit.workbench import refusals
from toolkit.workbench.refusals import Calm, refusal, told_place

STATUS = {
    ConflictError: 409, NotFound: 404, ProjectBusy: 503, NotSaved: 507, DamagedProject: 500, Refused: 422,
    BadFile: 422, BadSetting: 422, MisplacedQuote: 422, NotAProject: 422, UsageError: 422,
}  # fmt: skip


@pytest.fixture
def failing(desk_on: DeskOn, small_coded):
    """A workbench with routes that raise whatever they are given."""

    def client(error: Exception):
        made = desk_on(small_coded)

        def fail() -> None:
            raise error

        made.app.add_api_route("/api/fail", fail, methods=["GET"])
        made.app.add_api_route("/draft/fail", fail, methods=["GET", "POST"])
        return made

    return client


@pytest.mark.parametrize(("kind", "status"), STATUS.items(), ids=lambda one: getattr(one, "__name__", one))
def test_each_error_has_its_status_and_a_sentence_with_a_next_step(failing, kind: type[SpeglaError], status):
    client = failing(kind(N_("Nothing was done."), hint=N_("Load the page again.")))
    document = client.get("/api/fail")
    assert document.status_code == status
    assert document.json() == {"error": "Nothing was done.", "hint": "Load the page again."}
    page = client.get("/draft/fail")
    assert page.status_code == status
    assert "Nothing was done." in page.text
    assert "Load the page again." in page.text


def test_a_form_that_was_refused_leads_back_to_its_screen(failing):
    client = failing(Refused(N_("Nothing was done.")))
    assert 'href="/draft"' in client.post("/draft/fail").text
    assert refusals._screen(type("Request", (), {"method": "GET", "scope": {"path": "/draft/fail"}})()) == ""


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/nowhere", 404, "There is no such page."),
        ("GET", "/api/nowhere", 404, "There is no such page."),
        ("POST", "/themes", 405, "The workbench does not do this here."),
        ("GET", "/read/SECRETWORD", 422, "The workbench did not understand what was sent."),
        ("GET", "/api/jobs/SECRETWORD", 422, "The workbench did not understand what was sent."),
    ],
)
def test_addresses_that_lead_nowhere_are_told_without_repeating_them(desk_on, small_coded, method, path, status, said):
    answer = desk_on(small_coded).request(method, path)
    assert answer.status_code == status
    assert said in answer.text
    assert "SECRETWORD" not in answer.text


def test_a_mistake_in_the_program_is_answered_calmly_and_tells_its_place_only(failing, capsys):
    client = failing(ValueError("SECRET words of somebody"))
    for path in ("/api/fail", "/draft/fail"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "Something went wrong in the program. What was saved before is safe." in answer.text
        assert "SECRET" not in answer.text
    heard = capsys.readouterr().err
    assert heard.count("spegla: ValueError (") == 2
    assert "SECRET" not in heard


def test_an_answer_that_has_begun_is_not_begun_again(capsys):
    async def halfway(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("SECRET")

    answer = TestClient(Calm(halfway), raise_server_exceptions=False)
    with pytest.raises(BaseException):  # noqa: B017, PT011 - the client's own: the answer was never ended
        assert answer.get("/").status_code == 500
    assert "SECRET" not in capsys.readouterr().err


def test_who_is_not_in_is_told_nothing_of_the_project():
    page = refusal({"path": "/"}, 403, N_("Nothing was done."))
    assert page.status_code == 403
    assert b"Nothing was done." in page.body
    assert b"small" not in page.body
    document = refusal({"path": "/api/x"}, 403, N_("Nothing was done."))
    assert document.body == b'{"error":"Nothing was done.","hint":""}'
    messages.use_language("sv")
    assert "Ingenting gjordes." in refusal({"path": "/"}, 403, N_("Nothing was done.")).body.decode()


def test_the_place_of_a_mistake_is_the_last_line_of_ours():
    with pytest.raises(AttributeError) as outside:
        Refused("x").sentence.no_such_name  # type: ignore[attr-defined]  # noqa: B018
    assert told_place(outside.value) == "spegla: AttributeError (?)"  # no line of the program's own is in it
    with pytest.raises(TypeError) as inside:
        output.plain(object())
    assert re.fullmatch(r"spegla: TypeError \(output\.py:\d+\)", told_place(inside.value))


def test_blind_eyes_are_told_which_interviews_are_left(spegla, small, desk_on):
    assert spegla("coders", "assign", "KL", "--sources", "p10.txt", "-p", small).code == 0
    client = desk_on(small, coder="KL")
    page = client.get("/trust")
    assert page.status_code == 422
    assert "p10.txt" in page.text
    assert client.get("/api/comparing/none").status_code in (404, 422)
