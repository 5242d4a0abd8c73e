"""Each act of each room, for each role: who may is asked, the others are refused, and reading changes nothing."""

from types import SimpleNamespace

import pytest
from django.contrib import admin

from publishing.desk.act_pages import ActPages
from tests.admin.test_matrix import EVERYBODY, everything_stored
from tests.members.make import make_candidacy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_candidacy(loaded_desk, db):
    """The one noun of which the portal has no example."""
    make_candidacy(college="habitant")


def admins():
    return [one for one in admin.site._registry.values() if isinstance(one, ActPages) and one.acts]


def every_act():
    """(its admin, the act, a record of the loaded portal)"""
    for room_admin in admins():
        record = room_admin.model._base_manager.first()
        assert record, f"no example of {room_admin.opts}"
        for act in room_admin.acts:
            yield room_admin, act, record


@pytest.mark.once
def test_the_rooms_have_their_acts():
    rooms = {one.opts.label for one in admins()}
    gathered = {"meetings.Meeting", "meetings.Minutes", "surveys.Survey", "walks.Walk", "walks.Observation"}
    decided = {"proposals.Proposal", "proposals.Round", "proposals.Idea"}
    assert rooms == gathered | decided | {"members.Draw", "members.Candidacy"}


@pytest.mark.parametrize("person", EVERYBODY, indirect=True)
def test_an_act_is_asked_of_whoever_may_and_of_nobody_else(person):
    before, wrong = everything_stored(), []
    for room_admin, act, record in every_act():
        address = room_admin.act_address(act, record)
        sees = any(
            person.user.has_perm(f"{record._meta.app_label}.{verb}_{record._meta.model_name}")
            for verb in ("view", "change")
        )
        is_shown = room_admin.get_queryset(SimpleNamespace(user=person.user)).filter(pk=record.pk).exists()
        may = is_shown and sees and person.user.has_perms(act.rights(record))
        status = 200 if may else 403 if is_shown else 404
        page = person.get(address)
        refused = may or person.post(address, {"confirmed": "on"}).status_code == status
        has_button = f'value="{act.label}"' in page.text
        if page.status_code != status or not refused or has_button != (may and not act.obstacle(record)):
            wrong.append((record, act.name, page.status_code, may))
    assert wrong == []
    assert everything_stored() == before


@pytest.mark.parametrize("person", ["tous les droits"], indirect=True)
def test_a_record_says_where_it_stands_and_offers_what_suits_it(person):
    for room_admin in admins():
        for record in room_admin.model._base_manager.all()[:5]:
            html = person.get(f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/").text
            assert "Et maintenant" in html, record
            for act in room_admin.acts:
                assert (room_admin.act_address(act, record) in html) == act.suits(record), (record, act.name)


@pytest.mark.parametrize("person", ["tous les droits"], indirect=True)
def test_the_addresses_of_before_still_lead_to_the_act(person):
    for room_admin, act, record in every_act():
        address = room_admin.act_address(act, record)
        former = address.replace(f"/{act.name}/", f"/etat/{act.name}/")
        assert person.get(former, follow=True).request["PATH_INFO"] == address
