"""The pages of the desk that write a record without being its form: the second writer sees both versions there too."""

import datetime

import pytest
from django.urls import reverse

from meetings.models import Meeting
from proposals.models import Idea
from surveys.desk.translation_desk import name_of
from surveys.models import Choice, FreeText, Question
from surveys.questions.translated import sentences
from tests.admin.page_form import PageForm, page_fields
from tests.meetings.make import make_attendance, make_meeting
from tests.proposals.make_idea import make_idea
from tests.surveys.make import TODAY, make_answered_survey, make_open_survey, make_small_survey, questions

pytestmark = pytest.mark.django_db


def choose(client, page, **choices):
    """Answers the page of the two versions, where it stands."""
    assert page.status_code == 409
    return send(client, page, page_fields(page) | {f"_choice-{key}": value for key, value in choices.items()})


def send(client, page, fields):
    asked = page.request
    return client.post(f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}", fields)


def write(client, page, having="_page_number", **typed):
    return send(client, page, page_fields(page, having, **typed))


@pytest.fixture
def sheet(technician_client):
    """The page of attendance, with two people and a guest: `open_page()` opens it."""
    meeting = make_meeting(starts_on=datetime.date(2021, 3, 18), state=Meeting.State.HELD)
    meeting.guests.create(name="Ana Costa", organisation="Régie")
    people = [make_attendance(meeting, "absent").member for _ in range(2)]
    address = reverse("admin:meetings_meeting_attendance_edit", args=[meeting.pk])
    return meeting, people, lambda: technician_client.get(address)


def test_two_people_who_note_attendance_see_each_other(technician_client, sheet):
    meeting, (ali, bea), open_page = sheet
    first, second = open_page(), open_page()
    write(technician_client, first, **{f"status_{ali.pk}": "present"}, guests="Ana Costa, Régie\nTom Petit")
    both = write(technician_client, second, **{f"status_{bea.pk}": "excused"})
    html = both.content.decode()
    assert str(ali) in html and "présente ou présent" in html and "Tom Petit" in html
    assert meeting.attendances.get(member=bea).status == "absent"
    assert choose(technician_client, both).status_code == 302
    noted = dict(meeting.attendances.values_list("member", "status"))
    assert noted == {ali.pk: "present", bea.pk: "excused"}
    assert sorted(meeting.guests.values_list("name", flat=True)) == ["Ana Costa", "Tom Petit"]


def test_two_lists_of_guests_may_both_be_kept(technician_client, sheet):
    meeting, _, open_page = sheet
    first, second = open_page(), open_page()
    write(technician_client, first, guests="Tom Petit")
    both = write(technician_client, second, guests="Lise Grand, Mairie")
    assert choose(technician_client, both).status_code == 302
    assert sorted(meeting.guests.values_list("name", flat=True)) == ["Lise Grand", "Tom Petit"]


def open_question(client, survey, question):
    return client.get(reverse("admin:surveys_survey_build", args=[survey.pk]) + f"?ouvrir={question.pk}")


@pytest.fixture
def question(db):
    survey = make_small_survey()
    return survey, questions(survey)[1]


def test_a_question_keeps_what_another_page_wrote(technician_client, question):
    survey, question = question
    first, second = (open_question(technician_client, survey, question) for _ in range(2))
    write(technician_client, first, "question", choices__0__label="Bien sûr")
    both = write(technician_client, second, "question", text="Et le jardin ?")
    assert "Bien sûr" in both.content.decode()
    assert choose(technician_client, both).status_code == 302
    question.refresh_from_db()
    assert (question.text, question.choices.first().label) == ("Et le jardin ?", "Bien sûr")


def test_answers_moved_or_added_meanwhile_stay_where_they_are(technician_client, question):
    survey, question = question
    page = open_question(technician_client, survey, question)
    *_, last = question.choices.all()
    question.choices.filter(pk=last.pk).update(order=0)
    Choice.objects.create(question=question, label="Ajouté entre-temps", order=9)
    count = question.choices.count()
    new = f"choices-{page_fields(page, 'question')['choices-INITIAL_FORMS'][0]}-label"
    assert write(technician_client, page, "question", **{new: "Le mien"}).status_code == 302
    kept = list(question.choices.values_list("label", flat=True))
    assert (kept[0], kept[-2:]) == (last.label, ["Ajouté entre-temps", "Le mien"])
    assert list(question.choices.values_list("order", flat=True)) == list(range(1, count + 2))


