"""Consent in every read: ended, restricted or outside its scope is as withdrawn, from that day on by local time."""

from __future__ import annotations

import random
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.domain.sources.test_consents import calendar, drawn
from toolkit.domain.codings import searches
from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Purpose
from toolkit.errors import ConflictError, Refused
from toolkit.services.coding import finding
from toolkit.services.exchange import exchange_out
from toolkit.services.material import sources
from toolkit.services.privacy import consent_texts, consents, retention
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing, drafts
from toolkit.services.status import status
from toolkit.workbench.desk import Desk

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GIVEN = "P01,participants,,given,2027-12-31,yes,,31"
HEADER = "id,group,organisation,consent,consent_until,quote,labels,age"
WITHDREW = "P01,participants,,withdrawn,,,,31"
ENDED = "P01,participants,,given,2026-11-21,yes,,31"
MORE = f"{HEADER},consent_scope,enrolled_until,restricted,withdrawn,consent_date"
CLOSED = {
    "left": "P01,participants,,given,while enrolled,yes,,31,,2026-11-21,,,",
    "restricted": "P01,participants,,given,2027-12-31,yes,,31,,,2026-11-22,,",
    "withdrawn from today on": "P01,participants,,given,2027-12-31,yes,,31,,,,2026-11-22,",
    "not yet": "P01,participants,,given,2027-12-31,yes,,31,,,,,2026-11-23",
    "other scope": "P01,participants,,given,2027-12-31,,,31,contact,,,,",
}
WORD = "kitchen"  # nobody but P01 says it


def with_register(folder, line, *, header=HEADER):
    """Change P01's line of the register, and its header."""
    path = folder / "interviews" / "respondents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(HEADER, header).replace(GIVEN, line), encoding="utf-8")
    return open_project(folder, now=NOW)


def hits(project, word=WORD):
    return finding.find(project, searches.asked(word)).count


@pytest.fixture
def twin(small, tmp_path):
    """Two copies of the small project: in the one P01's consent has ended, in the other P01 has withdrawn."""
    other = shutil.copytree(small, tmp_path / "other" / "small")
    with_register(small, ENDED)
    with_register(other, WITHDREW)
    return small, other


@pytest.mark.figure("A29")
def test_a29_at_every_local_midnight_and_change_of_clocks_the_day_turns(small, monkeypatch, figure):
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    time.tzset()
    try:
        rng, here = random.Random(290), ZoneInfo("Europe/Stockholm")
        people = [drawn(rng) for _ in range(12)]
        truth = [calendar(one) for one in people]
        project = open_project(small, now=NOW)
        project.__dict__["_registered"] = (
            Register.of(Respondent(f"P{n}", consent=one) for n, one in enumerate(people)),
            (),
        )
        wrong = 0
        for _ in range(10_000):
            day = date(2025, 1, 2) + timedelta(days=rng.randrange(3 * 365 - 3))
            midnight = datetime(day.year, day.month, day.day, tzinfo=here).astimezone(UTC)
            now = midnight + timedelta(seconds=rng.choice((-1, 0, 1, rng.randrange(86_400))))
            project = project.again(now)
            today = now.astimezone(here).date()
            wrong += project.today != today
            for n, allowed in enumerate(truth):
                wrong += project.register.usable(f"P{n}") != (Purpose.INTERVIEW in allowed[today])
                wrong += (f"P{n}" in project.withheld) != (Purpose.INTERVIEW not in allowed[today])
        figure(days=10_000, outside=wrong)
        assert wrong == 0
    finally:
        monkeypatch.undo()
        time.tzset()


def test_whoever_s_consent_has_ended_is_used_as_one_who_withdrew(twin, spegla, tmp_path):
    made = [everything(folder, spegla, tmp_path / str(number)) for number, folder in enumerate(twin)]
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    assert {"passages needs", "codings.jsonl", "whole.qdpx"} < made[0].keys()
    assert any(name.endswith(".html") for name in made[0])
    assert all(len(data) > 100 for name, data in made[0].items() if name not in ("find kitchen", "claims", "coders"))
    assert WORD.encode() not in b"".join(data for name, data in made[0].items() if name != "find kitchen")


