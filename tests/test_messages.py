"""The Swedish of the program: every text for people is translated, and the two catalogue files agree."""

import ast
import contextvars
import functools
import gettext
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import messages as catalogues
from toolkit import messages

REPOSITORY = Path(__file__).parents[1]
TO_MEND = "run `make messages`, translate what is new in toolkit/locale/sv/LC_MESSAGES/spegla.po, and run it again"
TEMPLATES, STATIC = (REPOSITORY / "toolkit" / "workbench" / name for name in ("templates", "static"))
MARKS = {"tr": 1, "N_": 1, "ntr": 2}
catalogue = functools.cache(catalogues.translated)


@functools.cache
def said_in_files():
    return list(catalogues.marked())


@functools.cache
def said_in_both():
    return [message for message in catalogue() if message.id]


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def to_type(text):
    return set(re.findall(r"--[a-z][a-z-]*|spegla [a-z]+|[a-z_]+\.(?:csv|toml|py)", text))


def marked_in(path):
    """The marked texts of one file, found by Python's own parser: it sees into f-strings, where Babel does not."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            texts = [one.value for one in node.args[: MARKS[node.func.id]] if isinstance(one, ast.Constant)]
            if len(texts) == MARKS[node.func.id]:
                yield tuple(texts)


def test_the_catalogue_holds_what_the_program_says_and_nothing_else():
    said = {texts for path in (REPOSITORY / "toolkit").rglob("*.py") for texts in marked_in(path)}
    said |= {forms(text) for name, text in said_in_files() if not name.endswith(".py")}
    assert {forms(message.id) for message in said_in_both()} ^ said == set(), TO_MEND


def test_every_message_is_translated_in_all_its_forms():
    def whole(one):
        return len(forms(one.string)) == len(forms(one.id)) and all(forms(one.string))

    lacking = [one.id for one in said_in_both() if not whole(one)]
    assert lacking == [], TO_MEND


def test_nothing_is_doubtful_or_left_from_earlier():
    assert [one.id for one in said_in_both() if one.fuzzy] == []
    assert list(catalogue().obsolete) == []
    assert catalogue().num_plurals == 2


def faults(message):
    """What a translation has not kept of a message."""
    said = forms(message.id)
    for form in forms(message.string):
        kept = {
            "places": places(form) == places(said[-1]),
            "commands": to_type(form) >= to_type(said[-1]),
            "space before": len(form) - len(form.lstrip()) == len(said[0]) - len(said[0].lstrip()),
            "mark at the end": (form[-1] in ".:?") == (said[0][-1] in ".:?"),
            "quotation marks (in Swedish ” stands on both sides)": "“" not in form,
        }
        yield from ((name, form) for name, holds in kept.items() if not holds)


def test_translations_keep_places_commands_and_edges():
    assert [fault for message in said_in_both() for fault in faults(message)] == []


def test_the_files_are_those_that_would_be_made_now():
    """So they hold no dates and no line numbers, and making them twice changes nothing."""
    now = catalogues.gathered(catalogue())
    assert catalogues.written(now) == catalogues.WRITTEN.read_bytes(), TO_MEND
    assert catalogues.compiled(now) == catalogues.COMPILED.read_bytes(), TO_MEND
    assert catalogues.for_scripts(now) == (STATIC / "words.sv.js").read_text(encoding="utf-8"), TO_MEND


@pytest.mark.parametrize(
    "path", [*TEMPLATES.rglob("*.html"), *(STATIC / "js").rglob("*.js")], ids=lambda path: path.name
)
def test_what_pages_and_scripts_mark_is_found(path):
    """Counted by a plain search, because Babel passes over a script or a template it does not understand."""
    text = path.read_text(encoding="utf-8")
    marked = {said for name, said in said_in_files() if name.endswith(f"/{path.name}")}
    literal = re.findall(r"""\b(tr|ntr)\(\s*(?:"([^"\\]+)"|'([^'\\]+)')""", text)
    firsts = {one if isinstance(one, str) else one[0] for one in marked}
    assert {double or single for _, double, single in literal} <= firsts


