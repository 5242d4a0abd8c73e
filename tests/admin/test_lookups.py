"""The address of a list answers the questions that the list shows, and no other."""

import itertools
import time

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from clos_portal.desk.roles import ROLES
from tests.admin.make import admin_page

pytestmark = pytest.mark.django_db
LISTS = list(admin.site._registry.items())
NAMES = [model._meta.label for model, _ in LISTS]
FORBIDDEN = ["__regex", "__iregex", "__startswith", "__contains", "__in", "__lte", "__len", "__id__regex"]
STRANGE = ["x", "%00", "9" * 20, "-" + "9" * 5000, "9999-12-31"]
everybody = pytest.mark.parametrize("person", ["tous les droits"], indirect=True)
each_list = pytest.mark.parametrize(("model", "room_admin"), LISTS, ids=NAMES)


def columns(model):
    """Its own, and those of the records that it points to."""
    own = [field for field in model._meta.get_fields() if getattr(field, "column", None)]
    near = [field.name for field in model._meta.get_fields() if field.is_relation and field.related_model]
    return [*(field.name for field in own), *(f"{name}__id" for name in near), *(f"{name}__pk" for name in near)]


@pytest.mark.once
@each_list
def test_no_column_is_asked_in_a_way_that_the_list_does_not_offer(model, room_admin):
    request = as_superuser()
    asked = [column + question for column in columns(model) for question in FORBIDDEN]
    assert [name for name in asked if room_admin.lookup_allowed(name, "a", request)] == []


@everybody
def test_a_question_that_no_list_offers_is_refused_at_once(person):
    for model, _ in LISTS:
        for question in ["id__regex=(", "pk__startswith=%00", "pk__in=1,2"]:
            assert person.get(f"{reverse(admin_page(model, 'changelist'))}?{question}").status_code in (400, 403)


@everybody
@each_list
def test_every_filter_of_a_list_works_and_survives_strange_values(person, model, room_admin):
    address = reverse(admin_page(model, "changelist"))
    page = person.get(address)
    if page.status_code != 200:
        return
    short = [one for one in room_admin.list_filter if isinstance(one, str)]
    for name, value in itertools.product(short, STRANGE):
        assert person.get(f"{address}?{name}={value}", follow=True).status_code in (200, 400), f"{name}={value}"
    for spec in page.context["cl"].filter_specs:
        for choice in list(spec.choices(page.context["cl"]))[:2]:
            assert person.get(address + choice["query_string"]).status_code == 200
        for name in spec.expected_parameters():
            for value in STRANGE:
                answer = person.get(f"{address}?{name}={value}", follow=True)
                assert answer.status_code in (200, 400), f"{name}={value}"


@everybody
@each_list
def test_the_other_words_of_the_address_of_a_list_never_break_it(person, model, room_admin):
    address, hierarchy = reverse(admin_page(model, "changelist")), room_admin.date_hierarchy
    names = ["q", "o", "p", "all", "_facets", "_to_field", "pk", "id__exact"]
    names += [f"{hierarchy}__{part}" for part in ["year", "month", "day"] if hierarchy]
    for name in names:
        for value in ["%00", "9" * 30]:
            assert person.get(f"{address}?{name}={value}").status_code in (200, 302, 400), f"{name}={value}"


@everybody
@each_list
def test_a_search_of_many_words_is_answered_at_once(person, model, room_admin):
    began = time.perf_counter()
    assert person.get(reverse(admin_page(model, "changelist")), {"q": "a " * 1500}, follow=True).status_code == 200
    assert time.perf_counter() - began < 5


@everybody
def test_a_row_that_is_no_row_cannot_be_chosen(person):
    for model, room_admin in LISTS:
        actions = [name for name, _ in room_admin.get_action_choices(as_superuser(), [])] or ["delete_selected"]
        for value in ["x", "9" * 30]:
            data = {"action": actions[0], "_selected_action": value, "index": "0"}
            assert person.post(reverse(admin_page(model, "changelist")), data).status_code in (200, 302, 400)


@pytest.mark.parametrize("person", ROLES, indirect=True)
def test_no_role_reads_a_password_letter_by_letter(person):
    address = reverse("admin:accounts_user_changelist")
    for lookup in ["password__startswith=md5", "groups__user__password__startswith=md5", "email__gte=a"]:
        assert person.get(f"{address}?{lookup}").status_code in (400, 403)


@everybody
def test_the_boxes_that_complete_what_one_types_survive_strange_words(person):
    address = reverse("admin:autocomplete")
    for app, model, field in [("walks", "observation", "walk"), ("proposals", "proposal", "observation"), ("", "", "")]:
        for term in ["%00", "(", "a " * 1500]:
            query = f"term={term}&app_label={app}&model_name={model}&field_name={field}"
            assert person.get(f"{address}?{query}").status_code in (200, 403, 404)


def as_superuser():
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    return request
