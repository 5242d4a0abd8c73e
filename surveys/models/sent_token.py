from django.db import models


class SentToken(models.Model):
    """The print of the number hidden in a page that was sent: it is not received twice. It knows no answer."""

    token_hash = models.CharField("empreinte du jeton", max_length=64, primary_key=True, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="tokens", verbose_name="questionnaire")

    class Meta:
        verbose_name = "jeton reçu"
        verbose_name_plural = "jetons reçus"
        default_permissions = []

    def __str__(self):
        return "jeton reçu"
