"""What the back office may do to minutes, in its words; the model decides."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from meetings.desk.meeting_acts import MeetingAct
from meetings.models import Meeting
from meetings.models.minutes import Minutes, MinutesStage
from publishing.desk.act import ActForm
from publishing.desk.next_step import NextStep

REREAD, ADOPT, PUBLISH = ROAD = ["Relire", "Adopter", "Publier"]


class MinutesAdoptForm(ActForm):
    at = forms.ModelChoiceField(
        Meeting.objects.none(), label="Adopté à la réunion", help_text="Une réunion plus tardive, qui a eu lieu."
    )
    remarks = forms.CharField(
        label="Remarques",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Elles seront publiées sous le compte rendu. Facultatif.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.record.meeting
        later = Q(starts_on__gt=meeting.starts_on, starts_on__lte=timezone.localdate()) & ~Q(state="cancelled")
        choices = Meeting.objects.filter(later, is_example=meeting.is_example) if meeting.starts_on else Meeting.objects
        self.fields["at"].queryset = choices.in_order() if meeting.starts_on else choices.none()


class MinutesAct(MeetingAct):
    def suits(self, record: Minutes) -> bool:
        may_follow = self.to in MinutesStage(record.stage).then
        return may_follow and (self.name == "retirer") == (record.stage == MinutesStage.PUBLISHED)

    def about(self, record):
        return {}

    def landing(self, record):
        return reverse("admin:meetings_minutes_changelist")


ACTS = [
    MinutesAct(
        "relire",
        "Il est relu",
        "Une deuxième personne l’a lu. Il attend d’être adopté en réunion.",
        lambda minutes, form: minutes.reread(),
        "Compte rendu relu",
        to=MinutesStage.REREAD,
    ),
    MinutesAct(
        "adopter",
        "Il est adopté",
        "Dites à quelle réunion. Ensuite, le texte ne change plus.",
        lambda minutes, form: minutes.adopt(**form.cleaned_data),
        "Compte rendu adopté",
        MinutesAdoptForm,
        to=MinutesStage.ADOPTED,
    ),
    MinutesAct(
        "publier",
        "Le publier",
        "Tout le monde pourra le lire. Vérifiez qu’aucun nom n’y est sans accord.",
        lambda minutes, form: minutes.publish(),
        "Compte rendu publié",
        to=MinutesStage.PUBLISHED,
    ),
    MinutesAct(
        "retirer",
        "Le retirer du site",
        "Il disparaît aussitôt du site. Il reste adopté.",
        lambda minutes, form: minutes.withdraw(),
        "Compte rendu retiré",
        to=MinutesStage.ADOPTED,
    ),
    MinutesAct(
        "reprendre",
        "Le corriger",
        "Il redevient un brouillon. Il faudra l’adopter de nouveau.",
        lambda minutes, form: minutes.reopen(),
        "Compte rendu repris",
        to=MinutesStage.DRAFT,
    ),
]
STEPS = {
    MinutesStage.DRAFT: (REREAD, "relire", "Il attend qu’une deuxième personne le lise."),
    MinutesStage.REREAD: (ADOPT, "adopter", "Il attend d’être adopté en réunion."),
    MinutesStage.ADOPTED: (PUBLISH, "publier", "Il est adopté. Les habitants ne le voient pas encore."),
    MinutesStage.PUBLISHED: ("", "", "Tout le monde peut le lire."),
}


def next_step(minutes: Minutes) -> NextStep:
    here, wanted, sentence = STEPS[minutes.stage]
    return NextStep(ROAD, here, [sentence], wanted)
