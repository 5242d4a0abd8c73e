"""The phone beside the password: chosen by the person, asked only from those who chose it."""

import time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.sign_in import second_factor
from accounts.sign_in.password_link import password_link
from tests.accounts.make import code_of, enter, is_inside, make_president, make_user, path_of, protect, sign_in

pytestmark = pytest.mark.django_db
PAGE = "admin:protection_detail"


@pytest.fixture
def person():
    return make_user(email="lea@conseil.example")


@pytest.fixture
def inside(client, person):
    return enter(client, person)


def test_looking_at_the_page_creates_nothing(inside, person):
    inside.get(reverse(PAGE))
    assert second_factor.phone_to_confirm(person) is None
    assert inside.get(reverse("admin:protection_image")).status_code == 404


def test_a_first_code_protects_the_account_and_shows_the_recovery_codes_once(inside, person):
    inside.post(reverse("admin:protection_start"))
    device = second_factor.phone_to_confirm(person)
    page = inside.post(reverse("admin:protection_confirm"), {"code": code_of(device)})
    codes = page.context["codes"]
    assert len(set(codes)) == 8
    assert all(code in page.content.decode() for code in codes)
    assert second_factor.phone(person) == device
    assert not any(code in inside.get(reverse(PAGE)).content.decode() for code in codes)


def test_a_wrong_first_code_protects_nothing(inside, person):
    inside.post(reverse("admin:protection_start"))
    inside.post(reverse("admin:protection_confirm"), {"code": "000000"})
    assert second_factor.phone(person) is None


def test_the_image_is_a_drawing_of_this_site_and_ends_with_the_confirmation(inside, person):
    inside.post(reverse("admin:protection_start"))
    image = inside.get(reverse("admin:protection_image"))
    assert image["Content-Type"] == "image/svg+xml"
    assert "no-store" in image["Cache-Control"]
    assert "data:" not in inside.get(reverse(PAGE)).content.decode()
    inside.post(reverse("admin:protection_confirm"), {"code": code_of(second_factor.phone_to_confirm(person))})
    assert inside.get(reverse("admin:protection_image")).status_code == 404


def test_an_account_without_a_phone_enters_without_a_code(client, person):
    second_factor.start(person)
    assert sign_in(client, person.email).status_code == 302


def test_a_protected_account_does_not_open_without_the_code(client, person):
    protect(person)
    page = sign_in(client, person.email)
    assert "code de votre téléphone" in page.content.decode()
    assert not is_inside(client)


def test_a_protected_account_opens_with_the_code_once(client, person):
    code = code_of(protect(person))
    assert sign_in(client, person.email, code=code).status_code == 302
    client.post(reverse("admin:logout"))
    assert sign_in(client, person.email, code=code).status_code == 200


def test_a_wrong_code_does_not_open(client, person):
    code = code_of(protect(person))
    wrong = f"{(int(code) + 1) % 1000000:06d}"
    assert sign_in(client, person.email, code=wrong).status_code == 200
    assert not is_inside(client)


def test_the_code_of_another_person_does_not_open(client, person):
    protect(person)
    assert sign_in(client, person.email, code=code_of(protect(make_user()))).status_code == 200


def test_a_recovery_code_replaces_a_lost_phone_once(client, person):
    protect(person)
    code = second_factor.new_recovery_codes(person)[0]
    assert sign_in(client, person.email, code=f" {code.upper()} ").status_code == 302
    client.post(reverse("admin:logout"))
    assert sign_in(client, person.email, code=code).status_code == 200
    assert second_factor.recovery_codes_left(person) == 7


def wrong(code, by=1):
    return f"{(int(code) + 111 * by) % 1000000:06d}"


def test_one_wrong_code_does_not_make_the_owner_wait(client, person):
    good = code_of(protect(person))
    sign_in(client, person.email, code=wrong(good))
    assert sign_in(client, person.email, code=good).status_code == 302


def test_codes_are_guessed_eight_times_from_one_place_then_not_at_all(client, person):
    good = code_of(protect(person))
    for number in range(1, 9):
        sign_in(client, person.email, code=wrong(good, number))
    assert sign_in(client, person.email, code=good).status_code == 429
    assert not is_inside(client)


