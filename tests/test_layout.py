"""The frame of every page, the forms and the style sheets. What each page owes its reader is in test_every_page.py."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from clos_portal.site.component_views import SampleForm
from council.models import SiteIdentity
from tests.as_read import tight

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").rglob("*.css"))


def page(client, address):
    return client.get(address).content.decode()


def current(html):
    return set(re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', html))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/agenda/", {("/agenda/", "page")}),
        ("/agenda/mois/", {("/agenda/", "true")}),
        ("/nous-rejoindre/", {("/nous-rejoindre/", "page")}),
        ("/", set()),
        ("/aide/", set()),
    ],
)
def test_the_menu_marks_where_the_reader_is(client, address, marked):
    assert current(page(client, address)) == marked


@pytest.mark.django_db
def test_every_skip_link_leads_somewhere(client):
    html = page(client, "/aide/")
    links = re.findall(r'class="skip" href="#([^"]+)"', html)
    assert len(links) == 4
    assert all(html.count(f'id="{target}"') == 1 for target in links)


@pytest.mark.django_db
@pytest.mark.parametrize("shown", [True, False])
def test_search_engines_stay_away_while_examples_are_shown(client, identity, shown):
    SiteIdentity.objects.update(has_examples=shown)
    html = page(client, "/aide/")
    assert ('name="robots" content="noindex"' in html) is shown
    assert ("Des exemples inventés" in html) is shown


@pytest.mark.django_db
def test_a_sentence_cannot_leave_the_data_for_search_engines(client, identity):
    SiteIdentity.objects.update(baseline="</script><b>Clos & Cie")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, "/"))[1]
    assert json.loads(data)["description"] == "</script><b>Clos & Cie"


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "403_elsewhere", "404", "413", "500"])
def test_an_error_page_needs_neither_database_nor_context(name):
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1
    assert 'lang="fr"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "sent", "said"),
    [
        ("/tr/yok/", 404, {}, "Bu sayfa yok"),
        ("/ar/nous-rejoindre/", 413, {"CONTENT_LENGTH": "4000000"}, "ما أرسلته كبير الحجم جدًا"),
        ("/pt/nous-rejoindre/habitant/", 403, {"HTTP_ORIGIN": "https://a.example"}, "Este envio vem de outro site"),
    ],
)
def test_an_error_speaks_the_language_of_the_address(client_that_checks_csrf, address, status, sent, said):
    ask = client_that_checks_csrf.get if status == 404 else client_that_checks_csrf.post
    answer = ask(address, **sent)
    assert (answer.status_code, answer.headers["Content-Language"]) == (status, address[1:3])
    html = answer.content.decode()
    assert f'<h1 class="mb-4">{said}</h1>' in html
    assert ('dir="rtl"' in html.split("<head>")[0]) is address.startswith("/ar/")


@pytest.mark.django_db
def test_an_unknown_address_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/nulle-part/").status_code == 404


def test_every_icon_asked_for_is_in_the_sprite():
    sprite = (Path(settings.BASE_DIR) / "static" / "img" / "icons.svg").read_text(encoding="utf-8")
    asked = {name for file in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "([^"]+)"', file.read_text())}
    assert asked <= set(re.findall(r'<symbol id="([^"]+)"', sprite))


@pytest.fixture
def wrong_form():
    context = {"form": SampleForm({}), "submit": "Envoyer mon message"}
    return render_to_string("components/form.html", context, request=RequestFactory().get("/"))


def test_every_wrong_field_is_described_by_its_error(wrong_form):
    described = re.findall(r'aria-describedby="([^"]+)"', wrong_form)
    assert len(described) >= 4
    assert all(wrong_form.count(f'id="{name}"') == 1 for names in described for name in names.split())


def test_the_summary_of_errors_leads_to_each_wrong_field(wrong_form):
    targets = re.findall(r'<li><a href="#([^"]+)"', tight(wrong_form))
    assert targets == ["id_name", "id_subject", "id_message", "id_link_0", "id_has_consented"]
    assert all(f'id="{target}"' in wrong_form for target in targets)


def test_the_label_of_a_box_to_tick_holds_the_box(wrong_form):
    boxes = re.findall(r'<input type="(?:radio|checkbox)"', wrong_form)
    assert len(boxes) == 5
    assert len(re.findall(r'<label class="choice"><input type="(?:radio|checkbox)"', tight(wrong_form))) == 5


def test_a_page_with_a_form_says_its_errors_at_the_top():
    forms = [file for file in TEMPLATES.rglob("*.html") if "{% crispy form %}" in file.read_text()]
    assert forms
    assert all(re.search(r"components/error_summary\.html|_mistakes\.html", file.read_text()) for file in forms)


def test_no_template_uses_the_fields_that_bootstrap_fills_with_data_images():
    refused = re.compile(r'class="[^"]*\b(form-select|form-check-input|is-invalid|accordion|btn-close)\b')
    assert not [file.name for file in TEMPLATES.rglob("*.html") if refused.search(file.read_text())]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_is_short_and_asks_nothing_of_anyone_else(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 430
    assert not re.search(r"@import|url\(['\"]?(?:https?:|//|data:)", text)


def test_every_component_is_shown_on_the_page_of_all():
    pieces = [TEMPLATES / "components" / "gallery.html", *(TEMPLATES / "components" / "gallery").glob("*.html")]
    shown = {
        name
        for piece in pieces
        for name in re.findall(r'(?:{% component "|components/)(\w+)(?=\.html|")', piece.read_text(encoding="utf-8"))
    }
    made = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert made - shown == {"gallery", "form"}  # the page itself; and a form, of which it shows the two halves


@pytest.mark.django_db
def test_the_components_are_shown_together_to_the_staff_only(client, technician_client):
    assert technician_client.get("/admin/composants/").status_code == 200
    technician_client.logout()
    assert client.get("/admin/composants/").status_code == 302
