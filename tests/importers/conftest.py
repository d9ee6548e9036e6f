"""Word files made in the tests, and the shared fixtures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.importers.conformance import check_importer, check_transcript

FIXTURES = Path(__file__).parents[2].parent / "shared" / "fixtures"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def document(body: str, namespace: str = WORD) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{namespace}" {NAMESPACES}>'
        f"<w:body>{body}</w:body></w:document>"
    )


def package(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def word_file() -> Callable[..., bytes]:
    """Makes a Word file of the XML of its body."""
    return lambda body, namespace=WORD: package({"word/document.xml": document(body, namespace)})


@pytest.fixture
def paragraphs() -> Callable[..., str]:
    """Makes the XML of plain paragraphs."""
    return lambda *texts: "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


@pytest.fixture
def zipped() -> Callable[[dict[str, bytes | str]], bytes]:
    """Makes a zip file of parts by name."""
    return package


@pytest.fixture
def xml_document() -> Callable[[str], str]:
    """Makes the XML of a main document part."""
    return document


@pytest.fixture
def fixtures() -> Path:
    """The folder of shared fixtures; the test is skipped where it is absent."""
    if not FIXTURES.is_dir():
        pytest.skip("the shared fixtures are not here")
    return FIXTURES


@pytest.fixture(scope="session", name="check_importer")
def _check_importer() -> Callable[..., None]:
    """The conformance check."""
    return check_importer


@pytest.fixture(scope="session")
def sound() -> Callable[..., None]:
    """The part of the conformance check that looks at one transcript."""
    return check_transcript
