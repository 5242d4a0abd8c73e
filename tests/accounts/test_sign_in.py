"""Coming in: the right password, the lock-out, the session."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts import session_age
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
