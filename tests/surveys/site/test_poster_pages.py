"""The posters as pages and files, the words of the president, and the register of the halls."""

import datetime
import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from clos_portal.site.poster_invitation import next_meeting
from meetings.models import Meeting
from surveys.models import Hall, PosterNote, Posting
from surveys.paper.poster_pdf import poster_pdf, sheets_of
from surveys.questions.questionnaire import Kind
from tests.admin.page_form import page_fields
from tests.meetings.make import make_meeting
from tests.surveys.make import TODAY, make_question, make_response, make_section, make_small_survey, questions, ticks

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    survey = make_small_survey(is_example=True)
    long = make_question(
        make_section(survey, "Encore"),
        "Une question assez longue, comme le Conseil aime les écrire ? " * 2,
        [f"Une réponse qui dit beaucoup de choses à la fois, numéro {rank}" for rank in range(6)],
        kind=Kind.SCALE,
    )
    survey.open(TODAY)
    for rank in range(24):
        first, *_ = questions(survey)
        label = "Oui" if rank < 18 else "Non"
        make_response(survey, *ticks(first, label), *ticks(long, long.choices.all()[rank % 2].label))
    survey.close(TODAY)
    survey.publish_results(TODAY)
    return survey


def list_url(survey):
    return reverse("posters:poster_list", args=[survey.reference])


def urls(survey):
    one = [survey.reference, 1]
    yield list_url(survey)
    yield reverse("posters:poster_detail", args=one)
    yield reverse("posters:poster_file", args=[*one, "a4"])
    yield reverse("posters:poster_set", args=[survey.reference, "a3"])
    yield reverse("posters:poster_short", args=[survey.pk, 1])


def pages_of(content):
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a3", 842)])
def test_each_poster_is_one_tagged_page(survey, size, width):
    PosterNote.objects.create(survey=survey, number=6, follow_up="Nous en parlons à la Ville. " * 8)
    sheets = sheets_of(survey)
    content = poster_pdf(survey, sheets, size=size, invitation="jeudi 20 septembre 2018 à 19 h, MPT des Petits Clos")
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == len(sheets) == 2
    assert round(reader.pages[0].mediabox.width) == width
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_poster_says_the_finding_the_base_the_follow_up_and_the_meeting(survey, client):
    PosterNote.objects.create(survey=survey, number=1, follow_up="Nous préparons un accueil.")
    (said,) = pages_of(poster_pdf(survey, sheets_of(survey, 1), size="a4", invitation="jeudi 20 septembre"))
    for words in ["3 sur 4", "24 réponses", "Nous préparons un accueil", "jeudi 20 septembre", "chiffres inventés"]:
        assert words in said
    html = client.get(reverse("posters:poster_detail", args=[survey.reference, 1])).content.decode()
    assert "Nous préparons un accueil" in html
    assert "3 sur 4" in html


def test_the_short_address_opens_the_result(survey, client):
    sheet = sheets_of(survey, 1)[0]
    assert client.get(sheet.path, follow=True).status_code == 200
    assert sheet.address.endswith(f"/a/{survey.pk}/1")


def test_what_is_not_published_has_no_poster(survey, client):
    assert all(client.get(url).status_code in (200, 302) for url in urls(survey))
    survey.withdraw_results(TODAY)
    assert [client.get(url).status_code for url in urls(survey)] == [404] * 5


def test_posters_read_the_frozen_results_only(survey):
    before = sheets_of(survey)
    survey.responses.all().delete()
    assert sheets_of(survey) == before


@pytest.mark.parametrize(
    "address", ["affichettes-a9.pdf", "affichettes/99/", "affichettes/99-a4.pdf", "affichettes/2/"]
)
def test_an_unknown_poster_is_not_found(survey, client, address):
    assert client.get(f"/resultats/{survey.reference}/{address}").status_code == 404


def test_the_list_costs_the_same_whatever_the_number(survey, client, django_assert_max_num_queries):
    client.get(list_url(survey))
    with django_assert_max_num_queries(4):
        client.get(list_url(survey))


def test_the_president_writes_all_the_words_on_one_page(survey, technician_client):
    url = reverse("admin:surveys_survey_posters", args=[survey.pk])
    data = {
        "n1-short_text": "Habitez-vous ici ?",
        "n1-follow_up": "Nous en parlons.",
        "n6-short_text": "",
        "n6-follow_up": "",
    }
    assert "Toutes les affichettes" in technician_client.get(url).content.decode()
    technician_client.post(url, data)
    note = PosterNote.objects.get()
    assert (note.number, note.follow_up) == (1, "Nous en parlons.")
    html = technician_client.post(url, data | {"n1-follow_up": "a" * 241}).content.decode()
    assert "240" in html
    assert PosterNote.objects.get().follow_up == "Nous en parlons."


