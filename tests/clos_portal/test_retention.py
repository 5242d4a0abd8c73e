import datetime

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from clos_portal.retention import erase_expired
from council.models import ContactMessage
from members.models import Candidacy, Member
from publishing.erasing.erasure import erase
from tests.council.make import make_message
from tests.members.make import give_portrait, make_candidacy, make_mandate, make_member

pytestmark = pytest.mark.django_db
NAME = "Zébulon Introuvable"
TODAY = datetime.date(2026, 11, 23)
LONG_AGO = datetime.date(2024, 1, 1)


def places_that_name(text):
    """Every table of the database, whatever the model, where the text can still be read."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [table for row in cursor.fetchall() if text in " ".join(map(str, row))]
    return found


def log(instance, user):
    content_type = ContentType.objects.get_for_model(instance)
    LogEntry.objects.create(
        user=user,
        content_type=content_type,
        object_id=str(instance.pk),
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=NAME,
    )


def test_an_expired_candidacy_and_an_expired_message_leave_no_trace(technician):
    candidacy = make_candidacy(name=NAME, motivation=NAME, status="declined", answered_on=LONG_AGO)
    message = make_message(name=NAME, message=NAME, sent_on=LONG_AGO)
    log(candidacy, technician)
    log(message, technician)
    assert places_that_name(NAME)
    erase_expired(TODAY)
    assert not places_that_name(NAME)
    assert not Candidacy.objects.exists() and not ContactMessage.objects.exists()


def test_a_dry_run_says_and_erases_nothing(capsys):
    make_message(name=NAME, sent_on=LONG_AGO)
    call_command("erase_expired", "--dry-run")
    assert "1 messages de contact à effacer" in capsys.readouterr().out
    assert ContactMessage.objects.count() == 1


def test_what_is_recent_is_kept():
    make_message(sent_on=TODAY)
    make_candidacy()
    assert not [erasure for erasure in erase_expired(TODAY) if erasure.room != "accounts"]


def test_an_erased_member_leaves_no_trace_and_no_file(technician, settings, django_capture_on_commit_callbacks):
    member = make_member(last_name=NAME)
    give_portrait(member, site=LONG_AGO)
    member.last_name = f"{NAME} corrigé"
    member.save()
    log(member, technician)
    files = [path for path in settings.PRIVATE_MEDIA_ROOT.rglob("*") if path.is_file()]
    files += [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert files and places_that_name(NAME)
    with django_capture_on_commit_callbacks(execute=True):
        erase(member)
    assert not places_that_name(NAME)
    assert not [path for path in files if path.exists()]


def test_the_contact_of_who_left_is_forgotten_but_not_the_history_of_the_council():
    member = make_member(last_name="Durand", email="durand@exemple.fr")
    make_mandate(member, ends_on=LONG_AGO, end_reason="moved")
    erase_expired(TODAY)
    assert not places_that_name("durand@exemple.fr")
    assert Member.objects.filter(last_name="Durand").exists()
