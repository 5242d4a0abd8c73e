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
