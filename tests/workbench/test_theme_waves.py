"""Themes before and after, by command and on the screen."""

from __future__ import annotations

import pytest

from tests.material import SAID, codings_table


@pytest.fixture
def listed(spegla):
    return lambda folder, *options: spegla("themes", *options, "-p", folder, "--json").json["themes"]


def heard_again(spegla, folder):
    """The interviews say their wave: P01 and P02 are heard again after, P03 only after, the others before."""
    for number in (1, 2, 3, 4, 9):
        path = folder / "interviews" / f"p{number:02}.txt"
        text = path.read_text("utf-8")
        wave = "after" if number == 3 else "before"
        spegla("sources", "remove", path.name, "--yes", "-p", folder)
        path.write_text(f"---\nwave: {wave}\n---\n{text}", "utf-8")
        spegla("add", path, "-p", folder)
        if number in (1, 2):
            again = path.with_name(f"p{number:02}-again.txt")
            again.write_text(f"---\nwave: after\n---\n{text}", "utf-8")
            spegla("add", again, "-p", folder)


def test_new_people_are_told_apart_from_the_same_people_in_two_waves(spegla, suggested, desk_on):
    heard_again(spegla, suggested)
    (suggested / "k.csv").write_text(codings_table(SAID), "utf-8")
    assert spegla("codings", "import", suggested / "k.csv", "--coder", "KL", "-p", suggested).code in (0, 1)
    spegla("themes", "-p", suggested)
    told = spegla("themes", "waves", "-p", suggested, "--json").json
    (needs,) = [one for one in told["themes"] if (one["area"], one["group"]) == ("needs", "participants")]
    assert (needs["heard_before"], needs["heard_after"], needs["heard_both_times"]) == (4, 3, 2)
    assert (needs["new_people"], needs["ceased"]) == (1, 2)
    page = desk_on(suggested).get("/themes/waves")
    assert (page.status_code, "Before and after" in page.text) == (200, True)
    assert "SEVENSECRET" not in page.text


def test_without_waves_the_way_to_name_them_is_told(spegla, listed, small, desk_on):
    listed(small)
    answer = spegla("themes", "waves", "-p", small)
    assert (answer.code, "wave: before" in answer.err) == (1, True)
    assert "/themes/waves" not in desk_on(small).get("/themes").text
