"""A session that ends loses no text, and a second click does nothing twice."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Sending
from meetings.models import Meeting
from tests.accounts.make import PASSWORD, enter, make_user
from tests.admin.page_form import PageForm, page_fields
from tests.meetings.desk.test_season import RULE
from tests.meetings.make import make_meeting

pytestmark = pytest.mark.django_db
ADD = "admin:meetings_meeting_add"
MEETING = {"kind": "pleniere", "title": "Une réunion pour tous", "starts_on": "21/03/2030", "publication": "published"}


@pytest.fixture
def person(db):
    return make_user(is_superuser=True, email="claire@conseil.example")


@pytest.fixture
def desk(person):
    """A browser that keeps Django's protection of forms."""
    return enter(Client(enforce_csrf_checks=True), person)


def typed(desk, name=ADD, *args, **fields):
    page = desk.get(reverse(name, args=args))
    return page.request["PATH_INFO"], page_fields(page) | fields


def enter_again(desk, page, email="claire@conseil.example"):
    fields = PageForm(page.content.decode(), having="username").fields
    return desk.post(reverse("admin:login"), fields | {"username": email, "password": PASSWORD})


def test_the_text_typed_when_the_session_ends_is_given_back_in_place(desk):
    address, fields = typed(desk, **MEETING)
    Session.objects.all().delete()
    door = desk.post(address, fields)
    assert "Rien n’est perdu" in door.content.decode()
    given = enter_again(desk, door)
    assert "Une réunion pour tous" in given.content.decode()
    assert Meeting.objects.count() == 0
    form = PageForm(given.content.decode())
    assert desk.post(form.action, form.fields).status_code == 302
    assert Meeting.objects.get().title == "Une réunion pour tous"


def test_a_wrong_password_at_the_door_does_not_lose_it(desk):
    address, fields = typed(desk, **MEETING)
    Session.objects.all().delete()
    door = desk.post(address, fields)
    again = desk.post(
        reverse("admin:login"),
        PageForm(door.content.decode(), having="username").fields
        | {"username": "claire@conseil.example", "password": "faux"},
    )
    assert "Une réunion pour tous" in enter_again(desk, again).content.decode()


def test_a_page_older_than_the_entry_made_in_another_tab_is_given_back(desk):
    address, fields = typed(desk, **MEETING)
    desk.post(reverse("admin:logout"), {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"]})
    enter_again(desk, desk.get(reverse("admin:login")))
    page = desk.post(address, fields)
    assert page.status_code == 403
    assert "Une réunion pour tous" in page.content.decode()
    form = PageForm(page.content.decode())
    assert desk.post(form.action, form.fields).status_code == 302
    assert Meeting.objects.count() == 1


def test_the_text_of_one_person_is_not_given_to_another(desk):
    make_user(is_superuser=True, email="omar@conseil.example")
    address, fields = typed(desk, **MEETING)
    Session.objects.all().delete()
    answer = enter_again(desk, desk.post(address, fields), "omar@conseil.example")
    assert answer.status_code == 302
    page = desk.get(answer["Location"]).content.decode()
    assert "autre compte" in page
    assert "Une réunion pour tous" not in page
    assert Meeting.objects.count() == 0


def test_nobody_makes_the_site_keep_words_of_his_own(client):
    answer = client.post(reverse(ADD), MEETING | {"_page_number": "WzEsIngiXQ:1:faux"})
    assert answer.status_code == 302
    assert (
        client.post(reverse("admin:login"), {"_writing": "faux", "username": "a", "password": "b"}).status_code == 200
    )


def test_a_password_is_never_carried(desk):
    address, fields = typed(desk, "admin:password_change", old_password="secret-ancien", new_password1="secret-neuf")
    Session.objects.all().delete()
    given = enter_again(desk, desk.post(address, fields)).content.decode()
    assert "secret-" not in given


def test_the_pages_that_are_no_form_of_one_record_give_back_too(desk):
    meeting = make_meeting()
    pages = [
        ("admin:meetings_meeting_attendance_edit", [meeting.pk]),
        ("admin:meetings_meeting_season", []),
        ("admin:members_composition_record", []),
    ]
    for name, args in pages:
        address = reverse(name, args=args)
        fields = page_fields(desk.get(reverse(ADD)))
        Session.objects.all().delete()
        door = desk.post(address, {**fields, "note": "Des mots à garder"})
        assert "Des mots à garder" in enter_again(desk, door).content.decode(), name


def test_a_file_is_asked_again(desk):
    address, fields = typed(desk, **MEETING)
    Session.objects.all().delete()
    door = desk.post(address, fields | {"attachments-0-file": SimpleUploadedFile("ordre.pdf", b"%PDF")})
    assert "ordre.pdf" in enter_again(desk, door).content.decode()


def test_a_second_click_makes_one_meeting(desk):
    address, fields = typed(desk, **MEETING)
    first, second = desk.post(address, fields), desk.post(address, fields)
    assert Meeting.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert "qu’une fois" in desk.get(second["Location"]).content.decode()


def test_a_correction_sent_from_the_same_page_is_another_sending(desk):
    address, fields = typed(desk, **MEETING)
    wrong = desk.post(address, fields | {"starts_on": "pas un jour"})
    assert wrong.status_code == 200
    assert desk.post(address, fields).status_code == 302
    assert Meeting.objects.count() == 1


def test_a_mistake_may_be_sent_as_often_as_one_likes(desk):
    address, fields = typed(desk, **MEETING | {"starts_on": "pas un jour"})
    assert [desk.post(address, fields).status_code for _ in range(2)] == [200, 200]
    assert Sending.objects.count() == 0


def test_a_season_announced_twice_is_one_season(desk):
    page = desk.get(reverse("admin:meetings_meeting_season"))
    fields = page_fields(page) | RULE | {"days": ["2030-09-19", "2031-01-16"], "create": "1"}
    answers = [desk.post(page.request["PATH_INFO"], fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Meeting.objects.count() == 2


def test_a_fault_of_the_site_does_not_block_the_next_try(desk, monkeypatch):
    address, fields = typed(desk, **MEETING)
    with monkeypatch.context() as broken:
        broken.setattr(Meeting, "full_clean", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.post(address, fields)
    assert desk.post(address, fields).status_code == 302
    assert Meeting.objects.count() == 1


def test_the_click_that_comes_before_the_first_has_ended_is_told_to_look(desk, monkeypatch):
    monkeypatch.setattr("accounts.desk.sent_once.PATIENCE", 0.2)
    address, fields = typed(desk, **MEETING)
    desk.post(address, fields)
    Sending.objects.update(led_to="")
    page = desk.post(address, fields)
    assert page.status_code == 409
    assert Meeting.objects.count() == 1
    assert "Une réunion pour tous" in page.content.decode()
