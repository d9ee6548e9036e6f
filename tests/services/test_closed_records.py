"""A case description about somebody whose words may not be used comes out of no door, as an interview does not."""

import io
import shutil
import zipfile

import pytest

from tests.services.recorded import DESCRIBED, with_records
from tests.workbench.conftest import desk_on  # noqa: F401
from tests.workbench.routes import routes

SIGNS = (DESCRIBED, "rang the doctor", "CASESECRET")


@pytest.fixture
def closed(small, spegla):
    """The small project with records, suggestions, themes and a memo, in which P02 has withdrawn."""
    with_records(small, spegla)
    assert spegla("suggest", "-p", small).code == 0
    assert spegla("themes", "-p", small).code == 0
    register = small / "interviews" / "respondents.csv"
    text = register.read_text("utf-8")
    register.write_text(text.replace("P02,participants,,given", "P02,participants,,withdrawn"), "utf-8")
    return small


def shown(data: bytes) -> str:
    """The bytes as text, of a zip what is inside."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(shown(archive.read(name)) for name in archive.namelist())
    return data.decode("utf-8", "replace")


COMMANDS = (
    "status", "sources", "find doctor", "find coach", "passages needs", "passages needs/work", "themes", "claims",
    "quotes", "coders", "saturation", "factors", "agreement", "suggest --report", "scheme", "privacy scan", "sources speakers case.txt", "sources revisions case.txt",
    "sources revise case.txt --turn 1 --words nothing --dry-run", "sources revise case.txt --replace doctor physician --all --dry-run",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_tells_it(closed, spegla, command):
    for extra in ((), ("--json",)):
        answer = spegla(*command.split(), "-p", closed, *extra)
        print(command, answer.code, answer.err[:300])
        assert not any(sign in answer.out + answer.err for sign in SIGNS)


FILES = (
    ("export", "codings", "a.csv"), ("export", "passages", "b.csv"), ("export", "all", "c.xlsx"),
    ("codings", "export", "d.csv"), ("exchange", "export", "e.qdpx"), ("exchange", "export", "f.qdpx", "--with", "case.txt"),
    ("codings", "export", "g.docx", "--word", "case.txt"), ("export", "project", "h.zip"), ("export", "project", "i.zip", "--with", "case.txt"),
)  # fmt: skip


@pytest.mark.parametrize("command", FILES)
def test_no_file_holds_it(closed, spegla, tmp_path, command):
    first, second, name, *rest = command
    answer = spegla(first, second, tmp_path / name, *rest, "-p", closed)
    print(answer.code, answer.out, answer.err)
    if (tmp_path / name).exists():
        text = shown((tmp_path / name).read_bytes())
        assert not any(sign in text for sign in SIGNS)


def test_no_page_shows_it(closed, desk_on):  # noqa: F811
    client = desk_on(closed, language="en")
    import sqlite3
    with sqlite3.connect(closed / "project.db") as db:
        ids = [n for (n,) in db.execute("select id from source")]
        case = db.execute("select id from source where name='case.txt'").fetchone()[0]
    bad = []
    from toolkit.workbench.app import SCREENS
    import re
    paths = {one.path for s in SCREENS for one in s.router.routes if "GET" in one.methods}
    for path in sorted(paths):
        url = re.sub(r"\{[^}]*\}", str(case), path)
        for query in ("", f"?source={case}", "?code=needs/work", "?codes=needs/work"):
            try:
                answer = client.get(url + query)
            except Exception as e:
                print("EXC", url, type(e)); continue
            if any(sign in answer.text for sign in SIGNS):
                bad.append((url + query, answer.status_code))
    posts = {"/find": {"words": "doctor", "q": "doctor"}, "/find/hits": {"words": "doctor", "q": "doctor"}, "/passages": {}, "/passages/list": {}, "/passages/csv": {}, "/passages/matrix": {}}
    for url, data in posts.items():
        answer = client.post(url, data=data)
        print(url, answer.status_code, len(answer.text))
        if any(sign in answer.text for sign in SIGNS):
            bad.append(url)
    assert bad == []
