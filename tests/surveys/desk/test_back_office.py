import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import User
from surveys.models import PaperBatch, PaperSheet, PublishedResults, Survey, SurveyAnswer, SurveyResponse
from tests.as_read import tight
from tests.surveys.make import TODAY, make_open_survey, make_response, make_small_survey, questions

pytestmark = pytest.mark.django_db


def figures(page):
    return re.findall(r"<strong>\d+</strong>|<td.*?</td>", tight(page.content.decode()))


@pytest.fixture
def batch():
    return PaperBatch.objects.create(survey=make_open_survey(), label="Lot 1", place="Maison pour tous")


def survey_url(survey, page):
    return reverse(f"admin:surveys_survey_{page}", args=[survey.pk])


def act_url(survey, verb):
    return reverse("admin:surveys_survey_act", args=[survey.pk, verb])


def enter(client, batch, **data):
    return client.post(reverse("admin:surveys_paperbatch_enter", args=[batch.pk]), data)


@pytest.fixture
def typist_client(client):
    """Somebody who only types sheets."""
    user = User.objects.create_user("saisie@exemple.fr", "un-mot-de-passe-long", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["add_papersheet", "view_paperbatch", "view_survey"])
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_of_a_survey_lists_its_questions(technician_client):
    html = tight(technician_client.get(survey_url(make_small_survey(), "change")).content.decode())
    assert "1. Habitez-vous ici" in html
    assert "Ouvrir le questionnaire" in html


def test_the_pages_around_a_survey_open(technician_client):
    survey = make_open_survey()
    for address in (survey_url(survey, "preview"), act_url(survey, "dupliquer")):
        assert technician_client.get(address).status_code == 200


def test_opening_is_confirmed_first(technician_client):
    survey = make_small_survey()
    assert "Tout le monde pourra y répondre" in technician_client.get(act_url(survey, "ouvrir")).content.decode()
    survey.refresh_from_db()
    assert survey.state == "draft"
    technician_client.post(act_url(survey, "ouvrir"))
    survey.refresh_from_db()
    assert survey.state == "open"


def test_counting_says_what_is_missing_and_what_cannot_be_undone(technician_client):
    survey = make_open_survey()
    for _ in range(5):
        make_response(survey)
    survey.batches.create(label="Lot 1", handed_out=9, returned=8)
    survey.close(TODAY)
    html = technician_client.get(act_url(survey, "compter")).content.decode()
    assert "0 sur papier, 5 en ligne" in html
    assert "8 feuilles revenues ne sont pas saisies" in html
    assert "on ne peut pas revenir en arrière" in html
    assert "Saisir des feuilles" in technician_client.get(survey_url(survey, "change")).content.decode()


def test_too_few_answers_are_told_before_the_button(technician_client):
    survey = make_open_survey()
    survey.close(TODAY)
    html = technician_client.get(act_url(survey, "compter")).content.decode()
    assert "Il faut au moins 5 réponses" in html and 'type="submit" class="default"' not in html


def test_an_act_that_is_not_possible_says_why(technician_client):
    html = technician_client.post(act_url(make_small_survey(), "publier"), follow=True).content.decode()
    assert "ne peut pas devenir" in html


def test_a_model_is_duplicated_not_opened(technician_client):
    model = make_small_survey(is_model=True)
    assert "Ouvrir le questionnaire" not in technician_client.get(survey_url(model, "change")).content.decode()
    technician_client.post(act_url(model, "dupliquer"), {"title": "Votre avis 2019"})
    assert Survey.objects.get(reference="votre-avis-2019").is_model is False


def test_a_copy_needs_its_own_title(technician_client):
    survey = make_small_survey()
    assert "déjà ce titre" in technician_client.post(act_url(survey, "dupliquer"), {"title": "Avis"}).content.decode()


def test_a_survey_with_answers_is_not_deleted_by_a_click(technician_client):
    survey = make_open_survey()
    make_response(survey)
    assert technician_client.post(survey_url(survey, "delete"), {"post": "yes"}).status_code == 403


def test_invented_answers_cannot_be_kept_as_real_ones(technician_client):
    survey = make_open_survey(is_example=True)
    technician_client.post(
        reverse("admin:surveys_survey_changelist"), {"action": "keep_selected", "_selected_action": survey.pk}
    )
    survey.refresh_from_db()
    assert survey.is_example


