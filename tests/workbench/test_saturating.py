"""The page Saturation: by group, with a next step where nothing is coded, for nobody who codes blind."""

from __future__ import annotations


def test_each_group_is_judged_in_sentences(desk_on, small_coded):
    client = desk_on(small_coded)
    page = client.get("/saturation")
    assert page.status_code == 200
    assert "Saturated at 7 interviews" in page.text
    assert "it takes 6 interviews, and there are fewer" in page.text
    assert "SECRET" not in page.text
    assert client.get("/saturation?news=weather").status_code == 422


def test_where_nothing_is_coded_the_next_step_is_told(desk_on, suggested_once):
    page = desk_on(suggested_once).get("/saturation")
    assert page.status_code == 200
    assert "Saturated" not in page.text
    assert 'href="/read"' in page.text


def test_a_reflexive_project_knows_no_figures_and_blind_eyes_wait(desk_on, small, spegla):
    assert spegla("coders", "assign", "KL", "--sources", "p10.txt", "-p", small).code == 0
    blind = desk_on(small)
    page = blind.get("/saturation")
    assert page.status_code == 422
    assert "p10.txt" in page.text
    assert desk_on(small, coder="B").get("/saturation").status_code == 200
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    reflexive = desk_on(small, coder="B").get("/saturation")
    assert reflexive.status_code == 422
    assert "works reflexively" in reflexive.text
