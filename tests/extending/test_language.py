"""The page on a new language: begun, translated in part, compiled, and spoken by a copy of the program."""

import json

import pytest

from tests.extending.checkout import Checkout
from tests.extending.pages import blocks, commands

PAGE = "6-language.md"
ON_SCREEN = """
import sys
from pathlib import Path
from starlette.testclient import TestClient
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door

door, desk = Door(8765), Desk(Path.cwd(), language="nb", coder="KL")
with TestClient(make_app(desk, door), base_url="http://127.0.0.1:8765") as client:
    client.cookies.set(door.cookie, door.new_session()[0])
    sys.stdout.buffer.write(client.get("/passages/matrix").text.encode())
desk.close()
"""


READING = """
import io, json, sys
from babel.messages.pofile import read_po, write_po
from scripts.messages import files, main

begin, shown, again = json.loads(sys.argv[1])
main(begin)
path, _ = files("nb")
catalogue = read_po(io.BytesIO(path.read_bytes()), locale="nb")
for message in read_po(io.BytesIO(shown.encode()), locale="nb"):
    if message.id:
        assert message.id in catalogue, message.id
        catalogue[message.id].string = message.string
out = io.BytesIO()
write_po(out, catalogue)
path.write_bytes(out.getvalue())
main(again)
"""  # in one process, as gathering all texts takes three seconds


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """A copy of the program in which the page's reader has begun a language and translated what the page does."""
    made = Checkout(tmp_path_factory.mktemp("spoken") / "checkout")
    begin, again, _ = commands(PAGE)
    assert (begin[:2], again) == (["python", "scripts/messages.py"], ["python", "scripts/messages.py"])
    (shown,) = (block for block in blocks(PAGE) if block.kind == "po")
    made.python("-c", READING, json.dumps([begin[2:], shown.text, again[2:]]))
    assert (made.folder / shown.file).is_file()
    return made


def test_the_program_speaks_it_and_says_the_rest_in_english(spoken, small):
    setting, program, *words = commands(PAGE)[-1]
    assert (setting, program) == ("SPEGLA_LANGUAGE=nb", "spegla")
    said = spoken.spegla(["init", "mine", "--json"], [*words, "--language", "nb"], within=small, SPEGLA_LANGUAGE="nb")
    assert "kilder" in said
    assert "Codings: 63" in said
    assert 'language = "en"' in (small / "mine" / "project.toml").read_text("utf-8")


def test_the_screens_speak_it(spoken, small):
    page = spoken.python("-c", ON_SCREEN, within=small)
    assert '<html lang="nb"' in page
    assert "<h3>Språk</h3>" in page
    assert "Norsk bokmål</button>" in page
    assert "words.nb.js" in page
    words = (spoken.folder / "toolkit" / "workbench" / "static" / "words.nb.js").read_text("utf-8")
    assert isinstance(json.loads(words.partition("=")[2].rstrip(";\n")), dict)
