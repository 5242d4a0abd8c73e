import datetime
import io

import pytest
import time_machine
from django.utils.translation import gettext_lazy
from PIL import Image
from pypdf import PdfReader

from publishing.feeds.address import absolute, short
from publishing.paper.pdf import PdfError, make_pdf, pdf_response
from publishing.paper.printable import missing_letters, printable
from publishing.paper.qr_code import qr_svg

pytestmark = pytest.mark.once
STATUSES = [{"ink": ink, "label": "Un statut"} for ink in ("validee", "analyse", "rejetee", "completer")]


SPECIMEN = {"size": "a4", "day": "1er mai 2019", "qr": qr_svg("https://clos.example/p/1")}
SPECIMEN |= {"address": "clos.example/p/1", "statuses": STATUSES, "bars": [["Oui", 0.4]]}


def specimen(text="Le jardin", **more):
    return make_pdf(
        "publishing/specimen.typ", SPECIMEN | {"text": text} | more, title="Un jardin ?", files={"a.webp": webp()}
    )


def webp():
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(buffer, "WEBP")
    return buffer.getvalue()


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_pdf_is_tagged_and_says_its_title_and_its_language():
    reader = PdfReader(io.BytesIO(specimen()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("fr")
    assert reader.metadata.title == "Un jardin ?"


@pytest.mark.parametrize(("size", "width"), [("a3", 842), ("a4", 595), ("a5", 420)])
def test_a_poster_grows_with_its_paper_and_keeps_to_one_page(size, width):
    pages = PdfReader(io.BytesIO(specimen(size=size))).pages
    assert len(pages) == 1 and round(pages[0].mediabox.width) == width


@pytest.mark.parametrize(
    "text", ['#import "/etc/passwd"', '#read("/etc/passwd")', "{{7*7}}", "\\input", "*gras*", "$x$"]
)
def test_what_people_typed_stays_text(text):
    assert text in text_of(specimen(text))


@pytest.mark.parametrize(
    "text", ["😀", "中文", "Кафе", "Ωμέγα", "\x07", "\ud800", "→", "İstanbul", "مرحبا", "e\u0301", "a\u200db", ""]
)
def test_no_letter_stops_the_document(text):
    assert specimen(text).startswith(b"%PDF")


def test_a_letter_without_a_drawing_is_written_otherwise():
    assert printable("Zoé 😀 ｆin") == "Zoé  fin"
    assert printable("中") == "?"


def test_the_same_data_gives_the_same_bytes_the_same_day():
    with time_machine.travel("2026-11-26T08:00Z"):
        morning = specimen()
    with time_machine.travel("2026-11-26T22:30Z"):
        evening = specimen()
    assert morning == evening
    assert PdfReader(io.BytesIO(morning)).metadata.creation_date.date() == datetime.date(2026, 11, 26)


@pytest.mark.parametrize("text", ["Кафе", "İstanbul", "Ωμέγα", "Đặng", "محمد"])
def test_the_letters_of_the_neighbours_are_drawn(text):
    assert printable(text) == text and missing_letters({"a": [text]}) == ""


def test_the_letters_that_no_font_draws_are_named_once_and_the_others_are_not():
    data = {"titre": "Кафе 中文 😀 中", "lines": [("→ ｆin", gettext_lazy("語")), 3, None, datetime.date(2026, 1, 1)]}
    assert missing_letters(data) == "中文😀語"
    assert make_pdf("publishing/specimen.typ", SPECIMEN | {"text": "中 é"}, title="t").missing_letters == "中"


@pytest.mark.parametrize("word", ["x" * 140, "clos.example/" + "a-very-long-address/" * 7, "#" + "FêteDesVoisins" * 5])
def test_what_has_no_space_breaks_inside_the_sheet(word):
    for content in (specimen(word, address=word), specimen(word, size="a5", address=word)):
        pages = PdfReader(io.BytesIO(content)).pages
        assert "".join(text_of(content).replace("\u200b", "").split()).count(word[:60]) >= 1
        assert max(right_edges(pages)) <= float(pages[0].mediabox.width)


def right_edges(pages):
    """Where each piece of text ends at the least: its start and half the size of its letters for each."""
    edges = []

    def visit(text, _, matrix, __, size):
        edges.append(matrix[4] + 0.3 * size * len(text.strip()))

    for page in pages:
        page.extract_text(visitor_text=visit)
    return edges


ARABIC = "هذا الاستبيان مجهول الاسم. لا تكتب اسم أي شخص. منذ متى تسكن في حي لي كلو؟ علامة الأحد الآن الإجابة لكنني"


def test_the_arabic_of_a_document_is_read_back_as_it_was_written():
    assert set(ARABIC.split()) <= set(text_of(specimen(ARABIC)).split())
    start = "هذا الاستبيان مجهول الاسم"
    assert start in text_of(specimen(ARABIC))


def test_a_picture_is_given_by_its_name_and_has_its_words():
    assert b"Le jardin en mai" in specimen(photo="a.webp", alt="Le jardin en mai").replace(b"\x00", b"")


def test_a_mistake_in_a_template_is_an_error_of_ours():
    with pytest.raises(PdfError, match="specimen"):
        make_pdf("publishing/specimen.typ", {}, title="Rien")


def test_a_printed_address_comes_from_the_settings_alone(settings):
    settings.SITE_URL = "https://clos.example"
    assert absolute("/p/1") == "https://clos.example/p/1"
    assert short("/p/1/") == "clos.example/p/1"


def test_a_pdf_opens_in_the_browser_unless_it_is_to_be_kept():
    assert pdf_response(b"%PDF", "affiche.pdf")["Content-Disposition"] == 'inline; filename="affiche.pdf"'
    assert "attachment" in pdf_response(b"%PDF", "affiche.pdf", attachment=True)["Content-Disposition"]
