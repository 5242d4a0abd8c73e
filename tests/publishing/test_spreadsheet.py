import io
import zipfile

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.spreadsheet import MAX_BYTES, MAX_ROWS, Table, as_csv, as_json, as_ods, as_xlsx, read_rows, safe_cell

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


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_ods])
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
