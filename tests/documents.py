"""PDF and Word files made by hand, as small as they can be."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import docx


def pdf(*pages: Sequence[str], info: Mapping[str, str] | None = None, leading: int = 14) -> bytes:
    """Each page's lines from the top down, 11 points high; an empty line leaves a gap."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    objects.append(
        b"<< " + b" ".join(b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in (info or {}).items()) + b" >>"
    )
    kids = []
    for lines in pages:
        content = _content(lines, leading)
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
        resources = b"/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (resources, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _content(lines: Sequence[str], leading: int) -> bytes:
    shown = (b"(%s) Tj 0 -%d Td" % (_escaped(line), leading) for line in lines)
    return b"BT /F 11 Tf 60 780 Td " + b"\n".join(shown) + b" ET"


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info 4 0 R >>" % (len(objects) + 1)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer %s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, trailer, start
    )  # fmt: skip


def word(*paragraphs: str, title: str = "", author: str = "", created: datetime | None = None) -> bytes:
    """Lines that begin with "# " are headings, those with " | " rows of a table."""
    document = docx.Document()
    for line in paragraphs:
        if line.startswith("# "):
            document.add_heading(line[2:], 0)
        elif " | " in line:
            cells = line.split(" | ")
            row = document.add_table(1, len(cells)).rows[0]
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        else:
            document.add_paragraph(line)
    document.core_properties.title, document.core_properties.author = title, author
    if created:
        document.core_properties.created = created
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
