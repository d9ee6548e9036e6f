from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Spegla
from toolkit.domain.reports.trust import NoFigure
from toolkit.errors import Refused
from toolkit.services.comparing import assignments
from toolkit.services.projects.blinding import for_eyes
from toolkit.services.projects.project import Project, open_project
from toolkit.services.suggesting import suggestion_report
from toolkit.services.suggesting.suggestion_report import Report, kept, report
from toolkit.services.suggesting.suggestions import suggest

NOW = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


def _open(folder: Path) -> Project:
    return open_project(folder, now=NOW)


def _codes(found: Report) -> dict[str, suggestion_report.CodeReport]:
    return {one.code.path: one for one in found.codes}


def test_every_code_of_every_facet_in_the_order_of_the_scheme(measured_sample: Path) -> None:
    project = _open(measured_sample)
    found = report(project)
    assert [one.code.path for one in found.codes] == [code.path for code in project.scheme_file.active()]
    assert {one.code.facet for one in found.codes} == {"area", "phase", "valence", "level"}
    needs = _codes(found)["needs"].quality
    assert needs.precision is not None
    assert needs.recall is not None
    assert needs.precision.low < needs.precision.value < needs.precision.high
    assert needs.right / needs.shown == needs.precision.value
    assert needs.precision.value > 0.5


def test_too_few_codings_give_no_figure(measured_sample: Path) -> None:
    few = [one for one in report(_open(measured_sample)).codes if one.quality.positives < 10]
    assert few
    assert all(one.quality.why is NoFigure.FEW_CODINGS and one.quality.recall is None for one in few)


def test_the_same_state_is_not_measured_twice(measured_sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("toolkit.analysis.suggesting.held_out.held_out", never)
    found = report(_open(measured_sample))
    assert found.is_current
    assert found.trust.quality.calibration is not None


def test_a_new_coding_makes_it_out_of_date(measured_sample: Path, tmp_path: Path, spegla: Spegla) -> None:
    folder = tmp_path / "project"
    shutil.copytree(measured_sample, folder)
    table = folder / "interviews" / "codings" / "coder_b.csv"
    assert spegla("codings", "import", table, "--coder", "B", "-p", folder).code in (0, 1)
    before = kept(_open(folder))
    assert before is not None
    assert not before.is_current
    again = report(_open(folder))
    assert again.is_current
    assert again.trust != before.trust


@pytest.mark.slow
def test_what_is_unfound_is_expected_where_nobody_has_read(
    measured_sample: Path, own_sample: Path, spegla: Spegla
) -> None:
    everything = _codes(report(_open(measured_sample)))
    assert {one.unfound.by_model.why for one in everything.values()} == {NoFigure.ALL_READ}
    for name in ("d01.txt", "d02.md", "t1.txt", "a1.txt", "r1.txt"):
        file = own_sample / "interviews" / name
        assert spegla("sources", "remove", name, "--yes", "-p", own_sample).code == 0
        assert spegla("add", file, "-p", own_sample).code in (0, 1)
    found = report(_open(own_sample))
    assert found.trust.unread == 5
    for path in ("needs", "followup", "valence/hinders"):
        left, there = _codes(found)[path].unfound.by_model, everything[path].quality.positives
        assert left.low is not None
        assert left.high is not None
        assert left.low <= there - left.found <= left.high


def test_a_project_without_codings_or_interviews_has_no_figures(
    suggested: Path, tmp_path: Path, spegla: Spegla
) -> None:
    assert kept(_open(suggested)) is None
    found = report(_open(suggested))
    assert found.trust.read == 0
    assert all(one.quality.why for one in found.codes)
    assert spegla("init", tmp_path / "empty", "--language", "en").code == 0
    assert all(one.quality.why for one in report(_open(tmp_path / "empty")).codes)


def test_who_codes_blind_is_not_told(suggested: Path) -> None:
    project = _open(suggested)
    assignments.assign(project, "EA", ["p01.txt"])
    with pytest.raises(Refused):
        kept(for_eyes(project, "EA"))
    assert kept(for_eyes(project, "KL")) is None


def test_no_words_and_nobody_who_withdrew_are_in_what_is_kept(small: Path) -> None:
    report(_open(small))
    with closing(sqlite3.connect(small / "project.db")) as database:
        (written,) = database.execute("SELECT parameters FROM run WHERE name = 'trust'").fetchone()
    assert not [word for word in ("SECRET", "P07", "bus", "doctor", "p01") if word in written]


def test_people_who_withdrew_count_nowhere(small: Path) -> None:
    before = report(_open(small)).trust.quality.respondents
    register = small / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text().replace("P01,participants,,given,2027-12-31", "P01,participants,,withdrawn,")
    )
    after = report(_open(small))
    assert after.is_current
    assert after.trust.quality.respondents < before


def test_progress_is_told_and_can_interrupt(own_sample: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        report(_open(own_sample), progress=stop)
    assert kept(_open(own_sample)) is None


def test_measuring_leaves_the_suggestions_as_they_are(small: Path) -> None:
    suggest(_open(small))
    report(_open(small))
    assert suggest(_open(small)).computed == 0


@pytest.mark.slow
def test_a_model_that_project_toml_names_is_compared(own_sample: Path, tmp_path: Path, spegla: Spegla) -> None:
    import numpy as np
    import spacy

    with closing(sqlite3.connect(own_sample / "project.db")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM source ORDER BY name")]
    for name in names[::2]:  # the rest is measured in half the time
        assert spegla("sources", "remove", name, "--yes", "-p", own_sample).code == 0
    speech, rng = spacy.blank("sv"), np.random.default_rng(1)
    for word in ("jag", "och", "hälsa", "plan", "jobb", "möte", "handledare", "vecka"):
        speech.vocab.set_vector(word, rng.normal(size=8).astype(np.float32))
    speech.to_disk(tmp_path / "vectors")
    settings = own_sample / "project.toml"
    named = f'[machine]\nspacy_model = "{tmp_path / "vectors"}"\n'
    settings.write_text(f"{settings.read_text('utf-8')}\n{named}", "utf-8")
    found = report(_open(own_sample)).trust.comparisons
    assert [one.name == "" for one in found] == [True, False]
    assert (found[0].used, found[1].used) == (True, False)
    said = spegla("suggest", "--report", "--language", "en", "-p", own_sample).out
    assert "Spegla alone" in said
