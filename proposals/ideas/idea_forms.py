from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.pacing.pace import Pace
from council.site.once_form import TEN_MINUTES, OnceForm
from proposals.models import Idea, IdeaCall
from proposals.rules.blank import is_blank
from publishing.forms.long_text import LongTextField


class IdeaForm(OnceForm):
    """What a resident suggests, stored once whatever the number of clicks. Nobody's name is asked."""

    # A workshop of thirty neighbours shares one network.
    pace = Pace("ideas", most=settings.ANSWERS_PER_ADDRESS, seconds=TEN_MINUTES)

    class Meta:
        model = Idea
        fields = ["text", "place"]
        field_classes = {"place": LongTextField}
        labels = {"text": "Votre idée (obligatoire)", "place": "À quel endroit\u00a0? (facultatif)"}
        help_texts = {
            "text": "Quelques phrases suffisent. N’écrivez le nom de personne.",
            "place": f"Par exemple\u00a0: devant l’école, {settings.COUNCIL.a_street}.",
        }
        error_messages = {
            "text": {"max_length": "Votre texte est trop long. Gardez 2\u00a0000 signes au plus."},
            "place": {"max_length": "Cet endroit est trop long. Gardez 200 signes au plus."},
        }
        widgets = {"text": forms.Textarea({"rows": 7}), "place": forms.Textarea({"rows": 1, "class": "one-line"})}

    def __init__(self, *args, call: IdeaCall, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("token", "text", "place", Div("website", css_class="honeypot", aria_hidden="true"))

    def clean_place(self):
        return " ".join(self.cleaned_data["place"].split())

    def clean_text(self):
        text = self.cleaned_data.get("text", "")
        if is_blank(text):
            raise ValidationError("Écrivez votre idée.")
        return text

    def save(self):
        """(the stored idea, whether it is new)"""
        words = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Idea.objects.receive(
            token=self.cleaned_data["token"], call=self.call, is_example=self.call.is_example, **words
        )


class ReplyForm(forms.Form):
    words = forms.CharField(
        label="Votre réponse (obligatoire)",
        widget=forms.Textarea({"rows": 5}),
        help_text="Dites pourquoi, en mots simples. La personne la lira.",
        error_messages={"required": "Écrivez votre réponse\u00a0: la personne la lira."},
    )

    def act(self, idea, day):
        idea.reply(self.cleaned_data["words"], day)
        return "Réponse écrite. La personne peut la lire."


class AdoptForm(forms.Form):
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

    def act(self, idea, day):
        given = self.cleaned_data
        proposal = idea.adopt(given["title"], given["description"], day, given["words"])
        return f"Proposition {proposal.number} créée, en brouillon. Complétez sa fiche, puis publiez-la."


class StudyForm(forms.Form):
    def act(self, idea, day):
        idea.study()
        return "L’idée est marquée «\u00a0à l’étude\u00a0»."
