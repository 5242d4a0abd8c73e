"""«Demander le retrait»: one message, and the photo is gone from the site before anybody reads it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db import transaction

from council.once_form import OnceForm


class RemovalForm(OnceForm):
    """Subclasses name their model in Meta(RemovalForm.Meta); `photo` is the photo that leaves."""

    class Meta:
        fields = ["message", "contact"]
        labels = {"message": "Votre message (facultatif)", "contact": "Pour vous répondre (facultatif)"}
        help_texts = {
            "message": "Par exemple\u00a0: je suis sur la photo, ou c’est ma photo.",
            "contact": "Une adresse e-mail ou un numéro de téléphone.",
        }
        error_messages = {"message": {"max_length": "Votre message est trop long. Gardez 2\u00a0000 signes au plus."}}
        widgets = {"message": forms.Textarea({"rows": 4})}

    def __init__(self, *args, photo, **kwargs):
        super().__init__(*args, **kwargs)
        self.photo = photo
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "token", "message", "contact", Div("website", css_class="honeypot", aria_hidden="true")
        )

    @transaction.atomic
    def save(self):
        """(the stored request, whether it is new); the photo is in quarantine in the same transaction."""
        self.photo.quarantine()
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return self.Meta.model.objects.receive(token=self.cleaned_data["token"], photo=self.photo, **fields)
