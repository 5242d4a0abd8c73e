"""The page of the back office where a survey is translated: every French sentence, and the same beside it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from publishing.language import TRANSLATED
from publishing.long_text import LongTextField
from surveys.back_office import find_survey, show_page
from surveys.models import SurveyTranslation
from surveys.translated import sentences

LONGEST = 600


class TranslationForm(forms.Form):
    """One field a French sentence; an empty one waits, and the language is not offered meanwhile."""

    is_reviewed = forms.BooleanField(
        label="Une personne qui parle cette langue a tout relu",
        required=False,
        help_text="Avant, les pages disent «\u00a0traduction à relire\u00a0».",
    )

    def __init__(self, french, language, translation, *args, **kwargs):
        super().__init__(*args, initial={"is_reviewed": translation.is_reviewed}, auto_id="%s", **kwargs)
        self.french = french
        for rank, sentence in enumerate(french):
            self.fields[f"phrase{rank}"] = LongTextField(
                label=sentence,
                required=False,
                max_length=LONGEST,
                initial=translation.texts.get(sentence, ""),
                widget=forms.Textarea({"rows": 1 + len(sentence) // 60, "lang": language, "dir": "auto"}),
            )

    @property
    def texts(self):
        pairs = [(sentence, self.cleaned_data[f"phrase{rank}"].strip()) for rank, sentence in enumerate(self.french)]
        return {sentence: text for sentence, text in pairs if text}

    @property
    def rows(self):
        return [self[f"phrase{rank}"] for rank in range(len(self.french))]


@require_http_methods(["GET", "HEAD", "POST"])
def survey_translate(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not model_admin.has_change_permission(request, survey):
        raise PermissionDenied
    known = {row.language: row for row in survey.translations.all()}
    language = request.GET.get("langue", TRANSLATED[0][0])
    if language not in dict(TRANSLATED):
        raise Http404
    french = sentences(survey.questionnaire())
    translation = known.get(language) or SurveyTranslation(survey=survey, language=language)
    form = TranslationForm(french, language, translation, request.POST if request.method == "POST" else None)
    if form.is_valid():
        translation.write(form.texts, is_reviewed=form.cleaned_data["is_reviewed"])
        model_admin.log_change(request, survey, f"Traduction\u00a0: {translation.get_language_display()}")
        messages.success(request, _what_is_missing(translation, french, survey.title))
        return redirect(f"{request.path}?langue={language}")
    states = [
        (code, name, _state(known.get(code), french, survey.title), code == language) for code, name in TRANSLATED
    ]
    return show_page(request, "survey_translate.html", "Traductions", survey, form=form, languages=states)


def _state(translation, french, title):
    if translation is None:
        return "pas commencée"
    missing = translation.missing(french)
    if missing == [title]:
        return "proposée aux habitants, le titre reste en français"
    if missing:
        return f"il manque {len(missing)} phrases" if len(missing) > 1 else "il manque 1 phrase"
    return "relue" if translation.is_reviewed else "complète, à relire"


def _what_is_missing(translation, french, title):
    missing = [sentence for sentence in translation.missing(french) if sentence != title]
    if not missing:
        return "La traduction est enregistrée. Elle est complète\u00a0: les habitants la voient."
    words = "La traduction est enregistrée. Phrases à traduire\u00a0: {}. Le français reste seul."
    return format_html(words, len(missing))
