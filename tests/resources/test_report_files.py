import re
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from toolkit.domain.reports.report_facts import Declined, Partner, ReportFacts, Verdict, all_lacking
from toolkit.errors import BadSetting
from toolkit.resources.report_files import read_report_facts, report_text

ROOT = Path(__file__).parents[2]
COMMENTED = re.compile(r'^# ?(?=[a-z_]+ = |\[|\]|  ")|^#(?=   ")', re.MULTILINE)


def read(tmp_path: Path, text: str) -> ReportFacts:
    path = tmp_path / "report.toml"
    path.write_text(text, encoding="utf-8")
    return read_report_facts(path)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(BadSetting) as caught:
        read(tmp_path, text)
    return caught.value.sentence


def test_no_file_records_nothing(tmp_path: Path) -> None:
    assert read_report_facts(tmp_path / "report.toml") == ReportFacts()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_projects_file_records_nothing(tmp_path: Path, language: str) -> None:
    assert read(tmp_path, report_text(language)) == ReportFacts()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_a_new_projects_file_offers_can_be_used_by_removing_the_number_sign(tmp_path: Path, language: str) -> None:
    offered = COMMENTED.sub("", report_text(language)).replace("declined = []\n", "", 1)
    facts = read(tmp_path, offered)
    assert list(all_lacking(facts)) == []
    assert [goal.reached for goal in facts.goals] == [Verdict.REACHED, Verdict.NOT_REACHED]
    assert all(getattr(facts.evaluation, field.name) for field in fields(facts.evaluation))
    assert all(getattr(facts, field.name) for field in fields(facts) if field.name != "work")


@pytest.mark.parametrize("name", ["report.toml", "report.en.toml"])
def test_the_samples_facts_are_whole_and_the_same_in_both_languages(name: str) -> None:
    facts = read_report_facts(ROOT / name)
    assert list(all_lacking(facts)) == []
    assert [(goal.target, goal.outcome.numerator, goal.outcome.denominator) for goal in facts.goals][:2] == [
        (30, 15, 41),
        (80, 27, 38),
    ]
    assert facts.recruitment.asked == 31
    assert len(facts.tools) == len(facts.partners) == 5


def test_values_stand_where_they_belong(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        'partners_as_of = 2025-06-01\n[[partners]]\nname = "Af"\nsince = "2023"\n[[declined]]\nnumber = 2\n',
    )
    assert facts.partners == (Partner("Af", since="2023"),)
    assert facts.partners_as_of == date(2025, 6, 1)
    assert facts.recruitment.declined == (Declined(2),)


def test_that_nobody_declined_is_another_thing_than_not_knowing(tmp_path: Path) -> None:
    assert read(tmp_path, "declined = []").recruitment.declined == ()
    assert read(tmp_path, "").recruitment.declined is None


def test_a_goal_in_per_cent_takes_its_share_from_the_fraction(tmp_path: Path) -> None:
    goal = read(tmp_path, '[[goals]]\ntext = "Mål"\ntarget = 72.5\nnumerator = 29\ndenominator = 40\n').goals[0]
    assert goal.outcome.share == Fraction(145, 2)
    assert goal.reached is Verdict.REACHED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[goals]]\ntext = "A"\nnumerator = 7\ndenominator = 5\n', "report.toml:3:1"),
        ('[[goals]]\ntext = "A"\nnumerator = 7\n', "report.toml:3:1"),
        ('[[goals]]\ntext = "A"\nvalue = 50\nnumerator = 26\ndenominator = 64\n', "40.6"),
        ('[[goals]]\ntext = "A"\n[[goals.earlier]]\nnumerator = 2\ndenominator = 1\n', "report.toml"),
        ('[[results]]\ntitle = "A"\ncounts = [["ja", 9], ["nej", 8]]\nasked = 16\n', "17"),
        ('[[results]]\ntitle = "A"\ncounts = [["ja", -1]]\n', "counts"),
        ('partners_as_of = "2025-06-01"\n', "report.toml:1:1"),
        ("[commission]\ncommissionar = 3\n", "commissioner"),
        ("[programme]\nplace = 3\n", "report.toml:2:1"),
        ("[programme\n", "report.toml:1"),
    ],
)
def test_errors_name_the_place(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, text)
