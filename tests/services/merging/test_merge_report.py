"""A merge told: every count once, no words but of what could not be placed, the same in both languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from toolkit.domain.exchange.merging import Found
from toolkit.domain.texts.text import Span
from toolkit.errors import UsageError
from toolkit.messages import tr, use_language
from toolkit.services.merging.merge_report import COUNTS, KIND, TITLES, check, record, summary, write
from toolkit.services.merging.merging import Merged
from toolkit.services.merging.merging_beside import STAYS
from toolkit.services.merging.merging_plan import KINDS, REASONS, Conflict, Left, Pair, Part, Plan
from toolkit.services.projects.project import Project
from toolkit.storage.projects.merging import Fork

APART = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
WORDS = "Bussen\nkom å 👩"


def merged(plan=None, *, dry_run=False, withdrawn=(), unknown=()):
    return Merged(plan or Plan(Fork(APART, 1)), dry_run, None, tuple(withdrawn), tuple(unknown))


def written(merged, path):
    write(Project(path.parent, APART), merged, path)


def full():
    """A plan with something of everything."""
    plan = Plan(Fork(APART, 1))
    plan.pairs = {
        "p01.txt": Pair("p01.txt", "p01.txt", Found.FILE, kept=True),
        "p02.txt": Pair("p02.txt", "own.txt", Found.TEXT),
        "p03.txt": Pair("p03.txt", "p03.txt", Found.WORDS),
    }
    plan.new_sources = {"new.txt": "new (2).txt"}
    plan.out = {"gone.txt": "removed here", "p07.txt": "withheld"}
    plan.corrected, plan.corrected_apart = {"p01.txt": 1}, {"own.txt": 2}
    plan.new_codes = ["needs/transport"]
    plan.different_codes = [("needs", "title", "en: Needs\nsv: Behov", ""), ("needs", "retired", "false", "true")]
    plan.parts["codings"] = Part(
        new=[{"coder": "MS"}, {"coder": "EA"}, {"coder": "MS"}],
        changed=[(1, {})],
        same=4,
        removed_here=5,
        withheld=6,
        moved=7,
        edited=8,
    )
    plan.left = [Left("coding", "gone", "p01.txt", Span(3, 9), "needs", "MS", WORDS)]
    plan.conflicts = [
        Conflict("memo", "p01.txt", None, "", "ours", "theirs", both=True),
        Conflict("settlement", "p01.txt", Span(0, 4), "needs", "KL: applies", "MS: does not apply"),
    ]
    plan.claims_left, plan.quotes_left = 2, 3
    plan.stays = {"obstacles": 4, "packs": 0}
    return plan


def test_a_merge_of_nothing_says_so_and_nothing_more():
    told = record(merged())
    assert told["nothing_new"] is True
    assert told["together_until"] == APART
    assert (told["not_placed"], told["conflicts"], told["coders"]) == ([], [], {})
    assert all(not any(told[kind].values()) for kind in KINDS)
    assert summary(merged()) == ["Interviews found again here: 0"]


def test_two_that_never_were_one_are_told_so_first():
    assert "no history in common" in summary(merged(Plan(Fork())))[0]


def test_the_record_tells_everything_by_number_and_name():
    told = record(merged(full(), dry_run=True, withdrawn=["P07"], unknown=["X9"]))
    assert (told["dry_run"], told["nothing_new"], told["backup"]) == (True, False, None)
    assert told["sources"] == {
        "same": 2,
        "by_words": ["p03.txt"],
        "renamed": [{"there": "p02.txt", "here": "own.txt"}],
        "new": ["new (2).txt"],
        "removed_here": ["gone.txt"],
        "corrected": [{"source": "p01.txt", "corrections": 1}],
        "corrected_apart": [{"source": "own.txt", "corrections": 2}],
        "withheld": 1,
    }
    assert told["coders"] == {"EA": 1, "MS": 2}
    assert told["codings"] == {
        "new": 3,
        "changed": 1,
        "same": 4,
        "removed_here": 5,
        "withheld": 6,
        "moved": 7,
        "edited": 8,
    }
    assert told["codes"]["new"] == ["needs/transport"]
    assert told["codes"]["different"][1] == {"code": "needs", "what": "retired", "here": "false", "there": "true"}
    assert told["not_placed"] == [
        {
            "kind": "coding",
            "source": "p01.txt",
            "start": 3,
            "end": 9,
            "code": "needs",
            "coder": "MS",
            "reason": tr(REASONS["gone"]),
            "words": WORDS,
        }
    ]
    first, second = told["conflicts"]
    assert (first["start"], first["end"], first["both_kept"]) == (None, None, True)
    assert (second["start"], second["here"], second["there"]) == (0, "KL: applies", "MS: does not apply")
    assert (told["claims_left"], told["quotes_left"], told["withdrawn_there"], told["not_in_register"]) == (
        2,
        3,
        ("P07",),
        ("X9",),
    )


def test_the_summary_has_no_words_of_the_material_and_tells_each_thing_once():
    lines = summary(merged(full(), withdrawn=["P07"], unknown=["X9", "X8"]))
    assert not any("Bussen" in line for line in lines)
    assert len(set(lines)) == len(lines)
    assert lines[0] == "Interviews found again here: 3"
    for part in (
        "  of them known by their words, since the text was edited: 1",
        "  of them under another name: 1",
        "  new: new (2).txt",
        "  removed here, and so left out: gone.txt",
        "  1 correction of p01.txt comes along",
        "  left out, consent is missing or has been withdrawn: 1",
        "  new codings by MS: 2",
        "New codes in the scheme: needs/transport",
        "Codes that are worded otherwise there; what stands here was kept: 1",
        "Could not be placed: 1",
        "Decided otherwise here and there: 2",
        "Obstacles that stay in the copy: 4. Write them here.",
        "In the copy's register, but not in the one here: X9, X8",
    ):
        assert part in lines, part
    assert sum("corrections of own.txt" in line for line in lines) == 1
    assert not any("packs" in line.casefold() for line in lines)
    (codings,) = (line for line in lines if line.startswith("Codings: "))
    assert codings.startswith("Codings: new: 3; changed in the copy: 1; the same as here: 4")
    assert [line for line in lines if "P07" in line]


def test_kinds_counts_and_what_stays_all_have_a_name_in_both_languages():
    assert tuple(TITLES) == KINDS
    assert set(COUNTS) == set(Part().counts)
    texts = [*TITLES.values(), *COUNTS.values(), *STAYS.values(), *KIND.values()]
    english = [tr(one, n=1) for one in texts]
    use_language("sv")
    assert not [one for one, other in zip(english, (tr(each, n=1) for each in texts), strict=True) if one == other]


@pytest.mark.parametrize("name", ["merge.json", "MERGE.JSON"])
def test_the_json_file_is_the_record_with_letters_as_they_are(tmp_path, name):
    written(merged(full()), tmp_path / name)
    text = (tmp_path / name).read_text("utf-8")
    assert "å 👩" in text
    assert json.loads(text) == json.loads(json.dumps(record(merged(full())), default=str))


@pytest.mark.parametrize(("dry_run", "title"), [(True, "# Merge, only looked at"), (False, "# Merge")])
def test_the_report_says_what_it_is_and_each_line_stays_one_line(tmp_path, dry_run, title):
    written(merged(full(), dry_run=dry_run), tmp_path / "merge.md")
    text = (tmp_path / "merge.md").read_text("utf-8")
    lines = text.split("\n")
    assert lines[0] == title
    assert text.count("\n\n## ") == 3
    assert [line for line in lines if line.startswith("## ")] == [
        "## Could not be placed",
        "## Decided otherwise here and there",
        "## Codes that are worded otherwise",
    ]
    reason = tr(REASONS["gone"])
    assert f"- coding `needs` (MS), p01.txt 3–9: {reason}: “Bussen / kom å 👩”" in lines
    assert "- memo, p01.txt: here: ours · there: theirs · both kept" in lines
    assert (
        "- settlement `needs`, p01.txt 0–4: here: KL: applies · there: MS: does not apply · what stands here was kept"
        in lines
    )
    assert "  - here: en: Needs / sv: Behov" in lines
    assert "  - there: –" in lines


def test_a_report_of_nothing_has_no_headings_but_its_title(tmp_path):
    written(merged(), tmp_path / "merge.md")
    text = (tmp_path / "merge.md").read_text("utf-8")
    assert text == "# Merge\n\n- Interviews found again here: 0\n"


@pytest.mark.parametrize("name", ["merge.docx", "merge", ".md"])
def test_another_kind_of_file_is_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(UsageError) as refused:
        check(tmp_path / name, force=True)
    assert (name if "." not in name[1:] else ".docx") in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (Left("theme", "gone", "", None, "needs", ""), "- theme `needs`: "),
        (Left("memo", "gone", "p01.txt", None, "", "MS"), "- memo (MS), p01.txt: "),
        (Left("tie", "gone", "p01.txt", Span(1, 2), "", "MS"), "- mark of a partner (MS), p01.txt 1–2: "),
    ],
    ids=["of no source", "of no code", "a place without a code"],
)
def test_what_could_not_be_placed_is_told_without_what_it_lacks(tmp_path, one, line):
    plan = Plan(Fork(APART, 1))
    plan.left = [one]
    written(merged(plan), tmp_path / "merge.md")
    last = (tmp_path / "merge.md").read_text("utf-8").splitlines()[-1]
    assert last == line + tr(REASONS["gone"])
