from django.db import models

from publishing.natural_key import Referenced, ReferencedQuerySet


class Grid(Referenced):
    """The questions that a group asks itself at each stop: the six principles, or the council's own list."""

    name = models.CharField("nom", max_length=120)
    note = models.TextField("d’où elle vient", blank=True, help_text="Par exemple le guide dont elle est tirée.")

    objects = ReferencedQuerySet.as_manager()

    class Meta:
        verbose_name = "grille d’observation"
        verbose_name_plural = "grilles d’observation"
        ordering = ["name"]

    def __str__(self):
        return self.name


class CriterionQuerySet(models.QuerySet):
    def get_by_natural_key(self, grid, position):
        return self.get(grid__reference=grid, position=position)


class Criterion(models.Model):
    """One line of a grid."""

    grid = models.ForeignKey(Grid, models.CASCADE, related_name="criteria", verbose_name="grille")
    position = models.PositiveSmallIntegerField("ordre")
    label = models.CharField("principe", max_length=120)
    question = models.CharField("question à se poser", max_length=240, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "principe"
        ordering = ["grid", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["grid", "position"],
                name="criterion_position_once_in_a_grid",
                violation_error_message="Deux principes ont le même numéro d’ordre.",
            )
        ]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (self.grid.reference, self.position)

    natural_key.dependencies = ["walks.grid"]
