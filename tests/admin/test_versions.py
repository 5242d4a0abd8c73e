"""A version of a record is read by whoever sees the record, and written by nobody."""

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from council.models import Page
from publishing.desk.admin import RoomAdmin
from surveys.models import Survey
from tests.admin.make import admin_page, keeps_versions, room_admins
from tests.admin.test_matrix import EVERYBODY
from walks.models import Observation

pytestmark = pytest.mark.django_db


def versions():
    """One version of each model that keeps some, with the key of its record, and the address of its page."""
    for model in (model for model, _ in room_admins() if keeps_versions(model)):
        name = model._meta.pk.attname
        version = model.history.filter(**{f"{name}__in": model._base_manager.values("pk")}).latest()
        key = getattr(version, name)
        yield model, version, key, reverse(admin_page(model, "simple_history"), args=[key, version.pk])


def is_of_a_room(room_admin):
    return isinstance(room_admin, RoomAdmin)


def everything_stored():
    """Every row of every room, versions included."""
    models = [model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("person", EVERYBODY, indirect=True)
def test_a_version_is_written_by_nobody(person):
    before = everything_stored()
    for _, version, _, address in versions():
        fields = {name: value for name, value in vars(version).items() if value not in (None, False) and name[0] != "_"}
        for extra in ({}, {"_save": "1"}, {"_change_history": "1"}, {"_saveasnew": "1"}, {"_continue": "1"}):
            assert person.post(address, fields | extra).status_code in (403, 404, 405), address
    assert everything_stored() == before


@pytest.mark.parametrize("person", EVERYBODY, indirect=True)
def test_a_version_is_read_by_whoever_opens_the_record_and_by_nobody_else(person):
    for model, _, key, address in versions():
        record = reverse(admin_page(model, "change"), args=[key])
        expected = person.get(record).status_code
        found = [person.get(address).status_code, person.get(address.rsplit("/", 2)[0] + "/").status_code]
        assert found == ([200, 200] if expected == 200 else [403, 403] if expected == 403 else [404, 404]), address


@pytest.mark.parametrize("person", ["présidence"], indirect=True)
def test_an_open_survey_stays_open_whatever_its_old_version_says(person):
    survey = Survey.objects.exclude(state=Survey.State.DRAFT).first()
    state, old = survey.state, survey.history.last()
    address = reverse("admin:surveys_survey_simple_history", args=[survey.pk, old.pk])
    assert person.post(address, {"title": old.title, "intro": "", "opens_on": "", "closes_on": ""}).status_code == 405
    survey.refresh_from_db()
    assert survey.state == state


@pytest.mark.parametrize("person", ["présidence"], indirect=True)
def test_the_words_of_a_version_can_be_copied(person):
    page = Page.objects.exclude(body="").first()
    old = page.body
    page.body = "<h2>Tout neuf</h2><p>Une phrase.</p>"
    page.save()
    version = page.history.earliest()
    html = person.get(reverse("admin:council_page_simple_history", args=[page.pk, version.pk])).content.decode()
    assert old in html
    assert "a changé depuis" in html
    assert "<form" not in html.split("<main")[1]


@pytest.mark.parametrize("person", ["réponses de la Ville"], indirect=True)
def test_who_answers_for_the_city_reads_no_history_of_what_was_not_sent(person):
    hidden = Observation.objects.filter(sent_on=None).first()
    hidden.save()
    version = hidden.history.last()
    names = [("history", [hidden.pk]), ("delete", [hidden.pk]), ("simple_history", [hidden.pk, version.pk])]
    for name, args in names:
        answer = person.get(reverse(admin_page(Observation, name), args=args))
        assert answer.status_code in (302, 403, 404)
        assert hidden.text not in answer.content.decode()


@pytest.mark.parametrize("person", ["tous les droits"], indirect=True)
def test_an_address_of_a_version_that_is_nowhere_is_no_fault(person):
    for model, room_admin in room_admins():
        for key, version in [("1", "1"), ("x", "1"), ("1", "x"), ("%00", "%00"), ("9" * 30, "9" * 30)]:
            history = f"{reverse(admin_page(model, 'changelist'))}{key}x/history/"
            assert person.get(history).status_code == 404
            assert person.get(f"{history}{version}/").status_code == (404 if is_of_a_room(room_admin) else 302)


@pytest.mark.parametrize("person", ["tous les droits"], indirect=True)
def test_what_keeps_no_version_has_a_plain_history_and_no_page_of_a_version(person):
    for model, room_admin in room_admins():
        record = model._base_manager.first()
        if record and not keeps_versions(model) and is_of_a_room(room_admin):
            history = reverse(admin_page(model, "history"), args=[record.pk])
            assert [person.get(history).status_code, person.get(f"{history}1/").status_code] == [200, 404], history
