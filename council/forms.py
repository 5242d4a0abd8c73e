from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms

from council.form_token import TooFast, Unreadable, new_token, read_token
from council.models import ContactMessage
from council.models.contact import NO_ANSWER_POSSIBLE

WAY_TO_ANSWER = "Donnez une adresse e-mail ou un téléphone. Un des deux suffit."
TOO_FAST = "L’envoi a été très rapide. Relisez votre message, puis envoyez-le de nouveau."
EXPIRED = "Cette page était ouverte depuis longtemps. Envoyez de nouveau votre message\u00a0: il est encore là."
TRAP_FILLED = (
    "Un champ caché était rempli, sans doute par votre navigateur. Il est vidé. Envoyez de nouveau votre message."
)


class ContactForm(forms.ModelForm):
    """Checks what a person writes to the council; `save` stores it once, whatever the number of clicks."""

    website = forms.CharField(
        label="Ne remplissez pas ce champ",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ContactMessage
        fields = ["subject", "message", "name", "email", "phone"]
        labels = {
            "subject": "Sujet",
            "message": "Votre message",
            "name": "Votre nom (facultatif)",
            "email": "Votre adresse e-mail",
            "phone": "Votre téléphone",
        }
        help_texts = {"email": "Par exemple\u00a0: nom@exemple.fr", "phone": "Par exemple\u00a0: 02 00 00 00 00"}
        error_messages = {
            "subject": {
                "required": "Choisissez un sujet dans la liste.",
                "invalid_choice": "Choisissez un sujet dans la liste.",
            },
            "message": {
                "required": "Écrivez votre message.",
                "max_length": "Votre message est trop long. Gardez 5\u00a0000 signes au plus.",
            },
            "email": {"invalid": "Vérifiez votre adresse e-mail. Elle s’écrit comme nom@exemple.fr."},
        }
        widgets = {
            "message": forms.Textarea({"rows": 8}),
            "name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "phone": forms.TextInput({"autocomplete": "tel", "type": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", new_token())
        self.fields["subject"].choices = [("", "Choisissez un sujet"), *ContactMessage.Subject.choices]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "token",
            "subject",
            "message",
            Fieldset("Pour vous répondre", HTML(f"<p>{WAY_TO_ANSWER}</p>"), "email", "phone", "name"),
            Div("website", css_class="honeypot", aria_hidden="true"),
        )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        super().clean()
        if not any(self.cleaned_data.get(name) or name in self.errors for name in ("email", "phone")):
            self.add_error("email", NO_ANSWER_POSSIBLE)
        if self.cleaned_data.get("website"):
            self._say_and_reset(TRAP_FILLED, "website", "")
        try:
            self.cleaned_data["token"] = read_token(self.cleaned_data.get("token", ""))
        except TooFast:
            self.add_error(None, TOO_FAST)
        except Unreadable:
            self._say_and_reset(EXPIRED, "token", new_token())

    def _say_and_reset(self, sentence, field, value):
        """The page comes back with what the person typed, and a hidden field that is right this time."""
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data[field] = value

    def save(self):
        """(the stored message, whether it is new)"""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return ContactMessage.objects.receive(token=self.cleaned_data["token"], **fields)
