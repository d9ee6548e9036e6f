"""Partners named in what people say: proposed with what it rests on, never again once somebody has said yes or no."""

import shutil
from datetime import date

import pytest

from tests.services.quoting import NEEDS, placed
from tests.services.reading_desk import hand as fresh
from tests.services.registers_told import NOW, told
from toolkit import messages
from toolkit.domain.networks.partner_finding import Form
from toolkit.domain.networks.partners import Alias, Effect, PartnerKind, Time
from toolkit.domain.texts.text import Span
from toolkit.services.material import adding
from toolkit.services.network import partners, tie_proposals, ties
from toolkit.services.network.ties import Told
from toolkit.services.projects.project import open_project

BUSES, DOCTOR = "Bus company", "Doctor"


@pytest.fixture(scope="module")
def listed(small_coded, tmp_path_factory):
    """The bus company, called bus; and the doctor. Not to be changed."""
    messages.use_language("en")
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("proposed") / "small")
    project = open_project(folder, now=NOW)
    partners.add(project, BUSES, PartnerKind.ORGANISATION, hand=fresh("KL"))
    partners.alias(project, BUSES, Alias("bus"), hand=fresh("KL"))
    partners.add(project, DOCTOR, PartnerKind.PERSON, hand=fresh("KL"))
    return project


@pytest.fixture
def own(listed, tmp_path):
    return open_project(shutil.copytree(listed.folder, tmp_path / "small"), now=NOW)


def proposed(project, person):
    key, _ = placed(project, "I", person)
    return tie_proposals.proposals(project, key)


def test_a_sentence_is_proposed_once_for_a_partner_named_twice_in_it(listed):
    (one,) = proposed(listed, "P01")
    key, span = placed(listed, NEEDS["P01"])
    assert (one.source, one.span, one.name) == (key, span, BUSES)
    assert one.word == Span(span.start + 4, span.start + 7)
    assert one.key == f"{span.start}-{span.end}-{one.partner}"
    assert (one.need, one.phase, one.effect, one.doubtful) == ("needs/work", "before", Effect.HINDERS, False)


@pytest.mark.parametrize(
    ("person", "name", "need", "effect", "because"),
    [
        ("P02", BUSES, "needs/work", Effect.HINDERS, "the phase says when"),
        ("P03", BUSES, "needs/work", Effect.HELPS, "words beside it say when"),
        ("P04", BUSES, "needs/work", Effect.HINDERS, "the phase says when"),
        ("P08", DOCTOR, "needs/health", Effect.HINDERS, "the phase says when"),
        ("P09", DOCTOR, "needs/health", Effect.HELPS, "the phase says when"),
    ],
)
def test_what_a_mark_would_say_is_taken_from_the_codings_and_the_words(listed, person, name, need, effect, because):
    (one,) = proposed(listed, person)
    assert (one.name, one.need, one.effect, one.time) == (name, need, effect, Time.BEFORE)
    assert because in one.because
    assert any(" is one of its names" in why for why in one.because)
    assert tie_proposals.EFFECTS[effect] in one.because


def test_nothing_is_proposed_of_the_interviewer_or_of_who_withdrew(own):
    partners.add(own, "Help", PartnerKind.MEASURE, hand=fresh("KL"))  # "most help", says the interviewer
    assert {one.name for one in proposed(own, "P01")} == {BUSES}
    assert proposed(own, "P07") == ()
    assert proposed(told(own.folder, P02={"consent": "refused"}), "P02") == ()


def test_without_partners_nothing_is_proposed(small_coded):
    assert proposed(open_project(small_coded, now=NOW), "P01") == ()


@pytest.mark.parametrize("yes", [True, False])
def test_a_yes_or_a_no_on_any_of_the_words_is_an_answer_for_that_partner_alone(own, yes):
    (one,) = proposed(own, "P08")
    part = Span(one.word.start, one.word.end)
    if yes:
        ties.mark(own, (one.source, part), Told(one.partner), hand=fresh("MS"))
    else:
        ties.decline(own, one.source, part, one.partner, hand=fresh("MS"))
    assert proposed(own, "P08") == ()
    partners.add(own, "Winter", PartnerKind.MEASURE, hand=fresh("KL"))
    assert [each.name for each in proposed(own, "P08")] == ["Winter"]
    assert len(proposed(own, "P09")) == 1


@pytest.mark.parametrize(
    ("alias", "doubt"),
    [
        (Alias("winter", common=True), "the word means other things too"),
        (Alias("winter", until=date(2025, 3, 10)), "the name did not hold on the day of the interview"),
        (Alias("winter", since=date(2025, 3, 12)), "the name did not hold on the day of the interview"),
        (Alias("winter", since=date(2025, 3, 11), until=date(2025, 3, 11)), ""),
    ],
)
def test_a_name_of_other_days_or_other_meanings_is_proposed_in_doubt(own, alias, doubt):
    partners.add(own, "Winter programme", PartnerKind.MEASURE, hand=fresh("KL"))
    partners.alias(own, "Winter programme", alias, hand=fresh("KL"))
    one = next(each for each in proposed(own, "P08") if each.name == "Winter programme")
    assert one.doubtful is bool(doubt)
    doubts = {"the word means other things too", "the name did not hold on the day of the interview"}
    assert doubts & set(one.because) == ({doubt} if doubt else set())


def test_words_without_codes_say_no_need_effect_or_time(own, tmp_path):
    path = tmp_path / "bare.txt"
    path.write_text("P03: 👩 I met Å-doctors there.\n\nP03: Nowadays the doctor calls.\n", "utf-8")
    adding.add(own, [path])
    project = open_project(own.folder, now=NOW)
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.sources import sources

        key, text = sources.id_of(connection, "bare.txt"), sources.text(connection, "bare.txt")
    found = tie_proposals.proposals(project, key)
    last = found[-1]
    assert last.word.of(text) == "doctor"
    assert (last.need, last.phase, last.effect, last.time) == ("", "", Effect.UNSAID, Time.NOW)
    assert last.because[-1] == "words beside it say when"
    assert [one.time for one in found[:-1]] == [Time.UNSAID] * len(found[:-1])


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_form_and_effect_has_words(language):
    messages.use_language(language)
    assert set(tie_proposals.FORMS) == set(Form)
    assert set(tie_proposals.EFFECTS) == set(Effect) - {Effect.UNSAID}
    every = (*tie_proposals.FORMS.values(), *tie_proposals.EFFECTS.values())
    said = [messages.tr(one, word="w", name="n") for one in every]
    assert len(set(said)) == len(said)
    assert all("{" not in one for one in said)
