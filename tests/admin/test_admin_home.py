"""The first page of the back office: the usual acts, and what waits."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from clos_portal.desk.admin_home import TASKS, admin_home
from council.models import ContactMessage
from surveys.models import Survey
from tests.accounts.make import enter, make_role, make_user

pytestmark = pytest.mark.django_db


def make_message(**fields):
    fields = {"subject": "question", "message": "Bonjour", "email": "a@b.example"} | fields
    return ContactMessage.objects.create(token=uuid.uuid4(), **fields)


def test_a_person_is_proposed_only_what_he_may_do():
    user = make_user()
    user.groups.set([make_role("plume", "change_page")])
    assert [task.label for task in admin_home(user).tasks] == ["Modifier une page"]


def test_somebody_with_every_right_is_proposed_every_act(technician):
    assert [task.label for task in admin_home(technician).tasks] == [task.label for task in TASKS]


def test_each_act_leads_somewhere(technician_client, technician):
    for task in admin_home(technician).tasks:
        assert technician_client.get(task.url).status_code == 200, task.label


def test_messages_without_an_answer_wait_for_the_president(technician_client):
    make_message(), make_message(), make_message(answered_on=timezone.localdate())
    page = technician_client.get(reverse("admin:index"))
    [item] = page.context["home"].todo
    assert item.sentence == "2 messages sans réponse"
    assert item.url in page.content.decode()
    assert technician_client.get(item.url).context["cl"].result_count == 2


def test_nothing_waits_when_all_is_answered(technician):
    make_message(answered_on=timezone.localdate())
    assert admin_home(technician).todo == []


def test_what_waits_is_not_told_to_somebody_who_may_not_read_it(client):
    make_message()
    enter(client, make_user())
    page = client.get(reverse("admin:index"))
    assert page.context["home"].todo == []
    assert "Ce qui vous attend" not in page.content.decode()


def test_a_questionnaire_past_its_last_day_or_not_counted_waits_for_the_president(technician):
    day = timezone.localdate() - datetime.timedelta(days=2)
    fields = {"opens_on": day, "closes_on": day}
    Survey.objects.create(reference="a", title="A", state=Survey.State.OPEN, **fields)
    Survey.objects.create(reference="b", title="B", state=Survey.State.CLOSED, **fields)
    Survey.objects.create(reference="c", title="C", state=Survey.State.CLOSED, is_example=True, **fields)
    assert [item.sentence for item in admin_home(technician).todo] == [
        "1 questionnaire à fermer, le dernier jour est passé",
        "1 questionnaire à compter",
    ]
