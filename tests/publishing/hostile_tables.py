"""Small tables that ask for much: each must be refused at once. `python -m tests.publishing.hostile_tables` measures.

Each file is read in a child of one process, whose peak is compared with what it held before.
"""

import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile

import django
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.sheets.spreadsheet import read_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS = "urn:oasis:names:tc:opendocument:xmlns:"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
TYPED = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{TYPES}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{TYPES}worksheet+xml"/></Types>'
)
NOM = '<c r="A1" t="inlineStr"><is><t>Nom</t></is></c>'
MEGA = 1_000_000


def packed(parts: dict[str, str | bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(rows: str, method=zipfile.ZIP_DEFLATED, **others: str) -> bytes:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    root = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    parts = {
        "[Content_Types].xml": TYPED,
        "_rels/.rels": root,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return packed(parts | {f"xl/{name}.xml": content for name, content in others.items()}, method)


def ods(rows: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{ODS}{name}:1.0"' for name in ("office", "table", "text"))
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table>{rows}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )


def cell(reference: str, value="1") -> str:
    return f'<c r="{reference}"><v>{value}</v></c>'


def filled(attributes: str = "", text: str = "a") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def shared(count: int, text: str) -> bytes:
    """Many cells that show the one long text."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, count))
    return xlsx(rows, sharedStrings=f"<sst><si><t>{text}</t></si></sst>")


ACROSS = 'table:number-columns-repeated="{}"'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
TABLES = {
    "far.xlsx": lambda: xlsx(f'<row r="1">{NOM}</row><row r="1048576">{cell("XFD1048576")}</row>'),
    "far-by-its-column.xlsx": lambda: xlsx(f'<row r="1">{NOM}{cell("XFD1")}</row>'),
    "two-corners.xlsx": lambda: xlsx(f'<row r="1">{NOM}</row><row r="1048576">{cell("B1048576")}</row>'),
    "many-rows.xlsx": lambda: xlsx("<row><c><v>1</v></c></row>" * 400_000),
    "empty-elements.xlsx": lambda: xlsx("<c/>" * 4 * MEGA),
    "deep.xlsx": lambda: xlsx("<c>" * 400_000),
    "wide-tag.xlsx": lambda: xlsx("<c " + " ".join(f'a{n}=""' for n in range(300_000)) + "/>"),
    "one-long-text.xlsx": lambda: xlsx(f'<row><c t="inlineStr"><is><t>{"a" * 19 * MEGA}😀</t></is></c></row>'),
    "shared-texts.xlsx": lambda: xlsx(
        '<row><c t="s"><v>999999</v></c></row>', sharedStrings="<sst>" + "<si><t>a</t></si>" * MEGA + "</sst>"
    ),
    "one-text-everywhere.xlsx": lambda: shared(2000, "é" * 30_000),
    "styles.xlsx": lambda: xlsx(f'<row r="1">{NOM}</row>', styles="<cellXfs>" + "<xf/>" * 3 * MEGA + "</cellXfs>"),
    "unpacks-to-a-gigabyte.xlsx": lambda: xlsx("<!--" + "0" * 400 * MEGA + "-->"),
    "laughs.xlsx": lambda: xlsx(f'<row r="1">{NOM}</row>', styles=LAUGHS + "<a>&c;</a>"),
    "reads-a-file.xlsx": lambda: xlsx("", styles='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "lzma.xlsx": lambda: xlsx(f'<row r="1">{NOM}</row>', method=zipfile.ZIP_LZMA),
    "broken.xlsx": lambda: xlsx("<row>" * 9)[:-40],
    "no-sheet.xlsx": lambda: packed({"xl/workbook.xml": "<a/>", "xl/_rels/workbook.xml.rels": "<a/>"}),
    "numbers.xlsx": lambda: xlsx(f'<row r="1">{cell("A1", "9" * 5000)}</row><row r="{"9" * 5000}"/>'),
    "repeated-columns.ods": lambda: ods(f"<table:table-row>{filled(ACROSS.format(16384))}</table:table-row>"),
    "repeated-rows.ods": lambda: ods(
        f'<table:table-row table:number-rows-repeated="1048576">{filled()}</table:table-row>'
    ),
    "repeated-both-ways.ods": lambda: ods(
        f'<table:table-row table:number-rows-repeated="999999999999">{filled(ACROSS.format(10**12))}</table:table-row>'
    ),
    "repeated-text.ods": lambda: ods(
        f'<table:table-row table:number-rows-repeated="2000">{filled(text="a" * 500_000)}</table:table-row>'
    ),
    "elements.ods": lambda: ods("<text:p/>" * 2 * MEGA),
    "malformed.ods": lambda: ods(("<table:table-row>" + filled() * 60 + "</table:table-row>") * 1900 + "<oups>"),
    "laughs.ods": lambda: packed({"content.xml": LAUGHS + "<a>&c;</a>"}),
    "not-a-table.ods": lambda: packed({"content.xml": b"\0\1\2"}),
    "lines.csv": lambda: b"Nom\n" + b"a\n" * 490_000,
    "blank.csv": lambda: b"\n" * 999_999,
    "columns.csv": lambda: b"a," * 499_999,
    "quote.csv": lambda: b'Nom\n"' + b"a" * 900_000,
    "wide-letters.csv": lambda: b"\xff\xfe" + "a\n".encode("utf-16-le") * 249_000,
    "half-a-letter.csv": lambda: b"\xff\xfeabc",
    "old.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900_000),
    "heavy.csv": lambda: b"Nom\n" + b"a" * 1_100_000,
}  # fmt: skip


def measure(name: str) -> dict:
    """What reading it costs a process that never held it: megabytes, seconds, and the sentences that refuse it."""
    content = _in_a_child(TABLES[name])
    return {"file": name, "bytes": len(content)} | json.loads(_in_a_child(lambda: _read(name, content)))


def _read(name: str, content: bytes) -> bytes:
    before, start, said = _peak(), time.process_time(), []
    try:
        read_rows(SimpleUploadedFile(name, content), ["Nom"])
    except ValidationError as error:
        said = error.messages
    except BaseException as error:
        said = [repr(error)]
    return json.dumps({"MB": _peak() - before, "s": time.process_time() - start, "said": said}).encode()


def _in_a_child(work) -> bytes:
    with tempfile.TemporaryFile() as file:
        if os.fork() == 0:
            file.write(work())
            file.flush()
            os._exit(0)
        os.wait()
        file.seek(0)
        return file.read()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    read_rows(SimpleUploadedFile("t.xlsx", xlsx(f'<row r="1">{NOM}</row>')), ["Nom"])  # all is loaded
    sys.stdout.write(json.dumps([measure(name) for name in TABLES]))
