"""What holds for every form that anybody may send, whatever its room."""

import re
from unittest import mock

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from proposals.models import Idea, Round
from tests.as_read import one_line
from tests.public_forms import FORMS, KEPT_TWICE, names_that_accept_a_post
from tests.surveys.make import fields, ripe_token

pytestmark = pytest.mark.django_db

each_form = pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
each_kept_twice = pytest.mark.parametrize("make", KEPT_TWICE.values(), ids=KEPT_TWICE)
each_named = pytest.mark.parametrize("name", FORMS)
BOTH_CAME = "Un premier texte était déjà arrivé de la même page"


def test_no_public_form_is_missing_here():
    assert names_that_accept_a_post() == set(FORMS)


@each_named
def test_a_sending_that_arrives_empty_is_not_taken_for_a_first_look(client, identity, name):
    sent = FORMS[name]()
    assert client.post(sent.address, {}).status_code in (400, 422)


# --- A corrected resend -----------------------------------------------------------------------------------------------
@each_kept_twice
def test_a_corrected_resend_keeps_both_texts_and_says_so(client, identity, make):
    sent = make()
    assert client.post(sent.address, sent.data).status_code == 302
    thanks = client.post(sent.address, sent.corrected, follow=True)
    assert thanks.status_code == 200 and BOTH_CAME in thanks.text
    last, earlier = sent.stored.objects.get(corrected_by=None), sent.stored.objects.exclude(corrected_by=None).get()
    (name, value), *_ = sent.otherwise.items()
    assert (getattr(last, name), getattr(earlier, name)) == (value, sent.data[name])
    assert earlier.corrected_by == last


@each_kept_twice
def test_two_clicks_on_the_correction_keep_two_texts(client, identity, make):
    sent = make()
    pages = [client.post(sent.address, data) for data in (sent.data, sent.corrected, sent.corrected)]
    assert pages[1].url == pages[2].url and sent.count == 2


@each_kept_twice
def test_the_first_words_sent_again_after_the_correction_come_last(client, identity, make):
    sent = make()
    for data in (sent.data, sent.corrected, sent.data):
        client.post(sent.address, data)
    (name,) = sent.otherwise
    last = sent.stored.objects.get(corrected_by=None)
    assert getattr(last, name) == sent.data[name]
    assert sent.stored.objects.filter(corrected_by=last).count() == 2


@each_kept_twice
def test_the_desk_shows_the_last_text_with_the_earlier_one_folded_below(technician_client, identity, make):
    sent = make()
    for data in (sent.data, sent.corrected):
        technician_client.post(sent.address, data)
    last, earlier = sent.stored.objects.get(corrected_by=None), sent.stored.objects.exclude(corrected_by=None).get()
    desk = f"/admin/{sent.stored._meta.app_label}/{sent.stored._meta.model_name}/"
    assert [row.pk for row in technician_client.get(desk).context["cl"].result_list] == [last.pk]
    page = technician_client.get(f"{desk}{last.pk}/change/").text
    folded = page[page.index("<details>") : page.index("</details>")]
    assert sent.data[next(iter(sent.otherwise))] in folded
    technician_client.post(desk, {"action": "separate_selected", "_selected_action": [last.pk]})
    assert len(technician_client.get(desk).context["cl"].result_list) == 2
    assert not sent.stored.objects.exclude(pk=earlier.pk).get().was_sent_before


@each_kept_twice
def test_a_text_that_somebody_acted_on_is_never_folded(client, identity, make):
    sent = make()
    client.post(sent.address, sent.data)
    touched = {"status": "contacted", "state": "studied", "moderation": "montre", "answered_on": "2026-11-26"}
    (name,) = sent.stored.unread
    sent.stored.objects.update(**{name: touched[name]})
    client.post(sent.address, sent.corrected)
    assert sent.stored.objects.last_sent().count() == sent.count == 2


