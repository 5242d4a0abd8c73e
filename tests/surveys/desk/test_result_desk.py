"""The results in the back office: groups to compare, texts to read, raw answers after the password."""

import csv
import io
import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connections
from django.urls import reverse

from accounts.models import User
from surveys.desk import raw_export
from surveys.models import Channel, FreeText, SurveyResponse
from surveys.questions.answer import Answer
from surveys.questions.questionnaire import Kind
from tests.accounts.make import code_of, protect, sign_in
from tests.surveys.make import TODAY, make_question, make_response, make_section, make_survey, ticks

pytestmark = pytest.mark.django_db
PASSWORD = "un-mot-de-passe-long"  # noqa: S105


def url_of(survey, page):
    return reverse(f"admin:surveys_survey_{page}", args=[survey.pk])


def make_counted_survey(**fields):
    """Sixty people, three ages, a question that may be compared, and a text."""
    survey = make_survey(**fields)
    section = make_section(survey)
    park = make_question(section, "Aimez-vous le parc ?", ["Oui", "Non"])
    age = make_question(section, "Quel âge ?", ["Jeune", "Moins jeune", "Ancien"])
    idea = make_question(section, "Une idée ?", [], kind=Kind.TEXT)
    survey.open(TODAY)
    for index in range(90):
        answers = ticks(park, ["Oui", "Non"][index % 2]) + ticks(age, ["Jeune", "Moins jeune", "Ancien"][index % 3])
        make_response(survey, *answers, *([Answer(idea.pk, text=f"Idée {index}")] if index < 12 else []))
    survey.close(TODAY)
    survey.count_results(TODAY)
    return survey


def test_the_president_chooses_a_safe_table_and_residents_see_it(technician_client):
    survey = make_counted_survey()
    url = url_of(survey, "compare") + "?selon=2"
    assert "Aimez-vous le parc" in technician_client.get(url).content.decode()
    technician_client.post(url, {"question": "1"})
    assert "selon les réponses à" in technician_client.get(url_of(survey, "results")).content.decode()
    survey.refresh_from_db()
    survey.publish_results(TODAY)
    html = technician_client.get("/resultats/avis/question-1/").content.decode()
    assert "selon les réponses à «\u00a0Quel âge ?\u00a0»" in html
    assert "Moins jeune" in html


@pytest.mark.parametrize(("compared", "is_there"), [({}, True), ({"question": "1"}, False)])
def test_no_text_is_shown_beside_groups(technician_client, compared, is_there):
    survey = make_counted_survey()
    park = survey.questionnaire().items[0]
    FreeText.objects.create(survey=survey, question_id=park.pk, text="Le parc est grand", decision="shown")
    technician_client.post(url_of(survey, "compare") + "?selon=2", compared)
    survey.refresh_from_db()
    survey.publish_results(TODAY)
    html = technician_client.get("/resultats/avis/question-1/").content.decode()
    assert ("selon les réponses à" in html, "Le parc est grand" in html) == (not is_there, is_there)


def test_a_table_that_is_left_out_is_not_shown_but_still_counts(technician_client):
    survey = make_counted_survey()
    url = url_of(survey, "compare") + "?selon=2"
    technician_client.post(url, {"question": "1"})
    technician_client.post(url, {})
    survey.refresh_from_db()
    survey.publish_results(TODAY)
    assert [table.is_chosen for table in survey.published_results.results.cross_tabs] == [False]
    assert "selon les réponses" not in technician_client.get("/resultats/avis/question-1/").content.decode()


def test_after_publishing_the_choice_does_not_change(technician_client):
    survey = make_counted_survey()
    survey.publish_results(TODAY)
    technician_client.post(url_of(survey, "compare") + "?selon=2", {"question": "1"})
    survey.refresh_from_db()
    assert survey.published_results.results.cross_tabs == []


def test_texts_are_never_offered_for_comparison(technician_client):
    html = technician_client.get(url_of(make_counted_survey(), "compare") + "?selon=2").content.decode()
    assert "3. Une idée" not in html


def test_texts_wait_to_be_read_in_another_order_than_they_came():
    texts = [text.text for text in make_counted_survey().texts.to_read()]
    assert sorted(texts) == sorted(f"Idée {index}" for index in range(12))
    assert texts != [f"Idée {index}" for index in range(12)]


def test_a_text_is_shortened_shown_or_kept(technician_client):
    survey = make_counted_survey()
    first, second = survey.texts.to_read()[:2]
    data = {f"{text.pk}-text": text.text for text in survey.texts.to_read()[:10]}
    data |= {f"{text.pk}-decision": "to_read" for text in survey.texts.to_read()[:10]}
    data |= {f"{first.pk}-text": "Sans le nom", f"{first.pk}-decision": "shown", f"{second.pk}-decision": "withheld"}
    technician_client.post(url_of(survey, "texts"), data)
    assert [text.text for text in survey.texts.shown()] == ["Sans le nom"]
    assert survey.texts.to_read().count() == 10
    assert not hasattr(FreeText, "history")


def export(client, survey, password=PASSWORD, **how):
    return client.post(url_of(survey, "export"), {"password": password} | how)


