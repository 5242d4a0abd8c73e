from django.db import models


class ContentPack(models.Model):
    """A pack of fixtures that was loaded here: it never comes back by itself over what people changed or removed."""

    DEMO = "demo"  # the invented examples, in a folder of that name inside the council's own

    name = models.CharField("dossier", max_length=60, unique=True)
    loaded_on = models.DateField("chargé le")
    removed_on = models.DateField("retiré le", null=True, blank=True)
    keys = models.JSONField("fiches apportées", default=list)

    class Meta:
        verbose_name = "paquet de contenu"
        verbose_name_plural = "paquets de contenu"
        constraints = [
            models.CheckConstraint(
                name="only_the_examples_are_removed",
                condition=models.Q(removed_on__isnull=True) | models.Q(name="demo"),
                violation_error_message="Le contenu du Conseil ne se retire pas d’un bloc.",
            )
        ]

    def __str__(self):
        return self.name


class JobRunQuerySet(models.QuerySet):
    def last_done(self, job):
        """When this job last went well, or nothing."""
        return self.filter(job=job, is_done=True).aggregate(last=models.Max("ended_at"))["last"]

    def of_last_night(self):
        """Each job of the last night that came to its end."""
        night = self.filter(job=JobRun.NIGHT).exclude(ended_at=None).order_by("-started_at", "-pk").first()
        if night is None:
            return self.none()
        return self.filter(started_at__gte=night.started_at, ended_at__lte=night.ended_at).exclude(pk=night.pk)


class JobRun(models.Model):
    """What one job of the night did, or why it did not; the whole night is a row too."""

    NIGHT = "nightly"

    job = models.CharField("travail", max_length=40)
    started_at = models.DateTimeField("commencé")
    ended_at = models.DateTimeField("fini", null=True, blank=True)
    is_done = models.BooleanField("fait", default=False)
    words = models.TextField("ce qu’il a dit", blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = "travail de nuit"
        verbose_name_plural = "travaux de nuit"
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["job", "ended_at"], name="job_by_its_end")]
        constraints = [
            models.CheckConstraint(
                name="what_is_done_has_ended",
                condition=models.Q(is_done=False) | models.Q(ended_at__isnull=False),
                violation_error_message="Un travail fait a une fin.",
            )
        ]

    def __str__(self):
        return f"{self.job}, {self.started_at:%d/%m/%Y}"

    def end(self, now, *, is_done, words):
        self.ended_at, self.is_done, self.words = now, is_done, words
        self.save(update_fields=["ended_at", "is_done", "words"])