def test_a_stranger_who_knows_the_password_delays_nobody_at_home(client, person):
    device = protect(person)
    assert sign_in(client, person.email, code=code_of(device, -1)).status_code == 302
    client.post(reverse("admin:logout"))
    good = code_of(device)
    for number in range(1, 60):
        sign_in(Client(), person.email, code=wrong(good, number), REMOTE_ADDR=f"203.0.{number}.9")
    assert sign_in(client, person.email, code=good).status_code == 302


def test_no_code_opens_any_more_to_a_stranger_from_everywhere_until_the_password_changes(client, person):
    device = protect(person)
    good = code_of(device)
    for number in range(1, 22):
        page = sign_in(client, person.email, code=wrong(good, number), REMOTE_ADDR=f"203.0.{number}.9")
    assert "Trop de codes" in page.content.decode()
    assert sign_in(client, person.email, code=good, REMOTE_ADDR="198.51.100.1").status_code == 200
    assert not is_inside(client)
    person.set_password("encore-une-autre-phrase")
    person.save()
    other = sign_in(client, person.email, "encore-une-autre-phrase", code=good, REMOTE_ADDR="198.51.100.1")
    assert other.status_code == 302


def test_a_password_without_a_code_is_no_guess(client, person):
    code = code_of(protect(person))
    for _ in range(12):
        assert sign_in(client, person.email).status_code == 200
    assert sign_in(client, person.email, code=code).status_code == 302


def test_removing_the_protection_removes_the_recovery_codes(inside, person):
    protect(person)
    second_factor.new_recovery_codes(person)
    inside.post(reverse("admin:protection_remove"))
    assert second_factor.phone(person) is None
    assert second_factor.recovery_codes_left(person) == 0


def test_new_recovery_codes_kill_the_former_ones(inside, person):
    protect(person)
    old = second_factor.new_recovery_codes(person)
    new = inside.post(reverse("admin:protection_codes")).context["codes"]
    assert second_factor.match(person, old[1], "") is None
    assert second_factor.match(person, new[0], "") is None or not set(old) & set(new)


def test_starting_again_never_replaces_a_confirmed_phone(inside, person):
    device = protect(person)
    inside.post(reverse("admin:protection_start"))
    assert second_factor.phone(person) == device
    assert second_factor.phone_to_confirm(person) is None


def test_the_president_helps_somebody_who_lost_everything(client, person):
    protect(person)
    enter(client, make_president())
    action = {"action": "remove_protection", "_selected_action": [person.pk]}
    client.post(reverse("admin:accounts_user_changelist"), action)
    assert second_factor.phone(person) is None


@pytest.mark.parametrize("name", ["protection_detail", "protection_image"])
def test_a_visitor_is_sent_to_the_login_page(client, name):
    assert client.get(reverse(f"admin:{name}"))["Location"].startswith(reverse("admin:login"))


def test_no_secret_key_is_shown_in_the_lists_of_the_admin(technician_client):
    assert "totp" not in technician_client.get(reverse("admin:index")).content.decode().lower()


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_early_or_late_as_the_screens_say(client, person, steps, opens):
    with time_machine.travel(time.time() // 30 * 30 + 5, tick=False):
        page = sign_in(client, person.email, code=code_of(protect(person), steps))
    assert (page.status_code == 302) == opens
    assert opens or "demi-minute" in page.content.decode()


def test_the_screen_that_starts_says_how_right_the_phone_must_be(inside):
    inside.post(reverse("admin:protection_start"))
    assert "à une demi-minute près" in inside.get(reverse(PAGE)).content.decode()


def test_a_clock_set_back_one_hour_then_right_again_breaks_no_phone_and_no_session(client, person):
    device = protect(person)
    now = time.time() // 30 * 30 + 5
    with time_machine.travel(now):
        assert sign_in(client, person.email, code=code_of(device)).status_code == 302
    with time_machine.travel(now - 3600):
        assert is_inside(client)
        recovery = second_factor.new_recovery_codes(person)[0]
        assert sign_in(Client(), person.email, code=recovery).status_code == 302
    with time_machine.travel(now + 60):
        assert is_inside(client)
        device.refresh_from_db()
        assert sign_in(Client(), person.email, code=code_of(device)).status_code == 302


def test_a_link_made_before_the_clock_went_back_still_opens(client, person):
    link = path_of(password_link(person))
    with time_machine.travel(time.time() - 3600):
        assert "Choisir votre mot de passe" in client.get(link, follow=True).content.decode()
