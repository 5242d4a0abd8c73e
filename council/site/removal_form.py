"""«Demander le retrait»: one message, and the photo is gone from the site before anybody reads it.

Who asks for many photos in a day only asks: the council decides in minutes, so that nobody can empty the site.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.pacing.pace import Pace
from council.rules.reachable import can_be_called
from council.site.once_form import OnceForm

HIDDEN_AT_ONCE = Pace("photos", most=settings.PHOTOS_HIDDEN_AT_ONCE, seconds=86_400)

NOT_A_WAY = "Écrivez une adresse e-mail, ou tous les chiffres d’un téléphone. Vous pouvez aussi laisser ce champ vide."


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

    def clean_contact(self):
        contact = self.cleaned_data["contact"]
        if contact and "@" not in contact and not can_be_called(contact):
            raise ValidationError(NOT_A_WAY)
        return contact

    def __init__(self, *args, photo, **kwargs):
        super().__init__(*args, **kwargs)
        self.photo = photo
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "token", "message", "contact", Div("website", css_class="honeypot", aria_hidden="true")
        )

    @property
    def asks_first(self):
        """Too many photos left the site today from this network: the next request only asks."""
        return HIDDEN_AT_ONCE.is_spent(self.sender)

    @transaction.atomic
    def save(self):
        """(the stored request, whether it is new); the photo is in quarantine in the same transaction, unless too many
        were hidden today from this network: then the council is asked first."""
        if not self.photo.is_quarantined and HIDDEN_AT_ONCE.allows(self.sender):
            self.photo.quarantine()
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return self.Meta.model.objects.receive(token=self.cleaned_data["token"], photo=self.photo, **fields)
