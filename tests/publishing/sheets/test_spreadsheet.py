import datetime
import io
import zipfile

import openpyxl
import pytest
import tablib
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from publishing.sheets.sheet_cells import MAX_COLUMNS, MAX_ROWS
from publishing.sheets.spreadsheet import (
    MAX_BYTES,
    Table,
    as_csv,
    as_excel_csv,
    as_json,
    as_ods,
    as_xlsx,
    file_response,
    read_rows,
    safe_cell,
)
from tests.publishing.hostile_tables import filled, ods, xlsx

pytestmark = pytest.mark.once
COLUMNS = ["Nom", "Collège"]
HOSTILE = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A1"]


def table(rows):
    return Table("Les membres", {"Nom": "Le nom.", "Collège": "habitants ou acteurs"}, rows)


def upload(content, name="t.csv"):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def values(content):
    return [list(row.values.values()) for row in read_rows(upload(content), COLUMNS)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_runs_as_a_formula(text):
    rows = [{"Nom": text, "Collège": "habitants"}]
    for write, kind in [(as_xlsx, "xlsx"), (as_ods, "ods")]:
        assert str(tablib.Dataset().load(write(table(rows)), format=kind)[0][0]).startswith("'")
    assert f"'{text[0]}" in as_csv(table(rows)).decode()


def test_a_number_stays_a_number():
    assert safe_cell(-3) == -3 and safe_cell(None) == ""
    assert tablib.Dataset().load(as_xlsx(table([{"Nom": 12}])), format="xlsx")[0][0] == 12


@pytest.mark.parametrize("write", [as_csv, as_excel_csv, as_xlsx, as_ods])
def test_what_we_write_reads_back_the_same(write):
    rows = [["Zoé, «\u00a0la voisine\u00a0»", "habitants"], ["=1+1", "acteurs"], ["deux\nlignes", ""]]
    written = write(table([dict(zip(COLUMNS, row, strict=True)) for row in rows]))
    assert values(written) == rows


def test_json_names_its_licence_and_explains_its_columns():
    assert b"Licence Ouverte 2.0" in as_json(table([])) and "habitants ou acteurs" in as_json(table([])).decode()


@pytest.mark.parametrize(
    "content",
    [
        "Nom;Collège\nZoé;habitants\n",
        "\ufeffnom,COLLEGE\nZoé,habitants\n",
        "Collège\tNom\nhabitants\tZoé\n",
        "Nom;Collège\nZoé;habitants\n".encode("cp1252"),
        "\n\nNom;Collège\n;\nZoé;habitants;\n",
    ],
)
def test_the_files_of_french_spreadsheets_are_read(content):
    rows = read_rows(upload(content), COLUMNS)
    assert [(row.values["Nom"], row.values["Collège"]) for row in rows] == [("Zoé", "habitants")]


def test_a_row_keeps_the_number_that_the_spreadsheet_shows():
    assert [row.number for row in read_rows(upload("Nom;Collège\nA;\n;\nB;\n"), COLUMNS)] == [2, 4]


def test_a_date_and_a_whole_number_come_as_a_person_types_them():
    import_ = tablib.Dataset(["1", 12.0], headers=COLUMNS)
    assert values(import_.export("xlsx")) == [["1", "12"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "vide"),
        ("Prénom;Nom\na;b\n", "inconnue.*Prénom"),
        ("Nom;nom\na;b\n", "deux fois"),
        (b"\x00\x01", "ne se lit pas"),
        (b"PK\x03\x04truncated", "ne se lit pas"),
        ("Nom\n" + "a\n" * (MAX_ROWS + 1), "trop lourd"),
        ("Nom\n" + "a" * MAX_BYTES, "trop lourd"),
        ('Nom\n"' + "a" * 200_000 + '"', "ne se lit pas"),
    ],
)
def test_a_bad_file_gets_a_clear_sentence(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read_rows(upload(content), COLUMNS)


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize("content", [zipped(a="0" * 30_000_000), zipped(a='<!ENTITY x "y">'), zipped(a="<a/>")])
def test_a_bomb_or_a_file_of_another_kind_is_refused(content):
    with pytest.raises(ValidationError):
        read_rows(upload(content, "t.xlsx"), COLUMNS)


LINES = "Nom{0}Collège{1}Zoé{0}habitants{1}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_a_table_saved_as_text_is_read_whatever_the_system(encoding, separator, end):
    assert values(LINES.format(separator, end).encode(encoding)) == [["Zoé", "habitants"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_separator_said_on_the_first_line_is_believed(encoding):
    content = "sep=;\r\nNom;Collège\r\nDupré, Zoé;a,b,c,d\r\n".encode(encoding)
    rows = read_rows(upload(content), COLUMNS)
    assert [(row.number, *row.values.values()) for row in rows] == [(2, "Dupré, Zoé", "a,b,c,d")]


def test_blank_lines_before_the_titles_do_not_shift_the_numbers():
    assert [row.number for row in read_rows(upload("\n\nNom;Collège\nA;\n"), COLUMNS)] == [4]


def workbook(*rows, **options):
    book = openpyxl.Workbook()
    for row in [COLUMNS, *rows]:
        book.active.append(row)
    for name, value in options.items():
        setattr(book, name, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


DAY, HOUR = datetime.date(2017, 2, 23), datetime.time(19, 30)


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_the_days_hours_and_numbers_of_a_workbook_come_as_a_person_types_them(epoch):
    content = workbook([DAY, HOUR], [237000001, 1.5], [True, "=1+1"], epoch=epoch)
    assert values(content) == [["23/02/2017", "19:30"], ["237000001", "1.5"], ["vrai", ""]]


def test_an_open_document_gives_the_same():
    sheet = tablib.Dataset([DAY, HOUR], [237000001, 1.5], [True, "a  b"], headers=COLUMNS)
    assert values(sheet.export("ods")) == [["23/02/2017", "19:30"], ["237000001", "1.5"], ["vrai", "a  b"]]


def test_the_sheet_that_was_on_the_screen_is_read():
    book = openpyxl.Workbook()
    book.create_sheet("Deux").append(COLUMNS)
    book["Deux"].append(["Zoé", "habitants"])
    book.active = 1
    buffer = io.BytesIO()
    book.save(buffer)
    assert values(buffer.getvalue()) == [["Zoé", "habitants"]]


def test_the_largest_table_that_is_allowed_is_read():
    columns = [f"Colonne {number}" for number in range(MAX_COLUMNS)]
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = [map(text.format, columns), *[[text.format("é")] * MAX_COLUMNS] * MAX_ROWS]
    assert len(read_rows(upload(xlsx("".join(f"<row>{''.join(row)}</row>" for row in rows))), columns)) == MAX_ROWS
    rows = [map(filled, [""] * MAX_COLUMNS, columns), *[[filled()] * MAX_COLUMNS] * MAX_ROWS]
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    assert len(read_rows(upload(ods(table)), columns)) == MAX_ROWS


def test_formatted_cells_without_a_word_are_not_a_large_table():
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c></row><row '
        'r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    assert read_rows(upload(xlsx(rows)), COLUMNS) == []
    assert (
        read_rows(
            upload(
                ods(
                    f"<table:table-row>{filled(text='Nom')}</table:table-row><table:table-row "
                    'table:number-rows-repeated="1048575"><table:table-cell '
                    'table:number-columns-repeated="16384"/></table:table-row>'
                )
            ),
            COLUMNS,
        )
        == []
    )


def test_a_note_or_a_pronunciation_is_not_the_text_of_a_cell():
    noted = "<office:annotation><text:p>note</text:p></office:annotation><text:p>Nom</text:p>"
    row = f"<table:table-row><table:table-cell>{noted}</table:table-cell></table:table-row>"
    assert read_rows(upload(ods(row)), COLUMNS) == []
    texts = "<sst><si><t>Nom</t><rPh><t>pronounced</t></rPh></si></sst>"
    assert read_rows(upload(xlsx('<row><c t="s"><v>0</v></c></row>', sharedStrings=texts)), COLUMNS) == []


def test_a_french_excel_gets_semicolons_a_mark_and_a_decimal_comma():
    written = as_excel_csv(table([{"Nom": "Dupré; Zoé, dite « Z »", "Collège": 12.5}, {"Nom": "=1+1", "Collège": -3}]))
    assert written.decode("utf-8-sig").split("\r\n")[:3] == ["Nom;Collège", '"Dupré; Zoé, dite « Z »";12,5', "'=1+1;-3"]
    assert written.startswith(b"\xef\xbb\xbf")
    response = file_response(table([]), "excel.csv", "membres")
    assert response["Content-Disposition"] == 'attachment; filename="membres.excel.csv"'
    assert response["Content-Type"].startswith("text/csv")
