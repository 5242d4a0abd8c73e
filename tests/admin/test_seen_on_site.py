"""«Voir sur le site» leads to what the public may see, and gives no address of a draft away."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from clos_portal.desk.roles import ROLES
from proposals.models import Proposal
from publishing.publishable import Publication

pytestmark = pytest.mark.django_db
SHOWN = [model for model in apps.get_models() if hasattr(model, "get_absolute_url")]


def shortcut(record):
    kind = ContentType.objects.get_for_model(record).pk
    return reverse("admin:view_on_site", args=[kind, record.pk])


@pytest.mark.parametrize("person", [*ROLES, "tous les droits"], indirect=True)
def test_it_leads_only_where_the_public_may_go(person):
    visitor = Client()
    for model in SHOWN:
        for record in model._base_manager.all()[:4]:
            answer = person.get(shortcut(record))
            assert answer.status_code in (302, 404)
            if answer.status_code == 302:
                assert visitor.get(answer["Location"]).status_code == 200, record


@pytest.mark.parametrize("person", ["technique"], indirect=True)
def test_the_address_of_a_draft_is_given_to_nobody(person):
    Proposal.objects.update(publication=Publication.DRAFT)
    assert person.get(shortcut(Proposal.objects.first())).status_code == 404


@pytest.mark.parametrize("person", ["présidence"], indirect=True)
def test_a_public_record_is_reached(person):
    record = Proposal.objects.filter(publication=Publication.PUBLISHED).first()
    assert person.get(shortcut(record))["Location"] == record.get_absolute_url()


@pytest.mark.parametrize("person", ["présidence"], indirect=True)
def test_an_address_that_names_nothing_is_not_found(person):
    for address in ["0/1/", "x/1/", " 1/1/", "%00/%00/", "9999999999999999999999/1/", "1/x/", "1/%00/"]:
        assert person.get(f"/admin/r/{address}").status_code == 404, address
