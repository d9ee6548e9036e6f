"""`spegla sources kind`: which kind of material a source is, and what that means for its words."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged
from toolkit import messages
from toolkit.cli import source_kinds
from toolkit.domain.sources.source_kinds import RULES, Kind

LEAVES = "It leaves in no exchange, archive or report unless it is asked for by name."


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_says_what_its_rules_are(kind):
    said, its = source_kinds.rules(kind), RULES[kind]
    assert ("Its speakers are counted as people." in said) == its.counts_people
    assert ("It counts no person." in said) != its.counts_people
    assert ("Its words can be coded." in said) == its.codable
    assert ("Its words are never quoted." in said) != its.quotable
    assert (LEAVES in said) != its.goes_out


def test_kinds_have_names_of_their_own_in_both_languages():
    for language in ("en", "sv"):
        messages.use_language(language)
        titles = [source_kinds.title(kind) for kind in Kind]
        assert len({one for one in titles if one}) == len(Kind)


def test_a_kind_is_changed_and_counts_change_with_it(spegla, small):
    told = spegla("sources", "kind", "team.txt", "document", "-p", small)
    assert told.out.splitlines()[0] == "team.txt is now: Document (before: Focus group)."
    people = spegla("status", "-p", small, "--json").json["respondents"]
    back = spegla("sources", "kind", "team.txt", "focus_group", "-p", small, "--json").json
    assert back == {"source": "team.txt", "kind": "focus_group", "before": "document"}
    assert spegla("status", "-p", small, "--json").json["respondents"] == people + 3


@pytest.mark.parametrize(("words", "code"), [(("p01.txt", "novel"), 2), (("nope.txt", "case"), 1), (("p01.txt",), 2)])
def test_what_is_no_kind_or_no_source_changes_nothing(spegla, looked_at, words, code):
    with unchanged(looked_at):
        answer = spegla("sources", "kind", *words, "-p", looked_at)
    assert answer.code == code
    assert answer.err
    assert answer.out == ""
