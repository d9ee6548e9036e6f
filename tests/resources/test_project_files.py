import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.quantities.quantities import scale_from
from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.sources.projects import EvaluationQuestion, ProjectSettings
from toolkit.errors import BadFile, BadSetting, SpeglaError
from toolkit.resources.project_files import NOT_TOML, in_language, project_text, read_project
from toolkit.resources.written import bad_setting, read_text

ROOT = Path(__file__).parents[2]


def project(tmp_path: Path, text: str) -> ProjectSettings:
    path = tmp_path / "project.toml"
    path.write_text(text, encoding="utf-8")
    return read_project(path)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(BadSetting) as caught:
        project(tmp_path, text)
    return caught.value.sentence


def test_the_samples_settings_are_read() -> None:
    settings = read_project(ROOT / "project.toml")
    assert (settings.name, settings.language, len(settings.evaluation_questions)) == ("Vävstolen", "sv", 3)
    assert settings.interviewers == ("I", "KL")
    assert tuple(settings.groups) == ("participants", "referrers", "team", "employers", "steering")


def test_interviews_may_be_in_another_language_than_the_report(tmp_path: Path) -> None:
    made = project(tmp_path, 'name = "A"\nlanguage = "en"\ninterview_language = "sv"')
    assert (made.language, made.spoken) == ("en", "sv")


def test_a_name_is_enough(tmp_path: Path) -> None:
    assert project(tmp_path, 'name = "A"') == ProjectSettings("A")
    assert tuple(project(tmp_path, 'name = "A"').groups) == GROUPS


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_projects_file_is_read_as_the_defaults(tmp_path: Path, language: str) -> None:
    assert project(tmp_path, project_text("Min", language)) == ProjectSettings("Min", language)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t\x7f"\\@')).filter(str.strip))
def test_any_name_survives_the_new_projects_file(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    written = project(tmp_path_factory.getbasetemp(), project_text(name, "sv"))
    assert written.name == unicodedata.normalize("NFC", name).strip()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_a_new_projects_file_offers_can_be_used_by_removing_the_number_sign(tmp_path: Path, language: str) -> None:
    text = project_text("Min", language)
    offered = text.split("# ----", maxsplit=1)[1].splitlines()[1:]
    lines = [line.removeprefix("# ") for line in offered if re.match(r"# (\[|\w+ = )", line)]
    plain = "\n".join(line for line in text.split("# ----")[0].splitlines() if not line.startswith("groups"))
    settings = project(tmp_path, plain.replace('#   "', '    "') + "\n" + "\n".join(lines))
    assert len(settings.evaluation_questions) == 3
    assert list(settings.groups) == ["participants", "employers", "volunteers"]
    assert settings.phase_label("before", language=language, group="employers") != settings.phase_label(
        "before", language=language
    )
    assert scale_from(settings.quantities, language).admissible(6, 10, language)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "x"\n', 'interview_language = "sv"\nlanguage = "en"\nname = "x"\n'),
        ('language = "sv"  # ours\n', 'interview_language = "sv"\nlanguage = "en"  # ours\n'),
        ("language = 'sv'\ninterview_language = 'en'\n", "language = \"en\"\ninterview_language = 'en'\n"),
        ('language = "en"\n', 'language = "en"\n'),
        ('description = """\nlanguage = "sv"\n"""\n', 'description = """\nlanguage = "sv"\n"""\n'),
    ],
    ids=["unsaid", "said", "interviews said", "the same", "in a long text"],
)
def test_the_report_takes_another_language_and_the_interviews_stay_in_theirs(before: str, after: str) -> None:
    assert in_language(before, "en").endswith(after)
    assert tomllib.loads(in_language(before, "en"))["language"] == "en"


def test_labels_are_texts_in_the_projects_language_or_one_for_each(tmp_path: Path) -> None:
    settings = project(
        tmp_path,
        'name = "A"\n[groups]\nteam = "handledare"\nyoung = { sv = "unga", en = "the young" }\nemployers = ""\n'
        '[phases]\nbefore = "inför"\n[group_phases.team]\nbefore = "uppstart"\n',
    )
    assert settings.groups == {
        "team": {"sv": "handledare"},
        "young": {"sv": "unga", "en": "the young"},
        "employers": {},
    }
    assert settings.phase_label("before", language="sv", group="young") == "inför"
    assert settings.phase_label("before", language="sv", group="team") == "uppstart"
    assert settings.phase_label("after", language="sv") is None


