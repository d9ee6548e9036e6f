"""The board when material has been added: what is new, what waits, what is sorted anew only when asked for."""

from __future__ import annotations

import time

import pytest

from tests.material import SAID, codings_table

NEEDS = {"area": "needs", "group": "participants"}


@pytest.fixture
def grown(spegla, suggested, desk_on):
    """A board whose themes were made before half of the codings came."""
    folder = suggested
    (folder / "first.csv").write_text(codings_table([one for one in SAID if one.person not in ("P08", "P09")]), "utf-8")
    spegla("codings", "import", folder / "first.csv", "--coder", "KL", "-p", folder)
    assert spegla("themes", "-p", folder).code == 0
    (folder / "all.csv").write_text(codings_table(SAID), "utf-8")
    spegla("codings", "import", folder / "all.csv", "--coder", "KL", "-p", folder)
    return desk_on(folder)


def found(client, **wish):
    job = client.post("/api/themes/find", json=wish).json()["job"]
    for _ in range(600):
        told = client.get(f"/api/jobs/{job}").json()
        if told["state"] != "running":
            return told
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_new_passages_are_marked_until_somebody_has_looked(grown):
    assert grown.get("/api/themes/state").json() == {"outdated": True}
    assert found(grown)["state"] == "done"
    column = grown.get("/themes/area/2/group/1/column").text
    assert "data-seen" in column
    assert 'class="is-new"' in column
    assert grown.post("/api/themes/seen", json=NEEDS).json()["seen"] > 0
    column = grown.get("/themes/area/2/group/1/column").text
    assert "data-seen" not in column
    assert 'class="is-new"' not in column


def test_looking_says_what_would_change_and_changes_nothing(grown):
    found(grown)
    before = grown.get("/themes/area/2/group/1/column").text
    told = found(grown, anew=True, look=True)
    assert told["state"] == "done"
    assert "What you decided stays as it is." in told["said"]
    assert grown.get("/themes/area/2/group/1/column").text == before


def test_a_column_is_parted_more_finely_when_asked(grown):
    found(grown)
    assert found(grown, how="finer", **NEEDS)["state"] == "done"
    assert grown.get("/themes/area/2/group/1/column").text.count("<article") >= 2
    assert found(grown, how="coarser", **NEEDS)["state"] == "done"


def test_the_machines_best_themes_are_told_with_a_reason(grown, spegla):
    found(grown)
    found(grown, how="finer", **NEEDS)
    column = grown.get("/themes/area/2/group/1/column").text
    key = column.split('data-key="')[1].split('"')[0]
    told = grown.post("/api/themes/best", json=NEEDS | {"passages": [key]}).json()
    assert told[key]
    assert all(one["because"] and one["name"] for one in told[key])
    assert grown.post("/api/themes/apart", json=NEEDS).status_code == 200
    assert grown.post("/api/themes/best", json=NEEDS | {"passages": ["none.txt:0-4"]}).json() == {}
    assert "SEVENSECRET" not in column + str(told)
