import io

import pytest
from PIL import Image
from pypdf import PdfReader

from publishing.address import absolute, short
from publishing.pdf import PdfError, make_pdf, pdf_response
from publishing.printable import printable
from publishing.qr_code import qr_svg

pytestmark = pytest.mark.once
STATUSES = [["validated", "Validée"], ["under_review", "En analyse"], ["rejected", "Rejetée"]]


def specimen(text="Le jardin", size="a4", **more):
    data = {"size": size, "day": "1er mai 2019", "text": text, "qr": qr_svg("https://clos.example/p/1")}
    data |= {"address": "clos.example/p/1", "statuses": STATUSES, "bars": [["Oui", 0.4]]}
    return make_pdf("publishing/specimen.typ", data | more, title="Un jardin ?", files={"a.webp": webp()})


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


@pytest.mark.parametrize("text", ["😀", "中文", "\x07", "\ud800", "→", "İstanbul", "مرحبا", "e\u0301", "a\u200db", ""])
def test_no_letter_stops_the_document(text):
    assert specimen(text).startswith(b"%PDF")


def test_a_letter_without_a_drawing_is_written_otherwise():
    assert printable("Zoé 😀 ﬁn") == "Zoé  fin"
    assert printable("中") == "?"


def test_the_same_data_gives_the_same_bytes():
    assert specimen() == specimen()


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
