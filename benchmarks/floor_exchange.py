"""Floor of exchange: the least that plain SQLite, zipfile and ElementTree must do to write and to read such a project.

python benchmarks/floor_exchange.py export PROJECT_DB FILE.qdpx
python benchmarks/floor_exchange.py import FILE.qdpx FLOOR_DB
"""

from __future__ import annotations

import io
import sqlite3
import sys
import uuid
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Tree
from xml.sax.saxutils import quoteattr

SPACE = uuid.UUID(int=0)
NAME = "{urn:QDA-XML:project:1.0}"


def guid(*parts: object) -> str:
    """A guid made of what it stands for."""
    return str(uuid.uuid5(SPACE, "/".join(map(str, parts))))


def written(database: str, file: str) -> None:
    """Every text as a file, every coding as a selection."""
    rows = sqlite3.connect(database)
    out = io.StringIO()
    out.write('<?xml version="1.0"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="floor"><CodeBook><Codes>')
    for (code,) in rows.execute("SELECT DISTINCT code FROM coding"):
        out.write(f'<Code guid="{guid(code)}" name={quoteattr(code)} isCodable="true"/>')
    out.write("</Codes></CodeBook><Sources>")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, name, text in rows.execute("SELECT id, name, text FROM source").fetchall():
            key = guid("source", source)
            archive.writestr(f"sources/{key}.txt", text)
            out.write(f'<TextSource guid="{key}" name={quoteattr(name)} plainTextPath="internal://{key}.txt">')
            query = 'SELECT id, start, "end", code, coder, time FROM coding WHERE source_id = ? ORDER BY start'
            for number, start, end, code, coder, time in rows.execute(query, (source,)):
                out.write(
                    f'<PlainTextSelection guid="{guid("selection", number)}" startPosition="{start}"'
                    f' endPosition="{end}"><Coding guid="{guid("coding", number)}" creatingUser="{guid(coder)}"'
                    f' creationDateTime="{time}"><CodeRef targetGUID="{guid(code)}"/></Coding></PlainTextSelection>'
                )
            out.write("</TextSource>")
        out.write("</Sources></Project>")
        archive.writestr("project.qde", out.getvalue())


def read(file: str, database: str) -> None:
    """Every text and every coding with its words into tables."""
    rows = sqlite3.connect(database)
    rows.execute("PRAGMA synchronous=FULL")
    rows.execute("CREATE TABLE source(id INTEGER PRIMARY KEY, name, text)")
    rows.execute(
        "CREATE TABLE coding(source_id, start, end, quote, code, coder, UNIQUE(source_id, start, end, code, coder))"
    )
    with zipfile.ZipFile(file) as archive:
        root = Tree.fromstring(archive.read("project.qde"))
        codes = {one.get("guid"): one.get("name") for one in root.iter(f"{NAME}Code")}
        for number, source in enumerate(root.iter(f"{NAME}TextSource")):
            path = str(source.get("plainTextPath")).removeprefix("internal://")
            text = archive.read(f"sources/{path}").decode()
            rows.execute("INSERT INTO source VALUES (?, ?, ?)", (number, source.get("name"), text))
            made = []
            for selection in source.iter(f"{NAME}PlainTextSelection"):
                start, end = int(selection.get("startPosition", 0)), int(selection.get("endPosition", 0))
                for coding in selection.iter(f"{NAME}Coding"):
                    code = codes[coding[0].get("targetGUID")]
                    made.append((number, start, end, text[start:end], code, coding.get("creatingUser")))
            rows.executemany("INSERT OR IGNORE INTO coding VALUES (?, ?, ?, ?, ?, ?)", made)
    rows.commit()


if __name__ == "__main__":
    Path(sys.argv[3]).unlink(missing_ok=True)
    {"export": written, "import": read}[sys.argv[1]](sys.argv[2], sys.argv[3])