def test_evaluation_questions_may_be_texts_or_have_keys(tmp_path: Path) -> None:
    settings = project(tmp_path, 'name = "A"\nevaluation_questions = ["Hur?", { key = "why", text = "Varför?" }]')
    assert settings.evaluation_questions == (EvaluationQuestion("q1", "Hur?"), EvaluationQuestion("why", "Varför?"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "project.toml: “name” is missing."),
        ('name = "A"\nlanguage = "no"\n', "project.toml:2:1: “language” must be one of sv, en."),
        ("name = 5\n", "project.toml:1:1: “name” must be a text; put it in quotation marks."),
        ('name = "A"\nnamn = "B"\n', "project.toml:2:1: “namn” is not known here."),
        ('name = "A"\n\n[groups]\nTeam = "x"\n', "project.toml:4:1: “Team” must begin with a letter"),
        ('name = "A"\n[groups]\nteam = 3\n', "project.toml:3:1: “team” must hold names with values."),
        (
            'name = "A"\n[group_phases.friends]\nbefore = "x"\n',
            "project.toml:2:2: there is no actor group “friends”. There are: participants,",
        ),
        (
            'name = "A"\n[groups]\nteam = "Team"\nrecords = "Archive"\n',
            "project.toml:4:1: “records” is what Spegla calls observations and documents",
        ),
        ('name = "A"\ngroups = ["team", "records"]\n', "project.toml:2:"),
        (
            'name = "A"\n[[evaluation_questions]]\nkey = "a"\ntext = "x"\n[[evaluation_questions]]\nkey = "a"\n'
            'text = "y"\n',
            "project.toml:6:1: two evaluation questions have the key “a”.",
        ),
        (
            'name = "A"\n[[evaluation_questions]]\nkey = "a"\ntext = ""\n',
            "project.toml:4:1: “text” must not be empty.",
        ),
        ("name = Vävstolen\n", "project.toml:1:8: a value cannot be read; a text must stand in quotation marks."),
        ('name = "A"\nname = "B"\n', "project.toml:2:11: the same name stands twice; keep one of them."),
        ('name = "A"\nscheme = "a\\b\\x"\n', "project.toml:2:"),
        ('name = ["A"\n', "project.toml:2:1: this cannot be read;"),
    ],
)
def test_errors_name_the_place_and_what_is_expected(tmp_path: Path, text: str, sentence: str) -> None:
    assert refused(tmp_path, text).startswith(sentence)


def test_a_line_is_told_only_when_it_is_sure(tmp_path: Path) -> None:
    text = "description = '''\nlanguage = 1\n'''\nname = 'A'\nlanguage = 2\n"
    assert refused(tmp_path, text).startswith("project.toml:5:1:")
    dotted = 'name = "A"\ngroups.team = "x"\ngroups.young = 3\n'
    assert refused(tmp_path, dotted).startswith("project.toml:3:1:")
    inline = 'name = "A"\ngroups = { team = 3 }\n'
    assert refused(tmp_path, inline).startswith("project.toml:2:1:")


PIECES = (
    "name", "groups", " = ", '"A"', "\n", "[", "]", "[[", "]]", "{", "}", "'''", '"', ",", ".", "#", "\\", "1",
    "å",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    try:
        project(tmp_path_factory.getbasetemp(), "".join(parts))
        said = "project.toml"
    except SpeglaError as error:
        said = error.sentence
    assert said.startswith("project.toml")


def test_a_file_that_lost_power_left_as_zeros_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_bytes(b"\0" * 400)
    with pytest.raises(BadFile, match="nothing but zeros") as caught:
        read_text(path)
    assert "spegla backup list" in caught.value.hint


def test_every_wrong_place_has_a_next_step() -> None:
    assert "spegla backup list" in bad_setting("project.toml", (3, 1), NOT_TOML).hint
    assert bad_setting("project.toml", (3, 1), NOT_TOML, hint="Do this.").hint == "Do this."
