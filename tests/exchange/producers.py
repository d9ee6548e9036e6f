"""Files as other programs write them, built from what was measured in genuine ones (`shared/notes/refi-qda.md`)."""

# ruff: noqa: E501 - the XML stands in lines as the programs write it

from __future__ import annotations

import io
import unicodedata
import zipfile
from uuid import UUID, uuid5
from xml.sax.saxutils import quoteattr

FAMILY = "👨‍👩‍👧‍👦"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
SPACE = 'xmlns="urn:QDA-XML:project:1.0"'
LINES = (
    "Intervju med Åsa 😀",
    "I: Hur var starten?",
    f"A: Den var rörig {FAMILY}, sade chefen. Sedan blev det bra.",
    "A: Vi ses på måndagar 🇸🇪 och på torsdagar.",
)
PLAIN = "\n".join(LINES)
QUOTES = ("Den var rörig", f"{FAMILY}, sade chefen", "Sedan blev det bra.\nA: Vi ses", "måndagar 🇸🇪 och på torsdagar")


def guid(word: str) -> str:
    return str(uuid5(UUID(int=7), word))


def packed(
    xml: str, files: dict[str, bytes] | None = None, *, entry: str = "project.qde", stored: bool = False
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as container:
        container.writestr(entry, xml.encode())
        for path, data in (files or {}).items():
            container.writestr(path, data)
    return stream.getvalue()


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text.encode("utf-16-le")) // 2


def selection(word: str, start: int, end: int, inside: str, *, name: str | None = None, user: str = "") -> str:
    called = "" if name is None else f" name={quoteattr(name)}"
    by = f' creatingUser="{guid(user)}" creationDateTime="2024-02-03T04:05:06Z"' if user else ""
    head = f'<PlainTextSelection guid="{guid(word)}"{called} startPosition="{start}" endPosition="{end}"{by}>'
    return f"{head}{inside}</PlainTextSelection>"


def coding(word: str, code: str, user: str = "") -> str:
    by = f' creatingUser="{guid(user)}" creationDateTime="2024-05-06T07:08:09.1234567+02:00"' if user else ""
    return f'<Coding guid="{guid(word)}"{by}><CodeRef targetGUID="{guid(code)}"/></Coding>'


