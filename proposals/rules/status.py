"""The lives of proposals, of what they become, and of rounds: their statuses, and which may follow which."""

from typing import NamedTuple

from django.conf import settings
from django.db import models

from publishing.words.progress import Progress, StatusChoices


class Said(NamedTuple):
    """The heading and the sentence that the page of a proposal says; its words in a count."""

    heading: str
    sentence: str
    one: str
    several: str


class Status(StatusChoices):
    TO_COMPLETE = (
        *("to_complete", Progress.LATER, {"under_review", "validated", "rejected"}, "a-completer", "dots"),
        Said(
            "Pas encore de décision",
            "Nous n’avons pas encore de décision pour cette proposition.",
            "à compléter",
            "à compléter",
        ),
        "À compléter",
    )
    UNDER_REVIEW = (
        *("under_review", Progress.NOW, {"validated", "rejected"}, "en-analyse", "scales"),
        Said(
            "Ce qui est étudié",
            "La loi et le coût sont étudiés avant de décider.",
            "en analyse juridique et financière",
            "en analyse juridique et financière",
        ),
        "En analyse juridique et financière",
    )
    VALIDATED = (
        *("validated", Progress.DONE, {"under_review"}, "validee", "check"),
        Said("Ce qui est décidé", "Cette proposition est validée.", "proposition validée", "propositions validées"),
        "Validée",
    )
    REJECTED = (
        *("rejected", Progress.STOPPED, {"under_review"}, "rejetee", "cross"),
        Said("Pourquoi c’est non", "", "rejetée", "rejetées"),
        "Rejetée",
    )

    @property
    def is_decided(self) -> bool:
        return self.progress is not Progress.LATER

    @property
    def is_awaited(self) -> bool:
        """Under review or validated: something is to come."""
        return self.progress in (Progress.NOW, Progress.DONE)

    @property
    def is_validated(self) -> bool:
        return self.progress is Progress.DONE

    @property
    def is_stopped(self) -> bool:
        return self.progress is Progress.STOPPED


DECISIONS = [(status.value, status.label) for status in Status if status.is_decided]


class DeliveryState(StatusChoices):
    NOT_STARTED = "not_started", Progress.LATER, (), "non-commencee", "Non commencée"
    UNDER_WAY = "under_way", Progress.NOW, (), "en-cours", "En cours"
    DONE = "done", Progress.DONE, (), "realisee", "Réalisée"
    ABANDONED = "abandoned", Progress.STOPPED, (), "abandonnee", "Abandonnée"


class RoundState(StatusChoices):
    DRAFT = "draft", Progress.LATER, {"open"}, "en préparation"
    OPEN = "open", Progress.NOW, {"closed"}, "vote ouvert"
    CLOSED = "closed", Progress.NOW, {"published"}, "vote clos"
    PUBLISHED = "published", Progress.DONE, "ordre publié"


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


class MilestoneState(StatusChoices):
    PLANNED = "planned", Progress.LATER, "Prévue"
    MOVED = "moved", Progress.NOW, (), "deplacee", "calendar", "Déplacée"
    DONE = "done", Progress.DONE, "Faite"
