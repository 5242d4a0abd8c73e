"""The words with which an observation is sorted: what it is, what it is about, whom it concerns."""

from django.db import models


class ObservationKind(models.TextChoices):
    """The first two are the words of the source document."""

    QUESTION = "question", "question"
    MALFUNCTION = "dysfonctionnement", "dysfonctionnement"
    STRENGTH = "point-fort", "point fort"
    IDEA = "idee", "idée"


class Category(models.TextChoices):
    CLEANLINESS = "proprete", "propreté et déchets"
    LIGHTING = "eclairage", "éclairage"
    PAVEMENT = "voirie", "voirie et trottoirs"
    ACCESS = "accessibilite", "accessibilité (fauteuil, poussette)"
    TRAFFIC = "stationnement", "stationnement et circulation"
    SIGNS = "signalisation", "signalisation et fléchage"
    GREEN = "espaces-verts", "espaces verts et jeux"
    FURNITURE = "mobilier", "mobilier urbain"
    BUILDINGS = "batiments", "bâtiments, halls et parties communes"
    SAFETY = "tranquillite", "tranquillité et sécurité"
    SHOPS = "commerces", "commerces et services"
    SOCIAL = "convivialite", "convivialité"
    OTHER = "autre", "autre"


class Body(models.TextChoices):
    CITY = "ville", "la Ville"
    LANDLORD = "bailleur", "le bailleur"
    AGGLOMERATION = "agglomeration", "l’agglomération"
    OTHER = "autre", "un autre organisme"


class Size(models.TextChoices):
    SMALL = "petite", "petite"
    MEDIUM = "moyenne", "moyenne"
    LARGE = "grande", "grande"


class Verdict(models.TextChoices):
    FIXED = "repare", "c’est réparé"
    STILL = "toujours-pas", "toujours pas"


class Moderation(models.TextChoices):
    WAITING = "attend", "à relire"
    SHOWN = "gardee", "comptée sur le site"
    REFUSED = "refusee", "écartée"
