"""The page of a commission: its purpose, its people who agreed, its dates and its proposals, and nothing hidden."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting
from members.models import Role
from publishing.publishable import Publication
from tests.as_read import one_line
from tests.meetings.make import make_meeting
from tests.members.make import LONG_AGO, make_commission, make_mandate, make_member
from tests.proposals.make import make_proposal

pytestmark = pytest.mark.django_db
HIDDEN = [Publication.DRAFT, Publication.WITHDRAWN]


def page(client, commission):
    response = client.get(commission.get_absolute_url())
    assert response.status_code == 200
    return one_line(response.content.decode()).replace("\u00a0", " ")


def seat(commission, **fields):
    mandate = fields.pop("mandate", {})
    member = make_member(**fields)
    member.commissions.add(commission)
    return make_mandate(member, **mandate)


def test_what_is_not_known_is_to_complete(client):
    html = page(client, make_commission(purpose=""))
    assert html.count("à compléter") == 3
    assert "Aucune date n’est annoncée" in html


@pytest.mark.parametrize("publication", HIDDEN)
def test_a_commission_that_is_not_published_is_not_found(client, publication):
    assert client.get(make_commission(publication=publication).get_absolute_url()).status_code == 404


def test_its_members_are_named_if_they_agreed_and_counted_otherwise(client):
    commission = make_commission()
    seat(commission, last_name="Dupré")
    seat(commission, last_name="Secret", is_named=False)
    html = page(client, commission)
    assert "2 membres" in html
    assert "Et 1 personne qui n’est pas nommée." in html
    assert "Dupré" in html
    assert "Secret" not in html


def test_who_left_or_is_not_published_or_sits_elsewhere_is_not_there(client):
    commission = make_commission()
    seat(commission, last_name="Partie", mandate={"ends_on": LONG_AGO})
    seat(commission, last_name="Future", mandate={"starts_on": timezone.localdate() + datetime.timedelta(days=1)})
    seat(commission, last_name="Brouillon", publication=Publication.DRAFT)
    seat(make_commission(), last_name="Ailleurs")
    html = page(client, commission)
    assert "membres à compléter" in html
    assert not [name for name in ("Partie", "Future", "Brouillon", "Ailleurs") if name in html]


def test_who_follows_it_comes_first_and_who_follows_another_is_not_said_to(client):
    commission, other = make_commission(), make_commission(name="Commission Autre")
    seat(commission, last_name="Abel", mandate={"role": Role.REFERENT, "commission": other})
    seat(commission, last_name="Zoé", mandate={"role": Role.REFERENT, "commission": commission})
    html = page(client, commission)
    assert html.index("Zoé") < html.index("Abel")
    assert f"Suit la {commission.name}" in html
    assert "Autre" not in html


def test_nothing_private_is_there(client):
    commission = make_commission(editor_note="à taire")
    seat(commission, email="prive@exemple.fr", phone="02 00 00 00 01", gender="other")
    html = page(client, commission)
    assert not [secret for secret in ("prive@", "02 00 00 00 01", "other", "à taire") if secret in html]


def test_its_next_date_its_past_meetings_and_its_proposals_are_there(client):
    commission, today = make_commission(), timezone.localdate()
    make_meeting(
        kind=Meeting.Kind.COMMISSION,
        commission=commission,
        title="Réunion à venir",
        starts_on=today + datetime.timedelta(days=7),
    )
    make_meeting(
        kind=Meeting.Kind.COMMISSION,
        commission=commission,
        title="Réunion passée",
        starts_on=today - datetime.timedelta(days=7),
    )
    make_proposal(title="Un banc à l’ombre").commissions.add(commission)
    html = page(client, commission)
    assert html.index("Prochaine réunion") < html.index("lieu à confirmer") < html.index("Réunion passée")
    assert "Un banc à l’ombre" in html


@pytest.mark.parametrize("publication", HIDDEN)
def test_what_is_hidden_above_stays_hidden(client, publication):
    commission = make_commission()
    make_meeting(kind=Meeting.Kind.COMMISSION, commission=commission, title="Réunion cachée", publication=publication)
    make_proposal(title="Idée cachée", publication=publication).commissions.add(commission)
    assert "cachée" not in page(client, commission)


@pytest.mark.parametrize("count", [0, 5, 50])
def test_the_page_costs_four_queries_whatever_the_number(client, identity, django_assert_num_queries, count):
    commission = make_commission()
    for _ in range(count):
        seat(commission, mandate={"role": Role.REFERENT, "commission": commission})
        make_meeting(kind=Meeting.Kind.COMMISSION, commission=commission)
        make_proposal().commissions.add(commission)
    with django_assert_num_queries(4):
        page(client, commission)


def test_the_sitemap_knows_it(client):
    commission = make_commission()
    assert commission.get_absolute_url() in client.get(reverse("sitemap")).content.decode()
