"""The form of files that were shown: what was changed in it is taken, what was not decides nothing."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.decisions import SPEAKERS
from toolkit.errors import Problem, UsageError
from toolkit.importers.decoding import ENCODINGS
from toolkit.workbench import adding
from toolkit.workbench.adding import Corrections, Row


def form(**more):
    """Two files shown: an interview with two speakers, and a table with two columns; nothing changed yet."""
    shown = {
        "look": "look-1", "file": [0, 1], "encoding": ["", ""], "kind": ["", ""],
        "date": ["2025-03-31", ""], "date_was": ["2025-03-31", ""],
        "respondent": ["", ""], "respondent_was": ["", ""],
        "label": ["0 KL", "0 Åsa B"], "was": ["interviewer ", "respondent D01"],
        "role": ["interviewer", "respondent"], "who": ["", "D01"],
        "column": ["1 A", "1 B"], "column_was": ["id", "open"], "column_kind": ["id", "open"],
    }  # fmt: skip
    return Corrections(**{**shown, **more})


def decided(made):
    return {at: {**told, **made.speakers(at), **made.columns(at)} for at, told in made.files()}


def test_a_form_sent_as_it_was_shown_decides_nothing():
    assert decided(form()) == {0: {}, 1: {}}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": ["case", ""]}, {"kind": "case"}),
        ({"encoding": ["cp850", ""]}, {"encoding": "cp850"}),
        ({"date": ["2025-04-01", ""]}, {"date": "2025-04-01"}),
        ({"respondent": [" D07 ", ""]}, {"respondent": "D07"}),
        ({"who": ["", "D02"]}, {SPEAKERS: "Åsa B=D02"}),
        ({"role": ["interviewer", "unknown"]}, {SPEAKERS: "Åsa B=unknown"}),
        ({"extra": [0], "extra_label": ["Bo"], "extra_who": ["D09"]}, {SPEAKERS: "Bo=D09"}),
        ({"extra": [0], "extra_label": ["Bo"], "extra_who": [""]}, {}),
        ({"extra": [1], "extra_label": ["Bo"], "extra_who": ["D09"]}, {}),
    ],
)
def test_what_was_changed_of_a_file_is_decided_for_it_alone(change, told):
    made = decided(form(**change))
    assert made[0] == told
    assert not set(told) & set(made[1]) or made[1].get(SPEAKERS)


def test_one_column_changed_names_all_columns_of_its_file():
    made = decided(form(column_kind=["id", "closed"]))
    assert made == {0: {}, 1: {"columns": "A=id, B=closed"}}


@pytest.mark.parametrize(
    "change", [{"kind": [""]}, {"who": [""]}, {"date_was": []}, {"column_kind": ["id"]}, {"extra": [0]}]
)
def test_a_form_that_is_not_whole_is_refused(change):
    with pytest.raises(UsageError, match="The form is incomplete"):
        decided(form(**change))


@pytest.mark.parametrize(("value", "parted"), [("0 KL", (0, "KL")), ("12 a b", (12, "a b")), ("x y", (-1, "y")),
                                               ("0", (0, "")), ("-1 a", (-1, "a")), ("", (-1, ""))])  # fmt: skip
def test_a_label_says_of_which_file_it_is(value, parted):
    assert adding._parted(value) == parted


@pytest.mark.parametrize(
    ("hint", "told"),
    [("", False), ("Say it with --columns A=id", False), ("Write it in the front matter (date: …).", False),
     ("Add a line for this person to respondents.csv.", True)],
)  # fmt: skip
def test_a_next_step_is_shown_where_no_field_of_the_page_stands_for_it(hint, told):
    assert Row(None, None, ()).tells_next(Problem("a.txt", "Something.", hint)) is told  # type: ignore[arg-type]


def test_every_encoding_that_can_be_chosen_has_a_name():
    assert set(adding.ENCODING_TITLES) <= set(ENCODINGS)
    assert set(ENCODINGS) - set(adding.ENCODING_TITLES) == set()


def test_files_wait_for_this_windows_yes_and_are_let_go_of(desk_on, small):
    client = desk_on(small)
    talk = "KL: How was it?\nD01: By bus, every day.\n"
    shown = client.post("/api/sources/preview", files=[("files", ("nytt.txt", talk))])
    assert shown.status_code == 200
    assert "nytt.txt" in shown.text
    (session,) = client.app.state.door.sessions.values()
    look = session.shown.name
    assert client.post("/api/sources/forget").json() == {}
    gone = client.post("/api/sources/add", json={"look": look})
    assert gone.status_code == 409
    assert "nothing was added" in gone.json()["error"]
    assert "nytt.txt" not in client.get("/read").text
    client.post("/api/sources/preview", files=[("files", ("nytt.txt", talk))])
    added = client.post("/api/sources/add", json={"look": session.shown.name}).json()
    assert (added["added"], added["left_out"]) == (1, 0)
    assert session.shown is None
    assert "nytt.txt" in client.get("/read").text
