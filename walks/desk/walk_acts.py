"""What the back office may do to a walk and to an observation, in its words; the models decide."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from publishing.desk.act import Act, ActForm
from publishing.desk.next_step import NextStep
from walks.models import Dispatch, Observation, Walk
from walks.rules.status import ANSWERS, ObservationStatus
from walks.rules.vocabulary import Body

READ, SEND, ANSWER = ROAD = ["Relire", "Envoyer", "Répondre"]


class DispatchForm(ActForm):
    addressed_to = forms.ChoiceField(label="À qui", choices=Body)
    sent_on = forms.DateField(label="Envoyé le", initial=timezone.localdate)


class AnswerForm(ActForm):
    """What the body answers to one observation: checked here for its shape, by the model for its sense."""

    status = forms.ChoiceField(
        label="Réponse",
        choices=[(status, status.label.capitalize()) for status in ANSWERS],
        initial=ObservationStatus.ANSWERED,
    )
    on = forms.DateField(label="Le", initial=timezone.localdate, help_text="Le jour de la réponse.")
    words = forms.CharField(
        label="Ce qui est répondu",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Montré sur le site. Obligatoire pour une réponse, et pour «\u00a0sans suite\u00a0».",
    )
    by = forms.CharField(label="Quel service répond", required=False, help_text="Un service, jamais une personne.")
    due_on = forms.DateField(
        label="Prévu pour le", required=False, help_text="Seulement pour «\u00a0programmée\u00a0»."
    )


class SendAct(Act):
    def rights(self, record):
        return ["walks.add_dispatch"]

    def waiting(self, walk: Walk):
        return walk.observations.counted().to_send().with_stop().in_order()

    def obstacle(self, record):
        nothing = "Aucune observation n’attend d’être envoyée. Relisez-les d’abord, et dites à qui elles s’adressent."
        return "" if self.waiting(record) else nothing

    def about(self, record):
        return {"piece": "walks/desk/_waiting.html", "waiting": self.waiting(record)}

    def landing(self, record):
        return reverse("admin:walks_dispatch_changelist")


class AgainAct(Act):
    makes = True

    def rights(self, record):
        return ["walks.add_walk"]


class AnswerAct(Act):
    def rights(self, record):
        return ["walks.answer_observation"]

    def suits(self, record: Observation):
        return record.sent_on is not None

    def about(self, record):
        return {"piece": "walks/desk/_answered.html", "changes": record.changes.all()}

    def said(self, record):
        return f"La réponse à l’observation {record.number} est enregistrée."

    def landing(self, record):
        return reverse("admin:walks_observation_changelist")


def _again(walk: Walk, form) -> Walk:
    reference = slugify(f"{walk.reference}-{form.day:%Y-%m-%d}")[:80]
    if Walk.objects.filter(reference=reference).exists():
        raise ValidationError("Une deuxième marche a déjà été préparée aujourd’hui. Ouvrez-la dans la liste.")
    return walk.walk_again(reference, form.day)


WALK_ACTS = [
    SendAct(
        "envoi",
        "Envoyer les observations",
        "Toutes celles qui vont à cet organisme partent ensemble. Vous imprimez ensuite la lettre et le tableau à "
        "remplir.",
        lambda walk, form: Dispatch.send(walk, form.cleaned_data["addressed_to"], form.cleaned_data["sent_on"]),
        "L’envoi est noté. Imprimez la lettre, et joignez le tableau à remplir.",
        DispatchForm,
    ),
    AgainAct(
        "encore",
        "Refaire cette marche",
        "Une nouvelle marche, avec les mêmes arrêts. Le site pourra comparer avant et après.",
        _again,
        "La nouvelle marche a les mêmes arrêts. Changez sa date, puis publiez-la.",
    ),
]
OBSERVATION_ACTS = [
    AnswerAct(
        "repondre",
        "Écrire la réponse",
        "Une ligne du journal ne se change plus. Pour la corriger, on en écrit une autre.",
        lambda observation, form: observation.record(**form.cleaned_data),
        form=AnswerForm,
    )
]


def next_step(observation: Observation) -> NextStep:
    if observation.reviewed_on is None:
        return NextStep(ROAD, READ, ["Relisez-la\u00a0: ni nom, ni plaque, ni visage."])
    if observation.status == ObservationStatus.NOTED:
        return NextStep(ROAD, SEND, ["Elle est relue. Elle part avec les autres, depuis la fiche de la marche."])
    if observation.status == ObservationStatus.SENT:
        return NextStep(ROAD, ANSWER, ["Elle est transmise. Elle attend une réponse."], "repondre")
    return NextStep(ROAD, "", ["Les habitants peuvent lire la réponse."] if observation.is_public else [])
