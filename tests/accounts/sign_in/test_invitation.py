"""The president opens and closes accounts, and never sees a password."""

import datetime

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests.accounts.make import enter, is_inside, link_in_mail, make_president, make_role, make_user, path_of, sign_in

pytestmark = pytest.mark.django_db
LIST, ADD = "admin:accounts_user_changelist", "admin:accounts_user_add"
NEW = {"new_password1": "autre-phrase-bien-longue", "new_password2": "autre-phrase-bien-longue"}


@pytest.fixture
def president_client(client):
    return enter(client, make_president(email="tete@conseil.example", first_name="Ali"))


def invite(client, email="lea@conseil.example", **fields):
    role = make_role(f"plume {email}", "view_user")
    return client.post(reverse(ADD), {"email": email, "first_name": "Léa", "last_name": "", "role": role.pk} | fields)


def act(client, action, *users):
    return client.post(reverse(LIST), {"action": action, "_selected_action": [user.pk for user in users]}, follow=True)


def choose_password(client, link):
    page = client.get(path_of(link), follow=True)
    return client.post(page.request["PATH_INFO"], NEW)


def test_the_invited_person_chooses_a_password_and_enters(client, president_client):
    assert invite(president_client).status_code == 302
    assert User.objects.get(email="lea@conseil.example").is_invited
    visitor = type(client)()
    assert choose_password(visitor, link_in_mail()).status_code == 302
    assert sign_in(visitor, "lea@conseil.example", NEW["new_password1"]).status_code == 302
    assert is_inside(visitor)


def test_the_link_serves_once(client, president_client):
    invite(president_client)
    choose_password(client, link_in_mail())
    assert "Ce lien ne sert plus" in client.get(path_of(link_in_mail()), follow=True).content.decode()


def test_the_link_expires(client, president_client, settings):
    invite(president_client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Ce lien ne sert plus" in client.get(path_of(link_in_mail()), follow=True).content.decode()


def test_the_link_names_the_address_of_the_settings_never_the_host_of_the_request(president_client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://clos.example", ["*"]
    president_client.post(
        reverse(ADD), {"email": "lea@conseil.example", "role": make_role("r").pk}, headers={"host": "evil.example"}
    )
    assert link_in_mail().startswith("https://clos.example/admin/mot-de-passe/")
    assert "evil" not in mail.outbox[-1].body


@pytest.mark.parametrize("backend", ["django.core.mail.backends.console.EmailBackend", "no.such.Backend"])
def test_the_link_is_shown_once_when_no_message_leaves(president_client, settings, backend):
    settings.EMAIL_BACKEND = backend
    page = invite(president_client)
    assert f"{django_settings.SITE_URL}/admin/mot-de-passe/" in page.content.decode()
    assert "/mot-de-passe/" not in president_client.get(reverse(LIST)).content.decode()


def test_a_disabled_person_is_out_at_the_next_page_and_comes_back_when_enabled(client, president_client):
    person = make_user()
    visitor = enter(type(client)(), person)
    assert is_inside(visitor)
    act(president_client, "disable", person)
    assert visitor.get(reverse("admin:index"))["Location"].startswith(reverse("admin:login"))
    assert sign_in(visitor, person.email).status_code == 200
    act(president_client, "enable", person)
    assert sign_in(visitor, person.email).status_code == 302


def test_a_disabled_person_gets_no_use_of_a_link(client, president_client):
    invite(president_client)
    User.objects.filter(email="lea@conseil.example").update(is_active=False)
    assert "Ce lien ne sert plus" in client.get(path_of(link_in_mail()), follow=True).content.decode()


def test_nobody_disables_himself(president_client):
    president = User.objects.get(email="tete@conseil.example")
    page = act(president_client, "disable", president)
    president.refresh_from_db()
    assert president.is_active
    assert "propre compte" in page.content.decode()


def test_nobody_changes_his_own_role(president_client):
    president = User.objects.get(email="tete@conseil.example")
    page = reverse("admin:accounts_user_change", args=[president.pk])
    president_client.post(page, {"email": president.email, "first_name": "Ali", "role": make_role("autre").pk})
    assert [role.name for role in president.groups.all()] == ["tête"]


def test_the_president_does_not_see_the_technician_of_the_site(president_client, technician):
    assert technician.email not in president_client.get(reverse(LIST)).content.decode()
    assert president_client.get(reverse("admin:accounts_user_change", args=[technician.pk])).status_code == 302
    act(president_client, "disable", technician)
    technician.refresh_from_db()
    assert technician.is_active


def test_the_president_gives_no_role_above_his_own(president_client):
    above = make_role("au-dessus", "view_user", "delete_user")
    assert invite(president_client, role=above.pk).status_code == 200
    assert not User.objects.filter(email="lea@conseil.example").exists()


def test_the_president_does_not_touch_somebody_above_him(president_client):
    person = make_user()
    person.groups.set([make_role("au-dessus", "delete_user")])
    act(president_client, "disable", person)
    page = reverse("admin:accounts_user_change", args=[person.pk])
    assert president_client.post(page, {"email": "vole@conseil.example"}).status_code == 403
    person.refresh_from_db()
    assert (person.is_active, person.email) != (False, "vole@conseil.example")
    assert person.is_active


def test_a_crafted_form_makes_nobody_a_superuser(president_client):
    invite(president_client, is_superuser="on", is_staff="", user_permissions=["1"])
    person = User.objects.get(email="lea@conseil.example")
    assert (person.is_superuser, person.is_staff, person.user_permissions.count()) == (False, True, 0)


def test_two_accounts_never_share_an_address_whatever_the_case(president_client):
    make_user(email="lea@conseil.example")
    page = invite(president_client, email="LEA@conseil.example")
    assert "Un compte existe déjà" in page.content.decode()


def test_the_forgotten_password_page_answers_the_same_for_everybody(client):
    make_user(email="lea@conseil.example")
    pages = [
        client.post(reverse("admin:password_forget"), {"email": email}, follow=True).content
        for email in ["lea@conseil.example", "inconnu@conseil.example"]
    ]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["lea@conseil.example"]]


def test_a_forgotten_password_is_replaced_with_the_link(client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://clos.example", ["*"]
    make_user(email="lea@conseil.example")
    client.post(reverse("admin:password_forget"), {"email": "Lea@conseil.example"}, headers={"host": "evil.example"})
    assert link_in_mail().startswith("https://clos.example/")
    choose_password(client, link_in_mail())
    assert sign_in(client, "lea@conseil.example", NEW["new_password1"]).status_code == 302


def test_nobody_floods_a_person_with_links(client):
    make_user(email="lea@conseil.example")
    for _ in range(3):
        client.post(reverse("admin:password_forget"), {"email": "lea@conseil.example"})
    assert len(mail.outbox) == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6)):
        client.post(reverse("admin:password_forget"), {"email": "lea@conseil.example"})
    assert len(mail.outbox) == 2


def test_the_forgotten_password_page_answers_when_the_mail_server_is_down(client, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    make_user(email="lea@conseil.example")
    assert client.post(reverse("admin:password_forget"), {"email": "lea@conseil.example"}).status_code == 302


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_of_accounts_costs_the_same_whatever_the_number(
    technician_client, django_assert_max_num_queries, count
):
    role = make_role("plume")
    for _ in range(count):
        make_user().groups.set([role])
    with django_assert_max_num_queries(12):
        technician_client.get(reverse(LIST))
