from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from publishing.forms.public_form import PublicForm
from publishing.forms.reachable import can_be_called
from publishing.pacing.pace import Pace

HIDDEN_AT_ONCE = Pace("photos", most=settings.PHOTOS_HIDDEN_AT_ONCE, seconds=86_400)

NOT_A_WAY = "Écrivez une adresse e-mail, ou tous les chiffres d’un téléphone. Vous pouvez aussi laisser ce champ vide."


class RemovalForm(PublicForm):
    """Made for the requests of one room by `modelform_factory`; `known["photo"]` is the photo that leaves."""

    class Meta:
        fields = ["message", "contact"]
        labels = {"message": "Votre message (facultatif)", "contact": "Pour vous répondre (facultatif)"}
        help_texts = {
            "message": "Par exemple\u00a0: je suis sur la photo, ou c’est ma photo.",
            "contact": "Une adresse e-mail ou un numéro de téléphone.",
        }
        error_messages = {"message": {"max_length": "Votre message est trop long. Gardez %(most)s signes au plus."}}
        widgets = {"message": forms.Textarea({"rows": 4})}

    def clean_contact(self):
        contact = self.cleaned_data["contact"]
        if contact and "@" not in contact and not can_be_called(contact):
            raise ValidationError(NOT_A_WAY)
        return contact

    @property
    def asks_first(self):
        """Too many photos left the site today from this network: the next request only asks."""
        return HIDDEN_AT_ONCE.is_spent(self.sender)

    @transaction.atomic
    def save(self):
        """The photo is in quarantine in the same transaction, unless too many were hidden today from this network: then
        the council is asked first."""
        photo = self.known["photo"]
        if not photo.is_quarantined and HIDDEN_AT_ONCE.allows(self.sender):
            photo.quarantine()
        return super().save()
