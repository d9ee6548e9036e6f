"""The part With whom: sentences with evidence and counts, table, figure; nothing at all without ties."""

import pytest

from tests.material import SAID
from tests.services.tied import BUSES, DOCTOR, project_of, tie
from toolkit.domain.networks.partners import Effect, PartnerKind, Time
from toolkit.domain.reports.report import Figure, Heading, Paragraph, Table
from toolkit.domain.texts.text import Span
from toolkit.services.material.hands import Hand
from toolkit.services.network import partners, ties
from toolkit.services.network.ties import Told
from toolkit.services.reports import composing
from toolkit.services.themes import themes
from toolkit.storage.sources import sources


def report(folder, outline="full"):
    project = project_of(folder)
    with project.store(write=True) as store:
        found = themes.current(project, store, from_suggestions=False, keep=True)
        made, _ = composing.composed(project, store, found, outline)
    return made


@pytest.fixture
def folder(small):
    tie(small)
    return small


def part(made):
    blocks, inside = [], False
    for block in made.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor == "network"
        if inside:
            blocks.append(block)
    return blocks


def test_the_part_counts_people_and_names_its_evidence(folder):
    made = report(folder)
    blocks = part(made)
    sentences = [each for block in blocks if isinstance(block, Paragraph) for each in block.sentences]
    counted = {each.text: each for each in sentences if each.stated}
    told = next(each for text, each in counted.items() if BUSES in text)
    assert told.stated.k == 3
    assert told.stated.group == "participants"
    assert told.evidence
    assert all(id_ in made.evidence for each in sentences for id_ in each.evidence)
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0] == (BUSES, "3", "1", "4")
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert figure.values[0] == (1, 0, 2, 1)
    assert BUSES in figure.alt


def test_the_appendix_on_partners_refers_to_the_network_where_the_report_tells_it(folder):
    made = report(folder)
    network = next(block for block in made.blocks if isinstance(block, Heading) and block.anchor == "network")
    sentences = [each.text for block in made.blocks if isinstance(block, Paragraph) for each in block.sentences]
    told = f"The partners that the people interviewed tell of are listed in chapter {network.number}."
    assert told in sentences
    assert not any(getattr(block, "anchor", "") == "table-partners-found" for block in made.blocks)


def test_where_the_network_is_no_part_the_appendix_lists_the_partners_told_of(folder):
    outline = folder / "templates" / "short.toml"
    outline.parent.mkdir(exist_ok=True)
    outline.write_text(
        'key = "short"\nparts = ["introduction", "chapters"]\nchapters = ["group"]\nappendices = ["partners"]\n'
    )
    made = report(folder, "short")
    found = next(block for block in made.blocks if getattr(block, "anchor", "") == "table-partners-found")
    assert found.rows[0] == (BUSES, "Organisation", "4")
    assert (
        found.note
        == "This comes from the conversations. The conversations took place between 11 March 2025 and 3 June 2025."
    )


def test_people_in_a_role_whom_few_tell_of_are_not_named(folder):
    printed = [str(block) for block in report(folder).blocks]
    assert not any(DOCTOR in block for block in printed)
    assert any("Other people in a role" in block for block in printed)


def test_a_project_without_ties_prints_nothing_of_it(small):
    made = report(small)
    assert part(made) == []
    assert not any(getattr(block, "anchor", "") == "table-partners-found" for block in made.blocks)


def test_whoever_withdraws_is_not_counted(folder):
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text().replace("P03,participants,,given", "P03,participants,,withdrawn"))
    table = next(block for block in part(report(folder)) if isinstance(block, Table))
    assert table.rows[0] == (BUSES, "2", "1", "3")


def test_partners_that_equally_many_tell_of_share_a_sentence(small):
    kinds = ("housing office", "health centre")
    tie(small)
    project = project_of(small)
    made = [partners.add(project, name, PartnerKind.ORGANISATION, hand=Hand("KL", name)) for name in kinds]
    mark(project, [(who, one.id) for one in made for who in ("P02", "P03")])
    texts = [each.text for block in part(report(small)) if isinstance(block, Paragraph) for each in block.sentences]
    (equal,) = [text for text in texts if "ousing office" in text and "not in the team" not in text]
    assert "each of these: " in equal
    assert "health centre" in equal


def mark(project, told):
    """Tie each of these people to a partner, at what they said about needs."""
    with project.store() as store, store.reading() as connection:
        numbers = sources.ids(connection)
        texts = {name: sources.get(connection, name).text for name in numbers}
    for who, partner in told:
        words = next(one.words for one in SAID if (one.person, one.area) == (who, "needs"))
        name = f"{who.lower()}.txt"
        start = texts[name].index(words)
        place = (numbers[name], Span(start, start + len(words)))
        ties.mark(project, place, Told(partner, "", Effect.HELPS, Time.NOW), hand=Hand("KL", f"{who}-{partner}"))
