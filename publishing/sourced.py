from django.db import models


class Sourced(models.Model):
    """Where a fact comes from, whether somebody confirmed it since, and what is doubtful about it."""

    source_ids = models.CharField(
        "repères dans le document",
        max_length=200,
        blank=True,
        help_text="Les numéros des phrases du document d’origine.",
    )
    source_text = models.TextField(
        "phrase du document", blank=True, help_text="La phrase exacte d’où vient cette information. Ne la corrigez pas."
    )
    state_as_of = models.CharField(
        "information connue à",
        max_length=40,
        blank=True,
        help_text="Par exemple « l’été 2018 ». Vide pour ce que vous écrivez vous-même.",
    )
    is_doubtful = models.BooleanField(
        "à confirmer", default=False, help_text="Cochez si vous n’êtes pas sûr. Seuls les éditeurs voient cette marque."
    )
    editor_note = models.TextField("note pour les éditeurs", blank=True, help_text="Jamais montrée au public.")
    updated_on = models.DateField("mis à jour ou confirmé le", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_unconfirmed(self):
        """It still says what an old document said: nobody edited or confirmed it since."""
        return bool(self.state_as_of) and self.updated_on is None

    def confirm(self, day):
        """A person looked at the record on `day` and vouches for it."""
        self.updated_on = day
        self.is_doubtful = False
        self.save(update_fields=["updated_on", "is_doubtful"])