def test_a_report_with_words_that_ended_is_caught_by_check_and_left_by_the_gate(small, tmp_path, spegla):
    assert spegla("draft", "--out", tmp_path, "--format", "docx", "-p", small).code == 0
    report = next(tmp_path.glob("*.docx"))
    assert spegla("check", report, "-p", small, "--json").code == 0
    other = shutil.copytree(small, tmp_path / "other" / "small")
    with_register(small, ENDED)
    with_register(other, WITHDREW)
    ended, withdrew = (spegla("check", report, "-p", folder, "--json") for folder in (small, other))
    assert (ended.code, ended.out) == (1, withdrew.out)
    gate = [spegla("disclose", "--audience", "team", "-p", folder, "--json") for folder in (small, other)]
    assert gate[0].out == gate[1].out


def everything(folder, spegla, out):
    """What commands say of a project and write of it, by name."""
    out.mkdir()
    assert spegla("suggest", "-p", folder).code == 0
    assert spegla("draft", "--out", out, "--format", "md", "--format", "html", "-p", folder).code == 0
    made = {}
    for command in (
        "find kitchen",
        "find plan",
        "passages needs",
        "themes",
        "claims",
        "quotes",
        "coders",
        "saturation",
    ):
        said = spegla(*command.split(), "-p", folder, "--json")
        made[command] = f"{said.code} {said.out}".encode()
    assert spegla("codings", "export", out / "codings.csv", "-p", folder).code == 0
    for kind in ("codings", "passages", "matrix", "respondents"):
        assert spegla("export", kind, out / f"{kind}.jsonl", "-p", folder).code == 0
    assert spegla("exchange", "export", out / "whole.qdpx", "-p", folder).code == 0
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {**made, **files}


@pytest.mark.parametrize("line", CLOSED.values(), ids=CLOSED)
def test_nothing_is_found_or_counted_however_the_consent_does_not_hold(small, line):
    before = open_project(small, now=NOW)
    assert hits(before) == 1
    now = with_register(small, line, header=MORE)
    assert hits(now) == 0
    view = next(one for one in sources.overview(now) if one.name == "p01.txt")
    assert view.withheld == ("P01",)
    told = next(one for one in consents.standings(now) if one.person.id == "P01")
    assert told.closed
    assert told.codings == 9
    assert not told.uses[Purpose.CONTACT] if line == CLOSED["other scope"] else told.uses[Purpose.CONTACT]


def test_a_standing_workbench_follows_the_day(small):
    moment = [datetime(2026, 11, 21, 12, 0, tzinfo=UTC)]
    with_register(small, ENDED)
    desk = Desk(small, clock=lambda: moment[0])
    try:
        assert hits(desk.project()) == 1
        before = desk.project().register
        assert desk.project().register is before
        moment[0] += timedelta(days=1)
        assert hits(desk.project()) == 0
        assert desk.project().withheld == ("P01", "P07")
    finally:
        desk.close()


def test_without_archive_the_words_are_covered_in_what_goes_to_another_program(small):
    project = with_register(
        small, 'P01,participants,,given,2027-12-31,yes,,31,"interview,quote,feedback",,,,', header=MORE
    )
    assert hits(project) == 1
    whole, losses = exchange_out.exchanged(project)
    assert "p01.txt" not in {one.name for one in whole.sources}
    assert "P01" not in {one.name for one in whole.cases}
    assert "withheld_sources" in {one.kind for one in losses}
    assert hits(project) == 1


def test_without_feedback_the_words_are_in_no_draft_for_insiders(small):
    project = with_register(
        small, 'P01,participants,,given,2027-12-31,yes,,31,"interview,quote,archive",,,,', header=MORE
    )
    from toolkit.services.projects import audiences
    from toolkit.services.themes import themes

    with project.store(write=True) as store:
        found = themes.current(project, store, from_suggestions=False, keep=True)
        texts = {}
        for key in ("external", "team"):
            report, _ = composing.composed(audiences.told(project, key), store, found, "perspectives")
            texts[key] = drafts.evidence_of(report), drafts.word(project, report)
        known = {f"c{one.id}" for one in _codings(store) if one.source == "p01.txt"}
    used = {key: {id_ for ids in evidence.values() for id_ in ids} for key, (evidence, _) in texts.items()}
    assert known & used["external"]
    assert not known & used["team"]


def _codings(store):
    from toolkit.storage.codings import codings

    with store.reading() as connection:
        return codings.each(connection)


