import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from meetings.models.meeting import Meeting
from meetings.rules.document_format import LONGEST_SIGNATURE, extension_of, refusal, size_in_words
from publishing.files.private_storage import PrivateStorage


def stored_name(attachment, filename):
    """A name that says nothing; the title is what people see."""
    return f"meetings/{uuid.uuid4().hex}.{extension_of(filename)}"


class AttachmentQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True, meeting__in=Meeting.objects.published())


class Attachment(models.Model):
    """A document of a meeting: private until it is public, and always served by a view that checks."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attachments", verbose_name="réunion")
    title = models.CharField("titre", max_length=160, help_text="Ce que contient le document, en quelques mots.")
    file = models.FileField(
        "fichier", upload_to=stored_name, storage=PrivateStorage(), help_text="PDF, document de bureau ou image."
    )
    size = models.PositiveIntegerField("taille", default=0, editable=False)
    is_public = models.BooleanField(
        "montrer sur le site", default=False, help_text="Relisez-le avant\u00a0: aucun nom sans accord."
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="attachment_has_a_file",
                condition=~models.Q(file=""),
                violation_error_message="Choisissez un fichier.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:attachment_download", args=[self.meeting.reference, self.pk])

    def clean(self):
        """A file is looked at when it arrives; one that is stored already was."""
        if self.file and not self.file._committed:
            self.size = self.file.size
            head = self.file.read(LONGEST_SIGNATURE)
            self.file.seek(0)
            if sentence := refusal(self.file.name, self.size, head):
                raise ValidationError({"file": sentence})

    @property
    def extension(self) -> str:
        return extension_of(self.file.name)

    @property
    def facts(self) -> str:
        """«PDF, 120 ko»."""
        return f"{self.extension.upper()}, {size_in_words(self.size)}"
