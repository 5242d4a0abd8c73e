"""Paper: numbered sheets, batches, double entry, corrections, and the printed questionnaire itself."""

import datetime
import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from surveys.models import PaperBatch, PaperCorrection, PaperSheet, SurveyAnswer, SurveyResponse
from surveys.paper.paper_form import paper_words
from surveys.paper.paper_pdf import questionnaire_pdf
from surveys.questions.questionnaire import Kind
from tests.as_read import tight
from tests.surveys.make import (
    TODAY,
    make_open_survey,
    make_question,
    make_section,
    make_small_survey,
    questions,
)

pytestmark = pytest.mark.django_db


def make_batch(survey=None, label="Lot 1", **fields):
    return PaperBatch.objects.create(survey=survey or make_open_survey(), label=label, **{"check_one_in": 0} | fields)


def enter_url(batch):
    return reverse("admin:surveys_paperbatch_enter", args=[batch.pk])


def enter(client, batch, number, first="1", **data):
    return client.post(enter_url(batch), {"number": number, f"q{questions(batch.survey)[0].pk}": first} | data)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.content.decode()).group(1)


def words(content):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def test_two_batches_never_share_a_number():
    survey = make_open_survey()
    one, other = make_batch(survey), make_batch(survey, "Lot 2")
    one.number_sheets(50)
    other.number_sheets(20)
    assert (one.numbers, other.numbers) == (range(1, 51), range(51, 71))
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBatch.objects.filter(pk=other.pk).update(first_number=1)


def test_sheets_are_numbered_once_and_not_by_the_thousand():
    batch = make_batch()
    with pytest.raises(ValidationError, match="de 1 à 500"):
        batch.number_sheets(501)
    batch.number_sheets(5)
    with pytest.raises(ValidationError, match="déjà leurs numéros"):
        batch.number_sheets(5)


def test_a_sheet_of_another_batch_is_refused(technician_client):
    batch = make_batch()
    batch.number_sheets(5)
    page = enter(technician_client, batch, 6)
    assert "de 1 à 5" in page.content.decode()
    assert not PaperSheet.objects.exists()


def test_a_sheet_is_typed_once_in_a_survey_whatever_the_batch(technician_client):
    survey = make_open_survey()
    numbered, photocopied = make_batch(survey), make_batch(survey, "Photocopies")
    numbered.number_sheets(5)
    assert "du lot «\u00a0Lot 1\u00a0»" in enter(technician_client, photocopied, 5).content.decode()
    enter(technician_client, photocopied, photocopied.next_number)
    again = enter(technician_client, make_batch(survey, "Lot 3"), 6)
    assert "déjà saisie dans le lot «\u00a0Photocopies\u00a0»" in again.content.decode()
    assert SurveyResponse.objects.count() == 1


def test_the_next_sheet_is_one_of_the_pile_and_none_when_all_are_typed(technician_client):
    batch = make_batch()
    batch.number_sheets(2)
    assert batch.next_number == 1
    enter(technician_client, batch, 2)
    assert batch.next_number == 1
    enter(technician_client, batch, 1)
    assert batch.next_number is None


def test_no_more_sheets_come_back_than_were_handed_out():
    with pytest.raises(ValidationError, match="plus de feuilles"):
        PaperBatch(survey=make_open_survey(), label="Lot 3", handed_out=10, returned=11).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_batch(make_small_survey(reference="autre"), handed_out=10, returned=11)


def test_the_page_proposes_the_next_sheet(technician_client):
    batch = make_batch()
    enter(technician_client, batch, 41)
    assert hidden(technician_client.get(enter_url(batch)), "number") == "42"


def test_a_sheet_of_the_sample_is_typed_twice_before_it_is_stored(technician_client):
    batch = make_batch(check_one_in=5)
    page = enter(technician_client, batch, 5)
    assert "Deuxième saisie" in page.content.decode()
    assert not SurveyResponse.objects.exists()