@each_kept_twice
def test_what_waits_is_counted_once(client, identity, make):
    sent = make()
    for data in (sent.data, sent.corrected):
        client.post(sent.address, data)
    assert sent.stored.objects.waiting().count() == 1


@each_kept_twice
def test_erasing_the_last_text_erases_the_earlier_one(client, identity, make):
    sent = make()
    for data in (sent.data, sent.corrected):
        client.post(sent.address, data)
    sent.stored.objects.get(corrected_by=None).delete()
    assert not sent.stored.objects.exists()


def test_the_number_of_the_first_idea_leads_to_the_answer_given_to_the_last(client, identity):
    sent = FORMS["proposals:idea_create"]()
    for data in (sent.data, sent.corrected):
        client.post(sent.address, data)
    Idea.objects.get(corrected_by=None).reply("Oui, car il fait chaud.", "2026-11-26")
    first = Idea.objects.exclude(corrected_by=None).get()
    page = client.get("/propositions/idees/suivre/", {"numero": first.number}).text
    assert "Un banc au soleil." in page and "Deux bancs" not in page and "Oui, car il fait chaud." in page


@pytest.mark.parametrize("name", sorted(set(FORMS) - set(KEPT_TWICE)))
def test_an_answer_and_a_ballot_count_once_and_the_page_says_which_is_kept(client, name):
    sent = FORMS[name]()
    client.post(sent.address, sent.data)
    page = client.post(sent.address, sent.corrected, follow=True).text
    assert sent.count == 1
    assert "Nous gardons votre première réponse" in page or "il ne se change plus" in page


