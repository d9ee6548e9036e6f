"""Two evaluators: blind coding, copies, merging, disagreements, settling, a sharper definition, agreement again."""

import csv
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import INTERVIEWS
from toolkit.domain.comparing.settlements import Settlement
from toolkit.services.coding import scheme_editing
from toolkit.services.coding.codings import listed
from toolkit.services.comparing import agreement, disagreements, settling
from toolkit.services.comparing.settling import Judgement
from toolkit.services.projects.project import open_project

NOW = datetime.now(UTC) + timedelta(hours=1)


def table_of(coder, to, sources=None):
    """The sample's codings by this coder, of these sources or all, as a file to import."""
    with (INTERVIEWS / "codings" / f"coder_{coder.lower()}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=_delimiter(file))
        kept = [row for row in rows if sources is None or row["source"] in sources]
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept[0].keys())
        writer.writeheader()
        writer.writerows(kept)
    return to, {row["source"] for row in kept}


def _delimiter(file):
    first = file.readline()
    file.seek(0)
    return ";" if ";" in first else ","


@pytest.mark.slow
def test_two_evaluators(own_sample, tmp_path, spegla):
    main = own_sample
    table, coded = table_of("B", tmp_path / "b.csv")
    chosen = sorted(coded)[:4]

    # A lets B code four interviews blind, and gives B a copy that says who works in it.
    given = spegla("coders", "assign", "B", "--sources", ",".join(chosen), "-p", main, "--json").json
    assert given["new"] == chosen
    copy = copy_for("B", main, tmp_path / "copy")

    # In the copy B sees nothing of A there, codes, and is through.
    seen = {row["source"] for row in spegla("codings", "list", "-p", copy, "--json").json["codings"]}
    assert seen
    assert seen.isdisjoint(chosen)
    assert "Blint:" in spegla("codings", "list", "-p", copy).out
    assert spegla("draft", "-p", copy).code == 1
    own, _ = table_of("B", table, chosen)
    assert spegla("codings", "import", own, "--coder", "B", "-p", copy).code == 0
    assert {
        row["coder"]
        for row in spegla("codings", "list", "-p", copy, "--json").json["codings"]
        if row["source"] in chosen
    } == {"B"}
    assert spegla("coders", "done", "B", "-p", copy).code == 0

    # Meanwhile A renames nothing, but goes on coding; then the copy comes back.
    before = spegla("codings", "list", "--coder", "A", "-p", main, "--json").json["codings"]
    looked = spegla("merge", copy, "-p", main, "--dry-run", "--json").json
    merged = spegla("merge", copy, "-p", main, "--json", "--report", tmp_path / "merge.md").json
    assert looked["codings"] == merged["codings"]
    assert merged["coders"] == {"B": merged["codings"]["new"]}
    assert not merged["not_placed"]
    assert not merged["conflicts"]
    assert spegla("codings", "list", "--coder", "A", "-p", main, "--json").json["codings"] == before
    theirs = spegla("codings", "list", "--coder", "B", "-p", copy, "--json").json["codings"]
    assert keys(spegla("codings", "list", "--coder", "B", "-p", main, "--json").json["codings"]) == keys(theirs)
    assert spegla("merge", copy, "-p", main, "--json").json["nothing_new"]
    (coder,) = (one for one in spegla("coders", "-p", main, "--json").json["coders"] if one["name"] == "B")
    assert all(one["done"] for one in coder["assignments"])

    # The agenda first: every disagreement, one settled, its definition sharpened.
    first = spegla("agreement", "--coders", "A,B", "-p", main, "--json").json
    project = open_project(main, now=NOW)
    found = agreement.compared(project, ("A", "B"))
    one = next(each for each in disagreements.known(project, found) if each.without == ("A",))
    judgement = Judgement(one.source_id, one.span, one.code, applies=True, reason="Both read the definition again")
    settled = settling.settle(project, judgement, coder="A", command="two-evaluators-1")
    assert isinstance(settled, Settlement)
    code = project.scheme_file.codes[one.code]
    wish = scheme_editing.Rename(code.path, "sv", code.titled("sv"), "Skarpare: det som sägs om just detta.")
    scheme_editing.edit(open_project(main, now=NOW), wish, coder="A", command="two-evaluators-2")
    assert spegla("scheme", "-p", main).code == 0

    # A codes one of B's places too, and agreement is better by that.
    codes_like("B", chosen[0], main, tmp_path / "more.csv")
    assert spegla("codings", "import", tmp_path / "more.csv", "--coder", "A", "-p", main).code == 0
    again = spegla("agreement", "--coders", "A,B", "-p", main, "--json").json
    assert len(again["disagreements"]) <= len(first["disagreements"])
    assert again != first
    # The copy can be brought back once more: what was settled here stays.
    assert spegla("merge", copy, "-p", main, "--json").json["nothing_new"]


def copy_for(coder, folder, to):
    """A copy of the project that says who works in it."""
    shutil.copytree(folder, to)
    settings = (to / "project.toml").read_text(encoding="utf-8").splitlines()
    lines = [f'coder = "{coder}"', *(line for line in settings if not line.startswith("coder"))]
    (to / "project.toml").write_text("\n".join(lines), encoding="utf-8")
    return to


def codes_like(coder, source, folder, to):
    """The coder's codings of a source as a table without their coder."""
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("source", "start", "end", "quote", "code"))
        for each in listed(open_project(folder, now=NOW), coder=coder, source=source)[0]:
            writer.writerow((each.source, each.span.start, each.span.end, each.quote, each.code))


def keys(rows):
    return {(row["source"], row["start"], row["end"], row["code"], row["coder"]) for row in rows}
