from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from publishing.forms.public_form_view import public_form
from publishing.pacing.pace import Pace
from publishing.pacing.visitor_address import visitor_address
from publishing.words.language import FRENCH
from surveys.models import Question, Survey, SurveyTranslation, TooLate
from surveys.questions.forms import StepForm
from surveys.questions.translated import translated

PACE = Pace("answers", most=settings.ANSWERS_PER_ADDRESS, seconds=600)
SECONDS_TO_WAIT = 60


@require_safe
def survey_current(request):
    surveys = list(Survey.objects.published_open(timezone.localdate()))
    if len(surveys) == 1:
        return redirect(surveys[0])
    titles = SurveyTranslation.objects.titles(surveys, get_language())
    return render(request, "surveys/survey_current.html", {"surveys": [(s, titles.get(s.pk, "")) for s in surveys]})


@public_form
def survey_answer(request, reference):
    questionnaire = Question.objects.questionnaire(reference)
    if questionnaire is None or not questionnaire.survey.is_public:
        raise Http404
    form = StepForm(questionnaire, request.POST if request.method == "POST" else None)
    if not questionnaire.survey.is_answerable(timezone.localdate()):
        return _closed(request, form)
    if form.is_bound and form.is_sendable():
        return _store(request, form)
    return _step(request, form)


@require_safe
def survey_thanks(request, reference):
    today = timezone.localdate()
    survey = get_object_or_404(Survey.objects.begun(today), reference=reference)
    context = {
        "survey": survey,
        "title": SurveyTranslation.objects.titles([survey], get_language()).get(survey.pk, survey.title),
        "was_stored_before": "deja" in request.GET,
        "is_open": survey.is_answerable(today),
    }
    return render(request, "surveys/survey_thanks.html", context)


def _store(request, form):
    """Stored first, thanked after; when it could not be stored, the page says so and keeps what was answered."""
    if not PACE.allows(visitor_address(request)):
        return _later(_step(request, form, status=429), PACE.wait())
    try:
        is_new = form.record(timezone.localdate())
    except TooLate:
        return _closed(request, form)
    except ValidationError as error:
        return _step(request, form, code_error=error)
    except DatabaseError:
        return _later(_step(request, form, status=503), SECONDS_TO_WAIT)
    thanks = redirect("surveys:survey_thanks", form.questionnaire.survey.reference)
    thanks["Location"] += "" if is_new else "?deja"
    return thanks


def _later(response, seconds):
    response.headers["Retry-After"] = str(seconds)
    return response


def _step(request, form, status=None, code_error=None):
    translations = SurveyTranslation.objects.offered(form.questionnaire)
    language = get_language()
    if language != FRENCH and language not in translations and not form.is_bound:
        return redirect(_in_french(form.questionnaire.survey))
    form = _in_the_language_of_the_page(form, translations)
    if form.is_bound:
        form.turn()
    if code_error:
        form.add_error("code", code_error)
    context = {
        "form": form,
        "languages": [FRENCH, *translations],
        "is_translation_to_review": language in translations and not translations[language].is_reviewed,
        "was_not_stored": status,
    }
    return _page(request, "survey_answer.html", form, context, status or (422 if form.shows_errors else 200))


def _closed(request, form):
    form = _in_the_language_of_the_page(form, SurveyTranslation.objects.offered(form.questionnaire))
    form.is_valid()
    survey, texts = form.questionnaire.survey, form.typed_texts if form.is_bound else []
    is_early = survey.state == survey.State.OPEN and bool(survey.opens_on and survey.opens_on > timezone.localdate())
    context = {"texts": texts, "is_late": form.is_bound, "is_early": is_early}
    return _page(request, "survey_closed.html", form, context, status=409 if form.is_bound else 200)


def _page(request, template, form, context, status):
    base = {"survey": form.questionnaire.survey, "questionnaire": form.questionnaire}
    return render(request, f"surveys/{template}", base | context, status=status)


def _in_the_language_of_the_page(form, translations):
    translation = translations.get(get_language())
    return StepForm(translated(form.questionnaire, translation.texts), form.sent) if translation else form


def _in_french(survey):
    with override(FRENCH):
        return reverse("surveys:survey_answer", args=[survey.reference])