def test_restriction_begins_and_is_lifted(small, spegla):
    assert hits(open_project(small, now=NOW)) == 1
    done = spegla("privacy", "restrict", "p01", "-p", small, "--json")
    assert done.json == {"id": "P01", "restricted": True, "used": False}
    assert spegla("find", WORD, "-p", small, "--json").json["hits"] == 0
    assert any("restricted" in one["message"] for one in spegla("status", "-p", small, "--json").json["problems"])
    assert spegla("privacy", "restrict", "P01", "--lift", "-p", small, "--json").json["used"] is True
    assert spegla("find", WORD, "-p", small, "--json").json["hits"] == 1
    assert spegla("privacy", "restrict", "P99", "-p", small).code == 1


def test_what_ends_soon_and_what_ended_is_told_at_start(small):
    path = small / "interviews" / "respondents.csv"
    path.write_text(
        path.read_text().replace("P02,participants,,given,2027-12-31", "P02,participants,,given,2027-01-10")
    )
    project = with_register(small, ENDED)
    told = {one.where: one.sentence for one in status.status(project).problems}
    assert told["P01"].startswith("Consent ended on 2026-11-21, so nothing the person said is used.")
    assert told["P01"].endswith("9")
    assert told["P02"].startswith("Consent ends on 2027-01-10")
    assert [one.respondent for one in retention.due(project)] == ["P01", "P07"]


def test_a_draft_written_before_the_day_is_told_of_and_not_handed_out(small):
    before = open_project(small, now=NOW - timedelta(days=1))
    with_register(small, ENDED)
    drafts.draft(before, drafts.Wanted(formats=("md",)))
    assert not any("rests on words" in one.sentence for one in status.status(before).problems)
    now = open_project(small, now=NOW)
    assert any("rests on words" in one.sentence and one.serious for one in status.status(now).problems)


def test_without_a_legal_basis_nothing_goes_to_readers_outside(small):
    settings = small / "project.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('law.legal_basis = "6.1 e"\n', ""), encoding="utf-8"
    )
    project = open_project(small, now=NOW)
    assert any(one.where == "project.toml" and "legal basis" in one.sentence for one in status.status(project).problems)
    with pytest.raises(Refused, match="legal basis"):
        drafts.draft(project, drafts.Wanted(formats=("md",), audience="external"))
    drafts.draft(project, drafts.Wanted(formats=("md",)))


def test_documents_past_their_date_are_due_and_nothing_goes_by_itself(small, spegla):
    settings = small / "project.toml"
    settings.write_text(
        "retention.audio = 2026-01-31\nretention.key = 2099-01-01\n" + settings.read_text(encoding="utf-8")
    )
    assert [one.kind for one in retention.due(open_project(small, now=NOW))] == ["audio", "words"]
    told = spegla("privacy", "due", "-p", small, "--json").json["due"]
    assert told[0]["since"] == "2026-01-31"


def test_a_consent_text_is_kept_and_its_changes_are_told(small, spegla, tmp_path):
    sheet = tmp_path / "sheet.md"
    sheet.write_text("You may stop at any time.", encoding="utf-8")
    done = spegla("privacy", "consent", "texts", "add", sheet, "--version", "2", "-p", small, "--json")
    assert done.json["file"] == "consent_texts/2.md"
    project = open_project(small, now=NOW)
    assert consent_texts.add(project, sheet, "2").changed is False
    sheet.write_text("You may stop at noon.", encoding="utf-8")
    with pytest.raises(ConflictError):
        consent_texts.add(project, sheet, "2")
    (small / "consent_texts" / "2.md").write_text("changed", encoding="utf-8")
    assert any("consent text 2 is not as it was" in one.sentence for one in status.status(project).problems)
    assert spegla("privacy", "consent", "texts", "-p", small, "--json").json["texts"][0]["changed"] is True


def test_each_persons_uses_are_listed(small, spegla):
    people = {one["id"]: one for one in spegla("privacy", "consent", "-p", small, "--json").json["people"]}
    assert people["P05"]["uses"]["quote"] == {"allowed": False, "why": "quote", "recorded": True}
    assert people["P07"]["uses"]["contact"] == {"allowed": False, "why": "withdrawn", "recorded": True}
    assert people["P01"]["uses"]["archive"] == {"allowed": True, "why": None, "recorded": False}
    assert "P07: nothing is used (withdrawn)" in spegla("privacy", "consent", "-p", small).out
