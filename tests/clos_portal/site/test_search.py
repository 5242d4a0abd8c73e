import pytest

from clos_portal.site.search import search
from council.models import Action, Page
from meetings.models import Meeting
from proposals.models import Proposal
from publishing.publishable import Publication
from tests.members.make import NOON, make_candidacy, make_draw

pytestmark = pytest.mark.django_db
PUBLISHED = {"publication": Publication.PUBLISHED}
SECRET = "Zanzibar"


@pytest.mark.parametrize("query", ["jardin", "JARDINS", "jardin partage", "partagé jardin"])
def test_accents_capitals_plurals_and_order_are_forgiven(query):
    Proposal.objects.create(number=3, title="Le déploiement d’un jardin partagé", **PUBLISHED)
    assert [found.title for found in search(query)] == ["Le déploiement d’un jardin partagé"]


def test_every_word_must_be_there():
    Proposal.objects.create(number=3, title="Le déploiement d’un jardin partagé", **PUBLISHED)
    assert not search("jardin piscine")


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_what_is_not_published_is_not_found(publication, client):
    hidden = {"publication": publication}
    Proposal.objects.create(number=3, title=SECRET, **hidden)
    Meeting.objects.create(reference="m", title=SECRET, starts_on="2026-01-05", **hidden)
    Action.objects.create(reference="a", title=SECRET, kind=Action.Kind.OUTREACH, starts_on="2026-01-05", **hidden)
    Page.objects.create(reference="p", title=SECRET, **hidden)
    assert not search(SECRET)
    assert SECRET not in client.get("/sitemap.xml").content.decode()


def test_a_draw_is_found_once_its_list_is_closed_and_names_nobody(client):
    draw = make_draw(title="Tirage de Zanzibar")
    make_candidacy(college=draw.college, name="Dominique Test")
    pages = [
        lambda: str(search(SECRET)),
        *(lambda a=a: client.get(a).text for a in ("/donnees-ouvertes/tirages.csv", "/sitemap.xml")),
    ]
    assert not [page() for page in pages if draw.reference in page() or SECRET in page()]
    draw.close(NOON)
    assert [found.kind for found in search(SECRET)] == ["Tirage au sort"] and not search("Dominique")
    assert all((SECRET in page() or draw.reference in page()) and "Dominique" not in page() for page in pages)


def test_a_search_for_nothing_finds_nothing(client):
    assert not search("  …  ")
    assert client.get("/recherche/").status_code == 200


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "\x00", "'; DROP TABLE x;--", "{{7*7}}", "é" * 500, "%"]
)
def test_whatever_is_typed_is_answered_and_shown_as_text(client, query):
    page = client.get("/recherche/", {"q": query})
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_a_search_costs_the_same_whatever_it_finds(django_assert_num_queries, client, count):
    for number in range(1, count + 1):
        Proposal.objects.create(number=number, title=f"Un jardin {number}", **PUBLISHED)
    with django_assert_num_queries(14):
        client.get("/recherche/", {"q": "jardin"})


def test_a_page_is_found_as_it_reads_and_not_as_it_is_written(client):
    body = "<h2>À quoi sert le Conseil&nbsp;?</h2><p>Il propose&nbsp;; il parle &amp; agit.</p>"
    Page.objects.create(reference="p", title="La mission", body=body, **PUBLISHED)
    [found] = search("propose")
    assert found.text == "À quoi sert le Conseil\u00a0? Il propose\u00a0; il parle & agit."
    assert "&amp;nbsp;" not in client.get("/recherche/", {"q": "propose"}).content.decode()
    assert not search("nbsp")


def test_what_comes_from_the_old_document_says_so(client):
    Proposal.objects.create(number=3, title="Un jardin", **PUBLISHED)
    Proposal.objects.create(number=4, title="Un gymnase", state_as_of="l’été 2018", **PUBLISHED)
    assert "état à l’été 2018" in client.get("/recherche/", {"q": "gymnase"}).content.decode()
    assert "état à l’été 2018" not in client.get("/recherche/", {"q": "jardin"}).content.decode()
