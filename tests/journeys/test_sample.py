"""The sample through the whole job: coder A's codings, both outlines, three formats, nobody's withheld words."""

import re
from datetime import UTC, datetime

import pytest

from tests.conftest import copy_sample
from tests.outputs import of_nobody_else, runs, written
from toolkit.domain.sources.sources import Role
from toolkit.services.projects.project import open_project
from toolkit.storage.sources import sources

WITHDRAWN, UNQUOTED = ("D04",), ("D09", "A3")
FORMATS = ("--format", "docx", "--format", "html", "--format", "md")


@pytest.fixture(scope="module")
def said(sample):
    """What each respondent of the sample says, turn by turn."""
    found = {}
    store = open_project(sample, now=datetime.now(UTC)).store()
    with store, store.reading() as connection:
        for source in sources.each(connection):
            for turn in source.turns:
                who = turn.respondent if turn.role is Role.RESPONDENT else ""
                found.setdefault(who, []).append(turn.span.of(source.text))
    return found


def test_the_sample_is_what_it_is_said_to_be(spegla, sample, said):
    status = spegla("status", "-p", sample, "--json").json
    assert (status["sources"], status["codings"]) == (24, 2532)
    groups = {group["key"]: group["respondents"] for group in status["groups"]}
    assert groups == {"participants": 10, "referrers": 4, "team": 4, "employers": 5, "steering": 3}
    told = {problem["where"]: problem["message"] for problem in status["problems"]}
    assert {"D04", "D09", "A3"} <= told.keys()


@pytest.mark.slow
def test_codings_become_themes_and_drafts_without_withheld_words(spegla, own_sample, said):
    themes = spegla("themes", "-p", own_sample, "--json").json["themes"]
    assert 25 <= len(themes) <= 90
    assert not [theme for theme in themes if set(theme["respondents"]) & set(WITHDRAWN)]
    for outline in ("perspectives", "areas"):
        answer = spegla("draft", "--outline", outline, *FORMATS, "-p", own_sample, "--json")
        assert (answer.code, len(answer.json["files"])) == (0, 3)
        assert len(answer.json["findings"]) == len(themes)
        assert answer.json["quotes"] > len(themes) / 2
    texts = written(own_sample / "utkast")
    assert len(texts) == 6
    for person in (*WITHDRAWN, *UNQUOTED):
        others = [turn for who, turns in said.items() if who != person for turn in turns]
        secret = of_nobody_else(said[person], others)
        assert len(secret) > 300
        for name, text in texts.items():
            assert not secret & runs(text), (person, name)


@pytest.mark.slow
def test_swedish_counts_stand_beside_words_that_they_bear_out(spegla, own_sample):
    spegla("draft", "--format", "md", "-p", own_sample)
    (text,) = (path.read_text("utf-8") for path in (own_sample / "utkast").glob("*.md"))
    bears = {
        "samtliga": lambda k, n: k == n >= 3,
        "nästintill samtliga": lambda k, n: n >= 8 and 0 < n - k <= max(1, n // 10),
        "nästan samtliga": lambda k, n: n >= 8 and 0 < n - k <= max(1, n // 10),
        "flertalet": lambda k, n: 2 * k > n,
        "de flesta": lambda k, n: 2 * k > n,
        "merparten": lambda k, n: 2 * k > n,
        "majoriteten": lambda k, n: 2 * k > n,
        "ett flertal": lambda k, n: n >= 6 and k >= 3 and 2 * k <= n,
        "flera": lambda k, n: n >= 6 and k >= 3 and 2 * k <= n,
        "några": lambda k, n: n >= 6 and k >= 2 and k / n <= 0.35,
        "ett par": lambda k, n: k == 2,
    }
    words = "|".join(sorted(bears, key=len, reverse=True))
    nouns = r"(?:deltag|remitt|arbetsgiv|handled|team|styrgrupp|med)\w*"
    seen = 0
    for sentence in re.split(r"</sub>|\n", text.partition("## Underlag")[0]):
        count = re.search(r"\((\d+) av (\d+)\)", sentence)
        for word in re.findall(rf"\b({words})(?: av)? {nouns}", sentence, re.IGNORECASE) if count else ():
            seen += 1
            assert bears[word.casefold()](int(count[1]), int(count[2])), sentence
    assert seen > 30


@pytest.mark.slow
def test_a_first_look_without_any_coding(spegla, tmp_path, said):
    project = tmp_path / "first"
    spegla("init", project, "--language", "sv")
    copy_sample(project)
    spegla("add", project / "interviews", "-p", project)
    answer = spegla("suggest", "-p", project, "--json").json["segments"]
    secret = of_nobody_else(said["D04"], [turn for who, turns in said.items() if who != "D04" for turn in turns])
    assert not {segment["respondent"] for segment in answer} & {"D04"}
    assert not secret & set().union(*(runs(segment["text"]) for segment in answer))
    asked = of_nobody_else(said[""], [turn for who, turns in said.items() if who for turn in turns])
    assert not asked & set().union(*(runs(segment["text"]) for segment in answer))
    drafted = spegla("draft", "--from-suggestions", *FORMATS, "-p", project, "--json")
    assert drafted.code == 0
    for name, text in written(project / "utkast").items():
        assert "maskin" in text.casefold(), name
        assert not secret & runs(text), name


@pytest.mark.slow
def test_the_demonstration_says_where_the_draft_is_and_what_to_do_next(spegla, tmp_path):
    answer = spegla("demo", tmp_path / "demo", "--language", "en")
    assert answer.code == 0
    told = answer.out.strip().splitlines()[-4:]
    word, html = (next((tmp_path / "demo" / "drafts").glob(f"*.{suffix}")) for suffix in ("docx", "html"))
    assert str(word) in told[0]
    assert str(html) in told[1]
    assert f"spegla serve --project {tmp_path / 'demo'}" in told[2]
    assert "spegla init" in told[3]
    again = spegla("demo", tmp_path / "demo", "--json")
    assert (again.code, set(again.json)) == (1, {"error", "hint"})
