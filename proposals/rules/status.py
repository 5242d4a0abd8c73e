"""The life of a proposal: its statuses, and which may follow which."""

from django.conf import settings
from django.db import models


class Status(models.TextChoices):
    TO_COMPLETE = "to_complete", "À compléter"
    UNDER_REVIEW = "under_review", "En analyse juridique et financière"
    VALIDATED = "validated", "Validée"
    REJECTED = "rejected", "Rejetée"


DECISIONS = [(status.value, status.label) for status in Status if status is not Status.TO_COMPLETE]

NEXT = {
    Status.TO_COMPLETE: {Status.UNDER_REVIEW, Status.VALIDATED, Status.REJECTED},
    Status.UNDER_REVIEW: {Status.VALIDATED, Status.REJECTED},
    Status.VALIDATED: {Status.UNDER_REVIEW},
    Status.REJECTED: {Status.UNDER_REVIEW},
}


class DeliveryState(models.TextChoices):
    NOT_STARTED = "not_started", "Non commencée"
    UNDER_WAY = "under_way", "En cours"
    DONE = "done", "Réalisée"
    ABANDONED = "abandoned", "Abandonnée"


class Origin(models.TextChoices):
    COMMISSION = "commission", "Une commission"
    SURVEY = "questionnaire", "Le questionnaire"
    WALK = "marche", "Une marche exploratoire"
    RESIDENT = "habitant", "L’idée d’un habitant"


class ResponsibleBody(models.TextChoices):
    """Who carries a proposal out."""

    CITY = "ville", f"La Ville {settings.COUNCIL.of_city}"
    AGGLOMERATION = "agglomeration", "L’agglomération"
    LANDLORD = "bailleur", "Le bailleur"
    COUNCIL = "conseil", "Le Conseil Citoyen"
    OTHER = "autre", "Un autre organisme"


class MilestoneState(models.TextChoices):
    PLANNED = "planned", "Prévue"
    MOVED = "moved", "Déplacée"
    DONE = "done", "Faite"