def nvivo_windows() -> bytes:
    """NVivo 12.6 for Windows: mark, CR LF counted twice, UTF-16 units, docx twin, one selection per coding."""
    text = "\r\n".join(LINES)
    selections = []
    for n, quote in enumerate(QUOTES * 3):
        start = text.index(quote.replace("\n", "\r\n"))
        begin = units(text[:start])
        end = begin + units(quote.replace("\n", "\r\n"))
        inside = f"<Description />{coding(f'c{n}', 'under' if n % 2 else 'top', 'Eva')}"
        selections.append(selection(f"s{n}", begin, end, inside, name="", user="Admin"))
    note = guid("note")
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="NVivo 12.6.0" creatingUserGUID="{guid("Admin")}"
      modifyingUserGUID="{guid("Admin")}" modifiedDateTime="2024-01-01T00:00:00Z">
    <Users><User guid="{guid("Admin")}" name="Admin" id="AD"/><User guid="{guid("Eva")}" name="Eva" id="EV"/></Users>
    <CodeBook><Codes><Code guid="{guid("top")}" name="Samverkan" isCodable="true" color="#FF0000"><Description />
      <Code guid="{guid("under")}" name="Möten" isCodable="true"><Description>Alla möten</Description></Code></Code></Codes></CodeBook>
    <Cases><Case guid="{guid("case")}" name="Åsa"><Description /><SourceRef targetGUID="{guid("source")}"/></Case></Cases>
    <Sources><TextSource guid="{guid("source")}" name="d01" richTextPath="internal://{guid("source")}.docx"
      plainTextPath="internal://{guid("source")}.txt" creatingUser="{guid("Admin")}"><Description />{"".join(selections)}
      </TextSource></Sources>
    <Notes><Note guid="{note}" name="Annotation" plainTextPath="internal://{note}.txt"><Description /></Note></Notes>
    <Links><Link guid="{guid("link")}" direction="OneWay" originGUID="{note}" targetGUID="{guid("s0")}"/></Links>
    </Project>"""
    files = {
        f"Sources/{guid('source')}.txt": b"\xef\xbb\xbf" + text.encode(),
        f"Sources/{guid('source')}.docx": b"PK docx",
        f"Sources/{note}.txt": "\ufeffRörigt\r\nja".encode(),
    }
    return packed(xml, files)


def nvivo_mac() -> bytes:
    """NVivo 15 for Mac: stored, LF, a line end and the document's name first, an empty `.root`, attributes sorted."""
    text = "\nd01\n" + "\n".join(LINES)
    at = text.index(QUOTES[2])
    inside = f'<Coding creatingUser="{guid("Eva")}" guid="{guid("c")}"><CodeRef targetGUID="{guid("top")}"/></Coding>'
    xml = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?><Project {SPACE} basePath="" name="Mac" origin="NVivo Mac 15.0">
    <Users><User guid="{guid("Eva")}" name="Eva"/></Users>
    <CodeBook><Codes><Code guid="{guid("top")}" isCodable="true" name="Samverkan"/></Codes></CodeBook>
    <Sources><TextSource guid="{guid("source")}" name="d01" plainTextPath="internal://{guid("source")}.txt">
    <PlainTextSelection endPosition="{at + len(QUOTES[2])}" guid="{guid("s")}" startPosition="{at}">{inside}</PlainTextSelection>
    </TextSource></Sources></Project>"""
    files = {"sources/.root": b"", f"sources/{guid('source')}.txt": text.encode()}
    return packed(xml, files, stored=True)


def _atlas_source(folded: str) -> str:
    selections = []
    for n, quote in enumerate(QUOTES):
        start = folded.index(quote)
        name = "Egna ord" if n == 0 else quote.replace("\n", " ")[: 15 if n == 1 else 100] + ("…" if n == 1 else "")
        found = coding(f"c{n}", ("flat", "diet")[n % 2], "Eva")
        selections.append(
            selection(f"s{n}", start, start + len(quote), found, name=name).replace(
                guid(f"s{n}"), guid(f"s{n}").upper()
            )
        )
    path = f'plainTextPath="internal://{guid("source").upper()}.txt"'
    return f'<TextSource guid="{guid("source").upper()}" name="d01" {path}><Description>Kommentar</Description>{"".join(selections)}</TextSource>'


def atlas_mac() -> bytes:
    """ATLAS.ti for macOS: entry named after the project, groups in names, groups as sets, memo tied by a link, PDF, graph."""
    decomposed = unicodedata.normalize("NFD", "Rapporten på åtta sidor: Möten behövs.")
    begin, end = decomposed.index("Mo"), decomposed.index(" beho")
    pdf = selection("ps", begin, end, coding("pc", "flat", "ATLAS.ti"), name=decomposed[begin:end])
    text = "\r\n".join(LINES)
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="ATLAS.ti Mac 26.1" basePath="/Users/eva/hemligt">
    <Users><User guid="{guid("ATLAS.ti").upper()}" name="ATLAS.ti"/><User guid="{{{guid("Eva").upper()}}}" name="Eva"/></Users>
    <CodeBook><Codes><Code guid="{guid("flat").upper()}" name="Coke" isCodable="true"/>
     <Code guid="{guid("diet")}" name="Coke::diet Coke" isCodable="true"/>
     <Code guid="{guid("lone")}" name="Annat::Ensam" isCodable="true"/></Codes></CodeBook>
    <Sources>{_atlas_source(PLAIN)}
    <PDFSource guid="{guid("pdf")}" name="Rapport" path="internal://r.pdf" currentPath="absolute:///Users/eva/r.pdf">
     <PDFSelection guid="{guid("q")}" page="0" firstX="1" firstY="9" secondX="3" secondY="2">{coding("qc", "diet")}{coding("qd", "flat")}</PDFSelection>
     <Representation guid="{guid("rep")}" name=""><PlainTextContent>{decomposed}</PlainTextContent>{pdf}</Representation>
     <Coding guid="{guid("whole")}"><CodeRef targetGUID="{guid("diet")}"/></Coding></PDFSource>
    <VideoSource guid="{guid("film")}" name="" path="relative:///film.mp4">
     <Transcript guid="{guid("tr")}" name="Filmen"><PlainTextContent>Hej på dig du</PlainTextContent>
      <SyncPoint guid="{guid("p1")}" timeStamp="0" position="4"/><SyncPoint guid="{guid("p2")}" timeStamp="900" position="10"/>
      <TranscriptSelection guid="{guid("ts")}" fromSyncPoint="{guid("p1")}" toSyncPoint="{guid("p2")}">{coding("tc", "flat")}</TranscriptSelection>
     </Transcript>
     <VideoSelection guid="{guid("vs")}" begin="5" end="5">{coding("vc", "flat")}</VideoSelection></VideoSource>
    <PictureSource guid="{guid("pic")}" name="Bild" path="internal://b.png"><PictureSelection guid="{guid("px")}"
      firstX="0" firstY="0" secondX="1" secondY="1">{coding("pxc", "flat")}</PictureSelection></PictureSource>
    </Sources>
    <Notes><Note guid="{guid("memo")}" name="Tanke"><PlainTextContent>Om starten</PlainTextContent></Note></Notes>
    <Links><Link guid="{guid("l")}" originGUID="{guid("s1").upper()}" targetGUID="{guid("memo")}"/>
     <Link guid="{guid("l2")}" originGUID="{guid("s1")}" targetGUID="{guid("s2")}" name="motsäger"/></Links>
    <Sets><Set guid="{guid("kön")}" name="gender: female"><MemberSource targetGUID="{guid("source")}"/></Set>
     <Set guid="{guid("grupp")}" name="Drycker"><MemberCode targetGUID="{guid("flat")}"/><MemberCode targetGUID="{guid("diet")}"/></Set></Sets>
    <Graphs><Graph guid="{guid("g")}" name="Nät"><Vertex guid="{guid("v")}" firstX="1" firstY="1"/></Graph></Graphs>
    </Project>"""
    files = {f"sources/{guid('source').upper()}.txt": text.encode(), "sources/r.pdf": b"%PDF", "sources/b.png": b"png"}
    return packed(xml, files, entry="Coca Cola studien.qde")


