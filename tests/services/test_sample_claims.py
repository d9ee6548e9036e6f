"""The sample's claims stand on its codings, and its full report loses none of what they rest on."""

import pytest

from tests.services.conftest import CLAIMED
from toolkit.domain.report import Paragraph
from toolkit.resources import places
from toolkit.services import claims, drafts, sample_claims, themes
from toolkit.services.project import open_project


@pytest.fixture
def sample(claimed_once):
    return open_project(claimed_once, now=CLAIMED)


@pytest.mark.slow
def test_every_claim_of_the_sample_rests_on_its_themes_and_nothing_judged_is_in_doubt(sample):
    with sample.store() as store:
        found, _ = themes.as_kept(sample, store)
        standings = claims.standings(sample, store, found)
    assert len(standings) > 20
    assert sum(theme.named for theme in found.themes) == 40
    for one in standings:
        assert one.passages
        assert not one.lost
        assert not one.doubtful
        assert one.together().affirms
        assert "D04" not in {each.respondent for positions in one.positions.values() for each in positions}
    assert any(one.together().contradicts for one in standings)


@pytest.mark.slow
@pytest.mark.parametrize("outline", ["perspectives", "areas", "questions", "full"])
def test_every_passage_of_the_sample_s_themes_is_evidence_in_each_outline(sample, outline):
    with sample.store() as store:
        found, _ = themes.as_kept(sample, store)
        report, _ = drafts.composed(sample, store, found, outline)
    usable = sample.register.usable
    wanted = {
        id_
        for theme in found.themes
        if not theme.aside
        for key in theme.passages
        if usable(found.passages[key].respondent)
        for id_ in found.passages[key].evidence
    }
    told = {
        id_
        for block in report.blocks
        if isinstance(block, Paragraph) and block.finding
        for sentence in block.sentences
        for id_ in sentence.evidence
    }
    assert len(wanted) > 2000
    assert wanted <= told
    sources = {report.evidence[id_].source for id_ in told}
    assert not any(source.startswith("d04") for source in sources)


def test_the_claims_files_name_themes_that_the_coder_made_and_say_all_in_both_languages():
    folder = places.packaged("interviews")
    themes_ = {row["theme"] for row in sample_claims.rows(folder / sample_claims.THEMES)}
    written = sample_claims.rows(folder / sample_claims.CLAIMS)
    for row in written:
        assert set(row["themes"].split(" | ")) <= themes_
        assert "{vem}" in row["text_sv"]
        assert "{who}" in row["text_en"]
    settings = (folder.parent / "project.toml").read_text("utf-8")
    english = sample_claims.in_language(settings, folder, "en")
    assert all(row["sv"] in settings for row in sample_claims.rows(folder / sample_claims.SETTINGS))
    assert "How do the participants experience" in english
    assert sample_claims.in_language(settings, folder, "sv") == settings
    for row in sample_claims.rows(folder / sample_claims.STANCES):
        assert row["claim"] in {each["number"] for each in written}
        assert row["reason_sv"]
        assert row["reason_en"]
