from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from surveys.forms import StepForm
from surveys.models import Question, Survey


@require_safe
def survey_current(request):
    surveys = list(Survey.objects.published_open(timezone.localdate()))
    if len(surveys) == 1:
        return redirect(surveys[0])
    return render(request, "surveys/survey_current.html", {"surveys": surveys})


# Not `never_cache`: the browser's own back button must find the filled page again.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request, reference):
    questionnaire = Question.objects.questionnaire(reference)
    if questionnaire is None or not questionnaire.survey.is_public:
        raise Http404
    form = StepForm(questionnaire, request.POST if request.method == "POST" else None)
    if not questionnaire.survey.is_answerable(timezone.localdate()):
        return _closed(request, form)
    if form.is_bound and form.is_sendable():
        return _store(request, form)
    if form.is_bound:
        form.turn()
    return _step(request, form, status=422 if form.shows_errors else 200)


@require_safe
def survey_thanks(request, reference):
    survey = get_object_or_404(Survey.objects.exclude(state=Survey.State.DRAFT), reference=reference)
    return render(request, "surveys/survey_thanks.html", {"survey": survey, "was_stored_before": "deja" in request.GET})


def _store(request, form):
    """Stored first, thanked after; when it could not be stored, the page says so and keeps what was answered."""
    try:
        is_new = form.record(timezone.localdate())
    except DatabaseError:
        form.shows_errors = True
        return _step(request, form, status=503)
    thanks = redirect("surveys:survey_thanks", form.questionnaire.survey.reference)
    thanks["Location"] += "" if is_new else "?deja"
    return thanks


def _step(request, form, status=200):
    context = {"survey": form.questionnaire.survey, "form": form.lay_out(), "was_not_stored": status == 503}
    return render(request, "surveys/survey_answer.html", context, status=status)


def _closed(request, form):
    form.is_valid()
    context = {
        "survey": form.questionnaire.survey,
        "texts": form.typed_texts if form.is_bound else [],
        "is_late": form.is_bound,
    }
    return render(request, "surveys/survey_closed.html", context, status=409 if form.is_bound else 200)
