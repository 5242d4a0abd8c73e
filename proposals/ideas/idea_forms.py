from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from proposals.models import Idea
from proposals.rules.blank import is_blank
from publishing.forms.long_text import LongTextField
from publishing.forms.public_form import TEN_MINUTES, PublicForm
from publishing.pacing.pace import Pace


class IdeaForm(PublicForm):
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
            "text": {"max_length": "Votre texte est trop long. Gardez %(most)s signes au plus."},
            "place": {"max_length": "Cet endroit est trop long. Gardez %(most)s signes au plus."},
        }
        widgets = {"text": forms.Textarea({"rows": 7}), "place": forms.Textarea({"rows": 1, "class": "one-line"})}

    def clean_place(self):
        return " ".join(self.cleaned_data["place"].split())

    def clean_text(self):
        text = self.cleaned_data.get("text", "")
        if is_blank(text):
            raise ValidationError("Écrivez votre idée.")
        return text