def test_who_may_edit_may_not_open(client):
    user = User.objects.create_user("redaction@exemple.fr", "un-mot-de-passe-long", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_survey"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(act_url(make_small_survey(), "ouvrir")).status_code == 403


def test_a_typist_enters_a_sheet_and_nothing_else(typist_client, batch):
    lives = questions(batch.survey)[0]
    enter(typist_client, batch, number=12, **{f"q{lives.pk}": "1"})
    response = SurveyResponse.objects.get()
    assert (response.channel, response.batch) == ("paper", batch)
    assert SurveyAnswer.objects.get().choice == lives.choices.first()
    assert typist_client.post(act_url(batch.survey, "fermer")).status_code == 403


def test_on_paper_nothing_is_compulsory(typist_client, batch):
    enter(typist_client, batch, number=1)
    assert SurveyResponse.objects.count() == 1


def test_a_sheet_is_typed_once_in_a_batch(typist_client, batch):
    enter(typist_client, batch, number=12)
    again = enter(typist_client, batch, number=12)
    assert "déjà saisie dans ce lot" in again.content.decode()
    assert (SurveyResponse.objects.count(), PaperSheet.objects.count()) == (1, 1)


def test_a_sheet_with_a_mistake_is_not_stored(typist_client, batch):
    likes = questions(batch.survey)[2]
    html = enter(typist_client, batch, number=1, **{f"q{likes.pk}": "1 2 3"}).content.decode()
    assert "La feuille n’est pas enregistrée" in html
    assert "Gardez-en 2 au plus" in html
    assert not PaperSheet.objects.exists()


def test_sheets_are_still_typed_after_closing_but_not_after_publishing(typist_client, batch):
    batch.survey.close(TODAY)
    for number in range(1, 7):
        enter(typist_client, batch, number=number)
    batch.survey.publish_results(TODAY)
    assert "ne reçoit plus de feuilles" in enter(typist_client, batch, number=7).content.decode()
    assert SurveyResponse.objects.count() == 6


def test_who_typed_is_known_for_the_batch_only(typist_client, batch):
    enter(typist_client, batch, number=1)
    batch.refresh_from_db()
    assert batch.entered_by.email == "saisie@exemple.fr"


def test_strangers_do_not_enter(client, batch):
    for url in (survey_url(batch.survey, "preview"), reverse("admin:surveys_paperbatch_enter", args=[batch.pk])):
        assert client.get(url).status_code == 302


def make_closed_survey(people=6):
    survey = make_open_survey()
    for _ in range(people):
        make_response(survey)
    survey.close(TODAY)
    return survey


def test_results_are_shown_to_nobody_before_they_are_counted(technician_client):
    survey = make_closed_survey()
    assert technician_client.get(survey_url(survey, "results")).status_code == 404
    technician_client.post(act_url(survey, "compter"))
    assert "<strong>6</strong>" in technician_client.get(survey_url(survey, "results")).content.decode()


def test_once_counted_two_looks_cannot_be_compared(technician_client):
    survey = make_closed_survey()
    batch = PaperBatch.objects.create(survey=survey, label="Lot 9")
    survey.count_results(TODAY)
    before = figures(technician_client.get(survey_url(survey, "results")))
    assert "ne reçoit plus de feuilles" in enter(technician_client, batch, number=1).content.decode()
    technician_client.post(act_url(survey, "ouvrir"))
    make_response(survey)
    assert figures(technician_client.get(survey_url(survey, "results"))) == before != []


def test_a_closed_survey_that_nobody_counted_opens_again(technician_client):
    survey = make_closed_survey()
    technician_client.post(act_url(survey, "ouvrir"))
    survey.refresh_from_db()
    assert survey.state == "open"


def test_too_few_answers_are_not_counted(technician_client):
    survey = make_closed_survey(people=4)
    assert "au moins 5 réponses" in technician_client.post(act_url(survey, "compter"), follow=True).content.decode()
    assert not PublishedResults.objects.exists()


def test_withdrawn_results_come_back_the_same():
    survey = make_closed_survey()
    survey.publish_results(TODAY)
    content = survey.published_results.content
    survey.withdraw_results(TODAY)
    make_response(survey)
    survey.publish_results(TODAY)
    assert PublishedResults.objects.get(survey=survey).content == content
