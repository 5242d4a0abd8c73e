"""Coming in: the right password, the lock-out, the session."""

import datetime
import threading
import time
from unittest.mock import patch

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import retention
from accounts.models import KnownPlace
from accounts.sign_in import session_age
from tests.accounts.make import PASSWORD, enter, is_inside, make_user, sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
PRIVATE_PAGES = ["index", "password_change", "protection_detail", "accounts_user_changelist", "accounts_user_add"]
OTHER_SITES = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
NEW = "autre-phrase-bien-longue"


def travel(monkeypatch, seconds):
    later = time.time() + seconds
    monkeypatch.setattr(session_age.time, "time", lambda: later)


def fail(client, email, times, **extra):
    for _ in range(times):
        response = client.post(reverse("admin:login"), {"username": email, "password": "faux"}, **extra)
    return response


def test_a_person_enters_with_address_and_password(client):
    make_user(email="marie@conseil.example")
    assert sign_in(client, "Marie@Conseil.example").status_code == 302
    assert is_inside(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    make_user(email="marie@conseil.example")
    known, unknown = (sign_in(client, email, "faux") for email in ["marie@conseil.example", "nul@conseil.example"])
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_an_unknown_address_costs_the_work_of_a_known_one(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    make_user(email="marie@conseil.example")
    works = []
    for email in ("marie@conseil.example", "nul@conseil.example"):
        with CaptureQueriesContext(connection) as queries, patch.object(PBKDF2PasswordHasher, "encode") as encode:
            encode.return_value = "pbkdf2_sha256$1$a$b"
            fail(client, email, 1)
        works.append((len(queries), encode.call_count))
    assert works[0] == works[1] and works[0][1] == 1


@pytest.fixture(autouse=True)
def _in_the_middle_of_a_quarter_of_an_hour():
    with time_machine.travel(time.time() // 900 * 900 + 60):
        yield


def test_eight_wrong_passwords_lock_out_for_a_quarter_of_an_hour(client):
    make_user(email="marie@conseil.example")
    response = fail(client, "marie@conseil.example", 8)
    assert response.status_code == 429
    assert "15&nbsp;minutes" in response.content.decode()
    assert sign_in(client, "marie@conseil.example").status_code == 429


def test_writing_the_address_in_capitals_gives_no_more_tries(client):
    make_user(email="marie@conseil.example")
    fail(client, "MARIE@conseil.example", 4)
    assert fail(client, "marie@CONSEIL.example", 4).status_code == 429


def test_nobody_locks_the_president_out_from_elsewhere(client):
    make_user(email="marie@conseil.example")
    fail(client, "marie@conseil.example", 9, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, "marie@conseil.example").status_code == 302


def test_twelve_addresses_of_one_network_are_one_guesser(client):
    make_user(email="marie@conseil.example")
    answers = [
        fail(client, "marie@conseil.example", 1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}").status_code
        for number in range(1, 13)
    ]
    assert answers == [200] * 7 + [429] * 5


@pytest.mark.parametrize("are_known", [True, False])
def test_ten_accounts_from_one_place_are_one_guesser(client, are_known):
    for number in range(10):
        if are_known:
            make_user(email=f"m{number}@conseil.example")
    answers = [fail(client, f"m{number}@conseil.example", 1).status_code for number in range(12)]
    assert answers == [200] * 9 + [429] * 3


def test_a_street_of_addresses_is_one_guesser_in_the_end(client):
    answers = [
        fail(client, f"m{number}@conseil.example", 1, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(65)
    ]
    assert answers == [200] * 59 + [429] * 6


def test_guessing_one_account_from_everywhere_stops_but_not_for_its_owner_at_home(client):
    make_user(email="marie@conseil.example")
    assert sign_in(client, "marie@conseil.example").status_code == 302
    client.post(reverse("admin:logout"))
    stranger = type(client)()
    answers = [
        fail(stranger, "marie@conseil.example", 1, REMOTE_ADDR=f"203.0.{number}.9").status_code for number in range(30)
    ]
    assert answers == [200] * 23 + [429] * 7
    assert sign_in(stranger, "marie@conseil.example", REMOTE_ADDR="198.51.100.9").status_code == 429
    assert sign_in(client, "marie@conseil.example").status_code == 302


def test_who_comes_from_a_known_place_does_not_wait_for_the_mistakes_of_his_neighbours(client):
    make_user(email="marie@conseil.example")
    sign_in(client, "marie@conseil.example")
    client.post(reverse("admin:logout"))
    for number in range(12):
        fail(client, f"m{number}@conseil.example", 1)
    assert sign_in(client, "marie@conseil.example").status_code == 302
    client.post(reverse("admin:logout"))
    assert fail(client, "marie@conseil.example", 8).status_code == 429


def test_a_locked_guesser_does_not_use_up_the_tries_of_the_others(client):
    make_user(email="marie@conseil.example")
    fail(client, "marie@conseil.example", 60, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, "marie@conseil.example").status_code == 302


def test_a_success_forgives_the_mistakes_of_this_person_and_not_those_about_others(client):
    make_user(email="marie@conseil.example")
    fail(client, "marie@conseil.example", 7)
    assert sign_in(client, "marie@conseil.example").status_code == 302
    client.post(reverse("admin:logout"))
    assert fail(client, "marie@conseil.example", 7).status_code == 200
    assert [fail(client, f"m{number}@conseil.example", 1).status_code for number in range(3)][-1] == 429


def test_a_known_place_holds_no_address_and_is_forgotten_after_six_months(client):
    user = make_user(email="marie@conseil.example")
    sign_in(client, user.email, REMOTE_ADDR="203.0.113.9")
    [place] = KnownPlace.objects.all()
    assert "203.0.113" not in str(vars(place))
    retention.erase_expired(timezone.localdate() + datetime.timedelta(days=183))
    assert KnownPlace.objects.knows(user.email, "203.0.113.9")
    retention.erase_expired(timezone.localdate() + datetime.timedelta(days=184))
    assert not KnownPlace.objects.exists()


def test_a_place_is_known_once_whatever_its_address(client):
    user = make_user(email="marie@conseil.example")
    for address in ("2001:db8:1:2::1", "2001:db8:1:2::2", "::ffff:203.0.113.9", "203.0.113.9"):
        sign_in(client, user.email, REMOTE_ADDR=address)
        client.post(reverse("admin:logout"))
    assert user.known_places.count() == 2


@pytest.mark.two_writers
@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_are_counted_before_they_are_tried(settings):
    make_user(email="marie@conseil.example")
    answers = []

    def guess():
        answers.extend(fail(Client(), "marie@conseil.example", 1).status_code for _ in range(4))
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 24 and 429 in answers
    tried = sum(AccessAttempt.objects.values_list("failures_since_start", flat=True))
    assert tried == 8


def test_behind_the_proxy_an_invented_forwarded_address_changes_nothing(client, settings):
    settings.PROXY_COUNT = 1
    make_user(email="marie@conseil.example")
    for number in range(8):
        response = fail(client, "marie@conseil.example", 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.9")
    assert response.status_code == 429


def test_the_session_changes_at_login(client):
    make_user(email="marie@conseil.example")
    client.get(LOGIN)
    session = client.session
    session["bait"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, "marie@conseil.example")
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_leaving_needs_a_post_and_kills_the_session_on_the_server(client):
    enter(client, make_user())
    key = client.session.session_key
    assert client.get(reverse("admin:logout")).status_code == 405
    assert is_inside(client)
    assert client.post(reverse("admin:logout")).status_code == 200
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_ends_after_seven_days_however_busy(client, monkeypatch):
    make_user(email="marie@conseil.example")
    sign_in(client, "marie@conseil.example")
    travel(monkeypatch, 7 * 24 * 3600 + 1)
    assert not is_inside(client)


def test_a_session_lives_on_while_the_person_works(client, monkeypatch):
    make_user(email="marie@conseil.example")
    sign_in(client, "marie@conseil.example")
    before = client.session["seen_at"]
    travel(monkeypatch, 2 * 3600)
    assert is_inside(client)
    assert client.session["seen_at"] >= before + 2 * 3600


def test_changing_the_password_closes_the_other_sessions(client, django_user_model):
    user = make_user()
    other = enter(type(client)(), user)
    enter(client, user)
    new = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post(reverse("admin:password_change"), new).status_code == 302
    assert is_inside(client)
    assert not is_inside(other)


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(client):
    make_user(email="marie@conseil.example")
    sign_in(client, "marie@conseil.example")
    for cookie in ("sessionid", "csrftoken"):
        assert client.cookies[cookie]["httponly"]
        assert client.cookies[cookie]["samesite"] == "Lax"


def test_a_visitor_who_only_reads_the_login_page_gets_no_session(client):
    client.get(LOGIN)
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("name", PRIVATE_PAGES)
def test_private_pages_are_never_stored(client, technician_client, name):
    assert "no-store" in technician_client.get(reverse(f"admin:{name}"))["Cache-Control"]


@pytest.mark.parametrize("next_page", OTHER_SITES)
def test_login_never_sends_to_another_site(client, next_page):
    make_user(email="marie@conseil.example")
    response = sign_in(client, "marie@conseil.example", next=next_page)
    assert response["Location"].startswith("/admin/") or response["Location"] == reverse("admin:index")
