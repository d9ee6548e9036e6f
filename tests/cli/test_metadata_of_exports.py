"""A25: thirty exports, and none tells who made it, on which computer, in which folder, or on whose template."""

import io
import platform
import re
import socket
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.reporting.word_edits import Edits

USER, HOST, FOLDER, MAKER, FIRM = "canaryuser", "canaryhost", "canaryfolder", "Canary Templatemaker", "Canaryfirm AB"
CANARIES = (USER, HOST, FOLDER, "Templatemaker", "Canaryfirm", "00CA9A47", "canarytemplate.dotm", "canarycommenter")
OWN = "project/templates/styles.docx"  # goes along as it is in a copy of the whole project: it is the user's own file
OURS = b"urn:x-spegla:draft"
OUTLINES = ("perspectives", "areas", "questions", "partial", "full")


@pytest.fixture
def project(small, tmp_path, monkeypatch, spegla):
    """The small project in a folder whose name tells something, with a template of somebody else's."""
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, USER)
    monkeypatch.setattr(socket, "gethostname", lambda: HOST)
    monkeypatch.setattr(platform, "node", lambda: HOST)
    folder = small.rename(tmp_path / FOLDER)
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "styles.docx").write_bytes(template())
    assert spegla("themes", "-p", folder).code == 0
    return folder


def template():
    """A Word file full of traces of whoever made it."""
    document = Document()
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.category = MAKER
    document.add_comment(document.add_paragraph("x").add_run("y"), "note", author="canarycommenter", initials="cc")
    plain = io.BytesIO()
    document.save(plain)
    edits = Edits(plain.getvalue())
    parts = edits.parts
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    kinds = "application/vnd.openxmlformats-officedocument"
    settings = parts["word/settings.xml"].decode()
    parts["word/settings.xml"] = settings.replace(
        "</w:settings>",
        '<w:docVars><w:docVar w:name="a" w:val="Canaryfirm"/></w:docVars><w:attachedTemplate '
        f'xmlns:r="{office}/relationships" r:id="rId9"/></w:settings>',
    ).encode()
    parts["word/_rels/settings.xml.rels"] = _relations(
        ("rId9", f"{office}/relationships/attachedTemplate", "file:///C:/canarytemplate.dotm", True)
    )
    parts["word/people.xml"] = f'<p xmlns="urn:x"><person author="{MAKER}"/></p>'.encode()
    parts["docProps/custom.xml"] = f'<p xmlns="urn:x">{FIRM}</p>'.encode()
    parts["docProps/app.xml"] = (
        f'<Properties xmlns="{office}/extended-properties"><Company>{FIRM}</Company></Properties>'.encode()
    )
    parts["customXml/item7.xml"] = f"<p>{FIRM}</p>".encode()
    for name, kind, target in (
        ("word/_rels/document.xml.rels", "http://schemas.microsoft.com/office/2011/relationships/people", "people.xml"),
        ("word/_rels/document.xml.rels", f"{office}/relationships/customXml", "../customXml/item7.xml"),
        ("word/_rels/document.xml.rels", f"{office}/relationships/footnotes", "footnotes.xml"),
        ("_rels/.rels", f"{office}/relationships/custom-properties", "docProps/custom.xml"),
    ):
        more = f'<Relationship Id="rIdX{len(target)}" Type="{kind}" Target="{target}"/></Relationships>'
        parts[name] = parts[name].decode().replace("</Relationships>", more).encode()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = '<w:footnote w:id="0"><w:p w:rsidR="00CA9A47"/></w:footnote>'
    parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{space}">{notes}</w:footnotes>'.encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace(
        "</Types>",
        f'<Override PartName="/docProps/custom.xml" ContentType="{kinds}.custom-properties+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{kinds}.wordprocessingml.footnotes+xml"/></Types>',
    ).encode()
    edits.document.find(".//{*}sectPr").set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rsidR", "00CA9A47"
    )
    return edits.data


def _relations(*rows):
    told = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}" TargetMode="{"External" if out else "Internal"}"/>'
        for key, kind, target, out in rows
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{told}</Relationships>'.encode()