def test_what_is_compiled_is_what_is_written():
    with catalogues.COMPILED.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    for message in said_in_both():
        if isinstance(message.id, str):
            assert spoken.gettext(message.id) == message.string
        else:
            assert tuple(spoken.ngettext(*message.id, n) for n in (1, 2, 0)) == (*message.string, message.string[1])


def test_the_program_speaks_swedish_and_english():
    messages.use_language("sv")
    assert messages.tr("Nothing is coded yet.") == "Ingenting är kodat ännu."
    assert messages.ntr("{n} source", "{n} sources", 1) == "1 källa"
    assert messages.ntr("{n} source", "{n} sources", 3) == "3 källor"
    messages.use_language("en")
    assert messages.tr("Nothing is coded yet.") == "Nothing is coded yet."


def test_a_language_that_is_not_ours_is_answered_in_english(monkeypatch):
    for name in ("SPEGLA_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    assert messages.language_of_environment() == "en"
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    assert messages.language_of_environment() == "sv"


def test_the_catalogues_say_what_languages_are_called_and_how_decimals_are_written():
    assert messages.language_names() == {"sv": "Svenska", "en": "English"}
    messages.use_language("sv")
    assert messages.decimal_comma()
    messages.use_language("en")
    assert not messages.decimal_comma()


@pytest.mark.parametrize(
    ("value", "digits", "english", "swedish"),
    [
        (0.5, 2, "0.50", "0,50"),
        (-0.666, 2, "−0.67", "−0,67"),
        (-0.004, 2, "0.00", "0,00"),
        (0.0, 0, "0", "0"),
        (12.0, 1, "12.0", "12,0"),
        (-1e-9, 3, "0.000", "0,000"),
        (12.5, None, "12.5", "12,5"),
        (5.0, None, "5", "5"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value, digits, english, swedish):
    assert messages.decimal(value, digits) == english
    messages.use_language("sv")
    assert messages.decimal(value, digits) == swedish


@given(st.floats(-1e6, 1e6), st.integers(0, 5))
def test_a_number_reads_back_as_the_same_rounded_number(value, digits):
    told = messages.decimal(value, digits).replace("−", "-")
    assert float(told) == float(f"{value:.{digits}f}")
    assert told not in ("-0", "-0.0", "-0.00")


def test_places_are_filled_and_a_text_without_values_is_left_as_it_is():
    assert messages.tr("There is no file {file}.", file="å.txt") == "There is no file å.txt."
    assert messages.tr("{not} a place") == "{not} a place"
    assert messages.tr("") == ""  # gettext would give the head of the catalogue
    assert messages.tr("nothing of the kind is translated") == "nothing of the kind is translated"


def test_a_number_may_be_shown_otherwise_than_it_is_counted():
    assert messages.ntr("{n} source", "{n} sources", 1000, n="1 000") == "1 000 sources"
    assert messages.ntr("{n} source", "{n} sources", 0) == "0 sources"


@pytest.mark.parametrize(
    ("asked", "spoken", "written"), [("sv", "sv", "sv"), ("en", "en", "en"), ("fi", "en", "en"), ("", "en", "en")]
)
def test_only_languages_that_there_are_are_spoken(asked, spoken, written):
    messages.use_language(asked)
    assert (messages.current_language(), messages.written_language()) == (spoken, written)


def test_the_language_of_one_context_is_not_that_of_another():
    def swedish():
        messages.use_language("sv")
        return messages.tr("Nothing is coded yet.")

    assert contextvars.copy_context().run(swedish) == "Ingenting är kodat ännu."
    assert messages.current_language() == "en"


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ({"SPEGLA_LANGUAGE": "sv", "LANG": "en_GB"}, "sv"),
        ({"SPEGLA_LANGUAGE": "de", "LC_ALL": "SV_se"}, "sv"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "sv_SE"}, "en"),
        ({"LC_MESSAGES": "sv"}, "sv"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_language_of_the_environment_that_there_is_is_spoken(monkeypatch, names, language):
    for name in ("SPEGLA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert messages.language_of_environment() == language
