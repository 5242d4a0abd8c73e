from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from publishing.dates.dated import Dated, DatedQuerySet
from publishing.erasing.erasure import erase
from publishing.example import DemoContent, ExampleQuerySet
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced
from walks.models.grid import Grid
from walks.models.map_point import whole_point


class WalkQuerySet(PublishableQuerySet, DatedQuerySet, ReferencedQuerySet, ExampleQuerySet):
    pass


class Walk(Referenced, Publishable, Dated, Sourced, DemoContent):
    """People walk through the neighbourhood together, and note what works and what does not."""

    title = models.CharField("titre", max_length=160, default="Marche exploratoire")
    text = models.TextField(
        "présentation", blank=True, help_text="Deux ou trois phrases courtes, montrées sur le site."
    )
    weather = models.CharField("temps qu’il faisait", max_length=80, blank=True)
    groups = models.PositiveSmallIntegerField("nombre de groupes", null=True, blank=True)
    participants = models.PositiveSmallIntegerField(
        "nombre de participants",
        null=True,
        blank=True,
        help_text="Un nombre, jamais des noms. Vide si vous ne savez pas.",
    )
    grid = models.ForeignKey(
        Grid, models.PROTECT, null=True, blank=True, related_name="walks", verbose_name="grille d’observation"
    )
    is_year_inferred = models.BooleanField(
        "année déduite", default=False, help_text="L’année n’est pas écrite dans le document\u00a0: elle a été déduite."
    )
    lost_photo_credit = models.CharField(
        "crédit de la photo perdue", max_length=160, blank=True,
        help_text="La place de la photo est montrée vide, avec ce crédit. Vide\u00a0: aucune photo n’est connue.",
    )  # fmt: skip
    shared_on = models.DateField(
        "restitution le", null=True, blank=True, help_text="Le jour où les observations ont été partagées."
    )
    shared_with = models.CharField(
        "partagée avec",
        max_length=200,
        blank=True,
        help_text="Par exemple\u00a0: les élus et les services de la Ville.",
    )
    follows = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="revient sur la marche",
        help_text="Pour une deuxième marche sur les mêmes arrêts.",
    )

    objects = WalkQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Publishable.Meta, Dated.Meta):
        verbose_name = "marche exploratoire"
        verbose_name_plural = "marches exploratoires"
        constraints = (
            Publishable.Meta.constraints
            + Dated.Meta.constraints
            + [
                models.CheckConstraint(
                    name="walk_is_shared_after_it_took_place",
                    condition=Q(shared_on=None) | Q(starts_on=None) | Q(shared_on__gte=F("starts_on")),
                    violation_error_message="La restitution ne peut pas avoir lieu avant la marche.",
                ),
                models.CheckConstraint(
                    name="walk_does_not_follow_itself",
                    condition=Q(follows=None) | ~Q(follows=F("pk")),
                    violation_error_message="Une marche ne revient pas sur elle-même.",
                ),
            ]
        )

    def __str__(self):
        return f"{self.title}, {self.when.label}"

    @property
    def lost_photo(self):
        """The empty place of a photo that the document names, and that nobody has any more."""
        return {"is_empty_place": True, "caption": f"{self.title}, {self.when.label}", "credit": self.lost_photo_credit}

    def get_absolute_url(self):
        return reverse("walks:walk_detail", args=[self.reference])

    @property
    def is_over(self) -> bool:
        last_day = self.when.last_day
        return last_day is not None and last_day < timezone.localdate()

    @transaction.atomic
    def erase(self):
        """The walk with its observations, their photos and their earlier words."""
        for observation in self.observations.all():
            observation.erase()
        erase(self)

    @transaction.atomic
    def walk_again(self, reference: str, day):
        """A second walk on the same stops, to compare before and after."""
        again = Walk.objects.create(
            reference=reference,
            title=self.title,
            starts_on=day,
            grid=self.grid,
            follows=self,
            is_example=self.is_example,
        )
        for stop in self.stops.all():
            again.stops.create(
                position=stop.position,
                name=stop.name,
                street=stop.street,
                latitude=stop.latitude,
                longitude=stop.longitude,
                earlier=stop,
            )
        return again


class StopQuerySet(models.QuerySet):
    def get_by_natural_key(self, walk, position):
        return self.get(walk__reference=walk, position=position)


class Stop(models.Model):
    """A place of the route where the group looks around."""

    walk = models.ForeignKey(Walk, models.CASCADE, related_name="stops", verbose_name="marche")
    position = models.PositiveSmallIntegerField("numéro")
    name = models.CharField("arrêt", max_length=120, help_text="Le lieu, avec des mots du quartier.")
    street = models.CharField("rue", max_length=120, blank=True)
    latitude = models.DecimalField("latitude", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("longitude", max_digits=9, decimal_places=6, null=True, blank=True)
    earlier = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="later", verbose_name="même arrêt, marche d’avant"
    )

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = "arrêt"
        ordering = ["walk", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["walk", "position"],
                name="stop_number_once_in_a_walk",
                violation_error_message="Deux arrêts ont le même numéro.",
            ),
            whole_point("stop_has_a_whole_point_or_none"),
        ]

    def __str__(self):
        return f"{self.position}. {self.name}"

    def natural_key(self):
        return (self.walk.reference, self.position)

    natural_key.dependencies = ["walks.walk"]
