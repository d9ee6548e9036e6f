"""PDF files made by hand for the tests: pages of lines in windows-1252, and of anything else."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    b"\nstream\n\x00\nendstream"
)


def pdf(pages: Iterable[Sequence[str]], *, catalog: bytes = b"", packed: bool = True) -> bytes:
    """A PDF file whose pages hold these lines; a page without lines holds a picture, as a scan does."""
    return pdf_of([shown(lines) if lines else b"q 500 0 0 700 40 40 cm /P Do Q" for lines in pages], catalog, packed)


def shown(lines: Sequence[str], *, left: int = 60, top: int = 780) -> bytes:
    """The drawing of lines below each other."""
    rows = [f"({escaped(line)}) Tj 0 -15 Td".encode("cp1252") for line in lines]
    return b"BT /F 11 Tf %d %d Td\n" % (left, top) + b"\n".join(rows) + b"\nET"


def escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def pdf_of(drawings: Sequence[bytes], catalog: bytes = b"", packed: bool = True, extra: Sequence[bytes] = ()) -> bytes:
    """A PDF file of pages drawn so; `catalog` and `extra` objects (from number 5 on) are put in as they are."""
    first = 5 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(drawings)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(drawings), kids),
        FONT,
        PICTURE,
        *extra,
    ]
    for index, drawing in enumerate(drawings):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources"
            b" << /Font << /F 3 0 R >> /XObject << /P 4 0 R >> >> >>" % (first + 2 * index + 1)
        )
        objects.append(stream(drawing, packed=packed))
    return written(objects)


def stream(content: bytes, *, packed: bool = True, filters: bytes = b"/FlateDecode") -> bytes:
    """A stream object."""
    data = zlib.compress(content) if packed else content
    kind = b"/Filter %s " % filters if packed else b""
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kind, len(data), data)


def written(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """The file of these objects, numbered from 1, with its table of places."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def locked(data: bytes, *, user: str = "", owner: str = "owner", may_copy: bool = False) -> bytes:
    """The file with a password, or (without one for its readers) with a ban on copying."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions

    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    allowed = UserAccessPermissions.all() if may_copy else UserAccessPermissions.PRINT
    writer.encrypt(user, owner, permissions_flag=allowed, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
