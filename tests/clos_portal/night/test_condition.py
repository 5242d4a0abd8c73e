"""What is told in red to the presidency, and to machines at /sante/ and /sante/pret."""

import datetime
import os
import shutil
import uuid
from collections import namedtuple
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from accounts.sign_in import letters
from clos_portal.models import JobRun
from clos_portal.night.condition import worries
from council.models import ContactMessage
from tests.accounts.make import enter, make_role, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


def make_night(hours_ago=8, **failed):
    """A night that ended so many hours ago; each failed job with its words."""
    end = NOW - hours_ago * HOUR
    JobRun.objects.create(job=JobRun.NIGHT, started_at=end - HOUR, ended_at=end, is_done=not failed)
    for job in ("erase_expired", "backup"):
        is_done = job not in failed
        JobRun.objects.create(
            job=job, started_at=end - HOUR / 2, ended_at=end - HOUR / 3, is_done=is_done, words=failed.get(job, "")
        )


def told(now=None):
    return [worry.sentence for worry in worries(now or NOW)]


def names(now=None):
    return [worry.name for worry in worries(now or NOW)]


def test_a_new_site_has_missed_no_night():
    assert told() == []


def test_a_site_where_no_night_ever_ran_says_so_after_36_hours():
    sentences = told(NOW + 37 * HOUR)
    assert sentences[0].startswith("La nuit n’a pas tourné depuis 36 heures. Il n’y en a jamais eu.")
    assert "Aucune sauvegarde n’a réussi depuis 36 heures" in sentences[1]


@pytest.mark.parametrize(("hours", "expected"), [(35, []), (37, ["nuit", "sauvegarde"])])
def test_the_night_is_late_after_36_hours(hours, expected):
    make_night(hours_ago=hours)
    assert names() == expected


def test_a_night_that_never_ended_does_not_count():
    make_night(hours_ago=40)
    JobRun.objects.create(job=JobRun.NIGHT, started_at=NOW - 5 * HOUR)
    assert "nuit" in names()


def test_a_job_of_the_last_night_that_failed_is_told_and_older_ones_are_not():
    make_night(hours_ago=30, erase_expired="Ancien.")
    assert told() == ["Cette nuit, un travail n’a pas réussi. Effacer ce dont la durée est passée\u00a0: Ancien."]
    make_night(hours_ago=6)
    assert told() == []


def test_backups_that_fail_night_after_night_are_told_once_none_is_fresh():
    make_night(hours_ago=60)
    make_night(hours_ago=6, backup="Le disque est plein.")
    assert names() == ["sauvegarde"]


def test_the_folders_really_used_are_tried(settings, tmp_path, monkeypatch):
    """The photos and the documents are private until a page shows them: MEDIA_ROOT alone would say nothing."""
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.PRIVATE_MEDIA_ROOT.mkdir()
    really = os.access
    monkeypatch.setattr("os.access", lambda path, mode: "private" not in str(path) and really(path, mode))
    [sentence] = told()
    assert str(settings.PRIVATE_MEDIA_ROOT) in sentence and "ne peut pas écrire" in sentence


def test_little_space_is_told(monkeypatch):
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 9 * 10**8, 4 * 10**7))
    assert "Il ne reste que 40 Mo" in told()[0]


def test_mails_that_wait_are_told():
    ContactMessage.objects.create(token=uuid.uuid4(), subject="question", message="Bonjour", email="a@b.example")
    assert told() == ["1 message du contact n’a pas pu partir par e-mail."]


def test_letters_about_accounts_that_wait_are_told_until_they_have_left(mailoutbox):
    user = make_user()
    with mock.patch("accounts.sign_in.letters.send_mail", side_effect=OSError):
        letters.send_reset(user.email), letters.send_reset(user.email)
    assert told() == ["2 lettres aux comptes n’ont pas pu partir par e-mail."]
    assert names() == ["courriels"]
    assert letters.send_waiting() == [True, True] and told() == []


def test_the_desk_shows_it_in_red_to_who_may_act_and_to_no_other(technician_client, client):
    make_night(hours_ago=37)
    page = technician_client.get(reverse("admin:index")).content.decode()
    assert 'class="errornote worries"' in page and "La nuit n’a pas tourné depuis 36 heures" in page
    reader = make_user()
    reader.groups.set([make_role("plume", "change_page")])
    enter(client, reader)
    assert "n’a pas tourné" not in client.get(reverse("admin:index")).content.decode()


class Silent:
    def __init__(self, *args):
        raise OperationalError("no")


def test_without_its_database_the_portal_serves_nothing(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", Silent)
    assert client.get("/sante/").status_code == 503
    assert client.get("/sante/pret").status_code == 503


def test_nothing_but_the_database_makes_the_portal_start_again(client, monkeypatch):
    make_night(hours_ago=100)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert client.get("/sante/").status_code == 200
    answer = client.get("/sante/pret", REMOTE_ADDR="127.0.0.1")
    assert answer.status_code == 200 and answer.json()["état"] == "dégradé"
    assert set(answer.json()["détails"]) >= {"nuit", "sauvegarde", "fichiers"}


def test_when_all_is_well_it_is_said(client):
    make_night()
    assert client.get("/sante/pret/").json() == {"état": "prêt"}


def test_a_database_older_than_the_code_is_not_ready(client):
    make_night()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'clos_portal' AND name = '0001_initial'")
    answer = client.get("/sante/pret")
    assert answer.status_code == 503 and answer.json()["détails"]["migrations"] == ["clos_portal.0001_initial"]
    assert client.get("/sante/").status_code == 200


@pytest.mark.parametrize(
    ("asker", "is_told"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "172.30.17.4"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "198.51.100.7", "HTTP_AUTHORIZATION": "Bearer le-bon"}, True),
        ({"REMOTE_ADDR": "198.51.100.7", "HTTP_AUTHORIZATION": "Bearer le-mauvais"}, False),
        ({"REMOTE_ADDR": "198.51.100.7", "HTTP_AUTHORIZATION": "Bearer "}, False),
    ],
)
@pytest.mark.parametrize("proxies", [0, 1])
def test_what_is_wrong_is_told_to_the_machine_itself_or_with_the_token(client, settings, asker, is_told, proxies):
    settings.HEALTH_TOKEN, settings.PROXY_COUNT = "le-bon", proxies
    make_night(hours_ago=37)
    answer = client.get("/sante/pret", **asker).json()
    assert answer["état"] == "dégradé" and ("détails" in answer) is is_told


def test_without_a_token_nobody_has_it(client, settings):
    settings.HEALTH_TOKEN = ""
    make_night(hours_ago=37)
    answer = client.get("/sante/pret", REMOTE_ADDR="198.51.100.7", HTTP_AUTHORIZATION="Bearer ")
    assert "détails" not in answer.json()
