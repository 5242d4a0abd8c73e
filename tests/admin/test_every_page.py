"""Every list and every form of the back office opens, in French, with one title and nothing inline."""

import re

import pytest
from django.urls import reverse

from tests.admin.make import admin_page, room_admins

pytestmark = pytest.mark.django_db
ADMINS = room_admins()
IDS = [model._meta.label for model, _ in ADMINS]
PAGES = ["index", "password_change", "protection_detail", "accounts_user_changelist", "accounts_user_add"]
DATA_OR_FILE = r"\b(src|type=\"application/json\"|type=\"importmap\")"
INLINE = re.compile(rf"<style|<script(?![^>]*{DATA_OR_FILE})|\sstyle=|\son[a-z]+=\"", re.I)


def assert_is_clean(response):
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert '<html lang="fr"' in html
    assert not INLINE.search(html), INLINE.search(html)[0]
    return html


@pytest.mark.parametrize(("model", "room_admin"), ADMINS, ids=IDS)
def test_a_list_opens_when_there_is_nothing(technician_client, model, room_admin):
    assert_is_clean(technician_client.get(reverse(admin_page(model, "changelist")), follow=True))


@pytest.mark.parametrize(("model", "room_admin"), ADMINS, ids=IDS)
def test_a_form_opens(technician_client, rf, technician, model, room_admin):
    request = rf.get("/")
    request.user = technician
    response = technician_client.get(reverse(admin_page(model, "add")))
    if room_admin.has_add_permission(request):
        assert_is_clean(response)
    else:
        assert response.status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_the_other_pages_open(technician_client, name):
    assert_is_clean(technician_client.get(reverse(f"admin:{name}")))


@pytest.mark.parametrize("name", ["login", "password_forget", "password_forget_done", "password_choose_done"])
def test_the_pages_before_the_door_open_for_a_visitor(client, name):
    assert_is_clean(client.get(reverse(f"admin:{name}")))


@pytest.mark.parametrize(("model", "room_admin"), ADMINS, ids=IDS)
def test_a_list_says_more_than_a_name(technician_client, model, room_admin):
    page = technician_client.get(reverse(admin_page(model, "changelist")))
    assert page.status_code == 302 or len(room_admin.list_display) > 1


def test_the_rooms_come_in_the_order_of_the_house(technician_client, settings):
    rooms = [app["app_label"] for app in technician_client.get(reverse("admin:index")).context["app_list"]]
    house = [room for room in reversed(settings.ROOMS) if room in rooms]
    assert rooms[: len(house)] == house


def test_a_visitor_sees_only_the_door(client):
    response = client.get(reverse("admin:index"))
    assert response["Location"].startswith(reverse("admin:login"))


def test_the_first_page_greets_and_proposes_the_usual_acts(technician_client):
    page = technician_client.get(reverse("admin:index"))
    labels = [task.label for task in page.context["home"].tasks]
    assert "Ajouter un membre" in labels
    assert "Lire les messages" in labels
    assert "Bonjour" in page.content.decode()
