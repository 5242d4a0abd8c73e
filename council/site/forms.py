from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms

from council.models import ContactMessage
from council.rules.reachable import check_reachable
from council.site.once_form import OnceForm

WAY_TO_ANSWER = "Donnez une adresse e-mail ou un téléphone. Un des deux suffit."


class ContactForm(OnceForm):
    """Checks what a person writes to the council; `save` stores it once, whatever the number of clicks."""

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

    def clean(self):
        super().clean()
        check_reachable(self)