def lines_of(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_raw_answers_need_the_password_again(technician_client):
    survey = make_counted_survey()
    refused = export(technician_client, survey, "un-autre-mot-de-passe")
    assert "mot de passe ne va pas" in refused.content.decode()
    assert not LogEntry.objects.filter(change_message__contains="brutes").exists()
    lines = lines_of(export(technician_client, survey))
    assert lines[0] == ["voie", "1. Aimez-vous le parc ?", "2. Quel âge ?"]
    assert len(lines) == 91 and ["en ligne", "Oui", "Jeune"] in lines
    assert LogEntry.objects.filter(change_message__contains="brutes").count() == 1


def test_the_owner_is_told_that_raw_answers_were_taken_and_not_of_a_refusal(
    technician_client, mailoutbox, django_capture_on_commit_callbacks
):
    survey = make_counted_survey()
    with django_capture_on_commit_callbacks(execute=True):
        export(technician_client, survey, "un-autre-mot-de-passe")
        assert mailoutbox == []
        assert len(lines_of(export(technician_client, survey))) == 91
    [letter] = mailoutbox
    assert letter.to == ["technique@exemple.fr"] and "réponses brutes ont été téléchargées" in letter.body


def test_the_password_of_the_raw_answers_is_tried_eight_times(technician_client):
    survey = make_counted_survey()
    answers = [export(technician_client, survey, f"faux{number}").status_code for number in range(8)]
    refused = export(technician_client, survey)
    assert answers[0] == 200 and refused.headers["Content-Type"].startswith("text/html")
    assert not LogEntry.objects.filter(change_message__contains="brutes").exists()


def test_raw_answers_want_the_code_of_who_has_a_phone_each_time(client, technician):
    survey, device = make_counted_survey(), protect(technician)
    sign_in(client, technician.email, PASSWORD, code=code_of(device, -1))
    for code in ("", "000000"):
        assert export(client, survey, code=code).headers["Content-Type"].startswith("text/html")
    assert export(client, survey, code=code_of(device)).headers["Content-Type"].startswith("text/csv")
    assert export(client, survey).headers["Content-Type"].startswith("text/html")


def test_the_password_of_somebody_else_does_not_open_the_raw_answers(technician_client):
    survey = make_counted_survey()
    User.objects.create_superuser("autre@exemple.fr", "le-mot-de-passe-d-un-autre")
    data = {"username": "autre@exemple.fr", "password": "le-mot-de-passe-d-un-autre"}
    assert technician_client.post(url_of(survey, "export"), data).headers["Content-Type"].startswith("text/html")


def test_without_the_right_there_are_no_raw_answers(client):
    survey = make_counted_survey()
    user = User.objects.create_user("redaction@exemple.fr", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_survey", "run_survey"]))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert export(client, survey).status_code == 403
    assert client.get(url_of(survey, "texts")).status_code == 403


def test_raw_answers_hold_every_response_whatever_the_size_of_a_reading(monkeypatch):
    survey = make_counted_survey()
    whole = sorted(raw_export.raw_file(survey).read().splitlines())
    for rows in (2, 3, 50):
        monkeypatch.setattr(raw_export, "ROWS_A_READING", rows + 2)
        assert sorted(raw_export.raw_file(survey).read().splitlines()) == whole


def test_an_empty_sheet_is_a_line_of_the_raw_answers():
    survey = make_counted_survey()
    survey.responses.keep(survey, [], channel=Channel.PAPER, answered_on=TODAY)
    assert b"papier,,\r\n" in raw_export.raw_file(survey).read()
    assert b"papier;;\r\n" in raw_export.raw_file(survey, ";").read()


def test_a_label_that_looks_like_a_formula_stays_a_text():
    survey = make_survey()
    question = make_question(make_section(survey), "Quoi ?", ["=1+1", "@b"])
    survey.open(TODAY)
    make_response(survey, *ticks(question, "=1+1"))
    assert b"'=1+1" in raw_export.raw_file(survey).read()


def test_raw_answers_cost_the_same_whatever_their_number(django_assert_num_queries):
    survey = make_counted_survey()
    with django_assert_num_queries(3):
        raw_export.raw_file(survey)


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_stored_while_raw_answers_are_downloaded_slowly(technician_client):
    survey = make_counted_survey()
    download = export(technician_client, survey)
    chunks = iter(download.streaming_content)
    next(chunks)
    waiting = threading.Thread(target=store_elsewhere, args=[survey])
    waiting.start()
    waiting.join(timeout=15)
    assert not waiting.is_alive()
    assert SurveyResponse.objects.count() == 91
    list(chunks)


def store_elsewhere(survey):
    """From a second connection, as another visitor would."""
    try:
        survey.responses.keep(survey, [], channel=Channel.PAPER, answered_on=TODAY)
    finally:
        connections.close_all()


def test_raw_answers_open_in_columns_in_a_french_excel(technician_client):
    download = export(technician_client, make_counted_survey(), excel="Télécharger")
    assert download["Content-Disposition"].endswith('.excel.csv"')
    assert b"voie;1. Aimez-vous le parc ?;2." in b"".join(download.streaming_content)
