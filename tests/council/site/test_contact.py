"""A message is stored before it is acknowledged, once, whatever happens to the mail."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError

from council.models import ContactMessage
from tests.as_read import tight
from tests.council.make import contact_post, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient_visitor(monkeypatch):
    """Tests type faster than people."""
    monkeypatch.setattr("publishing.forms.form_token.FASTEST_PERSON", datetime.timedelta(0))


@pytest.fixture
def broken_mail(monkeypatch):
    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("silence")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


def send(client, **fields):
    return client.post("/contact/", contact_post(**fields))


def test_a_message_is_stored_and_mailed_to_the_council(client, identity):
    response = send(client, message="Le banc est cassé.")
    assert response.status_code == 302
    assert response.url == "/contact/merci/"
    assert ContactMessage.objects.get().mailed_at is not None
    assert mail.outbox[0].to == [identity.email]
    assert "Le banc est cassé." in mail.outbox[0].body


def test_the_answer_goes_to_the_person(client, identity):
    send(client)
    assert mail.outbox[0].reply_to == ["ada@exemple.fr"]


def test_a_second_click_stores_and_mails_nothing_more(client, identity):
    fields = contact_post()
    pages = [client.post("/contact/", fields) for _ in range(3)]
    assert [page.status_code for page in pages] == [302, 302, 302]
    assert ContactMessage.objects.count() == len(mail.outbox) == 1


def test_the_same_words_from_a_fresh_page_are_stored_and_mailed_once(client, identity):
    for _ in range(2):
        send(client)
    assert ContactMessage.objects.count() == len(mail.outbox) == 1


def test_the_database_itself_refuses_a_token_twice():
    message = make_message()
    with pytest.raises(IntegrityError):
        make_message(token=message.token)


def test_a_silent_mail_server_loses_nothing(client, identity, broken_mail):
    response = send(client)
    message = ContactMessage.objects.get()
    assert response.url == "/contact/merci/"
    assert message.mailed_at is None
    assert "SMTPServerDisconnected" in message.mail_error


def test_a_message_arrives_even_without_an_address_of_the_council(client):
    send(client)
    assert "adresse e-mail" in ContactMessage.objects.get().mail_error


def test_what_was_not_mailed_is_mailed_later_once(identity):
    make_message(mail_error="L’e-mail n’est pas parti.")
    call_command("mail_messages", verbosity=0)
    call_command("mail_messages", verbosity=0)
    assert len(mail.outbox) == 1
    assert ContactMessage.objects.get().mail_error == ""


def test_a_second_try_has_the_same_message_id(identity):
    message = make_message()
    call_command("mail_messages", verbosity=0)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{message.pk}@")


@pytest.mark.parametrize("field", ["name", "email", "phone", "subject"])
def test_a_header_cannot_be_injected(client, identity, field):
    send(client, **{field: "x@exemple.fr\r\nBcc: victime@exemple.fr"})
    for message in mail.outbox:
        head = message.message().as_string().partition("\n\n")[0]
        assert "victime" not in head
        assert message.recipients() == [identity.email]


def test_an_error_keeps_what_was_typed(client, identity):
    response = send(client, email="pas une adresse", message="Mon long message")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Mon long message" in html
    assert "Elle s’écrit comme nom@exemple.fr" in html
    assert "il nous faut" not in html
    assert not ContactMessage.objects.exists()


def test_an_answer_must_be_possible(client, identity):
    html = tight(send(client, email="", phone="", message="").content.decode())
    assert '<a href="#id_email">Votre adresse e-mail&nbsp;: Pour vous répondre, il nous faut' in html
    assert not ContactMessage.objects.exists()


def test_the_database_also_wants_a_way_to_answer():
    with pytest.raises(IntegrityError):
        make_message(email="", phone="")


def test_a_telephone_is_enough(client, identity):
    send(client, email="", phone="02 37 00 00 00")
    assert ContactMessage.objects.get().phone == "02 37 00 00 00"


def test_a_robot_that_fills_the_hidden_field_stores_nothing(client, identity):
    response = send(client, website="https://spam.exemple")
    assert response.status_code == 422
    assert not ContactMessage.objects.exists()
    assert "https://spam.exemple" not in response.content.decode()


def test_a_message_sent_too_fast_can_be_sent_again(client, identity, monkeypatch):
    monkeypatch.setattr("publishing.forms.form_token.FASTEST_PERSON", datetime.timedelta(seconds=2))
    fields = contact_post()
    response = client.post("/contact/", fields)
    assert response.status_code == 422
    assert f'value="{fields["token"]}"' in response.content.decode()


@pytest.mark.parametrize("token", ["", "abc", "0123456789abcdef0123456789abcdef:1:faux"])
def test_a_forged_token_is_replaced_and_the_text_is_kept(client, identity, token):
    response = send(client, token=token, message="Gardez-moi")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Gardez-moi" in html
    assert "Cette page était ouverte depuis longtemps" in html
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("message", ["x" * 5001, "a\0b", "   "])
def test_hostile_messages_are_refused_politely(client, identity, message):
    assert send(client, message=message).status_code == 422
    assert not ContactMessage.objects.exists()


def test_the_subject_can_be_chosen_by_the_link_that_leads_here(client, identity):
    html = client.get("/contact/?sujet=accessibilite").content.decode()
    assert '<option value="accessibilite" selected' in html


def test_the_day_is_kept_and_no_address_of_a_device(client, identity):
    send(client)
    names = {field.name for field in ContactMessage._meta.get_fields()}
    assert not names & {"ip", "ip_address", "user_agent", "created_at", "sent_at"}