def test_two_entries_that_agree_are_stored_and_counted(technician_client):
    batch = make_batch(check_one_in=5)
    page = enter(technician_client, batch, 5)
    again = technician_client.post(
        enter_url(batch), {"number": 5, first_name(batch): "1", "first": hidden(page, "first")}
    )
    batch.refresh_from_db()
    assert "Feuille 5 enregistrée" in again.content.decode()
    assert (batch.checked_sheets, batch.compared_answers, batch.different_answers) == (1, 5, 0)


def first_name(batch):
    return f"q{questions(batch.survey)[0].pk}"


def test_differences_are_shown_settled_and_counted_on_the_batch(technician_client):
    batch = make_batch(check_one_in=5)
    first = hidden(enter(technician_client, batch, 5), "first")
    data = {"number": 5, first_name(batch): "2", "first": first}
    page = technician_client.post(enter_url(batch), data)
    html = tight(page.content.decode())
    assert "ne disent pas la même chose" in html
    assert "<td>Oui</td><td>Non</td>" in html
    assert f'id="{first_name(batch)}_error">Oui\u00a0/ Non<' in html
    assert not SurveyResponse.objects.exists()
    technician_client.post(enter_url(batch), data | {first_name(batch): "1", "agreed": hidden(page, "agreed")})
    batch.refresh_from_db()
    assert SurveyAnswer.objects.get().choice.label == "Oui"
    assert (batch.checked_sheets, batch.different_answers) == (1, 1)


def test_a_first_entry_of_another_sheet_proves_nothing(technician_client):
    batch = make_batch(check_one_in=5)
    first = hidden(enter(technician_client, batch, 5), "first")
    page = technician_client.post(enter_url(batch), {"number": 10, first_name(batch): "1", "first": first})
    assert "Deuxième saisie" in page.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_wrong_sheet_is_taken_back_and_the_trail_stays_at_the_batch(technician_client):
    batch = make_batch()
    page = enter(technician_client, batch, 3)
    data = {"seal": hidden(page, "seal"), "reason": "Faute de frappe"}
    back = technician_client.post(enter_url(batch), data).content.decode()
    assert (SurveyResponse.objects.count(), PaperSheet.objects.count()) == (0, 0)
    assert 'value="3"' in back
    trail = PaperCorrection.objects.get()
    assert (trail.batch, trail.reason) == (batch, "Faute de frappe")
    assert {field.name for field in PaperCorrection._meta.fields} == {"id", "batch", "made_on", "by", "reason"}
    enter(technician_client, batch, 3, first="2")
    assert SurveyAnswer.objects.get().choice.label == "Non"


def test_a_sheet_mixed_with_the_others_is_not_taken_back(technician_client):
    batch = make_batch()
    seal = hidden(enter(technician_client, batch, 3), "seal")
    SurveyAnswer.objects.all().delete()
    SurveyResponse.objects.all().delete()
    page = technician_client.post(enter_url(batch), {"seal": seal, "reason": "Faute de frappe"}, follow=True)
    assert "ne se corrige plus" in page.content.decode()
    assert PaperSheet.objects.count() == 1


def test_a_forged_seal_takes_nothing_back(technician_client):
    batch = make_batch()
    enter(technician_client, batch, 3)
    technician_client.post(enter_url(batch), {"seal": "3:x", "reason": "Faute de frappe"})
    assert SurveyResponse.objects.count() == 1


def test_nothing_ties_a_sheet_to_its_answers():
    names = {field.name for field in PaperSheet._meta.get_fields()}
    assert names == {"id", "batch", "number"}


def make_rich_survey():
    survey = make_small_survey(closes_on=datetime.date(2018, 10, 31))
    section = make_section(survey, "Encore")
    make_question(section, "Content ?", ["Très content", "Pas content"], kind=Kind.SMILEY)
    make_question(section, "Combien ?", [], kind=Kind.NUMBER)
    make_question(section, "Un mot ?", [], kind=Kind.SHORT)
    return survey


def test_the_printed_questionnaire_says_everything():
    said = words(questionnaire_pdf(make_rich_survey()))
    assert "1. Habitez-vous ici ?" in said
    assert "Ne répondez pas si vous avez choisi « Non » à la question 1." in said
    assert "2 réponses au maximum." in said
    assert "les parkings" in said
    assert "mercredi 31 octobre 2018" in said