# --- No cookie, no form of another site -------------------------------------------------------------------------------
ELSEWHERE = [
    {"HTTP_ORIGIN": "https://autre.example"},
    {"HTTP_ORIGIN": "http://testserver:8080"},
    {"HTTP_ORIGIN": "https://testserver"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "http://autre.testserver"},
    {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://autre.example"},
]
FROM_HERE = [
    {},
    {"HTTP_ORIGIN": "http://testserver"},
    {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"},
    {"HTTP_SEC_FETCH_SITE": "none"},
    {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"},
]


@each_form
def test_the_form_stands_without_any_cookie(client_that_checks_csrf, identity, make):
    sent = make()
    page = client_that_checks_csrf.get(sent.address)
    assert page.status_code == 200 and "csrf" not in page.text
    answer = client_that_checks_csrf.post(sent.address, sent.data)
    assert answer.status_code == 302 and sent.count == 1 and not client_that_checks_csrf.cookies


@each_form
def test_a_post_from_another_site_stores_nothing_and_gives_the_texts_back(client_that_checks_csrf, identity, make):
    sent = make()
    for headers in ELSEWHERE:
        page = client_that_checks_csrf.post(sent.address, sent.data, **headers)
        assert page.status_code == 403 and "Cet envoi vient d’un autre site" in page.text and sent.count == 0, headers
    long = {name: text for name, text in sent.data.items() if name == "message" or name == "text"}
    assert all(text in page.text for text in long.values() if " " in str(text))
    assert str(sent.data.get("token", "no token")) not in page.text


def test_a_single_word_is_given_back_too(client, identity):
    sent = FORMS["council:contact_create"]()
    page = client.post(sent.address, sent.data | {"name": "Ada"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert "Ada" in page.context["texts"][-1]


def test_a_page_that_takes_no_form_says_so_without_speaking_of_cookies(client_that_checks_csrf):
    assert client_that_checks_csrf.post("/glossaire/", {"a": "b"}).status_code == 405


@pytest.mark.parametrize("headers", FROM_HERE, ids=str)
def test_a_post_of_this_site_or_of_a_silent_browser_passes(client_that_checks_csrf, identity, headers):
    sent = FORMS["council:contact_create"]()
    assert client_that_checks_csrf.post(sent.address, sent.data, **headers).status_code == 302


@each_kept_twice
def test_an_old_tab_gives_the_text_back_and_sends_it_at_the_second_try(client, identity, make):
    sent = make()
    old = ripe_token(minutes=2 * 24 * 60)
    page = client.post(sent.address, sent.data | {"token": old})
    written = [text for name, text in sent.data.items() if name in ("message", "text", "motivation")]
    assert page.status_code == 422 and "ouverte depuis longtemps" in page.text
    assert written and all(text in page.text for text in written)


REASONS = {
    "no cookie at all": ({}, {}, "n’a pas envoyé le cookie"),
    "a second login": ({"csrftoken": "a" * 32}, {"csrfmiddlewaretoken": "b" * 32}, "dans un autre onglet"),
    "another site": ({"csrftoken": "a" * 32}, {"HTTP_ORIGIN": "https://autre.example"}, "d’un autre site"),
}


@pytest.mark.parametrize(("cookies", "sent", "reason"), REASONS.values(), ids=REASONS)
def test_the_back_office_keeps_its_cookie_says_the_true_reason_and_gives_the_text_back(
    client_that_checks_csrf, cookies, sent, reason
):
    client_that_checks_csrf.cookies.load(cookies)
    headers = {name: text for name, text in sent.items() if name.startswith("HTTP")}
    data = {"note": "Mes longues notes.", "password": "un secret bien gardé"} | sent
    page = client_that_checks_csrf.post("/admin/login/", data, **headers)
    assert page.status_code == 403 and reason in page.text
    assert "Mes longues notes." in page.text and "un secret" not in page.text


# --- The answer of the database is lost -------------------------------------------------------------------------------
LOST = OperationalError("server closed the connection unexpectedly")
MAYBE = re.compile("peut-être pas enregistrée?[ .<]")


@each_form
def test_when_the_answer_of_the_database_is_lost_sending_again_counts_once(client, identity, make):
    """Stored, then the connection broke before anybody could say so."""
    sent = make()
    client.raise_request_exception = False
    with mock.patch("django.shortcuts.HttpResponseRedirect", side_effect=LOST):
        page = client.post(sent.address, sent.data)
    assert page.status_code == 500 and page.headers["Retry-After"] == "60" and MAYBE.search(page.text)
    assert "il ne comptera qu’une fois" in page.text and page.headers["Cache-Control"] == "no-store"
    again = client.post(sent.address, fields(page))
    assert (again.status_code == 302 or "Votre vote est enregistré" in again.text) and sent.count == 1


@each_form
def test_what_could_not_be_stored_is_given_back_whole(client, identity, make):
    sent = make()
    client.raise_request_exception = False
    with mock.patch.object(QuerySet, "create", side_effect=LOST), mock.patch.object(Round, "vote", side_effect=LOST):
        page = client.post(sent.address, sent.data)
    assert page.status_code in (500, 503) and page.headers["Retry-After"] and MAYBE.search(one_line(page.text))
    assert client.post(sent.address, fields(page)).status_code == 302 and sent.count == 1


def test_the_page_of_a_problem_says_it_in_the_language_of_the_address(client, identity):
    sent = FORMS["members:candidacy_create"]()
    client.raise_request_exception = False
    with mock.patch.object(QuerySet, "create", side_effect=LOST):
        pages = {code: client.post(f"/{code}{sent.address}", sent.data).text for code in ("en", "pt", "tr", "ar")}
    assert all(f'lang="{code}"' in page and "peut-être" not in page for code, page in pages.items())


def test_the_back_office_gives_its_texts_back_and_asks_to_look_first(technician_client):
    technician_client.raise_request_exception = False
    with (
        mock.patch("django.contrib.auth.admin.UserAdmin.change_view", side_effect=LOST),
        mock.patch("publishing.desk.admin.RoomAdmin.changeform_view", side_effect=LOST),
    ):
        page = technician_client.post(
            "/admin/council/page/add/", {"title": "Un titre assez long", "password": "un secret là"}
        )
    assert page.status_code == 500 and "Un titre assez long" in page.text and "un secret" not in page.text
    assert "regardez s’il y est" in page.text and "Envoyer de nouveau" not in page.text
