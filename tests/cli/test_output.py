"""What a command says: lines or one document, problems by seriousness, numbers as the reader's language writes them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import output
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Problem, Refused, UsageError
from toolkit.messages import N_


@dataclass(frozen=True, slots=True)
class Place:
    span: Span
    day: date


def test_an_answer_is_a_document_or_lines_never_both(capsys):
    document = {"namn": "Åsa 🙂", "when": datetime(2026, 3, 1, 9, tzinfo=UTC), "who": {"B", "A"}, "at": Path("a/b")}
    output.answer(document, ["a line"], json_wanted=True)
    said = capsys.readouterr().out
    assert "Åsa 🙂" in said  # letters as they are, not as escapes
    assert json.loads(said) == {"namn": "Åsa 🙂", "when": "2026-03-01T09:00:00+00:00", "who": ["A", "B"], "at": "a/b"}
    output.answer(document, ["a line", "another"], json_wanted=False)
    assert capsys.readouterr().out == "a line\nanother\n"
    output.answer({}, iter(()), json_wanted=False)
    assert capsys.readouterr().out == ""


def test_values_of_ours_become_what_json_holds():
    made = json.loads(json.dumps([Place(Span(1, 4), date(2025, 1, 2)), frozenset({2, 1})], default=output.plain))
    assert made == [{"span": {"start": 1, "end": 4}, "day": "2025-01-02"}, [1, 2]]
    with pytest.raises(TypeError, match="object"):
        output.plain(object())
    with pytest.raises(TypeError):
        output.plain(Place)  # a class is no value


@pytest.mark.parametrize("records", [[], [{"n": 1}], [{"words": "rad\n två"}, {"words": "ö\u2028"}]])
def test_a_list_told_as_it_comes_is_one_document(capsys, records):
    output.stream_list("segments", iter(records))
    assert json.loads(capsys.readouterr().out) == {"segments": records}


@pytest.mark.parametrize(
    ("error", "code", "err"),
    [
        (Refused(N_("Nothing was done.")), 1, "Nothing was done.\n"),
        (NotFound(N_("There is no {x}."), hint=N_("See {x}."), x="y"), 1, "There is no y.\n  → See y.\n"),
        (UsageError(N_("Nobody is named as coder.")), 2, "Nobody is named as coder.\n"),
    ],
)
def test_an_error_is_a_sentence_a_next_step_and_an_exit_code(capsys, error, code, err):
    assert output.failed(error, json_wanted=False) == code
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", err)
    assert output.failed(error, json_wanted=True) == code
    said = capsys.readouterr()
    assert json.loads(said.out) == {"error": error.sentence, "hint": error.hint}
    assert said.err == err


def test_problems_are_told_serious_ones_first_each_with_its_place_once(capsys):
    light = Problem("b.txt", "The file is empty.", serious=False)
    named = Problem("c.txt", "{file} is locked.", "Open {file}.", {"file": "c.txt"})
    output.problems([light, named], json_wanted=False)
    assert capsys.readouterr().err == "✗ c.txt is locked.\n    → Open c.txt.\n· b.txt: The file is empty.\n"
    output.problems([light, named], json_wanted=True)
    assert capsys.readouterr() == ("", "")
    assert output.problem_records([named, light]) == [
        {"where": "c.txt", "message": "c.txt is locked.", "hint": "Open c.txt.", "serious": True},
        {"where": "b.txt", "message": "The file is empty.", "hint": "", "serious": False},
    ]


@pytest.mark.parametrize(
    ("n", "more"), [(25, ""), (26, "… and 1 more; --json lists them all.\n"), (40, "… and 15 more")]
)
def test_no_more_than_25_problems_are_told_at_once(capsys, n, more):
    output.problems([Problem(f"f{i}", "Wrong.") for i in range(n)], json_wanted=False)
    said = capsys.readouterr().err
    assert said.count("✗") == min(n, 25)
    assert more in said
    assert ("more" in said) == bool(more)


def test_a_table_is_as_wide_as_its_widest_cells_and_ends_no_line_in_blanks():
    assert list(output.table(("Kod", "Antal"), [("ålder", 3), ("b", None)])) == [
        "Kod    Antal",
        "─────  ─────",
        "ålder  3",
        "b      None",
    ]
    assert list(output.table(("A", "B"), [("", "")])) == ["A  B", "─  ─", ""]
    assert list(output.table(("A", "Long"), ())) == ["A  Long", "─  ────"]


@given(st.lists(st.lists(st.text("aå🙂 ", max_size=6), min_size=2, max_size=2), max_size=5))
def test_every_row_of_a_table_begins_its_second_cell_at_the_same_place(rows):
    lines = list(output.table(("one", "two"), rows))
    width = max(3, *(len(first) for first, _ in rows)) if rows else 3
    assert len(lines) == len(rows) + 2
    for line, (first, second) in zip(lines[2:], rows, strict=True):
        assert line == f"{first.ljust(width)}  {second.ljust(max(3, len(second)))}".rstrip()


@pytest.mark.parametrize(
    ("typed", "yes"),
    [("y", True), ("YES", True), (" ja ", True), ("J", True), ("", False), ("n", False), ("yess", False)],
)
def test_only_a_yes_in_a_language_of_ours_is_a_yes(monkeypatch, capsys, typed, yes):
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **how: asked.append((text, how["err"])) or typed)
    assert output.agreed("Take it out?") is yes
    assert asked == [("Take it out? [y/N]", True)]  # asked on standard error: what is piped on stays clean


def test_what_nobody_agreed_to_is_not_done_and_nothing_is_asked_beside_json(monkeypatch):
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or "n")
    output.confirmed("Sure?", yes=True)
    output.confirmed("Sure?", yes=True, json_wanted=True)
    with pytest.raises(UsageError, match="With --json nothing is asked"):
        output.confirmed("Sure?", json_wanted=True)
    assert asked == []
    with pytest.raises(Refused) as refused:
        output.confirmed("Sure?")
    assert ("--yes" in refused.value.hint, asked) == (True, ["Sure? [y/N]"])

    def gone(*_, **__):
        raise typer.Abort

    monkeypatch.setattr("typer.prompt", gone)
    with pytest.raises(Refused):
        output.confirmed("Sure?")


def test_there_is_no_progress_bar_in_a_pipe_or_beside_json(monkeypatch):
    with output.progress("Reading", json_wanted=True) as nothing:
        assert nothing is None
    with output.progress("Reading", json_wanted=False) as nothing:
        assert nothing is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with output.progress("Reading", json_wanted=False) as told:
        assert told is not None
        told(1, 2)


def test_a_reader_who_has_left_is_no_full_disk():
    with pytest.raises(BrokenPipeError), output.heard():
        raise BrokenPipeError


def test_a_reader_who_leaves_early_hears_the_rest_on_standard_error():
    script = "from toolkit.cli import output; output.told(['line ' * 20] * 20_000); output.say('what came of it')"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as talking:
        assert talking.stdout is not None
        assert talking.stdout.readline().startswith("line line")
        talking.stdout.close()
        assert talking.stderr is not None
        err = talking.stderr.read()
    assert (talking.wait(), err) == (0, "what came of it\n")
