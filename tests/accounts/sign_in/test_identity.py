"""A stolen session is not a stolen account: the password is asked again before what is grave, and the owner is told."""

import datetime
import time

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import retention
from accounts.models import Letter, User
from accounts.sign_in import attempts, identity, letters, second_factor
from tests.accounts.make import PASSWORD, code_of, enter, make_president, make_role, make_user, protect, sign_in

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/accounts/user/", "/admin/accounts/user/add/"
NEW = "autre-phrase-bien-longue"
ASKED = "C’est bien vous"
GRAVE = ["password_change", "protection_detail", "protection_start", "protection_image", "protection_confirm",
         "protection_codes", "protection_remove"]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_middle_of_a_quarter_of_an_hour():
    with time_machine.travel(time.time() // 900 * 900 + 60):
        yield


@pytest.fixture
def president():
    return make_president(email="tete@conseil.example")


@pytest.fixture
def thief(client, president):
    """Somebody with the cookie of the president, who typed her password an hour ago."""
    client.force_login(president, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(user):
    return f"/admin/accounts/user/{user.pk}/change/"


def says(response, words):
    return words in response.content.decode()


def as_typed(**fields):
    return {"identity-password": PASSWORD, identity.GOES_ON: "oui"} | fields


@pytest.mark.parametrize("name", GRAVE)
def test_a_stolen_session_opens_no_page_of_the_account(thief, president, name):
    address = reverse(f"admin:{name}")
    assert says(thief.get(address), ASKED)
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW, "password": PASSWORD}
    assert says(thief.post(address, typed), ASKED)
    president.refresh_from_db()
    assert president.check_password(PASSWORD)
    assert second_factor.phone_to_confirm(president) is None


def test_a_stolen_session_changes_no_account(thief, president):
    other = make_user(email="lea@conseil.example")
    protect(other)
    role = make_role("plume", "view_user")
    posts = [
        (page_of(president), {"email": "voleur@ailleurs.example"}),
        (page_of(other), {"email": "voleur@ailleurs.example", "role": role.pk}),
        (ADD, {"email": "voleur@ailleurs.example", "role": role.pk}),
        (f"/admin/accounts/user/{other.pk}/delete/", {"post": "yes"}),
        *((LIST, {"action": action, "_selected_action": [other.pk]})
          for action in ("send_invitation", "disable", "enable", "remove_protection")),
    ]  # fmt: skip
    for address, typed in posts:
        assert says(thief.post(address, typed), ASKED), address
    assert not User.objects.filter(email__startswith="voleur").exists()
    other.refresh_from_db()
    assert other.is_active and second_factor.phone(other) and not mail.outbox


def test_the_list_and_the_sheets_of_accounts_are_read_without_asking(thief, president):
    assert not any(says(thief.get(address), ASKED) for address in (LIST, ADD, page_of(president)))


def test_what_was_typed_goes_on_by_itself_once_the_password_is_right(thief):
    role = make_role("plume", "view_user")
    page = thief.post(ADD, {"email": "lea@conseil.example", "first_name": "Léa <b>", "role": role.pk})
    kept = dict(page.context["typed"])
    assert kept == {"email": "lea@conseil.example", "first_name": "Léa <b>", "role": str(role.pk)}
    assert says(page, 'name="first_name" value="Léa &lt;b&gt;"')
    wrong = thief.post(ADD, kept | as_typed(**{"identity-password": "faux"}))
    assert dict(wrong.context["typed"]) == kept and not User.objects.filter(email="lea@conseil.example").exists()
    assert thief.post(ADD, kept | as_typed()).status_code == 302
    assert User.objects.get(email="lea@conseil.example").first_name == "Léa <b>"


def test_the_page_that_was_wanted_opens_once_the_password_is_right(thief):
    address = reverse("admin:password_change") + "?a=1"
    assert thief.post(address, {"identity-password": PASSWORD})["Location"] == address
    assert not says(thief.get(address), ASKED)


def test_the_answer_lasts_ten_minutes_whatever_the_clock_does(thief):
    address = reverse("admin:password_change")
    thief.post(address, {"identity-password": PASSWORD})
    now = time.time()
    for seconds, is_asked in [(590, False), (610, True), (-3600, True)]:
        with time_machine.travel(now + seconds):
            assert says(thief.get(address), ASKED) == is_asked


def test_the_current_password_is_tried_eight_times_and_nothing_typed_is_lost(thief):
    address = reverse("admin:password_change")
    typed = {"new_password1": NEW, "new_password2": NEW}
    answers = [thief.post(address, typed | as_typed(**{"identity-password": f"faux{n}"})) for n in range(9)]
    assert [answer.status_code for answer in answers] == [200] * 7 + [429] * 2
    assert says(answers[-1], "Attendez 15") and dict(answers[-1].context["typed"]) == typed
    last = thief.post(address, typed | as_typed())
    assert last.status_code == 429 and says(last, ASKED)


def test_the_tries_of_a_thief_elsewhere_do_not_lock_the_owner_out(thief, president):
    sign_in(Client(), president.email)
    for number in range(40):
        thief.post(ADD, as_typed(**{"identity-password": "faux"}), REMOTE_ADDR=f"203.0.{number}.9")
    assert sign_in(Client(), president.email).status_code == 302


def test_the_code_of_the_phone_is_asked_too(thief, president):
    device = protect(president)
    address = reverse("admin:protection_detail")
    assert says(thief.post(address, {"identity-password": PASSWORD}), "code de votre téléphone")
    assert says(thief.post(address, {"identity-password": PASSWORD, "identity-code": "000000"}), ASKED)
    good = {"identity-password": PASSWORD, "identity-code": code_of(device)}
    assert thief.post(address, good)["Location"] == address


def test_a_wrong_entrance_in_a_stolen_session_confirms_nothing(thief, president):
    before = thief.session.get("entered_at")
    assert sign_in(thief, president.email, "faux").status_code == 200
    assert thief.session.get("entered_at") == before
    assert says(thief.get(reverse("admin:password_change")), ASKED)


def test_who_has_just_entered_is_not_asked_again(client, president):
    sign_in(client, president.email)
    assert not says(client.get(reverse("admin:password_change")), ASKED)


def test_no_password_is_kept_in_the_journal_of_failures(thief):
    from axes.models import AccessAttempt

    address = reverse("admin:password_change")
    thief.post(address, as_typed(**{"identity-password": "secret-un", "new_password1": "secret-deux"}))
    [attempt] = AccessAttempt.objects.all()
    assert "secret" not in attempt.post_data + attempt.get_data


def test_who_lost_the_phone_enters_with_a_recovery_code_and_removes_the_protection(client, president):
    protect(president)
    codes = second_factor.new_recovery_codes(president)
    assert sign_in(client, president.email, code=codes[0]).status_code == 302
    with time_machine.travel(time.time() + 3600):
        address = reverse("admin:protection_remove")
        assert says(client.post(address), ASKED)
        client.post(address, as_typed(**{"identity-code": codes[1]}))
    assert second_factor.phone(president) is None


# --- The owner is told ----------------------------------------------------------------------------------------------


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """What an act writes, to whom."""

    def after(act):
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [(message.to, message.subject) for message in mail.outbox]

    return after


def test_the_old_address_is_told_that_the_address_changed(client, president, told):
    enter(client, president)
    other = make_user(email="lea@conseil.example")
    role = make_role("plume", "view_user")
    other.groups.set([role])
    typed = {"email": "autre@conseil.example", "first_name": "", "last_name": "", "role": role.pk}
    assert told(lambda: client.post(page_of(other), typed)) == [
        (["lea@conseil.example"], "L’adresse e-mail du compte a été changée.")
    ]


def test_the_owner_is_told_of_another_role(client, president, told):
    enter(client, president)
    other = make_user(email="lea@conseil.example")
    role = make_role("plume", "view_user")
    typed = {"email": "lea@conseil.example", "first_name": "", "last_name": "", "role": role.pk}
    assert told(lambda: client.post(page_of(other), typed)) == [
        (["lea@conseil.example"], "Le rôle du compte a été changé.")
    ]
    assert told(lambda: client.post(page_of(other), typed))[1:] == []


@pytest.mark.parametrize(
    ("name", "typed", "subject"),
    [
        ("password_change", {"new_password1": NEW, "new_password2": NEW}, "Le mot de passe a été changé."),
        ("protection_remove", {}, "La protection par téléphone a été retirée."),
        ("protection_codes", {}, "De nouveaux codes de secours ont été donnés."),
    ],
)
def test_the_owner_is_told_of_what_changes_the_way_in(client, president, told, name, typed, subject):
    protect(president)
    enter(client, president)
    assert told(lambda: client.post(reverse(f"admin:{name}"), typed)) == [([president.email], subject)]
    assert "Ce n’est pas vous" in mail.outbox[0].body


def test_the_owner_is_told_of_a_new_phone(client, president, told):
    enter(client, president)
    client.post(reverse("admin:protection_start"))
    code = code_of(second_factor.phone_to_confirm(president))
    [(to, subject)] = told(lambda: client.post(reverse("admin:protection_confirm"), {"code": code}))
    assert to == [president.email] and "protégé par un téléphone" in subject


def test_a_letter_that_could_not_leave_leaves_at_night(president, told, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    told(lambda: letters.tell(president, "Le mot de passe a été changé."))
    assert Letter.objects.count() == 1 and not mail.outbox
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("mail_messages", verbosity=0)
    assert [message.to for message in mail.outbox] == [[president.email]] and not Letter.objects.exists()


def test_a_letter_that_never_leaves_is_forgotten(president):
    for days, has_link in [(0, True), (2, True), (2, False), (31, False)]:
        day = timezone.now() - datetime.timedelta(days=days)
        Letter.objects.create(user=president, address="a@b.example", subject="x", has_link=has_link, created_at=day)
    retention.erase_expired(timezone.localdate())
    assert sorted(Letter.objects.values_list("has_link", flat=True)) == [False, True]


# --- The forgotten password -----------------------------------------------------------------------------------------


def ask_for_link(client, email, **extra):
    return client.post(reverse("admin:password_forget"), {"email": email}, **extra)


def test_the_page_has_answered_before_anything_is_looked_up(client, rf, django_assert_num_queries, settings):
    """A mail server that is slow or down says nothing of who has an account."""
    from accounts.sign_in.views import password_forget

    settings.EMAIL_BACKEND = "no.such.Backend"
    make_user(email="lea@conseil.example")
    for email in ("lea@conseil.example", "nul@conseil.example"):
        with django_assert_num_queries(0):
            response = password_forget(rf.post("/", {"email": email}))
        assert response.status_code == 302 and not Letter.objects.exists()
    ask_for_link(client, "LEA@conseil.example", REMOTE_ADDR="203.0.113.1")
    assert not Letter.objects.exists(), "asked twice in five minutes, whatever the capitals"


def test_a_link_that_could_not_leave_is_not_lost(client, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    make_user(email="lea@conseil.example")
    assert ask_for_link(client, "lea@conseil.example").status_code == 302
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("mail_messages", verbosity=0)
    [message] = mail.outbox
    assert "/admin/mot-de-passe/" in message.body
    assert not any("mot-de-passe/" in str(vars(letter)) for letter in Letter.objects.all())


def test_links_are_asked_from_one_place_at_a_calm_pace(client):
    for number in range(attempts.FORGOTTEN.most):
        assert ask_for_link(client, f"m{number}@conseil.example").status_code == 302
    page = ask_for_link(client, "m@conseil.example")
    assert page.status_code == 429 and says(page, "m@conseil.example") and says(page, "Attendez 15")


def test_a_clock_set_back_does_not_keep_the_link_from_who_asks_for_it(client):
    make_user(email="lea@conseil.example")
    ask_for_link(client, "lea@conseil.example")
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=1)):
        ask_for_link(client, "lea@conseil.example")
    assert len(mail.outbox) == 2
