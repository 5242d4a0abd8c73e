"""What the back office may do to a questionnaire, in its words; the model decides."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from publishing.desk.act import Act, ActForm
from surveys.desk.next_step import progress_of
from surveys.desk.progress import SurveyProgress, before_closing, before_counting, before_publishing
from surveys.figures.disclosure import TOO_FEW
from surveys.models import Survey
from surveys.questions.progress import SurveyState, opening_in_words, progress_in_words


@dataclass(frozen=True, kw_only=True)
class SurveyAct(Act):
    """`before`: the sentences that its page begins with; `after`: what to do next."""

    starts: tuple[SurveyState, ...]
    is_counted: bool = False
    before: Callable[[SurveyProgress], list[str]] = lambda progress: []
    after: str = ""

    def rights(self, record):
        return ["surveys.run_survey"]

    def suits(self, record):
        is_closed = record.state == SurveyState.CLOSED
        return (
            not record.is_model
            and record.state in self.starts
            and (not is_closed or self.is_counted == record.is_counted)
        )

    def about(self, record):
        return {"facts": self.before(progress_of(record)), "after": self.after}

    def said(self, record):
        return f"C’est fait\u00a0: «\u00a0{record}\u00a0», {progress_in_words(record, timezone.localdate())}."


class OpenAct(SurveyAct):
    def about(self, record):
        days = opening_in_words(record, timezone.localdate())
        return super().about(record) | {"facts": [f"{days} Ces jours se changent sur la fiche."]}


class CountAct(SurveyAct):
    def about(self, record):
        shown = {"piece": "surveys/desk/_sheets_left.html", "sheets_left": progress_of(record).sheets_left}
        return super().about(record) | shown

    def obstacle(self, record):
        return super().obstacle(record) or (TOO_FEW if progress_of(record).is_too_small else "")


class CopyForm(ActForm):
    title = forms.CharField(label="Titre de la copie", max_length=160)

    def clean_title(self):
        title = self.cleaned_data["title"]
        self.reference = slugify(title)[:80]
        if not self.reference or Survey.objects.filter(reference=self.reference).exists():
            raise ValidationError("Un questionnaire porte déjà ce titre. Choisissez-en un autre.")
        return title


class Duplicate(Act):
    makes = True

    def rights(self, record):
        return ["surveys.add_survey"]

    def journal(self, record):
        return f"Copie de «\u00a0{record}\u00a0»"


class NewVersion(Duplicate):
    def suits(self, record):
        return record.is_frozen

    def journal(self, record):
        return f"Nouvelle version de «\u00a0{record}\u00a0»"

    def landing(self, record):
        return reverse("admin:surveys_survey_build", args=[record.pk])


ACTS = [
    CountAct(
        "compter",
        "Compter les réponses",
        "Comptées une fois, les réponses le sont pour toujours\u00a0: plus aucune feuille n’entre, et on ne "
        "peut pas revenir en arrière.",
        lambda survey, form: survey.count_results(form.day),
        starts=(SurveyState.CLOSED,),
        before=before_counting,
        after=(
            "Ensuite\u00a0: vous verrez les résultats, les habitants pas encore. Relisez les textes, choisissez "
            "les groupes à comparer, puis publiez."
        ),
    ),
    OpenAct(
        "ouvrir",
        "Ouvrir le questionnaire",
        "Tout le monde pourra y répondre. Après la première réponse, les questions ne changent plus.",
        lambda survey, form: survey.open(form.day),
        starts=(SurveyState.DRAFT, SurveyState.CLOSED),
        after="Ensuite\u00a0: distribuez les feuilles, et saisissez celles qui reviennent.",
    ),
    SurveyAct(
        "fermer",
        "Fermer le questionnaire",
        "Plus personne ne pourra répondre en ligne. Vous pourrez encore saisir des feuilles.",
        lambda survey, form: survey.close(form.day),
        starts=(SurveyState.OPEN,),
        before=before_closing,
        after="Ensuite\u00a0: saisissez les dernières feuilles, puis comptez les réponses.",
    ),
    SurveyAct(
        "publier",
        "Publier les résultats",
        "Tout le monde verra les résultats. Ils ne changeront plus.",
        lambda survey, form: survey.publish_results(form.day),
        starts=(SurveyState.CLOSED,),
        is_counted=True,
        before=before_publishing,
        after="Ensuite\u00a0: dites ce que le Conseil en fait, imprimez les affichettes et faites le tour des halls.",
    ),
    SurveyAct(
        "retirer",
        "Retirer les résultats",
        "Les résultats ne seront plus visibles. Vous pourrez publier les mêmes de nouveau.",
        lambda survey, form: survey.withdraw_results(form.day),
        starts=(SurveyState.PUBLISHED,),
    ),
    NewVersion(
        "version",
        "Faire une nouvelle version",
        "La nouvelle version est un brouillon. Celle-ci garde ses réponses, et ne change pas.",
        lambda survey, form: survey.make_version(),
        "C’est fait\u00a0: la nouvelle version est un brouillon.",
    ),
    Duplicate(
        "dupliquer",
        "Dupliquer",
        "La copie est un brouillon, avec les mêmes questions et sans aucune réponse.",
        lambda survey, form: survey.duplicate(form.reference, form.cleaned_data["title"]),
        "C’est fait\u00a0: la copie est un brouillon.",
        CopyForm,
    ),
]
