"""Questionnaires and letters to print."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext, override

from publishing.dates.written_day import written_day
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf
from publishing.paper.qr_code import qr_svg
from publishing.words.language import FRENCH
from surveys.models.code import in_groups
from surveys.models.translation import SurveyTranslation
from surveys.paper.paper_form import paper_form

CODE_SIGN = "#code="


def questionnaire_pdf(survey, *, size="a4", language=FRENCH, numbers=(), batch=None) -> bytes:
    """`numbers`: of the copies, one after the other in the same document; without, one copy to photocopy."""
    translation = survey.translations.filter(language=language).first()
    data = paper_form(
        survey.questionnaire(), language=language, numbers=numbers, texts=translation.texts if translation else None
    )
    path = answer_path(survey, language)
    data |= {
        "size": size,
        "batch": f"{data['words']['batch']}{data['colon']} {batch.label}" if batch else "",
        "foot": settings.COUNCIL.name,
        "is_example": survey.is_example,
        "to_review": translation is not None and not translation.is_reviewed,
        "lines": _lines(survey, batch, data["words"], language),
        "qr": qr_svg(absolute(path)),
        "address": short(current_path(language)),
    }
    return make_pdf("surveys/questionnaire.typ", data, title=data["heading"])


def letters_pdf(survey, codes, *, size="a4") -> bytes:
    """One letter a home: its code in signs and as a drawing that no server ever reads (after the «#»)."""
    path = survey.get_absolute_url()
    data = {
        "size": size,
        "survey": survey.title,
        "intro": survey.intro,
        "is_example": survey.is_example,
        "address": short(current_path(FRENCH)),
        "until": _day(survey.closes_on),
        "others": [_in_another_language(code) for code in SurveyTranslation.objects.offered(survey.questionnaire())],
        "letters": [{"code": in_groups(code), "qr": qr_svg(absolute(path) + CODE_SIGN + code)} for code in codes],
    }
    return make_pdf("surveys/letters.typ", data, title=f"Lettres avec un code\u00a0: {survey.title}")


def answer_path(survey, language) -> str:
    with override(language):
        return survey.get_absolute_url()


def current_path(language) -> str:
    """Short enough to be copied by hand: it leads to the open questionnaire."""
    with override(language):
        return reverse("surveys:survey_current")


def _in_another_language(language) -> dict:
    """What somebody who reads no French looks for on a letter: that it asks for an answer, and where."""
    with override(language):
        words = gettext("Donnez votre avis sur le quartier avec ce code\u00a0:")
        return {"lang": language, "rtl": get_language_bidi(), "words": words, "address": short(current_path(language))}


def _lines(survey, batch, words, language) -> list[str]:
    """Where the sheet goes back to, and until when; nothing when nobody said it."""
    with override(language):
        lines = [f"{words['return']} {batch.place}"] if batch and batch.place else []
        return lines + ([f"{words['until']} {_day(survey.closes_on)}"] if survey.closes_on else [])


def _day(day) -> str:
    return written_day(day, "l j F Y") if day else ""