def test_a_question_removed_meanwhile_gives_its_words_back(technician_client, question):
    survey, question = question
    page = open_question(technician_client, survey, question)
    Question.objects.get(pk=question.pk).remove()
    refused = write(technician_client, page, "question", text="Mes mots ?")
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Quelqu’un a supprimé cette question" in html and "Mes mots ?" in html
    form = PageForm(html, "question")
    assert technician_client.post(page.request["PATH_INFO"] + form.action, form.fields).status_code == 302
    assert Question.objects.get(section__survey=survey, text="Mes mots ?").choices.count() >= 2


def test_the_title_of_a_part_is_not_put_back(technician_client):
    survey = make_small_survey()
    part = survey.sections.last()
    address = reverse("admin:surveys_survey_build", args=[survey.pk])
    first, second = technician_client.get(address), technician_client.get(address)
    verb = {"verb": f"section-rename:{part.pk}"}
    assert write(technician_client, first, "_opened", title="Le parc", **verb).status_code == 302
    both = write(technician_client, second, "_opened", title="Le square", **verb)
    part.refresh_from_db()
    assert part.title == "Le parc"
    assert choose(technician_client, both, title="mine").status_code == 302
    part.refresh_from_db()
    assert part.title == "Le square"


@pytest.fixture
def translation(technician_client):
    survey = make_open_survey()
    address = f"{reverse('admin:surveys_survey_translate', args=[survey.pk])}?langue=tr"
    return survey, sentences(survey.questionnaire()), lambda: technician_client.get(address)


def test_two_translators_lose_nothing_of_each_other(technician_client, translation):
    survey, french, open_page = translation
    first, second = open_page(), open_page()
    write(technician_client, first, **{name_of(french[0]): "Bir"})
    both = write(technician_client, second, **{name_of(french[1]): "İki"})
    assert choose(technician_client, both).status_code == 302
    assert survey.translations.get().texts == {french[0]: "Bir", french[1]: "İki"}


def test_a_translation_stays_with_its_sentence_when_the_french_changes(technician_client, translation):
    survey, french, open_page = translation
    page = open_page()
    gone, kept = survey.sections.first().title, french[-1]
    survey.sections.first().rename("Un tout autre titre")
    typed = {name_of(gone): "Kaybolan", name_of(kept): "Son"}
    answer = technician_client.post(
        f"{page.request['PATH_INFO']}?langue=tr", page_fields(page, **typed), follow=True
    ).content.decode()
    assert survey.translations.get().texts == {kept: "Son"}
    assert "Phrase à replacer" in answer and "Kaybolan" in answer


def test_two_readers_of_the_texts_of_residents_see_each_other(technician_client):
    survey = make_answered_survey(people=12)
    survey.close(TODAY)
    survey.count_results(TODAY)
    FreeText.objects.all().delete()
    text = FreeText.objects.create(survey=survey, question=questions(survey)[0], text="Voir Paul Martin au 3e étage")
    address = reverse("admin:surveys_survey_texts", args=[survey.pk])
    first, second = technician_client.get(address), technician_client.get(address)
    write(technician_client, first, **{f"{text.pk}-text": "Voir au 3e étage", f"{text.pk}-decision": "withheld"})
    both = write(technician_client, second, **{f"{text.pk}-decision": "shown"})
    text.refresh_from_db()
    assert (text.text, text.decision) == ("Voir au 3e étage", "withheld")
    answer = choose(technician_client, both, **{f"{text.pk}-decision": "mine"})
    assert answer.status_code == 302
    text.refresh_from_db()
    assert (text.text, text.decision) == ("Voir au 3e étage", "shown")


def test_a_reply_to_an_idea_that_another_page_settled_is_given_back(technician_client):
    idea = make_idea()
    page = technician_client.get(reverse("admin:proposals_idea_act", args=[idea.pk, "repondre"]))
    Idea.objects.get().reply("Oui, bientôt.", datetime.date(2026, 1, 2))
    answer = write(technician_client, page, words="Non, car la place manque.")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "déjà sa réponse" in html and "Non, car la place manque." in html
    assert Idea.objects.get().answer == "Oui, bientôt."
