"""A document whose letters our fonts lack says so before it is printed, and prints all the same for who goes on."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from surveys.models import Hall
from tests.meetings.make import make_meeting
from tests.publishing.files.test_full_disk import as_typed
from tests.surveys.site.test_result_pages import make_published_survey

pytestmark = pytest.mark.django_db
TITLE = "Rencontre Кафе 中文 😀"


def text_of(response):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def poster(meeting, size="a4"):
    return f"/agenda/{meeting.reference}/affiche-{size}.pdf"


def test_the_letters_are_named_before_printing_and_one_may_go_on(client, identity):
    address = poster(make_meeting(title=TITLE))
    page = client.get(address)
    assert page["Content-Type"].startswith("text/html") and "Avant d’imprimer" in page.text
    assert all(f">{letter}</span>" in page.text for letter in "中文😀")
    assert "К" not in page.text.partition("<main")[2].partition("</main")[0]
    assert f'href="{address}?imprimer=1"' in page.text
    printed = client.get(f"{address}?imprimer=1")
    assert printed["Content-Type"] == "application/pdf" and "Rencontre Кафе ??" in text_of(printed)


def test_what_our_fonts_draw_is_printed_at_once(client, identity):
    assert client.get(poster(make_meeting(title="Кафе, İstanbul")))["Content-Type"] == "application/pdf"


def test_what_was_asked_is_kept_when_one_goes_on(client, identity):
    page = client.get(poster(make_meeting(title=TITLE)) + "?a=1%26b")
    assert "?a=1%26b&amp;imprimer=1" in page.text


def test_who_writes_such_letters_is_told_when_saving(technician_client):
    meeting = make_meeting()
    address = f"/admin/meetings/meeting/{meeting.pk}/change/"
    as_typed(technician_client, address, title=TITLE)
    assert "Nos polices ne savent pas dessiner\u00a0: 中\u00a0文\u00a0😀." in technician_client.get(address).text
    as_typed(technician_client, address, title="Rencontre au café")
    assert "Nos polices" not in technician_client.get(address).text


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_cancelled_meeting_shouts_it_on_one_page(client, identity, size):
    meeting = make_meeting(title="Plénière", state="cancelled", cancellation_reason="La salle n’est pas libre.")
    response = client.get(poster(meeting, size))
    assert len(PdfReader(io.BytesIO(response.content)).pages) == 1
    words = text_of(response)
    assert "ANNULÉE" in words and "La salle n’est pas libre." in words
    largest = largest_words(response)
    assert largest == "ANNULÉE"


def largest_words(response):
    found = []
    visit = lambda text, _, matrix, __, size: found.append((abs(size * matrix[0]), text.strip()))  # noqa: E731
    PdfReader(io.BytesIO(response.content)).pages[0].extract_text(visitor_text=visit)
    return max(pair for pair in found if pair[1])[1]


def test_a_tour_without_any_hall_says_what_to_do(technician_client):
    survey = make_published_survey()
    Hall.objects.all().delete()
    response = technician_client.get(reverse("admin:surveys_survey_halls_paper", args=[survey.pk]))
    assert "Aucun hall n’est encore noté." in text_of(response) and "Ajouter ce hall" in text_of(response)