def exports(folder, out, spegla):
    """Thirty files and folders that are made for others."""
    commands = [["draft", "--outline", one, *_formats("docx", "html", "md"), "--out", out / one] for one in OUTLINES]
    commands += [["export", "all", out / "all.xlsx"]]
    commands += [["export", kind, out / f"{kind}{end}"] for kind, end in TABLES]
    commands += [["exchange", "export", out / f"{peer}.qdpx", "--for", peer] for peer in PEERS]
    commands += [["exchange", "export", out / name] for name in ("any.qdpx", "codes.qdc")]
    commands += [["export", "project", out / "whole.zip"]]
    commands += [["codings", "export", out / "p01.docx", "--source", "p01.txt"]]
    commands += [["privacy", "subject-copy", "P01", "--to", out / "copy.docx"]]
    commands += [["privacy", "register", "--to", out / name] for name in ("register.docx", "register.xlsx")]
    for command in commands:
        answer = spegla(*command, "-p", folder)
        assert answer.code == 0, (command, answer.err)
    return sorted(path for path in out.rglob("*") if path.is_file())


TABLES = (("codings", ".xlsx"), ("codings", ".csv"), ("passages", ".xlsx"), ("respondents", ".jsonl"))
PEERS = ("nvivo", "atlas", "maxqda", "qualcoder")


def _formats(*names):
    return [word for name in names for word in ("--format", name)]


def pieces(name, data):
    """A file's bytes and, of containers, each part with its name, containers in containers too."""
    if name.endswith(OWN):
        return
    yield name, data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            yield f"{name}!", "\n".join(container.namelist()).encode() + container.comment
            for one in container.infolist():
                yield from pieces(f"{name}!{one.filename}", container.read(one))


def leaks(name, data):
    """What a file tells of whoever made it."""
    for piece, content in pieces(name, data):
        folded = content.lower()
        for canary in CANARIES:
            if any(canary.lower().encode(code) in folded for code in ("utf-8", "utf-16-le")):
                yield f"{piece}: {canary}"
        yield from _of_word(piece, content)


def _of_word(piece, content):
    part = piece.rpartition("!")[2]
    if ".docx!" not in piece:
        return
    if re.search(rb"\bw:rsid", content):
        yield f"{piece}: rsid"
    if re.search(r"people|commentsEx|custom\.xml|app\.xml|thumbnail|vbaProject", part):
        yield piece
    if part.startswith("customXml/item") and OURS not in content and "Props" not in part:
        yield f"{piece}: customXml"
    if part == "docProps/core.xml" and re.search(rb"<(dc:creator|cp:lastModifiedBy)>[^<]", content):
        yield f"{piece}: author"
    if part == "word/comments.xml" and "p01.docx" not in piece:
        yield from (f"{piece}: {who}" for who in set(re.findall(rb'w:author="([^"]*)"', content)) - {b"Spegla"})


@pytest.mark.figure("A25")
def test_a25_thirty_exports_tell_nothing_of_who_made_them(project, tmp_path, spegla, figure):
    made = exports(project, tmp_path / "out", spegla)
    assert len(made) >= 30
    found = [leak for path in made for leak in leaks(path.name, path.read_bytes())]
    figure(files=len(made), leaks=len(found))
    assert found == []


def test_a25_the_template_itself_is_full_of_traces():
    assert len(set(leaks("styles.docx", template()))) > len(CANARIES) - 3


def test_a25_new_results_bring_no_trace_into_somebodys_word_file(project, tmp_path, spegla):
    out = tmp_path / "out"
    assert spegla("draft", "--format", "docx", "--out", out, "-p", project).code == 0
    (draft,) = out.glob("*.docx")
    assert spegla("draft", "--into", draft, "-p", project).code == 0
    assert [leak for path in out.iterdir() for leak in leaks(path.name, path.read_bytes())] == []


def test_a25_a_certificate_tells_the_person_by_pseudonym_only(project, spegla):
    assert spegla("privacy", "withdraw", "P01", "--yes", "--delete-files", "-p", project).code == 0
    written = [path for path in Path(project / "withdrawals").iterdir() if "P01" in path.name]
    assert len(written) == 2
    assert [leak for path in written for leak in leaks(path.name, path.read_bytes())] == []
