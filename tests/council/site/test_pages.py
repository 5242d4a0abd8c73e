"""The pages of the room: public things only, at a constant price, honest when empty."""

import datetime

import pytest

from council.models import Action, Partner
from publishing.publishable import Publication
from tests.council.make import make_action, make_page, make_partner, make_term

pytestmark = pytest.mark.django_db

PATHS = [
    "/le-conseil/actions/",
    "/le-conseil/partenaires/",
    "/contact/",
    "/contact/merci/",
    "/glossaire/",
    "/aide/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/accessibilite/",
]
LISTS = {"/le-conseil/actions/": make_action, "/le-conseil/partenaires/": make_partner, "/glossaire/": make_term}
HIDDEN = [Publication.DRAFT, Publication.WITHDRAWN]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_on_an_empty_database(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/contact/"])
def test_reading_sets_no_cookie(client, identity, path):
    assert not client.get(path).cookies


@pytest.mark.parametrize("path", PATHS)
def test_only_reading_is_allowed_but_for_the_form(client, path):
    assert client.post(path).status_code == (422 if path == "/contact/" else 405)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("count", [1, 50])
def test_a_list_costs_the_same_whatever_the_number(client, identity, django_assert_num_queries, path, count):
    for _ in range(count):
        LISTS[path]()
    with django_assert_num_queries(2):
        client.get(path)


@pytest.mark.parametrize("path", ["/aide/", "/mentions-legales/", "/donnees-personnelles/"])
def test_a_page_with_a_text_costs_two_queries(client, identity, django_assert_num_queries, path):
    make_page(reference=path.strip("/"), title="Un texte du Conseil")
    with django_assert_num_queries(2):
        assert "Un texte du Conseil" in client.get(path).content.decode()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("publication", HIDDEN)
def test_a_draft_is_absent_from_lists(client, path, publication):
    shown, hidden = LISTS[path](), LISTS[path](publication=publication)
    html = client.get(path).content.decode()
    assert f'id="{shown.reference}"' in html
    assert f'id="{hidden.reference}"' not in html


@pytest.mark.parametrize("publication", HIDDEN)
def test_a_draft_page_is_a_404(client, publication):
    page = make_page(publication=publication)
    assert client.get(page.get_absolute_url()).status_code == 404


def test_a_published_page_opens_at_its_address(client):
    page = make_page(title="Notre charte", body="<p>Bonjour</p>")
    assert "<p>Bonjour</p>" in client.get(page.get_absolute_url()).content.decode()


def test_a_page_with_its_own_view_has_one_address(client):
    make_page(reference="aide")
    response = client.get("/pages/aide/")
    assert (response.status_code, response.url) == (302, "/aide/")


@pytest.mark.parametrize("make", [make_action, make_partner])
def test_an_address_leads_to_the_record_in_its_list(client, make):
    record = make()
    path, _, anchor = record.get_absolute_url().partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_actions_are_under_their_theme_and_empty_themes_are_left_out(client):
    make_action(kind=Action.Kind.OUTLOOK)
    html = client.get("/le-conseil/actions/").content.decode()
    assert ">Ce qui est prévu</h2>" in html
    assert "Faire connaître" not in html


@pytest.mark.parametrize("path", ["/le-conseil/actions/", "/le-conseil/partenaires/"])
def test_an_example_says_so(client, path):
    LISTS[path](is_example=True)
    assert "exemple" in client.get(path).content.decode().partition("<main")[2].partition("</main")[0]


def test_an_old_fact_says_its_date_until_somebody_confirms_it(client):
    partner = make_partner(kind=Partner.Kind.COUNCIL, state_as_of="l’été 2018")
    assert "état à l’été 2018" in client.get("/le-conseil/partenaires/").content.decode()
    partner.confirm(datetime.date(2026, 1, 5))
    html = client.get("/le-conseil/partenaires/").content.decode()
    assert "état à l’été 2018" not in html
    assert "mis à jour le 5 janvier 2026" in html


def test_a_note_for_editors_is_never_public(client):
    make_action(editor_note="secret-des-editeurs", source_text="phrase-du-document")
    html = client.get("/le-conseil/actions/").content.decode()
    assert "secret-des-editeurs" not in html
    assert "phrase-du-document" not in html


def test_words_are_sorted_as_in_a_french_dictionary(client):
    for word in ["Écharpe", "eau", "été", "zèbre"]:
        make_term(term=word, reference=word.encode("ascii", "ignore").decode().lower() + "x")
    html = client.get("/glossaire/").content.decode()
    places = [html.index(f"<dt>{word}</dt>") for word in ["Eau", "Écharpe", "Été", "Zèbre"]]
    assert places == sorted(places)
    assert html.count('id="lettre-e"') == 1
