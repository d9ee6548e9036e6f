"""The sample's claims stand on its codings, and its full report loses none of what they rest on."""

import pytest

from tests.services.conftest import CLAIMED
from toolkit.domain.claims.claims import VOICED, Stance
from toolkit.domain.reports.report import Paragraph
from toolkit.resources import places
from toolkit.services.claims import claims
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing
from toolkit.services.sample import sample_claims, sample_looking
from toolkit.services.themes import themes


@pytest.fixture
def sample(claimed_once):
    return open_project(claimed_once, now=CLAIMED)


@pytest.mark.slow
def test_every_claim_of_the_sample_rests_on_its_themes_and_nothing_judged_is_in_doubt(sample):
    with sample.store() as store:
        found, _ = themes.as_kept(sample, store)
        standings = claims.standings(sample, store, found)
    assert len(standings) == 70
    for one in standings:
        assert one.passages
        assert not one.lost
        assert not one.doubtful
        assert one.together().affirms
        assert "D04" not in {each.respondent for positions in one.positions.values() for each in positions}
    assert any(one.together().contradicts for one in standings)


@pytest.mark.slow
def test_a_judged_stance_rests_on_the_claim_s_own_themes_and_has_a_reason_where_it_departs_from_the_codings(sample):
    with sample.store() as store:
        found, _ = themes.as_kept(sample, store)
        standings = {str(one.claim.id): one for one in claims.standings(sample, store, found)}
    kept = {theme.id: set(theme.passages) for theme in found.themes}
    for row in sample_claims.rows(places.packaged("interviews") / sample_claims.STANCES):
        one = standings[row["claim"]]
        own = set().union(*(kept[theme] for theme in one.claim.themes))
        assert own.issuperset(filter(None, row["passages"].split(sample_claims.BETWEEN))), row
        assert row["reason_sv"] or one.proposed[row["respondent"]].value == row["stance"], row


@pytest.mark.slow
@pytest.mark.parametrize("outline", ["perspectives", "areas", "questions", "full"])
def test_every_passage_of_the_sample_s_themes_is_evidence_in_each_outline(sample, outline):
    with sample.store() as store:
        found, _ = themes.as_kept(sample, store)
        report, _ = composing.composed(sample, store, found, outline)
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
    files = sample_claims.THEMES, sample_looking.LOOKED_THROUGH
    themes_ = {row["theme"] for file in files for row in sample_claims.rows(folder / file)}
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
        assert bool(row["reason_sv"]) == bool(row["reason_en"])
        assert bool(row["passages"]) == (Stance(row["stance"]) in VOICED)
