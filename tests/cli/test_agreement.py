"""`spegla agreement` and `spegla saturation`: the agenda first, figures with reasons, any table, and no figures where
a project wants none."""

import json
import tomllib

import pytest

from tests.conftest import REPOSITORY
from tests.material import SAID

BUS = next(one.words for one in SAID if (one.person, one.area) == ("P01", "needs"))
MEASURES = {"percent", "cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1"}
KRIPPENDORFF_C = """unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,3,,
"""


@pytest.fixture
def both(small, spegla):
    table = small / "b.csv"
    table.write_text(f'source,quote,code\np01.txt,"{BUS}",needs/income\np07.txt,"SEVENSECRET",needs\n', "utf-8")
    assert spegla("codings", "import", table, "--coder", "B", "-p", small).code == 0
    return small


def test_the_agenda_comes_before_the_figures(spegla, both):
    said = spegla("agreement", "-p", both).out
    assert said.index("Where they disagree") < said.index("How far they agree")
    assert BUS in said
    assert "SECRET" not in said


@pytest.mark.parametrize("unit", ["segment", "turn", "character"])
def test_json_has_the_measures_everywhere(spegla, both, unit):
    found = spegla("agreement", "-p", both, "--coders", "kl,B", "--unit", unit, "--json").json
    assert set(found) >= MEASURES
    for one in (*found["codes"], *found["areas"], *found["facets"], *found["pairs"], *found["pairs"][0]["codes"]):
        assert set(one) >= MEASURES
        for name in MEASURES:
            assert (one[name] is None) == (name in one["reasons"])
    work = next(one for one in found["disagreements"] if one["code"] == "needs/work")
    assert (work["left"], len(work["places"])) == (1, 1)
    assert work["definition"]
    assert {side["coder"] for side in work["places"][0]["coders"]} == {"KL", "B"}
    assert "SECRET" not in json.dumps(found)


def test_one_code_and_all_its_places(spegla, both):
    found = spegla("agreement", "-p", both, "--code", "needs/work", "--limit", "0", "--json").json
    assert [one["code"] for one in found["disagreements"]] == ["needs/work"]


@pytest.mark.parametrize("coders", ["KL", "KL,Nobody"])
def test_whom_to_compare_is_said_in_words(spegla, both, coders):
    answer = spegla("agreement", "-p", both, "--coders", coders)
    assert answer.code == 1
    assert answer.err.strip()


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_a_table_of_ratings_is_reckoned_at_its_level(spegla, tmp_path, level, value):
    (tmp_path / "t.csv").write_text(KRIPPENDORFF_C, "utf-8")
    found = spegla("agreement", "--table", tmp_path / "t.csv", "--level", level, "-p", tmp_path, "--json").json
    assert found["krippendorff_alpha"] == pytest.approx(value, abs=5e-7)
    assert found["cohen_kappa"] is None
    assert "two coders" in found["reasons"]["cohen_kappa"]
    assert found["gwet_ac1"] == pytest.approx(0.77544, abs=5e-6)
    assert (found["units"], found["shared"], len(found["pairs"])) == (12, 11, 6)


