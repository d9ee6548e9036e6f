"""The fast reader says what the careful one says, or leaves the text to it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.resources import yaml_files
from toolkit.resources.yaml_plain import DEEPEST, Unusual, read_plain

ROOT = Path(__file__).parents[2]
FILES = [*(ROOT / "coding_schemes").glob("*.yaml"), *(ROOT / "interviews" / "guides").glob("*.yaml")]


def careful(text):
    return yaml_files._plain(yaml_files.editable(text, "x.yaml"))


def exact(value):
    """The value with the type of everything in it: 1, 1.0 and True are not the same."""
    if isinstance(value, dict):
        return {key: exact(each) for key, each in value.items()}
    return [exact(each) for each in value] if isinstance(value, list) else (type(value), value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_reads_our_files_as_the_careful_reader_does(path):
    text = path.read_text("utf-8")
    assert exact(read_plain(text)) == exact(careful(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: *x",
        "a: &x 1\nb: *x",
        "a: &x 1",
        "a: !!int 3",
        "a: !!map {b: 1}",
        "a: 1\na: 2",
        "1: x",
        "true: x",
        "? [a]\n: 1",
        "a: x: y",
        "a: 012",
        "a: 0x1f",
        "a: 1_000",
        "a: .inf",
        "a: +1",
        "a: 1e3",
        "a: ~",
        "a:",
        "a: Null",
        "a: False",
        "<<: {a: 1}",
        "",
        "# only a remark\n",
        "---\na: 1\n---\nb: 2",
        "a:\n\t- b",
        "a: \x01",
        "[" * 100_000,
        "{a: " * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1),
    ],
)
def test_what_is_not_plain_is_left_to_the_careful_reader(text):
    with pytest.raises(Unusual):
        read_plain(text)


def test_days_yes_and_no_are_texts_as_in_yaml_1_2():
    assert read_plain("a: [yes, no, on, 2025-03-01, '1', \"2\", 12:30 x]") == careful(
        "a: [yes, no, on, 2025-03-01, '1', \"2\", 12:30 x]"
    )


SCALARS = st.sampled_from(
    ["true", "false", "True", "null", "~", "yes", "NO", "0", "-7", "007", "3.25", "1e5", ".5", "5.", "2025-03-01",
     "å ä ö", "'it''s'", '"två\\tord"', "a:b", "- x", "#x", "x # not", "x#y", "@a", "`", "%", "12:30", "0o17", "0x1F",
     "1_000", "+1", "=", "<<", "|-", "[1, 2]", "{a: b}", "!x y", "&a b", "*a", "?", "|\n    rad\n    två", ""]
)  # fmt: skip
LINES = st.lists(st.tuples(st.sampled_from("abcd"), SCALARS), min_size=1, max_size=4)


@given(LINES, st.booleans())
def test_whatever_it_accepts_the_careful_reader_reads_in_the_same_way(lines, listed):
    text = "".join(f"- {value}\n" for _, value in lines) if listed else "".join(f"{k}: {v}\n" for k, v in lines)
    try:
        fast = read_plain(text)
    except Unusual:
        return
    assert exact(fast) == exact(careful(text))
