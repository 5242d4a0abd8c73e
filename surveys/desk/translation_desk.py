"""The page of the back office where a survey is translated: every French sentence, and the same beside it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html

from accounts.desk.writing_views import opened, second_writer
from publishing.feeds.fingerprint import fingerprint
from publishing.forms.long_text import LongTextField
from publishing.words.language import TRANSLATED
from surveys.desk.back_office import find_survey, show_page
from surveys.models import SurveyTranslation
from surveys.questions.translated import sentences

LONGEST = 600
SENTENCE = "phrase-"


def name_of(sentence) -> str:
    """Of its field: the same sentence keeps its words wherever the French puts it."""
    return SENTENCE + fingerprint(sentence.encode())


class TranslationForm(forms.Form):
    """One field a French sentence; an empty one waits, and the language is not offered meanwhile."""

    is_reviewed = forms.BooleanField(
        label="Une personne qui parle cette langue a tout relu",
        required=False,
        help_text="Avant, les pages disent «\u00a0traduction à relire\u00a0».",
    )

    def __init__(self, french, language, translation, *args, **kwargs):
        super().__init__(*args, initial={"is_reviewed": translation.is_reviewed}, auto_id="%s", **kwargs)
        self.translation = translation
        self.french = {sentence: name_of(sentence) for sentence in french}
        for sentence, name in self.french.items():
            self.fields[name] = LongTextField(
                label=sentence,
                required=False,
                max_length=LONGEST,
                initial=translation.texts.get(sentence, ""),
                widget=forms.Textarea({"rows": 1 + len(sentence) // 60, "lang": language, "dir": "auto"}),
            )

    @property
    def texts(self):
        pairs = [(sentence, self.cleaned_data[name].strip()) for sentence, name in self.french.items()]
        return {sentence: text for sentence, text in pairs if text}

    @property
    def rows(self):
        return [self[name] for name in self.french.values()]

    @property
    def homeless(self):
        """What was typed for sentences that the French lost while the page was open."""
        return [
            text for name, text in self.data.items() if name.startswith(SENTENCE) and name not in self.fields and text
        ]


def survey_translate(request, object_id, model_admin):
    survey = find_survey(request, object_id, model_admin)
    if not model_admin.has_change_permission(request, survey):
        raise PermissionDenied
    language = request.GET.get("langue", TRANSLATED[0][0])
    if language not in dict(TRANSLATED):
        raise Http404
    if request.method == "POST":
        return _sent(request, survey, language, model_admin)
    return _page(request, survey, language, _form(survey, language))


@transaction.atomic
def _sent(request, survey, language, model_admin):
    if both := second_writer(request, survey, lambda: ([_form(survey, language)],)):
        return both
    form = _form(survey, language, request.POST)
    if not form.is_valid():
        return _page(request, survey, language, form)
    form.translation.write(form.texts, is_reviewed=form.cleaned_data["is_reviewed"])
    model_admin.log_change(request, survey, f"Traduction\u00a0: {form.translation.get_language_display()}")
    messages.success(request, _what_is_missing(form.translation, form.french, survey.title))
    for text in form.homeless:
        messages.warning(request, f"Le français a changé pendant que vous écriviez. Phrase à replacer\u00a0: {text}")
    return redirect(f"{request.path}?langue={language}")


def _form(survey, language, data=None):
    translation = survey.translations.filter(language=language).first()
    translation = translation or SurveyTranslation(survey=survey, language=language)
    return TranslationForm(sentences(survey.questionnaire()), language, translation, data)


def _page(request, survey, language, form):
    known = {row.language: row for row in survey.translations.all()}
    states = [
        (code, name, _state(known.get(code), form.french, survey.title), code == language) for code, name in TRANSLATED
    ]
    shown = {"form": form, "languages": states, "opened": opened(request, [form])}
    return show_page(request, "survey_translate.html", "Traductions", survey, **shown)


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
