import datetime

import pytest
import time_machine

from council.models import Partner
from events.models import Event
from events.programme import NO_SEASON, programme_of
from publishing.publishable import Publication
from tests.council.make import make_partner
from tests.events.make import make_event, make_shown_photo

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)


def test_what_comes_is_first_then_the_past_by_season():
    make_event(title="Vieille", starts_on="2024-10-01")
    make_event(title="Récente", starts_on="2026-06-01")
    make_event(title="Sans date", starts_on=None, precision="unknown")
    make_event(title="Demain", starts_on="2026-11-24")
    programme = programme_of(Event.objects.in_order(), DAY)
    assert [event.title for event in programme.coming] == ["Demain"]
    assert [season.label for season in programme.past] == ["Saison 2025-2026", "Saison 2024-2025", NO_SEASON]


def test_an_event_of_the_whole_year_is_still_to_come_until_its_end():
    make_event(starts_on="2026-01-01", precision="year")
    assert programme_of(Event.objects.all(), DAY).coming
    assert not programme_of(Event.objects.all(), datetime.date(2027, 1, 1)).coming


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
def test_what_is_not_published_is_a_404_and_in_no_list(client, publication):
    event = make_event(title="Zanzibar", publication=publication)
    assert client.get(event.get_absolute_url()).status_code == 404
    for address in ["/vie-du-quartier/", "/recherche/?q=zanzibar", "/sitemap.xml", "/donnees-ouvertes/vie.csv"]:
        assert "Zanzibar" not in client.get(address).content.decode().replace("« Zanzibar »", "")


def test_a_filter_shows_one_nature_and_an_unknown_one_is_a_404(client):
    make_event(title="Une fête")
    make_event(title="Une visite", kind=Event.Kind.VISIT)
    page = client.get("/vie-du-quartier/?nature=visite").content.decode()
    assert "Une visite" in page and "Une fête" not in page
    assert 'href="?nature=visite" aria-current="true"' in page and 'href="?nature=convivialite"' in page
    assert client.get("/vie-du-quartier/?nature=rien").status_code == 404


def test_without_anything_to_come_the_page_says_so(client):
    with time_machine.travel("2026-11-23 12:00"):
        make_event(starts_on="2018-05-25")
        assert "Aucune date à venir" in client.get("/vie-du-quartier/").content.decode()


def test_a_cancelled_event_says_why(client):
    event = make_event(cancellation_reason="Il pleut.")
    assert "Annulé." in client.get(event.get_absolute_url()).content.decode()
    assert "Il pleut." in client.get("/vie-du-quartier/").content.decode()


def test_the_text_is_cleaned_when_shown_too(client):
    event = make_event()
    Event.objects.filter(pk=event.pk).update(text="<p>ok</p><script>alert(1)</script>")
    assert "<script>alert" not in client.get(event.get_absolute_url()).content.decode()


def test_a_hidden_partner_is_not_named(client):
    event = make_event()
    event.partners.add(make_partner(name="Visible"), make_partner(name="Caché", publication=Publication.DRAFT))
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Visible" in page and "Caché" not in page and Partner.objects.count() == 2


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_cost_the_same_whatever_the_number(client, identity, django_assert_max_num_queries, count):
    event = make_shown_photo().event
    for _ in range(count):
        make_event().partners.add(make_partner())
        event.partners.add(make_partner())
    with django_assert_max_num_queries(4):
        client.get("/vie-du-quartier/")
    with django_assert_max_num_queries(4):
        client.get(event.get_absolute_url())
