"""Two pages open on one record: the second save puts nothing back, and loses nothing of what was typed."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import User
from council.models import Page
from meetings.models import Meeting
from tests.accounts.make import make_role, make_user
from tests.admin.page_form import PageForm, page_fields
from tests.meetings.make import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db):
    meeting = make_meeting(title="Ancien titre", public_note="Note.")
    meeting.agenda_items.create(order=1, title="Un premier point")
    meeting.agenda_items.create(order=2, title="Un second point")
    return meeting


def address(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def choose(client, page, **choices):
    """Answers the page of the two versions."""
    fields = page_fields(page)
    return client.post(page.request["PATH_INFO"], fields | {f"_choice-{key}": value for key, value in choices.items()})


def test_alone_one_saves_as_ever(technician_client, meeting):
    page = technician_client.get(address(meeting))
    assert technician_client.post(address(meeting), page_fields(page, title="Nouveau")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.title == "Nouveau"


def test_a_second_page_does_not_put_the_old_title_back(technician_client, meeting):
    first, second = technician_client.get(address(meeting)), technician_client.get(address(meeting))
    technician_client.post(address(meeting), page_fields(first, title="Nouveau titre"))
    page = technician_client.post(address(meeting), page_fields(second, public_note="Apportez une chaise."))
    html = page.content.decode()
    assert page.status_code == 409
    assert "Nouveau titre" in html and "Ancien titre" in html
    meeting.refresh_from_db()
    assert (meeting.title, meeting.public_note) == ("Nouveau titre", "Note.")
    assert choose(technician_client, page).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.public_note) == ("Nouveau titre", "Apportez une chaise.")


def test_one_may_keep_one_s_own(technician_client, meeting):
    first, second = technician_client.get(address(meeting)), technician_client.get(address(meeting))
    technician_client.post(address(meeting), page_fields(first, title="Le sien"))
    page = technician_client.post(address(meeting), page_fields(second, title="Le mien"))
    assert choose(technician_client, page, title="mine").status_code == 302
    meeting.refresh_from_db()
    assert meeting.title == "Le mien"


def test_two_texts_may_both_be_kept(technician_client, meeting):
    first, second = technician_client.get(address(meeting)), technician_client.get(address(meeting))
    technician_client.post(address(meeting), page_fields(first, public_note="La rampe est à gauche."))
    page = technician_client.post(address(meeting), page_fields(second, public_note="Apportez une chaise."))
    assert choose(technician_client, page).status_code == 302
    meeting.refresh_from_db()
    assert "La rampe est à gauche." in meeting.public_note and "Apportez une chaise." in meeting.public_note


def test_a_third_writer_is_seen_too(technician_client, meeting):
    first, second = technician_client.get(address(meeting)), technician_client.get(address(meeting))
    technician_client.post(address(meeting), page_fields(first, title="Deux"))
    page = technician_client.post(address(meeting), page_fields(second, title="Trois"))
    Meeting.objects.filter(pk=meeting.pk).update(title="Entre-temps")
    again = choose(technician_client, page, title="mine")
    assert again.status_code == 409
    assert "Entre-temps" in again.content.decode()


def test_a_mistake_in_the_form_does_not_forget_when_the_page_was_opened(technician_client, meeting):
    page = technician_client.get(address(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(public_note="Écrite par une autre personne.")
    wrong = technician_client.post(address(meeting), page_fields(page, public_note="Note.", kind="rien"))
    if wrong.status_code == 409:
        wrong = choose(technician_client, wrong, public_note="theirs")
    assert wrong.status_code == 200
    Meeting.objects.filter(pk=meeting.pk).update(title="Encore")
    assert technician_client.post(address(meeting), page_fields(wrong, kind="pleniere")).status_code == 409


def test_the_rows_of_a_form_are_compared_one_by_one(technician_client, meeting):
    first, second = technician_client.get(address(meeting)), technician_client.get(address(meeting))
    changed = page_fields(first, agenda_items__0__title="Le budget")
    assert technician_client.post(address(meeting), changed).status_code == 302
    page = technician_client.post(address(meeting), page_fields(second, agenda_items__1__title="La fête"))
    assert page.status_code == 409
    assert "Le budget" in page.content.decode()
    assert choose(technician_client, page).status_code == 302
    assert list(meeting.agenda_items.values_list("title", flat=True)) == ["Le budget", "La fête"]


@pytest.mark.parametrize(("choice", "left"), [("theirs", ["La fête"]), ("mine", ["La fête", "Un premier point"])])
def test_a_row_removed_meanwhile_stays_removed_or_comes_back(technician_client, meeting, choice, left):
    page = technician_client.get(address(meeting))
    gone = meeting.agenda_items.get(order=1).pk
    meeting.agenda_items.filter(pk=gone).delete()
    both = technician_client.post(address(meeting), page_fields(page, agenda_items__1__title="La fête"))
    assert both.status_code == 409
    answer = choose(technician_client, both, **{f"agenda_items/{gone}": choice})
    assert answer.status_code == 302, PageForm(answer.content.decode()).fields
    assert sorted(meeting.agenda_items.values_list("title", flat=True)) == left


def test_a_row_added_meanwhile_stays(technician_client, meeting):
    page = technician_client.get(address(meeting))
    meeting.agenda_items.create(order=3, title="Ajouté entre-temps")
    assert technician_client.post(address(meeting), page_fields(page, title="Autre")).status_code == 302
    assert meeting.agenda_items.filter(title="Ajouté entre-temps").exists()


def test_the_page_says_who_saved_meanwhile(technician_client, client, meeting, technician):
    page = technician_client.get(address(meeting))
    other = make_user(is_superuser=True, first_name="Claire", last_name="Martin")
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    client.post(address(meeting), page_fields(client.get(address(meeting)), title="Par Claire"))
    client.force_login(technician, backend="django.contrib.auth.backends.ModelBackend")
    both = client.post(address(meeting), page_fields(page, title="Par moi"))
    assert "Claire Martin l’a enregistrée" in both.content.decode()


def test_rich_text_of_two_writers_is_kept(technician_client):
    page = Page.objects.create(title="Aide", reference="aide-essai", body="<p>Au début.</p>")
    first, second = technician_client.get(address(page)), technician_client.get(address(page))
    technician_client.post(address(page), page_fields(first, body="<p>Écrit par une personne.</p>"))
    both = technician_client.post(address(page), page_fields(second, body="<p>Écrit par une autre.</p>"))
    assert choose(technician_client, both).status_code == 302
    page.refresh_from_db()
    assert page.body.count("<p>") == 2


def test_an_account_is_protected_too(technician_client):
    user = make_user(first_name="Ali", last_name="Ben")
    user.groups.add(make_role("rôle d’essai"))
    first, second = technician_client.get(address(user)), technician_client.get(address(user))
    technician_client.post(address(user), page_fields(first, last_name="Benarab"))
    assert technician_client.post(address(user), page_fields(second, first_name="Alia")).status_code == 409
    assert User.objects.get(pk=user.pk).last_name == "Benarab"


def test_a_date_saved_meanwhile_is_shown_as_it_is_typed(technician_client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(publication="draft")
    page = technician_client.get(address(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(starts_on=datetime.date(2031, 1, 2))
    both = technician_client.post(address(meeting), page_fields(page, title="Autre"))
    assert "2031" in both.content.decode()
    assert choose(technician_client, both).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_on, meeting.title) == (datetime.date(2031, 1, 2), "Autre")
