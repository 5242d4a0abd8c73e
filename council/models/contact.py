import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from publishing.forms.long_text import LongText
from publishing.forms.public_submission import PublicSubmission, PublicSubmissionQuerySet
from publishing.forms.reachable import NO_ANSWER_POSSIBLE


class ContactMessageQuerySet(PublicSubmissionQuerySet):
    def waiting(self):
        return self.last_sent().filter(answered_on=None)

    def unmailed(self):
        return self.filter(mailed_at=None)

    def sent_before(self, day):
        return self.filter(sent_on__lt=day)


class ContactMessage(PublicSubmission):
    """What a person wrote to the council: stored before anything is sent by mail."""

    received_day = "sent_on"

    class Subject(models.TextChoices):
        QUESTION = "question", "Une question"
        JOIN = "rejoindre", "Rejoindre le Conseil"
        DISTRICT = "quartier", "Une idée ou un problème dans le quartier"
        PHOTO = "photo", "Retrait d’une photo"
        DATA = "donnees", "Mes données personnelles"
        ACCESSIBILITY = "accessibilite", "Accessibilité\u00a0: je n’arrive pas à lire une page"
        OTHER = "autre", "Autre sujet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField("sujet", max_length=16, choices=Subject)
    message = LongText("message", max_length=5000)
    name = models.CharField("nom", max_length=120, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)

    sent_on = models.DateField("reçu le", default=timezone.localdate, editable=False)
    mailed_at = models.DateTimeField("envoyé par e-mail au Conseil", null=True, editable=False)
    mail_error = models.CharField("problème d’envoi par e-mail", max_length=200, blank=True, editable=False)
    answered_on = models.DateField("répondu le", null=True, blank=True, help_text="Le jour où vous avez répondu.")
    note = models.TextField("note pour le Conseil", blank=True, help_text="Jamais montrée au public.")

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message reçu"
        verbose_name_plural = "messages reçus"
        ordering = ["-sent_on"]
        constraints = [
            models.CheckConstraint(
                name="contact_message_can_be_answered",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message=NO_ANSWER_POSSIBLE,
            )
        ]

    def __str__(self):
        """Names nobody: the back office's log keeps these words."""
        return f"Message du {self.sent_on:%d/%m/%Y}"

    def answer(self, day):
        self.answered_on = day
        self.save(update_fields=["answered_on"])

    def mailed(self, moment):
        self.mailed_at, self.mail_error = moment, ""
        self.save(update_fields=["mailed_at", "mail_error"])

    def not_mailed(self, reason):
        self.mail_error = reason[:200]
        self.save(update_fields=["mail_error"])
