from crispy_forms.layout import HTML, Fieldset
from django import forms

from council.models import ContactMessage
from publishing.forms.public_form import PublicForm
from publishing.forms.reachable import check_reachable

WAY_TO_ANSWER = "Donnez une adresse e-mail ou un téléphone. Un des deux suffit."


class ContactForm(PublicForm):
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
                "max_length": "Votre message est trop long. Gardez %(most)s signes au plus.",
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

    def layout(self):
        way = HTML(f"<p>{WAY_TO_ANSWER}</p>")
        return ["subject", "message", Fieldset("Pour vous répondre", way, "email", "phone", "name")]

    def clean(self):
        super().clean()
        check_reachable(self)
