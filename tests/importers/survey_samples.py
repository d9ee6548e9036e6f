"""Tables of survey answers as survey programs and people write them, made for the tests: file name to bytes."""

from __future__ import annotations

import io
from datetime import date, datetime

from openpyxl import Workbook

# ruff: noqa: E501 - a row is a line
FORMS = """ID;Starttid;Slutförandetid;E-post;Namn;Hur upplever du stödet?;Hur nöjd är du (1-5)?;Kommun;Vad kunde vara bättre?
1;2025-03-01 10:11:12;2025-03-01 10:15:00;anonymous;;"Det har varit bra, men
ibland tog det lång tid att få svar.";4,5;Vidarsjö;Mer tid för varje person.
2;2025-03-01 11:11:12;2025-03-01 10:15:00;anonymous;;Jag fick hjälp med ”allt” jag behövde av min handledare.;5;Vidarsjö;
3;2025-03-02 10:11:12;2025-03-01 10:15:00;anonymous;;Svårt att förstå breven som kom hem till mig.;2;Norrberga;Skriv enklare brev, tack.
4;2025-03-02 10:11:12;2025-03-01 10:15:00;anonymous;;;2;Norrberga;
"""
NAMED = """Respondent,Grupp,Vad hände sedan?,Ålder
D01,deltagare,"Jag började jobba i köket efter sommaren, på halvtid.",38
D02,arbetsgivare,Inget särskilt hände faktiskt på hela våren.,52
"""


def excel(*rows: tuple[object, ...]) -> bytes:
    """An Excel file with these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


EXCEL = excel(
    ("Id", "Tidsstämpel", "Datum", "Vad hjälpte dig mest på vägen?", "Betyg"),
    (
        "D01",
        datetime(2025, 3, 1, 10, 11, 12),
        date(2025, 3, 1),
        "Handledaren som ringde varje vecka hjälpte mest.",
        3.5,
    ),
    ("D02", datetime(2025, 3, 2, 10, 11, 12), date(2025, 3, 2), "Att få börja långsamt och sedan öka.", 4),
)
SAMPLES = {
    "enkät.csv": FORMS.encode("cp1252"),
    "enkät8.csv": FORMS.encode("utf-8-sig"),
    "enkät16.csv": FORMS.encode("utf-16"),
    "flikar.tsv": FORMS.replace(";", "\t").encode(),
    "komma.csv": NAMED.encode(),
    "enkät.xlsx": EXCEL,
}