def atlas_windows() -> bytes:
    """ATLAS.ti 23.2 for Windows: nested codes, no colours, capital entry."""
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="ATLAS.ti Windows 23.2">
    <Users><User guid="{guid("Eva")}" name="Eva"/></Users>
    <CodeBook><Codes><Code guid="{guid("top")}" name="A::B" isCodable="true">
      <Code guid="{guid("flat")}" name="Under" isCodable="true"/><Code guid="{guid("diet")}" name="Under 2" isCodable="true"/></Code></Codes></CodeBook>
    <Sources>{_atlas_source(PLAIN)}</Sources></Project>"""
    return packed(xml, {f"sources/{guid('source').upper()}.txt": "\n".join(LINES).encode()}, entry="Project.qde")


def qualcoder() -> bytes:
    """QualCoder 4: a mark that is not counted, an unreferenced second copy, categories as folders, name = quote."""
    text = "\n".join(LINES)
    selections = "".join(
        selection(
            f"s{n}",
            text.index(quote),
            text.index(quote) + len(quote),
            f"<Description>Minne {n}</Description>" * (n == 0) + coding(f"c{n}", "code", "Eva"),
            name=quote,
            user="Eva",
        )
        for n, quote in enumerate(QUOTES)
    )
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="QualCoder 4.0" creatingUserGUID="{guid("Eva")}">
    <Users><User guid="{guid("Eva")}" name="default"/></Users>
    <CodeBook><Codes><Code guid="{guid("cat")}" name="Samverkan" isCodable="false"><Description>Mappen</Description>
      <Code guid="{guid("code")}" name="Samverkan" isCodable="true" color="#9ac2ca"/></Code></Codes></CodeBook>
    <Variables><Variable guid="{guid("age")}" name="Age" typeOfVariable="Float"/><Variable guid="{guid("attr")}" name="Ort" typeOfVariable="Text"/></Variables>
    <Cases><Case guid="{guid("case")}" name="Åsa"><VariableValue><VariableRef targetGUID="{guid("age")}"/><FloatValue>34.0</FloatValue></VariableValue>
      <SourceRef targetGUID="{guid("source")}"/><SelectionRef targetGUID="{guid("s0")}"/></Case></Cases>
    <Sources><TextSource guid="{guid("source")}" name="d01.txt" plainTextPath="internal://{guid("source")}.txt" creatingUser="{guid("Eva")}"
      creationDateTime="2024-01-01T00:00:00Z">{selections}<NoteRef targetGUID="{guid("journal")}"/>
      <VariableValue><VariableRef targetGUID="{guid("attr")}"/><TextValue>Umeå</TextValue></VariableValue></TextSource></Sources>
    <Notes><Note guid="{guid("journal")}" name="Dagbok" plainTextPath="internal://{guid("journal")}.txt" creatingUser="{guid("Eva")}"/></Notes>
    </Project>"""
    marked = b"\xef\xbb\xbf" + text.encode()
    files = {
        f"sources/{guid('source')}.txt": marked,
        "sources/d01.txt": marked,
        f"sources/{guid('journal')}.txt": "\ufeffIdag".encode(),
    }
    return packed(xml, files)


