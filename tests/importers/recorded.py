"""Files as recorders and transcribing programs write them, made for the tests: file name to bytes."""

from __future__ import annotations

import io
import json
import zipfile

ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)
MEETING = "2d1a1f3c-1111-4222-8333-abcdefabcdef"
TEAMS = f"""WEBVTT

{MEETING}/10-0
00:00:03.120 --> 00:00:06.000
<v &#197;sa &#214;berg>Hur har det
varit?</v>

{MEETING}/12-0
00:00:07.000 --> 00:00:09.000
<v D01>Bra,</v>

{MEETING}/12-1
00:00:09.000 --> 00:00:12.000
<v D01>tack.</v>
"""
STREAM = """WEBVTT

NOTE duration:"00:31:10.0000000"

NOTE language:sv-se

NOTE Confidence: 0.8640

2d1a1f3c-1111-4222-8333-abcdefabcdef
00:00:03.120 --> 00:00:06.000
Då sätter vi@
i gång.
""".replace("@", "  ")
ZOOM = """WEBVTT\r
\r
1\r
00:00:01.000 --> 00:00:02.000\r
Karin Lund: Hur är det?\r
\r
2\r
00:00:02.000 --> 00:00:03.000\r
Bo Ek: Bra.\r
\r
3\r
00:00:03.500 --> 00:00:05.000\r
Bo Ek: Och du?\r
\r
4\r
00:00:05.000 --> 00:00:06.000\r
Karin Lund: Jo då.\r
"""
SRT = "1\n00:00:01,000 --> 00:00:02,000\nI: Hur då?\n\n2\n00:00:02,500 --> 00:00:04,000\nD01: Så här\n\n3\n" + (
    "00:00:04,000 --> 00:00:05,500\när det.\n"
)
WHISPER = {
    "text": " Hej. Jo.",
    "language": "sv",
    "segments": [
        {"id": 0, "seek": 0, "start": 0.0, "end": 2.5, "text": " Hur är", "tokens": [1, 2], "avg_logprob": -0.2},
        {"id": 1, "seek": 0, "start": 2.5, "end": 4, "text": " det här?", "no_speech_prob": 0.01},
        {"id": 2, "seek": 0, "start": 4.0, "end": 6.0, "text": " Bra."},
    ],
}
WHISPERX = {
    "segments": [
        {"start": 0.5, "end": 2.0, "text": " Hur är det?", "speaker": "SPEAKER_00", "words": []},
        {"start": 2.0, "end": 3.0, "text": "Bra.", "words": [{"word": "Bra.", "speaker": "SPEAKER_01"}]},
    ]
}
OTR = {
    "text": '<p><span class="timestamp" contenteditable="false" data-timestamp="12.9">0:12</span>&nbsp;<b>I:</b> Hur'
    " gör ni?<br></p><p>D01: Så &amp; så.</p><p>"
    '<span class="timestamp" data-timestamp="3661">1:01:01</span> Men ändå.</p><p>I: Jaha?</p>',
    "media": "Åsa Öberg.mp3",
    "media-source": "",
    "media-time": 12.3,
}
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset238 X;}}{\*\generator x;}"
    rb"{\info{\author Anna}}\f0\fs24 {\b I:} Hur g\'f6r du? #00:00:12-3#\par D01: S\u229\'e5 h\'e4r"
    rb" \u-10179?\u-8704? {\pict\bin4 }{{ abc}{\v dold}{\deleted bort} {\f1\'b3}. #00:00:15-0#\par "
    rb"Mer. #00:00:19-9#\par\par I: Jaha? #00:00:20-0#\par}"
)
HTML = (
    "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><h1>Intervju</h1>"
    "<p><b>I:</b> Hur  är\ndet?</p><p><b>D01:</b> Bra.<br>Jo<script>evil()</script></p>"
    "<table><tr><td>I</td><td>Va?</td></tr></table></body></html>"
)
ODT_BODY = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>bort</text:p></text:deletion>"
    '</text:changed-region></text:tracked-changes><text:p><text:span text:style-name="B">I:</text:span><text:tab/>Hur'
    '<text:s text:c="2"/>är det?<text:note><text:note-body><text:p>not</text:p></text:note-body></text:note></text:p>'
    "<text:p>D01: Bra\n  så<office:annotation><text:p>kommentar</text:p></office:annotation>."
    "<text:line-break/>Jo</text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>I</text:p></table:table-cell><table:table-cell>"
    "<text:p>Va?</text:p></table:table-cell></table:table-row></table:table>"
)
BOLD = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'


def odt(body: str = ODT_BODY, *, styles: str = BOLD, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        container.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {ODF}><office:automatic-styles>{styles}'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


SAMPLES = {
    "möte.vtt": TEAMS.encode(),
    "stream.vtt": STREAM.encode(),
    "zoom.vtt": ZOOM.encode(),
    "d01.srt": SRT.encode("cp1252"),
    "bred.srt": SRT.encode("utf-16"),
    "whisper.json": json.dumps(WHISPER).encode(),
    "whisperx.json": json.dumps(WHISPERX, ensure_ascii=False, indent=1).encode(),
    "d01.otr": json.dumps(OTR).encode(),
    "f4.rtf": RTF,
    "d01.html": HTML.encode(),
    "d01.odt": odt(),
}