def test_two_people_who_write_posters_see_each_other(technician_client, survey):
    url = reverse("admin:surveys_survey_posters", args=[survey.pk])
    first, second = technician_client.get(url), technician_client.get(url)
    technician_client.post(url, page_fields(first, n1__follow_up="Un marché de nuit."))
    both = technician_client.post(url, page_fields(second, n1__follow_up="Un marché de jour."))
    assert both.status_code == 409 and "Un marché de nuit." in both.content.decode()
    assert technician_client.post(url, page_fields(both)).status_code == 302
    assert survey.poster_notes.get(number=1).follow_up == "Un marché de nuit.\n\nUn marché de jour."


def test_the_register_knows_what_hangs_where(survey, technician_client):
    hall = Hall.objects.create(name="Hall du 3")
    add = reverse("admin:surveys_posting_add")
    technician_client.post(add, {"survey": survey.pk, "hall": hall.pk, "put_up_on": "20/09/2018"})
    posting = Posting.objects.get()
    assert (posting.put_up_on, posting.taken_down_on) == (TODAY, None)
    again = technician_client.post(add, {"survey": survey.pk, "hall": hall.pk, "put_up_on": "21/09/2018"})
    assert "déjà dans ce hall" in again.content.decode()


def test_a_set_hangs_once_in_a_hall_until_it_is_taken_down(survey):
    hall = Hall.objects.create(name="Hall du 3")
    first = Posting.objects.create(survey=survey, hall=hall, put_up_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(survey=survey, hall=hall, put_up_on=TODAY)
    first.taken_down_on = TODAY
    first.save()
    assert Posting.objects.create(survey=survey, hall=hall, put_up_on=TODAY)


def test_a_poster_is_taken_down_after_it_was_put_up(survey):
    hall = Hall.objects.create(name="Hall du 3")
    early = Posting(survey=survey, hall=hall, put_up_on=TODAY, taken_down_on=TODAY - datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="après avoir été affichée"):
        early.full_clean()


def round_of(client, survey, **said):
    return client.post(reverse("admin:surveys_survey_halls", args=[survey.pk]), said, follow=True).content.decode()


def test_going_round_the_halls_takes_one_button(survey, technician_client):
    halls = [Hall.objects.create(name=f"Hall du {number}").pk for number in (3, 5)]
    gone = {"halls": halls, "day": "20/09/2018"}
    assert "2 halls" in round_of(technician_client, survey, act="put_up", **gone)
    assert "0 hall" in round_of(technician_client, survey, act="put_up", **gone)
    assert "un jour après" in round_of(technician_client, survey, act="take_down", halls=halls, day="19/09/2018")
    assert Posting.objects.hanging().count() == 2
    assert "1 hall" in round_of(technician_client, survey, act="take_down", halls=halls[:1], day="01/10/2018")
    assert [p.taken_down_on for p in Posting.objects.order_by("hall__name")] == [datetime.date(2018, 10, 1), None]


def test_the_round_of_the_halls_says_what_is_missing(survey, technician_client):
    empty = round_of(technician_client, survey, act="add", name="")
    assert "Aucun hall n’est encore noté" in empty and "Écrivez l’adresse" in empty
    assert "hall ajouté" in round_of(technician_client, survey, act="add", name="Hall du 3")
    assert "déjà noté" in round_of(technician_client, survey, act="add", name="hall du 3")
    assert "Cochez au moins un hall" in round_of(technician_client, survey, act="put_up", day="20/09/2018")
    hall = Hall.objects.get().pk
    assert "comme 20/09/2018" in round_of(technician_client, survey, act="put_up", halls=[hall], day="hier")
    assert not Posting.objects.exists()


def test_the_list_of_the_halls_is_printed_to_be_taken_along(survey, technician_client):
    Posting.objects.create(survey=survey, hall=Hall.objects.create(name="Hall du 3"), put_up_on=TODAY)
    file = technician_client.get(reverse("admin:surveys_survey_halls_paper", args=[survey.pk]))
    assert "Hall du 3 En place : toutes, le 20 septembre 2018" in pages_of(file.content)[0]
    register = technician_client.get(reverse("admin:surveys_posting_changelist")).content.decode()
    assert 'aria-label="Retirée le"' in register


def test_only_a_poster_of_invented_figures_invites_to_an_invented_meeting():
    make_meeting(title="Vraie", starts_on=TODAY + datetime.timedelta(days=9))
    make_meeting(title="Fausse", starts_on=TODAY, is_example=True)
    make_meeting(title="Fermée", starts_on=TODAY, audience=Meeting.Audience.MEMBERS)
    assert next_meeting(TODAY, is_example=False).startswith("Vraie, samedi 29 septembre 2018")
    assert next_meeting(TODAY, is_example=True).startswith("Fausse (exemple)")