def maxqda() -> bytes:
    """MAXQDA as described: sources of the same name, nameless cases, values in sources, annotations without coding."""
    text = "\n".join(LINES)
    at = text.index(QUOTES[1])
    note = selection("s1", at, at + len(QUOTES[1]), "<Description>En anmärkning</Description>")
    value = f'<VariableValue><VariableRef targetGUID="{guid("var")}"/><IntegerValue>3</IntegerValue></VariableValue>'
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="MAXQDA 24">
    <Users><User guid="{guid("Eva")}" name="Eva"/></Users>
    <CodeBook><Codes><Code guid="{guid("code")}" name="Samverkan" isCodable="true"/></Codes></CodeBook>
    <Variables><Variable guid="{guid("var")}" name="År" typeOfVariable="Integer"/><Variable guid="{guid("var2")}" name="Ort" typeOfVariable="Text"/></Variables>
    <Cases><Case guid="{guid("case")}"><VariableValue><VariableRef targetGUID="{guid("var2")}"/><TextValue>Luleå</TextValue></VariableValue>
      <SourceRef targetGUID="{guid("a")}"/></Case></Cases>
    <Sources><TextSource guid="{guid("a")}" name="Svar" plainTextPath="internal://{guid("a")}.txt">{note}{value}</TextSource>
      <TextSource guid="{guid("b")}" name="Svar" plainTextPath="internal://{guid("b")}.txt">
      {selection("s2", 0, 3, coding("c", "code", "Eva"))}</TextSource></Sources></Project>"""
    files = {f"sources/{guid('a')}.txt": text.encode(), f"sources/{guid('b')}.txt": b"Hej och tack"}
    return packed(xml, files)


def qc() -> bytes:
    """qc 1.3: paths without scheme, whole lines, an empty container."""
    text = "\n".join(LINES)
    end = text.index("\n")
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="qc 1.3.2"><Users/>
    <CodeBook><Codes><Code guid="{guid("code")}" name="Samverkan" isCodable="true"/></Codes></CodeBook>
    <Sources><TextSource guid="{guid("a")}" name="d01" plainTextPath="d01.txt">{selection("s", 0, end, coding("c", "code"))}</TextSource></Sources>
    <Sets/></Project>"""
    return packed(xml, {"sources/d01.txt": text.encode()})


def quirkos() -> bytes:
    """Quirkos: a case without a name ties variables to a file."""
    xml = f"""{HEAD}<Project {SPACE} name="Projekt" origin="Quirkos 2.5">
    <CodeBook><Codes><Code guid="{guid("code")}" name="Samverkan" isCodable="true" color="#abc"/></Codes></CodeBook>
    <Variables><Variable guid="{guid("v")}" name="Kön" typeOfVariable="Text"/></Variables>
    <Cases><Case guid="{guid("case")}"><VariableValue><VariableRef targetGUID="{guid("v")}"/><TextValue>kvinna</TextValue></VariableValue>
    <SourceRef targetGUID="{guid("a")}"/></Case></Cases>
    <Sources><TextSource guid="{guid("a")}" name="d01" plainTextPath="internal://a.txt">{selection("s", 0, 8, coding("c", "code"))}</TextSource></Sources>
    </Project>"""
    return packed(xml, {"sources/A.TXT": b"Intervju"})


def taguette() -> bytes:
    """Taguette 1.5.2's codebook: flat names with dots, identities in upper case, an empty `Sets` (not valid)."""
    names = ("arbete", "arbete.chef", "hälsa.sömn", "t.ex. så")
    codes = "".join(f'<Code guid="{guid(name).upper()}" name="{name}" isCodable="true"/>' for name in names)
    return f'{HEAD}\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>{codes}</Codes><Sets/></CodeBook>'.encode()


def atlas_codebook() -> bytes:
    """ATLAS.ti 23.4's codebook: an older namespace, code groups as sets whose members say `guid`."""
    return f"""\ufeff{HEAD}<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti Windows 23.4"><Codes>
    <Code guid="{guid("a")}" name="Ett" isCodable="true" color="#123456"/><Code guid="{guid("b")}" name="Två" isCodable="true"/></Codes>
    <Sets><Set guid="{guid("s")}" name="Grupp"><MemberCode guid="{guid("a")}"/></Set></Sets></CodeBook>""".encode()
