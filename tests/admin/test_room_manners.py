"""What every list and form of a room does the same way."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Commission
from publishing.publishable import Publication
from tests.accounts.make import enter, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:members_commission_changelist"


def make_commission(**fields):
    defaults = {"name": "Communication", "reference": "communication", "publication": Publication.PUBLISHED}
    return Commission.objects.create(**defaults | fields)


def change_page(client, commission):
    return client.get(reverse("admin:members_commission_change", args=[commission.pk])).content.decode()


def act(client, action, *records):
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(reverse(LIST), data, follow=True).content.decode()


def test_what_is_published_has_a_link_to_its_page(technician_client):
    commission = make_commission()
    assert f'href="{commission.get_absolute_url()}" class="viewsitelink"' in change_page(technician_client, commission)


def test_a_draft_has_no_link_to_a_page_that_would_not_be_found(technician_client):
    draft = make_commission(publication=Publication.DRAFT)
    assert "viewsitelink" not in change_page(technician_client, draft)


def test_the_list_says_what_is_public(technician_client):
    make_commission(publication=Publication.WITHDRAWN)
    assert "retiré" in technician_client.get(reverse(LIST)).content.decode()


def test_an_example_is_marked_in_the_list_and_on_its_form(technician_client):
    commission = make_commission(is_example=True)
    assert '<td class="field-example_mark">exemple</td>' in technician_client.get(reverse(LIST)).content.decode()
    assert '<span class="example">exemple</span>' in change_page(technician_client, commission)


def test_what_is_real_is_not_marked(technician_client):
    commission = make_commission()
    assert '<td class="field-example_mark">exemple</td>' not in technician_client.get(reverse(LIST)).content.decode()
    assert '<span class="example">' not in change_page(technician_client, commission)


def test_an_example_can_be_kept_for_real(technician_client):
    example, real = make_commission(is_example=True), make_commission(name="Vie de quartier", reference="vie")
    assert "1 fiche gardée." in act(technician_client, "keep_selected", example, real)
    example.refresh_from_db()
    assert not example.is_example


def test_confirming_dates_the_record_of_the_day(technician_client):
    commission = make_commission(state_as_of="l’été 2018", is_doubtful=True)
    assert "1 fiche confirmée." in act(technician_client, "confirm_selected", commission)
    commission.refresh_from_db()
    assert (commission.updated_on, commission.is_doubtful) == (timezone.localdate(), False)


def test_saving_the_form_confirms_too(technician_client):
    commission = make_commission(state_as_of="l’été 2018", updated_on=None)
    page = technician_client.get(reverse("admin:members_commission_change", args=[commission.pk]))
    data = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
    technician_client.post(page.request["PATH_INFO"], data | {"name": "La communication"})
    commission.refresh_from_db()
    assert (commission.name, commission.updated_on) == ("La communication", timezone.localdate())


def test_an_action_needs_the_right_to_change(client):
    enter(client, make_user())
    commission = make_commission(is_example=True)
    data = {"action": "keep_selected", "_selected_action": [commission.pk]}
    assert client.post(reverse(LIST), data).status_code == 403


def test_the_history_shows_who_changed_what(technician_client, technician):
    commission = make_commission(updated_on=datetime.date(2018, 7, 1))
    commission.name, commission._history_user = "La communication", technician
    commission.save()
    page = technician_client.get(reverse("admin:members_commission_history", args=[commission.pk])).content.decode()
    assert "Communication → La communication" in " ".join(page.split())
    assert technician.email in page
    assert "style=" not in page


def test_history_opens_also_for_what_keeps_none(technician_client):
    user = make_user()
    assert technician_client.get(reverse("admin:accounts_user_history", args=[user.pk])).status_code == 200