@pytest.mark.once
def test_a_question_is_never_cut_by_the_end_of_a_page_and_all_is_printed_at_14_points():
    section = make_section(survey := make_small_survey())
    for rank in range(4):
        make_question(
            section,
            f"Question {rank} ?",
            [f"{rank}, une réponse si longue qu’elle prend la ligne {n}" for n in range(12)],
        )
    make_question(section, "Long ?", [f"le choix {n}" for n in range(9)], kind=Kind.MULTI, other="Autre")
    pages, sizes = PdfReader(io.BytesIO(questionnaire_pdf(survey))).pages, set()
    for page in pages:
        said = page.extract_text(visitor_text=lambda text, cm, tm, font, size: text.strip() and sizes.add(round(size)))
        for rank in range(4):
            assert (f"Question {rank} ?" in said) == (
                f"{rank}, une réponse si longue qu’elle prend la ligne 11" in said
            )
    assert "Autre" in said and "Merci" in said
    assert min(sizes) >= 14


def test_the_printed_questionnaire_is_tagged_and_in_french():
    root = PdfReader(io.BytesIO(questionnaire_pdf(make_rich_survey()))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a3", 842)])
def test_each_copy_has_its_number_on_each_page(size, width):
    batch = make_batch(make_rich_survey(), place="Maison pour tous")
    content = questionnaire_pdf(batch.survey, size=size, numbers=[7, 8], batch=batch)
    pages = PdfReader(io.BytesIO(content)).pages
    assert round(pages[0].mediabox.width) == width
    numbers = [re.search(r"Feuille n° (\d)", page.extract_text()).group(1) for page in pages]
    assert numbers == sorted(numbers)
    assert set(numbers) == {"7", "8"}
    assert "Remettez la feuille ici : Maison pour tous" in words(content)


def test_paper_is_printed_from_the_back_office(technician_client):
    batch = make_batch()
    batch.number_sheets(2)
    paper = technician_client.get(reverse("admin:surveys_survey_paper", args=[batch.survey.pk]) + "?format=a3")
    sheets = technician_client.get(reverse("admin:surveys_paperbatch_paper", args=[batch.pk]))
    assert (paper["Content-Type"], sheets["Content-Type"]) == ("application/pdf", "application/pdf")
    assert (
        technician_client.get(f"{reverse('admin:surveys_paperbatch_paper', args=[batch.pk])}?partie=2").status_code
        == 404
    )
    assert technician_client.get(f"{paper.request['PATH_INFO']}?format=a9").status_code == 404


def test_the_page_of_a_batch_shows_its_sheets_and_its_corrections(technician_client):
    batch = make_batch()
    url = reverse("admin:surveys_paperbatch_change", args=[batch.pk])
    assert "Numéroter les feuilles" in technician_client.get(url).content.decode()
    technician_client.post(reverse("admin:surveys_paperbatch_number", args=[batch.pk]), {"count": "120"})
    batch.corrections.create(made_on=TODAY, reason="Case mal lue")
    html = technician_client.get(url).content.decode()
    assert "Feuilles 1 à 50" in html
    assert "Feuilles 101 à 120" in html
    assert "Case mal lue" in html


def test_paper_speaks_the_languages_of_the_survey():
    survey = make_rich_survey()
    survey.translations.create(language="tr", texts={"Habitez-vous ici ?": "Burada mı oturuyorsunuz?"})
    root = PdfReader(io.BytesIO(content := questionnaire_pdf(survey, language="tr"))).trailer["/Root"]
    said = words(content)
    assert root["/Lang"] == "tr"
    assert "1. Burada mı oturuyorsunuz?" in said
    assert "gözden geçirilecek çeviri" in said
    assert "Êtes-vous content ?" in said


@pytest.mark.parametrize("language", ["en", "pt", "tr", "ar"])
def test_what_the_house_prints_on_the_sheet_is_translated(language):
    with override(language):
        told = set(paper_words().values())
    with override("fr"):
        assert not told & set(paper_words().values()) - {"page"}
