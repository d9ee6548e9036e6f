"""An app that tells nobody anything: no pages about itself, no redirects, nothing traced."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from toolkit.workbench.silent import silent_app


@pytest.mark.parametrize("path", ["/", "/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"])
def test_there_are_no_pages_about_the_app(path):
    answer = TestClient(silent_app()).get(path)
    assert answer.status_code == 404
    assert "Spegla" not in answer.text


def test_an_address_with_a_slash_too_many_leads_nowhere():
    app = silent_app()
    app.add_api_route("/here", lambda: {"here": True}, methods=["GET"])
    client = TestClient(app, follow_redirects=False)
    assert client.get("/here").json() == {"here": True}
    assert client.get("/here/").status_code == 404


def test_each_app_has_routes_of_its_own():
    first, second = silent_app(), silent_app()
    first.add_api_route("/here", lambda: {"here": True}, methods=["GET"])
    assert TestClient(second).get("/here").status_code == 404
