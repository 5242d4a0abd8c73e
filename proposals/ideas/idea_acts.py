"""What the back office may do to an idea, in its words; the model decides."""

from django import forms

from proposals.models import Idea, IdeaState
from publishing.desk.act import Act, ActForm
from publishing.desk.next_step import NextStep

READ, ANSWER = ROAD = ["Lire", "Répondre"]


class ReplyForm(ActForm):
    words = forms.CharField(
        label="Votre réponse (obligatoire)",
        widget=forms.Textarea({"rows": 5}),
        help_text="Dites pourquoi, en mots simples. La personne la lira.",
        error_messages={"required": "Écrivez votre réponse\u00a0: la personne la lira."},
    )


class IdeaAdoptForm(ActForm):
    title = forms.CharField(
        label="Titre de la proposition (obligatoire)",
        max_length=200,
        error_messages={"required": "Donnez un titre à la proposition."},
    )
    description = forms.CharField(
        label="Description, avec vos mots",
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="Sans le nom de personne. Vous pourrez la compléter ensuite.",
    )
    words = forms.CharField(
        label="Un mot pour la personne",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Facultatif. Elle saura dans tous les cas que son idée devient une proposition.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["description"] = self.record.public_text or self.record.text


class IdeaAct(Act):
    def suits(self, record: Idea) -> bool:
        return not record.is_settled

    def about(self, record):
        return {"piece": "proposals/ideas/_idea_words.html"}


class Study(IdeaAct):
    def suits(self, record):
        return record.state == IdeaState.RECEIVED


class Adopt(IdeaAct):
    def said(self, record):
        return f"Proposition {record.proposal.number} créée, en brouillon. Complétez sa fiche, puis publiez-la."


ACTS = [
    Study(
        "etudier",
        "Mettre à l’étude",
        "L’idée est lue. Le Conseil en parlera. Vous pourrez choisir de la montrer.",
        lambda idea, form: idea.study(),
        "L’idée est marquée «\u00a0à l’étude\u00a0».",
    ),
    IdeaAct(
        "repondre",
        "Répondre",
        "L’idée ne devient pas une proposition. La personne lira votre réponse.",
        lambda idea, form: idea.reply(form.cleaned_data["words"], form.day),
        "Réponse écrite. La personne peut la lire.",
        ReplyForm,
    ),
    Adopt(
        "adopter",
        "En faire une proposition",
        "Une proposition est créée, en brouillon. Vous complétez sa fiche, puis vous la publiez.",
        lambda idea, form: idea.adopt(day=form.day, **form.cleaned_data),
        form=IdeaAdoptForm,
    ),
]


def next_step(idea: Idea) -> NextStep:
    if idea.is_settled:
        return NextStep(ROAD, "", ["La personne peut lire ce que son idée est devenue."])
    if idea.state == IdeaState.RECEIVED:
        return NextStep(ROAD, READ, ["Elle attend d’être lue."], "etudier")
    return NextStep(ROAD, ANSWER, ["Le Conseil en parle. La personne attend une réponse."])