@pytest.mark.parametrize(
    "data",
    [
        "enhet;Åsa;B\r\n1;1,5;1,5\r\n2;2,5;1,5\r\n".encode("cp1252"),
        "\ufeffenhet;Åsa;B\n1;1,5;1,5\n2;2,5;1,5\n".encode(),
        "enhet\tÅsa\tB\n1\t1,5\t1,5\n2\t2,5\t1,5\n".encode("utf-16"),
        'sep=;\nenhet;Åsa;B\n"1";"1,5";1,5\n2;2,5;1,5\n'.encode(),
        b'unit,\xc3\x85sa,B\n1,"1,5","1,5"\n2,2.5,1.5\n\n,,\n',
    ],
)
def test_tables_as_swedish_excel_and_others_write_them(spegla, tmp_path, data):
    (tmp_path / "t.csv").write_bytes(data)
    answer = spegla("agreement", "--table", tmp_path / "t.csv", "--level", "interval", "-p", tmp_path, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["coders"] == ["Åsa", "B"]
    assert answer.json["krippendorff_alpha"] == pytest.approx(0)
    assert answer.json["units"] == 2


def test_all_equal_is_undefined_with_percent_beside_it(spegla, tmp_path):
    (tmp_path / "t.csv").write_text("unit,A,B\n1,yes,yes\n2,yes,yes\n", "utf-8")
    found = spegla("agreement", "--table", tmp_path / "t.csv", "-p", tmp_path, "--json").json
    assert found["percent"] == 1
    for name in MEASURES - {"percent"}:
        assert found[name] is None
        assert "only one category" in found["reasons"][name]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("unit,A,B\n1,x,2\n", "line 2"),
        ("unit,A,B\n1,1,2\n1,2,2\n", "line 3"),
        ("unit,A,B\n1,1,2,3\n", "line 2"),
        ("unit,A,A\n1,1,2\n", "first row"),
        ("unit,A\n1,1\n", "first row"),
        ("", "cannot be read"),
    ],
)
def test_what_is_no_table_is_told_with_its_line(spegla, tmp_path, text, line):
    (tmp_path / "t.csv").write_text(text, "utf-8")
    answer = spegla("agreement", "--table", tmp_path / "t.csv", "--level", "ratio", "-p", tmp_path)
    assert answer.code == 1
    assert line in answer.err


FIGURES = ("kappa", "alpha", "percent", "AC1", "Same, %", "ac1", "fleiss", "interval")


def test_a_reflexive_project_talks_and_reckons_nothing(spegla, both):
    settings = both / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    for options in ((), ("--json",)):
        answer = spegla("agreement", "-p", both, *options)
        assert answer.code == 0
        assert BUS in answer.out
        assert "works reflexively" in answer.out
        assert not [word for word in FIGURES if word in answer.out.replace(BUS, "")]
    (both / "t.csv").write_text(KRIPPENDORFF_C, "utf-8")
    for command in (("saturation",), ("saturation", "--themes"), ("agreement", "--table", both / "t.csv")):
        answer = spegla(*command, "-p", both)
        assert (answer.code, answer.out) == (1, "")
        assert "works reflexively" in answer.err
    assert spegla("draft", "--format", "md", "-p", both).code == 0
    drafted = "".join(path.read_text("utf-8") for path in both.rglob("*.md"))
    for word in ("kappa", "Krippendorff", "AC1", "saturat"):
        assert word not in drafted


def test_saturation_is_told_by_group_with_reasons(spegla, both):
    found = spegla("saturation", "-p", both, "--json").json
    groups = {one["key"]: one for one in found["groups"]}
    assert groups["participants"]["orders"]["drawn"] == 1000
    assert groups["team"]["orders"] is None
    assert "Cannot be judged" in groups["team"]["reason"]
    assert "Cannot be judged" in spegla("saturation", "-p", both).out
    assert spegla("saturation", "-p", both, "--base", "0").code == 2


def test_the_history_of_the_scheme_says_why(spegla, both):
    assert spegla("scheme", "--history", "-p", both, "--json").json["versions"][0]["stands"] is True
    assert "Version 1" in spegla("scheme", "--history", "-p", both).out


def paths(value, before=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, f"{before}.{key}".removeprefix("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from paths(inner, f"{before}[]")
    else:
        yield before


@pytest.mark.parametrize("words", ["agreement", "agreement --table", "saturation", "scheme --history"])
def test_the_reference_knows_every_key(spegla, both, words):
    (both / "t.csv").write_text(KRIPPENDORFF_C, "utf-8")
    call = [*words.split(), both / "t.csv"] if "--table" in words else words.split()
    known = tomllib.loads((REPOSITORY / "scripts" / "json_keys.toml").read_text("utf-8"))[words]
    open_ended = [key.removesuffix("*") for key in known if key.endswith(".*")]
    for path in set(paths(spegla(*call, "-p", both, "--json").json)):
        empty = any(key.startswith(f"{path}[") for key in known)
        assert path in known or empty or any(path.startswith(start) for start in open_ended), path
