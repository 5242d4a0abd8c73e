"""What holds for every form that anybody may send, whatever its room."""

import pytest

from proposals.models import Idea
from tests.public_forms import FORMS, KEPT_TWICE, names_that_accept_a_post

pytestmark = pytest.mark.django_db

each_form = pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
each_kept_twice = pytest.mark.parametrize("make", KEPT_TWICE.values(), ids=KEPT_TWICE)
BOTH_CAME = "Un premier texte était déjà arrivé de la même page"


def test_no_public_form_is_missing_here():
    assert names_that_accept_a_post() == set(FORMS)


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
