"""Names in one order, the same in Python and in both databases."""

import pytest

from council.models import Place
from publishing.words.alphabet import Alphabetical, name_key
from tests.accounts.make import make_user
from tests.members.make import make_member

NAMES = ["d’Arc", "Benarab", "Émile", "Esposito", "de la Fontaine", "LEGRAND", "Œuvrard", "Zola"]


def test_accents_capitals_and_the_particle_do_not_count():
    shuffled = NAMES[::-1]
    assert sorted(shuffled, key=name_key) == NAMES


@pytest.mark.django_db
def test_the_database_sorts_them_likewise():
    for number, name in enumerate(reversed(NAMES)):
        Place.objects.create(reference=f"lieu-{number}", name=name)
    assert list(Place.objects.order_by(Alphabetical("name")).values_list("name", flat=True)) == NAMES


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "order"), [("", NAMES), ("?o=1", NAMES), ("?o=-1", NAMES[::-1])])
def test_the_lists_of_the_back_office_too(technician_client, query, order):
    for number, name in enumerate(reversed(NAMES)):
        Place.objects.create(reference=f"lieu-{number}", name=name)
    page = technician_client.get(f"/admin/council/place/{query}")
    assert [place.name for place in page.context["cl"].result_list] == order


@pytest.mark.django_db
def test_members_too(technician_client):
    for name in reversed(NAMES):
        make_member(last_name=name)
    page = technician_client.get("/admin/members/member/")
    assert [member.last_name for member in page.context["cl"].result_list] == NAMES


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "order"), [("", NAMES), ("?o=2", NAMES), ("?o=-2", NAMES[::-1])])
def test_accounts_too(technician_client, technician, query, order):
    for name in reversed(NAMES):
        make_user(last_name=name)
    page = technician_client.get(f"/admin/accounts/user/{query}")
    assert [user.last_name for user in page.context["cl"].result_list if user != technician] == order
