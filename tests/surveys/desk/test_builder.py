"""The page where the president writes the questions."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from surveys.models import Choice, Question, Survey
from tests.as_read import tight
from tests.surveys.make import (
    make_answered_survey,
    make_question,
    make_section,
    make_small_survey,
    make_survey,
    questions,
)

pytestmark = pytest.mark.django_db


def build_url(survey, query=""):
    return reverse("admin:surveys_survey_build", args=[survey.pk]) + query


def rows(prefix, *labels, keys=(), **marks):
    """What a browser sends for the rows of a question; `keys` of those that exist."""
    data = {f"{prefix}-TOTAL_FORMS": len(labels), f"{prefix}-INITIAL_FORMS": len(keys)}
    for rank, label in enumerate(labels):
        data |= {f"{prefix}-{rank}-label": label, f"{prefix}-{rank}-id": keys[rank] if rank < len(keys) else ""}
    return data | marks


def sheet(text="Et demain ?", kind="single", choices=("Oui", "Non"), lines=(), keys=(), **fields):
    base = {"question": 1, "text": text, "kind": kind, "condition_rule": "unless"}
    return base | rows("choices", *choices, keys=keys) | rows("lines", *lines) | fields


def add(client, survey, **fields):
    return client.post(build_url(survey, f"?nouvelle={survey.sections.first().pk}"), sheet(**fields))


def press(client, survey, verb, **data):
    return tight(client.post(build_url(survey), {"verb": verb} | data, follow=True).content.decode())


def texts(survey):
    return [question.text for question in questions(survey)]


def test_a_new_survey_goes_straight_to_its_questions(technician_client):
    answer = technician_client.post(reverse("admin:surveys_survey_add"), {"title": "Essai", "reference": "essai"})
    assert answer.headers["Location"] == build_url(Survey.objects.get(), "?ici=section-add")


def test_a_question_is_written_with_its_answers_in_one_act(technician_client):
    survey = make_small_survey()
    answer = add(technician_client, survey, choices=["Oui", "", "Autre"], **{"choices-2-asks_text": "on"})
    question = Question.objects.get(text="Et demain ?")
    assert answer.headers["Location"].endswith(f"?ici=question-saved:{question.pk}")
    assert list(question.choices.values_list("order", "label", "asks_text")) == [(1, "Oui", False), (2, "Autre", True)]
    assert question.order == 3


def test_an_answer_that_goes_alone_is_ticked_in_its_row_and_said_in_the_list(technician_client):
    survey = make_small_survey()
    answer = add(technician_client, survey, kind="multi", choices=["Oui", "Rien"], **{"choices-1-is_exclusive": "on"})
    assert list(Question.objects.get(text="Et demain ?").choices.values_list("is_exclusive", flat=True)) == [
        False,
        True,
    ]
    assert "Rien (seule)" in tight(technician_client.get(answer.headers["Location"]).content.decode())


@pytest.mark.parametrize(("kind", "count"), [("scale", 5), ("smiley", 6)])
def test_a_scale_offers_its_usual_answers(technician_client, kind, count):
    survey = make_small_survey()
    add(technician_client, survey, kind=kind, choices=[])
    choices = Question.objects.get(text="Et demain ?").choices
    assert (choices.count(), choices.last().label, choices.last().is_outside_scale) == (count, "Je ne sais pas", True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"choices": ["Oui"]}, "au moins deux réponses"),
        ({"kind": "number"}, "n’a pas de réponses proposées"),
        ({"kind": "grid"}, "au moins une ligne"),
        ({"lines": ["la rue"]}, "Seul un tableau a des lignes"),
        ({"kind": "scale"}, "quatre réponses"),
        ({"max_choices": 2}, "ne va qu’avec"),
        ({"choices-0-is_exclusive": "on"}, "sans aucune autre"),
        ({"lowest": 2}, "ne vont qu’avec"),
        ({"kind": "number", "choices": [], "lowest": 5, "highest": 2}, "au moins le plus petit"),
        ({"text": ""}, "obligatoire"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(technician_client, fields, sentence):
    survey = make_small_survey()
    answer = add(technician_client, survey, help="Une aide à garder", **fields)
    html = answer.content.decode()
    assert (answer.status_code, Question.objects.count()) == (422, 5)
    assert sentence in html
    assert "Une aide à garder" in html


def test_the_form_and_the_rows_tell_their_mistakes_together_each_with_a_link(technician_client):
    html = add(technician_client, make_small_survey(), text="", choices=["Oui"]).content.decode()
    assert '<a href="#question-text">Question\u00a0: Ce champ est obligatoire.</a>' in html
    assert '<a href="#id_choices-0-label">Proposez au moins deux réponses.</a>' in html
    assert 'aria-describedby="question-text_helptext question-text_error"' in html


def test_the_keyboard_goes_on_where_it_was(technician_client):
    survey = make_small_survey()
    grid = questions(survey)[3]
    assert f'value="question-up:{grid.pk}" autofocus' in press(technician_client, survey, f"question-up:{grid.pk}")
    html = press(technician_client, survey, f"section-up:{survey.sections.last().pk}")
    assert f'value="section-down:{survey.sections.first().pk}" autofocus' in html
    after = add(technician_client, survey, next="").headers["Location"]
    html = technician_client.get(after).content.decode()
    assert "Question enregistrée." in html
    assert re.search(r'name="text"[^>]* autofocus', html)
    assert html.count("autofocus") == 1


def test_more_answers_are_typed_in_the_row_that_follows(technician_client):
    after = add(technician_client, make_small_survey(), choices=["Oui", "", "Non"], stay="choices").headers["Location"]
    assert re.search(r'name="choices-2-label"[^>]* autofocus', technician_client.get(after).content.decode())


def test_a_row_goes_up_with_its_arrow(technician_client):
    survey = make_small_survey()
    likes = questions(survey)[2]
    keys = list(likes.choices.values_list("pk", flat=True))
    labels = list(likes.choices.values_list("label", flat=True))
    data = sheet(likes.text, "multi", labels, keys=keys, up="choices-1", max_choices=2)
    answer = technician_client.post(build_url(survey, f"?ouvrir={likes.pk}"), data)
    assert answer.headers["Location"].endswith(f"?ouvrir={likes.pk}&ici=up:choices-0")
    assert list(likes.choices.values_list("label", flat=True)) == ["Le parc", "Le calme", "L’école", "Autre"]
    assert set(likes.choices.values_list("pk", flat=True)) == set(keys)


def test_an_answer_on_which_a_question_depends_stays(technician_client):
    survey = make_small_survey()
    lives = questions(survey)[0]
    keys = list(lives.choices.values_list("pk", flat=True))
    html = technician_client.post(
        build_url(survey, f"?ouvrir={lives.pk}"), sheet(lives.text, choices=["Oui", "", "Un peu"], keys=keys)
    ).content.decode()
    assert "Une autre question dépend de la réponse enlevée" in html
    assert list(lives.choices.values_list("label", flat=True)) == ["Oui", "Non"]


def test_a_question_goes_down_and_into_the_next_part(technician_client):
    survey = make_survey()
    first, second = make_section(survey), make_section(survey, "Pour finir")
    one, _, three = (make_question(s, t) for s, t in [(first, "Une ?"), (first, "Deux ?"), (second, "Trois ?")])
    press(technician_client, survey, f"question-down:{one.pk}")
    assert texts(survey) == ["Deux ?", "Une ?", "Trois ?"]
    press(technician_client, survey, f"question-down:{one.pk}")
    one.refresh_from_db()
    three.refresh_from_db()
    assert (one.section, one.order, three.order) == (second, 1, 2)
    press(technician_client, survey, f"question-up:{one.pk}")
    assert Question.objects.get(pk=one.pk).section == first


def test_a_question_stays_after_the_one_it_depends_on(technician_client):
    survey = make_small_survey()
    html = press(technician_client, survey, f"question-up:{questions(survey)[1].pk}")
    assert "elle reste après" in html
    assert texts(survey)[0] == "Habitez-vous ici ?"


def test_a_question_is_copied_with_its_answers_right_after_it(technician_client):
    survey = make_small_survey()
    press(technician_client, survey, f"question-copy:{questions(survey)[0].pk}")
    assert texts(survey)[:3] == ["Habitez-vous ici ?", "Habitez-vous ici ?", "Êtes-vous content ?"]
    assert questions(survey)[1].choices.count() == 2


def test_a_question_on_which_another_depends_is_not_removed(technician_client):
    survey = make_small_survey()
    assert "dépend de celle-ci" in press(technician_client, survey, f"question-remove:{questions(survey)[0].pk}")
    press(technician_client, survey, f"question-remove:{questions(survey)[1].pk}")
    assert len(texts(survey)) == 4


def test_parts_are_added_renamed_moved_and_removed_when_empty(technician_client):
    survey = make_small_survey()
    press(technician_client, survey, "section-add", title="Et après")
    third = survey.sections.last()
    press(technician_client, survey, f"section-rename:{third.pk}", title="Ensuite")
    press(technician_client, survey, f"section-up:{third.pk}")
    assert [section.title for section in survey.sections.all()] == ["Vous et le quartier", "Ensuite", "Pour finir"]
    assert "encore des questions" in press(technician_client, survey, f"section-remove:{survey.sections.first().pk}")
    press(technician_client, survey, f"section-remove:{third.pk}")
    assert survey.sections.count() == 2


def test_once_answered_the_page_can_only_be_read(technician_client):
    survey = make_answered_survey(1)
    html = technician_client.get(build_url(survey)).content.decode()
    assert "question-up" not in html
    assert "Faire une nouvelle version" in html
    assert "ne change plus" in press(technician_client, survey, f"question-copy:{questions(survey)[2].pk}")
    assert "ne change plus" in add(technician_client, survey).content.decode()
    assert Question.objects.count() == 5


def test_a_new_version_is_made_from_its_page(technician_client):
    survey = make_answered_survey(1)
    url = reverse("admin:surveys_survey_act", args=[survey.pk, "version"])
    assert "garde ses réponses" in technician_client.get(url).content.decode()
    technician_client.post(url)
    assert survey.next_versions.get().state == "draft"


def test_another_survey_is_never_touched_from_this_page(technician_client):
    survey, other = make_small_survey(), make_small_survey(reference="autre")
    answer = technician_client.post(build_url(survey), {"verb": f"question-remove:{questions(other)[2].pk}"})
    assert answer.status_code == 404
    assert len(texts(other)) == 5


def test_who_only_reads_does_not_write(client):
    user = User.objects.create_user("lecture@exemple.fr", "un-mot-de-passe-long", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_survey"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    survey = make_small_survey()
    assert "question-up" not in client.get(build_url(survey)).content.decode()
    assert client.post(build_url(survey), {"verb": f"question-up:{questions(survey)[0].pk}"}).status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_whatever_the_number_of_questions(
    technician_client, django_assert_max_num_queries, count
):
    section = make_section(make_survey())
    for rank in range(count):
        make_question(section, f"Question {rank} ?")
    with django_assert_max_num_queries(15):
        technician_client.get(build_url(section.survey))


def test_a_condition_must_be_above():
    survey = make_small_survey()
    first = questions(survey)[0]
    first.condition_choice = Choice.objects.filter(question=questions(survey)[2]).first()
    with pytest.raises(ValidationError, match="plus haut"):
        first.full_clean()
