"""Written files are valid against the schemas of the standard (MIT licence, in their heads)."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from tests.exchange.projects import AT, EMPTY, FULL, MINIMAL, TEXT, guid, projects
from toolkit.domain.exchange.interchange import FORMS, ExchangedCode, ExchangedCoding, Form, Selection
from toolkit.domain.texts.text import Span
from toolkit.errors import Refused
from toolkit.exchange.refi_reading import read
from toolkit.exchange.refi_writing import codebook, codebook_written, write, written

SCHEMAS = Path(__file__).parent / "schemas"
PROJECT = etree.XMLSchema(etree.parse(SCHEMAS / "Project.xsd"))
CODEBOOK = etree.XMLSchema(etree.parse(SCHEMAS / "Codebook.xsd"))


def description(data):
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert container.testzip() is None
        return etree.fromstring(container.read("project.qde"))


@pytest.mark.parametrize("form", [*FORMS.values(), Form(mark=True)])
@pytest.mark.parametrize("project", [EMPTY, MINIMAL, FULL], ids=["empty", "minimal", "full"])
def test_projects_are_valid(form, project):
    PROJECT.assertValid(description(written(project, form=form).data))


@settings(max_examples=30, deadline=None, phases=(Phase.generate,), suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_any_project_and_codebook_is_valid(project):
    PROJECT.assertValid(description(write(project)))
    if project.codes:
        CODEBOOK.assertValid(etree.fromstring(codebook(project)))


@pytest.mark.parametrize("project", [MINIMAL, FULL], ids=["minimal", "full"])
def test_codebooks_are_valid(project):
    CODEBOOK.assertValid(etree.fromstring(codebook(project)))


def test_a_codebook_without_codes_is_refused():
    with pytest.raises(Refused, match="no codes"):
        codebook_written(EMPTY)


def test_the_container_has_the_form_that_every_reader_takes():
    with zipfile.ZipFile(io.BytesIO(write(FULL))) as container:
        names = container.namelist()
        assert names[0] == "project.qde"
        assert all(name.startswith("sources/") and name.endswith(".txt") for name in names[1:])
        words = container.read(f"sources/{FULL.sources[0].guid}.txt")
    assert words == TEXT.encode()
    root = description(write(FULL))
    assert root.get("origin") == "Spegla"
    assert root.get("basePath") is None
    for each in root.iter("{*}PlainTextSelection", "{*}Note"):
        assert each.get("creationDateTime")
    assert not list(root.iter("{*}PlainTextContent"))


def test_what_a_file_cannot_hold_is_told():
    text = "a\x0bb\ud800c"
    project = replace(
        MINIMAL,
        users=(),
        codes=(
            ExchangedCode("Namn", "Gr\x00ns", color="röd"),
            ExchangedCode(guid(5), "Bort", parent=guid(99)),
        ),
        sources=(
            replace(
                MINIMAL.sources[0],
                text=text,
                selections=(
                    Selection(
                        guid(6),
                        Span(0, 5),
                        (ExchangedCoding(guid(7), "Namn", guid(98), AT), ExchangedCoding(guid(8), guid(97))),
                    ),
                ),
                variables={"Ålder": "trettio"},
            ),
        ),
        kinds={"Ålder": "Integer"},
    )
    done = written(project)
    PROJECT.assertValid(description(done.data))
    assert {loss.kind: loss.n for loss in done.losses} == {
        "variable_as_text": 1,
        "dangling_reference": 1,
        "color": 1,
        "illegal_characters": 2,
        "unknown_user": 1,
        "coding_without_code": 1,
    }
    assert all(loss.sentence for loss in done.losses)
    back = read(done.data, "x.qdpx")
    assert back.sources[0].text == "a\x0bb\ufffdc"
    assert [code.name for code in back.codes] == ["Gr\ufffdns", "Bort"]
    assert back.losses == ()
